"""Family T: what the examples cannot show. The days around each change of the law, chains and circles, several ways to one country."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from ropa.audit import Audit
from ropa.findings import Finding
from ropa.i18n import LANGUAGES, texts
from ropa.register import Register
from ropa.rules.transfers import RULES
from ropa.source.folder import Folder
from tests.support import TODAY, Content, base, check_files, write

P = "processors/praktijkpakket.toml"
L = "locations/praktijkpakket.toml"
ACTIVITY = "activities/client-administration.toml"

SCC = '[[safeguards]]\nmechanism = "standard-clauses"\ninstrument = "2021/914"\nmodules = ["2"]\nassessment = { outcome = "in orde" }\n'
DPF = '[[safeguards]]\nmechanism = "dpf"\ndpf = { entity = "Voorbeeld LLC", status = "active", looked_up = 2026-03-02 }\n'
SHIELD = '[[safeguards]]\nmechanism = "privacy-shield"\n'


def processor(country: str | None = "US", *more: str, access: str = '"none"', subs: str = 'sub_processors = "none"\n') -> str:
    """The text of a processor that names no place of its own."""
    place = f'country = "{country}"\n' if country else ""
    return f'name = "Dienst"\nstatus = "active"\n{place}access_from = {access}\nservice = "newsletter"\nown_purposes = false\n{subs}' + "".join(more)


def found(files: Mapping[str, Content], on: date = TODAY) -> list[Finding]:
    """The findings of family T."""
    return [finding for finding in check_files(files, on) if finding.rule.family == "T"]


def names(files: Mapping[str, Content], on: date = TODAY) -> list[str]:
    """Their codes."""
    return [finding.rule.code for finding in found(files, on)]


def audit(files: Mapping[str, Content], folder: Path, on: date = TODAY) -> Audit:
    """The base register with these files laid over it, on a day."""
    return Audit(Register(Folder(str(write(folder, {**base(), **files})))), on)


# -- adequacy, day by day ----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "more", "on", "expected"),
    [
        # the United Kingdom: the Union, the bridge, the decision, its prolongations, its end
        ("GB", "", date(2019, 6, 1), []),
        ("GB", "", date(2020, 12, 31), []),
        ("GB", "", date(2021, 1, 1), []),
        ("GB", "", date(2021, 6, 28), []),
        ("GB", "", date(2021, 6, 29), []),
        ("GB", "", date(2025, 6, 27), []),
        ("GB", "", date(2025, 12, 28), []),
        ("GB", "", date(2031, 10, 27), []),
        ("GB", "", date(2031, 10, 28), ["T404"]),
        ("GB", "", date(2031, 12, 27), ["T404"]),
        ("GB", "", date(2031, 12, 28), ["T403"]),
        ("GI", "", date(2020, 12, 31), []),
        ("GI", "", date(2021, 1, 1), ["T401"]),
        # the United States: Privacy Shield, nothing, the Data Privacy Framework
        ("US", SHIELD, date(2019, 6, 1), []),
        ("US", SHIELD, date(2020, 7, 15), []),
        ("US", SHIELD, date(2020, 7, 16), ["T403"]),
        ("US", SHIELD, date(2021, 1, 1), ["T403"]),
        ("US", "", date(2019, 6, 1), ["T401"]),
        ("US", "", date(2021, 1, 1), ["T401"]),
        ("US", '[[safeguards]]\nmechanism = "adequacy"\n', date(2019, 6, 1), []),
        ("US", '[[safeguards]]\nmechanism = "adequacy"\n', date(2021, 1, 1), ["T403"]),
        ("US", '[[safeguards]]\nmechanism = "adequacy"\n', date(2023, 7, 10), ["T406"]),
        ("US", DPF, date(2023, 7, 9), ["T403"]),
        ("US", DPF, date(2023, 7, 10), []),
        ("US", SHIELD + DPF, TODAY, []),
        # decisions that came later, and a decision that never came
        ("KR", '[[safeguards]]\nmechanism = "adequacy"\n', date(2021, 12, 16), ["T403"]),
        ("KR", '[[safeguards]]\nmechanism = "adequacy"\n', date(2021, 12, 17), []),
        ("KR", "", date(2021, 12, 17), ["T405"]),
        ("JP", "", date(2019, 1, 22), ["T401"]),
        ("JP", "", date(2019, 1, 23), ["T405"]),
        ("IN", '[[safeguards]]\nmechanism = "adequacy"\n', TODAY, ["T403"]),
        ("IL", "", TODAY, []),
        ("CH", "", date(2018, 5, 25), []),
        # territories
        ("CW", "", TODAY, ["T401"]),
        ("RE", "", TODAY, []),
        ("JE", "", TODAY, []),
        ("NO", "", TODAY, []),
        ("EEA", "", TODAY, []),
    ],
)
def test_the_law_of_the_day(country: str, more: str, on: date, expected: list[str]) -> None:
    assert names({P: processor(country, more)}, on) == expected


def test_before_the_gdpr_nothing_is_found() -> None:
    assert names({P: processor("IN")}, date(2018, 5, 24)) == []


def test_an_annulment_is_not_foretold() -> None:
    assert names({P: processor("US", SHIELD)}, date(2020, 7, 1)) == []


# -- the Data Privacy Framework List -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ('entity = "X LLC", status = "active", looked_up = 2025-11-22', []),
        ('entity = "X LLC", status = "active", looked_up = 2025-11-21', ["T406"]),
        ('status = "active", looked_up = 2026-03-02', ["T406"]),
        ('entity = "X LLC", status = "active"', ["T406"]),
        ('entity = "X LLC", looked_up = 2026-03-02, next_certification = 2026-11-22', []),
        ('entity = "X LLC", looked_up = 2026-03-02, next_certification = 2026-11-21', ["T406"]),
        ('entity = "X LLC", looked_up = 2026-11-22, next_certification = 2026-11-21', []),
        ('entity = "X LLC", status = "withdrawn", looked_up = 2026-03-02', ["T407"]),
        ('entity = "X LLC", status = "active", looked_up = 2026-03-02, scope = ["hr"]', ["T424"]),
        ('entity = "X LLC", status = "active", looked_up = 2026-03-02, scope = ["non-hr"]', []),
    ],
)
def test_the_entry_on_the_list(entry: str, expected: list[str]) -> None:
    assert names({P: processor("US", f'[[safeguards]]\nmechanism = "dpf"\ndpf = {{ {entry} }}\n')}) == expected


def test_the_list_is_for_the_united_states_only() -> None:
    assert names({P: processor("IN", DPF)}) == ["T401"]
    assert names({P: processor("PR", DPF)}) == []


def test_clauses_catch_a_lapsed_certification() -> None:
    assert names({P: processor("US", DPF.replace('"active"', '"inactive"'), SCC)}) == []


# -- standard clauses --------------------------------------------------------------------------------------------------------------------------------

OLD = '[[safeguards]]\nmechanism = "standard-clauses"\ninstrument = "2010/87"\nassessment = { outcome = "in orde" }\n'


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        (OLD, date(2019, 6, 1), []),
        (OLD, date(2022, 10, 27), []),
        (OLD, date(2022, 10, 28), ["T419"]),
        (OLD, date(2022, 12, 27), ["T419"]),
        (OLD, date(2022, 12, 28), ["T409"]),
        (OLD + "signed = 2021-09-26\n", date(2022, 1, 1), []),
        (OLD + "signed = 2021-09-27\n", date(2022, 1, 1), ["T409"]),
        (SCC, date(2021, 6, 26), ["T401"]),
        (SCC, date(2021, 6, 27), []),
        (SCC + "signed = 2026-11-23\n", TODAY, ["T401"]),
        (SCC + "signed = 2026-11-22\n", TODAY, []),
        (SCC + "valid_to = 2026-11-21\n", TODAY, ["T401"]),
        (SCC + "valid_to = 2026-11-22\n", TODAY, ["T419"]),
        (SCC + "valid_to = 2027-01-21\n", TODAY, ["T419"]),
        (SCC + "valid_to = 2027-01-22\n", TODAY, []),
        (SCC.replace('modules = ["2"]\n', ""), TODAY, ["T408"]),
        (SCC.replace('["2"]', '["1", "2"]'), TODAY, []),
        (SCC.replace('["2"]', '["3"]'), TODAY, ["T408"]),
        (SCC.replace('instrument = "2021/914"\n', ""), TODAY, []),
        (SCC.replace('instrument = "2021/914"\nmodules = ["2"]\n', ""), TODAY, ["T408"]),
        (SCC.replace("2021/914", "2021/915"), TODAY, ["T410"]),
        (SCC.replace('assessment = { outcome = "in orde" }\n', ""), TODAY, ["T411"]),
        (SCC.replace('outcome = "in orde"', 'by = "A"'), TODAY, ["T411"]),
        (SCC.replace('"in orde"', '"in orde", next_review = 2026-11-21'), TODAY, ["T411"]),
        (SCC.replace('"in orde"', '"in orde", next_review = 2026-11-22'), TODAY, []),
        (OLD.replace('assessment = { outcome = "in orde" }\n', ""), date(2020, 7, 15), []),
        (OLD.replace('assessment = { outcome = "in orde" }\n', ""), date(2020, 7, 16), ["T411"]),
    ],
)
def test_clauses(text: str, on: date, expected: list[str]) -> None:
    assert names({P: processor("IN", text)}, on) == expected


def test_an_agreement_with_clauses_is_a_safeguard_by_itself() -> None:
    agreement = 'name = "Clausules"\nkind = "standard-clauses"\nprocessor = "praktijkpakket"\nstatus = "signed"\nsigned = 2024-03-01\ninstrument = "2021/914"\n'
    assert names({P: processor("IN"), "agreements/scc.toml": agreement + 'modules = ["2"]\n'}) == ["T411"]
    assert names({P: processor("IN"), "agreements/scc.toml": agreement}) == ["T411", "T408"]
    assert names({P: processor("IN"), "agreements/scc.toml": agreement + "ended = 2025-01-01\n"}) == ["T401"]
    written = '[[safeguards]]\nmechanism = "standard-clauses"\nassessment = { outcome = "in orde" }\n'
    assert names({P: processor("IN", written), "agreements/scc.toml": agreement + 'modules = ["2"]\n'}) == []
    named = written.replace("assessment", 'agreement = "scc"\nassessment')
    assert names({P: processor("IN", named), "agreements/scc.toml": agreement.replace("signed = 2024", "signed = 2027")}) == ["T401"]


def test_an_agreement_that_is_the_only_contract_is_told_once() -> None:
    clauses = base()["agreements/praktijkpakket.toml"]
    assert isinstance(clauses, str)
    ended = clauses.replace('status = "signed"', 'status = "ended"') + 'instrument = "2021/914"\nmodules = ["2"]\n'
    named = SCC.replace("assessment", 'agreement = "praktijkpakket"\nassessment')
    findings = check_files({P: processor("IN", named), "agreements/praktijkpakket.toml": ended})
    assert [finding.rule.code for finding in findings if finding.severity == "error"] == ["V502"]


# -- derogations and special tools -------------------------------------------------------------------------------------------------------------------


def recipient(kind: str, country: str, *more: str) -> dict[str, Content]:
    """A recipient, and an activity of the base that gives it data."""
    activity = base()[ACTIVITY]
    assert isinstance(activity, str)
    text = f'name = "Ontvanger"\nkind = "{kind}"\ncountry = "{country}"\n' + "".join(more)
    return {ACTIVITY: activity.replace('recipients = "none"', 'recipients = ["ontvanger"]'), "recipients/ontvanger.toml": text}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ('[[safeguards]]\nmechanism = "derogation-contract"\n', ["T412"]),
        ('on_request = true\n[[safeguards]]\nmechanism = "derogation-contract"\n', []),
        ('[[safeguards]]\nmechanism = "derogation-contract"\nderogation_reason = "Eén reis."\n', []),
        ('[[safeguards]]\nmechanism = "derogation-vital-interests"\n', []),
        ('on_request = true\n[[safeguards]]\nmechanism = "derogation-compelling-interests"\n', ["T420"]),
        ('[[safeguards]]\nmechanism = "ad-hoc-clauses"\nassessment = { outcome = "in orde" }\n', ["T421"]),
        ('[[safeguards]]\nmechanism = "standard-clauses"\nmodules = ["2"]\nassessment = { outcome = "in orde" }\n', ["T408"]),
        ('[[safeguards]]\nmechanism = "standard-clauses"\nmodules = ["1"]\nassessment = { outcome = "in orde" }\n', []),
    ],
)
def test_recipients(more: str, expected: list[str]) -> None:
    assert names(recipient("controller", "IN", more)) == expected


@pytest.mark.parametrize("kind", ["data-subject", "representative", "staff", "department", "public", "other-participants"])
def test_who_is_no_other_party_gets_no_transfer(kind: str) -> None:
    assert names(recipient(kind, "IN")) == []


def test_public_bodies() -> None:
    assert names(recipient("public-authority", "CA", '[[safeguards]]\nmechanism = "adequacy"\n')) == ["T405"]
    assert names(recipient("public-authority", "NZ")) == []
    register = base()["register.toml"]
    assert isinstance(register, str)
    public = {"register.toml": register.replace("public_authority = false", "public_authority = true")}
    consent = 'on_request = true\n[[safeguards]]\nmechanism = "derogation-explicit-consent"\n'
    assert names({**recipient("controller", "IN", consent), **public}) == ["T421"]


def test_international_organisations() -> None:
    assert names(recipient("international-organisation", "CH")) == ["T401"]
    patents = recipient("international-organisation", "DE", 'legal_name = "European Patent Organisation"\n')
    assert names(patents) == []
    assert names(patents, date(2025, 7, 14)) == ["T401"]


@pytest.mark.parametrize("name", ["Europees Octrooibureau", "EPO", "Office européen des brevets", "europäisches patentamt"])
def test_an_organisation_goes_by_more_than_one_name(name: str) -> None:
    assert names(recipient("international-organisation", "DE", f'legal_name = "{name}"\n')) == []


def test_a_recipient_without_a_country_is_left_alone() -> None:
    files = recipient("controller", "IN")
    assert names({**files, "recipients/ontvanger.toml": 'name = "Huisarts"\nkind = "professional"\n'}) == []


# -- chains ------------------------------------------------------------------------------------------------------------------------------------------

SUB = '[[sub_processors]]\nname = "Cloud"\ncountry = "IN"\n'


def test_what_binds_a_party_abroad_binds_whom_it_engages() -> None:
    assert names({P: processor("US", DPF, SUB, subs="")}) == []
    assert names({P: processor("US", SUB, subs="")}) == ["T401"]
    assert names({P: processor("GB", SUB, subs="")}) == []
    assert names({P: processor("NL", SUB, subs="")}) == ["T413"]
    assert names({P: processor("unknown", SUB, subs="")}) == ["T402", "T413"]


def test_a_place_abroad_is_not_covered_by_the_decision_for_the_party_s_country() -> None:
    place = {L: 'name = "Opslag"\nkind = "hosting"\ncountry = "US"\nprovider = "praktijkpakket"\n'}
    assert names({P: processor("GB"), **place}) == ["T401"]
    assert names({P: processor("IN", SCC), **place}) == []
    assert names({P: processor("US"), **place}) == ["T401"]


def test_a_circle_of_sub_processors_ends(tmp_path: Path) -> None:
    def link(other: str) -> str:
        return f'[[sub_processors]]\nprocessor = "{other}"\n'

    files = {
        P: processor("NL", link("tweede"), subs=""),
        "processors/tweede.toml": processor("BE", link("derde"), subs=""),
        "processors/derde.toml": processor("IN", link("praktijkpakket"), subs=""),
    }
    assert [(f.rule.code, f.record, f.path) for f in found(files)] == [("T413", "processors/derde", ("country",))]
    transfers = audit(files, tmp_path).transfers
    assert [(t.country, t.via, [getattr(hop, "id", hop) for hop in t.path]) for t in transfers] == [
        ("IN", "sub-processor", ["praktijkpakket", "tweede", "derde"])
    ]


def test_a_sub_processor_of_many_is_told_once() -> None:
    files: dict[str, Content] = {"processors/wolk.toml": processor("IN")}
    activity = base()[ACTIVITY]
    assert isinstance(activity, str)
    ids = [f"p{number}" for number in range(5)]
    for identity in ids:
        files[f"processors/{identity}.toml"] = processor("NL", '[[sub_processors]]\nprocessor = "wolk"\n', subs="")
    files[ACTIVITY] = activity.replace('processors = ["praktijkpakket"]', f"processors = {ids}")
    assert names(files) == ["T413"]
    assert names({**files, ACTIVITY: activity.replace('processors = ["praktijkpakket"]', f"processors = {[*ids, 'wolk']}")}) == ["T401"]


def test_a_sub_processor_of_the_past_or_the_future_is_none() -> None:
    assert names({P: processor("NL", SUB + "until = 2026-11-21\n", subs="")}) == []
    assert names({P: processor("NL", SUB + "until = 2026-11-22\n", subs="")}) == ["T413"]
    assert names({P: processor("NL", SUB + "since = 2026-11-23\n", subs="")}) == []


def test_access() -> None:
    assert names({P: processor("NL", access='["IN", "CH", "BE"]')}) == ["T414"]
    assert names({P: processor("IN", SCC, access='["IN"]')}) == []
    assert names({P: processor("NL", access='["unknown"]')}) == ["T402"]
    own = 'name = "Server"\nkind = "server"\ncountry = "NL"\naccess_from = ["IN"]\n'
    assert names({P: processor("NL"), L: own}) == ["T418"]


def test_one_party_and_country_is_told_once() -> None:
    place = 'name = "Opslag"\nkind = "hosting"\ncountry = "IN"\naccess_from = ["IN"]\nprovider = "praktijkpakket"\n'
    assert names({P: processor("NL", access='["IN"]'), L: place}) == ["T414"]


# -- who counts --------------------------------------------------------------------------------------------------------------------------------------


def test_only_live_activities_and_parties_count() -> None:
    activity = base()[ACTIVITY]
    assert isinstance(activity, str)
    assert names({P: processor("IN"), ACTIVITY: activity.replace('status = "active"', 'status = "ended"\nended = 2026-01-01')}) == []
    assert (
        names({P: processor("IN").replace('status = "active"', 'status = "ended"'), L: False, ACTIVITY: activity.replace('locations = ["praktijkpakket"]', "")})
        == []
    )


def test_a_draft_breaks_no_law_yet() -> None:
    activity = base()[ACTIVITY]
    assert isinstance(activity, str)
    (finding,) = found({P: processor("IN"), ACTIVITY: activity.replace('status = "active"', 'status = "draft"')})
    assert (finding.rule.code, finding.severity, finding.file) == ("T401", "warning", P)
    (finding,) = found({P: processor("IN"), ACTIVITY: activity.replace("started = 2018-06-01", "started = 2027-01-01")})
    assert finding.severity == "warning"


def test_a_provider_counts_without_being_named() -> None:
    activity = base()[ACTIVITY]
    assert isinstance(activity, str)
    assert names({P: processor("IN"), ACTIVITY: activity.replace('processors = ["praktijkpakket"]', 'processors = "none"')}) == ["T401"]


def test_own_places_need_no_country() -> None:
    for kind in ("paper", "laptop", "server", "removable"):
        assert names({P: processor("NL"), L: f'name = "Plaats"\nkind = "{kind}"\n'}) == []
    assert names({P: processor("NL"), L: 'name = "Plaats"\nkind = "cloud"\n'}) == ["T415"]
    assert names({P: processor("NL"), L: 'name = "Laptop"\nkind = "laptop"\ncountry = "unknown"\n'}) == []


def test_as_processor_the_clauses_are_of_module_three() -> None:
    activity = base()[ACTIVITY]
    assert isinstance(activity, str)
    both = {"activities/voor-anderen.toml": 'name = "Voor anderen"\nrole = "processor"\nstatus = "active"\nprocessors = ["praktijkpakket"]\n'}
    assert names({P: processor("IN", SCC), **both}) == ["T408"]
    assert names({P: processor("IN", SCC.replace('["2"]', '["2", "3"]')), **both}) == []


def test_a_broken_party_is_passed_over() -> None:
    assert names({P: "name = "}) == []
    assert names({P: processor("NL", '[[sub_processors]]\nprocessor = "niemand"\n', subs="")}) == []
    assert names({P: processor("ZZ")}) == []


# -- flows and words ---------------------------------------------------------------------------------------------------------------------------------


def test_flows(tmp_path: Path) -> None:
    files = {P: processor("US", DPF, SUB, subs=""), L: 'name = "Opslag"\nkind = "hosting"\ncountry = "NL"\nprovider = "praktijkpakket"\n'}
    day = audit(files, tmp_path)
    assert [(t.country, t.via, t.mechanism, t.instrument, t.verdict, t.reason) for t in day.transfers] == [
        ("US", "establishment", "dpf", "(EU) 2023/1795", "dpf", ""),
        ("IN", "sub-processor", "dpf", "(EU) 2023/1795", "dpf", "onward"),
    ]
    from ropa.derive.transfers import derive_transfers

    assert [t.country for t in derive_transfers(day, everything=True)] == ["US", "IN", "NL"]


def test_every_message_reads_in_every_language() -> None:
    cases: list[tuple[Mapping[str, Content], date]] = [
        ({P: processor("CW")}, TODAY),
        ({P: processor("US", DPF)}, date(2023, 7, 9)),
        ({P: processor("GB")}, date(2031, 12, 1)),
        ({P: processor("NL", SUB, subs="", access='["IN", "unknown"]')}, TODAY),
        (recipient("international-organisation", "CH", '[[safeguards]]\nmechanism = "adequacy"\n'), TODAY),
    ]
    for language in LANGUAGES:
        words = texts(language)
        for rule in RULES:
            assert words.rule("T", rule.name)["title"]
        for files, on in cases:
            for finding in found(files, on):
                for text in (words.message(finding), words.message(finding, "hint")):
                    assert text and "()" not in text and "  " not in text and "{" not in text


# -- where it is -------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("Europa", "T425"),
        ("In Europa.", "T425"),
        ("Europese datacentra", "T425"),
        ("binnen de Europese Unie", "T425"),
        ("EU region (West-Europe)", "T425"),
        ("au sein de l'Europe", "T402"),
        ("datacentra in Europa of de VS", "T402"),
        ("buiten Europa", "T402"),
        ("niet alleen Europa", "T402"),
        ("wereldwijd", "T402"),
        ("datacenter", "T402"),
        ("", "T402"),
    ],
)
def test_europe_is_too_wide_and_not_unknown(region: str, expected: str) -> None:
    place = f'name = "Plaats"\nkind = "cloud"\nprovider = "praktijkpakket"\ncountry = "unknown"\nregion = "{region}"\n'
    assert names({P: processor("NL"), L: place}) == [expected]


@pytest.mark.parametrize(
    ("region", "variant"),
    [
        ("Europa", ""),
        ("West-Europa", ""),
        ("EU", "eea"),
        ("EER", "eea"),
        ("EEA", "eea"),
        ("UE", "eea"),
        ("EWR", "eea"),
        ("EU region (West-Europe)", "eea"),
        ("binnen de Europese Unie", "eea"),
        ("Europese Economische Ruimte", "eea"),
        ("European Economic Area", "eea"),
        ("Espace économique européen", "eea"),
        ("Europäischer Wirtschaftsraum", "eea"),
    ],
)
def test_the_union_is_not_outside_the_eea(region: str, variant: str) -> None:
    place = f'name = "Plaats"\nkind = "cloud"\nprovider = "praktijkpakket"\ncountry = "unknown"\nregion = "{region}"\n'
    [finding] = [f for f in check_files({P: processor("NL"), L: place}) if f.rule.code == "T425"]
    assert finding.variant == variant
    for language in LANGUAGES:
        hint = texts(language).message(finding, "hint")
        assert '"EEA"' in hint


def test_who_is_near_by_is_asked_more_softly() -> None:
    near = processor(None).replace("newsletter", "bookkeeping")
    own = 'name = "Laptop"\nkind = "laptop"\n'
    assert names({P: near, L: own}) == ["T426"]
    assert names({P: near, L: 'name = "Portaal"\nkind = "cloud"\nprovider = "praktijkpakket"\ncountry = "NL"\n'}) == ["T415"]
    assert names({P: processor(None), L: own}) == ["T415"]


def test_a_party_that_has_not_begun_sends_nothing() -> None:
    assert names({P: processor("US") + "started = 2026-11-23\n"}) == []
    assert names({P: processor("US") + "started = 2026-11-22\n"}) == ["T401"]
