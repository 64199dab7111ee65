"""Sky, mountains, terraces and water."""

import numpy as np

from judging.demo.paintings.stage import Points, Stage, blob, curve, oval, ribbon


def ridge(stage: Stage, base: float, rise: float, kind: str = "soft") -> Points:
    """Heights of a skyline: y for each pixel column; `base` its foot, `rise` how far it climbs (pixels)."""
    rng = stage.rng
    x = np.linspace(0, stage.w / max(stage.w, stage.h) * 6.0, stage.w)
    y = np.zeros(stage.w)
    if kind == "karst":
        for _ in range(int(rng.integers(5, 9))):
            centre, width = rng.uniform(0, x[-1]), rng.uniform(0.25, 0.6)
            y = np.maximum(y, rng.uniform(0.35, 1) * np.exp(-(np.abs((x - centre) / width) ** 2.6)))
        y += 0.08 * np.sin(x * 2.1 + rng.uniform(0, 6))
    elif kind == "peak":
        for _ in range(int(rng.integers(3, 6))):
            centre, width = rng.uniform(0, x[-1]), rng.uniform(0.8, 1.9)
            y = np.maximum(y, rng.uniform(0.45, 1) * np.clip(1 - np.abs(x - centre) / width, 0, 1) ** 1.15)
    else:
        for octave, weight in enumerate((0.55, 0.28, 0.12)):
            y += weight * np.sin(x * (0.7 + 0.9 * octave) * rng.uniform(0.8, 1.25) + rng.uniform(0, 6.3))
        y = (y + 0.9) / 1.8
    rough = np.interp(
        np.arange(stage.w), np.arange(0, stage.w + 12, 12), rng.normal(0, 1, len(range(0, stage.w + 12, 12)))
    )
    top: Points = base - rise * y + rough * stage.u * 0.16
    return top


def under(top: Points, bottom: float, step: int = 5) -> Points:
    """The polygon between a skyline and `bottom`."""
    x = np.r_[np.arange(0, len(top), step), len(top) - 1]
    return np.vstack(
        [np.stack([x, top[x]], axis=1), [(len(top), top[-1]), (len(top), bottom), (0, bottom), (0, top[0])]]
    )


def sky(stage: Stage, horizon: float) -> None:
    """Stars by night, clouds and birds by day."""
    u, rng = stage.u, stage.rng
    if stage.palette.night:
        count = int(rng.integers(25, 70))
        stage.dots(
            np.stack([rng.uniform(0, stage.w, count), rng.uniform(0, horizon, count)], 1), u * 0.3, "lamp", vary=0.6
        )
        return
    for _ in range(int(rng.integers(0, 4))):
        cloud(stage, rng.uniform(0.05, 0.95) * stage.w, rng.uniform(0.15, 0.7) * horizon, rng.uniform(5, 11) * u)
    if stage.chance(0.6):
        x, y = rng.uniform(0.15, 0.8) * stage.w, rng.uniform(0.2, 0.55) * horizon
        for _ in range(int(rng.integers(3, 8))):
            bird(stage, x + rng.normal(0, 7) * u, y + rng.normal(0, 3) * u, rng.uniform(1.2, 2.2) * u)


def cloud(stage: Stage, x: float, y: float, size: float) -> None:
    if stage.naive:
        for dx, s in ((-0.8, 0.55), (0.8, 0.5), (0, 0.8)):
            stage.fill(blob(x + dx * size, y - s * size * 0.25, size * s, size * s * 0.62, stage.rng, 5), "cloud")
        return
    for _ in range(3):
        dx, dy = stage.rng.normal(0, 0.6) * size, stage.rng.normal(0, 0.12) * size
        stage.fill(oval(x + dx, y + dy, size * stage.uniform(0.7, 1.3), size * 0.16), "cloud", key=False)


def bird(stage: Stage, x: float, y: float, size: float) -> None:
    wing = stage.uniform(0.3, 0.6) * size
    stage.line(curve([(x - size, y - wing), (x - size * 0.4, y - wing * 1.1), (x, y), (x + size * 0.4, y - wing * 1.1),
                      (x + size, y - wing)], 4), "ink", stage.u * 0.32)  # fmt: skip


def sun(stage: Stage, fx: float, fy: float, radius: float) -> None:
    x, y = stage.at(fx, fy)
    if stage.naive and not stage.palette.night:
        for angle in np.arange(0, 2 * np.pi, np.pi / stage.rng.integers(6, 10)) + stage.uniform(0, 1):
            far = radius * stage.uniform(1.6, 2.1)
            direction = np.array([np.cos(angle), np.sin(angle)])
            stage.line(
                [tuple(direction * radius * 1.25 + (x, y)), tuple(direction * far + (x, y))], "sun", stage.u * 1.1
            )
    elif stage.chance(0.55):
        stage.fill(oval(x, y, radius * 1.45, radius * 1.45, sides=36), "halo", key=False)
    stage.fill(oval(x, y, radius, radius * stage.uniform(0.95, 1.05), sides=36), "sun")


