"""Statements in Markdown or plain text. Only what sets text apart matters: headings, items, rows, paragraphs and their lines.

A parser of Markdown (markdown-it-py) takes 30 ms to import, half of what a whole `ropa check` takes; and plain text, with marks of its own, goes
the same way.
"""

import re
from collections.abc import Iterator

from .blocks import CELL, HEADING, ITEM, ROW, TEXT, Block, Place, join

_FENCES = ("```", "~~~")
_HASHES = re.compile(r"\s{0,3}#{1,6}\s+(.*?)[\s#]*$")
# patterns that few texts need, compiled where one does
_UNDERLINE = r"\s{0,3}(=+|-{3,})\s*$"
_BULLET = re.compile(r"\s*(?:>\s*)*(?:[-*+•·▪◦‣●○–—]|o(?=\s{2})|\(?(?:\d{1,3}|[a-z])[.)])\s+(?=\S)")
_RULE_OF_TABLE = re.compile(r"\s*\|?[\s:|-]+\|[\s:|-]*$")
_CELLS = re.compile(r"(?<!\\)\|")
_LINK = r"!?\[([^\[\]]{0,300})\]\(([^()\s]{0,500})[^()]{0,100}\)"
_MARKS = re.compile(r"\*\*|__|`|(?<!\w)[*_](?=\w)|(?<=[\w.,;:!?])[*_](?!\w)|\\(?=[\W_])")
_TAG = r"</?[A-Za-z][^<>]{0,300}>"
_BOLD = r"\s*(\*\*|__)[^*_]{2,100}\1:?\s*$"
_LONGEST_HEADING = 90
_LONGEST_LINE = 5000
"""What is longer is text, whatever it begins with."""


def read_prose(text: str, *, markdown: bool) -> Iterator[Block]:
    """The blocks of a text."""
    lines = _without_comments(text).split("\n") if markdown else text.split("\n")
    waiting: list[tuple[str, Place]] = []
    kind = TEXT
    bold = False

    def done() -> Iterator[Block]:
        nonlocal kind, bold
        if waiting:
            alone = len(waiting) == 1
            yield join(waiting, HEADING if kind == TEXT and alone and (bold or _is_heading(waiting[0][0])) else kind)
            waiting.clear()
        kind, bold = TEXT, False

    start = _front_matter(lines) if markdown else 0
    for number, raw in enumerate(lines[start:], start + 1):
        line = raw.replace("\t", "    ") if "\t" in raw else raw
        stripped = line.strip()
        if not stripped or (markdown and stripped.startswith(_FENCES)):
            yield from done()
            continue
        place = Place(line=number)
        if markdown and len(line) <= _LONGEST_LINE:
            if "#" in line[:10] and (found := _HASHES.match(line)):
                yield from done()
                yield join([(_bare(found[1]), place)], HEADING, len(line) - len(line.lstrip(" #")) - (len(line) - len(line.lstrip())))
                continue
            if stripped[0] in "=-" and re.match(_UNDERLINE, line):
                if waiting and kind == TEXT:
                    yield join(waiting, HEADING, 1 if stripped[0] == "=" else 2)
                    waiting.clear()
                yield from done()
                continue
            if stripped[0] == "|" or stripped.count("|") > 1:
                yield from done()
                if not _RULE_OF_TABLE.match(line):
                    row = join([(_bare(CELL.join(cell.strip() for cell in _CELLS.split(stripped.strip("|")))), place)], ROW)
                    row.head = number < len(lines) and bool(_RULE_OF_TABLE.match(lines[number]))
                    yield row
                continue
            if stripped.startswith(("**", "__")) and re.match(_BOLD, line):
                bold = not waiting
        if found := _BULLET.match(line):
            yield from done()
            kind = ITEM
            line = line[found.end() :]
        elif not markdown and waiting and _ends(waiting[-1][0], stripped):
            yield from done()
        waiting.append((_bare(line) if markdown else line, place))
    yield from done()


def _ends(before: str, line: str) -> bool:
    """Whether in plain text a line begins anew: what was wrapped runs on in lines that are nearly as long."""
    return len(before.strip()) < 60 and (before.rstrip()[-1:] in ".:;!?" or line[:1].isupper())


def _is_heading(line: str) -> bool:
    """Whether a line that stands alone is a heading: short, and no sentence."""
    text = line.strip()
    return len(text) <= _LONGEST_HEADING and text[-1:] not in ".;,!" and text[:1].isupper() and len(text.split()) <= 12 and "@" not in text


def _bare(line: str) -> str:
    """A line of Markdown without its marks; of a link its words, and its address where that is one of mail."""
    if "](" in line:
        line = re.sub(_LINK, lambda found: f"{found[1]} {found[2][7:]}" if found[2].startswith("mailto:") and found[2][7:] not in found[1] else found[1], line)
    if "<" in line:
        line = re.sub(_TAG, " ", line)
    if "&" in line:
        import html

        line = html.unescape(line)
    return _MARKS.sub("", line) if any(mark in line for mark in "*_`\\") else line


def _without_comments(text: str) -> str:
    """Without <!-- … -->: nobody reads that on the page. Its lines stay, so that the others keep their numbers."""
    parts = []
    place = 0
    while (begin := text.find("<!--", place)) >= 0:
        end = text.find("-->", begin + 4)
        end = len(text) if end < 0 else end + 3
        parts += [text[place:begin], "\n" * text.count("\n", begin, end)]
        place = end
    return "".join([*parts, text[place:]]) if parts else text


def _front_matter(lines: list[str]) -> int:
    """How many lines a head of settings (--- … ---) takes, as the makers of websites put it before Markdown."""
    if lines and lines[0].rstrip() == "---":
        for number, line in enumerate(lines[1:60], 1):
            if line.rstrip() in ("---", "..."):
                return number + 1
            if line.strip() and ":" not in line and not line.startswith((" ", "-")):
                return 0
    return 0
