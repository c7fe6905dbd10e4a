"""The answers that there are to choose from: values of vocabularies, records of the register; and which of them a few letters mean."""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from .. import law
from ..i18n import Texts
from ..i18n.citations import cite
from ..said.read import load
from .question import Choice

_FIRST = ("NL", "BE", "DE", "FR", "LU", "EEA", "EU", "unknown", "US", "GB")
"""Places that are asked for most, before the rest of the world."""


def of_vocabulary(vocabulary: str, words: Texts, own: Mapping[str, str] | None = None) -> tuple[Choice, ...]:
    """The values of a vocabulary by their labels, found by their usual names too (“2fa”); `own` are those of the organisation, which come first."""
    found = [Choice(value, label, more=value) for value, label in (own or {}).items()]
    usual: dict[str, list[str]] = load(words.language)["term"].get(vocabulary, {})
    for value, facts in law.terms(vocabulary).items():
        meaning = _meaning(vocabulary, value, words)
        citation = cite(facts["cite"], words.language) if meaning and "cite" in facts else ""
        found.append(
            Choice(value, words.term(vocabulary, value), f"{meaning} ({citation})" if citation else meaning, more=" ".join((value, *usual.get(value, ()))))
        )
    if vocabulary in ("country", "place"):
        found.sort(key=lambda choice: (_FIRST.index(choice.value) if choice.value in _FIRST else len(_FIRST), fold(choice.label)))
    return tuple(found)


def of_records(records: Mapping[str, str]) -> tuple[Choice, ...]:
    """Records by their names; they are found by their ids as well."""
    return tuple(Choice(identity, name, more=identity) for identity, name in records.items())


def _meaning(vocabulary: str, value: str, words: Texts) -> str:
    """What a value means in a sentence; "" where nothing needs to be said."""
    try:
        return words.asked(f"meaning.{vocabulary}.{value}")
    except KeyError:
        return ""


@cache
def fold(text: str) -> str:
    """A text as it is searched: without capitals and accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter))


def matching(choices: Iterable[Choice], typed: str) -> list[Choice]:
    """The choices that what was typed may mean, the likeliest first; all of them where nothing was typed."""
    parts = fold(typed).split()
    if not parts:
        return list(choices)
    ranked = [(rank, number, choice) for number, choice in enumerate(choices) if (rank := _rank(choice, parts)) is not None]
    return [choice for _, _, choice in sorted(ranked, key=lambda each: each[:2])]


def _rank(choice: Choice, parts: list[str]) -> int | None:
    """How far a choice is from what was typed: 0 for its very label, None where it is something else."""
    label, more = fold(choice.label), fold(choice.more)
    typed = " ".join(parts)
    if typed in (label, fold(str(choice.value))):
        return 0
    if label.startswith(typed):
        return 1
    words = label.replace("(", " ").replace("-", " ").split()
    if all(any(word.startswith(part) for word in words) for part in parts):
        return 2
    return 3 if all(part in label or part in more for part in parts) else None


def with_name(choices: Iterable[Choice], typed: str) -> list[Choice]:
    """The choices that a text names outright: the one with that value or id, else those that are called so."""
    said = fold(typed)
    known = list(choices)
    exact = [choice for choice in known if isinstance(choice.value, str) and fold(choice.value) == said]
    return exact[:1] or [choice for choice in known if said in (fold(choice.label), fold(choice.more))]
