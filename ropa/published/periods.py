"""Periods: what the statement says of how long data are kept, set beside the register.

A period of the text is about what its sentence (or row, or item) names: categories of data, and activities by the words of their name. Only where
the register keeps nothing of that so long do the two differ; and where more than one period of the register may be meant, one is asked to look.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from ..derive.kept import Kept, is_said, kept
from ..derive.retention import Period, period_of, unit_of
from ..i18n import LANGUAGES
from ..model.activity import Activity
from .blocks import HEADING, ITEM, ROW
from .durations import Clock, Duration, certainly_differ
from .mentions import Mentions, Passage, load
from .phrases import Match, tokens, words_of

if TYPE_CHECKING:
    from .compare import Comparison


def with_related(categories: Iterable[str]) -> set[str]:
    """Categories with those that the same words may be about."""
    related: dict[str, list[str]] = load("related")["related"]
    return {each for category in categories for each in (category, *related.get(category, ()))}


_STEM = 6
"""Letters by which the words of a name are looked up."""
MOST = 500
"""Periods of a text that are looked at: no statement has more."""


def key_of(row: Kept) -> tuple[str | int, ...]:
    """The key of a period of the register."""
    return ("data", row.place, "retention", unit_of(row.retention)) if row.own else ("retention", unit_of(row.retention))


class Differing(msgspec.Struct, frozen=True, gc=False):
    """A period of the text and what the register says instead."""

    passage: Passage
    duration: Duration
    kept: list[Kept]
    """The rows of the register it may be about; none where the register knows no such period at all."""
    sure: bool


def retention_durations(mentions: Mentions) -> list[tuple[Passage, Duration]]:
    """The lengths of time that say how long data are kept: no ages, no times to answer in, no cookies or back-ups."""
    return [(passage, duration) for passage, duration in mentions.durations if _is_retention(mentions, passage, duration)]


def _is_retention(mentions: Mentions, passage: Passage, duration: Duration) -> bool:
    sentence = passage.sentence(duration.first)
    near = [match for match in passage.of("context") if sentence.first <= match.first <= sentence.last]
    said = {match.id for match in near}
    if any(match.id == "age" and -4 <= match.first - duration.first <= 3 for match in near):
        return False
    if any(match.id in ("repeated", "within") and -3 <= match.first - duration.first <= 0 for match in near):
        return False
    if said & {"cookies", "backup"}:
        return False
    if columns := retention_columns(mentions, passage):
        return mentions.cells(passage)[duration.first] in columns
    if "retention" in said:
        return "response" not in said or any(match.id == "retention" and abs(match.first - duration.first) <= 12 for match in near)
    above = next((each for each in mentions.headings(passage) if each.has("retention") or each.has("cookies")), None)
    if above is None or above.has("cookies"):
        return False
    return passage.block.kind in (ITEM, ROW) or "response" not in said


def retention_columns(mentions: Mentions, passage: Passage) -> frozenset[int]:
    """The columns of the table of a row that say how long data are kept; what stands in the others is about something else."""
    columns = mentions.columns(passage, "period", "retention")
    if not columns:
        return columns
    over = [mentions.passages[passage.block.table], *mentions.headings(passage)]
    spoken = any(each.has("retention") for each in over) and not any(each.has("cookies") for each in over[:2])
    return columns if spoken else frozenset()


def differing(comparison: "Comparison") -> list[Differing]:
    """The periods of the text that the register does not know of what they are about."""
    mentions = comparison.mentions
    durations = retention_durations(mentions)[:MOST]
    if not durations:
        return []
    index = _Index(comparison)
    found = []
    for passage, duration in durations:
        rows, surely = index.about(passage, duration)
        numbers = [(row, period_of(row.retention)) for row in rows]
        periods = {period for _, period in numbers if period is not None}
        if any(not certainly_differ(duration.period, period) for period in periods):
            continue
        endless = [row for row in rows if row.retention.indefinite]
        against = [row for row, period in numbers if period is not None] or endless
        if against:
            alone = len(periods) == 1 or (not periods and len(endless) == len(rows))
            found.append(Differing(passage, duration, against, surely and alone and not _several(mentions, passage, duration)))
        elif not rows and not index.knows(duration.period):
            found.append(Differing(passage, duration, [], False))
    return found


def _several(mentions: Mentions, passage: Passage, duration: Duration) -> bool:
    """Whether the sentence names other periods too: then which is about what is for people to read."""
    sentence = passage.sentence(duration.first)
    return any(each is not duration and sentence.first <= each.first <= sentence.last for each in mentions.durations_of(passage))


class _Index:
    """The periods of the register by what a sentence may name of them."""

    def __init__(self, comparison: "Comparison") -> None:
        self._mentions = comparison.mentions
        self._activities = comparison.expected.compared
        self._stop = comparison.mentions.stop
        self._known: set[Period] | None = None

    def about(self, passage: Passage, duration: Duration) -> tuple[list[Kept], bool]:
        """The rows that a period of the text is about, and whether that is certain: by a category that is named itself, or most words of a name."""
        if self._is_flattened(passage):
            titled = self._titled(passage)
            return (self._rows([titled], None, set()) if titled else []), False
        first, last = _scope(self._mentions, passage, duration)
        words = passage.tokens.words[first : last + 1]
        wide = frozenset(load("related")["wide"]["categories"])
        named = {match.id for match in passage.of("data") if first <= match.first <= last and not _excluded(passage, match)}
        chosen, surely = self._activities_of(words)
        if (titled := self._titled(passage)) and not (chosen and surely and titled not in chosen):
            if rows := self._rows([titled], with_related(named), named):
                return rows, self._names(rows, named)
            if not named and not chosen:
                return self._rows([titled], None, named), False
        if not named - wide and not chosen:
            named_below, words_below = self._below(passage)
            named |= named_below
            chosen, surely = self._activities_of([*words, *words_below])
        if chosen:
            rows = self._rows(chosen, with_related(named), named) if named else []
            if rows:
                return rows, len(chosen) == 1 and (surely or self._names(rows, named - wide))
            return self._rows(chosen, None, named), len(chosen) == 1 and surely
        narrow = named - wide
        rows = self._of_categories(with_related(narrow), narrow) if narrow else []
        return rows, self._names(rows, narrow)

    def _is_flattened(self, passage: Passage) -> bool:
        """Whether a passage is a cell of a table in a PDF, which gives cells one after the other: of what it is, its place does not tell."""
        above = self._mentions.heading(passage)
        return self._mentions.published.format == "pdf" and above is not None and above.has("period") and (above.has("data") or bool(above.of("data")))

    def _titled(self, passage: Passage) -> Activity | None:
        """The activity that a heading over a passage names, where that is certain."""
        for above in self._mentions.headings(passage):
            chosen, surely = self._activities_of(above.tokens.words)
            if surely and len(chosen) == 1:
                return chosen[0]
        return None

    def _names(self, rows: list[Kept], named: set[str]) -> bool:
        """Whether a category of the rows is one that the text names itself, and not one that is merely near."""
        own = self._mentions.register.own_data
        return any(category in named or (category in own and own[category].like in named) for category in (row.data.category or "" for row in rows))

    def knows(self, period: Period) -> bool:
        """Whether the register has such a period anywhere, be it in words: “… en dan hoogstens 12 maanden”."""
        if self._known is None:
            self._known = {each for activity in self._activities for each in _numbers_of(activity)}
        if any(not certainly_differ(period, known) for known in self._known):
            return True
        number = str(max(period))
        return any(number in text and any(not certainly_differ(period, each) for each in self._in_words(text)) for text in self._texts)

    @cached_property
    def _texts(self) -> frozenset[str]:
        """The words about periods in the register."""
        tables = (table for activity in self._activities for table in (activity.retention, *(data.retention for data in activity.data or ())) if table)
        return frozenset(text for table in tables for text in (table.after, table.until, table.reason, table.erasure) if text)

    @cached_property
    def _clocks(self) -> list[Clock]:
        return [Clock(load(f"words/{language}")) for language in LANGUAGES]

    def _in_words(self, text: str) -> Iterator[Period]:
        found = tokens(text)
        return (each.period for clock in self._clocks for each in clock.find(text, found))

    def _below(self, passage: Passage) -> tuple[set[str], list[str]]:
        """What the next passage names, where this one is no more than a period: “Bewaartermijn 15 jaar”, and below it of what."""
        following = passage.number + 1
        if len(passage.tokens.words) > 10 or following >= len(self._mentions.passages):
            return set(), []
        below = self._mentions.passages[following]
        if passage.block.kind in (ITEM, ROW) or (below.block.kind == HEADING and passage.block.kind != HEADING):
            return set(), []
        return {match.id for match in below.of("data")}, below.tokens.words

    def _activities_of(self, words: list[str]) -> tuple[list[Activity], bool]:
        """The activities of whose names most words stand there, and whether that is more than half of them.

        A word of the text may go on where that of the name ends (“sollicitatiegegevens”), and not the other way round: “cliënt” is no “cliëntdossier”.
        """
        counted: dict[str, tuple[set[str], Activity]] = {}
        for word in {word for word in words if len(word) >= 4 and word not in self._stop}:
            known = self._by_stem.get(word[:_STEM], ())
            if len(known) > 50:  # a word of half the register tells nothing apart
                continue
            for stem, activity in known:
                if word.startswith(stem):
                    counted.setdefault(activity.id, (set(), activity))[0].add(stem)
        most = max((len(stems) for stems, _ in counted.values()), default=0)
        chosen = [(stems, activity) for stems, activity in counted.values() if len(stems) == most]
        return [activity for _, activity in chosen], all(2 * len(stems) > len(self._stems_of(activity)) for stems, activity in chosen)

    def _stems_of(self, activity: Activity) -> frozenset[str]:
        """The words of the name of an activity that say something, without their endings."""
        return frozenset(word[: max(_STEM, len(word) - 3)] for word in words_of(activity.name) if len(word) >= 4 and word not in self._stop)

    @cached_property
    def _by_stem(self) -> dict[str, list[tuple[str, Activity]]]:
        found: dict[str, list[tuple[str, Activity]]] = {}
        for activity in self._activities:
            for stem in self._stems_of(activity):
                found.setdefault(stem[:_STEM], []).append((stem, activity))
        return found

    def _rows(self, activities: list[Activity], wanted: set[str] | None, named: set[str]) -> list[Kept]:
        """The periods that some activities have for some categories (or for all), those of the categories that were named first."""
        own = self._mentions.register.own_data
        rows = []
        for activity in activities:
            for row in _rows_of(activity):
                category = row.data.category or ""
                if wanted is None or category in wanted or (category in own and own[category].like in wanted):
                    rows.append(row)
        rows.sort(key=lambda row: row.data.category not in named)
        return rows

    def _of_categories(self, wanted: set[str], named: set[str]) -> list[Kept]:
        """The periods of some categories in all activities, each length once."""
        rows = [row for category in wanted for row in self._by_category.get(category, ())]
        rows.sort(key=lambda row: row.data.category not in named)
        return rows

    @cached_property
    def _by_category(self) -> dict[str, list[Kept]]:
        """Of every category that the text names, or that is related to one, a row for each length that it is kept: one walk for all periods of the text."""
        asked = with_related({match.id for _, match in self._mentions.all("data")})
        own = {identity: term.like for identity, term in self._mentions.register.own_data.items() if term.like}
        found: dict[str, list[Kept]] = {}
        seen: set[tuple[object, ...]] = set()
        for activity in self._activities:
            general = activity.retention
            for place, data in enumerate(activity.data or ()):
                category = own.get(data.category or "", data.category)
                if category not in asked:
                    continue
                is_own = is_said(data.retention)
                retention = data.retention if is_own else general
                if retention is None:
                    continue
                key = (category, data.category, retention.years, retention.months, retention.weeks, retention.days, retention.indefinite)
                if key not in seen:
                    seen.add(key)
                    found.setdefault(category, []).append(Kept(activity, place, data, retention, is_own))
        return found


def _rows_of(activity: Activity) -> Iterator[Kept]:
    for place, data, retention, is_own in kept(activity):
        if retention is not None:
            yield Kept(activity, place, data, retention, is_own)


def _excluded(passage: Passage, match: Match) -> bool:
    """Whether a “no” stands right before: “… maar geen gezondheidsgegevens”."""
    return any(each.id == "not" and 0 < match.first - each.last <= 2 for each in passage.of("context"))


def _scope(mentions: Mentions, passage: Passage, duration: Duration) -> tuple[int, int]:
    """The words that a period belongs to: its row up to the column of the periods, its row or item as a whole, else its sentence."""
    if retention_columns(mentions, passage):
        cells = mentions.cells(passage)
        if column := cells[duration.first]:
            return 0, bisect_right(cells, column) - 1
    if passage.block.kind in (ROW, ITEM) and len(passage.tokens.words) <= 40:
        return 0, len(passage.tokens.words) - 1
    sentence = passage.sentence(duration.first)
    return sentence.first, sentence.last


def _numbers_of(activity: Activity) -> Iterator[Period]:
    for table in (activity.retention, *(data.retention for data in activity.data or ())):
        if table is not None and (period := period_of(table)) is not None:
            yield period
