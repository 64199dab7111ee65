"""Heads, faces and the books they look into. Frames here are as large as the head's radius, foot at its middle."""

from judging.demo.paintings.frame import Frame
from judging.demo.paintings.stage import curve


def book(f: Frame, cover: str) -> None:
    """An open book held up, two units wide."""
    f.fill("-1.08 .42, 0 .12, 1.08 .42, 1.02 -.42, 0 -.72, -1.02 -.42", cover)
    f.fill("0 .2, -1 .5, -.94 -.28, 0 -.58", "book")
    f.fill("0 .2, 1 .5, .94 -.28, 0 -.58", "book")
    if f.size > 1.6 * f.stage.u:
        for k in (0.05, -0.15, -0.35):
            for side in (-1, 1):
                f.line([(side * 0.18, k + 0.08), (side * 0.8, k + 0.27)], "stone", 0.07)


def face(f: Frame, *, old: bool = False) -> None:
    """A face when there is room for one: downcast reading eyes or round ones, cheeks, a smile."""
    if f.size < 1.5 * f.stage.u:
        return
    f.dots("-.55 -.25, .55 -.25", 0.17, "blossom_deep")
    downcast = old or f.stage.chance(0.45)
    for x in (-0.36, 0.36):
        if downcast:
            f.line(curve([(x - 0.17, 0.03), (x, -0.08), (x + 0.17, 0.03)], 4), "hair", 0.1)
        else:
            f.dots([(x, 0.02)], 0.11, "hair")
    f.line(curve([(-0.24, -0.42), (0, -0.58), (0.24, -0.42)], 4), "red", 0.11)


def woman_head(f: Frame, *, old: bool = False) -> None:
    """Head with its hair knot; the khăn piêu falls on one side with its embroidered end."""
    hair = "stone" if old else "hair"
    f.oval(-0.1, 1.05, 0.5, 0.42, hair)
    f.oval(0, 0.12, 1.07, 1.02, hair)
    f.oval(0, -0.1, 0.86, 0.94, "skin")
    face(f.inner(0, -0.1, 0.9), old=old)
    f.fill("-1.12 .3, -.9 .95, 0 1.2, .95 .95, 1.15 .35, .6 .52, 0 .56, -.6 .5", "skirt")
    f.fill("-1.15 .5, -.8 .62, -.92 -1.2, -1.5 -1.15", "skirt")
    f.fill("-.93 -.75, -.92 -1.2, -1.5 -1.15, -1.42 -.72", "red")
    f.dots("-1.3 -.95, -1.05 -.98", 0.12, "yellow")
    f.line("-.85 .82, 0 1.02, .88 .82", "red", 0.12)


def child_head(f: Frame, *, girl: bool) -> None:
    """A child's black fringe, with two plaits for a girl."""
    if girl:
        for side in (-1, 1):
            f.limb([(side * 0.85, 0), (side * 1.3, -0.5), (side * 1.2, -1.15)], "hair", 0.42, 0.2)
            f.dots([(side * 1.02, -0.1)], 0.19, "red")
    f.oval(0, 0.1, 1.02, 1.0, "hair")
    f.oval(0, -0.12, 0.86, 0.86, "skin")
    f.fill("-.95 .1, -.7 .8, 0 1.08, .7 .8, .95 .1, .5 .42, .05 .3, -.4 .42", "hair")
    face(f.inner(0, -0.12, 0.86))
