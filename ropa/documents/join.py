"""PDFs that Typst made of the parts of a document, joined to one.

They are read as Typst writes them and no otherwise: numbered objects, one after another, none packed in another. So a part is copied object by object, with new
numbers, and never stands in memory as more than its bytes; what holds for the whole (the tree of the structure, the bookmarks, the names) is written anew. A
library that reads any PDF (qpdf in pikepdf) takes as much memory for this as setting the parts, and brings more than all else that ropa needs. What is not as
expected raises ValueError: that is a bug, found by the tests when Typst changes.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from typing import NamedTuple

SCHEME = "ropa:"
"""How a link within the document is written in a part: the number of the heading follows. No address in a register may begin so."""
LABEL = "n"
"""How the anchor of a heading is called in a part: its number follows."""


class Entry(NamedTuple):
    """A heading that something leads to: its anchor, what it says, its level, whether the bookmarks name it, and its page."""

    anchor: str
    text: str
    level: int
    listed: bool
    page: int


class Part:
    """A PDF as Typst made it, by its objects; those that hold for a whole document found."""

    def __init__(self, data: bytes) -> None:
        """Read where everything is. Raises ValueError where it is not as Typst writes it."""
        self._data = data
        begin = int(data[data.rindex(b"startxref") + len("startxref") :].split(None, 1)[0])
        table = re.compile(rb"xref\n0 (\d+)\n").match(data, begin)
        if not table:
            raise ValueError("no table of objects")
        end = table.end() + 20 * int(table[1])
        self._places = [*(int(data[place : place + 10]) for place in range(table.end(), end, 20)), begin]
        trailer = data[end:]
        self.ids = re.findall(rb"\(([^()]*)\)", _found(rb"/ID\[(.*?)\]", trailer))
        self.root, self.info = (int(_found(rb"/%s (\d+) 0 R" % name, trailer)) for name in (b"Root", b"Info"))
        catalog = self[self.root]
        self.metadata, self.kinds, self.tree, self.book = (
            int(_found(rb"/%s (\d+) 0 R" % name, catalog)) for name in (b"Metadata", b"Pages", b"StructTreeRoot", b"Outlines")
        )
        self.intents = _numbers(_found(rb"/OutputIntents (\d+ 0 R)", catalog))
        self.pages = _numbers(_found(rb"/Kids\[([^\]]*)\]", self[self.kinds]))
        named = re.findall(rb"\(%s(\d+)\)(\d+) 0 R" % LABEL.encode(), _found(rb"/Dests<</Names\[([^\]]*)\]|$", catalog))
        self.dests = {int(label): int(number) for label, number in named}
        # the names of files are between brackets that nothing in them can close: what follows the last of them is known
        held = re.search(rb"/EmbeddedFiles<</Names\[(.*)\]>>>>/AF\[([\d R]*)\]>>$", catalog, re.DOTALL)
        self.held, self.files = (held[1], _numbers(held[2])) if held else (b"", [])
        self._read_tree()

    def _read_tree(self) -> None:
        root = self[self.tree]
        self.roles = _found(rb"(/RoleMap<<[^<>]*>>|)/K", root)
        (self.document,) = _numbers(_found(rb"/K\[([^\]]*)\]", root))
        self.sections = _numbers(_found(rb"/K\[([^\]]*)\]", self[self.document]))
        parents = re.findall(rb"(\d+) (\d+) 0 R", _found(rb"/ParentTree<</Nums\[([^\]]*)\]", root))
        self.parents = [(int(key), int(number)) for key, number in parents]
        self.keys = int(_found(rb"/ParentTreeNextKey (\d+)", root))
        self.cells = [(name, int(number)) for name, number in re.findall(rb"\((\w+)\)(\d+) 0 R", _found(rb"/IDTree<</Names\[([^\]]*)\]|$", root))]

    def __len__(self) -> int:
        """How many objects there are, counted from 1, and one more."""
        return len(self._places) - 1

    def __getitem__(self, number: int) -> bytes:
        """What an object says."""
        body = self._data[self._places[number] : self._places[number + 1]]
        begin, end = b"%d 0 obj\n" % number, body.rfind(b"\nendobj\n")
        if not body.startswith(begin) or end < 0:
            raise ValueError(f"no object {number}")
        return body[len(begin) : end]

    def begin_of(self, number: int) -> bytes:
        """The first of what it says, to tell what it is."""
        begin = self._places[number] + len(b"%d 0 obj\n" % number)
        return self._data[begin : begin + 100]

    def page_of(self, number: int) -> int:
        """The page, counted from 0, of a place that something leads to."""
        return self.pages.index(int(_found(rb"\[(\d+) 0 R/XYZ", self[number])))


def _found(pattern: bytes, data: bytes) -> bytes:
    """The first group of what is found; b"" where the pattern allows for nothing. Raises ValueError."""
    found = re.search(pattern, data)
    if not found:
        raise ValueError(f"not there: {pattern!r}")
    return found[1] or b""


def _numbers(references: bytes) -> list[int]:
    return [int(each) for each in re.findall(rb"(\d+) 0 R", references)]


# -- writing -----------------------------------------------------------------------------------------------------------------------------------------------

_CATALOG, _INFO, _METADATA, _PAGES, _TREE, _DOCUMENT, _BOOK, _TOTAL, _FIRST = range(1, 10)
"""The numbers of what holds for the whole; from the last on stand the places of headings, then bookmarks, then what the parts hold."""
_NUMBER = re.compile(rb"(\d+) 0 R|(/StructParents? )(\d+)")
_TOKEN = re.compile(
    _NUMBER.pattern
    + rb"|/A<</Type/Action/S/URI/URI\(%s(?P<to>\d+)\)>>|/Contents\(%s(?P<told>\d+)\)" % (SCHEME.encode(), SCHEME.encode())
    + rb"|(?P<cells>/ID|/Headers\[)(?P<names>(?:\(U\d+x\d+y\d+\))+)"
    + rb"|\\.|[()]",  # text is between brackets: nothing in it is looked at
    re.DOTALL,
)
_STREAM = re.compile(rb"<</Length (\d+)")


def join(parts: Sequence[Part], total: Part, entries: Sequence[Entry]) -> bytes:
    """One PDF of the parts of a document. What the first says of the whole holds; in the others the first heading only stands in for those before it.

    The first page of `total` is put wherever a part has a picture in the place of the number of all pages; and it has a link, which shows how one is described.
    """
    described = _found(
        rb"/Contents\((\w+, \w+ )\d+\)", b"".join(total[number] for number in range(1, len(total)) if total[number].startswith(b"<</Type/Annot"))
    )
    out = _Out(entries, described)
    out.place_total(total)
    for count, part in enumerate(parts):
        out.copy(part, count)
    return out.finish(parts)


class _Out:
    """The PDF that is written."""

    def __init__(self, entries: Sequence[Entry], described: bytes) -> None:
        self._entries, self._described = entries, described
        self._file = BytesIO()
        self._file.write(b"%PDF-1.7\n%\x80\x80\x80\x80\n\n")
        self._places: dict[int, int] = {}
        self._next = _FIRST + len(entries) + sum(each.listed for each in entries)
        self._keys = 0
        self._pages: list[int] = []
        self._sections: list[int] = []
        self._parents: list[tuple[int, int]] = []
        self._cells: list[tuple[bytes, int]] = []
        self._begun = b""
        self._held: list[bytes] = []
        self._files: list[int] = []

    def _write(self, number: int, *body: bytes) -> None:
        self._places[number] = self._file.tell()
        self._file.write(b"%d 0 obj\n" % number)
        self._file.writelines(body)
        self._file.write(b"\nendobj\n")

    # -- the parts

    def place_total(self, total: Part) -> None:
        """The number of all pages, as a drawing of the size of a picture."""
        page = total[total.pages[0]]
        wide, high = _found(rb"/MediaBox\[0 0 ([\d. ]+)\]", page).split()
        resources, contents = (int(_found(rb"/%s (\d+) 0 R" % name, page)) for name in (b"Resources", b"Contents"))
        new: dict[int, int] = {}
        waiting = [resources]
        while waiting:
            number = waiting.pop()
            if number not in new:
                new[number], self._next = self._next, self._next + 1
                waiting += _numbers(_head(total[number]))
        for number in new:
            self._write(new[number], self._renewed(total[number], new, 0))
        size = b"/Matrix[%.9f 0 0 %.9f 0 0]/BBox[0 0 %s %s]" % (1 / float(wide), 1 / float(high), wide, high)
        drawn = b"/Type/XObject/Subtype/Form%s/Resources %d 0 R>>\nstream\n" % (size, new[resources])
        self._write(_TOTAL, total[contents].replace(b">>\nstream\n", drawn, 1))

    def copy(self, part: Part, count: int) -> None:
        """The objects of a part, under new numbers."""
        new = self._numbered(part, first=not count)
        for number in range(1, len(part)):
            if new.get(number, 0) >= _FIRST and new[number] not in self._places:  # else a heading of which there is another
                self._write(new[number], self._renewed(part[number], new, count))
        if not count:
            self._begun = self._renewed(part[part.root], new, count)
            self._write(_INFO, part[part.info])
        self._held.append(self._renewed(part.held, new, count))
        self._files += [new[number] for number in part.files]
        self._pages += [new[number] for number in part.pages]
        self._sections += [new[number] for number in part.sections if number in new]
        self._parents += [(self._keys + key, new[number]) for key, number in part.parents]
        self._cells += [(_cell(name, count), new[number]) for name, number in part.cells]
        self._keys += part.keys

    def _numbered(self, part: Part, *, first: bool) -> Mapping[int, int]:
        """The new numbers of the objects of a part; none of what holds for a whole and is written otherwise."""
        whole = {part.root, part.info, part.metadata, part.tree, part.document, part.book, part.kinds}
        if not first:
            (intent,) = _numbers(part[part.intents[0]])
            whole |= {*part.intents, intent}
            if not part[part.sections[0]].endswith(b"/K[]>>"):
                raise ValueError("the first heading stands for nothing")
            whole.add(part.sections[0])
        new = {part.kinds: _PAGES, part.document: _DOCUMENT, part.tree: _TREE}
        if first:
            new |= {part.root: _CATALOG, part.info: _INFO, part.metadata: _METADATA, part.book: _BOOK}
        for label, number in part.dests.items():
            new[number] = _FIRST + label
        for number in range(1, len(part)):
            if number in whole or number in new:
                continue
            begin = part.begin_of(number)
            if begin.startswith(b"<</Parent "):  # a bookmark
                continue
            if begin.startswith(b"<</Length ") and b"/Subtype/Image/" in begin and b"/Width 1/Height 1/" in begin:
                new[number] = _TOTAL
                continue
            new[number], self._next = self._next, self._next + 1
        return new

    def _renewed(self, body: bytes, new: Mapping[int, int], count: int) -> bytes:
        """What an object says, with the new numbers of what it names."""

        def number_of(found: re.Match[bytes]) -> bytes:
            return b"%d 0 R" % new[int(found[1])] if found[1] else b"%s%d" % (found[2], self._keys + int(found[3]))

        head = _head(body)
        if b"(" not in head:
            return _NUMBER.sub(number_of, head) + body[len(head) :]
        pieces: list[bytes] = []
        place = depth = 0
        for token in _TOKEN.finditer(head):
            if token[0] == b"(":
                depth += 1
            elif token[0] == b")":
                depth -= 1
            elif not depth:
                pieces += (head[place : token.start()], number_of(token) if token[1] or token[2] else self._named(token, count))
                place = token.end()
        return b"".join((*pieces, head[place:], body[len(head) :]))

    def _named(self, token: re.Match[bytes], count: int) -> bytes:
        """A link to a heading, how it is described, or the names of heads of a table."""
        if token["to"]:
            return b"/Dest %d 0 R" % (_FIRST + int(token["to"]))
        if token["told"]:
            return b"/Contents(%s%d)" % (self._described, self._entries[int(token["told"])].page)
        return token["cells"] + b"".join(b"(%s)" % _cell(name, count) for name in re.findall(rb"\w+", token["names"]))

    # -- the whole

    def _catalog(self) -> Iterator[bytes]:
        """What a reader opens first: with the places of all parts by their names, and the files that travel in them."""
        named = sorted((each.anchor.encode(), _FIRST + number) for number, each in enumerate(self._entries))
        begin, found, _ = self._begun.partition(b"/Names<<")
        yield begin if found else begin[: -len(b">>")]
        yield b"/Names<</Dests<</Names[%s]>>" % b"".join(b"%s%d 0 R" % (_name(name), number) for name, number in named)
        if self._files:
            yield b"/EmbeddedFiles<</Names[%s]>>>>/AF[%s]>>" % (b"".join(self._held), _references(self._files))
        else:
            yield b">>>>"

    def finish(self, parts: Sequence[Part]) -> bytes:
        """What holds for the whole, and the bytes of it all."""
        first = parts[0]
        identity = b64encode(sha256(b" ".join(part.ids[1] for part in parts)).digest()[:16])
        self._write(_CATALOG, *self._catalog())
        self._write(_METADATA, *self._metadata(first, identity))
        self._write(_PAGES, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(self._pages), _references(self._pages)))
        self._write(_DOCUMENT, b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (_TREE, _references(self._sections)))
        parents = b" ".join(b"%d %d 0 R" % each for each in self._parents)
        cells = b"".join(b"(%s)%d 0 R" % each for each in sorted(self._cells))
        tree = b"/K[%d 0 R]/ParentTree<</Nums[%s]>>/IDTree<</Names[%s]>>/ParentTreeNextKey %d" % (_DOCUMENT, parents, cells, self._keys)
        self._write(_TREE, b"<</Type/StructTreeRoot", first.roles, tree, b">>")
        self._write_bookmarks()
        begin, size = self._file.tell(), max(self._places) + 1
        if len(self._places) != size - 1:
            raise ValueError("an object is missing")
        table = b"".join(b"%010d 00000 n\r\n" % self._places[number] for number in range(1, size))
        ends = b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[(%s)(%s)]>>\nstartxref\n%d\n%%%%EOF" % (size, _CATALOG, _INFO, first.ids[0], identity, begin)
        self._file.writelines((b"xref\n0 %d\n0000000000 65535 f\r\n" % size, table, ends))
        return self._file.getvalue()

    def _metadata(self, part: Part, identity: bytes) -> Iterator[bytes]:
        body = part[part.metadata]
        head = _head(body)
        text = body[len(head) :].replace(part.ids[1], identity)
        text = re.sub(rb"(?<=<xmpTPg:NPages>)\d+", b"%d" % len(self._pages), text, count=1)
        yield re.sub(rb"(?<=/Length )\d+", b"%d" % (len(text) - len(b"\nstream\n\nendstream")), head, count=1)
        yield text

    def _write_bookmarks(self) -> None:
        """The bookmarks: a tree of the headings, closed, each below the last one of a lower level."""
        begin = _FIRST + len(self._entries)
        marks = [(entry, _FIRST + number) for number, entry in enumerate(self._entries) if entry.listed]
        above: list[tuple[int, int]] = [(0, _BOOK)]
        below: dict[int, list[int]] = {_BOOK: []}
        for number, (entry, _) in enumerate(marks, begin):
            while above[-1][0] >= entry.level:
                above.pop()
            below[above[-1][1]].append(number)
            below[number] = []
            above.append((entry.level, number))
        top = below.pop(_BOOK)
        self._write(_BOOK, b"<</Type/Outlines%s>>" % (b"/First %d 0 R/Last %d 0 R/Count %d" % (top[0], top[-1], len(top)) if top else b""))
        for parent, children in ((_BOOK, top), *below.items()):
            for before, number, after in zip((0, *children), children, (*children[1:], 0), strict=False):
                entry, place = marks[number - begin]
                own = below[number]
                links = b"".join(b"/%s %d 0 R" % each for each in ((b"Next", after), (b"Prev", before)) if each[1])
                inside = b"/First %d 0 R/Last %d 0 R/Count %d" % (own[0], own[-1], -len(own)) if own else b""
                self._write(number, b"<</Parent %d 0 R%s%s/Title%s/Dest %d 0 R>>" % (parent, links, inside, _text(entry.text), place))


def _head(body: bytes) -> bytes:
    """What an object says without its stream."""
    packed = _STREAM.match(body)
    end = len(body) - int(packed[1]) - len(b"\nstream\n\nendstream") if packed else len(body)
    if packed and not body[end:].startswith(b"\nstream\n"):
        raise ValueError("a stream of another length")
    return body[:end]


def _cell(name: bytes, count: int) -> bytes:
    """The name of a head of a table, which is to be unique in the document."""
    return b"%sp%d" % (name, count)


def _references(numbers: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


def _name(name: bytes) -> bytes:
    return b"(%s)" % re.sub(rb"[\\()]", rb"\\\g<0>", name) if name.isascii() and name.decode().isprintable() else b"<%s>" % name.hex().upper().encode()


def _text(text: str) -> bytes:
    return _name(text.encode() if text.isascii() and text.isprintable() else b"\xfe\xff" + text.encode("utf-16-be"))
