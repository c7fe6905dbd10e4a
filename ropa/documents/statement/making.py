"""What the sections are made with: the words, the activities, and how texts of the register are put into sentences."""

from collections.abc import Iterable, Sequence
from typing import Any

from ...audit import Audit
from ...i18n import Texts
from ...i18n.citations import cite
from ...model.activity import Activity, Data
from ...model.common import Address
from ...model.fields import Record
from ...model.organisation import Controller, StatementPolicy
from ...register import file_of
from ..blocks import Span, Text
from .items import Gaps
from .scope import Scope, near_of

_ENDS = (".", "!", "?", "…", ":")
_CLOSING = "”“’\"')»\u00a0"
"""What may come after the stop of a sentence."""


class Making:
    """One statement while it is made."""

    def __init__(self, audit: Audit, words: Texts, scope: Scope) -> None:
        """Take the register on a day, the words, and whom it is for."""
        self.audit = audit
        self.words = words
        self.scope = scope
        self.gaps = Gaps()
        self.register = audit.register
        self.policy: StatementPolicy = (self.register.organisation.statement if self.register.organisation else None) or StatementPolicy()
        self.shown: set[str] = set()
        """The names of the sections that are told, for what refers to them."""

    @property
    def controller(self) -> Controller | None:
        """The organisation."""
        return self.register.organisation.controller if self.register.organisation else None

    @property
    def activities(self) -> list[Activity]:
        """The activities that are told."""
        return self.scope.activities

    def say(self, key: str, /, **params: Any) -> str:
        """A sentence of the statement."""
        return self.words.stated(key, **params)

    def miss(self, item: str, record: Record | None, key: str) -> None:
        """Note what the register does not say."""
        self.gaps.note(item, "register.toml" if record is None else file_of(record)[0], key)

    # -- texts of the register in sentences -------------------------------------------------------------------------------------------------------

    def law(self, *citations: str) -> Span:
        """Articles between brackets, less important than what they are the ground for."""
        return Span(f" ({'; '.join(cite(each, self.words.language) for each in citations)})", "muted")

    def subject(self, identity: str) -> str:
        """A category of people, by name."""
        own = self.register.own_subjects.get(identity)
        return own.name if own else self.words.term("data-subject", identity)

    def subjects(self, identities: Iterable[str | None]) -> str:
        """Categories of people, in a sentence."""
        return self.words.show([self.subject(each) for each in dict.fromkeys(identities) if each])

    def category(self, identity: str) -> str:
        """A category of data, by name."""
        own = self.register.own_data.get(identity)
        return own.name if own else self.words.term("data-category", identity)

    def data(self, data: Data) -> str:
        """Data by their category, with the data themselves where those say more."""
        items = [item.strip() for item in data.items or () if item.strip()]
        if not data.category:
            return self.listed(items)
        name = self.category(data.category)
        if items:
            name = name.partition(" (")[0]  # what it may be is then said by what it is
        if not items or (len(items) == 1 and items[0].lower() == name.lower()):
            return name
        at_home = self.words.language == self.register.language
        if at_home and (data.category in self.audit.national_number_categories or (len(items) == 1 and _holds(items[0], name))):
            return self.listed(items)
        return f"{name} ({self.listed(items)})"

    def categories(self, rows: Iterable[Data]) -> str:
        """Data by their categories alone, each once: for where the data themselves stand elsewhere."""
        return "; ".join(dict.fromkeys(self.category(data.category) if data.category else self.data(data) for data in rows))

    def quoted(self, text: str) -> str:
        """The name of something, within a sentence."""
        return self.say("quoted", text=text)

    def listed(self, texts: Sequence[str]) -> str:
        """Texts of the register one after the other; by “;” where one of them has a comma itself."""
        return ("; " if any("," in text for text in texts) else ", ").join(texts)

    def where(self, activities: Iterable[Activity]) -> str:
        """Activities by name, for a column that says what something is about."""
        return "; ".join(dict.fromkeys(activity.name for activity in activities))

    def address(self, address: Address | None) -> str:
        """An address on one line."""
        if address is None:
            return ""
        town = " ".join(part for part in (address.postal_code, address.city) if part)
        home = self.controller.address.country if self.controller and self.controller.address else None
        country = self.words.country(address.country) if address.country and (address.country != home or not town) else ""
        return ", ".join(part for part in (address.street, town, country) if part)

    @property
    def several(self) -> bool:
        """Whether it must be said which activity something is about."""
        return len(self.activities) > 1


def _holds(text: str, name: str) -> bool:
    """Whether a text has a name in it, so that saying both says it twice."""
    return name.lower() in text.lower()


def ended(text: str) -> str:
    """A text as a sentence: with a capital and a stop."""
    text = capital(text.strip())
    return text if not text or text.rstrip(_CLOSING).endswith(_ENDS) else f"{text}."


def capital(text: str) -> str:
    """The text with a capital at its beginning; not where that changes a name, such as iDEAL."""
    return text if not text or text[1:2].isupper() else text[0].upper() + text[1:]


def mail(address: str) -> Text:
    """An e-mail address that can be clicked on."""
    return (Span(address, to=f"mailto:{address}"),)


def web(address: str) -> Text:
    """A web address that can be clicked on."""
    return (Span(address, to=address),)


def phone(number: str) -> Text:
    """A telephone number that can be clicked on."""
    dialled = "".join(letter for letter in number if letter in "+0123456789")
    return (Span(number, to=f"tel:{dialled}"),) if dialled else number


__all__ = ["Making", "capital", "ended", "mail", "near_of", "phone", "web"]
