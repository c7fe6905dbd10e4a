"""Family A where examples do not reach: the day itself, drafts, what the law leaves open, and one finding for one cause."""

from datetime import date

import pytest

from ropa.derive.reviews import add_months, review_due
from ropa.findings import Finding
from ropa.i18n import texts
from ropa.model.activity import Activity
from tests.support import TODAY, Content, base, check_files

FILE = "activities/behandeling.toml"
HEAD = 'name = "Behandeling"\ncreated = 2026-01-01\nautomated_decisions = "none"\n'
HEALTH = '[[data]]\ncategory = "health"\n'
PATIENTS = '[[subjects]]\ncategory = "patients"\n'
CLIENTS = '[[subjects]]\ncategory = "clients"\n'


def found(text: str, as_of: date = TODAY, **more: Content) -> list[Finding]:
    """The findings of family A on the register with this activity beside the base."""
    files: dict[str, Content] = {FILE: text, **{name.replace("__", "/").replace("_toml", ".toml"): content for name, content in more.items()}}
    return [finding for finding in check_files(files, as_of) if finding.rule.family == "A"]


def names(text: str, as_of: date = TODAY, **more: Content) -> list[str]:
    return [finding.rule.name for finding in found(text, as_of, **more)]


def _register(*changes: tuple[str, str]) -> str:
    text = str(base()["register.toml"])
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


# -- is an assessment due ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        # one criterion, or none that counts by itself
        ("", HEALTH + CLIENTS, []),
        ("", PATIENTS, []),
        ("large_scale = true\n", CLIENTS, []),
        ("", '[[data]]\ncategory = "bank-account"\n' + PATIENTS, []),
        ("", HEALTH + '[[subjects]]\ncategory = "employees"\n', []),
        ("", '[[data]]\ncategory = "client-file"\n' + CLIENTS, []),
        ("", '[[data]]\ncategory = "client-file"\nspecial = "none"\n' + PATIENTS, []),
        ("", '[[data]]\ncategory = "complaint"\n' + PATIENTS, []),
        ("", '[[data]]\ncategory = "payroll"\n' + PATIENTS, []),
        # two criteria: a matter of judgement
        ("", HEALTH + PATIENTS, ["dpia-due"]),
        ("", '[[data]]\ncategory = "client-file"\n' + PATIENTS, ["dpia-due"]),
        ("", '[[data]]\ncategory = "session-report"\n' + CLIENTS + "children = true\n", ["dpia-due"]),
        ("", HEALTH + CLIENTS + "children = true\n", ["dpia-due"]),
        ("", HEALTH + CLIENTS + "guardianship = true\n", ["dpia-due"]),
        ("", HEALTH + '[[subjects]]\ncategory = "employees"\nvulnerable = true\n', ["dpia-due"]),
        ("", HEALTH + PATIENTS + "vulnerable = false\n", []),
        ("", '[[data]]\ncategory = "client-file"\nspecial = ["health"]\n' + PATIENTS, ["dpia-due"]),
        ("", '[[data]]\ncategory = "criminal-record"\n' + PATIENTS, ["dpia-due"]),
        ("large_scale = true\n", PATIENTS, ["dpia-due"]),
        # what the organisation said itself goes before what can be told
        ("", HEALTH + PATIENTS + '[dpia]\ncriteria = "none"\n', []),
        ("", HEALTH + PATIENTS + '[dpia]\ncriteria = ["sensitive-data"]\n', []),
        ("", CLIENTS + '[dpia]\ncriteria = ["matching", "new-technology"]\n', ["dpia-due"]),
        ("", CLIENTS + '[dpia]\ncriteria = ["matching", "matching"]\n', []),
        ("", CLIENTS + '[dpia]\ncriteria = ["matching", "new-technology"]\nstatus = "not-required"\n', ["dpia-due"]),
        ("", CLIENTS + '[dpia]\ncriteria = ["matching", "new-technology"]\nstatus = "not-required"\nreason = "Proef."\n', []),
        ("", CLIENTS + '[dpia]\nstatus = "not-required"\n', []),
        # what the law, the authority or the organisation itself asks for: never of data that only may be special
        ("large_scale = true\n", '[[data]]\ncategory = "client-file"\n' + CLIENTS, ["dpia-due"]),
        ("large_scale = true\n", HEALTH + CLIENTS, ["dpia-missing"]),
        ("large_scale = true\n", HEALTH + CLIENTS + '[dpia]\nstatus = "not-required"\n', ["dpia-missing"]),
        ("large_scale = true\n", HEALTH + CLIENTS + '[dpia]\nstatus = "not-required"\nreason = "Wet."\n', ["dpia-due"]),
        ("large_scale = true\n", HEALTH + CLIENTS + '[dpia]\ncriteria = "none"\n', ["dpia-missing"]),
        ("", CLIENTS + '[dpia]\nlisted = "Cameratoezicht"\n', ["dpia-missing"]),
        ("", CLIENTS + '[risk]\nlevel = "high"\n', ["dpia-missing"]),
        ("", CLIENTS + '[risk]\nlevel = "medium"\n', []),
        ("large_scale = true\n", HEALTH + CLIENTS + '[dpia]\nstatus = "to-do"\n', ["dpia-missing"]),
        ("", CLIENTS + '[risk]\nlevel = "high"\n[dpia]\nstatus = "in-progress"\n', ["dpia-missing"]),
        # what the organisation alone has planned
        ("", CLIENTS + '[dpia]\nstatus = "to-do"\n', ["dpia-unfinished"]),
        ("", CLIENTS + '[dpia]\nstatus = "in-progress"\n', ["dpia-unfinished"]),
        ("", HEALTH + PATIENTS + '[dpia]\nstatus = "to-do"\n', ["dpia-unfinished"]),
        # a processor's record: the assessment is the controller's
        ('role = "processor"\nlarge_scale = true\n', HEALTH + PATIENTS, []),
    ],
)
def test_when_an_assessment_is_due(head: str, body: str, expected: list[str]) -> None:
    assert [name for name in names(HEAD + head + body) if name.startswith("dpia")] == expected


