"""Family W: what is accepted must stay true."""

import tempfile
from datetime import date
from pathlib import Path

import pytest

from ropa.findings import Finding, check
from ropa.register import Register
from ropa.rules import RULES
from ropa.source.folder import Folder
from tests.support import TODAY, Content, base, check_files, write

AGREEMENT = 'name = "Overeenkomst"\nkind = "processing"\nprocessor = "praktijkpakket"\nsigned = 2018-05-25\ndocument = { where = "Map 3" }\n'


def _accept(**changes: str | None) -> str:
    fields = {
        "rule": '"agreement-unchecked"',
        "record": '"agreements/praktijkpakket"',
        "reason": '"In maart."',
        "by": '"Anna Voorbeeld"',
        "on": "2026-11-02",
        "until": "2027-03-31",
        **changes,
    }
    return "[[accepted]]\n" + "".join(f"{key} = {value}\n" for key, value in fields.items() if value is not None)


def found(accepted: str, agreement: Content = AGREEMENT, as_of: date = TODAY, more: dict[str, Content] | None = None) -> list[Finding]:
    return check_files({"accepted.toml": accepted, "agreements/praktijkpakket.toml": agreement, **(more or {})}, as_of)


def w(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.rule.name, finding.variant) for finding in findings if finding.rule.family == "W"]


def is_accepted(findings: list[Finding]) -> bool:
    return any(finding.accepted for finding in findings if finding.rule.name == "agreement-unchecked")


def test_a_finding_is_accepted_by_name_or_code_and_nothing_is_said() -> None:
    for name in ('"agreement-unchecked"', '"V512"'):
        findings = found(_accept(rule=name))
        assert is_accepted(findings)
        assert w(findings) == []


@pytest.mark.parametrize(
    ("until", "accepted", "said"),
    [
        ("2026-11-22", True, []),
        ("2026-11-21", False, [("acceptance-expired", "")]),
        (None, True, [("acceptance-reason", "")]),
    ],
)
def test_the_last_day(until: str | None, accepted: bool, said: list[tuple[str, str]]) -> None:
    findings = found(_accept(until=until))
    assert is_accepted(findings) is accepted
    assert w(findings) == said


@pytest.mark.parametrize("reason", [None, '""', '"  "'])
def test_without_a_reason_nothing_is_accepted(reason: str | None) -> None:
    findings = found(_accept(reason=reason))
    assert not is_accepted(findings)
    assert w(findings) == [("acceptance-reason", "no-reason")]


def test_all_that_is_missing_is_one_finding() -> None:
    [finding] = [finding for finding in found(_accept(reason=None, by=None, until=None)) if finding.rule.family == "W"]
    assert finding.path == ("accepted", 0, "reason")
    assert [label.field for label in finding.params["missing"]] == ["Acceptance.reason", "Acceptance.by", "Acceptance.until"]


def test_what_is_settled_is_unused_or_gone() -> None:
    checked = AGREEMENT + 'instrument = "2021/915"\n'
    assert w(found(_accept(), checked)) == [("acceptance-unused", "")]
    assert w(found(_accept(until="2026-11-21"), checked)) == [("acceptance-expired", "gone")]


def test_an_acceptance_that_is_yet_to_begin_is_not_unused() -> None:
    findings = found(_accept(on="2026-12-01"))
    assert not is_accepted(findings)
    assert w(findings) == []


@pytest.mark.parametrize(
    ("rule", "near"),
    [('"agreement-uncheckd"', "agreement-unchecked"), ('"v512"', "V512"), ('"Agreement-Unchecked"', "agreement-unchecked"), ('"xyz"', "")],
)
def test_a_rule_that_does_not_exist(rule: str, near: str) -> None:
    [finding] = [finding for finding in found(_accept(rule=rule)) if finding.rule.family == "W"]
    assert (finding.rule.name, finding.path, finding.params["near"]) == ("acceptance-unknown-rule", ("accepted", 0, "rule"), near)


@pytest.mark.parametrize(
    ("record", "near"),
    [('"agreements/praktijkpaket"', "agreements/praktijkpakket"), ('"zzz"', ""), ('"agreements/praktijkpakket.toml"', "agreements/praktijkpakket")],
)
def test_a_record_that_does_not_exist(record: str, near: str) -> None:
    [finding] = [finding for finding in found(_accept(record=record)) if finding.rule.family == "W"]
    assert (finding.rule.name, finding.path, finding.params["near"]) == ("acceptance-unknown-record", ("accepted", 0, "record"), near)


def test_a_record_that_cannot_be_read_is_not_unknown() -> None:
    assert w(found(_accept(), "= kapot")) == []
    measure: dict[str, Content] = {"measures.toml": "= kapot"}
    assert w(found(_accept(rule='"measure-review-overdue"', record='"measures/toegang"'), more=measure)) == []


@pytest.mark.parametrize(("rule", "variant"), [('"unused-record"', ""), ('"F011"', ""), ('"acceptance-unused"', "w")])
def test_what_can_never_be_accepted(rule: str, variant: str) -> None:
    assert w(found(_accept(rule=rule))) == [("acceptance-of-f-rule", variant)]


def test_an_f_finding_stays() -> None:
    files: dict[str, Content] = {
        "accepted.toml": _accept(rule='"F010"', record='"activities/x"'),
        "activities/x.toml": 'name = "x"\nstatus = "draft"\nprocessors = ["niemand"]\n',
    }
    findings = check_files(files)
    assert [finding.accepted for finding in findings if finding.rule.code == "F010"] == [None]


def test_each_acceptance_is_judged_by_itself() -> None:
    findings = found(_accept() + _accept(record='"agreements/weg"') + _accept(until="2026-01-01"))
    assert is_accepted(findings)
    assert [name for name, _ in w(findings)] == ["acceptance-unknown-record", "acceptance-expired"]


def test_the_day_asked_for_counts() -> None:
    assert is_accepted(found(_accept(on="2025-01-01"), as_of=date(2025, 1, 1)))
    assert not is_accepted(found(_accept(on="2025-01-01"), as_of=date(2024, 12, 31)))


def _selected(codes: str, accepted: str, agreement: Content = AGREEMENT) -> list[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        root = write(Path(folder), {**base(), "accepted.toml": accepted, "agreements/praktijkpakket.toml": agreement})
        return check(Register(Folder(str(root))), TODAY, [rule for rule in RULES if rule.code in codes.split()])


def test_rules_that_are_not_asked_for_do_not_make_an_acceptance_unused() -> None:
    assert _selected("W003", _accept()) == []
    assert [finding.variant for finding in _selected("W002", _accept(until="2026-11-21"))] == [""]
    assert [(finding.rule.code, finding.accepted is not None) for finding in _selected("V512 W003", _accept())] == [("V512", True)]
    checked = AGREEMENT + 'instrument = "2021/915"\n'
    assert [finding.rule.code for finding in _selected("W003", _accept(), checked)] == ["W003"]
    assert _selected("P201", _accept(), checked) == []
