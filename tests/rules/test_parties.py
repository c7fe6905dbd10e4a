"""Family V where examples do not reach: the day itself, drafts, what is in doubt, and one finding for one cause."""

from datetime import date, timedelta

import pytest

from ropa.derive.agreements import EXPIRED, FUTURE, IN_FORCE, UNSIGNED, ends, has_standard_points, in_force, is_processing_contract, state
from ropa.findings import Finding
from ropa.i18n import texts
from ropa.model.assets import Agreement
from ropa.model.common import Document
from tests.support import TODAY, Content, check_files

DAY = timedelta(days=1)
AGREEMENT = "agreements/praktijkpakket.toml"
PROCESSOR = "processors/praktijkpakket.toml"
HEAD = 'name = "Overeenkomst"\nprocessor = "praktijkpakket"\n'
SIGNED = HEAD + 'kind = "processing"\nstatus = "signed"\nsigned = 2018-05-25\n'
LEAN = 'country = "NL"\naccess_from = "none"\nsub_processors = "none"\n'


def found(files: dict[str, Content], as_of: date = TODAY) -> list[Finding]:
    """The findings of family V, without the remarks on what could be better."""
    return [finding for finding in check_files(files, as_of) if finding.rule.family == "V" and finding.severity != "info"]


def names(files: dict[str, Content], as_of: date = TODAY) -> list[str]:
    return [finding.rule.name for finding in found(files, as_of)]


# -- the agreement on a day --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"status": "signed"}, IN_FORCE),
        ({"signed": TODAY}, IN_FORCE),
        ({"signed": TODAY + DAY}, FUTURE),
        ({"signed": TODAY + DAY, "valid_from": TODAY - DAY}, FUTURE),
        ({"signed": TODAY - DAY, "valid_from": TODAY}, IN_FORCE),
        ({"signed": TODAY - DAY, "valid_from": TODAY + DAY}, FUTURE),
        ({"signed": TODAY - DAY, "valid_to": TODAY}, IN_FORCE),
        ({"signed": TODAY - DAY, "valid_to": TODAY - DAY}, EXPIRED),
        ({"signed": TODAY - DAY, "valid_to": TODAY - DAY, "renews": True}, IN_FORCE),
        ({"signed": TODAY - DAY, "ended": TODAY - DAY, "renews": True}, EXPIRED),
        ({"signed": TODAY - DAY, "ended": TODAY}, IN_FORCE),
        ({"signed": TODAY - DAY, "status": "ended"}, EXPIRED),
        ({"signed": TODAY - DAY, "status": "ended", "ended": TODAY + DAY}, IN_FORCE),
        ({"status": "draft", "signed": TODAY - DAY}, UNSIGNED),
        ({"status": "sent"}, UNSIGNED),
        ({}, UNSIGNED),
        ({"document": Document(where="Map 3")}, IN_FORCE),
        ({"status": "draft", "document": Document(where="Map 3")}, UNSIGNED),
        ({"valid_from": TODAY}, IN_FORCE),
        ({"valid_from": TODAY + DAY}, FUTURE),
        ({"kind": "joint-controllers"}, IN_FORCE),
    ],
)
def test_what_an_agreement_is_on_a_day(fields: dict[str, object], expected: str) -> None:
    agreement = Agreement(name="x", **fields)  # type: ignore[arg-type]
    assert state(agreement, TODAY) == expected
    assert in_force(agreement, TODAY) is (expected == IN_FORCE)


def test_an_agreement_that_renews_itself_has_no_end_until_it_is_ended() -> None:
    assert ends(Agreement(name="x", valid_to=TODAY, renews=True)) is None
    assert ends(Agreement(name="x", valid_to=TODAY, renews=True, ended=TODAY - DAY)) == TODAY - DAY


@pytest.mark.parametrize(
    ("kind", "modules", "counts"),
    [
        (None, None, True),
        ("processing", None, True),
        ("supplier-terms", None, True),
        ("standard-clauses", None, True),
        ("standard-clauses", ["2"], True),
        ("standard-clauses", ["1"], False),
        ("joint-controllers", None, False),
        ("binding-corporate-rules", None, False),
        ("confidentiality", None, False),
        ("something-misspelt", None, True),
    ],
)
def test_which_kinds_are_a_contract_of_article_28(kind: str | None, modules: list[str] | None, counts: bool) -> None:
    assert is_processing_contract(Agreement(name="x", kind=kind, modules=modules)) is counts