def test_profiling_with_weight_asks_for_an_assessment() -> None:
    decision = 'name = "Kredietscore"\ncreated = 2026-01-01\n[[automated_decisions]]\nprofiling = true\nsignificant = true\nsolely_automated = false\n'
    head, table = decision.split("\n", 1)
    assert [(f.rule.name, f.severity, f.variant) for f in found(decision)] == [("dpia-due", "warning", "decision")]
    assert names(f"{head}\nlarge_scale = true\n{table}") == ["dpia-missing"]
    assert names(decision + '[dpia]\nstatus = "not-required"\n') == ["dpia-due"]
    assert names(decision + '[dpia]\nstatus = "not-required"\nreason = "Niet stelselmatig."\n') == []
    assert names(decision + '[dpia]\nstatus = "to-do"\n') == ["dpia-unfinished"]
    assert names(decision.replace("significant = true", "significant = false")) == []


def test_the_age_of_the_youngest_says_whether_there_are_children() -> None:
    assert names(HEAD + HEALTH + CLIENTS + "youngest = 17\n") == ["dpia-due"]
    assert names(HEAD + HEALTH + CLIENTS + "youngest = 18\n") == []


@pytest.mark.parametrize(
    ("dpo", "expected"), [("phone = '1'", 1), ("organisation = 'FG BV'", 1), ("appointed = false\nname = 'Bo'", 0), ("reason = 'klein'", 0)]
)
def test_who_can_be_reached_is_there_for_every_rule(dpo: str, expected: int) -> None:
    register = str(base()["register.toml"]).partition("[dpo]")[0] + f"[dpo]\n{dpo}\n"
    findings = check_files({"register.toml": register, FILE: DONE})
    assert len([f for f in findings if f.rule.name == "dpia-advice"]) == expected
    assert len([f for f in findings if f.rule.name == "dpo-notified"]) == expected


