"""Every subject with the scene that composes it, the light it wants and the hands which suit it."""

from collections.abc import Callable
from dataclasses import dataclass

from judging.demo.paintings import scenes_climate as climate
from judging.demo.paintings import scenes_land as land
from judging.demo.paintings import scenes_people as people
from judging.demo.paintings import scenes_school as school
from judging.demo.paintings.stage import Stage

# How often each hand is taken up: children own more crayons than lacquer.
WEIGHTS = {
    "gouache": 15,
    "watercolour": 15,
    "crayon": 15,
    "pencil": 11,
    "poster": 9,
    "acrylic": 11,
    "woodcut": 8,
    "brocade": 7,
    "ink": 6,
    "lacquer": 7,
}
_ALL = tuple(WEIGHTS)
_NO_INK = tuple(hand for hand in _ALL if hand != "ink")
_BOLD = ("gouache", "watercolour", "crayon", "pencil", "poster", "acrylic", "brocade", "woodcut")
_LAMPLIT = ("gouache", "pencil", "pencil", "crayon", "lacquer", "acrylic", "woodcut")
_NIGHT = ("gouache", "crayon", "acrylic", "pencil", "lacquer", "poster", "watercolour")


@dataclass(frozen=True)
class Subject:
    """`night`: True or False where the title says so, None where either will do."""

    build: Callable[[Stage], None]
    hands: tuple[str, ...] = _ALL
    night: bool | None = None


SUBJECTS = {
    "harvest": Subject(land.harvest, night=False),
    "tea_hills": Subject(land.tea_hills, _NO_INK, night=False),
    "plum_valley": Subject(land.plum_valley),
    "ban_season": Subject(land.ban_season),
    "waterfall": Subject(land.waterfall, night=False),
    "river_boats": Subject(land.river_boats),
    "mist": Subject(land.mist, ("ink", "ink", "ink", "watercolour", "woodcut", "lacquer", "acrylic", "gouache")),
    "bus_on_pass": Subject(school.bus_on_pass, _NO_INK, night=False),
    "village_school": Subject(school.village_school, _BOLD, night=False),
    "field_class": Subject(school.field_class, night=False),
    "night_market": Subject(people.night_market, _NIGHT, night=True),
    "market": Subject(people.market, _BOLD, night=False),
    "xoe_dance": Subject(people.xoe_dance, _NIGHT, night=True),
    "grandmother": Subject(people.grandmother),
    "lamp_reading": Subject(people.lamp_reading, _LAMPLIT, night=True),
    "weaving": Subject(people.weaving),
    "classroom": Subject(school.classroom, _NO_INK, night=False),
    "reading_tree": Subject(school.reading_tree, night=False),
    "portrait": Subject(people.portrait),
    "flood_school": Subject(climate.flood_school),
    "stilt_library": Subject(school.stilt_library),
    "solar_roofs": Subject(climate.solar_roofs, _BOLD, night=False),
    "planting": Subject(climate.planting, _NO_INK, night=False),
    "earth_hands": Subject(climate.earth_hands, (*_BOLD, "poster", "poster")),
    "dry_and_green": Subject(climate.dry_and_green, _BOLD, night=False),
    "book_mountain": Subject(climate.book_mountain),
    "umbrella_earth": Subject(climate.umbrella_earth, _BOLD, night=False),
    "rain_garden": Subject(school.rain_garden, _BOLD, night=False),
    "leaf_city": Subject(climate.leaf_city, _BOLD),
}
