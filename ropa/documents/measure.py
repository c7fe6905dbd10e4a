"""How wide a text is, about: for what must fit before it is set. Rather too wide than too narrow."""

import unicodedata
from functools import cache

from ..output.safe import plain

_WIDTHS = {
    0.25: "'",
    0.3: " !(),.:;J`ijl·",
    0.35: "-I[]f",
    0.4: "/\\t{}",
    0.45: '"?_r°',
    0.5: "csz–",
    0.55: "FLSkvxy§«»",
    0.6: "$*+0123456789<=>ETVXYZ^ae|~→",
    0.65: "#ABCKPRbdghnopqu",
    0.75: "&DGHU",
    0.8: "NOQw…",
    0.85: "%",
    0.95: "@MWm",
    1.0: "—",
}
"""Characters of Noto Sans by their width in em, rounded upwards."""
_WIDTH_OF = {letter: wide for wide, letters in _WIDTHS.items() for letter in letters}
BOLD = 1.08
"""How much wider bold letters are."""


@cache
def _em(letter: str) -> float:
    base = unicodedata.normalize("NFD", letter)[:1]
    if unicodedata.combining(letter):
        return 0.0
    return _WIDTH_OF.get(base) or (0.75 if letter < "\u1100" else 1.25)


def width(text: str, size: float) -> float:
    """The width of a text in letters of a size."""
    return size * sum(map(_em, text))


def fit(text: str, size: float, room: float) -> str:
    """A text on one line, shortened with “…” where it is too long."""
    text = " ".join(plain(text[:400]).split())
    if width(text, size) <= room:
        return text
    while text and width(text, size) + size > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def wrap(text: str, size: float, room: float, most: int) -> list[str]:
    """A text over some lines; the last is shortened where it does not fit."""
    words = plain(text[:800]).split()
    lines: list[str] = []
    while words and len(lines) < most - 1:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size) <= room:
            line = f"{line} {words.pop(0)}"
        lines.append(fit(line, size, room))
    return [*lines, fit(" ".join(words), size, room)] if words else lines
