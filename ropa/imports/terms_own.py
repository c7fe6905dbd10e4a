"""Categories that no vocabulary has: the organisation's own terms, in vocabulary.toml."""

from ..i18n import Texts
from ..register import Register, as_id, unused
from .drafts import Draft, Entry, Outcome, Said
from .parties import name_key

MOST_WORDS, MOST_LETTERS = 10, 80
"""A longer text is no name of a category."""
_GROUPS = {"data-category": "data", "data-subject": "subjects"}


class OwnTerms:
    """The own terms of a register, and those that a table adds."""

    def __init__(self, register: Register, words: Texts, outcome: Outcome) -> None:
        """Take the register as it is, its words, and the outcome that new terms are added to."""
        self._words = words
        self._outcome = outcome
        self._draft: Draft | None = None
        self._ids: dict[str, dict[str, str]] = {
            "data-category": {name_key(term.name): identity for identity, term in register.own_data.items()},
            "data-subject": {name_key(term.name): identity for identity, term in register.own_subjects.items()},
        }

    def find(self, vocabulary: str, text: str) -> str:
        """The id of an own term by its name or its id; "" where there is none."""
        known = self._ids[vocabulary]
        return known.get(name_key(text), "") or (text if text in known.values() else "")

    def make(self, vocabulary: str, text: str, said: Said, sheet: str, suggestion: str = "") -> str:
        """The id of a new own term; "" where the text is no name. It is reported."""
        text = " ".join(text.split())
        if not text or len(text) > MOST_LETTERS or len(text.split()) > MOST_WORDS or not any(letter.isalpha() for letter in text):
            return ""
        identity = self._free(vocabulary, text)
        if self._draft is None:
            self._draft = Draft(kind="vocabulary", identity="", data={}, kept=[], sheet=sheet)
            self._outcome.drafts.append(self._draft)
        self._draft.data.setdefault(_GROUPS[vocabulary], {})[identity] = {"name": text}
        self._ids[vocabulary][name_key(text)] = identity
        self._outcome.entries.append(
            Entry(sheet, said._replace(text=text), "own-term", "vocabulary", self._words.term(vocabulary, suggestion) if suggestion else "")
        )
        return identity

    def _free(self, vocabulary: str, text: str) -> str:
        from .. import law

        taken = {*law.terms(vocabulary), *self._ids[vocabulary].values()}
        base = as_id(text)[:60].strip("-") or ("gegevens" if vocabulary == "data-category" else "personen")
        return unused(base, {*taken, base} if base.isdigit() else taken)  # a number is no name
