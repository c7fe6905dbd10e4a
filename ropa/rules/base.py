"""What a rule is, and how it says what it found."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from ..model.fields import Record
from ..register import Found, file_of, reference_of

if TYPE_CHECKING:
    from ..audit import Audit

ERROR, WARNING, INFO = "error", "warning", "info"
SEVERITIES = (ERROR, WARNING, INFO)

GDPR = date(2018, 5, 25)
ALWAYS = date.min

Hit = Found
"""One thing that a rule found: a `Found` whose `rule` the engine fills in."""

Hits = Iterator[Hit]


class Rule(msgspec.Struct, frozen=True, gc=False):
    """A rule: its texts are in i18n/LANG/rules/FAMILY.toml under its name, its examples in rules/examples/FAMILY.toml under its code."""

    code: str
    name: str
    severity: str
    law: tuple[str, ...]
    check: Callable[["Audit"], Hits]
    since: date = GDPR
    """First day of the law it rests on: before it, the rule finds nothing."""

    @property
    def family(self) -> str:
        """The letter of its family."""
        return self.code[0]


def rule(code: str, severity: str, *law: str, since: date = GDPR) -> Callable[[Callable[["Audit"], Hits]], Rule]:
    """Make a rule of a function that yields `hit(...)`s; its name is the function's, with hyphens."""

    def make(check: Callable[["Audit"], Hits]) -> Rule:
        return Rule(code, check.__name__.strip("_").replace("_", "-"), severity, law, check, since)

    return make


def hit(record: Record, *path: str | int, variant: str = "", **params: Any) -> Hit:
    """What a rule found, at a key of a record (or where the key should be). The params fill the message; see i18n for what they may be."""
    file, prefix = file_of(record)
    return Found("", file, reference_of(record), (*prefix, *path), variant, {"record": record, **params})


class Term(NamedTuple):
    """A value of a vocabulary, for a message: shown by its label in the language of the output."""

    vocabulary: str
    id: str


class Country(NamedTuple):
    """A country or place, for a message: shown by its name in the language of the output."""

    code: str


class Quoted(NamedTuple):
    """A text of the register, for a message: shown in the quotation marks of the language of the output."""

    text: str


class Label(NamedTuple):
    """A field, for a message: shown by its label, e.g. Label("Activity.purposes")."""

    field: str


class Words(NamedTuple):
    """A word or phrase about published statements, for a message: by its dotted key in published.toml, with what it needs."""

    key: str
    params: tuple[tuple[str, Any], ...] = ()


class Cite(NamedTuple):
    """A citation, for a message: written as the language of the output writes it."""

    law: str
