"""T: transfers to countries outside the EEA and to international organisations (GDPR Chapter V).

A transfer is derived (derive/transfer_map.py), judged on the day (derive/judgement.py), and what it lacks has a code. Each code belongs to one rule:

    nothing, expired, not-yet, agreement-ended, agreement-unsigned    T401, T413, T414 or T422, by the way the data go
    unknown T402, or T425 where “Europe” is all that is known · no-country T415, or T426 of who is near by
    lapsed, never-adequate, not-yet-adequate T403 · adequacy-ends T404 · scope T405
    no-look-up, no-entity, stale, certify-again T406 · inactive T407 · list-scope T424
    no-instrument, no-module, module T408 · superseded, superseded-new T409 · wrong-instrument T410
    no-assessment, assessment-due T411 · routine T412 · safeguard-ends, clauses-end T419 · undocumented T420
    public-only, authorisation, public-authority T421 · own-place T418 · unsettled T423
"""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from .. import law
from ..derive.lifetime import has_begun
from ..law import adequacy
from ..model.activity import Activity
from ..model.assets import Location
from ..model.parties import Processor
from .base import ERROR, INFO, WARNING, Country, Hit, Hits, Term, hit, rule
from .wording import only_europe, within_eea

if TYPE_CHECKING:
    from ..audit import Audit
    from ..derive.judgement import Problem
    from ..derive.transfer_map import Edge

LACKING = ("nothing", "expired", "not-yet", "agreement-ended", "agreement-unsigned")
"""Nothing that holds on the day."""
MOST = 3
"""Activities that a message names."""
_TERMS = {"mechanism": "mechanism", "status": "dpf-status", "lacking": "dpf-scope"}
"""Params that are values of a vocabulary."""


# -- a ground for every transfer -------------------------------------------------------------------------------------------------------------------


@rule("T401", ERROR, "GDPR art. 44", "GDPR art. 46(1)", "GDPR art. 30(1)(e)")
def transfer_without_safeguard(audit: "Audit") -> Hits:
    """A party, place or international organisation outside the EEA, and nothing of Chapter V that makes the transfer lawful."""
    for edge, problem in _problems(audit, LACKING, ("establishment", "location", "recipient", "organisation")):
        variant = problem.code
        if variant == "nothing":
            by_place = "location" if edge.via == "location" else ""
            variant = "organisation" if edge.via == "organisation" else "territory" if problem.params["state"] else by_place
        yield _hit(audit, edge, problem, variant)


@rule("T413", ERROR, "GDPR art. 44", "GDPR art. 28(4)", "GDPR art. 46(1)")
def sub_processor_transfer(audit: "Audit") -> Hits:
    """A sub-processor outside the EEA, and nothing that makes the transfer to it lawful."""
    for edge, problem in _problems(audit, LACKING, ("sub-processor",)):
        owner = audit.register.processors[edge.owner[1]]
        yield _hit(audit, edge, problem, "" if problem.code == "nothing" else problem.code, owner=owner)


@rule("T414", ERROR, "GDPR art. 44", "GDPR art. 46(1)", "EDPB Guidelines 05/2021")
def remote_access_transfer(audit: "Audit") -> Hits:
    """Access from outside the EEA, and nothing that makes it lawful."""
    for edge, problem in _problems(audit, LACKING, ("access",)):
        yield _hit(audit, edge, problem, "" if problem.code == "nothing" else problem.code)


@rule("T422", WARNING, "GDPR art. 44", "GDPR art. 30(2)(c)", "EDPB Guidelines 05/2021")
def return_transfer(audit: "Audit") -> Hits:
    """A controller outside the EEA to which a processor gives the data back, and nothing that makes it lawful."""
    for edge, problem in _problems(audit, LACKING, ("controller",)):
        yield _hit(audit, edge, problem)


@rule("T423", WARNING, "GDPR art. 44")
def territory_unsettled(audit: "Audit") -> Hits:
    """A territory of which it is not settled whether it counts as outside the EEA, or as covered by a decision."""
    return _simple(audit, "unsettled")


# -- where it is -----------------------------------------------------------------------------------------------------------------------------------


