"""Every rule's wrong and right examples, run; and the list of rules itself."""

from collections.abc import Iterator
from typing import Any

import pytest

from ropa.i18n import FAMILIES
from ropa.output.explain import examples
from ropa.rules import RULES
from ropa.rules.base import ERROR, SEVERITIES, Rule
from tests.support import base, check_example, check_files, codes


def _cases(side: str) -> list[Any]:
    return list(_each(side))


def _each(side: str) -> Iterator[Any]:
    for rule in RULES:
        for number, example in enumerate(examples(rule)[side], 1):
            yield pytest.param(rule, example, id=f"{rule.code}-{rule.name}-{number}")


def test_the_base_register_is_in_order() -> None:
    assert [f"{f.rule.code} {f.file} {f.path}" for f in check_files({})] == []
    assert len(base()) >= 6


@pytest.mark.parametrize(("rule", "example"), _cases("wrong"))
def test_wrong_example_is_found(rule: Rule, example: dict[str, Any]) -> None:
    assert rule.code in [finding.rule.code for finding in check_example(example)]


@pytest.mark.parametrize(("rule", "example"), _cases("right"))
def test_right_example_has_no_such_finding_and_no_error(rule: Rule, example: dict[str, Any]) -> None:
    findings = check_example(example)
    assert rule.code not in codes(findings)
    assert [f"{f.rule.code} {f.file} {f.path}" for f in findings if f.severity == ERROR and not f.accepted] == []


def test_codes_and_names_are_unique_and_well_formed() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    hundreds = {"F": 0, "C": 1, "P": 2, "D": 3, "T": 4, "V": 5, "S": 6, "A": 7, "N": 8, "G": 9, "W": 0}
    for rule in RULES:
        assert rule.family in FAMILIES
        assert int(rule.code[1]) == hundreds[rule.family]
        assert len(rule.code) == 4
        assert rule.severity in SEVERITIES
        assert rule.law, rule.code


FLOOR = [
    "toml-syntax",
    "encoding",
    "conflict-markers",
    "unknown-key",
    "wrong-type",
    "unknown-value",
    "required-key",
    "duplicate-id",
    "bad-id",
    "missing-reference",
    "unused-record",
    "missing-document",
    "document-changed",
    "outside-register",
    "newer-format",
    "controller-contact",
    "dpo-contact",
    "representative",
    "joint-controller-arrangement",
    "authority",
    "purpose",
    "legal-basis",
    "legal-obligation-law",
    "public-task-law",
    "legitimate-interest-named",
    "balancing-test",
    "consent-evidence",
    "special-category-ground",
    "criminal-data-ground",
    "national-number-ground",
    "child-consent",
    "guardian-consent",
    "vague-purpose",
    "data-subjects",
    "data-categories",
    "retention",
    "retention-start",
    "retention-indefinite",
    "retention-below-statute",
    "retention-above-statute",
    "data-source",
    "transfer-without-safeguard",
    "unknown-location",
    "adequacy-lapsed",
    "adequacy-ending",
    "adequacy-scope",
    "dpf-look-up",
    "scc-module",
    "scc-superseded",
    "transfer-impact-assessment",
    "derogation-as-routine",
    "sub-processor-transfer",
    "remote-access-transfer",
    "agreement-missing",
    "agreement-expired",
    "agreement-ending",
    "agreement-unsigned",
    "agreement-clause",
    "agreement-coverage",
    "agreement-wrong-kind",
    "sub-processor-authorisation",
    "processor-or-controller",
    "measures",
    "location",
    "certificate-expired",
    "certificate-ending",
    "certificate-not-yet-valid",
    "certificate-missing",
    "certificate-scope",
    "encryption-of-special-data",
    "paper-protection",
    "back-up",
    "dpia-due",
    "dpia-missing",
    "automated-decision-explained",
    "review-overdue",
    "ended-without-date",
    "draft-stale",
    "uncommitted",
    "history-rewritten",
    "unsigned",
    "acceptance-reason",
    "acceptance-expired",
    "acceptance-unused",
]


@pytest.mark.parametrize("name", FLOOR)
def test_every_rule_that_was_promised_is_there(name: str) -> None:
    assert name in {rule.name for rule in RULES}