@pytest.mark.parametrize(
    ("sector", "staff", "head", "expected"),
    [
        ("mental-care", 1, "large_scale = false\n", []),
        ("law", 1, "large_scale = false\n", []),
        ("mental-care", 2, "large_scale = false\n", ["dpia-due"]),
        ("mental-care", 1, "", ["dpia-due"]),
        ("coaching", 1, "large_scale = false\n", ["dpia-due"]),
    ],
)
def test_recital_91_spares_the_single_practitioner_only(sector: str, staff: int, head: str, expected: list[str]) -> None:
    register = _register(('sector = "coaching"', f'sector = "{sector}"'), ("staff = 1", f"staff = {staff}"))
    assert names(HEAD + head + HEALTH + PATIENTS, register_toml=register) == expected


@pytest.mark.parametrize(
    ("head", "variant", "severity"),
    [
        ("", "to-do", "error"),
        ('status = "draft"\n', "before", "warning"),
        ("started = 2026-11-23\n", "before", "warning"),
        ("started = 2026-11-22\n", "to-do", "error"),
    ],
)
def test_an_assessment_comes_before_the_beginning(head: str, variant: str, severity: str) -> None:
    text = HEAD.replace("2026-01-01", "2026-11-01") + head
    [finding] = found(text + '[risk]\nlevel = "high"\n[dpia]\nstatus = "to-do"\n')
    assert (finding.rule.name, finding.variant, finding.severity) == ("dpia-missing", variant, severity)
    [finding] = found(text + '[dpia]\nstatus = "to-do"\n')
    assert (finding.rule.name, finding.variant, finding.severity) == ("dpia-unfinished", variant, "warning")


DONE = HEAD + '[dpia]\nstatus = "done"\ndone = 2026-01-05\ndocument = { where = "Map 4" }\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DONE, []),
        (DONE.replace("done = 2026-01-05\n", ""), ["dpia-evidence"]),
        (DONE.replace('document = { where = "Map 4" }\n', ""), ["dpia-evidence"]),
        (DONE + "next_review = 2026-11-22\n", []),
        (DONE + "next_review = 2026-11-21\n", ["dpia-review"]),
        (DONE + "next_review = 2026-01-05\n", []),  # done again on the day: the next day is simply not set yet
        (DONE + 'residual_risk = "high"\n', ["residual-risk-consultation"]),
        (DONE + 'residual_risk = "medium"\n', []),
        (DONE + 'residual_risk = "high"\nconsultation = { outcome = "Akkoord" }\n', ["residual-risk-consultation"]),
        (DONE + 'residual_risk = "high"\nconsultation = { dated = 2026-01-20 }\n', []),
    ],
)
def test_an_assessment_that_was_done(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("dpo", "expected"),
    [
        ("appointed = true", ["dpia-advice"]),
        ('name = "Bram Voorbeeld"', ["dpia-advice"]),
        ("appointed = false", []),
        ('reason = "Te klein"', []),
    ],
)
def test_advice_is_asked_where_there_is_somebody_to_give_it(dpo: str, expected: list[str]) -> None:
    register = _register(("appointed = false", dpo))
    assert names(DONE, register_toml=register) == expected
    assert names(DONE + 'advice = "Akkoord."\n', register_toml=register) == []


# -- automated decisions -----------------------------------------------------------------------------------------------------------------------

DECISION = 'name = "Aanmelding"\ncreated = 2026-01-01\n[[automated_decisions]]\nprofiling = false\nsolely_automated = true\nsignificant = true\n'


@pytest.mark.parametrize(
    ("lines", "missing"),
    [
        ("", ["logic", "effects", "ground"]),
        ('logic = "x"\neffects = "y"\nground = "contract"\n', ["human_review"]),
        ('logic = "x"\neffects = "y"\nground = "explicit-consent"\n', ["human_review"]),
        ('logic = "x"\neffects = "y"\nground = "law"\n', ["ground_law"]),
        ('logic = "x"\neffects = "y"\nground = "law"\nground_law = "Wet"\n', []),
    ],
)
def test_what_a_decision_of_article_22_must_say(lines: str, missing: list[str]) -> None:
    findings = [finding for finding in found(DECISION + lines) if finding.rule.name == "automated-decision-explained"]
    assert [label.field for finding in findings for label in finding.params["missing"]] == [f"Decision.{name}" for name in missing]
    assert [finding.path for finding in findings] == [("automated_decisions", 0, name) for name in missing[:1]]