@rule("T402", ERROR, "GDPR art. 44", "GDPR art. 5(2)", "GDPR art. 30(1)(e)")
def unknown_location(audit: "Audit") -> Hits:
    """A party or place of which nobody knows the country."""
    for edge, problem in _problems(audit, ("unknown",)):
        if _is_in_europe(edge):
            continue
        variant = edge.via if edge.via in ("access", "sub-processor") else ""
        if isinstance(edge.record, Location) and not variant:
            variant = "region" if edge.record.region else "location"
        yield _hit(audit, edge, problem, variant, region=getattr(edge.record, "region", None) or "")


@rule("T425", WARNING, "GDPR art. 44", "GDPR art. 5(2)", "GDPR art. 30(1)(e)")
def region_too_wide(audit: "Audit") -> Hits:
    """A place of which no more is known than that it is in Europe, which is wider than the EEA; or in the EEA, which can be said as such."""
    for edge, problem in _problems(audit, ("unknown",)):
        if _is_in_europe(edge):
            region = getattr(edge.record, "region", None) or ""
            yield _hit(audit, edge, problem, "eea" if within_eea(region) else "", region=region)


def _is_in_europe(edge: "Edge") -> bool:
    """Whether the place is said to be in Europe, and nothing else is said."""
    place = edge.record
    return isinstance(place, Location) and edge.via == "location" and bool(place.region) and only_europe(place.region or "")


@rule("T415", WARNING, "GDPR art. 44", "GDPR art. 30(1)(e)")
def country_missing(audit: "Audit") -> Hits:
    """A processor, sub-processor or online service of which no country is filled in."""
    for edge, problem in _problems(audit, ("no-country",)):
        if _is_nearby(audit, edge):
            continue
        variant = "location" if isinstance(edge.record, Location) else "sub-processor" if "sub_processors" in problem.path else ""
        yield _hit(audit, edge, problem, variant)


@rule("T426", INFO, "GDPR art. 30(1)(e)")
def establishment_missing(audit: "Audit") -> Hits:
    """A processor whose work is done by people near by (an accountant), of whom no country is filled in."""
    for edge, problem in _problems(audit, ("no-country",)):
        if _is_nearby(audit, edge):
            yield _hit(audit, edge, problem)


def _is_nearby(audit: "Audit", edge: "Edge") -> bool:
    """Whether it is the establishment of a processor of such a kind, and nothing says that it keeps data anywhere else."""
    processor = edge.record
    if edge.via != "establishment" or not isinstance(processor, Processor) or processor.locations:
        return False
    if not law.terms("service").get(processor.service or "", {}).get("nearby"):
        return False
    return not any(place.provider == processor.id for place in audit.locations)


@rule("T416", INFO, "GDPR art. 28(2)", "GDPR art. 28(4)", "EDPB Opinion 22/2024")
def sub_processors_unknown(audit: "Audit") -> Hits:
    """A processor of which nobody has said whether it engages others. Where there is no agreement with it at all, that comes first (V501)."""
    for processor in _processors(audit):
        if (
            processor.sub_processors is None
            and processor.id in audit.agreements_of_processor
            and not processor.own_purposes
            and _usual_role(processor) not in ("controller", "none")
        ):
            yield hit(processor, "sub_processors", party=processor, activities=_users(audit, processor))


@rule("T417", INFO, "GDPR art. 28(1)", "GDPR art. 44", "GDPR art. 48")
def parent_access(audit: "Audit") -> Hits:
    """A processor with a parent company outside the EEA, and no word on whether there is access from there."""
    on = audit.on
    for processor in _processors(audit):
        country = processor.parent_country
        if not country or processor.access_from is not None or law.in_eea(country, on) or country not in law.countries() or country == processor.country:
            continue
        if adequacy.holding(country, on) is None:
            yield hit(processor, "access_from", party=processor, country=Country(country), activities=_users(audit, processor))


@rule("T418", INFO, "GDPR art. 32(1)", "EDPB Guidelines 05/2021")
def own_place_abroad(audit: "Audit") -> Hits:
    """A place of the organisation's own outside the EEA: no transfer, but not without risk."""
    for edge, problem in _problems(audit, ("own-place",)):
        yield _hit(audit, edge, problem, edge.via)


# -- adequacy decisions ----------------------------------------------------------------------------------------------------------------------------


