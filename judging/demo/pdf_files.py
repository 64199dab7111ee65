"""Initiatives as PDF, set by Typst, with document properties, an attached note and a few words in white."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import typst

from judging.demo.initiatives import CHART_CAPTION, CHARTED
from judging.demo.markers import Marks

Section = tuple[str, list[str]]
_WRITTEN = 1_726_790_400  # 20 September 2024, so that the bytes never change
_SHEET = """
#let data = json(bytes(sys.inputs.data))
#set document(
  title: data.title, author: data.author, keywords: data.keywords, description: data.subject,
  date: datetime(..data.date),
)
#set page("a4", margin: (x: 25mm, y: 22mm), numbering: "1")
#set text(size: 12pt, lang: "vi", font: "Libertinus Serif")
#set par(justify: true, leading: 0.75em)
#show heading.where(level: 2): set text(size: 13pt)
#pdf.attach("ghi-chu.txt", bytes(data.attachment), mime-type: "text/plain", relationship: "data")
= #data.title
#for (heading, paragraphs) in data.parts {
  [== #heading]
  for paragraph in paragraphs { par(paragraph) }
  if heading == data.charted {
    let top = calc.max(1, ..data.values)
    let bars = data.values.map(v => rect(width: 16mm, height: 20mm * v / top + 0.5mm, fill: rgb("#2A6549")))
    let chart = grid(columns: bars.len(), column-gutter: 4mm, align: bottom, ..bars)
    figure(chart, caption: data.caption, supplement: none, numbering: none)
  }
}
#place(bottom + right, text(size: 6pt, fill: white, data.white))
#link(data.link)[Liên hệ]
"""


@cache
def _fonts() -> typst.Fonts:
    """Typst's own serif, which knows Vietnamese: the same on every machine."""
    return typst.Fonts(include_system_fonts=False)


def write_proposal_pdf(path: Path, title: str, parts: Sequence[Section], values: Sequence[int], marks: Marks) -> None:
    """Headings and paragraphs of `parts`, and a bar chart of `values`."""
    data = {
        "title": title,
        "author": marks.text("info.Author"),
        "keywords": marks.text("info.Keywords"),
        "subject": marks.text("info.Subject"),
        "attachment": marks.text("attachment"),
        "white": marks.text("white.text"),
        "link": f"mailto:{marks.marker('link')}@example.org",
        "date": {"year": 2024, "month": 9, "day": 20},
        "parts": parts,
        "values": list(values),
        "charted": CHARTED,
        "caption": CHART_CAPTION,
    }
    pdf = typst.compile(
        _SHEET.encode(),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=_WRITTEN,
    )
    path.write_bytes(pdf)
