"""Statements in HTML: text in blocks, with the line of the source.

The reader of the standard library takes quadratic time over markup that is never closed (CVE-2025-6069 and its like, in Python 3.11 before .14), and
selectolax, which does not, tells no lines. Of HTML only this is needed: where tags begin and end. Every step below goes forward, however wild the markup.
"""

import html
import re
from collections.abc import Iterator

from .blocks import CELL, HEADING, ITEM, LOWEST, MAX_CHARACTERS, ROW, TEXT, Block, Place, join

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
_LONGEST_HEADING = 90
_BREAKS = frozenset(
    {
        *("p", "div", "section", "article", "main", "header", "footer", "aside", "ul", "ol", "li", "table", "thead", "tbody", "tr", "br", "hr", "blockquote"),
        *("pre", "dl", "dd", "dt", "details", "summary", "figure", "figcaption", "form", "fieldset", "legend", "caption", "address", "body", "html", "center"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "title"),
    }
)


def read_html(text: str) -> Iterator[Block]:
    """The blocks of a page; what is never shown (scripts, hidden parts, comments) is left out."""
    page = _Page()
    line = 1
    for token, tag, closing in _tokens(text):
        if tag:
            page.tag(token, tag, closing=closing, line=line)
        else:
            page.text(token, line)
        line += token.count("\n")
        if page.done:
            yield from page.done
            page.done.clear()
        if page.length > MAX_CHARACTERS:
            break
    page.finish(TEXT)
    yield from page.done


class _Page:
    """Text as it comes, put into blocks where a tag begins one or ends it."""

    def __init__(self) -> None:
        self.done: list[Block] = []
        self._waiting: list[tuple[str, Place]] = []
        self._kind = TEXT
        self._row = False
        self._level = LOWEST
        """Of the heading that is open."""
        self._open = False
        """Whether a cell of the row is open."""
        self._head: set[str] = set()
        """The tags of the cells of the row: of a head they are all “th”."""
        self._bold = 0
        """Tags of bold text that are open."""
        self._plain = False
        """Whether something of the block is not bold."""
        self._hidden, self._depth = "", 0
        self.length = 0
        """Letters that were read: more than enough is too many."""

    def text(self, token: str, line: int) -> None:
        if self._hidden or not token.strip():
            if self._waiting and not self._hidden and token:
                self._waiting.append((" ", Place(line=line)))
            return
        self._plain = self._plain or not self._bold
        shown = html.unescape(token) if "&" in token else token
        self.length += len(shown)
        self._waiting += [(part, Place(line=line + number)) for number, part in enumerate(shown.split("\n"))]

    def tag(self, token: str, tag: str, *, closing: bool, line: int) -> None:
        if self._is_hidden(token, tag, closing=closing):
            return
        if tag in ("b", "strong"):
            self._bold = max(0, self._bold + (-1 if closing else 1))
        elif tag == "a" and not closing and (mail := _MAIL.search(token)):
            self._waiting.append((f" {mail[1]} ", Place(line=line)))
        elif tag in ("td", "th") and self._row:
            if closing or self._open:
                self._waiting.append((CELL, Place(line=line)))
            self._open = not closing
            if not closing:
                self._head.add(tag)
        if tag in _BREAKS and (tag == "tr" or not self._row):
            self._row = tag == "tr" and not closing
            self.finish(self._kind_in(tag, closing=closing))
        elif tag in _BREAKS and self._waiting:
            self._waiting.append((" ", Place(line=line)))

    def _is_hidden(self, token: str, tag: str, *, closing: bool) -> bool:
        """Whether a tag lies within what is not shown, or begins it."""
        if self._hidden:
            if tag == self._hidden and not token.endswith("/>"):
                self._depth += -1 if closing or tag in _UNCLOSED else 1
            if self._depth > 0:
                return True
            self._hidden = ""
            return closing
        if not closing and tag not in _VOID and (tag in _SKIPPED or (len(token) > 8 and _HIDDEN.search(token))):
            self._hidden, self._depth = tag, 1
        return bool(self._hidden)

    def _kind_in(self, tag: str, *, closing: bool) -> str:
        """What the text after a tag is."""
        if closing:
            return TEXT
        if tag in _HEADINGS:
            self._level = int(tag[1]) if tag[1:].isdigit() else LOWEST
            return HEADING
        if tag == "li":
            return ITEM
        return ROW if self._row else self._kind if tag in ("p", "br", "div") else TEXT

    def finish(self, kind: str) -> None:
        """End a block, and begin one of a kind. A short one that is bold throughout is a heading."""
        if any(text.strip() and text != CELL for text, _ in self._waiting):
            bold = self._kind == TEXT and not self._plain and sum(len(text) for text, _ in self._waiting) < _LONGEST_HEADING
            if self._waiting[-1][0] == CELL:
                self._waiting.pop()
            block = _block(self._waiting, HEADING if bold else self._kind, LOWEST if bold else self._level)
            block.head = self._head == {"th"}
            self.done.append(block)
        self._waiting, self._kind, self._plain = [], kind, False
        self._open, self._head = False, set()


def _block(parts: list[tuple[str, Place]], kind: str, level: int) -> Block:
    """Parts of text run on as they stand: a tag within a word does not cut it."""
    lines: list[tuple[list[str], Place]] = []
    for text, place in parts:
        if lines and lines[-1][1] == place:
            lines[-1][0].append(text)
        else:
            lines.append(([text], place))
    return join([("".join(texts), place) for texts, place in lines], kind, level)


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
