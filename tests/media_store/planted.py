"""Files with a marker in every channel that their format has; built by hand, so that the tests know each byte."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pillow_heif
from PIL import Image, ImageCms, TiffImagePlugin

pillow_heif.register_heif_opener(thumbnails=False)


def marker(channel: str) -> str:
    """Eleven letters and digits that belong to one channel."""
    return f"zq{zlib.crc32(channel.encode()):08x}q"


def words(channel: str) -> bytes:
    """What a person would write, with the marker in it."""
    return f"Lò Thị Hương {marker(channel)}".encode()


def text(channel: str) -> str:
    return words(channel).decode()


def picture(encoder: str = "JPEG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    image = Image.linear_gradient("L").resize((64, 48)).convert("RGB")
    image.save(buffer, encoder, **options)
    return buffer.getvalue()


def xmp(prefix: str) -> bytes:
    return (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:own="http://example.org/" own:School="'
        + words(f"{prefix}.School") + b'"><dc:creator><rdf:Seq><rdf:li>' + words(f"{prefix}.creator")
        + b"</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
    )  # fmt: skip


def profile(prefix: str) -> bytes:
    """A profile whose own words are exchanged for ours of the same length."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for name in (b"desc", b"cprt"):
        at = data.find(name, 132)
        start, length = struct.unpack_from(">II", data, at + 4)
        channel = f"{prefix}.description" if name == b"desc" else f"{prefix}.copyright"
        text = marker(channel).encode("utf-16-be")
        record = b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"vi", b"VN", len(text), 28) + text
        data[start : start + length] = record[:length].ljust(length, b"\0")
    return bytes(data)


def entry(number: int, kind: int, value: bytes) -> tuple[int, int, bytes]:
    return number, kind, value


