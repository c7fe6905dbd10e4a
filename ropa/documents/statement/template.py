"""An organisation's own words around ours: templates/statement.md in its register, Markdown with placeholders, and nothing in it is code.

`{{ rights }}` alone on a line is a section of ours; `{{ rest }}` all that were not placed; `{{ controller.name }}` within a line a value. A heading
right above a section takes the place of the section's own, and goes with it where the section has nothing to say.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from ...errors import Failure
from ...i18n import LANGUAGES, Texts
from ...model.read import nearest
from ...source.folder import Trouble
from ..blocks import Block, Contents, Grid, Heading, Items, Notice, Para, Span, Text, Title, plain_text
from .items import SECTIONS
from .making import Making, near_of

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

FOLDER = "templates"
MOST = 200_000
"""Characters that a template may have: more is no privacy statement."""
REST, CONTENTS = "rest", "contents"

_PLACEHOLDER = re.compile(r"\{\{[ \t]*([^{}\n]*?)[ \t]*\}\}")


def _organisation(key: str) -> Callable[[Making], str]:
    return lambda making: getattr(making.controller, key, None) or ""


def _dpo(key: str) -> Callable[[Making], str]:
    return lambda making: getattr(making.audit.dpo, key, None) or ""


def _authority(making: Making) -> str:
    identity = making.register.organisation.authority if making.register.organisation else None
    return making.words.term("authority", identity) if identity else ""


VALUES: dict[str, Callable[[Making], str]] = {
    "controller.name": _organisation("name"),
    "controller.address": lambda making: making.address(making.controller.address if making.controller else None),
    "controller.email": _organisation("email"),
    "controller.phone": _organisation("phone"),
    "controller.website": _organisation("website"),
    "controller.contact": _organisation("contact"),
    "dpo.name": _dpo("name"),
    "dpo.email": _dpo("email"),
    "authority.name": _authority,
    "statement.version": lambda making: making.policy.version or "",
    "statement.dated": lambda making: making.words.date(making.policy.dated) if making.policy.dated else "",
    "subjects": lambda making: making.subjects(making.scope.subjects),
    "date": lambda making: making.words.date(making.audit.on),
}
"""The values that a template may name."""
KNOWN = (*SECTIONS, CONTENTS, REST, *VALUES)


def shown(name: str) -> str:
    """A placeholder as one writes it."""
    return f"{{{{ {name} }}}}"


class Place(NamedTuple):
    """A placeholder where it stands."""

    name: str
    line: int


class Template(NamedTuple):
    """A template as it was read: its Markdown, with marks in it for its placeholders."""

    file: str
    markdown: str
    places: Sequence[Place]
    mark: str
    """What a placeholder is while Markdown is read: a word that the text does not have, and its number. To Markdown a word is a word, in an address too."""


# -- finding and reading -----------------------------------------------------------------------------------------------------------------------------------


def names_for(subjects: Sequence[str], language: str) -> list[str]:
    """The names that a template may have, the nearest first: for one audience in a language, for that audience, in that language, for all."""
    audience = [f"statement.{subjects[0]}"] if len(subjects) == 1 else []
    return [name for stem in (*audience, "statement") for name in (f"{stem}.{language}.md", f"{stem}.md")]


def find_template(making: Making) -> tuple[Template | None, list[str]]:
    """The template for a statement, None where there is none; and files beside it that no statement would use. Raises Failure for one that is no good."""
    source = making.register.source
    try:
        here = dict(source.names())
        if FOLDER not in here:
            return None, []
        if not here[FOLDER]:
            raise _unreadable(making, FOLDER, Trouble("outside" if source.is_link(FOLDER) else "not-a-file"))
        present = [name for name, _ in source.names(FOLDER)]
    except OSError as error:
        raise _unreadable(making, FOLDER, Trouble("unreadable", error.strerror or "")) from error
    chosen = next((name for name in names_for(making.scope.subjects, making.words.language) if name in present), None)
    unused = [name for name in present if name.endswith((".md", ".markdown")) and not name.lower().startswith("readme") and not _is_used(making, name)]
    return (read_template(making, f"{FOLDER}/{chosen}") if chosen else None), unused


def _is_used(making: Making, name: str) -> bool:
    """Whether the name of a file is that of a template for any audience and language."""
    parts = name.split(".")
    if len(parts) > 2 and parts[-2] in LANGUAGES:
        del parts[-2]
    return parts[0] == "statement" and parts[-1] == "md" and (len(parts) == 2 or (len(parts) == 3 and parts[1] in making.audit.subject_facts))


def likely_names(making: Making) -> list[str]:
    """Names that templates may have here, for saying which one was meant."""
    stems = ["statement", *(f"statement.{people.category}" for activity in making.activities for people in activity.subjects or () if people.category)]
    return [name for stem in dict.fromkeys(stems) for name in (f"{stem}.md", *(f"{stem}.{language}.md" for language in LANGUAGES))]


def _unreadable(making: Making, file: str, trouble: Trouble) -> Failure:
    return Failure("template-unreadable", path=file, detail=trouble.detail if trouble.what == "unreadable" else making.say(f"trouble.{trouble.what}"))


def read_template(making: Making, file: str) -> Template:
    """Read a template and find its placeholders. Raises Failure where it cannot be read, or one of them is not known, not closed, or misplaced."""
    data = making.register.source.read(file)
    if isinstance(data, Trouble):
        raise _unreadable(making, file, data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable(making, file, Trouble("encoding")) from error
    if len(text) > MOST:
        raise _unreadable(making, file, Trouble("too-large"))
    return mark(file, text, making.words)


def mark(file: str, text: str, words: Texts) -> Template:
    """The template of a text: comments taken out, a mark in the place of each placeholder, and each section in a paragraph of its own."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    word = next(word for number in count() if (word := f"ropa{number}at") not in text)
    text = _without_comments(text)
    places: list[Place] = []
    sections: dict[str, int] = {}
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        alone = _PLACEHOLDER.fullmatch(line.strip())

        def take(found: re.Match[str], number: int = number, alone: bool = alone is not None) -> str:
            name = found[1]
            if name not in KNOWN:
                raise Failure("template-unknown", path=file, line=number, value=name, near=near_of(words, nearest(name, KNOWN)), known=", ".join(KNOWN))
            if name not in VALUES:
                if not alone:
                    raise Failure("template-alone", path=file, line=number, value=shown(name))
                if name in sections:
                    raise Failure("template-twice", path=file, line=number, value=shown(name), first=sections[name])
                sections[name] = number
            places.append(Place(name, number))
            return f"{word}{len(places) - 1}x"

        marked = _PLACEHOLDER.sub(take, line)
        if "{{" in marked.replace("\\{", ""):
            raise Failure("template-unclosed", path=file, line=number, open="{{", shut="}}")
        lines.append(f"\n{marked.strip()}\n" if alone and places[-1].name not in VALUES else marked)
    return Template(file, "\n".join(lines), places, word)


