"""What the register itself says of how long data are kept, and what is wrong with it apart from any norm.

A period is a number after an event, a criterion in words, or the name of a statutory period. A criterion may be no more than empty words
(WP260 rev.01, annex: “as long as necessary” tells nobody anything), or come down to no end at all.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from ..model.activity import Activity, Data
from ..model.common import Retention

if TYPE_CHECKING:
    from ..audit import Audit


def is_said(retention: Retention | None) -> bool:
    """Whether it tells how long: a number, a criterion, a statute, or that there is no end."""
    if retention is None:
        return False
    return bool(
        retention.years is not None
        or retention.months is not None
        or retention.weeks is not None
        or retention.days is not None
        or retention.statute
        or retention.indefinite
        or (retention.until and retention.until.strip())
    )


def kept(activity: Activity) -> Iterator[tuple[int, Data, Retention | None, bool]]:
    """For each category of data of an activity: its place, the data, the period that holds for it, and whether that is its own."""
    general = activity.retention
    for index, data in enumerate(activity.data or ()):
        own = data.retention
        if own is not None and is_said(own):
            yield index, data, own, True
        else:
            yield index, data, general, False


_ENDLESS = (
    r"levenslang|\beeuwig|voor altijd\b|voorgoed\b|zonder eind|zo ?lang (?:de (?:praktijk|organisatie|vereniging|stichting)|het bedrijf|wij|we) besta"
    r"|\blifelong\b|\bfor (?:life|ever)\b|\bforever\b|without (?:an )?end|\bà vie\b|\bpour toujours\b|\blebenslang|\bfür immer\b"
)
_ENDLESS_ALONE = (
    r"onbepaald|onbeperkt|\baltijd\b|\bnooit\b|permanent|blijvend|indefinite|unlimited|\bnever\b|\balways\b|indétermin|illimit|indéfini|\bjamais\b"
    r"|unbefristet|unbegrenzt|dauerhaft"
)
_AGREEMENT = r"overeenkomst|contract|dienstverband|arbeid|employment|contrat|vertrag"
"""What may itself be for an indefinite time, and end all the same."""

_NEEDED = (
    r"(?:niet langer dan|zo ?lang(?: als)?|tot zo ?lang) (?:dit |dat |het |ze |strikt |wettelijk )*(?:nodig|noodzakelijk|vereist|verplicht)(?: is| zijn)?"
    r"(?: (?:voor|om) (?:het|de|dit|die|deze|onze) doel.*)?"
    r"|(?:for )?(?:no longer than|not longer than|as long as) (?:is |it is |they are |strictly )*(?:necessary|needed|required)"
    r"(?: for (?:the|this|these|our|its) purpose.*)?"
    r"|(?:aussi longtemps que (?:cela est |c'est )?|(?:pendant )?(?:la |une )?durée (?:strictement )?)nécessaire(?: (?:à|aux|pour) .*finalité.*)?"
    r"|(?:nur )?(?:so ?lange?|nicht länger als)(?: wie)?(?: es| dies| sie)? (?:nötig|notwendig|erforderlich)(?: ist| sind)?"
    r"(?: für (?:den|die|diese|diesen) zweck.*)?"
)
_BY_LAW = (
    r"(?:einde (?:van )?|(?:volgens|conform) )?(?:de )?wettelijke (?:bewaar)?termijn(?:en)?|(?:volgens|conform) de wet(?:geving)?"
    r"|(?:the )?(?:statutory|legal) (?:retention )?periods?|as (?:long as )?(?:is )?required by law"
    r"|(?:la |les )?(?:durées?|délais?) (?:de conservation )?léga(?:les?|l|ux)"
    r"|(?:die )?gesetzlichen? (?:aufbewahrungs|speicher)?(?:fristen|frist|dauer)"
)

# A pattern takes a millisecond to compile, so none is where no word of it stands in the text.
_ENDLESS_STEMS = (
    "leven",
    "eeuwig",
    "altijd",
    "voorgoed",
    "zonder eind",
    "besta",
    "lifelong",
    "for life",
    "ever",
    "without",
    "vie",
    "toujours",
    "leben",
    "immer",
)
_ALONE_STEMS = (
    *("onbepaald", "onbeperkt", "altijd", "nooit", "permanent", "blijvend", "indefinite", "unlimited", "never", "always"),
    *("indétermin", "illimit", "indéfini", "jamais", "unbefristet", "unbegrenzt", "dauerhaft"),
)
_NEEDED_STEMS = ("zolang", "zo lang", "niet langer", "as long as", "longer than", "aussi longtemps", "nécessaire", "so lang", "solang", "nicht länger")
_LAW_STEMS = ("wet", "statutory", "legal", "law", "léga", "gesetzlich")


@cache
def _pattern(text: str) -> Any:
    import re

    return re.compile(text, re.IGNORECASE)


@lru_cache(maxsize=4096)
def endless(until: str) -> bool:
    """Whether a criterion comes down to no end: “levenslang”, “onbepaalde tijd”. A contract “voor onbepaalde tijd” that ends is none."""
    plain = until.lower()
    if any(stem in plain for stem in _ENDLESS_STEMS) and _pattern(_ENDLESS).search(until):
        return True
    if not any(stem in plain for stem in _ALONE_STEMS):
        return False
    return len(until.split()) <= 4 and bool(_pattern(_ENDLESS_ALONE).search(until)) and not _pattern(_AGREEMENT).search(until)


@lru_cache(maxsize=4096)
def empty_words(until: str) -> str:
    """What a criterion leaves open: "need" (“zo lang als nodig”), "law" (“de wettelijke termijn”), or "" where it tells something."""
    text = " ".join(until.split()).strip(" .")
    plain = text.lower()
    if any(stem in plain for stem in _NEEDED_STEMS) and _pattern(_NEEDED).fullmatch(text):
        return "need"
    return "law" if any(stem in plain for stem in _LAW_STEMS) and _pattern(_BY_LAW).fullmatch(text) else ""


# -- flaws ---------------------------------------------------------------------------------------------------------------------------------------

MISSING, START, ENDLESS, EXPLAINED, CONTRADICTION, EMPTY, STATUTE = "missing", "start", "endless", "explained", "contradiction", "empty", "statute"

MOMENTARY = frozenset(
    {
        *("camera-images", "log-data", "access-log", "ip-address", "device-data", "cookies", "browsing-behaviour", "location-data"),
        *("audio-recording", "video-recording", "newsletter-behaviour", "security-incident"),
    }
)
"""Data that arise at one moment: a period without an event can only run from there."""

CENTURY = 100
"""Years from which a period outlasts everyone it is about."""


class Flaw(msgspec.Struct, frozen=True, gc=False):
    """Something wrong with how long data are said to be kept."""

    why: str
    activity: Activity
    path: tuple[str | int, ...]
    places: list[int]
    """Places, in the activity, of the data that it is about."""
    retention: Retention | None


class Kept(msgspec.Struct, frozen=True, gc=False):
    """A period that holds for a category of data."""

    activity: Activity
    place: int
    data: Data
    retention: Retention
    own: bool
    """Whether it is the category's own, or that of the activity as a whole."""


