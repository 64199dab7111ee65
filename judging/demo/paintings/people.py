"""Figures: Thái women in áo cóm and khăn piêu, children with red scarves and books, farmers in conical hats."""

import numpy as np

from judging.demo.paintings.frame import Frame, outline
from judging.demo.paintings.heads import book, child_head, woman_head
from judging.demo.paintings.stage import Points, Stage, curve

CLOTHES = ("cloth_a", "cloth_b", "cloth_c", "cloth_d", "cloth_e")
_COVERS = ("red", "cloth_b", "yellow", "cloth_c")

# Arms as shoulder, elbow, hand: left, then right. A child's shoulders are measured from the neck.
_WOMAN_ARMS = {
    "read": ("-.1 .75, -.17 .62, -.07 .58", ".1 .75, .17 .62, .07 .58"),
    "carry": ("-.1 .75, -.15 .62, -.13 .5", ".1 .75, .15 .63, .05 .66"),
    "dance": ("-.1 .75, -.22 .72, -.32 .62", ".1 .75, .22 .72, .32 .62"),
    "wave": ("-.1 .75, -.16 .62, -.12 .5", ".1 .75, .2 .82, .23 .95"),
}
_CHILD_ARMS = {
    "read": ("-.19 .46, -.08 .43", ".19 .46, .08 .43"),
    "plant": ("-.12 .42, .06 .4", ".2 .45, .26 .4"),
    "hold": ("-.2 .45, -.24 .4", ".2 .45, .24 .4"),
}
_SCARF = outline("-.09 .01, .09 .01, .03 -.07, .05 -.16, 0 -.1, -.05 -.16, -.03 -.07")
_TRUNKS = "-.12 .17, -.01 .17, 0 .24, .01 .17, .12 .17, .11 .4, -.11 .4"


def woman(
    stage: Stage, x: float, y: float, height: float, *, side: int = 1, pose: str = "read", old: bool = False
) -> None:
    """A standing woman; pose `read`, `carry` (basket on the back), `dance` (arms out), `wave`."""
    f = Frame(stage, x, y, height, side)
    r = 0.105 if stage.naive else 0.082
    blouse = "cloth_e" if old else stage.pick(CLOTHES[:4])
    if pose == "carry":
        f.fill("-.3 .76, -.07 .76, -.1 .5, -.24 .5", "wall")
        f.dots("-.26 .79, -.19 .81, -.12 .79", 0.045, stage.pick(("leaf_light", "red", "rice")))
    f.fill("-.15 0, .15 0, .13 .3, .1 .52, -.1 .52, -.13 .3", "skirt")
    f.fill("-.15 .03, .15 .03, .147 .085, -.147 .085", blouse)
    f.fill("-.095 .5, .095 .5, .08 .6, .115 .74, .05 .805, -.05 .805, -.115 .74, -.08 .6", blouse)
    f.fill("-.1 .495, .1 .495, .092 .54, -.092 .54", "cloth_c" if blouse != "cloth_c" else "red")
    f.dots([(0, 0.57 + 0.05 * k) for k in range(5)], 0.013, "silver")
    f.fill("-.03 .78, .03 .78, .03 .84, -.03 .84", "skin")
    for arm in _WOMAN_ARMS[pose]:
        _arm(f, outline(arm), blouse, 0.066, 0.027)
    if pose == "read":
        book(f.inner(0, 0.63, 0.11), stage.pick(_COVERS))
    woman_head(f.inner(0, 0.83 + r, r), old=old)


def _raised(points: Points, by: float) -> Points:
    raised: Points = points + np.array([0, by])
    return raised


def _arm(f: Frame, joints: Points, sleeve: str, width: float, hand: float) -> None:
    f.limb(joints, sleeve, width, width * 0.75)
    f.oval(joints[-1][0], joints[-1][1], hand, hand, "skin")


