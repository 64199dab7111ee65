"""Words for what is known of an entry: states, file facts, details, where a name was found. Pure."""

from __future__ import annotations

from decimal import Decimal

from judging.submissions.desk import DeskDetail
from judging.submissions.enums import EntryState, NameMode
from judging.submissions.pins import Sure
from judging.web.formats import dimensions, file_size, number
from judging.web.i18n import N_, translate

STATES = {
    EntryState.RECEIVED: N_("being checked"),
    EntryState.ACCEPTED: N_("accepted"),
    EntryState.QUARANTINED: N_("not accepted"),
    EntryState.WITHDRAWN: N_("withdrawn"),
    EntryState.DISQUALIFIED: N_("disqualified"),
}
TONES = {
    EntryState.RECEIVED: "wait",
    EntryState.ACCEPTED: "ok",
    EntryState.QUARANTINED: "call",
    EntryState.DISQUALIFIED: "call",
}
NAME_MODES = {
    NameMode.FULL: N_("full name"),
    NameMode.INITIALS: N_("initials only"),
    NameMode.UNIT: N_("unit only"),
}
DETAILS = {
    "technique": N_("Technique"),
    "form": N_("Form"),
    "lyrics": N_("Lyrics"),
    "summary": N_("Summary"),
    "translation": N_("Translation"),
}
_PICTURE, _SOUND = N_("picture data"), N_("sound data")
CHANNELS = {
    "exif": N_("picture data (EXIF)"),
    "iptc": N_("picture data (IPTC)"),
    "xmp": N_("picture data (XMP)"),
    "jpeg": N_("comment in the picture"),
    "heif": N_("picture data (HEIF)"),
    "tiff": N_("picture data (TIFF)"),
    **dict.fromkeys(("png", "webp", "gif", "icc", "avif", "heic", "photoshop"), _PICTURE),
    **dict.fromkeys(
        (
            "id3", "id3v1", "ape", "lyrics3", "riff", "bext", "ixml", "axml", "vorbis", "flac", "mp3", "mp4", "ogg",
            "wav", "stream", "chapter",
        ),
        _SOUND,
    ),
    "docx": N_("document data (Word)"),
    "odt": N_("document data (OpenDocument)"),
    "pdf": N_("document data (PDF)"),
    "text": N_("text"),
}  # fmt: skip
#: What is behind the colon, as far as it has a name of its own: exactly, or up to a hyphen.
PLACES = {
    **dict.fromkeys(("author", "Author", "creator", "initial-creator", "people"), N_("author of the document")),
    **dict.fromkeys(("changed-by", "lastModifiedBy"), N_("who changed the document")),
    **dict.fromkeys(("comment", "markup-comment", "remark", "annotation"), N_("remark in the document")),
    **dict.fromkeys(("embedded", "attachment", "file"), N_("file inside the document")),
    **dict.fromkeys(("title", "Title"), N_("title of the document")),
    **dict.fromkeys(("header", "footer"), N_("header or footer")),
    "deleted": N_("deleted text"),
    "hidden": N_("hidden text"),
    "hidden-characters": N_("characters that nobody sees"),
    "alt-text": N_("description of a picture"),
    "link": N_("link"),
    "field": N_("field in the document"),
    "earlier-version": N_("earlier version of the document"),
    "behind-the-end": N_("behind the end of the file"),
}
ACTIONS = {
    "entry.received": N_("Received"),
    "entry.replaced": N_("Another file was sent"),
    "entry.withdrawn": N_("Withdrawn by its author"),
    "entry.corrected": N_("Spelling corrected by the office"),
    "entry.pin_given": N_("A new PIN was given at the desk"),
    "entry.looked": N_("Looked at, with its author's name, before names were open"),
    "original.arrived": N_("The original has come"),
    "original.corrected": N_("What was noted of the original was corrected"),
    "original.undone": N_("The original is not here after all"),
    "likeness.decided": N_("Compared with a work that is alike, and decided"),
    "likeness.reopened": N_("The decision about a work that is alike was taken back"),
    "entry.disqualified": N_("Disqualified"),
    "entry.reinstated": N_("Let in again"),
    "file.accepted": N_("File checked; judging copies were made"),
    "file.quarantined": N_("File could not be accepted"),
}

#: How the desk made sure of a person.
SURE = {
    Sure.MET: N_("They are here, with an identity or pupil's card, or with the receipt"),
    Sure.TEACHER: N_("Their teacher, whom we know, asks for them"),
    Sure.CALLED: N_("We called back the telephone number that stands here"),
    Sure.TOLD: N_("On the telephone they told by themselves title, year of birth, and a teacher's or parent's name"),
}


def channel_words(channel: str) -> str:
    """Where in a file something was found, and the field's own name where it has no plainer one."""
    kind, _, place = channel.partition(":")
    if kind not in CHANNELS:
        return _place_words(channel) or f"{translate('elsewhere in the file')}: {channel}"
    known = translate(CHANNELS[kind])
    return f"{known}: {_place_words(place) or place}" if place else known


def _place_words(place: str) -> str:
    known = PLACES.get(place) or PLACES.get(place.partition("-")[0])
    return translate(known) if known else ""


def detail_words(entry: DeskDetail) -> list[tuple[str, str]]:
    """What the entrant told of the work; width and height become one line."""
    pairs = [(_detail_name(key), value) for key, value in entry.details.items() if key not in ("width_cm", "height_cm")]
    if entry.details.get("width_cm") and entry.details.get("height_cm"):
        size = dimensions(_decimal(entry.details["width_cm"]), _decimal(entry.details["height_cm"]))
        pairs.insert(1, (translate("Width × height"), size))
    return pairs


def _detail_name(key: str) -> str:
    """`technique_en` is the technique in English."""
    plain = key.removesuffix("_en")
    name = translate(DETAILS[plain]) if plain in DETAILS else plain
    return name if plain == key else translate("%(name)s (in English)", {"name": name})


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def fact_words(entry: DeskDetail) -> list[tuple[str, str]]:
    """What was measured in the file."""
    facts = entry.facts
    pairs = [
        (translate("File"), entry.file_name),
        (translate("Size of the file"), file_size(entry.size)),
        (translate("Format"), (entry.format or "–").upper()),
    ]
    if facts.get("width") and facts.get("height"):
        pairs.append((translate("Pixels"), f"{number(facts['width'])} × {number(facts['height'])}"))
    if facts.get("duration"):
        seconds = int(facts["duration"])
        pairs.append((translate("Length"), f"{seconds // 60}:{seconds % 60:02d}"))
    if facts.get("pages"):
        pairs.append((translate("Pages"), number(facts["pages"])))
    return pairs


def author_words(entry: DeskDetail) -> list[tuple[str, str]]:
    """Who made the work, and how to reach them; what was not given is left out."""
    pairs = [
        (translate("Author"), entry.name),
        (translate("Unit"), entry.unit),
        (translate("Class"), entry.class_name),
        (translate("Year of birth"), str(entry.birth_year) if entry.birth_year else None),
        (translate("Teacher"), entry.teacher),
        (translate("Parent or guardian"), entry.guardian),
        (translate("Telephone"), entry.phone),
        (translate("E-mail"), entry.email),
        (translate("Co-authors"), entry.co_authors),
        (translate("Credits"), entry.credits),
        (translate("Shown in public"), translate(NAME_MODES[entry.name_mode])),
    ]
    return [(term, value) for term, value in pairs if value]
