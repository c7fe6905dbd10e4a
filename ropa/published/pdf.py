"""Statements in PDF: the text of each page in lines.

PDFium reads what a browser reads, and has been tested with broken files more than anything else (pypdf, in Python, takes minutes over what is made to be slow).
It is C++ all the same, over a file of a stranger: so it runs in a process of its own, which may take so long and no longer, and if it falls, falls alone.
"""

import json
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from .blocks import HEADING, ITEM, MAX_CHARACTERS, TEXT, Block, Place, join

MAX_PAGES = 100
SECONDS = 20
_MEMORY = 1_500_000_000
_BULLET = re.compile(r"\s*(?:[-*•·▪◦‣●○–—\uf0b7]|\(?(?:\d{1,2}|[a-z])[.)])\s+(?=\S)")


class BadPdf(Exception):
    """A PDF that gives no text: `why` is "broken", "encrypted", "slow" or "no-text"."""

    def __init__(self, why: str) -> None:
        """Take the reason."""
        super().__init__(why)
        self.why = why


def read_pdf(data: bytes) -> Iterator[Block]:
    """The blocks of a document. Raises BadPdf."""
    pages = pages_of(data)
    if sum(letter.isalpha() for page in pages for letter in page[:5000]) < 40:
        raise BadPdf("no-text")
    for number, page in enumerate(pages, 1):
        yield from _page_blocks(page, number)


def pages_of(data: bytes, most: int = MAX_PAGES, characters: int = MAX_CHARACTERS, seconds: int = SECONDS) -> list[str]:
    """The text of each page, of so many pages and with so many characters at most. Raises BadPdf, also where that takes too long."""
    call = f"child({most}, {characters}, {seconds})"
    command = [sys.executable, "-I", "-c", f"import sys; sys.path[:0] = {[path for path in sys.path if path]!r}; from ropa.published.pdf import child; {call}"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)  # noqa: S603 - ourselves
    except subprocess.TimeoutExpired:
        raise BadPdf("slow") from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise BadPdf("broken") from None
    if "why" in answer:
        raise BadPdf(str(answer["why"]))
    pages: list[str] = answer["pages"]
    return pages


def _page_blocks(page: str, number: int) -> Iterator[Block]:
    """The lines of a page in paragraphs: a line ends one where it stops well short of the others."""
    lines = [line.rstrip() for line in page.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-\n").split("\n")]
    lengths = [len(line) for line in lines if line.strip()]
    full = statistics.quantiles(lengths, n=10)[-1] if len(lengths) > 3 else max(lengths, default=0)
    waiting: list[tuple[str, Place]] = []
    kind = TEXT
    for count, whole in enumerate(lines, 1):
        line = whole
        bullet = _BULLET.match(line)
        if waiting and (bullet or not line.strip() or (len(waiting[-1][0]) < 0.7 * full and not _runs_on(waiting[-1][0], line))):
            yield _finished(waiting, kind)
            waiting, kind = [], TEXT
        if bullet:
            kind, line = ITEM, line[bullet.end() :]
        if line.strip():
            waiting.append((line, Place(page=number, line=count)))
    if waiting:
        yield _finished(waiting, kind)


def _runs_on(before: str, line: str) -> bool:
    return line.lstrip()[:1].islower() and before.rstrip()[-1:] not in ".:;!?"


def _finished(lines: list[tuple[str, Place]], kind: str) -> Block:
    text = lines[0][0].strip()
    heading = (
        kind == TEXT and len(lines) == 1 and len(text) < 80 and len(text.split()) <= 10 and text[:1].isupper() and text[-1] not in ".;,!" and "@" not in text
    )
    return join(lines, HEADING if heading else kind)


# -- in the process of its own ---------------------------------------------------------------------------------------------------------------------


def child(most: int, characters: int, seconds: int) -> None:
    """Read a PDF from standard input, write its pages to standard output as JSON."""
    _limit(seconds)
    data = sys.stdin.buffer.read()
    import pypdfium2  # not for those whose statement is no PDF

    try:
        document = pypdfium2.PdfDocument(data)
        pages: list[str] = []
        left = characters
        for number in range(min(len(document), most)):
            page = document[number]
            text = page.get_textpage()
            pages.append(text.get_text_range(count=min(text.count_chars(), left)) if left and text.count_chars() else "")
            left = max(0, left - len(pages[-1]))
        answer: dict[str, Any] = {"pages": pages}
    except pypdfium2.PdfiumError as error:
        answer = {"why": "encrypted" if "assword" in str(error) or "ecurity" in str(error) else "broken"}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    os._exit(0)  # nothing is left to clear away that could fail


def _limit(seconds: int) -> None:
    """No more memory and time than a document needs, where the system can set that."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    except (ImportError, ValueError, OSError):
        return