@pytest.mark.parametrize(
    ("kind", "instrument", "modules", "whole"),
    [
        ("processing", "2021/915", None, True),
        ("standard-clauses", "2021/914", ["2"], True),
        ("standard-clauses", "2021/914", None, False),
        ("processing", None, None, False),
        ("standard-clauses", "2010/87", None, False),
    ],
)
def test_which_clauses_hold_every_point_by_themselves(kind: str, instrument: str | None, modules: list[str] | None, whole: bool) -> None:
    assert has_standard_points(Agreement(name="x", kind=kind, instrument=instrument, modules=modules)) is whole


# -- one cause, one finding -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agreement", "expected"),
    [
        (False, ["agreement-missing"]),
        (HEAD + 'kind = "processing"\nstatus = "draft"\n', ["agreement-unsigned"]),
        (HEAD + 'kind = "processing"\n', ["agreement-unsigned"]),
        (SIGNED + "valid_to = 2026-11-21\n", ["agreement-expired"]),
        (SIGNED + "valid_to = 2026-11-22\n", ["agreement-ending"]),
        (SIGNED + "valid_to = 2027-01-21\n", ["agreement-ending"]),
        (SIGNED + "valid_to = 2027-01-22\n", []),
        (SIGNED + "ended = 2026-12-01\nrenews = true\n", ["agreement-ending"]),
        (SIGNED.replace('"signed"', '"ended"'), ["agreement-expired"]),
        (SIGNED + "valid_from = 2026-11-23\n", ["agreement-missing"]),
        (SIGNED + "valid_from = 2026-11-22\n", []),
        (SIGNED.replace('"processing"', '"service"'), ["agreement-wrong-kind"]),
        (SIGNED.replace('"processing"', '"standard-clauses"') + 'modules = ["1"]\n', ["agreement-wrong-kind"]),
    ],
)
def test_one_finding_for_a_processor_without_a_contract(agreement: Content, expected: list[str]) -> None:
    assert names({AGREEMENT: agreement}) == expected


def test_a_new_draft_beside_an_expired_contract_is_to_be_signed() -> None:
    files: dict[str, Content] = {AGREEMENT: SIGNED + "valid_to = 2026-06-30\n", "agreements/nieuw.toml": HEAD + 'kind = "processing"\nstatus = "sent"\n'}
    [finding] = found(files)
    assert (finding.rule.name, finding.file, finding.path, finding.severity) == ("agreement-unsigned", "agreements/nieuw.toml", ("status",), "error")


def test_the_notice_is_the_organisations_own() -> None:
    from tests.support import base

    policy = str(base()["register.toml"]).replace("review_months = 12", "notice_days = 10")
    assert names({AGREEMENT: SIGNED + "valid_to = 2026-12-02\n", "register.toml": policy}) == ["agreement-ending"]
    assert names({AGREEMENT: SIGNED + "valid_to = 2026-12-03\n", "register.toml": policy}) == []
    assert names({AGREEMENT: SIGNED + "valid_to = 2026-12-02\n", "register.toml": policy.replace("10", "99999999999")}) == ["agreement-ending"]


def test_a_gap_of_one_day_is_not_followed() -> None:
    old = SIGNED + "valid_to = 2026-12-31\n"
    assert names({AGREEMENT: old, "agreements/nieuw.toml": SIGNED + "valid_from = 2027-01-01\n"}) == []
    assert names({AGREEMENT: old, "agreements/nieuw.toml": SIGNED + "valid_from = 2027-01-02\n"}) == ["agreement-ending"]


def test_an_agreement_of_another_kind_does_not_follow() -> None:
    other = SIGNED.replace('"processing"', '"confidentiality"') + "valid_from = 2027-01-01\n"
    assert names({AGREEMENT: SIGNED + "valid_to = 2026-12-31\n", "agreements/nieuw.toml": other}) == ["agreement-ending"]


