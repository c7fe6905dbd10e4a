"""What makes a transfer lawful on a day: the adequacy decisions and the safeguards that the register names, judged one by one (GDPR art. 44-49)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

import msgspec
from msgspec.structs import replace

from .. import law
from ..law import adequacy
from ..model.fields import Record
from .agreements import begins, ends, state
from .safeguards import ONLY_NEW_CLAUSES, Candidate, Path

VERDICTS = ("adequate", "dpf", "safeguarded", "derogation", "incomplete", "none", "unknown", "own", "eea")
"""adequate: a decision of Art. 45 covers it; dpf: by the list of the Data Privacy Framework; safeguarded: a tool of Art. 46; derogation: Art. 49;
incomplete: something is named and something lacks; none: nothing that holds; unknown: nobody knows where; own: the organisation's own place
abroad, so no transfer in the sense of Chapter V; eea: it stays within."""

SCHREMS_II = date(2020, 7, 16)
"""From this day Art. 46 safeguards need an assessment of the law of the other country (CJEU C-311/18, 134-135)."""


class Problem(msgspec.Struct, frozen=True, gc=False):
    """Why a safeguard does not (quite) do, at the key that says so. The codes are listed in rules/transfers.py, each with its rule."""

    code: str
    record: Record
    path: Path
    params: Mapping[str, Any] = MappingProxyType({})


class Judgement(msgspec.Struct, frozen=True, gc=False):
    """What makes a transfer lawful, or what it lacks."""

    verdict: str
    mechanism: str = ""
    instrument: str = ""
    decision: str = ""
    """Number of the adequacy decision."""
    problems: tuple[Problem, ...] = ()
    onward: bool = False
    """It rests on what holds for the party before it in the chain."""

    @property
    def reason(self) -> str:
        """The code of the first problem; "onward"; or ""."""
        return self.problems[0].code if self.problems else "onward" if self.onward else ""

    @property
    def rank(self) -> tuple[int, int]:
        """The better the lower: of several grounds the best one counts."""
        soft = all(problem.code in SOFT for problem in self.problems)
        match self.verdict:
            case "adequate" | "dpf" | "safeguarded":
                tier = 0 if not self.problems else 1
            case "derogation":
                tier = 2 if soft else 4
            case "incomplete":
                tier = 3
            case _:
                tier = 5
        return tier, len(self.problems)


SOFT = frozenset({"adequacy-ends", "safeguard-ends", "clauses-end"})
"""Problems of tomorrow: today it holds."""

EEA = Judgement("eea")
UNKNOWN = Judgement("unknown")
OWN = Judgement("own")
NOTHING = Judgement("none")


class Setting(msgspec.Struct, frozen=True, gc=False):
    """What else the judgement of a transfer depends on."""

    on: date
    notice: int
    """Days ahead in which an end is announced."""
    place: str
    """Country; "" for an international organisation."""
    names: tuple[str, ...]
    """Names that the party goes by."""
    place_at: tuple[Record, Path]
    """The key that says the country."""
    party: str = ""
    """"processor" for a standing service, "recipient", or "on-request" for a recipient that gets data case by case."""
    public_body: bool = False
    """Whether the party is a public authority."""
    paper: bool = False
    """Whether the data go on paper."""
    exporter_public: bool | None = None
    """Whether the organisation itself is a public authority."""
    needs: Callable[[], list[tuple[str, ...]]] = list
    """The modules of standard clauses that fit: of each tuple one."""
    listed_for: Callable[[Sequence[str]], str] = lambda scope: ""
    """Kind of data ("hr", "non-hr") that goes to the party and that a certification of this scope leaves out."""
    assess: bool = True
    """Whether a transfer impact assessment is asked for."""


def judge(setting: Setting, named: Sequence[Candidate]) -> Judgement:
    """The best ground for a transfer to a place outside the EEA, or what the nearest one lacks; `named` in the order of preference."""
    fitting = [candidate for candidate in named if _covers(candidate, setting.place)]
    found: list[Judgement] = []
    decision = adequacy.holding(setting.place, setting.on) or (adequacy.of_organisation(setting.names, setting.on) if not setting.place else None)
    if decision is not None:
        stated = any(candidate.mechanism == "adequacy" for candidate in fitting)
        found.append(_by_decision(setting, decision, stated))
        fitting = [candidate for candidate in fitting if candidate.mechanism != "adequacy"]
    found += (_in_time(setting, candidate) or _judge_one(setting, candidate) for candidate in fitting if candidate.mechanism)
    return min(found, key=lambda judgement: judgement.rank) if found else _nothing(setting)


def _covers(candidate: Candidate, place: str) -> bool:
    """Whether a safeguard is for a place: by the countries it names, and by the one country that its mechanism is about."""
    countries = candidate.safeguard.countries
    if countries and place not in countries:
        return False
    only = law.terms("mechanism").get(candidate.mechanism, {}).get("country")
    return not only or place == only or law.countries().get(place, {}).get("part_of") == only


def _nothing(setting: Setting) -> Judgement:
    """Nothing is named: for a country whose decision ended, that is the news."""
    record, path = setting.place_at
    if (past := adequacy.ended(setting.place, setting.on)) is not None:
        params = {"decision": past, "number": past.number, "until": past.last}
        return replace(NOTHING, decision=past.number, problems=(Problem("lapsed", record, path, params),))
    facts = law.countries().get(setting.place, {})
    state = facts.get("part_of", "")
    if facts.get("verified") == "to verify":
        return Judgement("incomplete", problems=(Problem("unsettled", record, path),))
    return replace(NOTHING, problems=(Problem("nothing", record, path, {"state": state if state and law.in_eea(state, setting.on) else ""}),))


def _by_decision(setting: Setting, decision: adequacy.Decision, stated: bool) -> Judgement:
    """What the decision for the country lacks: whether it covers this party, and for how long yet."""
    record, path = setting.place_at
    problems = []
    limit = next(iter(decision.limits & adequacy.ASK), "")
    params: dict[str, Any] = {"decision": decision, "number": decision.number}
    if setting.public_body and decision.limits & adequacy.NO_PUBLIC_BODY:
        problems.append(Problem("scope", record, path, {**params, "limit": "public-body"}))
    elif setting.paper and adequacy.AUTOMATED in decision.limits:
        problems.append(Problem("scope", record, path, {**params, "limit": adequacy.AUTOMATED}))
    elif limit and not stated:
        problems.append(Problem("scope", record, path, {**params, "limit": limit}))
    until = adequacy.covered_until(setting.place, setting.on) if setting.place else decision.last
    if until <= _ahead(setting):
        problems.append(Problem("adequacy-ends", record, path, {**params, "until": until}))
    complete = all(problem.code in SOFT for problem in problems)
    return Judgement("adequate" if complete else "incomplete", "adequacy", "", decision.number, tuple(problems))


def _ahead(setting: Setting) -> date:
    """The day until which ends are announced."""
    try:
        return setting.on + timedelta(days=setting.notice)
    except OverflowError:
        return date.max


def _in_time(setting: Setting, candidate: Candidate) -> Judgement | None:
    """What keeps a safeguard from being in force on the day; None where it is."""
    safeguard, on = candidate.safeguard, setting.on
    judged = Judgement("none", candidate.mechanism, candidate.instrument)
    if safeguard.signed and safeguard.signed > on:
        return replace(judged, problems=(Problem("not-yet", *candidate.at("signed"), {"from": safeguard.signed}),))
    if safeguard.valid_to and safeguard.valid_to < on:
        return replace(judged, problems=(Problem("expired", *candidate.at("valid_to"), {"until": safeguard.valid_to}),))
    if candidate.written and candidate.agreement is not None:
        agreement = candidate.agreement
        match state(agreement, on):
            case "expired":
                return replace(judged, problems=(Problem("agreement-ended", *candidate.at("agreement"), {"agreement": agreement, "until": ends(agreement)}),))
            case "future":
                return replace(judged, problems=(Problem("not-yet", *candidate.at("agreement"), {"from": begins(agreement)}),))
            case "unsigned":
                return replace(judged, problems=(Problem("agreement-unsigned", *candidate.at("agreement"), {"agreement": agreement}),))
    return None


def _judge_one(setting: Setting, candidate: Candidate) -> Judgement:
    """One safeguard that is in force, by its mechanism."""
    facts = law.terms("mechanism").get(candidate.mechanism)
    if facts is None:
        return Judgement("incomplete", candidate.mechanism)  # a value that nobody knows: family F tells it
    match facts["group"]:
        case "adequacy":
            return _by_list(setting, candidate)
        case "derogation":
            return Judgement("derogation", candidate.mechanism, problems=tuple(_derogation(setting, candidate, facts)))
    lacking = list(_tool(setting, candidate, facts))
    if candidate.mechanism == "standard-clauses":
        void, more = _clauses(setting, candidate)
        if void is not None:
            return Judgement("none", candidate.mechanism, candidate.instrument, problems=(void,))
        lacking = [*more, *lacking]
    valid_to = candidate.safeguard.valid_to
    if valid_to and valid_to <= _ahead(setting):
        lacking.append(Problem("safeguard-ends", *candidate.at("valid_to"), {"until": valid_to}))
    complete = all(problem.code in SOFT for problem in lacking)
    return Judgement("safeguarded" if complete else "incomplete", candidate.mechanism, candidate.instrument, problems=tuple(lacking))


def _by_list(setting: Setting, candidate: Candidate) -> Judgement:
    """Adequacy by a list, or claimed where no decision for the whole country holds."""
    mechanism = candidate.mechanism
    identity = law.terms("mechanism")[mechanism].get("decision")
    decision = adequacy.decisions().get(identity) if identity else adequacy.listing(setting.place, setting.on)
    if decision is None:
        decision = adequacy.ended(setting.place, setting.on, listed=True)
    if decision is None:
        return replace(NOTHING, mechanism=mechanism, problems=(Problem("never-adequate", *candidate.at("mechanism")),))
    judged = Judgement("none", mechanism, decision=decision.number)
    params = {"decision": decision, "number": decision.number}
    if not decision.holds(setting.on):
        if decision.first > setting.on:
            return replace(judged, problems=(Problem("not-yet-adequate", *candidate.at("mechanism"), {**params, "from": decision.first}),))
        return replace(judged, problems=(Problem("lapsed", *candidate.at("mechanism"), {**params, "until": decision.last}),))
    if decision.listed != "dpf":
        return replace(judged, verdict="adequate")
    problem = _look_up(setting, candidate)
    if problem is None:
        return replace(judged, verdict="dpf", mechanism="dpf")
    return replace(judged, verdict="none" if problem.code == "inactive" else "incomplete", mechanism="dpf", problems=(problem,))


def _look_up(setting: Setting, candidate: Candidate) -> Problem | None:
    """What an entry of the Data Privacy Framework List lacks; at most one thing, for they are mended by one look at the list."""
    dpf, on = candidate.safeguard.dpf, setting.on
    if dpf is None:
        return Problem("no-look-up", *candidate.at("dpf"))
    status = law.terms("dpf-status").get(dpf.status or "")
    if status is not None and not status["valid"]:
        return Problem("inactive", *candidate.at("dpf", "status"), {"status": dpf.status, "entity": dpf.entity or ""})
    if dpf.looked_up is None:
        return Problem("no-look-up", *candidate.at("dpf", "looked_up"))
    if not dpf.entity:
        return Problem("no-entity", *candidate.at("dpf", "entity"))
    again = dpf.next_certification
    if again and again < on and dpf.looked_up <= again:
        return Problem("certify-again", *candidate.at("dpf", "next_certification"), {"due": again, "looked_up": dpf.looked_up})
    if _years_later(dpf.looked_up, 1) < on:
        return Problem("stale", *candidate.at("dpf", "looked_up"), {"looked_up": dpf.looked_up})
    if dpf.scope and (lacking := setting.listed_for(dpf.scope)):
        return Problem("list-scope", *candidate.at("dpf", "scope"), {"lacking": lacking, "entity": dpf.entity})
    return None


def _years_later(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=min(day.year + years, 9999), day=28)


def _clauses(setting: Setting, candidate: Candidate) -> tuple[Problem | None, list[Problem]]:
    """Standard clauses: (why they are no safeguard at all, what they lack)."""
    on, instrument = setting.on, candidate.instrument
    if not instrument:
        return None, [Problem("no-instrument", *candidate.at("instrument"))] if on >= ONLY_NEW_CLAUSES else []
    facts = law.terms("instrument").get(instrument)
    if facts is None:
        return None, []
    params = {"instrument": instrument}
    if not facts["transfer_tool"]:
        return Problem("wrong-instrument", *_instrument_at(candidate), params), []
    if facts.get("applies_from", date.min) > on:
        return Problem("not-yet", *_instrument_at(candidate), {"from": facts["applies_from"]}), []
    if last_day := facts.get("last_day"):
        if last_day < on:
            return Problem("superseded", *_instrument_at(candidate), {**params, "until": last_day}), []
        if candidate.since and candidate.since >= facts["no_new_from"]:
            return Problem("superseded-new", *_instrument_at(candidate), {**params, "signed": candidate.since}), []
        return None, [Problem("clauses-end", *_instrument_at(candidate), {**params, "until": last_day})] if last_day <= _ahead(setting) else []
    return None, list(_modules(setting, candidate)) if facts.get("modules") else []


def _instrument_at(candidate: Candidate) -> tuple[Record, Path]:
    """The key that says which clauses: the safeguard's own, or that of the agreement it points to."""
    elsewhere = candidate.written and not candidate.safeguard.instrument and candidate.safeguard.agreement
    return candidate.at("agreement" if elsewhere else "instrument")


