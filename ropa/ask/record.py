"""A new record, question by question; what it names and is not there yet is made on the way."""

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .. import law
from ..model import kinds
from ..model.activity import Data, Purpose
from ..model.common import Safeguard
from ..model.fields import Table
from ..model.kinds import Kind
from ..register import as_id
from .choices import fold, of_records
from .comments import still_to_say
from .draft import Draft
from .explain import help_for, help_of_own, title_of
from .fields import NONE, find_field, ground_question, holds, plain_value, put, question_for
from .items import ITEMS, NAMED_FIRST, PURPOSE, SAFEGUARD, USED_BY, Item
from .question import Choice, Form, New, Question
from .talk import Talk

if TYPE_CHECKING:
    from ..catalogue import Entry

Values = dict[str, Any]


class Maker:
    """Makes records in a draft, in one run of a conversation."""

    def __init__(self, talk: Talk, draft: Draft, *, curious: bool) -> None:
        """Take the conversation and the draft; `curious`: whether somebody answers, so that more may be offered than was asked for."""
        self._talk = talk
        self._draft = draft
        self._words = draft.words
        self._curious = curious
        self._services: tuple[str, ...] = ()
        """Kinds of service that are often used for what is being made."""

    def make(self, kind: Kind, *, given: Values | None = None, identity: str = "", source: "Entry | None" = None) -> str:
        """Make the record that was asked for, with what is given (plain data) and an entry of the catalogue to begin with; returns its id."""
        data = copy.deepcopy(given or {})
        if source is None and kind.name in NAMED_FIRST and "name" not in data and self._curious:
            source, typed = self._offer(kind)
            put(data, "name", typed)
        new = self._begin(kind, data, source, identity, nested=False)
        self._used_by(kind, new)
        self._agreement(kind, new)
        return new

    def _make_on_the_way(self, kind: Kind, name: str) -> str:
        """Make a record that another names; returns its id. Nothing is asked that can wait."""
        if kind is kinds.MEASURE:
            labels = {self._words.term("measure-kind", value): value for value in law.terms("measure-kind")}
            if name in labels:
                new = self._draft.free_id(kind, name)
                self._put(kind, new, {"kind": labels[name], "status": "in-place"})
                return new
        if (source := self._entry_named(kind, name)) is not None:
            old = source.main(self._words.language).partition("/")[2]
            if old in self._draft.names(kind.name):
                return old
        else:
            self._talk.tell(self._words.asked("say.first", record=f"{self._words.kind(kind.name)} {name}".rstrip()))
        return self._begin(kind, {"name": name} if name else {}, source, "", nested=True)

    # -- beginning ---------------------------------------------------------------------------------------------------------------------------------

    def _offer(self, kind: Kind) -> "tuple[Entry | None, str]":
        """The ready-made record that is chosen, or the name of one that the catalogue does not have."""
        choices = self._ready(kind.name, all_of_them=True)
        title, add = self._words.asked(f"title.which-{kind.name}"), self._words.asked(f"add.{kind.name}")
        chosen = self._talk.ask(Question("from", Form.ONE, title, help_of_own("from", self._words), choices, required=True, option="--name", add=add))
        if any(chosen == choice.value for choice in choices):
            return self._entry_named(kind, chosen.name), ""
        return None, chosen.name

    def _ready(self, kind: str, *, all_of_them: bool = False) -> tuple[Choice, ...]:
        """The records of a kind that can be made at once, as choices: those of the catalogue, and measures by their kind."""
        from ..catalogue import entries

        there = self._draft.names(kind)
        if kind == "measure":
            labels = [self._words.term("measure-kind", value) for value in law.terms("measure-kind") if value != "other"]
            return tuple(Choice(New(label), label) for label in labels if label not in there.values())
        if kind not in NAMED_FIRST:
            return ()
        language = self._words.language
        known = [entry for entry in entries(kind) if all_of_them or entry.main(language).partition("/")[2] not in there]
        known.sort(key=lambda entry: (entry.service not in self._services, fold(entry.name(language))))
        mark = "" if all_of_them else f" ({self._words.asked('choice.catalogue')})"
        return tuple(
            Choice(New(entry.name(language)), f"{entry.name(language)}{mark}", entry.about(language), more=" ".join((entry.id, *entry.names())))
            for entry in known
        )

    def _entry_named(self, kind: Kind, name: str) -> "Entry | None":
        """The entry of the catalogue that goes by a name; None where there is none."""
        from ..catalogue import entries

        folded = as_id(name).replace("-", "")
        return next((entry for entry in entries(kind.name) if folded and folded in entry.folded), None) if kind.name in NAMED_FIRST else None

    def _begin(self, kind: Kind, data: Values, source: "Entry | None", identity: str, *, nested: bool) -> str:
        """Name the record, put it in the draft, and ask what is not known of it yet."""
        new = ""
        if source is not None:
            new, data = self._from(kind, source, data, identity, nested=nested)
        elif kind.name in NAMED_FIRST:
            self._fill(kind.table, Item("name", "--name", required=True), data)
            new = self._named(kind, data, identity, nested=nested)
            self._draft.made[kind.name, new] = data
        for item in ITEMS[kind.name]:
            self._step(kind.table, item, data)
        new = new or self._named(kind, data, identity, nested=nested)
        if source is not None and kind is kinds.ACTIVITY and not nested and self._curious:
            self._activate(data)
        self._put(kind, new, data)
        return new

    def complete(self, identity: str, services: tuple[str, ...]) -> None:
        """Ask what an activity of the draft leaves open; `services` are kinds of service that are often used for it."""
        data, self._services = self._draft.made[kinds.ACTIVITY.name, identity], services
        for item in ITEMS[kinds.ACTIVITY.name]:
            self._step(kinds.ACTIVITY.table, item, data)
        self._activate(data)
        self._put(kinds.ACTIVITY, identity, data)

    def _activate(self, data: Values) -> None:
        """Whether a ready-made activity is what the organisation does."""
        title = self._words.asked("title.in-use")
        question = Question("in-use", Form.YES_NO, title, help_of_own("in-use", self._words), default=False, option="--status")
        if data.get("status") == "draft" and self._talk.ask(question):
            data["status"] = "active"

    def _put(self, kind: Kind, identity: str, data: Values) -> None:
        """Put a record in the draft, with what follows from the answers; note what was left open."""
        draft = self._draft
        draft.made[kind.name, identity] = data
        if kind is kinds.ACTIVITY:
            data.setdefault("created", draft.on)
        if kind is kinds.AGREEMENT:
            data.setdefault("status", "signed" if "signed" in data else "draft")
        if kind in (kinds.PROCESSOR, kinds.RECIPIENT, kinds.LOCATION):
            data.setdefault("status", "active")
        if (said := draft.comments.get((kind.name, identity))) is not None:
            draft.comments[kind.name, identity] = still_to_say(said, data, self._words.language)
        draft.open[kind.name, identity] = [item.key for item in ITEMS[kind.name] if item.when(data) and not item.label and not holds(data, item.key)]

    def _named(self, kind: Kind, data: Values, identity: str, *, nested: bool, suggested: str = "") -> str:
        """The id: the one that was given, else the one that is proposed and agreed to."""
        proposed = identity or self._draft.free_id(kind, suggested or _name_in(data, kind, self._draft))
        if identity or nested or not self._curious:
            return proposed
        title, explained = self._words.asked("title.id"), help_of_own("id", self._words)
        check = lambda text: wrong_id(self._draft, kind, text)  # noqa: E731
        return str(self._talk.ask(Question("id", Form.TEXT, title, explained, default=proposed, option="ID", check=check)))

    # -- a record from the catalogue -----------------------------------------------------------------------------------------------------------------

    def _from(self, kind: Kind, entry: "Entry", given: Values, identity: str, *, nested: bool) -> tuple[str, Values]:
        """The records that an entry makes; of those it brings along, the ones that are there already stay."""
        draft, language = self._draft, self._words.language
        records = entry.records(language, draft.on, draft.country)
        comments = entry.comments(language, draft.on, draft.country)
        main = next(iter(records))
        old = main.partition("/")[2]
        new = self._named(kind, {}, identity, nested=nested, suggested=old)
        came: list[str] = []
        for reference, values in records.items():
            folder, _, own = reference.partition("/")
            other = kinds.FOLDERS.get(folder) or kinds.SINGLES[f"{folder}.toml"]
            if reference != main and own in draft.taken(other):
                continue
            if new != old and values.get("provider") == old:
                values["provider"] = new
            said = new if reference == main else own
            came += [own] if other is kinds.LOCATION and reference != main else []
            draft.made[other.name, said], draft.comments[other.name, said] = values, dict(comments.get(reference, {}))
        data = draft.made[kind.name, new]
        data |= given if not nested else {}
        self._services = entry.services
        self._confirm(data)
        for place in came if self._curious else ():
            self._where(place)
        return new, data

    def _where(self, place: str) -> None:
        """Where the data are that a party keeps: a place that came along, of which the catalogue does not know the country."""
        data = self._draft.made[kinds.LOCATION.name, place]
        if "country" not in data:
            question = question_for(kinds.LOCATION.table, Item("country"), data, self._draft)
            title = self._words.asked("title.country-of", place=str(data.get("name", place)))
            put(data, "country", self._talk.ask(replace(question, title=title)))
            said = self._draft.comments[kinds.LOCATION.name, place]
            self._draft.comments[kinds.LOCATION.name, place] = still_to_say(said, data, self._words.language)

    def _confirm(self, data: Values) -> None:
        """Whether what the catalogue states about a company has been looked at."""
        if not data.get("sources") or not self._curious:
            return
        facts = [str(data["legal_name"])] if data.get("legal_name") else []
        facts += [self._words.country(data["country"])] if data.get("country") else []
        facts += [source["url"] for source in data["sources"] if source.get("url")]
        self._talk.tell(self._words.asked("say.sources", facts="\n  ".join(facts)))
        title = self._words.asked("title.confirmed")
        question = Question("confirmed", Form.YES_NO, title, help_of_own("confirmed", self._words), default=False)
        if self._talk.ask(question):
            data["sources"] = [{**source, "confirmed": True} for source in data["sources"]]

    # -- the fields --------------------------------------------------------------------------------------------------------------------------------

    def _step(self, table: type[Table], item: Item, data: Values) -> None:
        """One item of a list of questions."""
        match item.key:
            case "purposes":
                self._purposes(data)
            case "automated_decisions" | "sub_processors":
                self._whether(table, item, data)
            case "safeguards":
                self._safeguards(item, data)
            case "data" if table is kinds.ACTIVITY.table:
                self._fill(table, item, data)
                self._grounds(data)
                self._of_all(data, "source", ["data-subject"])
                self._of_all(data, "required")
            case _:
                self._fill(table, item, data)

    def _fill(self, table: type[Table], item: Item, data: Values) -> None:
        """Ask for a field, unless it is known or has nothing to do with the rest; an answer goes into the data."""
        if holds(data, item.key) or not item.when(data):
            return
        _, field = find_field(table, item.key)
        ready = self._ready(field.about.ref) if self._curious and field.about.ref else ()
        answer = self._talk.ask(question_for(table, item, data, self._draft, ready=ready))
        if field.name == "document" and answer == New():
            title = self._words.asked("title.document-where")
            answer = New(self._talk.ask(Question("document.where", Form.TEXT, title, help_of_own("document-where", self._words))) or "")
        elif field.about.ref and answer:
            answer = [self._linked(field.about.ref, each) for each in answer] if isinstance(answer, list) else self._linked(field.about.ref, answer)
        put(data, item.key, plain_value(field, answer))

    def _linked(self, kind: str, answer: Any) -> str:
        """The id of a record that was chosen; a new one is made first."""
        return self._make_on_the_way(kinds.BY_NAME[kind], answer.name) if isinstance(answer, New) else str(answer)

    def _purposes(self, data: Values) -> None:
        """The purposes, each with its basis and what that needs; then whether there are more."""
        purposes: list[Values] = data.get("purposes") or [{}]
        known = "purposes" in data
        while True:
            for purpose in purposes:
                for item in PURPOSE:
                    self._fill(Purpose, item, purpose)
            if known or not purposes[-1]:
                break
            title = self._words.asked("title.more-purposes")
            if not self._talk.ask(Question("more", Form.YES_NO, title, help_of_own("more-purposes", self._words), default=False)):
                break
            purposes.append({})
        put(data, "purposes", [purpose for purpose in purposes if purpose])

    def _safeguards(self, item: Item, data: Values) -> None:
        """What makes the transfer to a party outside the EEA lawful; its country says which mechanisms can."""
        if not item.when(data):
            return
        [safeguard, *others] = data.get("safeguards") or [{}]
        for each in SAFEGUARD:
            if holds(safeguard, each.key) or not each.when(safeguard):
                continue
            question = question_for(Safeguard, each, {**data, **safeguard}, self._draft)
            if each.key == "mechanism":
                known = law.terms("mechanism")
                fits = [choice for choice in question.choices if _can_be(known[choice.value], data["country"])]
                covered = question.default is not None  # by an adequacy decision
                question = replace(question, choices=tuple(choice for choice in fits if covered or choice.value != "adequacy"))
            put(safeguard, each.key, self._talk.ask(question))
        put(data, "safeguards", [each for each in (safeguard, *others) if each])

    def _whether(self, table: type[Table], item: Item, data: Values) -> None:
        """Whether there are any: “no” is said in the record, which they are is for another moment."""
        if holds(data, item.key):
            return
        owner, field = find_field(table, item.key)
        title, explained = title_of(owner, field, self._words), help_for(owner, field, self._words)
        if self._talk.ask(Question(item.key, Form.YES_NO, title, explained, option=f"--set {item.key}=none")) is False:
            data[item.key] = NONE

    def _grounds(self, data: Values) -> None:
        """For data that the law guards: what allows them."""
        own = self._draft.register.own_data if self._draft.register is not None else {}
        for element in data.get("data") or ():
            category = str(element.get("category", "")) if isinstance(element, dict) else ""
            facts, term = law.terms("data-category").get(category, {}), own.get(category)
            for mark, key in (("special", "special_ground"), ("criminal", "criminal_ground"), ("national_number", "national_number_ground")):
                if key not in element and (facts.get(mark) or getattr(term, mark, None)):
                    put(element, key, self._talk.ask(ground_question(key, Data, category, self._draft)))

    def _of_all(self, data: Values, key: str, default: Any = None) -> None:
        """Something that is the same for most categories of data: asked once, for all of which it is not known."""
        unknown = [element for element in data.get("data") or () if isinstance(element, dict) and key not in element]
        if unknown:
            option = f"--set data[{unknown[0].get('category')}].{key}=…"
            answer = self._talk.ask(question_for(Data, Item(key, option, default=default if self._curious else None), {}, self._draft))
            for element in unknown:
                put(element, key, copy.copy(answer))

    # -- what else there is to say ---------------------------------------------------------------------------------------------------------------------

    def _used_by(self, kind: Kind, identity: str) -> None:
        """Which activities use what was made: they are to name it."""
        field, activities = USED_BY.get(kind.name), self._draft.names("activity")
        if field is None or not activities or not self._curious:
            return
        title = self._words.asked(f"title.used-by-{kind.name}")
        for activity in self._talk.ask(Question("activities", Form.MANY, title, help_of_own("used-by", self._words), of_records(activities))) or ():
            self._draft.link("activity", activity, field, identity)

    def _agreement(self, kind: Kind, identity: str) -> None:
        """For a processor: whether there is an agreement with it, to be recorded at once."""
        if kind is not kinds.PROCESSOR or not self._curious:
            return
        title = self._words.asked("title.has-agreement", party=self._draft.names("processor")[identity])
        if self._talk.ask(Question("agreement", Form.YES_NO, title, help_of_own("has-agreement", self._words), default=False)):
            self._begin(kinds.AGREEMENT, {"processor": identity}, None, "", nested=True)


def _can_be(mechanism: Mapping[str, Any], country: str) -> bool:
    """Whether a mechanism of Chapter V can be what a standing transfer to a party in a country rests on."""
    here = mechanism.get("country", country) == country
    return here and not (mechanism.get("past") or mechanism.get("public_only") or mechanism.get("group") == "derogation")


def wrong_id(draft: Draft, kind: Kind, identity: str) -> str:
    """What is wrong with an id for a new record, in words; "" where nothing is."""
    if identity != as_id(identity):
        return draft.words.asked("answer.id", near=as_id(identity) or "…")
    return draft.words.asked("answer.id-taken", id=identity) if identity in draft.taken(kind) else ""


def _name_in(data: Values, kind: Kind, draft: Draft) -> str:
    """What an id is made of."""
    if kind is kinds.MEASURE:
        return draft.words.term("measure-kind", str(data.get("kind", "")))
    if kind is kinds.CERTIFICATE:
        return "-".join(str(part) for part in (data.get("processor"), data.get("standard")) if part)
    if kind is kinds.AGREEMENT and data.get("processor"):
        return str(data["processor"])
    return str(data.get("name") or "")