def test_it_is_judged_on_the_day_asked_for() -> None:
    files: dict[str, Content] = {AGREEMENT: SIGNED + "valid_to = 2020-12-31\n"}
    assert "agreement-expired" not in names(files, date(2019, 6, 1))
    assert "agreement-expired" in names(files, date(2021, 1, 1))
    assert "agreement-missing" in names({AGREEMENT: False}, date(2018, 6, 1))
    assert names({AGREEMENT: False}, date(2018, 5, 24)) == []


def test_two_processors_are_two_findings_and_name_their_activities() -> None:
    files: dict[str, Content] = {
        AGREEMENT: False,
        "processors/nieuwsbriefdienst.toml": 'name = "Nieuwsbriefdienst"\nservice = "newsletter"\n' + LEAN,
        "activities/nieuwsbrief.toml": 'name = "Nieuwsbrief"\nprocessors = ["nieuwsbriefdienst", "praktijkpakket"]\n',
    }
    first, second = found(files)
    assert (first.record, second.record) == ("processors/nieuwsbriefdienst", "processors/praktijkpakket")
    assert "“Cliëntenadministratie” en “Nieuwsbrief”" in texts("nl").message(second)
    assert "Cliënten" not in texts("nl").message(first)


# -- drafts, what is past, what cannot be read --------------------------------------------------------------------------------------------------


NEW = 'name = "Nieuwsbriefdienst"\nservice = "newsletter"\n' + LEAN
DRAFT = 'name = "Nieuwsbrief"\nstatus = "draft"\nprocessors = ["nieuwsbriefdienst"]\n'


@pytest.mark.parametrize(
    ("activity", "severity"),
    [
        (DRAFT, "warning"),
        (DRAFT.replace('"draft"', '"active"') + "started = 2027-01-01\n", "warning"),
        (DRAFT.replace('"draft"', '"active"') + "started = 2026-11-22\n", "error"),
        (DRAFT.replace('"draft"', '"active"'), "error"),
    ],
)
def test_only_what_runs_breaks_the_law(activity: str, severity: str) -> None:
    [finding] = found({"processors/nieuwsbriefdienst.toml": NEW, "activities/nieuwsbrief.toml": activity})
    assert (finding.rule.name, finding.record, finding.severity) == ("agreement-missing", "processors/nieuwsbriefdienst", severity)


def test_a_draft_agreement_for_what_runs_is_an_error() -> None:
    [finding] = found({AGREEMENT: HEAD + 'kind = "processing"\nstatus = "draft"\n'})
    assert finding.severity == "error"


def test_an_ended_activity_or_an_unused_processor_needs_no_agreement() -> None:
    ended = DRAFT.replace('"draft"', '"ended"') + "ended = 2024-12-31\n"
    assert names({"processors/nieuwsbriefdienst.toml": NEW, "activities/nieuwsbrief.toml": ended}) == []
    assert names({"processors/nieuwsbriefdienst.toml": NEW}) == []


def test_a_processor_that_a_cookie_or_a_category_of_data_names_is_used() -> None:
    cookie = 'name = "Website"\n[[cookies]]\nname = "meting"\nkind = "functional"\nprocessor = "nieuwsbriefdienst"\n'
    assert names({"processors/nieuwsbriefdienst.toml": NEW, "activities/website.toml": cookie}) == ["agreement-missing"]
    data = 'name = "Website"\n[[data]]\ncategory = "email"\nprocessors = ["nieuwsbriefdienst"]\n'
    assert names({"processors/nieuwsbriefdienst.toml": NEW, "activities/website.toml": data}) == ["agreement-missing"]


def test_an_agreement_that_cannot_be_read_is_not_missing() -> None:
    assert names({AGREEMENT: "= kapot"}) == []
    assert names({AGREEMENT: False, "agreements/andere.toml": 'processor = "praktijkpakket"\n= kapot'}) == []
    assert names({AGREEMENT: False, "agreements/andere.toml": {"folder": True}}) == []
    assert names({AGREEMENT: False, "agreements/andere.toml": "= kapot"}) == ["agreement-missing"]


def test_references_to_nothing_are_for_the_rule_on_references() -> None:
    assert names({"activities/nieuwsbrief.toml": 'name = "Nieuwsbrief"\nprocessors = ["niemand"]\nrecipients = ["niemand"]\n'}) == []


# -- processor or controller ------------------------------------------------------------------------------------------------------------------


