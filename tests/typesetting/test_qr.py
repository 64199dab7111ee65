"""QR codes: what is printed can be read again."""

import xml.etree.ElementTree as ElementTree

import segno

from judging.typesetting.qr import qr_inline, qr_runs, qr_svg


def test_an_svg_without_fixed_size_or_script() -> None:
    svg = qr_svg('https://example.org/v/7Q4K?a="<&')
    root = ElementTree.fromstring(svg)
    assert root.tag.endswith("svg")
    assert root.attrib.keys() == {"viewBox", "class"}
    assert svg == qr_svg('https://example.org/v/7Q4K?a="<&')


def test_runs_are_the_dark_modules_of_the_same_code() -> None:
    text = "https://example.org/v/7Q4K"
    code = qr_runs(text)
    matrix = segno.make(text, error="m", micro=False).matrix
    dark = {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    runs = code["runs"]
    assert isinstance(runs, list)
    assert code["modules"] == len(matrix)
    assert {(x + step, y) for x, y, length in runs for step in range(length)} == dark


def test_the_code_of_a_page_is_as_large_as_the_printed_one_with_its_quiet_zone() -> None:
    side = qr_runs("https://example.org/entry/SL24-ABCD")["modules"]
    inline = qr_inline("https://example.org/entry/SL24-ABCD")
    assert f'viewBox="0 0 {int(str(side)) + 2} {int(str(side)) + 2}"' in inline
    assert "<script" not in inline
