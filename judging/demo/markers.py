"""Markers: short, unmistakable texts planted beside a person's name wherever a file can tell whose work it is.

Each entry and channel has its own, so that a marker found in what a juror can fetch says which door was left open.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

IMAGE_CHANNELS = (
    "exif.Artist",
    "exif.ImageDescription",
    "exif.Copyright",
    "exif.HostComputer",
    "exif.XPAuthor",
    "exif.XPComment",
    "exif.UserComment",
    "exif.CameraOwnerName",
    "exif.BodySerialNumber",
    "exif.MakerNote",
    "gps.AreaInformation",
    "gps.ProcessingMethod",
    "xmp.creator",
    "xmp.rights",
    "xmp.description",
    "icc.copyright",
)
IPTC_CHANNELS = ("iptc.By-line", "iptc.Caption", "iptc.CopyrightNotice", "iptc.Contact")
TAG_CHANNELS = ("artist", "composer", "lyricist", "comment", "publisher", "picture.description", "picture.data")
DOCUMENT_CHANNELS = (
    "core.author",
    "core.last_modified_by",
    "core.comments",
    "core.keywords",
    "app.Company",
    "app.Manager",
    "custom.School",
    "comment.text",
    "comment.author",
    "deleted.text",
    "change.author",
    "hidden.text",
    "header",
    "footer",
)
# What each format can carry. A channel's full name has the format before it: jpeg.exif.Artist.
CHANNELS: dict[str, tuple[str, ...]] = {
    "jpg": (*IMAGE_CHANNELS, *IPTC_CHANNELS, "comment", "trailer"),
    "png": (*IMAGE_CHANNELS, "tEXt", "zTXt", "iTXt", "private", "trailer"),
    "heic": IMAGE_CHANNELS,
    "tiff": (*IMAGE_CHANNELS, *IPTC_CHANNELS, "DocumentName", "PageName", "private", "trailer"),
    "mp3": (*TAG_CHANNELS, "id3.TXXX", "id3.USLT", "id3.PRIV", "id3.WOAR"),
    "wav": ("INFO.IART", "INFO.ICMT", "INFO.ICOP", "bext.description", "bext.originator", "id3.TPE1", "id3.COMM"),
    "flac": (*TAG_CHANNELS, "contact"),
    "m4a": (*TAG_CHANNELS, "copyright", "lyrics", "freeform.School"),
    "ogg": (*TAG_CHANNELS, "contact"),
    "opus": (*TAG_CHANNELS, "contact"),
    "docx": (*DOCUMENT_CHANNELS, "picture.exif", "picture.alt"),
    "pdf": ("info.Author", "info.Keywords", "info.Subject", "attachment", "link", "white.text"),
    "txt": (),
}


@dataclass(frozen=True)
class Marks:
    """Planting for one entry: `text` gives what a person would have written there, with the marker in it."""

    entry_key: str
    name: str
    unit: str
    format: str

    def marker(self, channel: str) -> str:
        """The bare marker of a channel of this format, 12 small letters and digits."""
        return marker_of(self.entry_key, f"{self.format}.{channel}")

    def text(self, channel: str) -> str:
        return f"{self.name}, {self.unit} {self.marker(channel)}"

    def ascii(self, channel: str) -> str:
        """For places that hold plain ASCII only."""
        return f"author {self.marker(channel)}"

    def planted(self) -> list[tuple[str, str]]:
        """(channel, marker) of everything that the file of this format carries."""
        return [(f"{self.format}.{channel}", self.marker(channel)) for channel in CHANNELS[self.format]]


def marker_of(entry_key: str, channel: str) -> str:
    """The marker that belongs to an entry and a channel, the same in every run."""
    return "bv" + hashlib.blake2b(f"{entry_key}/{channel}".encode(), digest_size=5).hexdigest()


def xmp_packet(marks: Marks) -> bytes:
    """An XMP packet with creator, rights and description."""
    creator, rights, description = (escape(marks.text(f"xmp.{part}")) for part in ("creator", "rights", "description"))
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{rights}</rdf:li></rdf:Alt></dc:rights>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{description}</rdf:li></rdf:Alt></dc:description>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def iptc_records(marks: Marks) -> bytes:
    """IPTC datasets (by-line, caption, copyright, contact), UTF-8 declared."""
    numbers = dict(zip(IPTC_CHANNELS, (80, 120, 116, 118), strict=True))
    datasets: Sequence[tuple[int, int, bytes]] = [
        (1, 90, b"\x1b%G"),
        *((2, number, marks.text(channel).encode()) for channel, number in numbers.items()),
    ]
    return b"".join(bytes((0x1C, r, n)) + len(data).to_bytes(2, "big") + data for r, n, data in datasets)


def photoshop_block(marks: Marks) -> bytes:
    """The IPTC datasets as the image resource in which Photoshop keeps them."""
    data = iptc_records(marks)
    return b"8BIM\x04\x04\0\0" + len(data).to_bytes(4, "big") + data + b"\0" * (len(data) % 2)
