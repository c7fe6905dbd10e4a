"""Item by item of Art. 13 and 14: whether the statement covers it. What is not found may be there in other words; nothing is called absent."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from .. import law
from ..rules.base import Term
from .blocks import HEADING, ITEM, ROW, Quote
from .expected import NO, OPEN, YES, Expected
from .mentions import Mentions, Passage, stems_of
from .phrases import Match

if TYPE_CHECKING:
    from .compare import Comparison

COVERED, NOT_FOUND, UNJUDGED, NOT_APPLICABLE = "covered", "not-found", "cannot-judge", "not-applicable"
VERDICTS = (COVERED, NOT_FOUND, UNJUDGED, NOT_APPLICABLE)

_RIGHTS = ("right-access", "right-rectification", "right-erasure", "right-restriction", "right-objection", "right-portability")


class Item(msgspec.Struct, frozen=True, gc=False):
    """An item of law/information.toml with what was found of it."""

    id: str
    art13: str
    art14: str
    verdict: str
    note: str = ""
    """What is to be known about the verdict, by its key under [note]; or ""."""
    quotes: tuple[Quote, ...] = ()
    missing: tuple[Any, ...] = ()
    """What belongs to it by the register and was not found, as messages show it."""


class _Found(msgspec.Struct, frozen=True, gc=False):
    """What looking for an item gave."""

    sure: bool
    quotes: list[Quote]
    note: str = ""
    missing: tuple[Any, ...] = ()


def judge(comparison: "Comparison") -> list[Item]:
    """Every item, in the order of the law."""
    look = _Look(comparison.mentions, comparison.expected)
    items = []
    for facts in law.load("information")["item"]:
        identity = facts["id"]
        found = look.find(identity)
        applies = comparison.expected.applies(facts["applies"])
        verdict, note = _verdict(applies, found)
        items.append(Item(identity, facts.get("art13", ""), facts.get("art14", ""), verdict, note, tuple(found.quotes[:3]), found.missing))
    return items


def _verdict(applies: str, found: _Found) -> tuple[str, str]:
    if found.quotes and found.sure:
        return (NOT_APPLICABLE, "said-all-the-same") if applies == NO else (COVERED, found.note)
    if applies == NO:
        return NOT_APPLICABLE, ""
    if found.note == "vague":
        return NOT_FOUND, "vague"
    if found.quotes:
        return UNJUDGED, found.note or "in-passing"
    return (UNJUDGED, "register-open") if applies == OPEN else (NOT_FOUND, "")


class _Look:
    """Looking for each item: by its phrases, or in a way of its own."""

    def __init__(self, mentions: Mentions, expected: Expected) -> None:
        self._mentions = mentions
        self._expected = expected
        self._own: dict[str, Callable[[], _Found]] = {
            "controller": self._controller,
            "dpo": self._dpo,
            "legal-basis": self._legal_basis,
            "interest": self._interest,
            "data": self._data,
            "recipients": self._recipients,
            "transfers": self._transfers,
            "retention": self._retention,
            "complaint": self._complaint,
        }

    def find(self, identity: str) -> _Found:
        own = self._own.get(identity)
        return own() if own else self._by_phrases(identity)

    def _quotes(self, pairs: Iterable[tuple[Passage, Match]]) -> list[Quote]:
        found: dict[int, Quote] = {}
        for passage, match in pairs:
            if passage.number not in found:
                found[passage.number] = self._mentions.quote(passage, match.first, match.last)
        return list(found.values())

    def _by_phrases(self, identity: str) -> _Found:
        """Strong phrases cover an item, and so do weak ones in a heading; else those need the context that the item names, or leave it open."""
        mentions = self._mentions
        near = mentions.words["item"].get(identity, {}).get("near", "")
        strong = [pair for pair in mentions.all("strong", identity) if not _of_oneself(*pair, identity)]
        weak = mentions.all("weak", identity)
        if near:
            strong += [pair for pair in weak if self._near(*pair, near)]
            weak = [pair for pair in weak if self._in_sentence(*pair, "ask")]
            strong.sort(key=lambda pair: -len({each.id for space in ("strong", "weak") for each in pair[0].of(space) if each.id in _RIGHTS}))
        else:
            strong += [pair for pair in weak if pair[0].block.kind == HEADING]
            strong.sort(key=lambda pair: (pair[0].block.kind != HEADING, not self._under(pair[0], "rights")))
        return _Found(True, self._quotes(strong)) if strong else _Found(False, self._quotes(weak))

    def _near(self, passage: Passage, match: Match, context: str) -> bool:
        """Whether a word stands where rights are spoken of: in its sentence, or under a heading that says so."""
        if self._in_sentence(passage, match, context):
            return True
        above = self._mentions.heading(passage)
        return above is not None and (above.has(context) or any(each.id in _RIGHTS for each in above.of("weak")))

    def _under(self, passage: Passage, identity: str) -> bool:
        """Whether a passage stands under a heading about an item."""
        above = self._mentions.heading(passage)
        return above is not None and (above.has(identity) or any(each.id == identity for space in ("strong", "weak") for each in above.of(space)))

    @staticmethod
    def _in_sentence(passage: Passage, match: Match, context: str) -> bool:
        sentence = passage.sentence(match.first)
        return any(each.id == context and sentence.first <= each.first <= sentence.last for each in passage.of("context"))

    # -- in a way of their own -----------------------------------------------------------------------------------------------------------------------

    def _controller(self) -> _Found:
        mentions, organisation = self._mentions, self._expected.organisation
        names = [] if organisation is None else [organisation.controller.name, *(organisation.controller.trade_names or ())]
        named = [quote for name in names for quote in self._text(name)]
        reach = self._reach()
        role = self._quotes(mentions.all("strong", "controller"))
        if named and reach:
            return _Found(True, [named[0], *(quote for quote in reach if quote.place != named[0].place)][:2])
        if named or role or reach:
            missing = (*(() if named else ("name",)), *(() if reach else ("reach",)))
            return _Found(False, (named or role or reach)[:1], "controller-" + "-".join(missing))
        return _Found(False, self._quotes(mentions.all("weak", "controller"))[:1], "controller-name-reach")

    def _text(self, text: str) -> list[Quote]:
        """Where some words stand, capitals apart."""
        wanted = " ".join(text.split()).casefold()
        for passage in self._mentions.passages:
            at = passage.block.text.casefold().find(wanted) if wanted else -1
            if at >= 0 and passage.tokens.words:
                word = max((number for number, start in enumerate(passage.tokens.starts) if start <= at), default=0)
                return [self._mentions.quote(passage, word, word)]
        return []

    def _reach(self) -> list[Quote]:
        """Any way to reach somebody: an e-mail address, a telephone number, or the address of the register."""
        organisation = self._expected.organisation
        address = organisation.controller.address if organisation else None
        if address is not None and address.street and (found := self._text(address.street)):
            return found
        for passage in self._mentions.passages:
            text = passage.block.text
            if "@" in text or "+" in text or sum(letter.isdigit() for letter in text) >= 9:
                word = next((number for number, end in enumerate(passage.tokens.ends) if text[end : end + 1] == "@"), None)
                if word is not None:
                    return [self._mentions.quote(passage, word, word)]
                if _telephone(text):
                    return [self._mentions.around(passage)]
        return []

    def _dpo(self) -> _Found:
        mentions = self._mentions
        found = [(passage, match) for passage, match in mentions.all("strong", "dpo") if not mentions.denied(passage, match) and not passage.of("none")]
        if found:
            return _Found(True, self._quotes(found))
        return _Found(False, self._quotes(pair for pair in mentions.all("weak", "dpo") if not mentions.denied(*pair)))

    def _legal_basis(self) -> _Found:
        mentions, expected = self._mentions, self._expected
        named = {match.id for _, match in mentions.all("basis")}
        spoken = mentions.all("strong", "legal-basis")
        missing = tuple(Term("legal-basis", basis) for basis in law.terms("legal-basis") if basis in expected.bases and basis not in named)
        plain = [pair for pair in mentions.all("basis") if pair[1].id != "consent"]
        if named and (spoken or len({match.id for _, match in plain}) >= 2):  # consent is spoken of for other reasons too
            return _Found(True, self._quotes([*spoken, *plain])[:2], "each-purpose", missing)
        return _Found(False, self._quotes([*spoken, *mentions.all("basis")])[:1], "basis-in-passing" if named or spoken else "")

    def _interest(self) -> _Found:
        """Naming the basis is not naming the interest: that is recognised by its words, near by."""
        mentions = self._mentions
        pairs = mentions.all("basis", "legitimate-interests")
        told = [purpose for activity in self._expected.told[:2000] for purpose in activity.purposes or () if purpose.interest]
        passages = {passage.number for passage, _ in pairs}
        near = [
            mentions.passages[number] for number in sorted({n for at in passages for n in (at - 1, at, at + 1, at + 2)}) if 0 <= number < len(mentions.passages)
        ]
        stems = frozenset(stem for passage in near for stem in stems_of(passage.block.text, mentions.stop))
        for purpose in told:
            wanted = stems_of(purpose.interest or "", mentions.stop)
            if wanted and len(wanted & stems) >= max(1, (len(wanted) + 1) // 2):
                return _Found(True, self._quotes(pairs) or [mentions.around(near[0])])
        return _Found(False, self._quotes(pairs)[:2], "interest-which" if pairs else "")

    def _data(self) -> _Found:
        pairs = self._mentions.all("data")
        first: dict[str, tuple[Passage, Match]] = {}
        for pair in sorted(pairs, key=lambda pair: not self._under(pair[0], "data")):
            if pair[0].block.kind != HEADING:
                first.setdefault(pair[1].id, pair)
        ranked = sorted(first.values(), key=lambda pair: (not self._under(pair[0], "data"), pair[0].block.kind not in (ITEM, ROW)))
        return _Found(len(first) >= 3, self._quotes(ranked))

    def _recipients(self) -> _Found:
        mentions = self._mentions
        named = [*mentions.all("party"), *mentions.all("service")]
        kinds = [pair for pair in mentions.all("kind") if mentions.near(*pair, "recipients")]
        if named or kinds:
            return _Found(True, self._quotes(sorted([*named, *kinds], key=lambda pair: not self._under(pair[0], "recipients"))))
        if denied := mentions.all("none", "recipients"):
            return _Found(True, self._quotes(denied), "says-none")
        return _Found(False, self._quotes(mentions.all("weak", "recipients"))[:2], "general-words" if mentions.all("weak", "recipients") else "")

    def _transfers(self) -> _Found:
        mentions = self._mentions
        strong = mentions.all("strong", "transfers")
        third = [pair for pair in mentions.all("country") if not law.in_eea(pair[1].id, self._expected.audit.on) and mentions.about(pair[0], "transfer")]
        found = [*strong, *third]
        weak = mentions.all("weak", "transfers")
        if any(passage.has("uncertain") for passage, _ in (*found, *weak)):
            return _Found(False, self._quotes([*found, *weak]), "transfer-uncertain")
        if not found:
            return _Found(False, self._quotes(weak))
        note = "says-none" if mentions.all("none", "transfers") else "" if mentions.all("strong", "safeguard") else "no-safeguard"
        return _Found(True, self._quotes(found), note)

    def _retention(self) -> _Found:
        from .periods import retention_columns, retention_durations

        mentions = self._mentions
        periods = retention_durations(mentions)
        if periods:
            return _Found(True, [mentions.quote(passage, duration.first, duration.last) for passage, duration in periods][:3])
        for strength, note in (("strong", "criterion"), ("endless", "endless")):
            if criteria := [pair for pair in mentions.all(strength, "retention") if mentions.about(pair[0], "retention")]:
                return _Found(True, self._quotes(criteria), note)
        told = [passage for passage in mentions.passages if self._tells_until(passage, retention_columns(mentions, passage))]
        if told:
            return _Found(True, [mentions.around(passage) for passage in told[:3]], "criterion")
        weak = mentions.all("weak", "retention")
        return _Found(False, self._quotes(weak)[:1], "vague" if weak else "")

    def _tells_until(self, passage: Passage, columns: frozenset[int]) -> bool:
        """Whether a row of a table says until when in the column for that: in words of its own, and not “as long as necessary”."""
        mentions = self._mentions
        said = [word for word, cell in enumerate(mentions.cells(passage)) if cell in columns] if columns else []
        vague = [match for match in passage.of("weak") if match.id == "retention"] + [match for match in passage.of("context") if match.id == "uncertain"]
        return len(said) > 1 and not any(match.first in said for match in vague)

    def _complaint(self) -> _Found:
        mentions = self._mentions
        strong = mentions.all("strong", "complaint")
        named = [pair for pair in mentions.all("authority") if mentions.about(pair[0], "complaint")]
        if strong or named:
            return _Found(True, self._quotes([*named, *strong]))
        return _Found(False, self._quotes([*mentions.all("authority"), *mentions.all("weak", "complaint")])[:1], "complaint-where")


def _of_oneself(passage: Passage, match: Match, identity: str) -> bool:
    """Whether a phrase goes on with the reader: “we receive data from you” names no other source."""
    return any(each.id == identity and match.last <= each.first <= match.last + 1 for each in passage.of("self"))


def _telephone(text: str) -> bool:
    """Whether a text holds a number to call: nine digits or more, close together."""
    run = gap = 0
    for letter in text:
        if letter.isdigit():
            run, gap = run + 1, 0
            if run >= 9:
                return True
        elif letter in " -()./+" and gap < 2:
            gap += 1
        else:
            run = gap = 0
    return False


__all__ = ["COVERED", "NOT_APPLICABLE", "NOT_FOUND", "UNJUDGED", "VERDICTS", "YES", "Item", "judge"]
