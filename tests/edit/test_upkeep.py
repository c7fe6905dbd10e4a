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


def test_a_certificate_gets_its_next_period(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = next(path.stem for path in sorted((register / "certificates").glob("*.toml")) if "valid_to" in path.read_text("utf-8"))
    assert change(register, "renew", f"certificates/{name}") == 2
    assert "--to" in capsys.readouterr().err
    assert change(register, "renew", f"certificates/{name}", "--to", "2030-01-31") == 0
    text = (register / f"certificates/{name}.toml").read_text("utf-8")
    assert "valid_to = 2030-01-31" in text
    assert "looked_up = 2026-11-22" in text


def test_an_agreement_is_signed_anew(register: Path) -> None:
    before = contents(register)
    document = next(path.relative_to(register).as_posix() for path in sorted((register / "documents").iterdir()))
    assert change(register, "renew", "agreements/cijferwerk", "--to", "2029-12-31", "--signed", "2026-11-20", "--document", document) == 0
    _, new = changed(before, register)["agreements/cijferwerk.toml"]
    assert {"valid_from = 2027-01-01", "valid_to = 2029-12-31", "signed = 2026-11-20"} <= set(new)
    assert any("sha256" in line and document in line for line in new)
    assert change(register, "renew", "agreements/cijferwerk", "--to", "none") == 0
    assert "valid_to" not in (register / "agreements/cijferwerk.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["renew", "processors/mailchimp", "--to", "2030-01-01"], "certificaat of een overeenkomst"),
        (["renew", "agreements/cijferwerk", "--to", "2026-01-01"], "eindigt voor zij begint"),
        (["renew", "agreements/cijferwerk", "--to", "2030-01-01", "--document", "../../etc/passwd"], "documents"),
        (["renew", "agreements/cijferwerk", "--to", "ooit"], "ooit"),
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
