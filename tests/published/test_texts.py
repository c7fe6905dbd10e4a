"""Statements as people write them, in four languages and three formats, beside register/: every verdict is meant."""

from pathlib import Path

import pytest

from ropa.audit import Audit
from ropa.published.compare import Comparison
from ropa.published.items import COVERED, NOT_APPLICABLE, NOT_FOUND, UNJUDGED
from ropa.published.language import language_of
from ropa.published.reading import read_path
from ropa.register import Register
from ropa.source.folder import Folder
from tests.support import TODAY

ROOT = Path(__file__).parent.parent.parent
TEXTS = Path(__file__).parent / "texts"


def compared(name: str) -> Comparison:
    published = read_path(str(TEXTS / name))
    return Comparison(Audit(Register(Folder(str(ROOT / "register"))), TODAY), published, language_of(published))


def verdicts(comparison: Comparison, verdict: str) -> set[str]:
    return {item.id for item in comparison.items if item.verdict == verdict}


@pytest.mark.parametrize(("name", "language"), [("policy-en.html", "en"), ("politique-fr.txt", "fr"), ("erklaerung-de.md", "de")])
def test_a_statement_in_another_language_than_the_register(name: str, language: str) -> None:
    comparison = compared(name)
    assert comparison.language == language and not comparison.same_language
    assert verdicts(comparison, NOT_APPLICABLE) == {"representative", "dpo", "automated"}
    assert verdicts(comparison, UNJUDGED) == {"interest"}  # whether it is the interest of the register, only people can read
    assert verdicts(comparison, NOT_FOUND) == set()
    assert [each.kind for each in comparison.differences if each.sure] == []
    assert [each.record.id for each in comparison.differences if each.record] == ["belastingdienst", "klachtencommissie"]


def test_a_statement_that_says_little() -> None:
    comparison = compared("kort-nl.txt")
    covered = {"controller", "purposes", "recipients", "transfers", "retention", "right-access", "right-rectification", "right-erasure"}
    assert verdicts(comparison, COVERED) == covered
    assert verdicts(comparison, UNJUDGED) == {"legal-basis", "data"}
    assert verdicts(comparison, NOT_APPLICABLE) == {"representative", "dpo", "automated"}
    notes = {item.id: item.note for item in comparison.items}
    assert (notes["transfers"], notes["legal-basis"]) == ("no-safeguard", "basis-in-passing")
    found = [(each.kind, each.variant, each.quote.place.line if each.quote else 0) for each in comparison.differences if each.sure]
    assert found == [
        ("statement-names-unknown-party", "", 9),
        ("statement-omits-recipient", "many", 0),
        ("statement-country-differs", "omitted", 0),
        ("statement-period-differs", "", 21),
    ]
    doubtful = [(each.kind, each.variant) for each in comparison.differences if not each.sure]
    assert doubtful[0] == ("statement-says-none", "recipients")
    assert {kind for kind, _ in doubtful[1:]} == {"statement-omits-recipient"}  # each by itself, for those who ask


def test_the_statement_of_the_example_register() -> None:
    published = read_path(str(ROOT / "register" / "documents" / "privacyverklaring-3.1.md"))
    comparison = Comparison(Audit(Register(Folder(str(ROOT / "register"))), TODAY), published, "nl")
    assert verdicts(comparison, NOT_FOUND) == verdicts(comparison, UNJUDGED) == set()
    assert [(each.kind, each.record.id if each.record else "") for each in comparison.differences] == [
        ("statement-omits-recipient", "wolkmap"),
        ("statement-period-differs", "klachten"),
    ]
    assert (comparison.purposes.unrecognised, comparison.purposes.unknown) == ([], [])
