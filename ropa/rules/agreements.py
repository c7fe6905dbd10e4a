"""V: the agreements with processors, controllers and joint controllers (Art. 26, 28): is there one, does it bind, what does it say."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from .. import law
from ..derive.agreements import EXPIRED, FUTURE, IN_FORCE, UNSIGNED, begins, ends, has_standard_points, in_force, is_processing_contract, state
from ..derive.lifetime import has_begun
from ..model.activity import ActingFor, Activity
from ..model.assets import Agreement
from ..model.parties import Processor
from ..register import index_many
from .base import ERROR, INFO, WARNING, Hit, Hits, Quoted, Term, hit, rule

if TYPE_CHECKING:
    from ..audit import Audit


# -- a contract for every processor ----------------------------------------------------------------------------------------------------------------


@rule("V501", ERROR, "GDPR art. 28(3)")
def agreement_missing(audit: "Audit") -> Hits:
    """A processor that is used without any contract of Art. 28."""
    for processor, users, cause, agreement in _without_contract(audit):
        if cause == FUTURE and agreement is not None:
            yield _judged(hit(processor, variant="later", agreement=agreement, begins=begins(agreement), **_named(processor, users)), users, audit)
        elif cause == "none" and not _may_be_in_broken_file(audit, processor):
            variant = "depends" if processor.own_purposes is None and not processor.role_reason and usual_role(processor) == "depends" else ""
            yield _judged(hit(processor, variant=variant, **_named(processor, users)), users, audit)


@rule("V502", ERROR, "GDPR art. 28(3)")
def agreement_expired(audit: "Audit") -> Hits:
    """A contract of Art. 28 that has run out, or was ended, while the processor is still used."""
    for processor, users, cause, agreement in _without_contract(audit):
        if cause == EXPIRED and agreement is not None:
            end = ends(agreement)
            key = "status" if end is None else "ended" if agreement.ended else "valid_to"
            found = hit(agreement, key, variant="" if end else "no-date", agreement=agreement, end=end, **_named(processor, users))
            yield _judged(found, users, audit)


@rule("V503", WARNING, "GDPR art. 28(3)", "GDPR art. 26(1)")
def agreement_ending(audit: "Audit") -> Hits:
    """An agreement that ends soon, with nothing to follow it."""
    for agreement in audit.register.agreements.values():
        end = ends(agreement)
        if end is None or not 0 <= (end - audit.on).days <= audit.notice_days or not in_force(agreement, audit.on) or not _has_legal_weight(agreement):
            continue
        if _is_used(audit, agreement) and not _is_followed(audit, agreement, end + timedelta(days=1)):
            yield hit(agreement, "ended" if agreement.ended else "valid_to", variant="last-day" if end == audit.on else "", end=end)


@rule("V504", ERROR, "GDPR art. 28(3)", "GDPR art. 28(9)")
def agreement_unsigned(audit: "Audit") -> Hits:
    """A contract of Art. 28 that nobody has signed yet, while the processor is used."""
    for processor, users, cause, agreement in _without_contract(audit):
        if cause == UNSIGNED and agreement is not None:
            found = hit(agreement, "status" if agreement.status else "signed", variant=agreement.status or "", agreement=agreement, **_named(processor, users))
            yield _judged(found, users, audit)


@rule("V507", ERROR, "GDPR art. 28(3)")
def agreement_wrong_kind(audit: "Audit") -> Hits:
    """A processor with whom there is an agreement, but none that is a contract of Art. 28."""
    for processor, users, cause, agreement in _without_contract(audit):
        if cause == "wrong-kind" and agreement is not None:
            modules = agreement.kind == "standard-clauses"
            params = _named(processor, users)
            found = hit(
                agreement,
                "modules" if modules else "kind",
                variant="modules" if modules else "",
                agreement=agreement,
                kind=Term("agreement-kind", agreement.kind or ""),
                **params,
            )
            yield _judged(found, users, audit)


def _without_contract(audit: "Audit") -> Iterator[tuple[Processor, list[Activity], str, Agreement | None]]:
    """Each used processor that no contract of Art. 28 binds on the day: (processor, its activities, why, the agreement that comes nearest).

    Why: UNSIGNED, EXPIRED, FUTURE, "wrong-kind" or "none". One cause a processor, so that no two rules speak of it.
    """
    for processor in audit.processors:
        users = audit.activities_of_processor.get(processor.id)
        if not users or processor.id in audit.contracts_of_processor or not _needs_contract(processor):
            continue
        agreements = audit.agreements_of_processor.get(processor.id, ())
        contracts = [agreement for agreement in agreements if is_processing_contract(agreement)]
        for cause in (UNSIGNED, EXPIRED, FUTURE):
            nearest = [agreement for agreement in contracts if state(agreement, audit.on) == cause]
            if nearest:
                yield processor, users, cause, max(nearest, key=lambda agreement: str(ends(agreement) or begins(agreement) or ""))
                break
        else:
            others = [agreement for agreement in agreements if in_force(agreement, audit.on)]
            yield processor, users, "wrong-kind" if others else "none", others[0] if others else None


def usual_role(processor: Processor) -> str:
    """What a supplier of this kind of service is as a rule: "processor", "controller", "depends" or "none"."""
    facts = law.terms("service").get(processor.service or "", {})
    role: str = facts.get("usual_role", "processor")
    return role


def _needs_contract(processor: Processor) -> bool:
    """Whether it is to be taken for a processor: where that is in doubt, processor-or-controller speaks first."""
    if processor.own_purposes:
        return False
    return processor.own_purposes is False or bool(processor.role_reason) or usual_role(processor) in ("processor", "depends")


def _named(processor: Processor, users: list[Activity]) -> dict[str, Any]:
    return {"processor": processor, "id": processor.id, "activities": few(users), "count": len(users)}


def few(activities: Iterable[Activity], most: int = 5) -> list[object]:
    """The names of some activities, for a message; "…" closes a long list."""
    names: list[object] = [Quoted(activity.name) for activity in activities]
    return names[:most] + (["…"] if len(names) > most else [])


def _judged(found: Hit, users: list[Activity], audit: "Audit") -> Hit:
    """The hit, judged by who uses the processor: where only drafts and what is yet to begin do, the engine lowers it to a warning."""
    live = any(has_begun(activity, audit.on) for activity in users)
    found.params["record"] = found.params["processor"] if live else users[0]
    return found


def _may_be_in_broken_file(audit: "Audit", processor: Processor) -> bool:
    """Whether an agreement that could not be read may be the one with this processor: its file speaks of it, or is not to be had at all."""
    source = audit.register.source
    for kind, identity in audit.register.broken:
        if kind == "agreement":
            data = source.read(f"agreements/{identity}.toml")
            if not isinstance(data, bytes) or processor.id == identity or processor.id.encode() in data:
                return True
    return False


def _has_legal_weight(agreement: Agreement) -> bool:
    """Whether Art. 26 or 28 asks for an agreement of this kind; the end of standard clauses is for the rules on transfers."""
    facts = law.terms("agreement-kind").get(agreement.kind or "processing", {})
    return bool(facts.get("article28") or facts.get("article26"))


def _is_used(audit: "Audit", agreement: Agreement) -> bool:
    """Whether the other party has a part in what is going on now."""
    if agreement.processor is None and not agreement.recipients:
        return True
    if agreement.processor in audit.activities_of_processor:
        return True
    return any(recipient in audit.activities_of_recipient for recipient in agreement.recipients or ())


def _is_followed(audit: "Audit", agreement: Agreement, day: date) -> bool:
    """Whether another agreement of the same party and kind holds on a day."""
    for other in audit.register.agreements.values():
        same = other.processor == agreement.processor and other.controller == agreement.controller and (other.recipients or []) == (agreement.recipients or [])
        if (
            same
            and other is not agreement
            and _has_legal_weight(other)
            and is_processing_contract(other) == is_processing_contract(agreement)
            and in_force(other, day)
        ):
            return True
    return False


# -- what the contract says ------------------------------------------------------------------------------------------------------------------------


def _living_contracts(audit: "Audit") -> Iterator[Agreement]:
    """Contracts of Art. 28 that bind, or will, and whose processor is used (or whose controller is served). A draft breaks no law: see V504."""
    for agreement in audit.register.agreements.values():
        serves = agreement.controller is not None or agreement.processor in audit.activities_of_processor
        if serves and is_processing_contract(agreement) and state(agreement, audit.on) in (IN_FORCE, FUTURE):
            yield agreement


@rule("V505", ERROR, "GDPR art. 28(3)(a)-(h)")
def agreement_clause(audit: "Audit") -> Hits:
    """A contract that lacks a point of Art. 28(3)."""
    for agreement in _living_contracts(audit):
        if agreement.clauses is None or has_standard_points(agreement):
            continue
        said = {*agreement.clauses, *(["sub-processors"] if agreement.sub_processing else []), *(["audit"] if agreement.audit else [])}
        missing = [clause for clause in law.terms("clause") if clause not in said]
        if missing:
            letters = ", ".join(law.terms("clause")[clause]["letter"] for clause in missing)
            yield hit(
                agreement,
                "clauses",
                missing=[Term("clause", clause) for clause in missing],
                letters=letters,
                keys=", ".join(f'"{clause}"' for clause in missing),
            )


@rule("V512", INFO, "GDPR art. 28(3)(a)-(h)", "GDPR art. 5(2)")
def agreement_unchecked(audit: "Audit") -> Hits:
    """A contract of which nobody has written down what it says. Where neither its date nor its text is known, that comes first (V513)."""
    for agreement in _living_contracts(audit):
        if agreement.clauses is None and not has_standard_points(agreement) and (agreement.signed or _has_text(agreement)):
            yield hit(agreement, "clauses")


@rule("V513", WARNING, "GDPR art. 28(9)", "GDPR art. 5(2)")
def agreement_evidence(audit: "Audit") -> Hits:
    """A contract that is said to be in force, and nothing that shows it: neither the date of signature nor the text."""
    for agreement in _living_contracts(audit):
        if agreement.signed is None and not _has_text(agreement) and state(agreement, audit.on) == IN_FORCE:
            yield hit(agreement, "document")


@rule("V520", INFO, "GDPR art. 28(9)", "GDPR art. 5(2)")
def agreement_incomplete(audit: "Audit") -> Hits:
    """A contract in force of which either the date of signature or the text is not in the register."""
    for agreement in _living_contracts(audit):
        if (agreement.signed is None) == _has_text(agreement) and state(agreement, audit.on) == IN_FORCE:
            yield hit(agreement, "document" if agreement.signed else "signed", variant="" if agreement.signed else "date")


def _has_text(agreement: Agreement) -> bool:
    """Whether it is said where the text is."""
    return agreement.document is not None or bool(agreement.documents)


@rule("V506", ERROR, "GDPR art. 28(3)")
def agreement_coverage(audit: "Audit") -> Hits:
    """An activity that uses a processor outside what the contract with it covers."""
    for processor, users, contracts in contracts_in_force(audit):
        if any(agreement.activities is None for agreement in contracts):
            continue
        covered = {identity for agreement in contracts for identity in agreement.activities or ()}
        outside = [activity for activity in users if activity.id not in covered]
        if outside:
            agreement = contracts[-1]
            keys = ", ".join(f'"{activity.id}"' for activity in outside)
            yield _judged(hit(agreement, "activities", agreement=agreement, keys=keys, **_named(processor, outside)), outside, audit)


@rule("V511", WARNING, "GDPR art. 28(3)")
def agreement_contents(audit: "Audit") -> Hits:
    """Data or people that go to a processor and that the contract does not name."""
    for processor, users, contracts in contracts_in_force(audit):
        agreement = contracts[-1]
        names_data = all(each.data for each in contracts)
        names_subjects = all(each.subjects for each in contracts)
        if not names_data and not names_subjects:
            continue
        data, subjects = _flow(processor, users)
        if names_data:
            named = {identity for each in contracts for identity in each.data or ()}
            outside = [identity for identity in data if identity not in named and not _is_within(audit, "data-category", identity, named)]
            if outside:
                terms = [Term("data-category", identity) for identity in outside]
                yield hit(agreement, "data", variant="data", processor=processor, missing=terms, keys=", ".join(f'"{identity}"' for identity in outside))
        if names_subjects:
            named = {identity for each in contracts for identity in each.subjects or ()}
            outside = [identity for identity in subjects if identity not in named and not _is_within(audit, "data-subject", identity, named)]
            if outside:
                terms = [Term("data-subject", identity) for identity in outside]
                yield hit(
                    agreement, "subjects", variant="subjects", processor=processor, missing=terms, keys=", ".join(f'"{identity}"' for identity in outside)
                )


def contracts_in_force(audit: "Audit") -> Iterator[tuple[Processor, list[Activity], list[Agreement]]]:
    """(processor, the activities that use it, its contracts in force), for each used processor that has one."""
    for processor in audit.processors:
        users = audit.activities_of_processor.get(processor.id)
        contracts = audit.contracts_of_processor.get(processor.id)
        if users and contracts:
            yield processor, users, contracts


def _flow(processor: Processor, users: list[Activity]) -> tuple[dict[str, None], dict[str, None]]:
    """The categories of data that a processor gets, and of whom, in the order in which the activities name them."""
    data: dict[str, None] = dict.fromkeys(processor.data or ())
    subjects: dict[str, None] = {}
    identity, told = processor.id, processor.data is not None
    for activity in users:
        everyone = [each.category for each in activity.subjects or () if each.category]
        usual = identity in (activity.processors or ())
        for each in activity.data or ():
            if each.category is None or not (usual if each.processors is None else identity in each.processors):
                continue
            if told and each.category not in data:
                continue
            data[each.category] = None
            for subject in each.subjects or everyone:
                subjects[subject] = None
    return data, subjects


_PARTS = {"address": "contact", "email": "contact", "phone": "contact"}
"""Built-in categories that are a part of another."""


def _is_within(audit: "Audit", vocabulary: str, identity: str, named: set[str]) -> bool:
    """Whether a category is a part, or a kind, of one that is named."""
    if _PARTS.get(identity) in named or identity.removeprefix("former-") in named:
        return True
    own = audit.register.own_data if vocabulary == "data-category" else audit.register.own_subjects
    term = own.get(identity)
    return term is not None and term.like in named


# -- with whom -------------------------------------------------------------------------------------------------------------------------------------


@rule("V510", WARNING, "GDPR art. 28(3)", "GDPR art. 26(1)", "GDPR art. 5(2)")
def agreement_party(audit: "Audit") -> Hits:
    """An agreement of which the register does not say with whom it is."""
    for agreement in audit.register.agreements.values():
        if agreement.processor is None and agreement.controller is None and not agreement.recipients and agreement.id not in audit.references.used["agreement"]:
            yield hit(agreement, "processor")


@rule("V514", ERROR, "GDPR art. 28(3)")
def agreement_with_controller(audit: "Audit") -> Hits:
    """A controller for whom this organisation processes without a contract in force."""
    for activity, index, acting, agreements in _without_controller_contract(audit):
        if not any(_is_module_four(each) and in_force(each, audit.on) for each in agreements):
            params = {"controller": acting.name or index + 1, "agreement": agreements[0] if agreements else None}
            yield hit(activity, "controllers", index, "agreement", variant="not-in-force" if agreements else "", **params)


@rule("V521", WARNING, "GDPR art. 28(3)", "Decision (EU) 2021/914 recital 9")
def clauses_without_contract(audit: "Audit") -> Hits:
    """A controller outside the EEA with whom there is nothing but module 4 of the standard clauses, which holds few of the points of Art. 28(3)."""
    for activity, index, acting, agreements in _without_controller_contract(audit):
        clauses = next((each for each in agreements if _is_module_four(each) and in_force(each, audit.on)), None)
        if clauses is not None:
            yield hit(activity, "controllers", index, "agreement", controller=acting.name or index + 1, agreement=clauses)


def _is_module_four(agreement: Agreement) -> bool:
    """Whether it is the module for giving data back to a controller: recital 9 of the Decision counts only modules 2 and 3 as a contract of Art. 28."""
    return agreement.kind == "standard-clauses" and "4" in (agreement.modules or ())


def _without_controller_contract(audit: "Audit") -> Iterator[tuple[Activity, int, ActingFor, list[Agreement]]]:
    """Each controller of Art. 30(2) with whom no contract of Art. 28 is in force: (activity, place, controller, the agreements with it that there are).

    One that names an agreement which is not there is no matter of this family.
    """
    if not audit.as_processor:
        return
    register = audit.register
    named = index_many((agreement.controller.strip().casefold(), agreement) for agreement in register.agreements.values() if agreement.controller)
    for activity in audit.as_processor:
        for index, acting in enumerate(activity.controllers or ()):
            if (acting.until and acting.until < audit.on) or (acting.since and acting.since > audit.on):
                continue
            linked = register.agreements.get(acting.agreement or "")
            if acting.agreement is not None and linked is None:
                continue
            agreements = [*([linked] if linked else []), *named.get((acting.name or "").strip().casefold(), ())]
            if not any(is_processing_contract(each) and in_force(each, audit.on) for each in agreements):
                yield activity, index, acting, agreements


@rule("V519", WARNING, "GDPR art. 26(2)")
def arrangement_essence(audit: "Audit") -> Hits:
    """An arrangement between joint controllers of which nobody can tell people the essence."""
    for agreement in audit.register.agreements.values():
        if agreement.kind == "joint-controllers" and not agreement.essence and in_force(agreement, audit.on) and _is_used(audit, agreement):
            yield hit(agreement, "essence")


RULES = (
    agreement_missing,
    agreement_expired,
    agreement_ending,
    agreement_unsigned,
    agreement_clause,
    agreement_coverage,
    agreement_wrong_kind,
    agreement_party,
    agreement_contents,
    agreement_unchecked,
    agreement_evidence,
    agreement_with_controller,
    clauses_without_contract,
    agreement_incomplete,
    arrangement_essence,
)