class Periods(msgspec.Struct, frozen=True, gc=False):
    """What one walk over the periods of the register, as controller, found."""

    flaws: dict[str, list[Flaw]]
    """What is wrong with them, by kind (MISSING, START, …)."""
    to_judge: list[Kept]
    """Those for which there may be a norm."""


def walk_periods(audit: "Audit") -> Periods:
    """Look at every period once, for all the rules that ask. A plain period (so many years after something) costs next to nothing."""
    found = Periods({kind: [] for kind in (MISSING, START, ENDLESS, EXPLAINED, CONTRADICTION, EMPTY, STATUTE)}, [])
    look = _Look(audit, found.flaws)
    norms, to_judge = audit.retention_norms, found.to_judge
    sound = {None, *_sound_statutes(audit)}
    for activity in audit.as_controller:
        rows = activity.data
        if not rows:
            continue
        rest: list[int] = []
        for index, data in enumerate(rows):
            own = data.retention
            if own is None:
                rest.append(index)
            elif (
                own.after
                and (years := own.years)
                and 0 < years < CENTURY
                and own.statute in sound
                and not (own.indefinite or own.months or own.weeks or own.days)
            ):
                if own.statute or data.category in norms:
                    to_judge.append(Kept(activity, index, data, own, True))
            elif is_said(own):
                look.at(own, activity, ("data", index, "retention"), [index])
                if own.statute or data.category in norms:
                    to_judge.append(Kept(activity, index, data, own, True))
            else:
                rest.append(index)
        if rest:
            general = activity.retention
            if general is not None and is_said(general):
                look.at(general, activity, ("retention",), rest)
                to_judge += [Kept(activity, index, rows[index], general, False) for index in rest if general.statute or rows[index].category in norms]
            else:
                whole = len(rest) == len(rows)
                path: tuple[str | int, ...] = ("retention",) if whole else ("data", rest[0], "retention")
                found.flaws[MISSING].append(Flaw("all" if whole else "some", activity, path, rest, general))
    return found


