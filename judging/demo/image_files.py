"""A painting as the file that a phone or a scanner would make of it: JPEG, PNG, HEIC or TIFF, full of telling data."""

import io
from pathlib import Path

import pillow_heif
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

from judging.demo.colour_profiles import icc_profile
from judging.demo.markers import Marks, iptc_records, photoshop_block, xmp_packet

_TURNS = {
    1: None,
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}
# Formats that grow large or encode slowly come from modest scanners and phones.
_MOST_PIXELS = {"jpg": 12_000_000, "png": 3_000_000, "tiff": 2_400_000, "heic": 2_400_000}
_XMP_TAG, _IPTC_TAG, _PRIVATE_TAG = 700, 33723, 65000


def _exif(marks: Marks, orientation: int) -> Image.Exif:
    """Everything a camera may note about its owner, with a place in Sơn La."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Demo"
    exif[ExifTags.Base.Model] = "Phone 5"
    exif[ExifTags.Base.DateTime] = "2024:09:21 08:14:05"
    if orientation != 1:
        exif[ExifTags.Base.Orientation] = orientation
    for channel in ("Artist", "ImageDescription", "Copyright", "HostComputer"):
        exif[getattr(ExifTags.Base, channel)] = marks.text(f"exif.{channel}")
    exif[ExifTags.Base.XPAuthor] = marks.text("exif.XPAuthor").encode("utf-16-le") + b"\0\0"
    exif[ExifTags.Base.XPComment] = marks.text("exif.XPComment").encode("utf-16-le") + b"\0\0"
    details = exif.get_ifd(ExifTags.IFD.Exif)
    details[ExifTags.Base.UserComment] = b"ASCII\0\0\0" + marks.ascii("exif.UserComment").encode()
    details[ExifTags.Base.CameraOwnerName] = marks.text("exif.CameraOwnerName")
    details[ExifTags.Base.BodySerialNumber] = marks.marker("exif.BodySerialNumber")
    details[ExifTags.Base.MakerNote] = b"DemoNote\0" + marks.ascii("exif.MakerNote").encode()
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (21.0, 19.0, 40.0)
    place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "E", (103.0, 54.0, 51.0)
    for tag, channel in (
        (ExifTags.GPS.GPSAreaInformation, "gps.AreaInformation"),
        (ExifTags.GPS.GPSProcessingMethod, "gps.ProcessingMethod"),
    ):
        place[tag] = b"ASCII\0\0\0" + marks.ascii(channel).encode()
    return exif


def _in_space(image: Image.Image, space: str, marks: Marks) -> tuple[Image.Image, bytes]:
    """The same colours told in another space, with that space's profile."""
    profile = icc_profile(space, marks.ascii("icc.copyright"))
    if space == "sRGB":
        return image, profile
    source = ImageCms.ImageCmsProfile(io.BytesIO(icc_profile("sRGB", "demo")))
    target = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    if converted is None:
        raise ValueError("the colours could not be converted")
    return converted, profile


def _tail(path: Path, marks: Marks) -> None:
    """What some phones append after the end of the picture."""
    with path.open("ab") as stream:
        stream.write(marks.text("trailer").encode())


def _write_jpeg(image: Image.Image, path: Path, marks: Marks, profile: bytes, orientation: int) -> None:
    block = b"Photoshop 3.0\0" + photoshop_block(marks)
    image.save(
        path,
        "JPEG",
        quality=95,
        exif=_exif(marks, orientation),
        icc_profile=profile,
        xmp=xmp_packet(marks),
        comment=marks.text("comment").encode(),
        extra=b"\xff\xed" + (len(block) + 2).to_bytes(2, "big") + block,
    )
    _tail(path, marks)


def _write_png(image: Image.Image, path: Path, marks: Marks, profile: bytes, orientation: int) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", marks.ascii("tEXt"))
    info.add_text("Comment", marks.ascii("zTXt"), zip=True)
    info.add_itxt("Description", marks.text("iTXt"), lang="vi")
    info.add_itxt("XML:com.adobe.xmp", xmp_packet(marks).decode())
    info.add(b"prVt", marks.text("private").encode())
    exif = _exif(marks, orientation)
    image.save(path, "PNG", compress_level=1, pnginfo=info, exif=exif.tobytes(), icc_profile=profile)
    _tail(path, marks)


def _write_tiff(image: Image.Image, path: Path, marks: Marks, profile: bytes, orientation: int) -> None:
    exif = Image.Exif()
    exif.load(_exif(marks, orientation).tobytes())  # Pillow writes only those sub-directories that it has read
    exif[ExifTags.Base.DocumentName] = marks.text("DocumentName")
    exif[ExifTags.Base.PageName] = marks.text("PageName")
    exif[_XMP_TAG] = xmp_packet(marks)
    exif[_IPTC_TAG] = iptc_records(marks)
    exif[_PRIVATE_TAG] = marks.text("private").encode()
    image.save(path, "TIFF", exif=exif, icc_profile=profile)
    _tail(path, marks)


def _write_heic(image: Image.Image, path: Path, marks: Marks, profile: bytes, orientation: int) -> None:
    del orientation  # phones turn HEIC by a box of its own
    heif = pillow_heif.from_pillow(image)
    heif.info["icc_profile"] = profile
    exif = _exif(marks, 1).tobytes()
    heif.save(path, quality=80, exif=exif, xmp=xmp_packet(marks), enc_params={"preset": "ultrafast"})


_WRITERS = {"jpg": _write_jpeg, "png": _write_png, "tiff": _write_tiff, "heic": _write_heic}


def write_image(image: Image.Image, path: Path, marks: Marks, *, orientation: int, space: str) -> None:
    """Writes `image` (sRGB) in the marks' format. `orientation` is an EXIF one (1, 3, 6, 8): pixels are turned so that
    a viewer who obeys it sees the picture upright; `space` is one of `colour_profiles.SPACES`."""
    scale = (_MOST_PIXELS[marks.format] / (image.width * image.height)) ** 0.5
    if scale < 1:
        image = image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.BOX)
    image, profile = _in_space(image, space, marks)
    turn = _TURNS[orientation] if marks.format != "heic" else None
    if turn is not None:
        image = image.transpose(turn)
    _WRITERS[marks.format](image, path, marks, profile, orientation)
