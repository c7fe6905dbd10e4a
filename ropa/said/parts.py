"""Several values in one cell."""

import re

_BULLET = re.compile(r"\s*(?:[-–—•*·▪●►▶➢✓o]|\d{1,2}[.)]|[a-z][.)])\s+")
_INLINE = re.compile(r"\s+[•·▪●]\s*")


def split_values(text: str, *, commas: bool = True) -> list[str]:
    """The values in a cell: one a line, a bullet, a number, or between semicolons; between commas only where all are short.

    “Naam, adres en telefoonnummer” is three; “Wie zich aanmeldt, krijgt elke maand bericht” is one. Nothing within brackets is cut.
    """
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").split("\n") if line.strip()]
    marked = [bool(_BULLET.match(line)) for line in lines]
    items: list[str] = []
    for line, bullet in zip(lines, marked, strict=True):
        if any(marked) and not bullet and items and marked[0]:
            items[-1] = f"{items[-1]} {line.strip()}"  # an item that goes on on the next line
        else:
            items.append(_BULLET.sub("", line, count=1).strip() if bullet else line.strip())
    found = [part for item in items for inline in _INLINE.split(item) for part in outside_brackets(inline, ";")]
    found = [part for part in (each.strip().rstrip(",;").strip() for each in found) if part]
    if commas and len(found) == 1:
        return split_commas(found[0])
    return found


def split_commas(text: str) -> list[str]:
    """The values between the commas of a text, and before its last “and”, where all are short; else the text as it is."""
    parts = [part.strip() for part in outside_brackets(text, ",")]
    if len(parts) < 2:
        return [text]
    head, *tail = _AND.split(parts[-1], maxsplit=1)
    if tail and len(tail[0].split()) <= 3:
        parts[-1:] = [each for each in (head, *tail) if each]
    most = 2 if len(parts) == 2 else 4
    if any(not part or len(part.split()) > most or part[0].isdigit() or _LEGAL.fullmatch(part) for part in parts):
        return [text]
    return parts


_AND = re.compile(r"(?:^|\s+)(?:en|and|et|und|&)\s+", re.IGNORECASE)
_LEGAL = re.compile(r"(?:inc|llc|ltd|b\.?v|n\.?v|s\.?a|gmbh|corp)\b.*", re.IGNORECASE)


def outside_brackets(text: str, sign: str) -> list[str]:
    """A text cut at a sign, save where it stands within brackets or, for a comma, between digits."""
    if sign not in text:
        return [text]
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        if letter in "([":
            depth += 1
        elif letter in ")]":
            depth = max(depth - 1, 0)
        elif letter == sign and not depth and not (sign == "," and text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()):
            parts.append(text[start:place])
            start = place + 1
    parts.append(text[start:])
    return parts if not depth else text.split(sign)
