"""The flows in a picture: from the people over the organisation to everyone who gets their data, inside and outside the EEA."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ... import law
from ...derive.lifetime import is_over
from ...derive.transfer_map import Edge
from ...model.activity import Activity
from ...model.assets import Location
from ...model.fields import Record
from ...model.kinds import BY_TABLE
from ...model.parties import Party, Processor, Recipient
from ..blocks import Block, Heading, Para, Picture
from ..picture import COLUMNS, Band, Box, draw, height_of, rows_of
from .parties import is_internal
from .reach import Key
from .scope import Scope

_BANDS = ("eea", "adequate", "safeguarded", "lacking", "outside", "unknown", "unsaid")
_OUTSIDE = ("adequate", "safeguarded", "lacking", "outside")
"""Bands that are outside the EEA for certain."""
_PUBLIC_BAND = {"safeguarded": "outside", "lacking": "outside", "unsaid": "unknown"}
"""Bands that the public edition takes together: it says where data go, and not what is thought of that."""
_BAND_OF = {
    "eea": "eea",
    "adequate": "adequate",
    "dpf": "adequate",
    "safeguarded": "safeguarded",
    "derogation": "safeguarded",
    "incomplete": "lacking",
    "none": "lacking",
    "unknown": "unknown",
}
_LOOK = {
    "eea": ("#f2f5f8", "#15507a", False),
    "adequate": ("#eef7f0", "#1e6135", False),
    "safeguarded": ("#fdf6e3", "#6b4800", False),
    "lacking": ("#fbeeee", "#9c1c1c", True),
    "outside": ("#fdf6e3", "#6b4800", False),
    "unknown": ("#fbeeee", "#9c1c1c", True),
    "unsaid": ("#ffffff", "#4a5560", True),
}
_ROWS = 11
"""Rows of boxes that fit a page, at most;"""
_HEIGHT = 940
"""and the height of a picture that fits one with its heading."""
_PEOPLE, _PLACES = 12, 10
"""Groups of people and places of its own that are named."""
_ALT = 1800
"""Characters of the words that say what is to be seen."""


class Getter(NamedTuple):
    """Somebody who gets data, as far as one band goes."""

    name: str
    party: Party | None
    countries: tuple[str, ...]
    via: str
    """Over whom it gets them, where that is not the organisation itself."""
    activities: int
    data: tuple[str, ...]


def flow_picture(scope: Scope) -> Iterator[Block]:
    """The picture with its heading; words in its place where there is nothing to draw."""
    yield Heading(scope.say("picture.title"), 2, "picture")
    if not scope.live:
        yield Para(scope.none)
        return
    people = _people(scope)
    found = getters(scope)
    head = [_own_people(scope, people), _own(scope)]
    for rows in range(_ROWS, len(found) - 1, -1):
        bands = [*head, *_bands(scope, found, rows)]
        if height_of(bands) <= _HEIGHT:
            break
    yield Picture(draw(bands, trunk=1), _in_words(scope, people, found), scope.say("picture.caption"))


def _bands(scope: Scope, found: "dict[str, list[Getter]]", rows: int) -> Iterator[Band]:
    """The bands of those who get data, in so many rows together; above the first outside the EEA runs its border."""
    shares = _shares({band: len(each) for band, each in found.items()}, rows)
    border = scope.say("picture.border")
    for band, each in found.items():
        outside = band in _OUTSIDE
        yield _band(scope, band, each, shares[band] * COLUMNS)._replace(border=border if outside else "")
        border = "" if outside else border


def _people(scope: Scope) -> list[str]:
    """The groups of people, those of the most activities first."""
    count = Counter(each.category for activity in scope.live for each in activity.subjects or () if each.category)
    return [scope.term("data-subject", category) for category, _ in count.most_common()]


def _own_people(scope: Scope, people: Sequence[str]) -> Band:
    names = list(people[:_PEOPLE]) or [scope.say("unsaid")]
    rest = scope.say("more", n=len(people) - _PEOPLE) if len(people) > _PEOPLE else ""
    return Band(scope.say("picture.people"), names=names, rest=rest, stroke="#1d2733")


def _own(scope: Scope) -> Band:
    """The organisation itself: its own places, and those of its own people who get data."""
    places = [each for each in scope.locations if _is_own(whole := scope.audit.register.locations[each.id]) and not is_over(whole, scope.on)]
    inside = [each.name for each in scope.audit.recipients if is_internal(each) and ("recipient", each.id) in scope.users]
    names = [*dict.fromkeys(f"{each.name} ({scope.term('place', each.country)})" if each.country else each.name for each in places), *inside]
    rest = scope.say("more", n=len(names) - _PLACES) if len(names) > _PLACES else ""
    title = scope.say("picture.own", name=scope.register.name, activities=scope.count("activities", len(scope.live)))
    return Band(title, names=names[:_PLACES], rest=rest, fill="#e3edf5", stroke="#15507a")


def _is_own(place: Location) -> bool:
    return not place.provider and not law.terms("location-kind").get(place.kind or "", {}).get("service")


# -- who gets what -------------------------------------------------------------------------------------------------------------------------------------


def getters(scope: Scope) -> dict[str, list[Getter]]:
    """Everyone who gets data, by band, those of the most activities first."""
    found: dict[str, dict[tuple[str, str], list[Edge]]] = {}
    transfer_map = scope.audit.transfer_map
    for edge in transfer_map.edges():
        band = _band_of(scope, _BAND_OF.get(edge.judgement.verdict, ""))
        if band and not (isinstance(edge.holder, Location) and _is_own(edge.holder)) and not (isinstance(edge.holder, Recipient) and is_internal(edge.holder)):
            found.setdefault(band, {}).setdefault(_who(edge), []).append(edge)
    result: dict[str, list[Getter]] = {}
    placed = {who for each in found.values() for who in each}
    others = {band: [each for each in _unplaced(scope, placed) if (each.countries != ()) == (band == "eea")] for band in ("eea", _band_of(scope, "unsaid"))}
    for band in _BANDS:
        listed = [each for edges in found.get(band, {}).values() if (each := _getter(scope, edges)) is not None] + others.get(band, [])
        if listed:
            result[band] = sorted(listed, key=lambda each: (-each.activities, each.name.lower()))
    return result


def _band_of(scope: Scope, band: str) -> str:
    return _PUBLIC_BAND.get(band, band) if scope.public else band


def _unplaced(scope: Scope, placed: set[Key]) -> Iterator[Getter]:
    """The recipients to whom giving data is no transfer, or of whom no country is filled in."""
    for recipient in scope.audit.recipients:
        users = [activity for activity in scope.users.get(("recipient", recipient.id), ()) if activity.id not in scope.ended]
        if users and ("recipient", recipient.id) not in placed and not is_internal(recipient):
            country = (scope.place(recipient),) if recipient.country and law.in_eea(recipient.country, scope.on) else ()
            yield Getter(recipient.name, recipient, country, "", len(users), _data(scope, users, recipient))


def _who(edge: Edge) -> tuple[str, str]:
    holder = edge.holder
    return (BY_TABLE[type(holder)].name, holder.id) if isinstance(holder, Record) else ("", f"{edge.owner} {holder}")


def _getter(scope: Scope, edges: Sequence[Edge]) -> Getter | None:
    """Somebody out of the edges that lead to it; None where no printed activity does."""
    holder, transfer_map = edges[0].holder, scope.audit.transfer_map
    users = {activity.id: activity for edge in edges for activity in transfer_map.affected(edge) if activity.id in scope.numbers}
    if not users:
        return None
    party = holder if isinstance(holder, Party) else None
    owner = scope.audit.register.by_kind(edges[0].owner[0]).get(edges[0].owner[1])
    over = owner.name if isinstance(owner, Party) and owner is not holder and edges[0].via != "controller" else ""
    through = owner if isinstance(owner, Party) else party
    countries = tuple(dict.fromkeys(scope.term("place", edge.place) if edge.place else "" for edge in edges))
    name = scope.words.show(scope.seen(holder))
    return Getter(name, party, tuple(each for each in countries if each), over, len(users), _data(scope, users.values(), through))


def _data(scope: Scope, activities: Iterable[Activity], party: Party | None) -> tuple[str, ...]:
    """The categories of data that a party gets, those of the most activities first."""
    count: Counter[str] = Counter()
    only = getattr(party, "data", None)
    kind = "processors" if isinstance(party, Processor) else "recipients"
    for activity in activities:
        for data in activity.data or ():
            named = getattr(data, kind)
            if data.category and (party is None or named is None or party.id in named) and (not only or data.category in only):
                count[data.category] += 1
    return tuple(scope.term("data-category", category) for category, _ in count.most_common())


# -- bands and words -----------------------------------------------------------------------------------------------------------------------------------


def _shares(counts: dict[str, int], all_rows: int) -> dict[str, int]:
    """The rows that each band gets: one at least, and the bands outside the EEA, of which there is more to be said, before the rest."""
    rows = dict.fromkeys(counts, 1)
    left = all_rows - len(rows)
    for most in (2, _ROWS):
        for band in reversed(counts):
            more = min(left, max(0, min(most, rows_of(counts[band])) - rows[band]))
            rows[band] += more
            left -= more
    return rows


def _band(scope: Scope, band: str, found: Sequence[Getter], most: int) -> Band:
    shown = found[:most]
    rest = ""
    if left := found[len(shown) :]:
        count = Counter(country for each in left for country in (each.countries or ("–",)))
        rest = f"{scope.say('more', n=len(left))}: {', '.join(f'{country} ({number})' for country, number in count.most_common())}"
    fill, stroke, dashed = _LOOK[band]
    return Band(scope.say(f"picture.{band}"), [_box(scope, each) for each in shown], rest=rest, fill=fill, stroke=stroke, dashed=dashed)


def _box(scope: Scope, each: Getter) -> Box:
    what = ""
    if isinstance(each.party, Processor):
        what = scope.term("service", each.party.service) if each.party.service else scope.term("role", "processor")
    elif isinstance(each.party, Recipient) and each.party.kind:
        what = scope.term("recipient-kind", each.party.kind)
    via = scope.say("picture.via", name=each.via) if each.via else ""
    where = " · ".join(part for part in (", ".join(each.countries), via or what) if part)
    data = ", ".join(each.data[:5]) + (f" {scope.say('picture.more-data', n=len(each.data) - 5)}" if len(each.data) > 5 else "")
    return Box(each.name, where, data)


def _in_words(scope: Scope, people: Sequence[str], found: dict[str, list[Getter]]) -> str:
    """What is to be seen, for those who do not see it."""
    parts = [scope.say("picture.alt", people=", ".join(people[:_PEOPLE]) or scope.say("unsaid"), name=scope.register.name)]
    for band, each in found.items():
        names = [f"{one.name} ({', '.join(one.countries)})" if one.countries else one.name for one in each[:_PEOPLE]]
        more = [scope.say("more", n=len(each) - _PEOPLE)] if len(each) > _PEOPLE else []
        parts.append(f"{scope.say(f'picture.{band}')}: {', '.join(names + more)}.")
    text = " ".join(" ".join(parts).split())
    return text if len(text) <= _ALT else f"{text[: _ALT - 1]}…"
