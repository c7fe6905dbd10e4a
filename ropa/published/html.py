"""Statements in HTML: text in blocks, with the line of the source.

The reader of the standard library takes quadratic time over markup that is never closed (CVE-2025-6069 and its like, in Python 3.11 before .14), and selectolax,
which does not, tells no lines. Of HTML only this is needed: where tags begin and end. Every step below goes forward, however wild the markup.
"""

import html
import re
from collections.abc import Iterator

from .blocks import HEADING, ITEM, ROW, TEXT, Block, Place, join

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_HIDDEN = re.compile(r"""(?<![\w-])hidden(?![\w-])(?!\s*=\s*["']?until)|display\s*:\s*none|visibility\s*:\s*hidden""", re.IGNORECASE)
_MAIL = re.compile(r"""href\s*=\s*["']?mailto:([^"'?\s>]{3,100})""", re.IGNORECASE)
_SKIPPED = ("script", "style", "template", "noscript", "svg", "select", "textarea", "iframe", "object", "nav", "button")
"""What is not read as part of the page."""
_RAW = ("script", "style", "textarea", "iframe")
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "wbr", "area", "base", "col", "embed", "source", "track", "param"})
_UNCLOSED = frozenset({"p", "li", "td", "th", "tr", "dt", "dd"})
"""What the next one of its kind closes."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "legend", "caption", "dt"})
_BREAKS = frozenset(
    {
        *("p", "div", "section", "article", "main", "header", "footer", "aside", "ul", "ol", "li", "table", "thead", "tbody", "tr", "br", "hr", "blockquote"),
        *("pre", "dl", "dd", "dt", "details", "summary", "figure", "figcaption", "form", "fieldset", "legend", "caption", "address", "body", "html", "center"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "title"),
    }
)


def read_html(text: str) -> Iterator[Block]:
    """The blocks of a page; what is never shown (scripts, hidden parts, comments) is left out."""
    waiting: list[tuple[str, Place]] = []
    kind = TEXT
    row = False
    strong = ""
    line = 1
    hidden, depth = "", 0
    for token, tag, closing in _tokens(text):
        number = line
        line += token.count("\n")
        if tag == "":
            if not hidden and token.strip():
                shown = html.unescape(token) if "&" in token else token
                for offset, part in enumerate(shown.split("\n")):
                    waiting.append((part if part[:1].isspace() or not waiting else part, Place(line=number + offset)))
                if strong == "open":
                    strong = "text"
                elif strong == "closed":
                    strong = "no"
                elif not strong:
                    strong = "no"
            continue
        if hidden:
            if tag == hidden and not token.endswith("/>"):
                depth += -1 if closing or tag in _UNCLOSED else 1
            if depth > 0:
                continue
            hidden = ""
            if closing:
                continue
        if not closing and tag not in _VOID and (tag in _SKIPPED or (len(token) > 8 and _HIDDEN.search(token))):
            hidden, depth = tag, 1
            continue
        if tag == "a" and not closing and (mail := _MAIL.search(token)):
            waiting.append((f" {mail[1]} ", Place(line=number)))
        if tag in ("b", "strong"):
            strong = ("closed" if strong in ("text", "closed") else strong) if closing else ("open" if not strong else strong)
        if tag in ("td", "th") and closing and row and waiting:
            waiting.append((" ; ", Place(line=number)))
        if tag not in _BREAKS or (row and tag != "tr"):
            continue
        if waiting:
            block = _block(waiting, HEADING if strong == "closed" and kind == TEXT and sum(len(part) for part, _ in waiting) < 90 else kind)
            waiting = []
            yield block
        strong = ""
        row = tag == "tr" and not closing
        kind = TEXT if closing else HEADING if tag in _HEADINGS else ITEM if tag == "li" else ROW if row else kind if tag in ("p", "br", "div") else TEXT
    if waiting:
        yield _block(waiting, kind)


def _block(parts: list[tuple[str, Place]], kind: str) -> Block:
    """Parts of text run on as they stand: a tag within a word does not cut it."""
    lines: list[tuple[str, Place]] = []
    for text, place in parts:
        if lines and lines[-1][1] == place:
            lines[-1] = (lines[-1][0] + text, place)
        else:
            lines.append((text, place))
    return join(lines, kind)


def _tokens(text: str) -> Iterator[tuple[str, str, bool]]:
    """Text ("" for its tag) and tags of a page in order, with whether they close; of comments and scripts only their lines."""
    place, end = 0, len(text)
    while place < end:
        begin = text.find("<", place)
        if begin < 0:
            yield text[place:], "", False
            return
        if begin > place:
            yield text[place:begin], "", False
        if text.startswith("<!--", begin):
            stop = text.find("-->", begin + 4)
            place = end if stop < 0 else stop + 3
            yield "\n" * text.count("\n", begin, place), "", False
            continue
        closing = text.startswith("</", begin)
        name = _NAME.match(text, begin + 1 + closing)
        if name is None:
            if text[begin + 1 : begin + 2] in ("!", "?", "/"):
                stop = text.find(">", begin)
                place = end if stop < 0 else stop + 1
                yield "\n" * text.count("\n", begin, place), "", False
            else:
                yield "<", "", False
                place = begin + 1
            continue
        tag = name[0].lower()
        place = _end_of_tag(text, name.end())
        yield text[begin:place], tag, closing
        if tag in _RAW and not closing:
            stop = _find_close(text, tag, place)
            yield "\n" * text.count("\n", place, stop), "", False
            place = stop


def _end_of_tag(text: str, place: int) -> int:
    """The end of a tag; one that is never closed goes to the end of the page, as in a browser."""
    stop = text.find(">", place)
    if stop < 0:
        return len(text)
    if "=" not in text[place:stop]:
        return stop + 1
    for _ in range(200):  # a quoted value may hold ">"
        quote = re.compile(r"""=\s*(["'])""").search(text, place, stop)
        if quote is None:
            return stop + 1
        close = text.find(quote[1], quote.end())
        if close < 0:
            return stop + 1
        place = close + 1
        if place > stop:
            stop = text.find(">", place)
            if stop < 0:
                return len(text)
    return stop + 1


def _find_close(text: str, tag: str, place: int) -> int:
    found = re.compile(f"</{tag}", re.IGNORECASE).search(text, place)
    return found.start() if found else len(text)