def mountains(stage: Stage, top: float, bottom: float, layers: int, kind: str = "soft") -> None:
    """Ranges one before the other, paler with distance, from `top` to `bottom` (fractions of the height)."""
    for i in range(layers):
        t = i / max(layers - 1, 1)
        base = (top + (bottom - top) * t) * stage.h
        rise = (bottom - top) * stage.h * stage.uniform(0.8, 1.5) * (1 - 0.45 * t)
        line = ridge(stage, base, rise, kind if i < layers - 1 else "soft")
        colour = stage.palette.blend("far", "near", t**1.15 * 0.85)
        stage.fill(under(line, stage.h), "mountain", colour=colour, shaky=False, ridge=line)


def terraces(stage: Stage, line: Points, bands: int, roles: tuple[str, str] = ("field", "field_alt")) -> None:
    """Rice steps below a skyline: bands which flatten out and widen towards the viewer."""
    room = stage.h - line.min()
    level = line.mean()
    for k in range(bands):
        t = k / bands
        drop = room * (t**1.25) * 0.95
        bend = (line - level) * (1 - 0.75 * t) + level
        wave = np.sin(np.linspace(0, stage.uniform(4, 12), stage.w) + stage.uniform(0, 6)) * stage.u * (0.35 + 1.1 * t)
        top = bend + drop + wave
        colour = stage.palette.blend(*roles, stage.uniform(0.0, 0.35) if k % 2 else stage.uniform(0.6, 1.0))
        stage.fill(under(top, stage.h, 7), "terrace", colour=colour, shaky=False, ridge=top)


def tea_rows(stage: Stage, line: Points, rows: int) -> None:
    """Tea hills: rounded hedges which follow the hill, light on top and dark between."""
    room = stage.h - line.min()
    for k in range(rows):
        t = (k / rows) ** 1.3
        top = line + room * t * 0.95 + np.sin(np.linspace(0, 9, stage.w) + k * 0.15) * stage.u * 0.8
        stage.fill(
            under(top, stage.h, 8),
            "terrace",
            colour=stage.palette.blend("leaf_dark", "field", 0.3),
            shaky=False,
            ridge=top,
        )
        crest = top + stage.u * (0.5 + 0.9 * t)
        light = stage.palette.blend("field_alt", "leaf_light", stage.uniform(0.2, 0.8))
        stage.fill(under(crest, stage.h, 8), "terrace", colour=light, shaky=False, key=False)


def river(stage: Stage, y0: float, y1: float, *, wide: float = 0.5) -> None:
    """A river from the hills to the lower edge, with light on it. Heights as fractions."""
    w, h = stage.w, stage.h
    x = stage.uniform(0.35, 0.65)
    swing = stage.uniform(0.06, 0.12) * stage.either()
    bends = ((x, 0.0), (x + swing, 0.3), (x - swing, 0.6), (x + swing * 0.4, 1.03))
    spine = curve([(bx * w, (y0 + (y1 - y0) * t) * h) for bx, t in bends], 9)
    stage.fill(ribbon(spine, np.linspace(0.01, wide, len(spine)) ** 1.4 * w), "water", shaky=False)
    ripples(stage, y0 + (y1 - y0) * 0.5, y1, 18, spread=0.2, centre=x)


def lake(stage: Stage, y0: float, y1: float = 1.02) -> None:
    h = stage.h
    line = np.full(stage.w, y0 * h) + np.sin(np.linspace(0, 7, stage.w)) * stage.u * 0.4
    stage.fill(under(line, y1 * h, 12), "water", shaky=False, ridge=line)
    ripples(stage, y0, y1, 44)


def ripples(stage: Stage, y0: float, y1: float, count: int, *, spread: float = 0.5, centre: float = 0.5) -> None:
    for _ in range(count):
        t = stage.rng.random() ** 0.8
        x, y = (centre + stage.uniform(-spread, spread)) * stage.w, (y0 + 0.01 + (y1 - y0) * t) * stage.h
        long = stage.uniform(2, 9) * stage.u * (0.35 + t)
        wave = [(x - long, y), (x - long * 0.3, y - stage.u * 0.3), (x + long * 0.3, y + stage.u * 0.25), (x + long, y)]
        stage.line(curve(wave, 4), "foam", stage.u * (0.2 + 0.3 * t))


def road(stage: Stage, points: list[tuple[float, float]], widths: tuple[float, float]) -> Points:
    """A road through fractional points; returns its middle line in pixels."""
    spine = curve([(x * stage.w, y * stage.h) for x, y in points], 10)
    stage.fill(ribbon(spine, np.linspace(*widths, len(spine)) * stage.u), "path", shaky=False)
    return spine


def ground(stage: Stage, y: float, role: str, *, bump: float = 1.5) -> Points:
    """A near ground with an uneven edge; returns its skyline."""
    line = ridge(stage, y * stage.h, bump * stage.u, "soft")
    stage.fill(under(line, stage.h * 1.02), role, shaky=False, ridge=line)
    return line


def rain(stage: Stage, count: int) -> None:
    slant = stage.uniform(-0.35, 0.35)
    for _ in range(count):
        x, y, long = stage.uniform(0, stage.w), stage.uniform(-0.05, 0.95) * stage.h, stage.uniform(2, 5) * stage.u
        stage.line([(x, y), (x + long * slant, y + long)], "foam", stage.u * 0.25)
