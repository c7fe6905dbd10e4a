"""A statement beside the register: the items of the law, and the contradictions. Made once a check, of one reading of the text."""

from functools import cached_property
from typing import TYPE_CHECKING

from .blocks import Published
from .differences import Difference, find
from .expected import Expected
from .items import NOT_FOUND, Item, judge
from .mentions import Mentions
from .phrases import words_of
from .purposes import Likeness, compare_purposes

if TYPE_CHECKING:
    from ..audit import Audit


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
    def purposes(self) -> Likeness:
        """The purposes of the register that were recognised in the text, and those that were not; costly, and only for people to read."""
        return compare_purposes(self)

    @property
    def not_found(self) -> list[Item]:
        """The items that the law asks for and that were not found."""
        return [item for item in self.items if item.verdict == NOT_FOUND]

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
        """Whether some words of the text stand in how the register describes its data."""
        wanted = {word[:6] for word in words if len(word) >= 4}
        for activity in self.expected.audit.as_controller:
            for data in activity.data or ():
                text = " ".join((*(data.items or ()), data.description or ""))
                if text and wanted and wanted <= {word[:6] for word in words_of(text)}:
                    return True
        return False

    def knows(self, names: list[str]) -> bool:
        """Whether the register names something by one of these names, anywhere a service can stand."""
        return any(bool(words) and words[0] in self._first_words and words in self._named.get(words[0], ()) for words in (words_of(name) for name in names if name))

    @cached_property
    def _first_words(self) -> frozenset[str]:
        return frozenset(self._named)

    @cached_property
    def _named(self) -> dict[str, list[list[str]]]:
        """Every run of up to three words in the names of parties, places, techniques and cookies, by its first."""
        register = self.expected.audit.register
        texts: set[str] = set()
        for party in (*register.processors.values(), *register.recipients.values()):
            texts.update(text for text in (party.name, party.legal_name, party.parent, party.website, party.description) if text)
            for sub in getattr(party, "sub_processors", None) or ():
                texts.update(text for text in (sub.name, sub.service) if text)
        for location in register.locations.values():
            texts.update(text for text in (location.name, location.description) if text)
        for activity in register.activities.values():
            texts.update(activity.technologies or ())
            texts.update(text for cookie in activity.cookies or () for text in (cookie.name, cookie.purpose) if text)
            if activity.description:
                texts.add(activity.description)
        found: dict[str, list[list[str]]] = {}
        for text in texts:
            words = words_of(text)
            for place, word in enumerate(words):
                runs = found.setdefault(word, [])
                for length in (1, 2, 3):
                    run = words[place : place + length]
                    if len(run) == length and run not in runs:
                        runs.append(run)
        return found