@rule("T403", ERROR, "GDPR art. 45", "CJEU C-362/14 (Schrems I)", "CJEU C-311/18 (Schrems II)")
def adequacy_lapsed(audit: "Audit") -> Hits:
    """A transfer that rests on an adequacy decision that does not hold on the day."""
    for edge, problem in _problems(audit, ("lapsed", "never-adequate", "not-yet-adequate")):
        yield _hit(audit, edge, problem, "" if problem.code == "lapsed" else problem.code)


@rule("T404", WARNING, "GDPR art. 45(3)")
def adequacy_ending(audit: "Audit") -> Hits:
    """A transfer that rests on an adequacy decision that ends soon, and on nothing else."""
    return _simple(audit, "adequacy-ends")


@rule("T405", WARNING, "GDPR art. 45(3)")
def adequacy_scope(audit: "Audit") -> Hits:
    """A decision that covers part of a country, and no word on whether this party is in that part."""
    for edge, problem in _problems(audit, ("scope",)):
        yield _hit(audit, edge, problem, problem.params["limit"])


@rule("T406", WARNING, "GDPR art. 45", "Decision (EU) 2023/1795", "GDPR art. 5(2)")
def dpf_look_up(audit: "Audit") -> Hits:
    """The Data Privacy Framework is named, but nobody wrote down that the entity is on the list, or not lately."""
    for edge, problem in _problems(audit, ("no-look-up", "no-entity", "stale", "certify-again")):
        yield _hit(audit, edge, problem, "" if problem.code == "no-look-up" else problem.code)


@rule("T407", ERROR, "GDPR art. 44", "Decision (EU) 2023/1795")
def dpf_inactive(audit: "Audit") -> Hits:
    """The entity is no longer on the list of the Data Privacy Framework, and nothing else makes the transfer lawful."""
    return _simple(audit, "inactive")


@rule("T424", WARNING, "GDPR art. 45", "Decision (EU) 2023/1795")
def dpf_scope(audit: "Audit") -> Hits:
    """Data of a kind (HR or non-HR) that the entity's certification leaves out."""
    for edge, problem in _problems(audit, ("list-scope",)):
        yield _hit(audit, edge, problem, problem.params["lacking"])


# -- appropriate safeguards ------------------------------------------------------------------------------------------------------------------------


@rule("T408", WARNING, "GDPR art. 46(2)(c)", "Decision (EU) 2021/914")
def scc_module(audit: "Audit") -> Hits:
    """Standard clauses without saying which, or with a module that does not fit who gives the data to whom."""
    for edge, problem in _problems(audit, ("no-instrument", "no-module", "module")):
        params = {name: Term("scc-module", problem.params[name]) for name in ("module",) if name in problem.params}
        params |= {"number": problem.params.get("module", "")}
        yield _hit(audit, edge, problem, "" if problem.code == "module" else problem.code, **params)


@rule("T409", ERROR, "Decision (EU) 2021/914 art. 4", "GDPR art. 46(1)")
def scc_superseded(audit: "Audit") -> Hits:
    """Standard clauses that are no safeguard any more."""
    for edge, problem in _problems(audit, ("superseded", "superseded-new")):
        yield _hit(audit, edge, problem, "" if problem.code == "superseded" else "new")


@rule("T410", ERROR, "Decision (EU) 2021/915", "GDPR art. 46(1)")
def scc_wrong_instrument(audit: "Audit") -> Hits:
    """Clauses for a processing agreement within the Union, named for a transfer out of it."""
    return _simple(audit, "wrong-instrument")


@rule("T411", WARNING, "GDPR art. 46(1)", "CJEU C-311/18 (Schrems II)", "Decision (EU) 2021/914 clause 14")
def transfer_impact_assessment(audit: "Audit") -> Hits:
    """A tool of Art. 46 without an assessment of the law of the other country, or with one that is due again."""
    for edge, problem in _problems(audit, ("no-assessment", "assessment-due")):
        yield _hit(audit, edge, problem, "" if problem.code == "no-assessment" else "due")


@rule("T419", WARNING, "GDPR art. 46(1)")
def safeguard_ending(audit: "Audit") -> Hits:
    """A safeguard that ends soon, and nothing to follow it."""
    for edge, problem in _problems(audit, ("safeguard-ends", "clauses-end")):
        yield _hit(audit, edge, problem, "" if problem.code == "safeguard-ends" else "clauses")