def child(stage: Stage, x: float, y: float, height: float, *, side: int = 1, pose: str = "read") -> None:
    """A standing child, often with the red scarf; pose `read`, `cheer` (a book held high), `plant`, `hold`."""
    f = Frame(stage, x, y, height, side)
    girl = stage.chance(0.5)
    r = 0.17 if stage.naive else 0.125
    low, top = stage.pick(CLOTHES), stage.pick(("white", "white", *CLOTHES))
    neck = 0.94 - 2 * r
    for leg in (-0.06, 0.06):
        f.inner(leg, 0, 1).fill("-.04 0, .04 0, .04 .25, -.04 .25", "skin")
        f.inner(leg, 0, 1).fill("-.05 0, .065 0, .05 .04, -.045 .04", "dark")
    f.fill("-.17 .16, .17 .16, .09 .4, -.09 .4" if girl else _TRUNKS, low)
    shoulders = _raised(outline(".13 -.06, .05 .02, -.05 .02, -.13 -.06"), neck)
    f.fill(np.vstack([outline("-.12 .36, .12 .36"), shoulders]), top)
    for s, arm in zip((-1, 1), _CHILD_ARMS.get(pose, ("", "")), strict=True):
        rest = outline(arm) if arm else np.array([(s * 0.24, neck + 0.08), (s * 0.22, neck + 0.25)])
        _arm(f, np.vstack([[(s * 0.11, neck - 0.05)], rest]), top, 0.075, 0.036)
    if top == "white":
        f.fill(_raised(_SCARF, neck), "red")
    if pose == "read":
        book(f.inner(0, 0.49, 0.13), stage.pick(_COVERS))
    if pose == "cheer":
        book(f.inner(0.22, neck + 0.33, 0.11), stage.pick(_COVERS))
    child_head(f.inner(0, neck + r, r), girl=girl)


def sitting(
    stage: Stage, x: float, y: float, height: float, *, side: int = 1, who: str = "child", book_held: bool = True
) -> None:
    """Sitting on the ground with a book in the lap; `who` is child, woman or grandmother. `height`: as if standing."""
    f = Frame(stage, x, y, height, side)
    grown, old = who != "child", who == "grandmother"
    top = "cloth_e" if old else stage.pick(CLOTHES if grown else ("white", *CLOTHES))
    r = (0.1 if grown else 0.125) * (1.25 if stage.naive else 1.0)
    neck = 0.5 if grown else 0.4
    lap = "-.26 0, .27 0, .31 .07, .24 .17, .08 .21, -.12 .2, -.25 .13, -.29 .05"
    f.fill(lap, "skirt" if grown else stage.pick(CLOTHES))
    if grown:
        f.line("-.24 .035, .28 .035", "cloth_d", 0.022)
    shoulders = _raised(outline(".13 -.07, .05 .02, -.06 .02, -.14 -.07"), neck)
    f.fill(np.vstack([outline("-.13 .14, .12 .14"), shoulders]), top)
    for s in (-1, 1):
        f.limb([(s * 0.11, neck - 0.06), (s * 0.2, neck * 0.5), (s * 0.09 + 0.03, 0.2)], top, 0.075, 0.055)
    if top == "white":
        f.fill(_raised(_SCARF * 0.9, neck), "red")
    if grown:
        f.dots([(0, 0.2 + 0.06 * k) for k in range(5)], 0.014, "silver")
    if book_held:
        book(f.inner(0.03, 0.23, 0.14), stage.pick(_COVERS))
        f.dots("-.09 .19, .15 .19", 0.032, "skin")
    head = f.inner(0.01, neck + r * 0.95, r)
    if grown:
        woman_head(head, old=old)
    else:
        child_head(head, girl=stage.chance(0.5))


def farmer(stage: Stage, x: float, y: float, height: float, *, side: int = 1) -> None:
    """Bent over the rice under a conical hat."""
    f = Frame(stage, x, y, height, side)
    shirt = stage.pick(CLOTHES)
    f.fill("-.2 0, .03 0, .06 .3, .04 .48, -.16 .5, -.2 .25", "skirt")
    f.limb("-.07 .47, .1 .6, .28 .56", shirt, 0.22, 0.17)
    f.limb(".25 .54, .31 .36, .38 .22", shirt, 0.075, 0.05)
    f.oval(0.385, 0.2, 0.03, 0.03, "skin")
    f.oval(0.39, 0.55, 0.075, 0.08, "skin")
    f.fill(".2 .58, .45 .78, .56 .42, .38 .54", "lamp")
    if stage.chance(0.6):
        for k in range(6):
            stalk = [(0.37, 0.2), (0.4 + 0.02 * k, 0.3), (0.36 + 0.06 * k, 0.38 - 0.012 * k)]
            f.line(curve(stalk, 4), "rice", 0.016)
