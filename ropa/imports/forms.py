"""A sheet that is one record: sections whose names stand in the first column, rows with a label, and columns named in the row of the section."""

from typing import Any, NamedTuple

from ..said.values import parse_mechanism
from .activity import ActivityRow
from .build import Desk, Group
from .cells import Content, Value, document_of, value_of
from .drafts import Draft, Entry, Said, SheetCount, put
from .files.sheets import Sheet
from .grid import cell_at
from .headings import plain_words
from .keys import field_of
from .layouts import Layout, is_own_text
from .parties import name_key
from .quick import is_none, is_unfilled, parse_country, parse_yes_no, read_terms, split_values


class Line(NamedTuple):
    """A row of a section: its label, and its cells by what the form calls their column; "" for a cell under no heading."""

    label: str
    cells: dict[str, Content]


def read_form(sheet: Sheet, layout: Layout, desk: Desk) -> SheetCount:
    """Make a draft of a form. One on which nothing but numbers is filled in makes none."""
    count = SheetCount(sheet=sheet.name, kind=layout.kind, layout=layout.name)
    desk.outcome.sheets.append(count)
    form = _Form(sheet, layout, desk)
    if not form.name:
        count.skipped = "blank-form"
        form.leave_all()
        return count
    count.rows = 1
    count.records.append(form.make().reference)
    return count