def _sound_statutes(audit: "Audit") -> list[str]:
    """Ids of the norms that hold here and on this day, whatever they are about."""
    from .retention import norms

    country = audit.register.country
    return [norm.id for norm in norms().values() if norm.holds(audit.on) and (not country or norm.country in (country, "EU"))]


class _Look:
    def __init__(self, audit: "Audit", found: dict[str, list[Flaw]]) -> None:
        self._audit = audit
        self._found = found

    def at(self, said: Retention, activity: Activity, path: tuple[str | int, ...], places: list[int]) -> None:
        def note(kind: str, why: str, key: str) -> None:
            self._found[kind].append(Flaw(why, activity, (*path, key), places, said))

        years, months, weeks, days = said.years, said.months, said.weeks, said.days
        if years is not None or months is not None or weeks is not None or days is not None:
            if (years or 0) < 0 or (months or 0) < 0 or (weeks or 0) < 0 or (days or 0) < 0:
                note(CONTRADICTION, "negative", next(unit for unit in ("years", "months", "weeks", "days") if (getattr(said, unit) or 0) < 0))
            elif said.indefinite:
                note(CONTRADICTION, "endless", "indefinite")
            else:
                if not (said.after and said.after.strip()) and not said.statute and not self._momentary(activity, places):
                    note(START, "", "after")
                if years is not None and years >= CENTURY and blank(said.reason):
                    note(ENDLESS, "century", "years")
        elif said.indefinite:
            note(EXPLAINED if not blank(said.reason) else ENDLESS, "said", "indefinite")
        elif said.until:
            self._words(said, said.until, note)
        if said.statute:
            self._statute(said, said.statute, note)

    def _words(self, said: Retention, until: str, note: Any) -> None:
        if endless(until):
            note(EXPLAINED if not blank(said.reason) else ENDLESS, "words", "until")
        elif (empty := empty_words(until)) and not (empty == "law" and (said.statute or not blank(said.basis))):
            note(EMPTY, empty, "until")

    def _momentary(self, activity: Activity, places: list[int]) -> bool:
        data = activity.data or []
        return all(data[place].category in MOMENTARY for place in places)

    def _statute(self, said: Retention, identity: str, note: Any) -> None:
        from .retention import in_force, norms, period_of, shorter, span

        audit = self._audit
        norm = norms().get(identity)
        if norm is None:
            return
        if audit.register.country and norm.country not in (audit.register.country, "EU"):
            note(STATUTE, "country", "statute")
        elif not norm.holds(audit.on):
            after = in_force(identity, audit.on)
            own = period_of(said)
            if own is None or after is None or not after.floor or not shorter(span(own), span(after.floor)):  # else the period itself is reported
                note(STATUTE, "future" if norm.since > audit.on else "replaced" if after else "lapsed", "statute")


def blank(text: str | None) -> bool:
    """Whether a text says nothing."""
    return text is None or not text.strip()