def _party(service: str, *lines: str) -> dict[str, Content]:
    return {PROCESSOR: f'name = "Partij"\nservice = "{service}"\n{LEAN}' + "\n".join(lines) + "\n"}


@pytest.mark.parametrize(
    ("service", "lines", "agreement", "expected"),
    [
        ("newsletter", [], True, []),
        ("newsletter", ["own_purposes = true"], True, ["processor-or-controller"]),
        ("newsletter", ["own_purposes = true"], False, ["processor-or-controller"]),
        ("bank", [], True, ["processor-or-controller"]),
        ("bank", [], False, ["processor-or-controller"]),
        ("bank", ["own_purposes = false"], True, ["processor-or-controller"]),
        ("bank", ['role_reason = "Alleen incasso op onze instructies."'], True, []),
        ("bank", ['role_reason = "Alleen incasso op onze instructies."'], False, ["agreement-missing"]),
        ("cleaning", [], False, ["processor-or-controller"]),
        ("accountancy", [], True, ["processor-or-controller"]),
        ("accountancy", [], False, ["agreement-missing"]),
        ("accountancy", ["own_purposes = false"], True, []),
        ("accountancy", ["own_purposes = false"], False, ["agreement-missing"]),
        ("nothing-known", [], False, ["agreement-missing"]),
    ],
)
def test_who_is_what_is_asked_once(service: str, lines: list[str], agreement: bool, expected: list[str]) -> None:
    files = _party(service, *lines)
    assert names(files if agreement else {**files, AGREEMENT: False}) == expected


# -- what the contract says -------------------------------------------------------------------------------------------------------------------

ALL = ["instructions", "confidentiality", "security", "sub-processors", "data-subject-rights", "assistance", "deletion-return", "audit"]


@pytest.mark.parametrize("clause", ALL)
def test_each_point_is_missed(clause: str) -> None:
    said = ", ".join(f'"{each}"' for each in ALL if each != clause)
    [finding] = found({AGREEMENT: SIGNED + f"clauses = [{said}]\n"})
    assert (finding.rule.name, finding.path) == ("agreement-clause", ("clauses",))
    assert [term.id for term in finding.params["missing"]] == [clause]


def test_points_that_other_keys_tell_are_not_missed() -> None:
    said = ", ".join(f'"{each}"' for each in ALL if each not in ("sub-processors", "audit"))
    assert names({AGREEMENT: SIGNED + f'clauses = [{said}]\nsub_processing = "none"\naudit = "Jaarlijks verslag."\n'}) == []


def test_the_points_of_an_old_contract_are_left_alone() -> None:
    old = SIGNED + 'clauses = ["security"]\nvalid_to = 2020-12-31\n'
    assert names({"agreements/oud.toml": old}) == []


def test_coverage_is_what_all_contracts_cover_together() -> None:
    extra: dict[str, Content] = {"activities/nieuwsbrief.toml": 'name = "Nieuwsbrief"\nprocessors = ["praktijkpakket"]\n'}
    one = SIGNED + 'activities = ["client-administration"]\n'
    two = SIGNED + 'activities = ["nieuwsbrief"]\n'
    assert names({AGREEMENT: one, **extra}) == ["agreement-coverage"]
    assert names({AGREEMENT: one, "agreements/twee.toml": two, **extra}) == []
    assert names({AGREEMENT: one, "agreements/twee.toml": SIGNED, **extra}) == []


def test_parts_and_own_kinds_of_a_named_category_are_covered() -> None:
    activity = """name = "Nieuwsbrief"
processors = ["praktijkpakket"]
[[subjects]]
category = "former-clients"
[[data]]
category = "email"
[[data]]
category = "klantnaam"
[[data]]
category = "health"
processors = "none"
"""
    files: dict[str, Content] = {"activities/nieuwsbrief.toml": activity, "vocabulary.toml": '[data.klantnaam]\nname = "Naam van de klant"\nlike = "name"\n'}
    assert names(files) == []
    assert names({**files, "activities/nieuwsbrief.toml": activity.replace('processors = "none"\n', "")}) == ["agreement-contents"]
    assert names({**files, "activities/nieuwsbrief.toml": activity.replace("former-clients", "employees")}) == ["agreement-contents"]


