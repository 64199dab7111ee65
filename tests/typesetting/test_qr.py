"""QR codes: what is printed can be read again."""

import xml.etree.ElementTree as ElementTree

from judging.typesetting.qr import qr_svg


def test_an_svg_without_fixed_size_or_script() -> None:
    svg = qr_svg('https://example.org/v/7Q4K?a="<&')
    root = ElementTree.fromstring(svg)
    assert root.tag.endswith("svg")
    assert root.attrib.keys() == {"viewBox", "class"}
    assert svg == qr_svg('https://example.org/v/7Q4K?a="<&')
