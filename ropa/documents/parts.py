"""A long document is set in parts, one after another, and joined.

Typst keeps a document in memory until its last page is written, some 600 kB a page with its tags: so only as much is set at once as memory should hold, by a
process that gives it back. The first part has the contents, and so is set last: how many pages it takes does not depend on what numbers stand there.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from .blocks import Contents, Document, Heading
from .press import Press

if TYPE_CHECKING:
    from .join import Part

MOST = 1_200_000
"""Characters of data that are set at once: some three hundred activities."""
_SHARE = 1 / 2
"""Of that, what a part of a longer document has before the next begins with a heading."""
_A_PAGE = 3_300
"""Characters of data on a page, about: for a first guess of how many digits the number of all pages has."""


class Copy(NamedTuple):
    """What is to be set, each as JSON: what holds for the whole, the files that travel inside, and the blocks; and the blocks with which parts begin."""

    head: str
    attached: Sequence[str]
    blocks: Sequence[str]
    cuts: Sequence[int]

    def spans(self) -> list[tuple[int, int]]:
        """The blocks of each part: from which on, and up to which."""
        return list(pairwise((0, *self.cuts, len(self.blocks))))

    def whole(self) -> str:
        """The data of the template, of all of it."""
        return self._text(self.blocks, self.attached, None)

    def part(self, number: int, *, before: int, digits: int, pages: Sequence[int] = (), draft: bool = False) -> str:
        """The data of a part, and its share of the files: Typst packs all that one has at the same time, which takes a lot of memory for each."""
        begin, end = self.spans()[number]
        share = -(-len(self.attached) // (len(self.cuts) + 1))
        attached = () if draft else self.attached[number * share : (number + 1) * share]
        return self._text(self.blocks[begin:end], attached, {"before": before, "digits": digits, "pages": list(pages)})

    def _text(self, blocks: Sequence[str], attached: Sequence[str], part: dict[str, Any] | None) -> str:
        return f'{self.head[:-1]},"blocks":[{",".join(blocks)}],"attached":[{",".join(attached)}],"part":{msgspec.json.encode(part).decode()}}}'


def cuts(document: Document, sizes: Sequence[int], most: int = MOST) -> list[int]:
    """The blocks with which the parts of a document begin, but for the first: headings, none of them right below that of a higher level."""
    if document.short or sum(sizes) <= most:
        return []
    found: list[int] = []
    size = above = 0
    contents = next((number for number, block in enumerate(document.blocks) if isinstance(block, Contents)), -1)
    for number, block in enumerate(document.blocks):
        if isinstance(block, Heading) and block.level <= 2 and number > contents:
            enough = size > _SHARE * most or (not found and contents >= 0)  # the first part is set twice
            if enough and (block.level == 1 or above == 2):
                found.append(number)
                size = 0
            above = block.level
        size += sizes[number]
    return found


def set_type(press: Press, copy: Copy) -> bytes:
    """The PDF of a document. Raises typst.TypstError."""
    return _set_in_parts(press, copy) if copy.cuts else press.make("template.typ", copy.whole())


def _set_in_parts(press: Press, copy: Copy) -> bytes:
    from .join import Entry, join

    draft = _part(press, copy.part(0, before=0, digits=1, draft=True))
    digits, bodies = _bodies(press, copy, len(draft.pages))
    pages, total = _pages([draft, *bodies])
    head = msgspec.json.decode(copy.head)
    known = [pages.get(number, 0) for number in range(len(head["anchors"]))]
    first = _part(press, copy.part(0, before=0, digits=digits, pages=known))
    if len(first.pages) != len(draft.pages):
        raise ValueError("the contents take more pages than before")
    listed = {anchor: (text, level) for text, level, anchor in head["listed"]}
    entries = [Entry(anchor, *listed.get(anchor, ("", 0)), anchor in listed, known[number]) for anchor, number in head["anchors"].items()]
    return join([first, *bodies], _part(press, f'{copy.head[:-1]},"pages":"{total}"}}', "total.typ"), entries)


def _pages(parts: "Sequence[Part]") -> tuple[dict[int, int], int]:
    """The page of each heading by its number, and how many pages there are."""
    found: dict[int, int] = {}
    before = 0
    for part in parts:
        for number, place in part.dests.items():
            found.setdefault(number, before + part.page_of(place) + 1)
        before += len(part.pages)
    return found, before


def _bodies(press: Press, copy: Copy, front: int) -> tuple[int, "list[Part]"]:
    """All parts but the first, and how many digits the number of all pages has, for which there is room on each page.

    That is guessed, once more after the first of them, and seldom wrong then: near a thousand or ten thousand pages. In that case they are all set again.
    """
    sizes = [sum(map(len, copy.blocks[begin:end])) for begin, end in copy.spans()[1:]]

    def upto(count: int, digits: int, parts: "Sequence[Part]" = ()) -> "list[Part]":
        parts = list(parts)
        for number in range(len(parts), count):
            before = front + sum(len(part.pages) for part in parts)
            parts.append(_part(press, copy.part(number + 1, before=before, digits=digits)))
        return parts

    digits = _digits(front + sum(sizes) // _A_PAGE)
    parts = upto(1, digits)
    likely = _digits(front + len(parts[0].pages) * sum(sizes) // sizes[0])
    parts = upto(len(sizes), likely, parts if likely == digits else ())
    digits = _digits(front + sum(len(part.pages) for part in parts))
    return digits, parts if likely == digits else upto(len(sizes), digits)


def _part(press: Press, data: str, template: str = "template.typ") -> "Part":
    from .join import Part

    return Part(press.make_apart(template, data))


def _digits(number: int) -> int:
    return len(str(number))
