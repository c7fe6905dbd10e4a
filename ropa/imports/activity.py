"""A row of a table of activities: cells that belong together become purposes, data and parties; what cannot be told apart is kept as it stands."""

from typing import Any

from ..said.read import key_of
from ..said.values import parse_basis, parse_special, parse_special_ground
from .cells import Content, Value, aside_of, is_answer, value_of
from .drafts import put
from .keys import PARTIES_KEYS, field_of, keys_of
from .parties import is_name
from .quick import parse_yes_no, read_terms, split_values
from .row_parties import PartyRow

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


class ActivityRow(PartyRow):
    """One row."""

    def make(self) -> dict[str, Any]:
        """What the row says, as plain data."""
        by_key: dict[str, list[Content]] = {}
        for content in self.contents.values():
            by_key.setdefault(content.key, []).append(content)
        self.linked = {}
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
        from ..said.values import parse_period

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