def _without_comments(text: str) -> str:
    """The text without what stands between <!-- and -->, with as many lines."""
    parts = []
    start = 0
    while (opened := text.find("<!--", start)) >= 0 and (closed := text.find("-->", opened + 4)) >= 0:
        parts += [text[start:opened], "\n" * text.count("\n", opened, closed)]
        start = closed + 3
    return "".join([*parts, text[start:]])


# -- filling in --------------------------------------------------------------------------------------------------------------------------------------------


class Filled(NamedTuple):
    """A template filled in: the blocks, the sections left out of it that have something to say, and the values that the register does not have."""

    blocks: list[Block]
    left_out: list[str]
    empty: list[Place]


def fill(making: Making, template: Template, sections: Mapping[str, list[Block]], head: Callable[[str, Sequence[Block]], list[Block]]) -> Filled:
    """The template with our sections in their places; `head` puts a section under its own heading."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    values = {place.name: VALUES[place.name](making) for place in template.places if place.name in VALUES}
    reader = _Reader(template, values)
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(template.markdown)
    placed = [place.name for place in template.places if place.name not in VALUES]
    rest = [name for name in sections if name not in placed]
    blocks: list[Block] = []
    found: set[str] = set()
    for block in reader.blocks(SyntaxTreeNode(tokens).children):
        if not isinstance(block, Place):
            blocks.append(block)
            continue
        found.add(block.name)
        if block.name == CONTENTS:
            blocks.append(Contents(making.say("contents"), 1))
        elif block.name == REST:
            blocks += [each for name in rest for each in head(name, sections[name])]
        else:
            _place(blocks, block.name, sections.get(block.name, []), head)
    for place in template.places:
        if place.name not in VALUES and place.name not in found:  # in a block of code, or the like
            raise Failure("template-alone", path=template.file, line=place.line, value=shown(place.name))
    left_out = [] if REST in placed else rest
    return Filled(blocks, left_out, [place for place in template.places if place.name in values and not values[place.name]])


def _place(blocks: list[Block], name: str, body: list[Block], head: Callable[[str, Sequence[Block]], list[Block]]) -> None:
    """Put a section in its place: under a heading of the template that is right above it, or that is called as ours; else under its own."""
    at = next((place for place in range(len(blocks) - 1, -1, -1) if isinstance(blocks[place], Heading)), None)
    above = blocks[at] if at is not None else None
    if at is None or not isinstance(above, Heading) or above.anchor:
        blocks += head(name, body) if body else []
        return
    own, *_ = head(name, body)
    near, alike = at == len(blocks) - 1, isinstance(own, Heading) and own.text.casefold() == above.text.strip().casefold()
    if not body:
        del blocks[at if near else len(blocks) :]
    elif near or alike:
        blocks[at] = above._replace(anchor=name)
        blocks += [each._replace(level=each.level + above.level - 1) if isinstance(each, Heading) else each for each in body]
    else:
        blocks += head(name, body)


class _Reader:
    """Markdown as blocks, with the values in their places."""

    def __init__(self, template: Template, values: Mapping[str, str]) -> None:
        self._template = template
        self._values = values
        self._marked = re.compile(f"{template.mark}(\\d+)x")
        self._titled = False

    def blocks(self, nodes: "Sequence[SyntaxTreeNode]") -> "Iterator[Block | Place]":
        for node in nodes:
            match node.type:
                case "heading":
                    yield self._heading(node)
                case "paragraph":
                    section = self._marked.fullmatch(node.children[0].content)
                    place = self._template.places[int(section[1])] if section else None
                    yield place if place is not None and place.name not in self._values else Para(self._rich(node))
                case "bullet_list" | "ordered_list":
                    yield self._items(node)
                case "blockquote":
                    yield Notice("info", "", list(self._texts(node)))
                case "table":
                    yield self._grid(node)
                case "fence" | "code_block":
                    yield Para(self._filled(node.content.rstrip("\n")))

    def _heading(self, node: "SyntaxTreeNode") -> Block:
        level, text = int(node.tag[1:]), plain_text(self._rich(node))
        if level == 1 and not self._titled:
            self._titled = True
            return Title(text)
        return Heading(text, max(level - 1, 1))

    def _items(self, node: "SyntaxTreeNode") -> Items:
        found: list[Text | Items] = []
        for item in node.children:
            text: tuple[Span | str, ...] = ()
            inner: list[Items] = []
            for child in item.children:
                if child.type in ("bullet_list", "ordered_list"):
                    inner.append(self._items(child))
                else:
                    for part in self._texts_of(child):
                        text = (*text, *(["\n"] if text else []), *((part,) if isinstance(part, str) else part))
            found += [text, *inner]
        return Items(found, node.type == "ordered_list")

    def _grid(self, node: "SyntaxTreeNode") -> Grid:
        rows = [[self._rich(cell) for cell in row.children] for part in node.children for row in part.children]
        head = [plain_text(cell) for cell in rows[0]]
        return Grid(head, [(row + [""] * len(head))[: len(head)] for row in rows[1:]], [1] * len(head))

    def _texts(self, node: "SyntaxTreeNode") -> Iterator[Text]:
        """The paragraphs in a block that can hold no other blocks of ours."""
        for child in node.children:
            yield from self._texts_of(child)

    def _texts_of(self, node: "SyntaxTreeNode") -> Iterator[Text]:
        if node.type in ("paragraph", "heading"):
            yield self._rich(node)
        elif node.type in ("fence", "code_block"):
            yield self._filled(node.content.rstrip("\n"))
        elif node.type in ("th", "td"):
            yield self._rich(node)
        elif node.type != "inline":
            yield from self._texts(node)

    def _rich(self, node: "SyntaxTreeNode") -> tuple[Span | str, ...]:
        return tuple(span for child in node.children if child.type == "inline" for span in self._spans(child, "", ""))

    def _spans(self, node: "SyntaxTreeNode", style: str, to: str) -> Iterator[Span]:
        for child in node.children:
            match child.type:
                case "softbreak":
                    yield Span(" ", style, to)
                case "hardbreak":
                    yield Span("\n", style, to)
                case "strong" | "em":
                    yield from self._spans(child, child.type, to)
                case "link":
                    yield from self._spans(child, style, self._address(str(child.attrs.get("href", ""))))
                case "image":
                    yield Span(self._filled(child.content), style, to)
                case _:
                    yield from self._values_in(child.content, style, to)

    def _values_in(self, text: str, style: str, to: str) -> Iterator[Span]:
        """A text with the values in it; an address can be clicked on."""
        last = 0
        for found in self._marked.finditer(text):
            if found.start() > last:
                yield Span(text[last : found.start()], style, to)
            last = found.end()
            name = self._template.places[int(found[1])].name
            value = self._values.get(name, "")
            own = f"mailto:{value}" if name.endswith(".email") else value if name.endswith(".website") else ""
            if value:
                yield Span(value, style, to or own)
        if last < len(text):
            yield Span(text[last:], style, to)

    def _filled(self, text: str) -> str:
        return self._marked.sub(lambda found: self._values.get(self._template.places[int(found[1])].name, ""), text)

    def _address(self, address: str) -> str:
        """An address with the values in it; where a value is not all of it, as what an address may hold."""
        if found := self._marked.fullmatch(address):
            return self._values.get(self._template.places[int(found[1])].name, "")

        def value(found: re.Match[str]) -> str:
            return quote(self._values.get(self._template.places[int(found[1])].name, ""), safe="@.+-_")

        return self._marked.sub(value, address)
