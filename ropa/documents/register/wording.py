"""How a print says things: words, labels and terms, each looked up once."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from ...model.fields import Field, Table, fields_of
from .edition import Edition
from .public import is_shown


class Entry(NamedTuple):
    """A field to print, with what is the same for every record of a kind."""

    name: str
    label: str
    field: Field


Names = tuple[str, ...] | frozenset[str]
Line = tuple[tuple[Entry, ...], Callable[[Table], tuple[Any, ...]]]


def _getter(names: Sequence[str]) -> Callable[[Table], tuple[Any, ...]]:
    """What gets the values of fields, all at once."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda table: tuple(getattr(table, name) for name in names)


class Wording:
    """The words of an edition."""

    def __init__(self, edition: Edition) -> None:
        """Take the language of an edition, and the organisation's own categories."""
        register = edition.audit.register
        self.words, self.public = edition.words, edition.choice.public
        self.yes, self.no, self.none = (self.words.ui(word) for word in ("yes", "no", "none"))
        french = self.words.language == "fr"
        self.colon, self.semicolon = ("\u00a0: ", "\u00a0; ") if french else (": ", "; ")
        self._singular = (0, 1) if french else (1,)
        self.periods: dict[tuple[Any, ...], str] = {}
        """Periods in words, by what they are made of: a register says the same few again and again."""
        self._own_terms: dict[str, Any] = {"data-category": register.own_data, "data-subject": register.own_subjects}
        self._plans: dict[type[Table], tuple[Entry, ...]] = {}
        self._lines: dict[Any, Line] = {}
        self._terms: dict[tuple[str, str], str] = {}
        self._said: dict[str, str] = {}

    def say(self, key: str, /, **params: Any) -> str:
        """A word or sentence of print.toml."""
        if params:
            return self.say(key).format_map({name: value if value.__class__ is str else self.words.show(value) for name, value in params.items()})
        if (text := self._said.get(key)) is None:
            text = self._said[key] = self.words.printed(key)
        return text

    def count(self, key: str, number: int) -> str:
        """A number of things, in the singular or the plural."""
        return self.say(f"{key}.{'one' if number in self._singular else 'many'}", n=number)

    def label(self, field: str) -> str:
        """The label of a field, e.g. of "Activity.purposes"."""
        if (text := self._said.get(field)) is None:
            text = self._said[field] = self.words.label(field)
        return text

    def within(self, label: str) -> str:
        """A label within a sentence: without its capital, but for German and abbreviations."""
        return label if self.words.language == "de" or label[1:2].isupper() else label[:1].lower() + label[1:]

    def day(self, day: date | None) -> str:
        """A date in full; "" for none."""
        return self.words.date(day) if day else ""

    def term(self, vocabulary: str, value: str) -> str:
        """The label of a value: the organisation's own, or that of the vocabulary; the value itself where nobody knows it."""
        label = self._terms.get((vocabulary, value))
        if label is None:
            own = self._own_terms.get(vocabulary, {}).get(value)
            label = self._terms[vocabulary, value] = own.name if own else self.words.term(vocabulary, value)
        return label

    def terms(self, vocabulary: str, values: Iterable[str]) -> str:
        """The labels of several values."""
        return ", ".join([self.term(vocabulary, value) for value in values])

    def shows(self, table: type[Table], name: str) -> bool:
        """Whether this print has a field."""
        return not self.public or is_shown(table, name)

    def plan(self, table: type[Table]) -> tuple[Entry, ...]:
        """The fields of a table that this print shows."""
        plan = self._plans.get(table)
        if plan is None:
            shown = (field for field in fields_of(table) if self.shows(table, field.name))
            plan = self._plans[table] = tuple(Entry(field.name, self.label(f"{table.__name__}.{field.name}"), field) for field in shown)
        return plan

    def within_line(self, table: type[Table], names: Names | None, without: Names) -> Line:
        """Some fields of a table, with their labels as they are within a sentence, and what gets their values."""
        key = (table, names, without)
        if (line := self._lines.get(key)) is None:
            chosen = [each for each in self.plan(table) if each.name not in without and (names is None or each.name in names)]
            line = self._lines[key] = tuple(each._replace(label=self.within(each.label)) for each in chosen), _getter([each.name for each in chosen])
        return line