@pytest.mark.parametrize(
    ("solely", "significant", "expected"),
    [
        ("solely_automated = true", "significant = false", []),
        ("solely_automated = false", "", []),
        ("", "significant = false", []),
        ("", "significant = true", ["automated-decisions-said"]),
        ("solely_automated = true", "", ["automated-decisions-said"]),
    ],
)
def test_what_is_not_of_article_22_need_not_be_explained(solely: str, significant: str, expected: list[str]) -> None:
    text = DECISION.replace("solely_automated = true", solely).replace("significant = true", significant)
    assert names(text) == expected


def test_drafts_and_processors_need_not_say_that_there_are_no_decisions() -> None:
    assert names('name = "x"\nstatus = "draft"\n') == []
    assert names('name = "x"\nrole = "processor"\n') == []
    assert names('name = "x"\n') == ["automated-decisions-said"]


# -- reviews -----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 3, 2), 12, date(2027, 3, 2)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 3, 2), 10**9, date.max),
    ],
)
def test_months_are_added_as_people_do(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


def test_no_reviews_are_due_where_the_policy_asks_for_none() -> None:
    assert review_due(Activity(name="x", created=date(2018, 6, 1)), 0) is None
    assert review_due(Activity(name="x", created=date(2018, 6, 1)), -5) is None
    assert review_due(Activity(name="x"), 12) is None


@pytest.mark.parametrize(
    ("lines", "variant"),
    [
        ("next_review = 2026-11-22", None),
        ("next_review = 2026-11-21", ""),
        ("last_review = 2025-11-22", None),
        ("last_review = 2025-11-21", "last"),
        ("last_review = 2025-11-21\nnext_review = 2027-01-01", None),
        ("created = 2025-11-21", "never"),
        ("created = 2025-11-22", None),
        ("started = 2025-11-21", "never"),
        ("started = 2010-01-01\ncreated = 2026-01-01", None),
        ("started = 2027-01-01\ncreated = 2020-01-01", None),
        ("", None),
        ('status = "draft"\ncreated = 2026-10-01\nlast_review = 2024-01-01', None),
        ('status = "ended"\nended = 2024-12-31\nlast_review = 2024-01-01', None),
        ('role = "processor"\nlast_review = 2024-01-01', "last"),
    ],
)
def test_when_a_review_is_overdue(lines: str, variant: str | None) -> None:
    findings = [finding for finding in found(f'name = "x"\nautomated_decisions = "none"\n{lines}\n') if finding.rule.name == "review-overdue"]
    assert [finding.variant for finding in findings] == ([] if variant is None else [variant])


def test_the_period_is_the_organisations_own() -> None:
    text = 'name = "x"\nautomated_decisions = "none"\nlast_review = 2025-01-01\n'
    for months, expected in (("24", []), ("6", ["review-overdue"]), ("0", []), ("99999999999", [])):
        register = _register(("review_months = 12", f"review_months = {months}"))
        assert names(text, register_toml=register) == expected, months


def test_parties_are_reviewed_as_planned() -> None:
    party = str(base()["processors/praktijkpakket.toml"])
    overdue = party.replace("next_review = 2027-03-02", "next_review = 2026-11-21")
    [finding] = [finding for finding in check_files({"processors/praktijkpakket.toml": overdue}) if finding.rule.name == "review-overdue"]
    assert (finding.record, finding.variant) == ("processors/praktijkpakket", "party")
    done = overdue.replace("last_review = 2026-03-02", "last_review = 2026-11-21")
    assert [finding for finding in check_files({"processors/praktijkpakket.toml": done}) if finding.rule.family == "A"] == []


# -- the life of a record -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ('status = "draft"\ncreated = 2026-08-24\n', []),  # 90 days
        ('status = "draft"\ncreated = 2026-08-23\n', ["draft-stale"]),
        ('status = "draft"\ncreated = 2026-01-01\nlast_review = 2026-11-01\n', []),
        ('status = "draft"\n', []),
        ('status = "draft"\ncreated = 2026-11-01\nstarted = 2026-11-22\n', ["status-contradiction"]),
        ('status = "draft"\ncreated = 2026-11-01\nstarted = 2026-11-23\n', []),
        ('status = "active"\nautomated_decisions = "none"\nended = 2026-11-21\n', ["status-contradiction"]),
        ('status = "active"\nautomated_decisions = "none"\nended = 2026-11-22\n', []),
        ("ended = 2026-11-21\n", []),
        ('status = "ended"\n', ["ended-without-date"]),
        ('status = "ended"\nstarted = 2024-06-02\nended = 2024-06-01\n', ["dates-in-order"]),
        ('status = "ended"\nstarted = 2024-06-01\nended = 2024-06-01\n', []),
        ('automated_decisions = "none"\nlast_review = 2026-11-23\n', []),  # written later
        ('automated_decisions = "none"\nlast_review = 2026-11-22\n', []),
        ('automated_decisions = "none"\nlast_review = 2026-11-02\nnext_review = 2026-11-02\n', ["review-dates"]),
    ],
)
def test_status_and_dates(lines: str, expected: list[str]) -> None:
    assert names(f'name = "x"\n{lines}') == expected


