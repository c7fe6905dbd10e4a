"""What the functions that read cells share: what they return, the words they know, and which cells say nothing or “none”."""

import os
from functools import cache, lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

import toml_rs

from ..i18n import LANGUAGES
from ..published.phrases import words_of

T = TypeVar("T")

MAX_LETTERS = 2_000
"""A text that is longer is prose, and no value of a list."""

_HERE = os.path.dirname(__file__)


class Read(NamedTuple, Generic[T]):
    """What was understood of a text."""

    value: T | None = None
    """None where nothing was, or where it is not certain."""
    rest: str = ""
    """What was not understood, in the words of the text; "" where all was."""
    none: bool = False
    """Whether the text says that there are none, which is not the same as nothing."""
    suggestion: str = ""
    """A value that may have been meant; never to be taken for one."""


@cache
def load(language: str) -> dict[str, Any]:
    """The words of a language that cells are written in."""
    with open(os.path.join(_HERE, "words", f"{language}.toml"), "rb") as file:
        data: dict[str, Any] = toml_rs.loads(file.read().decode())
    return data


def key_of(text: str) -> str:
    """A text as it is compared: words without capitals, accents and signs, with a space between."""
    return _key_of(text[:MAX_LETTERS])


@lru_cache(maxsize=16_384)
def _key_of(text: str) -> str:
    return " ".join(words_of(text))


@cache
def words(key: str) -> frozenset[str]:
    """A list of words by its dotted key, those of all languages together, as they are compared; signs as they stand."""
    found: set[str] = set()
    for language in LANGUAGES:
        table: Any = load(language)
        for part in key.split("."):
            table = table[part]
        found.update(key_of(word) or word for word in table)
    return frozenset(found)


@cache
def words_by_key(table: str) -> dict[str, list[str]]:
    """A table of lists of words, those of all languages together."""
    found: dict[str, list[str]] = {}
    for language in LANGUAGES:
        entries: dict[str, Any] = load(language).get(table, {})
        for key, entry in entries.items():
            found.setdefault(key, []).extend(entry)
    return found


def is_none(text: str) -> bool:
    """Whether a cell says that there are none: “geen”, “none”, “néant”, “keine Empfänger”, “geen doorgifte buiten de EU”."""
    if len(text) > 100:
        return False
    key = key_of(text)
    first, _, rest = key.partition(" ")
    return key in words("none.none") or (first in words("none.no") and bool(rest) and set(rest.split(" ")) <= words("none.of"))


def is_unfilled(text: str) -> bool:
    """Whether a cell says nothing: empty, “-”, “n.v.t.”, “N/A”, “?”, “nog in te vullen”."""
    if len(text) >= 100:
        return not text.strip()
    bare = text.strip()
    return not bare or (key_of(bare) in words("none.unfilled") if key_of(bare) else not any(letter.isalnum() or letter in "✓✔☑✗✘☒☐" for letter in bare))
