"""How long data are kept, from the text of a cell, in the terms of a retention of the register.

“7 jaar na einde boekjaar (AWR)” is {years: 7, after: "einde boekjaar", basis: "AWR"}; “tot intrekking toestemming” is {until: …}. A text that
holds more than one period, or a condition, is not one retention: it is left as it stands.
"""

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from ..i18n import LANGUAGES
from ..published.durations import Clock, Duration
from ..published.phrases import Tokens, tokens
from .read import Read, is_none, is_unfilled, key_of, load

MAX_LETTERS = 1_000
_UNITS = ("years", "months", "weeks", "days")
_GLUED = re.compile(r"(?<![^\W_])(\d{1,4})(?=[^\W\d_]{1,12}\b)")
_SPELLED = re.compile(r"\b(\d{1,4}) ?\(([^\W\d_]{2,15})\) ?")
_ASIDE = re.compile(r"\(([^()]*)\)")
_EDGE = " \t\n,;:.–—-"
_BELOW_NOTHING = re.compile(r"\s*[-−]\d")
_PLUS = re.compile(r"\s*\+\s*$")


class _Words(NamedTuple):
    """The words by which a language says periods, as phrases of folded words."""

    clock: Clock
    after: list[tuple[str, ...]]
    until: list[tuple[str, ...]]
    during: list[tuple[str, ...]]
    indefinite: frozenset[str]
    plain: frozenset[str]
    basis: list[tuple[str, ...]]
    law: frozenset[str]
    unless: frozenset[str]
    joined: frozenset[str]
    working: frozenset[str]
    telling: frozenset[str]
    """Words of which one at least is in every period: units, and the first words of the criteria."""


def parse_period(text: str, language: str = "") -> Read[dict[str, Any]]:
    """The retention that a text says: years, months, weeks, days, after, until, indefinite, basis; the rest is what was not understood."""
    if len(text) > MAX_LETTERS or is_unfilled(text) or _BELOW_NOTHING.match(text):
        return Read(rest=text.strip())
    if is_none(text):
        return Read(none=True)
    read = _parse(text, language)
    return read if read.value is None else read._replace(value=dict(read.value))


@lru_cache(maxsize=8192)
def _parse(text: str, language: str) -> Read[dict[str, Any]]:
    order = [language, *(each for each in LANGUAGES if each != language)] if language in LANGUAGES else list(LANGUAGES)
    best: Read[dict[str, Any]] | None = None
    said = frozenset(tokens(_GLUED.sub(r"\1 ", text)).words)
    for each in order:
        if said.isdisjoint(_words(each).telling):
            continue
        read = _Period(text, _words(each)).read()
        if read.value is not None and not read.rest:
            return read
        if best is None or (read.value is not None and (best.value is None or len(read.rest) < len(best.rest))):
            best = read
    return best or Read(rest=text.strip())