def directory(entries: list[tuple[int, int, bytes]], start: int, after: int = 0) -> bytes:
    """A little-endian TIFF directory at `start`, its values behind it."""
    sizes = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1}
    table, values = struct.pack("<H", len(entries)), b""
    place = start + 2 + 12 * len(entries) + 4
    for number, kind, value in sorted(entries):
        table += struct.pack("<HHI", number, kind, len(value) // sizes[kind])
        if len(value) <= 4:
            table += value.ljust(4, b"\0")
        else:
            table += struct.pack("<I", place + len(values))
            values += value + b"\0" * (len(value) % 2)
    return table + struct.pack("<I", after) + values


def exif(prefix: str) -> bytes:
    """Directories: main, EXIF, GPS, interoperability, and a second one with a preview picture."""
    place = 21 * struct.pack("<II", 1, 1)[:8]
    gps = [entry(1, 2, b"N\0"), entry(2, 5, place[:24]), entry(3, 2, b"E\0"), entry(4, 5, place[:24])]
    gps += [entry(number, 7, b"ASCII\0\0\0" + words(f"{prefix}.{name}")) for number, name in GPS_TAGS.items()]
    inner = [entry(number, 2, words(f"{prefix}.{name}") + b"\0") for number, name in EXIF_TAGS.items()]
    inner += [
        entry(0x9286, 7, b"UNICODE\0" + words(f"{prefix}.UserComment").decode().encode("utf-16-le")),
        entry(0x927C, 7, b"Maker\0\x07\x01" + words(f"{prefix}.MakerNote")),
        entry(0xFDE9, 1, words(f"{prefix}.private-inner")),
    ]
    main = [entry(number, 2, words(f"{prefix}.{name}") + b"\0") for number, name in MAIN_TAGS.items()]
    main += [
        entry(number, 1, words(f"{prefix}.{name}").decode().encode("utf-16-le") + b"\0\0")
        for number, name in XP_TAGS.items()
    ]
    main.append(entry(0xFDE7, 7, words(f"{prefix}.private")))
    preview = picture(comment=words(f"{prefix}.preview"))
    pieces = [directory([*main, entry(0x8769, 4, b"1234"), entry(0x8825, 4, b"1234")], 8)]
    at_inner = 8 + len(pieces[0])
    pieces.append(directory(inner, at_inner))
    at_gps = at_inner + len(pieces[1])
    pieces.append(directory(gps, at_gps))
    at_next = at_gps + len(pieces[2])
    second = [entry(513, 4, b"1234"), entry(514, 4, struct.pack("<I", len(preview))), entry(259, 3, b"\6\0")]
    second[0] = entry(513, 4, struct.pack("<I", at_next + len(directory(second, at_next))))
    pieces[0] = directory(
        [*main, entry(0x8769, 4, struct.pack("<I", at_inner)), entry(0x8825, 4, struct.pack("<I", at_gps))], 8, at_next
    )
    return b"II*\0\x08\0\0\0" + b"".join(pieces) + directory(second, at_next) + preview


MAIN_TAGS = {
    0x010E: "ImageDescription", 0x013B: "Artist", 0x013C: "HostComputer", 0x0131: "Software", 0x8298: "Copyright",
    0x010F: "Make", 0x010D: "DocumentName", 0x011D: "PageName",
}  # fmt: skip
EXIF_TAGS = {0xA430: "CameraOwnerName", 0xA431: "BodySerialNumber", 0xA420: "ImageUniqueID", 0x9010: "OffsetTime"}
GPS_TAGS = {0x1B: "GPSProcessingMethod", 0x1C: "GPSAreaInformation"}
XP_TAGS = {0x9C9B: "XPTitle", 0x9C9C: "XPComment", 0x9C9D: "XPAuthor", 0x9C9E: "XPKeywords", 0x9C9F: "XPSubject"}
EXIF_PLACES = {
    **{name: rf"(exif|tiff):{name}" for name in [*MAIN_TAGS.values(), *EXIF_TAGS.values(), *GPS_TAGS.values()]},
    **{name: rf"(exif|tiff):{name}" for name in [*XP_TAGS.values(), "UserComment", "MakerNote"]},
    "private-inner": "exif:0xfde9", "private": "(exif|tiff):0xfde7", "preview": "exif:Thumbnail:jpeg:comment",
}  # fmt: skip
XMP_PLACES = {"School": "xmp:School", "creator": "xmp:creator"}
ICC_PLACES = {"description": "icc:description", "copyright": "icc:copyright"}
IPTC_PLACES = {"By-line": "iptc:By-line", "Caption": "iptc:Caption", "Contact": "iptc:Contact", "own": "iptc:9:7"}


def places(prefix: str, **groups: dict[str, str]) -> dict[str, str]:
    """{"prefix.exif.Artist": place, …} for the groups named."""
    return {f"{prefix}.{group}.{name}": place for group, names in groups.items() for name, place in names.items()}


def iptc(prefix: str) -> bytes:
    numbers = {"By-line": (2, 80), "Caption": (2, 120), "Contact": (2, 118), "own": (9, 7)}
    return b"".join(
        b"\x1c" + bytes(number) + struct.pack(">H", len(words(f"{prefix}.{name}"))) + words(f"{prefix}.{name}")
        for name, number in numbers.items()
    )


def photoshop(prefix: str) -> bytes:
    resources = b""
    for number, data in ((0x0404, iptc(f"{prefix}.iptc")), (0x0BB8, words(f"{prefix}.resource"))):
        resources += b"8BIM" + struct.pack(">HHI", number, 0, len(data)) + data + b"\0" * (len(data) % 2)
    return resources


def segment(mark: int, data: bytes) -> bytes:
    return b"\xff" + bytes([mark]) + struct.pack(">H", len(data) + 2) + data


def jpeg(prefix: str = "jpeg") -> bytes:
    plain = picture(progressive=True)
    head = segment(0xE1, b"Exif\0\0" + exif(f"{prefix}.exif"))
    head += segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp(f"{prefix}.xmp"))
    head += segment(0xE2, b"ICC_PROFILE\0\1\1" + profile(f"{prefix}.icc"))
    head += segment(0xED, b"Photoshop 3.0\0" + photoshop(prefix))
    for number in (4, 8, 12, 15):
        head += segment(0xE0 + number, b"Own\0" + words(f"{prefix}.APP{number}"))
    more = xmp(f"{prefix}.more")
    head += segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + b"A" * 32 + struct.pack(">II", len(more), 0) + more)
    scan = plain.rfind(b"\xff\xda")
    between = segment(0xFE, words(f"{prefix}.between"))
    head += segment(0xFE, words(f"{prefix}.comment"))
    behind = picture(comment=words(f"{prefix}.second")) + words(f"{prefix}.behind")
    return plain[:2] + head + plain[2:scan] + between + plain[scan:] + behind


JPEG_PLACES = {
    **places("jpeg", exif=EXIF_PLACES, xmp=XMP_PLACES, icc=ICC_PLACES, iptc=IPTC_PLACES, more=XMP_PLACES),
    **{f"jpeg.APP{number}": f"jpeg:APP{number}" for number in (4, 8, 12, 15)},
    "jpeg.resource": "photoshop:0x0bb8", "jpeg.comment": "jpeg:comment", "jpeg.between": "jpeg:comment",
    "jpeg.second": "jpeg:behind-the-end:jpeg:comment", "jpeg.behind": "jpeg:behind-the-end.*",
}  # fmt: skip


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png() -> bytes:
    plain = picture("PNG")
    raw = iptc("png.raw").hex().encode()
    before = chunk(b"iCCP", b"icc\0\0" + zlib.compress(profile("png.icc"))) + chunk(b"eXIf", exif("png.exif"))
    before += chunk(b"tEXt", b"Author\0" + marker("png.text").encode())
    before += chunk(b"zTXt", b"Comment\0\0" + zlib.compress(marker("png.packed").encode()))
    before += chunk(
        b"iTXt", b"Writer\0\1\0vi\0" + words("png.keyword") + b"\0" + zlib.compress(words("png.international"))
    )
    before += chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp("png.xmp"))
    before += chunk(b"zTXt", b"Raw profile type iptc\0\0" + zlib.compress(b"\niptc\n  %d\n" % len(raw) + raw))
    before += chunk(b"prVt", words("png.private"))
    after = chunk(b"tEXt", b"Source\0" + marker("png.late").encode())
    return plain[:33] + before + plain[33:-12] + after + plain[-12:] + words("png.behind")


