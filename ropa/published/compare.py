"""A statement beside the register: the items of the law, and the contradictions. Made once a check, of one reading of the text."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from ..i18n import LANGUAGES
from ..model.parties import Party, Processor
from .blocks import Published
from .differences import NONE, Difference, find
from .expected import Expected
from .items import NOT_FOUND, Item, judge
from .mentions import Mentions, load
from .phrases import Phrasebook, words_of

if TYPE_CHECKING:
    from ..audit import Audit
    from .purposes import Likeness


class Comparison:
    """What a statement covers, and where it and the register differ."""

    def __init__(self, audit: "Audit", published: Published, language: str) -> None:
        """Take the register on a day, the statement, and its language (one of LANGUAGES)."""
        self.published = published
        self.language = language
        self.expected = Expected(audit)
        self.mentions = Mentions(published, audit.register, language)

    @cached_property
    def items(self) -> list[Item]:
        """Every item of Art. 13 and 14 with its verdict."""
        return judge(self)

    @cached_property
    def differences(self) -> list[Difference]:
        """Every contradiction, the doubtful ones among them."""
        return find(self)

    @cached_property
    def purposes(self) -> "Likeness":
        """The purposes of the register that were recognised in the text, and those that were not; costly, and only for people to read."""
        from .purposes import compare_purposes

        return compare_purposes(self)

    @property
    def not_found(self) -> list[Item]:
        """The items that the law asks for and that were not found; those that the statement denies are told as that."""
        denied = {difference.variant for difference in self.differences if difference.kind == NONE and difference.sure}
        return [item for item in self.items if item.verdict == NOT_FOUND and item.id not in denied]

    # -- what the register has, looked up only where something is amiss --------------------------------------------------------------------------------

    @cached_property
    def categories(self) -> frozenset[str]:
        """The categories of data of all activities as controller, with what own ones are like."""
        own = self.expected.audit.register.own_data
        held = {data.category for activity in self.expected.audit.as_controller for data in activity.data or () if data.category}
        return frozenset(held | {own[each].like or each for each in held if each in own})

    @cached_property
    def special(self) -> frozenset[str]:
        """The special categories that records add to what their category says."""
        return frozenset(kind for activity in self.expected.audit.as_controller for data in activity.data or () for kind in data.special or ())

    def data_text_has(self, words: list[str]) -> bool:
        """Whether some words of the text stand together in how the register describes its data."""
        stems = [word[:6] for word in words if len(word) >= 4]
        return bool(stems) and any(all(stem in text for stem in stems) for text in self._data_texts)

    @cached_property
    def _data_texts(self) -> frozenset[str]:
        every = (data for activity in self.expected.audit.as_controller for data in activity.data or ())
        texts = {" ".join((*(data.items or ()), data.description or "")) for data in every}
        return frozenset(" ".join(words_of(text)) for text in texts)

    @cached_property
    def _kinds(self) -> Phrasebook:
        words = load(f"words/{self._register_language}")
        parties = [party for _, party in self.expected.parties]
        book = Phrasebook(frozenset(word for party in parties for word in words_of(_description(party))))
        for table in ("service", "recipient"):
            for identity, phrases in words[table].items():
                book.add(identity, phrases)
        return book

    @property
    def _register_language(self) -> str:
        language = self.expected.audit.register.language
        return language if language in LANGUAGES else self.language

    @property
    def same_language(self) -> bool:
        """Whether the statement is in the language of the register: only then can their sentences be compared."""
        return self._register_language == self.language

    def kinds_of(self, party: Party) -> set[str]:
        """The kinds of service and recipient that a party is of: as the register says, and by the words with which it describes a recipient."""
        if isinstance(party, Processor):
            return {party.service} if party.service else set()
        kinds = {match.id for match in self._kinds.find(words_of(_description(party)))}
        kind = getattr(party, "kind", None)
        return kinds | ({kind} if kind and kind != "employer" else set())

    def knows(self, names: Iterable[str]) -> bool:
        """Whether the register names something by one of these names, anywhere a service can stand."""
        return any(_stands_in(name.casefold(), self._named) for name in names if name)

    @cached_property
    def _named(self) -> str:
        """The names of parties, places, techniques and cookies, and what is said of them."""
        register = self.expected.audit.register
        texts: set[str | None] = set()
        for party in (*register.processors.values(), *register.recipients.values()):
            texts |= {party.name, party.legal_name, party.parent, party.website, party.description}
            if isinstance(party, Processor):
                texts.update(text for sub in party.sub_processors or () for text in (sub.name, sub.service))
        for location in register.locations.values():
            texts |= {location.name, location.description}
        for activity in register.activities.values():
            texts.add(activity.description)
            texts.update(activity.technologies or ())
            texts.update(text for cookie in activity.cookies or () for text in (cookie.name, cookie.purpose))
        return "\n".join(sorted(text for text in texts if text)).casefold()


def _description(party: Party) -> str:
    return f"{getattr(party, 'category', None) or ''} {party.name}"


def _stands_in(name: str, text: str) -> bool:
    """Whether a name stands in a text as a word of its own."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            return True
        at = text.find(name, end)
    return False
