"""Wall labels from a show: what hangs, in the order in which it hangs."""

from __future__ import annotations

from judging.exhibition.catalogue_data import technique
from judging.exhibition.printing.values import Label
from judging.exhibition.show import Show, ShownWork


def labels_data(show: Show, *, base_url: str) -> list[Label]:
    """`base_url` is the address under which the works' public pages lie."""
    return [_label(work, base_url) for work in show.hung]


def _label(work: ShownWork, base_url: str) -> Label:
    size = work.size
    return Label(
        title=work.title,
        author=work.names.author,
        unit=work.names.unit,
        number=work.number,
        technique=technique(work),
        width_cm=size[0] if size else None,
        height_cm=size[1] if size else None,
        prize=work.won.name if work.won else None,
        url=f"{base_url}/{work.code}",
    )
