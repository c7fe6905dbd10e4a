"""What an agreement is worth on a day: whether it binds, and whether it is the contract of Art. 28(3)."""

from datetime import date

from .. import law
from ..model.assets import Agreement

IN_FORCE, UNSIGNED, FUTURE, EXPIRED = "in-force", "unsigned", "future", "expired"


def begins(agreement: Agreement) -> date | None:
    """First day on which it binds: nothing does before it is signed. None where no day is named."""
    start, signed = agreement.valid_from, agreement.signed
    return max(start, signed) if start and signed else start or signed


def ends(agreement: Agreement) -> date | None:
    """Last day on which it holds; None where no end is in sight: it renews itself, or the day is the last there is (9999-12-31)."""
    end = agreement.ended or (None if agreement.renews else agreement.valid_to)
    return None if end == date.max else end


def state(agreement: Agreement, on: date) -> str:
    """What it is on a day: IN_FORCE, UNSIGNED (no signature yet), FUTURE (not yet begun) or EXPIRED (run out, or ended)."""
    if agreement.status in ("draft", "sent"):
        return UNSIGNED
    end = ends(agreement)
    if end is None and agreement.status == "ended":
        return EXPIRED
    if end is not None and end < on:
        return EXPIRED
    if agreement.status is None and agreement.kind != "joint-controllers" and not _is_shown(agreement):
        return UNSIGNED  # Art. 26 asks for no signature
    start = begins(agreement)
    return FUTURE if start is not None and start > on else IN_FORCE


def _is_shown(agreement: Agreement) -> bool:
    """Whether anything says that it was concluded: a day, or a text. Art. 28(9) asks for writing, not for a signature."""
    return bool(agreement.signed or agreement.valid_from or agreement.document or agreement.documents)


def in_force(agreement: Agreement, on: date) -> bool:
    """Whether it binds on a day."""
    return state(agreement, on) == IN_FORCE


def is_processing_contract(agreement: Agreement) -> bool:
    """Whether its kind can be the contract of Art. 28(3).

    Not said what it is: taken for one. Modules 2 and 3 of Decision (EU) 2021/914 are one as well (recital 9); where no module is named, that is
    for the rules on transfers to say.
    """
    if agreement.kind is None or agreement.kind == "processing":
        return True
    if agreement.kind == "standard-clauses":
        return agreement.modules is None or "2" in agreement.modules or "3" in agreement.modules
    facts = law.terms("agreement-kind").get(agreement.kind)
    return facts is None or bool(facts.get("article28"))


def has_standard_points(agreement: Agreement) -> bool:
    """Whether it is made of clauses that hold every point of Art. 28(3) by themselves: Decision (EU) 2021/915, or modules 2 and 3 of 2021/914."""
    if agreement.instrument == "2021/915":
        return True
    clauses = agreement.kind == "standard-clauses" or agreement.instrument == "2021/914"
    return clauses and agreement.modules is not None and ("2" in agreement.modules or "3" in agreement.modules)
