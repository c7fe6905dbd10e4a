"""By which names a statement may call the parties of a register: “Administratiekantoor Cijferwerk B.V.” is also “Cijferwerk”."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from .phrases import words_of

if TYPE_CHECKING:
    from ..model.parties import Party
    from ..register import Register

_LEGAL = re.compile(
    r"[\s,]+(?:B\.?\s?V\.?(?:B\.?A\.?)?|N\.?V\.?|V\.?O\.?F\.?|C\.?V\.?|U\.?A\.?|e\.V\.|G\.?m\.?b\.?H\.?(?: & Co\.? KG)?|AG|KG|UG"
    r"|S\.?A\.?(?:R\.?L\.?|S\.?)?|S\.?R\.?L\.?|L\.?L\.?C\.?|Ltd\.?|Limited|Inc\.?|Corp\.?|P\.?L\.?C\.?|vzw|asbl|eenmanszaak)(?=[\s,)]|$)"
)
_ASIDE = re.compile(r"\s*\([^()]*\)")
_ALIAS = re.compile(r"\s+(?:d/b/a|t/a|h\.?o\.?d\.?n\.?|trading as|handelend onder de naam)\s+", re.IGNORECASE)


class Named(msgspec.Struct, frozen=True, gc=False):
    """A party with the forms of its name."""

    forms: tuple[str, ...]
    proper: bool
    """Whether it has a name of its own, and not only a description (“Boekhouder of accountant”)."""


def names_of(register: "Register", common: Iterable[str]) -> dict[str, Named]:
    """The forms of every party's name, by its reference; `common` are words that are no name by themselves."""
    plain = frozenset(word for entry in common for word in words_of(entry))
    found: dict[str, Named] = {}
    for folder, parties in (("processors", register.processors), ("recipients", register.recipients)):
        for identity, party in parties.items():
            found[f"{folder}/{identity}"] = _named(party, plain)
    return found


def _named(party: "Party", common: frozenset[str]) -> Named:
    forms: dict[str, None] = {}
    proper = False
    for name in (party.name, party.legal_name):
        if not name:
            continue
        for part in _ALIAS.split(_ASIDE.sub("", name)):
            bare = _LEGAL.sub("", part).strip(" ,.")
            if not bare:
                continue
            forms[bare] = None
            own = _own_word(bare, common)
            if own:
                proper = True
                if name is party.name:
                    forms[own] = None
    return Named(tuple(forms), proper)


def _own_word(name: str, common: frozenset[str]) -> str:
    """The one word of a name by which people know it: written with a capital, and no common word."""
    words = name.split()
    capitals = [word for word in words if word[:1].isupper() and len(word) >= 4 and common.isdisjoint(words_of(word))]
    if len(words) > 1 and sum(word[:1].isupper() for word in words) == 1 and capitals[:1] == words[:1]:
        return ""  # a sentence of which the first word has its capital: “Externe boekhouder”
    return capitals[0] if capitals else ""
