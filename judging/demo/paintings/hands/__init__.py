"""The hands: each renders the same stage in its own medium."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from judging.demo.paintings.hands import (
    acrylic,
    brocade,
    crayon,
    gouache,
    ink,
    lacquer,
    pencil,
    poster,
    watercolour,
    woodcut,
)
from judging.demo.paintings.stage import Stage


@dataclass(frozen=True)
class Hand:
    """`render` takes a composed stage and the size in pixels of the finished picture."""

    render: Callable[[Stage, tuple[int, int]], Image.Image]
    technique_vi: str
    technique_en: str


HANDS = {
    "gouache": Hand(gouache.render, "Màu bột trên giấy", "Gouache on paper"),
    "watercolour": Hand(watercolour.render, "Màu nước trên giấy", "Watercolour on paper"),
    "crayon": Hand(crayon.render, "Sáp màu trên giấy", "Wax crayon on paper"),
    "woodcut": Hand(woodcut.render, "Khắc gỗ trên giấy điệp", "Woodcut on shell paper"),
    "lacquer": Hand(lacquer.render, "Sơn mài", "Lacquer on board"),
    "brocade": Hand(brocade.render, "Ghép vải thổ cẩm", "Brocade collage"),
    "pencil": Hand(pencil.render, "Chì màu trên giấy", "Coloured pencil on paper"),
    "ink": Hand(ink.render, "Mực nho trên giấy dó", "Ink on dó paper"),
    "poster": Hand(poster.render, "Màu poster trên giấy", "Poster colour on paper"),
    "acrylic": Hand(acrylic.render, "Acrylic trên toan", "Acrylic on canvas"),
}