class _Period:
    """One text in one language."""

    def __init__(self, text: str, known: _Words) -> None:
        self._whole = text.strip()
        self._known = known
        text = " ".join(text.replace("’", "'").split())
        text = _GLUED.sub(r"\1 ", text)
        self._text = _SPELLED.sub(lambda found: f"{found[1]} " if self._is_number(found[1], found[2]) else found[0], text)
        self._value: dict[str, Any] = {}
        self._rest: list[str] = []

    def read(self) -> Read[dict[str, Any]]:
        self._take_law()
        found = tokens(self._text)
        if set(found.words) & self._known.working:
            return self._none()
        durations = self._durations(found)
        if len(durations) > 1:
            return self._none()
        understood = self._number(found, durations[0]) if durations else self._criterion(found)
        if not understood:
            return self._none()
        rest = " ".join(part for part in self._rest if part)
        if any(letter.isdigit() for letter in rest) or set(tokens(rest).words) & _unless():
            return self._none()
        return Read(self._value, rest)

    def _none(self) -> Read[dict[str, Any]]:
        return Read(rest=self._whole)

    def _is_number(self, digits: str, word: str) -> bool:
        """Whether a word says the same number: “5 (vijf) jaar”."""
        unit = tokens(f"{word} {self._unit()}")
        return any(duration.period.years == int(digits) for duration in self._known.clock.find(f"{word} {self._unit()}", unit))

    def _unit(self) -> str:
        return next(word for word in ("jaar", "years", "ans", "Jahre") if list(self._known.clock.find(f"2 {word}", tokens(f"2 {word}"))))

    def _take_law(self) -> None:
        """Take out what stands in brackets: the law that a period comes from, else something to be told."""

        def take(found: re.Match[str]) -> str:
            inner = found[1].strip()
            if not inner:
                return " "
            if self._is_law(inner) and "basis" not in self._value and not self._durations(tokens(inner), inner):
                self._value["basis"] = inner
            else:
                self._rest.append(inner)
            return " "

        self._text = " ".join(_ASIDE.sub(take, self._text).split())

    def _is_law(self, text: str) -> bool:
        found = tokens(text).words
        return "§" in text or any(word in self._known.law for word in found) or any(word.endswith(("wet", "wetboek", "gesetz", "verordnung")) for word in found)

    def _durations(self, found: Tokens, text: str | None = None) -> list[Duration]:
        """The lengths of time in a text; those that are said together (“2 jaar en 6 maanden”) as one."""
        joined: list[Duration] = []
        for duration in self._known.clock.find(self._text if text is None else text, found):
            if joined and self._belongs(joined[-1], duration, found):
                before = joined[-1]
                period = before.period._replace(**{unit: number for unit, number in zip(_UNITS, duration.period, strict=True) if number})
                joined[-1] = Duration(period, before.first, duration.last)
            else:
                joined.append(duration)
        return joined

    def _belongs(self, one: Duration, other: Duration, found: Tokens) -> bool:
        units = [[unit for unit, number in zip(_UNITS, each.period, strict=True) if number] for each in (one, other)]
        between = self._text[found.ends[one.last] : found.starts[other.first]].strip(" ,+")
        return (not between or key_of(between) in self._known.joined) and _UNITS.index(units[0][-1]) < _UNITS.index(units[1][0])

    def _number(self, found: Tokens, duration: Duration) -> bool:
        """A number: what stands before and after it says from when and why."""
        self._value.update({unit: number for unit, number in zip(_UNITS, duration.period, strict=True) if number})
        before = self._text[: found.starts[duration.first]]
        after = self._text[found.ends[duration.last] :]
        event = ""
        if _PLUS.search(before):  # “duur van de overeenkomst + 2 jaar”
            event, before = _PLUS.sub("", before), ""
        elif after.lstrip().startswith("+"):
            event, after = after.lstrip()[1:], ""
        else:
            after, event = self._event(after)
            if not event:
                stripped = self._strip(before, self._known.after)
                if stripped is not None and not self._is_plain(stripped):
                    event, before = stripped, ""
        if event := event.strip(_EDGE):
            self._value["after"] = event
        for part in (self._basis(before), self._basis(after)):
            if not self._is_plain(part):
                self._rest.append(part.strip(_EDGE))
        return True

    def _event(self, text: str) -> tuple[str, str]:
        """What stands after a number without the event from which it runs, and that event."""
        stripped = self._strip(text, self._known.after)
        if stripped is None:
            return text, ""
        event = self._basis(stripped)
        parts = re.split(r"\s*[;.]\s+|,\s+(?=daarna|then|ensuite|puis|danach|tenzij|unless|sauf)", event, maxsplit=1)
        return (parts[1] if len(parts) > 1 else ""), parts[0]

    def _criterion(self, found: Tokens) -> bool:
        """No number: a criterion that ends it, or no end."""
        if not found.words:
            return False
        text = self._basis(self._text).strip(_EDGE)
        key = key_of(text)
        if key in self._known.indefinite:
            self._value["indefinite"] = True
            return True
        bare = self._without_plain(text)
        if key_of(bare) in self._known.indefinite:
            self._value["indefinite"] = True
            return True
        if any(letter.isdigit() for letter in text) or set(found.words) & self._known.unless:
            return False
        stripped = self._strip(text, self._known.until)
        if stripped is not None and (event := stripped.strip(_EDGE)):
            self._value["until"] = event
            return True
        if self._strip(text, self._known.during):
            self._value["until"] = text
            return True
        return False

    def _basis(self, text: str) -> str:
        """A text without its end that says where the period comes from: “conform AWR”, “op grond van art. 52”."""
        found = tokens(text)
        for place, word in enumerate(found.words):
            for phrase in self._known.basis:
                if phrase[0] == word and tuple(found.words[place : place + len(phrase)]) == phrase:
                    rest = text[found.ends[place + len(phrase) - 1] :]
                    if "basis" not in self._value and self._is_law(rest):
                        self._value["basis"] = rest.strip(_EDGE)
                        return text[: found.starts[place]]
        if "basis" not in self._value and text.strip(_EDGE) and found.words and self._is_law(text) and found.words[0] in self._known.law:
            self._value["basis"] = text.strip(_EDGE)
            return ""
        return text

    def _strip(self, text: str, phrases: list[tuple[str, ...]]) -> str | None:
        """What follows one of the phrases at the beginning of a text, or after words that say nothing there; None where it does not begin so."""
        found = tokens(text)
        for place, word in enumerate(found.words):
            for phrase in phrases:
                if phrase[0] == word and tuple(found.words[place : place + len(phrase)]) == phrase:
                    return text[found.ends[place + len(phrase) - 1] :]
            if word not in self._known.plain:
                break
        return None

    def _without_plain(self, text: str) -> str:
        """A text without the words at its beginning that say nothing by themselves: “bewaartermijn: maximaal”."""
        found = tokens(text)
        first = next((place for place, word in enumerate(found.words) if word not in self._known.plain), None)
        return text if first is None else text[found.starts[first] :]

    def _is_plain(self, text: str) -> bool:
        return set(tokens(text).words) <= self._known.plain


@cache
def _unless() -> frozenset[str]:
    """The words of all languages that make a period depend on something."""
    return frozenset().union(*(_words(language).unless for language in LANGUAGES))


@cache
def _words(language: str) -> _Words:
    from ..published.mentions import load as published

    said, own = published(f"words/{language}"), load(language)["period"]
    units: dict[str, Any] = {unit: [*said["unit"][unit], *own["unit"].get(unit, ())] for unit in _UNITS}
    clock = Clock({"number": said["number"], "unit": {**said["unit"], **units}})

    def phrases(key: str) -> list[tuple[str, ...]]:
        return sorted((tuple(tokens(phrase).words) for phrase in own[key]), key=len, reverse=True)

    def folded(key: str) -> frozenset[str]:
        return frozenset(key_of(word) for word in own[key])

    criteria = [*phrases("until"), *phrases("during"), *(tuple(tokens(phrase).words) for phrase in own["indefinite"])]
    return _Words(
        clock=clock,
        after=phrases("after"),
        until=phrases("until"),
        during=phrases("during"),
        indefinite=folded("indefinite"),
        plain=folded("plain"),
        basis=phrases("basis"),
        law=folded("law"),
        unless=folded("unless"),
        joined=folded("joined"),
        working=folded("working"),
        telling=frozenset(key_of(word) for unit in _UNITS for word in units[unit])
        | {key_of(word) for word in said["unit"]["whole"]}
        | {phrase[0] for phrase in criteria},
    )