def test_an_end_before_the_beginning_is_found_in_parties_and_agreements() -> None:
    files: dict[str, Content] = {
        "processors/oud.toml": 'name = "Oud"\nstatus = "ended"\nstarted = 2024-01-02\nended = 2024-01-01\n',
        "recipients/oud.toml": 'name = "Oud"\nstatus = "ended"\nstarted = 2024-01-02\nended = 2024-01-01\n',
        "agreements/oud.toml": 'name = "Oud"\nprocessor = "oud"\nvalid_from = 2024-01-02\nvalid_to = 2024-01-01\n',
    }
    findings = [finding for finding in check_files(files) if finding.rule.name == "dates-in-order"]
    assert [(finding.record, finding.path) for finding in findings] == [
        ("processors/oud", ("ended",)),
        ("recipients/oud", ("ended",)),
        ("agreements/oud", ("valid_to",)),
    ]
    for finding in findings:
        assert "1 januari 2024" in texts("nl").message(finding)


def test_two_activities_are_two_findings() -> None:
    text = 'name = "x"\nautomated_decisions = "none"\nlast_review = 2024-01-01\n'
    findings = [finding for finding in check_files({FILE: text, "activities/tweede.toml": text}) if finding.rule.family == "A"]
    assert [finding.record for finding in findings] == ["activities/behandeling", "activities/tweede"]


def test_it_is_judged_on_the_day_asked_for() -> None:
    text = 'name = "x"\nautomated_decisions = "none"\nstarted = 2018-06-01\nlast_review = 2020-01-01\n'
    assert "review-overdue" not in names(text, date(2020, 6, 1))
    assert "review-overdue" in names(text, date(2021, 6, 1))
    assert "dpia-missing" not in names(HEAD + "large_scale = true\n" + HEALTH, date(2018, 5, 24))


def test_a_register_that_says_nothing_of_automated_decisions_is_told_once() -> None:
    silent: dict[str, Content] = {"activities/a.toml": 'name = "a"\n', "activities/b.toml": 'name = "b"\n', "activities/client-administration.toml": False}
    said = [(finding.record, finding.variant) for finding in check_files(silent) if finding.rule.name == "automated-decisions-said"]
    assert said == [("register", "register")]
    mixed = check_files({**silent, "activities/c.toml": 'name = "c"\nautomated_decisions = "none"\n'})
    assert [finding.record for finding in mixed if finding.rule.name == "automated-decisions-said"] == ["activities/a", "activities/b"]


def test_labels_stand_in_quotes() -> None:
    activity = 'name = "x"\n[[automated_decisions]]\ndescription = "score"\nsolely_automated = true\nsignificant = true\n'
    [finding] = [finding for finding in check_files({"activities/x.toml": activity}) if finding.rule.name == "automated-decision-explained"]
    for language, opening, closing in (("nl", "“", "”"), ("en", "“", "”"), ("de", "„", "“")):
        assert texts(language).message(finding).count(opening) >= 3
        assert texts(language).message(finding).endswith(f"{closing}.")
    assert texts("fr").message(finding).endswith("\u00a0».")
