"""N: the published privacy statement, beside the register. What is compared, and how, is in published/; here what is certain enough becomes a finding.

None is an error: a statement is read by its words, and what was not found may be there in others.
"""

from typing import TYPE_CHECKING

from ..errors import Failure
from ..register import Found
from .base import ALWAYS, INFO, WARNING, Cite, Hits, Words, hit, rule

if TYPE_CHECKING:
    from ..audit import Audit
    from ..published.blocks import Place
    from ..published.compare import Comparison
    from ..published.differences import Difference

_NAMED = ("statement", "document", "path")
"""The key that names the statement."""


def place_words(place: "Place") -> Words:
    """A place in a statement, for a message: “regel 41”, “bladzijde 2, regel 3”, “alinea 12”."""
    if place.page:
        return Words("place.page", (("page", place.page), ("line", place.line)))
    if place.paragraph:
        return Words("place.paragraph", (("paragraph", place.paragraph),))
    return Words("place.line", (("line", place.line),)) if place.line else Words("place.elsewhere")


def article(art13: str, art14: str) -> Cite:
    """The citation of an item: of art. 13 where that has it, else of art. 14."""
    number, point = (art13 or art14)[:1], (art13 or art14)[1:]
    return Cite(f"GDPR art. {13 if art13 else 14}({number}){point}")


def _comparison(audit: "Audit") -> "Comparison | None":
    published = audit.published
    return None if published is None or isinstance(published, Failure) else published


def _told(audit: "Audit", name: str) -> Hits:
    """The certain differences that a rule of this name tells."""
    comparison = _comparison(audit)
    for difference in comparison.differences if comparison else ():
        if difference.kind == name and difference.sure:
            yield _hit(difference, comparison.published.name if comparison else "")


def _hit(difference: "Difference", file: str) -> Found:
    """A difference as a finding: at the key of the register that it is about, else at its line of the statement."""
    params = {**difference.params, "file": file}
    if difference.quote is not None:
        params["place"] = place_words(difference.quote.place)
    if difference.record is not None:
        return hit(difference.record, *difference.path, variant=difference.variant, **{key: value for key, value in params.items() if key != "record"})
    line = difference.quote.place.line if difference.quote and not difference.quote.place.page else 0
    return Found("", file, "register", (), difference.variant, params, line or 1, 1)


@rule("N801", WARNING, "GDPR art. 13", "GDPR art. 14", "GDPR art. 12(1)")
def statement_item_not_found(audit: "Audit") -> Hits:
    """An item of Art. 13 or 14 that was not found in the statement."""
    comparison, organisation = _comparison(audit), audit.register.organisation
    if comparison is None or organisation is None:
        return
    for item in comparison.not_found:
        variant = "vague" if item.note == "vague" else ""
        words = {"item": Words(f"item.{item.id}"), "advice": Words(f"advice.{item.id}"), "article": article(item.art13, item.art14)}
        yield hit(organisation, *_NAMED, variant=variant, file=comparison.published.name, **words)


@rule("N802", WARNING, "GDPR art. 13(1)(e)", "GDPR art. 30(1)(d)")
def statement_names_unknown_party(audit: "Audit") -> Hits:
    """A service that the statement names and the register does not know, or one that is no longer used."""
    return _told(audit, "statement-names-unknown-party")


@rule("N803", WARNING, "GDPR art. 13(1)(e)", "GDPR art. 14(1)(e)")
def statement_omits_recipient(audit: "Audit") -> Hits:
    """A processor or recipient that the statement neither names nor describes, where it names others."""
    return _told(audit, "statement-omits-recipient")


@rule("N804", WARNING, "GDPR art. 13(2)(a)", "GDPR art. 14(2)(a)", "GDPR art. 30(1)(f)")
def statement_period_differs(audit: "Audit") -> Hits:
    """A period of the statement that is not the register's."""
    return _told(audit, "statement-period-differs")


@rule("N805", WARNING, "GDPR art. 13(1)(f)", "GDPR art. 14(1)(f)", "GDPR art. 30(1)(e)")
def statement_country_differs(audit: "Audit") -> Hits:
    """A third country that only one of the two names."""
    return _told(audit, "statement-country-differs")


@rule("N806", WARNING, "GDPR art. 13(2)(d)", "GDPR art. 77(1)")
def statement_authority_differs(audit: "Audit") -> Hits:
    """Another authority than the register's."""
    return _told(audit, "statement-authority-differs")


@rule("N807", INFO, "GDPR art. 5(2)", since=ALWAYS)
def statement_unreadable(audit: "Audit") -> Hits:
    """A statement that is named and cannot be read: then nothing was compared."""
    published, organisation = audit.published, audit.register.organisation
    if isinstance(published, Failure) and organisation is not None:
        yield hit(organisation, *_NAMED, file=published.params["path"], reason=published.params["reason"])


@rule("N808", WARNING, "GDPR art. 5(1)(a)", "GDPR art. 13")
def statement_says_none(audit: "Audit") -> Hits:
    """The statement says that there is none of what the register has: transfers, a DPO, automated decisions."""
    return _told(audit, "statement-says-none")


@rule("N809", WARNING, "GDPR art. 13(1)(a)-(b)", "GDPR art. 12(2)")
def statement_contact_differs(audit: "Audit") -> Hits:
    """A DPO whom the register does not have, or another address than the register's."""
    return _told(audit, "statement-contact-differs")


@rule("N810", WARNING, "GDPR art. 9", "GDPR art. 30(1)(c)")
def statement_names_unknown_data(audit: "Audit") -> Hits:
    """Data of Art. 9, 10 or 87 that the statement lists and the register does not have."""
    return _told(audit, "statement-names-unknown-data")


RULES = (
    statement_item_not_found,
    statement_names_unknown_party,
    statement_omits_recipient,
    statement_period_differs,
    statement_country_differs,
    statement_authority_differs,
    statement_unreadable,
    statement_says_none,
    statement_contact_differs,
    statement_names_unknown_data,
)
