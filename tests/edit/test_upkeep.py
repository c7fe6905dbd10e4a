"""`ropa review` and `ropa renew`: what comes back every year."""

from datetime import date
from pathlib import Path

import pytest

from ropa.edit.upkeep import Renewal, months_later, renewal_of
from tests.edit.support import change, changed, contents, copy_register


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return copy_register(tmp_path)


def test_a_review_is_noted_with_the_next_one(register: Path) -> None:
    before = contents(register)
    assert change(register, "review", "activities/klachten", "processors/mailchimp", "register", "--by", "Samira Tak") == 0
    assert changed(before, register) == {
        "activities/klachten.toml": (
            ["last_review = 2025-04-14", "next_review = 2026-04-14", 'reviewed_by = "Marloes Lindeman"'],
            ["last_review = 2026-11-22", "next_review = 2027-11-22", 'reviewed_by = "Samira Tak"'],
        ),
        "processors/mailchimp.toml": (["last_review = 2026-09-15", "next_review = 2027-09-15"], ["last_review = 2026-11-22", "next_review = 2027-11-22"]),
        "register.toml": (["last_review = 2026-09-15"], ["last_review = 2026-11-22"]),
    }


def test_the_policy_says_when_it_is_due_again(register: Path) -> None:
    assert change(register, "set", "register", "policy.review_months", "3") == 0
    assert change(register, "review", "activities/klachten", "--by", "Samira Tak") == 0
    assert "next_review = 2027-02-22" in (register / "activities/klachten.toml").read_text("utf-8")
    assert change(register, "review", "activities/klachten", "--by", "Samira Tak", "--next", "2027-06-01") == 0
    assert "next_review = 2027-06-01" in (register / "activities/klachten.toml").read_text("utf-8")


def test_a_certificate_gets_one_that_follows_it(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(register)
    assert change(register, "renew", "certificates/cursusplein-iso27001") == 2
    assert "--to" in capsys.readouterr().err
    assert change(register, "renew", "certificates/cursusplein-iso27001", "--to", "2029-12-14", "--number", "VB-IS-0099", "--issued", "2026-11-20") == 0
    differing = changed(before, register)
    assert differing["certificates/cursusplein-iso27001.toml"] == ([], ['replaced_by = "cursusplein-iso27001-2026"'])
    _, new = differing["certificates/cursusplein-iso27001-2026.toml"]
    assert new == [
        "#:schema ../.schema/certificate.json",
        'standard = "iso-27001"',
        'version = "ISO/IEC 27001:2022"',
        'number = "VB-IS-0099"',
        'processor = "cursusplein"',
        'holder = "Cursusplein Software B.V."',
        'body = "Voorbeeldcertificering B.V. (verzonnen)"',
        'accreditation = "RvA C 000 (verzonnen)"',
        'scope = "Ontwikkeling en beheer van software voor cursusadministratie"',
        'covers = ["cursusplein"]',
        'sites = ["Eindhoven"]',
        "issued = 2026-11-20",
        "valid_from = 2026-12-15",
        "valid_to = 2029-12-14",
        "looked_up = 2026-11-22",
    ]
    assert len(differing) == 2
    assert change(register, "renew", "certificates/cursusplein-iso27001", "--to", "2030-01-01") == 2
    assert "cursusplein-iso27001-2026" in capsys.readouterr().err
    assert change(register, "renew", "certificates/cursusplein-iso27001-2026", "--to", "2032-12-14") == 0
    assert (register / "certificates/cursusplein-iso27001-2029.toml").exists()


def test_an_agreement_goes_on_without_a_gap(register: Path) -> None:
    before = contents(register)
    document = "documents/bewaarbeleid-2026.md"
    assert change(register, "renew", "agreements/cijferwerk", "--to", "2029-12-31", "--signed", "2026-11-20", "--document", document) == 0
    gone, new = changed(before, register)["agreements/cijferwerk.toml"]
    assert gone[:2] == ["signed = 2023-12-18", "valid_to = 2026-12-31"]
    assert new[:2] == ["signed = 2026-11-20", "valid_to = 2029-12-31"]
    assert f'path = "{document}", sha256 = "' in new[2]
    assert new[2].endswith("dated = 2026-11-20 }")
    assert "valid_from = 2024-01-01" in (register / "agreements/cijferwerk.toml").read_text("utf-8")
    assert change(register, "renew", "agreements/cijferwerk", "--to", "31 maart 2030", "--signed", "1-12-2029") == 0
    said = (register / "agreements/cijferwerk.toml").read_text("utf-8")
    assert "valid_to = 2030-03-31" in said and "signed = 2029-12-01" in said
    assert change(register, "renew", "agreements/cijferwerk", "--to", "none") == 0
    assert "valid_to" not in (register / "agreements/cijferwerk.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["renew", "processors/mailchimp", "--to", "2030-01-01"], "certificaat of een overeenkomst"),
        (["renew", "agreements/cijferwerk", "--to", "2023-01-01"], "eindigt voor zij begint"),
        (["renew", "certificates/cursusplein-iso27001", "--to", "2026-01-01"], "eindigt voor zij begint"),
        (["renew", "certificates/cursusplein-iso27001", "--to", "2029-01-01", "--signed", "2026-11-01"], "overeenkomst"),
        (["renew", "certificates/cursusplein-iso27001", "--to", "2029-01-01", "--id", "stekker-iso27001"], "bestaat al"),
        (["renew", "agreements/cijferwerk", "--to", "2029-01-01", "--number", "7"], "certificaat"),
        (["renew", "agreements/cijferwerk", "--to", "2030-01-01", "--document", "../../etc/passwd"], "documents"),
        (["renew", "agreements/cijferwerk", "--to", "ooit"], "22 november 2026"),
        (["review", "accepted", "--by", "x"], "geen datum van herziening"),
        (["review", "activities/klachten"], "--by"),
        (["review", "activities/klachten", "--by", "x", "--next", "2026-11-22"], "na vandaag"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(register: Path, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(register)
    assert change(register, *arguments) == 2
    assert says in capsys.readouterr().err
    assert contents(register) == before


@pytest.mark.parametrize(
    ("begin", "end", "next_begin", "next_end"),
    [
        (date(2023, 1, 1), date(2025, 12, 31), date(2026, 1, 1), date(2028, 12, 31)),
        (date(2024, 2, 1), date(2025, 1, 31), date(2025, 2, 1), date(2026, 1, 31)),
        (date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1), date(2026, 3, 1)),
        (None, date(2025, 6, 30), date(2025, 7, 1), date(2026, 6, 30)),
        (None, None, date(2026, 11, 22), date(2027, 11, 21)),
        (date(9998, 1, 1), date.max, date(2026, 11, 22), None),
    ],
)
def test_the_next_period_is_as_long_as_the_last(begin: date | None, end: date | None, next_begin: date, next_end: date | None) -> None:
    found = renewal_of({"valid_from": begin, "valid_to": end}, date(2026, 11, 22))
    assert found.valid_from == next_begin
    if next_end is not None:
        assert found == Renewal(next_begin, next_end)


def test_months_end_where_they_end() -> None:
    assert months_later(date(2024, 8, 31), 6) == date(2025, 2, 28)
    assert months_later(date(2023, 2, 28), 12) == date(2024, 2, 28)
    assert months_later(date(9999, 1, 1), 12) == date.max