def test_an_agreement_that_another_record_points_to_has_a_party() -> None:
    nameless = 'name = "Regeling"\nkind = "joint-controllers"\nstatus = "signed"\nessence = "Ieder voor zich."\n'
    assert names({"agreements/regeling.toml": nameless}) == ["agreement-party"]
    linked = 'name = "Netwerkdag"\nstatus = "draft"\narrangement = "regeling"\n'
    assert names({"agreements/regeling.toml": nameless, "activities/netwerkdag.toml": linked}) == []


# -- as processor, and parties that are gone ---------------------------------------------------------------------------------------------------

SERVED = """name = "Opslag"
role = "processor"
processing_categories = ["opslag"]
[[controllers]]
name = "Stichting Voorbeeld"
contact = { email = "info@stichting.example" }
"""


def test_the_contract_with_a_controller_is_found_by_its_name() -> None:
    activity: dict[str, Content] = {"activities/opslag.toml": SERVED}
    contract = 'name = "Contract"\nkind = "processing"\ncontroller = "stichting voorbeeld "\nsigned = 2024-01-01\n'
    assert names(activity) == ["agreement-with-controller"]
    assert names({**activity, "agreements/contract.toml": contract}) == []
    assert names({**activity, "agreements/contract.toml": contract + "valid_to = 2026-11-21\n"}) == ["agreement-with-controller"]


def test_a_controller_of_the_past_or_the_future_needs_none() -> None:
    assert names({"activities/opslag.toml": SERVED + "until = 2026-11-21\n"}) == []
    assert names({"activities/opslag.toml": SERVED + "until = 2026-11-22\n"}) == ["agreement-with-controller"]
    assert names({"activities/opslag.toml": SERVED + "since = 2026-11-23\n"}) == []


def test_the_linked_agreement_must_be_in_force() -> None:
    files: dict[str, Content] = {
        "activities/opslag.toml": SERVED + 'agreement = "contract"\n',
        "agreements/contract.toml": 'name = "Contract"\nkind = "processing"\ncontroller = "Stichting"\nstatus = "draft"\n',
    }
    [finding] = found(files)
    assert (finding.rule.name, finding.variant, finding.path) == ("agreement-with-controller", "not-in-force", ("controllers", 0, "agreement"))
    assert names({"activities/opslag.toml": SERVED + 'agreement = "weg"\n'}) == []


@pytest.mark.parametrize(("line", "count"), [("ended = 2026-11-21", 1), ("ended = 2026-11-22", 0), ('status = "ended"', 1)])
def test_a_party_is_gone_after_its_last_day(line: str, count: int) -> None:
    files = _party("practice-administration", line)
    assert names(files).count("party-ended-in-use") == count


@pytest.mark.parametrize(
    ("since_until", "counts"),
    [("", True), ("until = 2026-11-21\n", False), ("until = 2026-11-22\n", True), ("since = 2026-11-23\n", False), ("since = 2026-11-22\n", True)],
)
def test_only_sub_processors_of_today_need_leave(since_until: str, counts: bool) -> None:
    lean = LEAN.replace('sub_processors = "none"\n', "")
    sub = f'[[sub_processors]]\nname = "Datacentrum"\ncountry = "NL"\naccess_from = "none"\n{since_until}'
    files: dict[str, Content] = {PROCESSOR: f'name = "Partij"\nservice = "hosting"\n{lean}{sub}', AGREEMENT: SIGNED + 'sub_processing = "none"\n'}
    assert names(files) == (["sub-processor-forbidden"] if counts else [])


def test_one_contract_that_allows_sub_processors_is_enough() -> None:
    lean = LEAN.replace('sub_processors = "none"\n', '[[sub_processors]]\nname = "Datacentrum"\ncountry = "NL"\n')
    lean = lean.replace('access_from = "none"\n', "")
    files: dict[str, Content] = {
        PROCESSOR: f'name = "Partij"\nservice = "hosting"\n{lean}',
        AGREEMENT: SIGNED + 'sub_processing = "none"\n',
        "agreements/twee.toml": SIGNED + 'sub_processing = "general"\n',
    }
    assert "sub-processor-forbidden" not in names(files)