PNG_PLACES = {
    **places("png", exif=EXIF_PLACES, xmp=XMP_PLACES, icc=ICC_PLACES, raw=IPTC_PLACES),
    "png.text": "png:Author", "png.packed": "png:Comment", "png.international": "png:Writer",
    "png.keyword": "png:Writer:keyword", "png.private": "png:prVt", "png.late": "png:Source",
    "png.behind": "png:behind-the-end",
}  # fmt: skip


def riff(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def webp() -> bytes:
    plain = picture("WEBP", exif=b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0", icc_profile=profile("webp.icc"), xmp=b"<x/>")
    cut = plain.find(b"EXIF")
    body = plain[12:cut] + riff(b"EXIF", exif("webp.exif")) + riff(b"XMP ", xmp("webp.xmp"))
    body += riff(b"OWNR", words("webp.private"))
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body + words("webp.behind")


WEBP_PLACES = {
    **places("webp", exif=EXIF_PLACES, xmp=XMP_PLACES, icc=ICC_PLACES),
    "webp.private": "webp:OWNR", "webp.behind": "webp:behind-the-end",
}  # fmt: skip


def tiff() -> bytes:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    for number, name in MAIN_TAGS.items():
        tags[number] = words(f"tiff.main.{name}").decode("latin-1")
        tags.tagtype[number] = 2
    for number, value in (
        (700, xmp("tiff.xmp")), (33723, iptc("tiff.iptc")), (34377, photoshop("tiff.ps")), (34675, profile("tiff.icc")),
        (65000, words("tiff.private")),
    ):  # fmt: skip
        tags[number] = value
        tags.tagtype[number] = 7
    buffer = io.BytesIO()
    first, second = (Image.open(io.BytesIO(picture("PNG"))) for _ in range(2))
    second.encoderinfo = {"tiffinfo": {270: words("tiff.second-page").decode("latin-1")}}
    first.save(buffer, "TIFF", tiffinfo=tags, save_all=True, append_images=[second])
    return buffer.getvalue() + words("tiff.behind")


TIFF_PLACES = {
    **{f"tiff.main.{name}": f"tiff:{name}" for name in MAIN_TAGS.values()},
    **places("tiff", xmp=XMP_PLACES, iptc=IPTC_PLACES, icc=ICC_PLACES),
    **{f"tiff.ps.iptc.{name}": place for name, place in IPTC_PLACES.items()},
    "tiff.ps.resource": "photoshop:0x0bb8", "tiff.private": "tiff:0xfde8",
    "tiff.second-page": "tiff:ImageDescription", "tiff.behind": "tiff:behind-the-end",
}  # fmt: skip


def box(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data) + 8) + name + data


XMP_ID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


def heif(prefix: str, encoder: str) -> bytes:
    plain = picture(
        encoder,
        exif=b"Exif\0\0" + exif(f"{prefix}.exif"),
        xmp=xmp(f"{prefix}.xmp"),
        icc_profile=profile(f"{prefix}.icc"),
    )
    extra = box(b"free", words(f"{prefix}.free")) + box(b"uuid", XMP_ID + xmp(f"{prefix}.uuid"))
    extra += box(b"udta", box(b"name", words(f"{prefix}.udta"))) + box(b"Ownr", words(f"{prefix}.private"))
    return plain + extra + b"\xff\xff\xff\xff" + words(f"{prefix}.behind")


def heif_places(prefix: str) -> dict[str, str]:
    found = places(prefix, exif=EXIF_PLACES, xmp=XMP_PLACES, icc=ICC_PLACES, uuid=XMP_PLACES)
    return found | {
        f"{prefix}.free": "heif:free", f"{prefix}.udta": "heif:name", f"{prefix}.private": "heif:Ownr",
        f"{prefix}.behind": "heif:behind-the-end",
    }  # fmt: skip


def photograph(prefix: str) -> bytes:
    plain = picture(comment=words(f"{prefix}.comment"))
    return plain[:2] + segment(0xE1, b"Exif\0\0" + exif(f"{prefix}.exif")) + plain[2:] + words(f"{prefix}.behind")


def photograph_places(prefix: str, place: str) -> dict[str, str]:
    found = {f"{prefix}.exif.{name}": f"{place}:{inner}" for name, inner in EXIF_PLACES.items()}
    return found | {f"{prefix}.comment": f"{place}:jpeg:comment", f"{prefix}.behind": f"{place}:jpeg:behind-the-end"}


PICTURES: dict[str, tuple[Callable[[], bytes], dict[str, str]]] = {
    "jpeg": (jpeg, JPEG_PLACES),
    "png": (png, PNG_PLACES),
    "webp": (webp, WEBP_PLACES),
    "tiff": (tiff, TIFF_PLACES),
    "heic": (lambda: heif("heic", "HEIF"), heif_places("heic")),
    "avif": (lambda: heif("avif", "AVIF"), heif_places("avif")),
}