def _modules(setting: Setting, candidate: Candidate) -> Iterable[Problem]:
    """Modules that are not named, or do not fit who gives the data to whom."""
    modules = candidate.modules
    for fitting in setting.needs():
        if not modules:
            yield Problem("no-module", *candidate.at("modules"), {"module": fitting[0]})
            return
        if not set(fitting) & set(modules):
            yield Problem("module", *candidate.at("modules"), {"module": fitting[0], "modules": list(modules)})


def _tool(setting: Setting, candidate: Candidate, facts: dict[str, Any]) -> Iterable[Problem]:
    """What any tool of Art. 46 needs beside itself."""
    if facts.get("public_only") and setting.exporter_public is False:
        yield Problem("public-only", *candidate.at("mechanism"), {"mechanism": candidate.mechanism})
    elif facts.get("needs_authorisation") and candidate.safeguard.document is None:
        yield Problem("authorisation", *candidate.at("document"), {"mechanism": candidate.mechanism})
    if setting.assess and facts.get("needs_assessment") and setting.on >= SCHREMS_II:
        assessment = candidate.safeguard.assessment
        if assessment is None or not (assessment.done or assessment.outcome or assessment.document):
            yield Problem("no-assessment", *candidate.at("assessment"), {"mechanism": candidate.mechanism})
        elif assessment.next_review and assessment.next_review < setting.on:
            yield Problem("assessment-due", *candidate.at("assessment", "next_review"), {"due": assessment.next_review})


def _derogation(setting: Setting, candidate: Candidate, facts: dict[str, Any]) -> Iterable[Problem]:
    """Art. 49 is for the exception: recital 111, EDPB Guidelines 2/2018."""
    safeguard = candidate.safeguard
    params = {"mechanism": candidate.mechanism}
    if facts.get("needs_documents") and safeguard.document is None and safeguard.assessment is None:
        yield Problem("undocumented", *candidate.at("document"), params)
    if facts.get("not_public_authority") and setting.exporter_public:
        yield Problem("public-authority", *candidate.at("mechanism"), params)
        return
    exceptional = facts.get("occasional") or candidate.mechanism == "derogation-explicit-consent"
    if setting.party == "processor" or (setting.party == "recipient" and exceptional and not safeguard.derogation_reason):
        yield Problem("routine", *candidate.at("mechanism"), params)
