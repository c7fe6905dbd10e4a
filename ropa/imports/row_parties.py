"""What a row of a table of activities says of others: its parties and places, the measures, the organisation itself, and what follows from those."""

from .cells import Content, Value, aside_of, document_of, is_answer, value_of
from .drafts import Draft, put
from .keys import PARTIES_KEYS, keys_of
from .parties import is_name, name_key
from .plain import REF_KINDS, PlainRow
from .quick import is_none, parse_country, parse_yes_no


class PartyRow(PlainRow):
    """One row, as far as it is about others."""

    linked: dict[str, list[str]]
    """The parties that the row names, by key."""

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
        from ..said.values import parse_term

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
