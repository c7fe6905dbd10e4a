"""A row of a table of activities: cells that belong together become purposes, data and parties; what cannot be told apart is kept as it stands."""

from typing import Any

from .cells import Content, Value, aside_of, document_of, is_answer, value_of
from .drafts import Draft, put
from .keys import PARTIES_KEYS, field_of, keys_of
from .parties import is_name, name_key
from .plain import REF_KINDS, PlainRow
from .read import is_none, key_of
from .values import parse_basis, parse_country, parse_special, parse_special_ground, parse_yes_no, split_values

_SPECIAL = {
    "racial-ethnic-origin": "ethnicity",
    "political-opinions": "political",
    "religious-beliefs": "religion",
    "trade-union": "trade-union",
    "genetic": "genetic",
    "biometric": "biometric",
    "health": "health",
    "sex-life": "sex-life",
}
"""The category of data that is a special category and no more."""
_NEEDS_LAW = ("legal-obligation", "public-task")
_BASES = {
    "law": _NEEDS_LAW,
    "interest": ("legitimate-interests",),
    "balancing_test": ("legitimate-interests",),
    "consent": ("consent",),
    "contract": ("contract",),
}
"""The bases that a field of a purpose is about."""


class ActivityRow(PlainRow):
    """One row."""

    def make(self) -> dict[str, Any]:
        """What the row says, as plain data."""
        by_key: dict[str, list[Content]] = {}
        for content in self.contents.values():
            by_key.setdefault(content.key, []).append(content)
        self.linked: dict[str, list[str]] = {}
        """The parties that the row names, by key."""
        later = []
        for key, contents in by_key.items():
            first = key.split(".")[0]
            if (
                first in ("purposes", "data", "transfer", "dpia", "retention", "agreement", "controller", "dpo")
                or key
                in (
                    "subjects.children",
                    "breaches.document",
                )
                or (first in PARTIES_KEYS and key != first)
            ):
                later.append(key)
            else:
                for content in contents:
                    if not self.special(content):
                        self.simple(content)
        self.purposes(by_key)
        self.data(by_key)
        for content in by_key.get("retention", ()):
            self.retention(content)
        for key in later:
            if not key.startswith(("purposes.", "data.")) and key != "retention":
                for content in by_key[key]:
                    self.related(content)
        return self.part

    def simple(self, content: Content) -> None:
        """A cell that stands by itself."""
        if content.key in PARTIES_KEYS:
            self.parties(content)
        elif content.key == "measures":
            self.measures(content)
        elif content.key == "subjects.category":
            found, rest = self.terms(content, "data-subject")
            subjects = [{"category": identity, **({"description": aside} if aside else {})} for identity, aside in found]
            self.settle(content, ("subjects",), Value(subjects or None, rest))
        elif content.key.startswith("subjects."):
            self.one_of(content, "subjects")
        elif content.key.startswith(("controllers", "cookies", "breaches", "automated_decisions", "documents", "risk")):
            self.whole(content)
        else:
            self.field(content)

    def whole(self, content: Content) -> None:
        """A list that a text makes an element of, or says to be empty."""
        key = keys_of("activity")[content.key]
        if content.key in ("controllers", "controllers.name"):
            names = self.names(content)
            ok = all(map(is_name, names)) and not is_answer(content.text)
            self.settle(content, ("controllers",), Value([{"name": name} for name in names] if ok else None, "" if ok else content.text))
        elif key.field is not None and len(key.path) == 1:
            self.settle(content, key.path, value_of(key.field, content, self.language))
        elif content.key == "risk.level":
            self.field(content)
        else:
            self.group.leave(content.said, "no-field")

    def one_of(self, content: Content, name: str) -> None:
        """A cell about the one element of a list that the row has; with several nobody can tell which."""
        key = keys_of("activity")[content.key]
        elements = self.part.get(name)
        if key.field is None or not isinstance(elements, list) or len(elements) != 1:
            self.group.leave(content.said, "which-one")
            return
        found = value_of(key.field, content, self.language)
        if found.value is not None:
            elements[0].setdefault(key.path[1], found.value)
        if found.value is None or found.rest:
            self.group.leave(content.said, "partly" if found.value is not None else "not-understood", found.suggestion)

    # -- purposes ------------------------------------------------------------------------------------------------------------------------------

    def purposes(self, by_key: dict[str, list[Content]]) -> None:
        """Purposes and their bases: one basis is that of every purpose, one purpose has every basis; of more, those that stand line by line."""
        texts = [text for content in by_key.get("purposes.purpose", ()) for text in self.new_purposes(content.text)]
        bases, laws = self.bases(by_key.get("purposes.basis", []))
        if len(texts) > 1 and len(bases) > 1 and not self.aligned(by_key, len(texts), len(bases)):
            for content in by_key["purposes.basis"]:
                self.group.leave(content.said, "which-one")
            bases = []
        if len(texts) > 1 and len(bases) == len(texts):
            found = [{"purpose": text, "basis": basis} for text, basis in zip(texts, bases, strict=True)]
        elif texts:
            found = [{"purpose": text, **({"basis": basis} if basis else {})} for text in texts for basis in bases or [""]]
        else:
            found = self.only_bases(bases, by_key.get("purposes.basis", []))
        for content, law in laws:
            self.to_purposes(found, content, "law", law, _NEEDS_LAW)
        for key, contents in by_key.items():
            if key.startswith("purposes.") and key not in ("purposes.purpose", "purposes.basis"):
                for content in contents:
                    self.about_purpose(found, content)
        if found:
            self.part["purposes"] = list({repr(item): item for item in found}.values())

    def only_bases(self, bases: list[str], contents: list[Content]) -> list[dict[str, Any]]:
        """Bases without a purpose: of purposes that an earlier row named nobody can tell which has which, unless they say so already."""
        known = self.group.draft.data.get("purposes", [])
        if not known or not bases:
            return [{"basis": basis} for basis in bases]
        if not set(bases) <= {purpose.get("basis") for purpose in known}:
            for content in contents:
                self.group.leave(content.said, "which-one")
        return []

    def new_purposes(self, text: str) -> list[str]:
        """The purposes in a cell; none where it only sums up those that a form of the same file has one by one."""
        known = {key_of(str(purpose.get("purpose", ""))) for purpose in self.group.draft.data.get("purposes", ())}
        parts = [part for line in text.splitlines() for part in line.split(",") if part.strip()]
        return [] if len(parts) > 1 and all(key_of(part) in known for part in parts) else split_values(text, commas=False)

    def bases(self, contents: list[Content]) -> tuple[list[str], list[tuple[Content, str]]]:
        """The bases in the cells, and the acts that are named beside them."""
        bases: list[str] = []
        laws: list[tuple[Content, str]] = []
        for content in contents:
            lines = split_values(content.text, commas=False)
            read = [parse_basis(line, self.language) for line in lines]
            here = [each for line in read for each in line.value or ()]
            rest = "; ".join(line.rest for line in read if line.rest)
            bases += here if len(lines) > 1 else [each for each in here if each not in bases]
            if not here:
                self.group.leave(content.said, "not-understood", next((line.suggestion for line in read if line.suggestion), ""))
            elif (law := _law_of(lines, rest)) and sum(each in _NEEDS_LAW for each in here) == 1:
                laws.append((content, law))
            elif rest:
                self.group.leave(content.said, "partly")
        return bases, laws

    def aligned(self, by_key: dict[str, list[Content]], purposes: int, bases: int) -> bool:
        """Whether purposes and bases stand line by line, one basis a line, so that each purpose has the basis beside it."""
        one, other = by_key["purposes.purpose"], by_key["purposes.basis"]
        if purposes != bases or len(one) > 1 or len(other) > 1:
            return False
        return len(split_values(other[0].text, commas=False)) == bases

    def about_purpose(self, found: list[dict[str, Any]], content: Content) -> None:
        """A cell about the purposes of one basis."""
        key = keys_of("activity")[content.key]
        if key.field is None:
            self.group.leave(content.said, "no-field")
            return
        if is_answer(content.text) and key.field.type is not bool:
            self.group.leave(content.said, "not-understood")
            return
        value = value_of(key.field, content, self.language)
        if value.value is None or value.rest:
            self.group.leave(content.said, "partly" if value.value is not None else "not-understood", value.suggestion)
        if value.value is not None:
            self.to_purposes(found, content, ".".join(key.path[1:]), value.value, _BASES.get(key.path[1], ()))

    def to_purposes(self, found: list[dict[str, Any]], content: Content, name: str, value: Any, bases: tuple[str, ...]) -> None:
        """Give a value to the purposes of certain bases; where there are none, to the only purpose that has no basis."""
        chosen = [purpose for purpose in found if purpose.get("basis") in bases] if bases else found
        if not chosen and len(found) <= 1 and all("basis" not in purpose for purpose in found):
            if not found:
                found.append({})
            chosen = found
        if not chosen:
            self.group.leave(content.said, "which-one")
        for purpose in chosen:
            put(purpose, tuple(name.split(".")), dict(value) if isinstance(value, dict) else value)

    # -- data ------------------------------------------------------------------------------------------------------------------------------------

    def data(self, by_key: dict[str, list[Content]]) -> None:
        """Categories of data and what holds for them."""
        for content in by_key.get("data.category", ()):
            found, rest = self.terms(content, "data-category")
            data = [{"category": identity, **({"items": split_values(aside)} if aside else {})} for identity, aside in found]
            self.settle(content, ("data",), Value(_united(data) or None, rest))
        for content in by_key.get("data.items", ()):
            self.items(content)
        for key, contents in by_key.items():
            for content in contents:
                match key:
                    case "data.special":
                        self.special_categories(content)
                    case "data.criminal" | "data.national_number":
                        self.of_category(content, "criminal-record" if key == "data.criminal" else "national-number")
                    case "data.special_ground":
                        self.special_ground(content)
                    case "data.retention":
                        self.retention(content)
                    case "data.category" | "data.items":
                        pass
                    case _ if key.startswith("data."):
                        self.about_data(content)

    def items(self, content: Content) -> None:
        """The data themselves: of the one category that the row names, else categories of their own."""
        data = self.part.get("data")
        if isinstance(data, list) and len(data) == 1:
            data[0]["items"] = list(dict.fromkeys([*data[0].get("items", []), *split_values(content.text)]))
        elif data:
            self.group.leave(content.said, "which-one")
        else:
            found, rest = self.terms(content, "data-category")
            self.settle(content, ("data",), Value([{"category": identity} for identity, _ in found] or None, rest))

    def elements(self) -> list[dict[str, Any]]:
        """The categories of data that the row names."""
        found = self.part.get("data")
        return found if isinstance(found, list) else []

    def special_of(self, element: dict[str, Any]) -> set[str] | None:
        """The special categories that an element is by its category; None where nobody knows."""
        from .. import law

        facts = law.terms("data-category").get(str(element.get("category", "")))
        if facts is None:
            own = self.desk.register.own_data.get(str(element.get("category", "")))
            return None if own is None else set(own.special or ())
        return {str(facts["special"])} if isinstance(facts.get("special"), str) else set(facts.get("special", ()))

    def special_categories(self, content: Content) -> None:
        """Which special categories there are: they agree with the categories of data, or are categories themselves."""
        read = parse_special(content.text, self.language)
        known = [self.special_of(element) for element in self.elements()]
        here = {each for found in known for each in found or ()}
        if read.none or read.value == []:
            if here:
                self.group.leave(content.said, "contradicts")
            elif None in known:
                for element, found in zip(self.elements(), known, strict=True):
                    if found is None:
                        element["special"] = "none"
            elif not known:
                self.group.leave(content.said, "no-field")
            return
        if not read.value:
            self.unknown_special(content)
            return
        missing = [each for each in read.value if each not in here and not (each == "unspecified" and here)]
        for each in missing:
            if each in _SPECIAL:
                self.place(("data",), [*self.elements(), {"category": _SPECIAL[each]}])
        if read.rest or any(each not in _SPECIAL for each in missing):
            self.group.leave(content.said, "partly" if len(missing) < len(read.value) or any(each in _SPECIAL for each in missing) else "not-understood")

    def unknown_special(self, content: Content) -> None:
        """A text that names no special category, but perhaps a category of data that is one."""
        from .values import read_terms

        pieces = read_terms("data-category", content.text, self.language)
        values = [piece.value for piece in pieces if piece.value and self.special_of({"category": piece.value})]
        have = {element.get("category") for element in self.elements()}
        self.place(("data",), [*self.elements(), *({"category": value} for value in dict.fromkeys(values) if value not in have)])
        if not self.part["data"]:
            del self.part["data"]
        if not values or len(values) < len(pieces):
            self.group.leave(content.said, "partly" if values else "not-understood")

    def of_category(self, content: Content, category: str) -> None:
        """Whether there are data of one category: yes makes it one of the row; no agrees with its absence."""
        answer = parse_yes_no(content.text)
        there = any(element.get("category") == category for element in self.elements())
        if answer.value is None or answer.rest:
            self.group.leave(content.said, "partly" if answer.value else "not-understood")
        if answer.value and not there:
            self.place(("data",), [*self.elements(), {"category": category}])
        elif answer.value is False and there:
            self.group.leave(content.said, "contradicts")
        elif answer.value is False and not answer.rest and not self.elements():
            self.group.leave(content.said, "no-field")

    def special_ground(self, content: Content) -> None:
        """What allows the special categories of the row."""
        read = parse_special_ground(content.text, self.language)
        chosen = [element for element in self.elements() if self.special_of(element)]
        if read.value and len(read.value) == 1 and chosen:
            for element in chosen:
                element["special_ground"] = read.value[0]
            if law := _law_of([content.text], read.rest):
                for element in chosen:
                    element["special_law"] = law
            elif read.rest:
                self.group.leave(content.said, "partly")
        else:
            self.group.leave(content.said, "which-one" if read.value else "not-understood", read.suggestion)

    def about_data(self, content: Content) -> None:
        """What holds for every category of data of the row."""
        key = keys_of("activity")[content.key]
        if key.field is None or not self.elements() or key.field.about.ref:
            self.group.leave(content.said, "no-field" if self.elements() else "which-one")
            return
        value = value_of(key.field, content, self.language)
        if content.key == "data.source" and value.value is None:
            for element in self.elements():
                element["source_detail"] = content.text.strip()
            return
        for element in self.elements():
            if value.value is not None:
                put(element, key.path[1:], list(value.value) if isinstance(value.value, list) else value.value)
        if content.key == "data.source" and value.rest:
            for element in self.elements():
                element["source_detail"] = content.text.strip()
        elif value.value is None or value.rest:
            self.group.leave(content.said, "partly" if value.value is not None else "not-understood", value.suggestion)

    def retention(self, content: Content) -> None:
        """A period: of the categories of this row where the record has several rows, of the categories that are named line by line, else of the whole."""
        found = value_of(field_of("activity", "retention"), content, self.language)
        if found.value is None and (parts := self.period_of_each(content)):
            for category, period in parts:
                element = next((each for each in self.elements() if each.get("category") == category), None)
                if element is None:
                    element = {"category": category}
                    self.place(("data",), [*self.elements(), element])
                    element = next(each for each in self.elements() if each.get("category") == category)
                element["retention"] = period
            return
        if found.value is not None:
            if (self.group.many or content.key == "data.retention") and self.elements():
                for element in self.elements():
                    element["retention"] = dict(found.value)
            elif self.group.many and "retention" in self.group.draft.data and self.group.draft.data["retention"] != found.value:
                self.group.leave(content.said, "contradicts")
            else:
                self.part["retention"] = found.value
        if found.value is None or found.rest:
            self.group.leave(content.said, "partly" if found.value is not None else "not-understood", found.suggestion)

    def period_of_each(self, content: Content) -> list[tuple[str, dict[str, Any]]]:
        """The periods of a cell that has “category: period” in each of its parts; nothing where one is not of that form."""
        from .values import parse_period, read_terms

        found: list[tuple[str, dict[str, Any]]] = []
        for part in split_values(content.text, commas=False):
            head, colon, tail = part.partition(":")
            period = parse_period(tail.strip(), self.language)
            pieces = read_terms("data-category", head, self.language) if colon else []
            values = [piece.value or self.desk.terms.find("data-category", piece.text) for piece in pieces]
            if not pieces or not all(values) or period.value is None or period.rest:
                return []
            found += [(value, dict(period.value)) for value in values if value]
        return found

    # -- parties ---------------------------------------------------------------------------------------------------------------------------------

    def parties(self, content: Content) -> None:
        """The parties or places in a cell: those that are known by name, else new ones; a country in brackets is theirs."""
        if is_none(content.text) or (parse_yes_no(content.text).value is False and not parse_yes_no(content.text).rest):
            none = content.key in ("processors", "recipients")
            self.settle(content, (content.key,), Value("none" if none else None))
            return
        names = self.names(content)
        if is_answer(content.text) or not all(map(is_name, names)) or self.are_places(names):
            self.settle(content, (content.key,), Value(rest=content.text))
            return
        for name in names:
            key, kind = content.key, REF_KINDS[content.key]
            if key == "recipients" and not self.desk.parties.is_known("recipient", name) and self.desk.parties.is_known("processor", name):
                key, kind = "processors", "processor"
            identity = self.party(kind, name)
            if content.key == "joint_controllers" and self.desk.parties.record(kind, identity) is None:
                self.desk.parties.draft(kind, identity, self.group.sheet).data.setdefault("kind", "joint-controller")
            self.linked.setdefault(key, []).append(identity)
            if self.part.get(key) == "none":
                del self.part[key]
            self.place((key,), [*(self.part.get(key) or []), identity] if identity not in (self.part.get(key) or []) else self.part[key])

    def are_places(self, names: list[str]) -> bool:
        """Whether the names in a cell are those of countries: then nobody is named."""
        read = [parse_country(name, self.language) for name in names]
        return all(each.value and not each.rest for each in read)

    def party(self, kind: str, name: str) -> str:
        """The id of a party by its name, which may have a country in brackets behind it."""
        if found := self.desk.parties.find(kind, name):
            return found
        aside = aside_of(name)
        places = parse_country(aside, self.language) if aside else None
        bare = name.replace(f"({aside})", "").strip() if aside else name
        if places and places.value and len(places.value) == 1 and not places.rest and bare and kind != "measure":
            identity = self.desk.parties.find_or_make(kind, bare, self.group.sheet)
            if self.desk.parties.record(kind, identity) is None:
                self.desk.parties.draft(kind, identity, self.group.sheet).data.setdefault("country", places.value[0])
            return identity
        return self.desk.parties.make(kind, name, self.group.sheet)

    def measures(self, content: Content) -> None:
        """Security measures: those that the register has, by name or kind, else new ones."""
        names = self.names(content)
        if is_answer(content.text) or is_none(content.text) or not all(map(is_name, names)):
            self.settle(content, ("measures",), Value(rest=content.text))
            return
        found = [self.measure(name) for name in names]
        self.settle(content, ("measures",), Value(list(dict.fromkeys(found))))

    def measure(self, name: str) -> str:
        """The id of a measure by its name, or by its kind where the register has one of that kind."""
        from .values import parse_term

        if found := self.desk.parties.find("measure", name):
            return found
        kind = parse_term("measure-kind", name, self.language).value
        if kind is not None:
            same = [identity for identity, measure in self.desk.register.measures.items() if measure.kind == kind]
            if len(same) == 1:
                return same[0]
        identity = self.desk.parties.make("measure", name, self.group.sheet)
        if kind is not None:
            draft = self.desk.parties.draft("measure", identity, self.group.sheet)
            draft.data["kind"] = kind
            if name_key(self.desk.words.term("measure-kind", kind)) == name_key(name):
                del draft.data["name"]
        return identity

    # -- what is said of others --------------------------------------------------------------------------------------------------------------------

    def related(self, content: Content) -> None:
        """A cell about the parties of the row, the impact assessment, or the organisation itself."""
        match content.key:
            case "transfer.country":
                self.transfer(content)
            case "transfer.safeguard":
                if (target := self.only_party(content)) is not None:
                    self.safeguard(content, target)
            case "agreement":
                processors = self.linked.get("processors", [])
                if len(processors) == 1:
                    from .agreements import take_agreement

                    take_agreement(self, content, processors[0])
                else:
                    self.group.leave(content.said, "which-one")
            case "dpia.needed" | "dpia.made":
                self.dpia(content)
            case "controller" | "dpo":
                self.organisation(content)
            case "breaches.document":
                self.breach_document(content)
            case "subjects.children":
                self.one_of(content, "subjects")
            case key if key.split(".")[0] in PARTIES_KEYS:
                self.of_party(content)
            case _:
                self.field(content)

    def only_party(self, content: Content) -> Draft | None:
        """The draft of the only party that the row names; with none or several nobody can tell which is meant."""
        found = [(REF_KINDS[key], identity) for key in ("processors", "recipients") for identity in self.linked.get(key, ())]
        if len(found) != 1:
            self.group.leave(content.said, "which-one")
            return None
        return self.desk.parties.draft(*found[0], self.group.sheet)

    def transfer(self, content: Content) -> None:
        """The country that data go to: that of the party of the row. That there is no transfer follows from the parties, and is kept as it was said."""
        read = parse_country(content.text, self.language)
        codes = read.value or []
        if not codes or read.rest or len(codes) > 1:
            self.group.leave(content.said, "no-field" if read.none else "partly" if codes else "not-understood", read.suggestion)
        if len(codes) != 1:
            return
        draft = self.only_party(content)
        if draft is None:
            return
        record = self.desk.parties.record(draft.kind, draft.identity)
        said = draft.data.get("country") or getattr(record, "country", None)
        if said is None:
            draft.data["country"] = codes[0]
        elif said != codes[0] and codes[0] not in (getattr(record, "access_from", None) or ()):
            self.group.leave(content.said, "contradicts")

    def of_party(self, content: Content) -> None:
        """A cell about the one party of its key."""
        first = content.key.split(".")[0]
        found = self.linked.get(first, [])
        key = keys_of("activity")[content.key]
        if len(found) != 1 or key.field is None or key.field.about.ref:
            self.group.leave(content.said, "which-one")
            return
        draft = self.desk.parties.draft(REF_KINDS[first], found[0], self.group.sheet)
        value = value_of(key.field, content, self.language)
        if value.value is not None:
            put(draft.data, key.path[1:], value.value)
        if value.value is None or value.rest:
            self.group.leave(content.said, "partly" if value.value is not None else "not-understood", value.suggestion)

    def dpia(self, content: Content) -> None:
        """Whether an assessment is needed or was made; that it is needed does not say whether it was made."""
        answer = parse_yes_no(content.text)
        status = {"dpia.needed": {False: "not-required"}, "dpia.made": {True: "done"}}[content.key].get(answer.value) if answer.value is not None else None
        now = self.part.get("dpia", {}).get("status")
        if status is not None and now in (None, status):
            self.place(("dpia", "status"), status)
        if status is None or answer.rest or now not in (None, status):
            needed = content.key == "dpia.needed" and answer.value and not answer.rest and now in ("done", "to-do", "in-progress")
            if not needed:
                self.group.leave(content.said, "partly" if status else "no-field" if answer.value is not None else "not-understood")

    def organisation(self, content: Content) -> None:
        """The controller or the DPO: that is the register's own, unless another one is named."""
        own = self.desk.register.organisation
        name = (own.controller.name if content.key == "controller" else own.dpo.name if own.dpo else None) if own else None
        if not name or name_key(name) != name_key(content.text):
            self.group.leave(content.said, "organisation")

    def breach_document(self, content: Content) -> None:
        """Where a breach is written down: that of the one breach of the row."""
        breaches = self.part.get("breaches")
        if isinstance(breaches, list) and len(breaches) == 1 and not is_answer(content.text):
            breaches[0]["document"] = document_of(content.text)
        else:
            self.group.leave(content.said, "which-one")


def _law_of(lines: list[str], rest: str) -> str:
    """The act that stands in brackets behind a ground, where that is all that is left of it; "" otherwise."""
    asides = [aside for line in lines if (aside := aside_of(line))]
    if not rest or len(asides) != 1 or not _is_law(asides[0]):
        return ""
    return asides[0] if set(key_of(rest).split()) <= set(key_of(asides[0]).split()) else ""


def _is_law(text: str) -> bool:
    """Whether a text names an act or an article."""
    words = text.casefold().replace(".", " ").split()
    return any(word in ("art", "artikel", "article", "wet", "act", "loi", "code", "gesetz", "awr", "bw", "uavg", "wgbo", "wvo") for word in words) or any(
        word.endswith(("wet", "wetboek", "gesetz", "decreet")) for word in words
    )


def _united(data: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Elements of one category together."""
    found: dict[str, dict[str, Any]] = {}
    for element in data:
        known = found.setdefault(element["category"], element)
        if known is not element and "items" in element:
            known["items"] = list(dict.fromkeys([*known.get("items", []), *element["items"]]))
    return list(found.values())