class _Form:
    """One sheet."""

    def __init__(self, sheet: Sheet, layout: Layout, desk: Desk) -> None:
        self.sheet, self.layout, self.desk, self.form = sheet, layout, desk, layout.form
        self.sections: dict[str, list[Line]] = {}
        self.loose: list[Said] = []
        """Filled cells outside every section."""
        self._read()
        fields = dict(self._fields())
        self.name = fields["name"].text.strip() if "name" in fields else ""
        self.reference = fields["reference"].text.strip() if "reference" in fields else ""

    def _read(self) -> None:
        """Sort the cells into sections."""
        known = {plain_words(name): kind for name, kind in self.form["sections"].items()}
        columns = {plain_words(name): key for name, key in [*self.form["contact"].items(), *self.form["columns"].items()]}
        contact = {plain_words(name): key for name, key in self.form["contact"].items()}
        kind = ""
        heads: dict[int, str] = {}
        for number, line in enumerate(self.sheet.rows):
            first = cell_at(self.sheet, number, 0)
            if first is not None and (section := known.get(plain_words(first.text))):
                kind = section
                named = contact if kind == "actors" else columns
                heads = {
                    place: named.get(plain_words(cell.text), "")
                    for place, cell in enumerate(line)
                    if place and cell.text.strip() and not self._is_own(cell.text)
                }
                self.loose += [self._said(number, place, "") for place, key in heads.items() if not key]
                continue
            cells: dict[str, Content] = {}
            for place, cell in enumerate(line):
                if not place or not cell.text.strip() or self._is_own(cell.text):
                    continue
                head = heads.get(place, "") if heads else ""
                said = self._said(number, place, first.text if first else "")
                if first is None or not kind or (heads and not head) or head in cells or (not heads and cells):
                    self.loose.append(said)
                else:
                    cells[head] = Content(said, cell.value, cell.text, head)
            if first is not None and kind and (cells or self._is_label(first.text)):
                self.sections.setdefault(kind, []).append(Line(first.text.strip(), cells))
            elif first is not None and not self._is_own(first.text):
                self.loose.append(self._said(number, 0, ""))

    def _is_own(self, text: str) -> bool:
        return is_own_text(self.layout, text) or text.strip() in self.form["unfilled"]

    def _is_label(self, text: str) -> bool:
        """Whether a text in the first column is a label of the form, and not somebody's own words."""
        labels = [*self.form["rows"], *self.form["fields"], *self.form["actors"], *self.form["data"], *self.form["terms"]]
        return any(_begins(plain_words(text), plain_words(label)) for label in labels)

    def _said(self, row: int, column: int, label: str) -> Said:
        cell = cell_at(self.sheet, row, column)
        return Said(self.sheet.address(row, column), label.strip(), cell.text if cell else "")

    def _fields(self) -> list[tuple[str, Content]]:
        named = {plain_words(label): key for label, key in self.form["fields"].items()}
        lines = self.sections.get("fields", ())
        return [(named.get(plain_words(line.label), ""), content) for line in lines for content in line.cells.values()]

    def leave_all(self) -> None:
        """Report the cells of a form that has no name; they are kept in the notes of the register."""
        draft = self.desk.parties.draft("register", "", self.sheet.name)
        contents = [content.said for lines in self.sections.values() for line in lines for content in line.cells.values()]
        for said in [*contents, *self.loose]:
            draft.kept.append(said)
            self.desk.outcome.entries.append(Entry(self.sheet.name, said, "blank-form", "register"))

    # -- the record ------------------------------------------------------------------------------------------------------------------------------

    def make(self) -> Draft:
        """The draft of the form."""
        identity = self.desk.parties.find_or_make("activity", self.name, self.sheet.name)
        draft = self.desk.parties.draft("activity", identity, self.sheet.name)
        draft.data.setdefault("name", self.name)
        if self.reference:
            self.desk.parties.call("activity", self.reference, identity)
        self.group = Group(draft, self.sheet.name, self.desk.outcome, False)
        self.language = "fr"
        self.row = ActivityRow(self.group, self.desk, self.language, {})
        self.row.linked = {}
        self.row.part = draft.data
        for key, content in self._fields():
            self._field(key, content)
        for kind, lines in self.sections.items():
            for line in lines:
                contents = {key: content for key, content in line.cells.items() if not self._unfilled(content)}
                if contents and kind != "fields":
                    getattr(self, f"_{kind}")(line.label, contents)
        for said in self.loose:
            if said.text.strip() != self.reference:
                self.group.leave(said, "unknown-heading")
        return draft

    def _unfilled(self, content: Content) -> bool:
        if is_unfilled(content.text):
            self.group.leave(content.said, "unfilled", keep=False)
            return True
        return False

    def _field(self, key: str, content: Content) -> None:
        if not key:
            self.group.leave(content.said, "unknown-heading")
        elif key == "reference":
            self.group.leave(content.said, "reference")
        elif key != "name":
            self.row.settle(content, (key,), value_of(field_of("activity", key), content, self.language))

    def _purposes(self, label: str, contents: dict[str, Content]) -> None:
        for content in contents.values():
            self.row.place(("purposes",), [{"purpose": text} for text in split_values(content.text, commas=False)])

    def _data(self, label: str, contents: dict[str, Content]) -> None:
        """A category of data: what is processed of it, and how long it is kept. “No” says that it is not processed."""
        description = contents.get("description")
        if description is not None and (is_none(description.text) or parse_yes_no(description.text).value is False):
            for content in contents.values():
                self.group.leave(content.said, "no-field")
            return
        category = self._category(label, next(iter(contents.values())))
        if not category:
            for content in contents.values():
                self.group.leave(content.said, "not-understood")
            return
        element: dict[str, Any] = {"category": category}
        if description is not None and parse_yes_no(description.text).value is None:
            element["items"] = split_values(description.text)
        if (period := contents.get("retention")) is not None:
            found = value_of(field_of("activity", "retention"), period, self.language)
            if found.value is not None:
                element["retention"] = found.value
            if found.value is None or found.rest:
                self.group.leave(period.said, "partly" if found.value is not None else "not-understood", found.suggestion)
        self._rest(contents, ("description", "retention", ""))
        self.row.place(("data",), [element])

    def _category(self, label: str, content: Content) -> str:
        words = plain_words(label)
        for name, category in self.form["data"].items():
            if _begins(words, plain_words(name)):
                return str(category)
        name = next((str(term) for start, term in self.form["terms"].items() if _begins(words, plain_words(start))), label)
        known = [piece.value for piece in read_terms("data-category", name, self.language)]
        if len(known) == 1 and known[0]:
            return known[0]
        return self.desk.terms.find("data-category", name) or self.desk.terms.make("data-category", name, content.said, self.sheet.name)

    def _subjects(self, label: str, contents: dict[str, Content]) -> None:
        content = contents.get("description")
        if content is None:
            self._rest(contents, ())
            return
        found, rest = self.row.terms(content, "data-subject")
        subjects = [{"category": identity, **({"description": aside} if aside else {})} for identity, aside in found]
        if (details := contents.get("details")) is not None:
            if len(subjects) == 1 and "description" not in subjects[0]:
                subjects[0]["description"] = details.text.strip()
            else:
                self.group.leave(details.said, "which-one")
        self.row.settle(content, ("subjects",), Value(subjects or None, rest))
        self._rest(contents, ("description", "details"))

    def _recipients(self, label: str, contents: dict[str, Content]) -> None:
        """A recipient: its kind, and who it is."""
        kind, details = contents.get("type"), contents.get("details")
        what = next((str(each) for name, each in self.form["types"].items() if kind and _begins(plain_words(kind.text), plain_words(name))), "")
        named = details or kind
        if named is None:
            self._rest(contents, ())
            return
        key = "processors" if what == "processor" else "recipients"
        names = self.row.names(named)
        before = set(self.row.linked.get(key, ()))
        self.row.parties(named._replace(key=key))
        for identity in [each for each in self.row.linked.get(key, ()) if each not in before]:
            draft = self.desk.parties.draft("processor" if key == "processors" else "recipient", identity, self.sheet.name)
            if self.desk.parties.record(draft.kind, identity) is None and draft.kind == "recipient":
                if what == "internal":
                    draft.data.setdefault("internal_recipient", True)
                elif kind is not None and details is not None:
                    draft.data.setdefault("category", kind.text.strip())
        if kind is not None and details is not None and not what and not names:
            self.group.leave(kind.said, "not-understood")
        self._rest(contents, ("type", "details"))

    def _measures(self, label: str, contents: dict[str, Content]) -> None:
        """A kind of measure, and how it is done."""
        kind, details = contents.get("type"), contents.get("details")
        named = kind or details
        if named is None:
            self._rest(contents, ())
            return
        before = list(self.row.part.get("measures", []))
        self.row.measures(named)
        made = [each for each in self.row.part.get("measures", []) if each not in before]
        if kind is not None and details is not None:
            draft = self.desk.parties.draft("measure", made[0], self.sheet.name) if len(made) == 1 else None
            record = self.desk.parties.record("measure", made[0]) if made else None
            text = details.text.strip()
            if draft is None or (draft.data.get("description") or (record and record.description) or text) != text:
                self.group.leave(details.said, "which-one")
            else:
                draft.data["description"] = text
        self._rest(contents, ("type", "details"))

    def _transfers(self, label: str, contents: dict[str, Content]) -> None:
        """A transfer: to whom, to which country, on what it rests and where that is written down."""
        named = contents.get("name")
        if named is None or len(self.row.names(named)) != 1:
            self._rest(contents, ())
            return
        name = self.row.names(named)[0]
        kind = "processor" if not self.desk.parties.find("recipient", name) and self.desk.parties.find("processor", name) else "recipient"
        self.row.parties(named._replace(key=f"{kind}s"))
        identity = self.desk.parties.find(kind, name)
        if not identity:
            self._rest(contents, ("name",))
            return
        draft = self.desk.parties.draft(kind, identity, self.sheet.name)
        code = self._country(draft, contents.get("country"))
        safeguard: dict[str, Any] = {}
        if (content := contents.get("safeguard")) is not None:
            read = parse_mechanism(content.text, self.language)
            if read.value and len(read.value) == 1:
                safeguard["mechanism"] = read.value[0]
            if not safeguard or read.rest:
                self.group.leave(content.said, "partly" if safeguard else "not-understood", read.suggestion)
        if (content := contents.get("document")) is not None:
            safeguard["document"] = document_of(content.text)
        if safeguard:
            safeguard.update({"countries": [code]} if code else {})
            listed = draft.data.setdefault("safeguards", [])
            if safeguard not in listed:
                listed.append(safeguard)
        self._rest(contents, ("name", "country", "safeguard", "document"))

    def _country(self, draft: Draft, content: Content | None) -> str:
        if content is None:
            return ""
        codes = parse_country(content.text, self.language).value or []
        said = draft.data.get("country") or getattr(self.desk.parties.record(draft.kind, draft.identity), "country", None)
        if len(codes) != 1 or said not in (None, codes[0]):
            self.group.leave(content.said, "contradicts" if len(codes) == 1 else "not-understood")
            return codes[0] if len(codes) == 1 else ""
        draft.data["country"] = codes[0]
        return codes[0]

    # -- the organisation --------------------------------------------------------------------------------------------------------------------------

    def _actors(self, label: str, contents: dict[str, Content]) -> None:
        """Who is responsible: the register says it already, or it is filled in; another one is kept as it was said."""
        words = plain_words(label)
        who = next((str(key) for name, key in self.form["actors"].items() if _begins(words, plain_words(name))), "")
        match who:
            case "joint_controllers" if "name" in contents:
                self.row.parties(contents["name"]._replace(key="joint_controllers"))
                for identity in self.row.linked.get("joint_controllers", ())[-1:]:
                    self._contact(contents, self.desk.parties.draft("recipient", identity, self.sheet.name), (), ("name",))
            case "controller" | "dpo" | "representative" if self._is_own_organisation(who, contents):
                self._contact(contents, self.desk.parties.draft("register", "", self.sheet.name), (who,), ("name",) if who == "controller" else ())
            case "dpo-organisation" if "name" in contents and self._is_own_organisation("dpo", {}):
                self._contact({"name": contents["name"]}, self.desk.parties.draft("register", "", self.sheet.name), ("dpo", "organisation"), ())
                self._rest(contents, ("name",))
            case _:
                for content in contents.values():
                    self.group.leave(content.said, "organisation")

    def _is_own_organisation(self, who: str, contents: dict[str, Content]) -> bool:
        """Whether a form names the same controller, DPO or representative as the register; one that the register does not name yet counts as well."""
        own = self.desk.register.organisation
        if own is None:
            return False
        draft = self.desk.parties.draft("register", "", self.sheet.name).data.get(who, {})
        said = getattr(getattr(own, who, None), "name", None) or draft.get("name")
        if who == "dpo" and own.dpo is not None and own.dpo.appointed is False:
            return False
        name = contents["name"].text if "name" in contents else None
        return name is None or (said is None and who != "controller") or (said is not None and name_key(str(said)) == name_key(name))

    def _contact(self, contents: dict[str, Content], draft: Draft, at: tuple[str, ...], leave: tuple[str, ...]) -> None:
        """Fill in how somebody can be reached, where nothing else is said there."""
        record = self.desk.register.organisation if draft.kind == "register" else self.desk.parties.record("recipient", draft.identity)
        for key, content in contents.items():
            if key in leave:
                continue
            path = (*at, *key.split(".")) if at[-1:] != ("organisation",) else at
            value: Any = " ".join(content.text.split())
            if key == "address.country":
                codes = parse_country(content.text, self.language).value or []
                value = codes[0] if len(codes) == 1 else None
            now = _at(draft.data, path) or _attribute(record, path)
            if value is None or now not in (None, value):
                self.group.leave(content.said, "organisation" if value is not None else "not-understood")
            else:
                put(draft.data, path, value)

    def _rest(self, contents: dict[str, Content], used: tuple[str, ...]) -> None:
        for key, content in contents.items():
            if key not in used:
                self.group.leave(content.said, "unknown-heading")


def _begins(words: tuple[str, ...], start: tuple[str, ...]) -> bool:
    return bool(start) and words[: len(start)] == start


def _at(data: Any, path: tuple[str, ...]) -> Any:
    for part in path:
        data = data.get(part) if isinstance(data, dict) else None
    return data


def _attribute(record: Any, path: tuple[str, ...]) -> Any:
    for part in path:
        record = getattr(record, part, None)
    return record
