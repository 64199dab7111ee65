"""Files as they also arrive: empty, renamed, cut off, protected, made to burst. None may ever count as an entry."""

import io
import random
import struct
import wave
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from PIL import Image


@dataclass(frozen=True)
class BadFile:
    """`path` lies on this machine, `sent_as` is what its sender calls it.

    `expected` is the reason that should be found, a value of `media_store.reasons.Reason`.
    """

    category: str
    path: Path
    sent_as: str
    expected: str


def _program() -> bytes:
    """The head of a Windows program, with nothing that could run behind it."""
    return b"MZ\x90\0" + b"\0" * 56 + struct.pack("<I", 128) + b"\0" * 64 + b"PE\0\0" + b"\0" * 4096


def _cut_off_jpeg() -> bytes:
    rng = random.Random("cut off")
    image = Image.frombytes("RGB", (64, 48), rng.randbytes(64 * 48 * 3)).resize((1600, 1200))
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=90)
    return stream.getvalue()[: len(stream.getvalue()) * 2 // 5]


def _png_bomb() -> bytes:
    """A PNG of 30,000 × 30,000 pixels, all of one colour, in less than a megabyte."""
    side = 30_000
    packer = zlib.compressobj(9)
    row = b"\0" * (side // 8 + 1)
    data = b"".join(packer.compress(row * 500) for _ in range(side // 500)) + packer.flush()

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _encrypted_pdf() -> bytes:
    """A one-page PDF that asks for a password which nobody has: its key entries fit no password."""
    rng = random.Random("password")
    owner, user, name = (rng.randbytes(size).hex() for size in (32, 32, 16))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        f"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -44 /O <{owner}> /U <{user}> >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Encrypt 4 0 R /ID [<{name}> <{name}>] >>"
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{len(body)}\n%%EOF\n"
    return body + end.encode()


def _docx_bomb() -> bytes:
    """A Word document of a megabyte or two whose text would unpack to 320 MB."""
    stream = io.BytesIO()
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        override = f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
        types = f'<Types xmlns="{package}/content-types">{override}</Types>'
        relation = f'<Relationship Id="r1" Type="{office}/officeDocument" Target="word/document.xml"/>'
        relations = f'<Relationships xmlns="{package}/relationships">{relation}</Relationships>'
        for name, text in (("[Content_Types].xml", types), ("_rels/.rels", relations)):
            archive.writestr(zipfile.ZipInfo(name), text)
        with archive.open("word/document.xml", "w") as part:
            part.write(f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>'.encode())
            for _ in range(320):
                part.write(b" " * 1_000_000)
            part.write(b"</w:t></w:r></w:p></w:body></w:document>")
    return stream.getvalue()


def _old_encoding() -> bytes:
    """A poem in the eight-bit letters of TCVN3, which no Unicode program reads."""
    title = b"M\xd1 h\xe4c ch\xf7\n\n"
    return title + b"\xa7\xaam nay m\xd1 h\xe4c ch\xf7 o\nCh\xf7 tr\xdfn nh\xad h\xb9t l\xb3a cho con gieo\n"


def _silence() -> bytes:
    """Three seconds of a recording that nobody switched on."""
    stream = io.BytesIO()
    with wave.open(stream, "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(2)
        recording.setframerate(44_100)
        recording.writeframes(b"\0\0" * 44_100 * 3)
    return stream.getvalue()


def bad_files(folder: Path) -> list[BadFile]:
    """Writes all bad files into `folder`, the same bytes every time."""
    made = (
        ("paintings", "bad-1.jpg", "Tranh lớp 3A.jpg", b"", "empty"),
        ("paintings", "bad-2.jpg", "Ảnh tranh đẹp.jpg", _program(), "unsupported"),
        ("paintings", "bad-3.jpg", "IMG_0451.jpg", _cut_off_jpeg(), "truncated"),
        ("paintings", "bad-4.png", "Bản em khổ lớn.png", _png_bomb(), "too_many_pixels"),
        ("initiatives", "bad-5.pdf", "Sáng kiến có mật khẩu.pdf", _encrypted_pdf(), "encrypted"),
        ("initiatives", "bad-6.docx", "Giải pháp bản cuối.docx", _docx_bomb(), "expands_too_much"),
        ("poems", "bad-7.txt", "Tho me hoc chu.txt", _old_encoding(), "legacy_encoding"),
        ("songs", "bad-8.wav", "Ghi âm thử.wav", _silence(), "no_sound"),
    )
    files = []
    for category, name, sent_as, content, expected in made:
        path = folder / name
        path.write_bytes(content)
        files.append(BadFile(category, path, sent_as, expected))
    return files