# -- what shows an agreement -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ('status = "signed"\n', [("agreement-evidence", "")]),
        ('status = "signed"\nsigned = 2024-03-02\n', [("agreement-incomplete", ""), ("agreement-unchecked", "")]),
        ('document = { where = "Map 3" }\n', [("agreement-incomplete", "date"), ("agreement-unchecked", "")]),
        ('signed = 2024-03-02\ndocument = { where = "Map 3" }\n', [("agreement-unchecked", "")]),
        ('signed = 2024-03-02\ndocument = { where = "Map 3" }\ninstrument = "2021/915"\n', []),
        ('status = "draft"\ndocument = { where = "Map 3" }\nclauses = ["audit"]\n', [("agreement-unsigned", "draft")]),
        ('signed = 2027-03-02\ndocument = { where = "Map 3" }\nclauses = ["audit"]\n', [("agreement-clause", ""), ("agreement-missing", "later")]),
    ],
)
def test_one_gap_is_told_once(lines: str, expected: list[tuple[str, str]]) -> None:
    findings = [finding for finding in check_files({AGREEMENT: HEAD + lines}) if finding.rule.family == "V"]
    assert sorted((finding.rule.name, finding.variant) for finding in findings) == expected


def test_only_an_activity_that_is_a_draft_is_judged_milder() -> None:
    draft = HEAD + 'status = "draft"\nvalid_from = 2027-01-01\nvalid_to = 2026-12-31\n'
    assert [finding.severity for finding in check_files({AGREEMENT: draft}) if finding.rule.name == "dates-in-order"] == ["error"]


# -- controllers served ------------------------------------------------------------------------------------------------------------------------

ABROAD = 'name = "Rapportages"\nrole = "processor"\nprocessing_categories = ["opslag"]\n[[controllers]]\nname = "Example Inc."\ncountry = "US"\n'
MODULE_FOUR = 'name = "Bepalingen"\nkind = "standard-clauses"\nmodules = ["4"]\ncontroller = "Example Inc."\nstatus = "signed"\nsigned = 2024-03-02\n'
CONTRACT = MODULE_FOUR.replace('"standard-clauses"\nmodules = ["4"]', '"processing"')


@pytest.mark.parametrize(
    ("more", "agreements", "expected"),
    [
        ("", {}, ["agreement-with-controller"]),
        ("", {"a": MODULE_FOUR}, ["clauses-without-contract"]),
        ('agreement = "a"\n', {"a": MODULE_FOUR}, ["clauses-without-contract"]),
        ('agreement = "a"\n', {"a": MODULE_FOUR, "b": CONTRACT}, []),
        ('agreement = "a"\n', {"a": MODULE_FOUR.replace("2024", "2027")}, ["agreement-with-controller"]),
        ('agreement = "a"\n', {"a": MODULE_FOUR.replace('["4"]', '["2"]')}, []),
        ("", {"a": CONTRACT}, []),
    ],
)
def test_module_four_is_hardly_a_contract(more: str, agreements: dict[str, str], expected: list[str]) -> None:
    files: dict[str, Content] = {f"agreements/{identity}.toml": text for identity, text in agreements.items()}
    assert names({"activities/rapportages.toml": ABROAD + more, **files}) == expected


# -- as of an earlier day ----------------------------------------------------------------------------------------------------------------------


def test_a_processor_that_has_not_begun_needs_no_contract_yet() -> None:
    files: dict[str, Content] = {PROCESSOR: 'name = "x"\nstarted = 2026-11-23\n' + LEAN, AGREEMENT: False}
    assert names(files) == []
    assert names(files, TODAY + DAY) == ["agreement-missing"]


def test_what_ended_later_was_in_use_then() -> None:
    files: dict[str, Content] = {PROCESSOR: 'name = "x"\nstatus = "ended"\nended = 2026-11-22\n' + LEAN, AGREEMENT: False}
    assert names(files, TODAY - DAY) == ["agreement-missing"]
    assert names(files) == ["party-ended-in-use"]


def test_names_stand_in_the_quotation_marks_of_the_language() -> None:
    [finding] = [each for each in check_files({"agreements/praktijkpakket.toml": False}) if each.rule.code == "V501"]
    assert "“Cliëntenadministratie”" in texts("nl").message(finding)
    assert "«\u00a0Cliëntenadministratie\u00a0»" in texts("fr").message(finding)
    assert "„Cliëntenadministratie“" in texts("de").message(finding)
