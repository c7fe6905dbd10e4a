"""Whom a statement is for, and which activities that leaves: each as those people need it, without what is about others."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from ...audit import Audit
from ...derive.lifetime import has_begun, is_ahead, is_over
from ...errors import Failure
from ...i18n import Texts
from ...model.activity import Activity, Data
from ...model.parties import Party
from ...model.read import nearest


def near_of(words: Texts, near: str | None) -> str:
    """“ Did you mean: …?”, or nothing where nothing is near."""
    return " " + words.ui("usage.near", near=near) if near else ""


class Parties(NamedTuple):
    """Who gets data of an activity, by id."""

    processors: list[str]
    recipients: list[str]


class Scope:
    """The activities that a statement tells of, as controller and as they are on the day; drafts, ended and future ones are left out."""

    def __init__(self, audit: Audit, words: Texts, subjects: Sequence[str] = ()) -> None:
        """Take the audience as ids of the vocabulary; none means everybody. Raises Failure for one that nobody knows or that nothing is about."""
        self.audit = audit
        self._words = words
        self.subjects = list(dict.fromkeys(subjects))
        live = [activity for activity in audit.as_controller if has_begun(activity, audit.on)]
        self.unsaid: list[Activity] = []
        """Activities that do not say whose data they are about, and so are left out of a statement for some."""
        if not self.subjects:
            self.activities = live
            return
        self._asked = self._known(self.subjects)
        self.unsaid = [activity for activity in live if not any(people.category for people in activity.subjects or ())]
        self.activities = [view for activity in live if (view := self._view(activity)) is not None]
        if not self.activities:
            present = dict.fromkeys(people.category for activity in live for people in activity.subjects or () if people.category)
            raise Failure("statement-nobody", value=", ".join(self.subjects), known=", ".join(sorted(present)) or "–")

    def _known(self, subjects: Iterable[str]) -> set[str]:
        """The categories that are meant: those asked for, and the organisation's own that are a kind of them."""
        facts = self.audit.subject_facts
        for each in subjects:
            if each not in facts:
                raise Failure("statement-subject", value=each, near=near_of(self._words, nearest(each, facts)))
        kinds = (identity for identity, term in self.audit.register.own_subjects.items() if term.like in self.subjects)
        return {*self.subjects, *kinds}

    def _view(self, activity: Activity) -> Activity | None:
        """The activity without the purposes, people and data that are about others; None where it is about none of those asked for."""
        asked = self._asked
        people = [each for each in activity.subjects or () if each.category in asked]
        if not people:
            return None
        data = [each for each in activity.data or () if not each.subjects or asked.intersection(each.subjects)] or list(activity.data or ())
        left = {each.category for each in data}
        purposes = [
            each
            for each in activity.purposes or ()
            if (not each.subjects or asked.intersection(each.subjects)) and (not each.data or left.intersection(each.data) or not data)
        ]
        return msgspec.structs.replace(activity, subjects=people, purposes=purposes or activity.purposes, data=data or activity.data)

    @property
    def whole(self) -> bool:
        """Whether it is for everybody."""
        return not self.subjects

    def parties(self, activity: Activity) -> Parties:
        """Who gets data of an activity: for some people only, who gets the data that are about them."""
        rows = activity.data or []
        if self.whole or not rows:
            processors = [*(activity.processors or ()), *(each for data in rows for each in data.processors or ())]
            recipients = [*(activity.recipients or ()), *(each for data in rows for each in data.recipients or ())]
        else:
            processors = [each for data in rows for each in self._getting(data, activity, "processors")]
            recipients = [each for data in rows for each in self._getting(data, activity, "recipients")]
        processors += [cookie.processor for cookie in activity.cookies or () if cookie.processor]
        recipients += activity.joint_controllers or ()
        known = self.audit.register
        return Parties(
            [each for each in dict.fromkeys(processors) if self.in_use(known.processors.get(each))],
            [each for each in dict.fromkeys(recipients) if self.in_use(known.recipients.get(each))],
        )

    def _getting(self, data: Data, activity: Activity, kind: str) -> Iterator[str]:
        named = getattr(activity if getattr(data, kind) is None else data, kind)
        known = self.audit.register.by_kind(kind.removesuffix("s"))
        for identity in named or ():
            party = known.get(identity)
            if party is None or not party.data or data.category in party.data:
                yield identity

    def in_use(self, party: Party | None) -> bool:
        """Whether a party is there on the day."""
        return party is not None and not is_over(party, self.audit.on) and not is_ahead(party, self.audit.on)

    def places(self, activity: Activity) -> set[str]:
        """Ids of the locations where an activity keeps these data."""
        rows = activity.data or []
        if self.whole or not rows:
            return {*(activity.locations or ()), *(place for data in rows for place in data.locations or ())}
        return {place for data in rows for place in data.locations or activity.locations or ()}