@rule("T421", WARNING, "GDPR art. 46(2)(a)", "GDPR art. 46(3)", "GDPR art. 49(3)")
def mechanism_unfit(audit: "Audit") -> Hits:
    """A ground that is not for organisations of this kind, or that needs the authority's authorisation."""
    for edge, problem in _problems(audit, ("public-only", "authorisation", "public-authority")):
        yield _hit(audit, edge, problem, problem.code)


# -- derogations -----------------------------------------------------------------------------------------------------------------------------------


@rule("T412", WARNING, "GDPR art. 49(1)", "GDPR recital 111", "EDPB Guidelines 2/2018")
def derogation_as_routine(audit: "Audit") -> Hits:
    """An exception of Art. 49 for what happens all the time."""
    for edge, problem in _problems(audit, ("routine",)):
        yield _hit(audit, edge, problem, "recipient" if edge.owner[0] == "recipient" else "")


@rule("T420", ERROR, "GDPR art. 30(1)(e)", "GDPR art. 30(2)(c)", "GDPR art. 49(6)")
def derogation_undocumented(audit: "Audit") -> Hits:
    """The last resort of Art. 49(1), second subparagraph, without the documents that the register itself must hold."""
    return _simple(audit, "undocumented")


# -- in common -------------------------------------------------------------------------------------------------------------------------------------


def _problems(audit: "Audit", codes: Collection[str], vias: Collection[str] = ()) -> "Iterator[tuple[Edge, Problem]]":
    """What transfers lack, of these codes (and by these ways)."""
    found = audit.transfer_map.problems
    for code in codes:
        for edge, problem in found.get(code, ()):
            if not vias or edge.via in vias:
                yield edge, problem


def _simple(audit: "Audit", code: str) -> Hits:
    for edge, problem in _problems(audit, (code,)):
        yield _hit(audit, edge, problem)


def _hit(audit: "Audit", edge: "Edge", problem: "Problem", variant: str = "", **more: Any) -> Hit:
    """The hit for what a transfer lacks. Where only drafts and what is yet to begin use the party, the engine lowers it to a warning."""
    users = list(audit.transfer_map.affected(edge))
    params: dict[str, Any] = {name: Term(_TERMS[name], value) if name in _TERMS and value else value for name, value in problem.params.items()}
    if params.get("state"):
        params["state"] = Country(params["state"])
    country = Country(edge.place) if edge.place else edge.holder
    if "decision" in params:
        params["decision"] = params["decision"].name if params["decision"].listed else country
    found = hit(
        problem.record,
        *problem.path,
        variant=variant,
        **{**params, "party": edge.holder, "where": edge.record, "country": country, "activities": _few(users), **more},
    )
    if users and not any(has_begun(activity, audit.on) for activity in users):
        found.params["record"] = users[0]
    return found


def _few(activities: list[Activity]) -> list[object]:
    """The names of some activities, for a message; "…" closes a long list."""
    names: list[object] = [activity.name for activity in islice(activities, MOST)]
    return names + (["…"] if len(activities) > MOST else [])


def _users(audit: "Audit", processor: Processor) -> list[object]:
    return _few(audit.transfer_map.users(("processor", processor.id)))


def _processors(audit: "Audit") -> Iterator[Processor]:
    """The processors that live activities use themselves."""
    transfer_map = audit.transfer_map
    for key in transfer_map.roots:
        if key[0] == "processor":
            processor = transfer_map.nodes[key].record
            if isinstance(processor, Processor):
                yield processor


def _usual_role(processor: Processor) -> str:
    role: str = law.terms("service").get(processor.service or "", {}).get("usual_role", "processor")
    return role


RULES = (
    transfer_without_safeguard,
    unknown_location,
    region_too_wide,
    adequacy_lapsed,
    adequacy_ending,
    adequacy_scope,
    dpf_look_up,
    dpf_inactive,
    scc_module,
    scc_superseded,
    scc_wrong_instrument,
    transfer_impact_assessment,
    derogation_as_routine,
    sub_processor_transfer,
    remote_access_transfer,
    country_missing,
    establishment_missing,
    sub_processors_unknown,
    parent_access,
    own_place_abroad,
    safeguard_ending,
    derogation_undocumented,
    mechanism_unfit,
    return_transfer,
    territory_unsettled,
    dpf_scope,
)
