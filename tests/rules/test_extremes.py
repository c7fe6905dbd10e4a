"""Dates at the ends of the calendar, and numbers beyond all bounds: no rule and no derived list may fall over them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import toml_rs
import tomlkit

from ropa.audit import Audit
from ropa.derive.agenda import agenda
from ropa.findings import check
from ropa.i18n import texts
from ropa.register import Register
from ropa.source.folder import Folder
from tests.full import write_full
from tests.support import TODAY

DAYS = (date.min, date(2018, 5, 25), TODAY, date(9999, 12, 30), date.max)
NUMBERS = (-(2**63), 0, 2**63 - 1)


def _changed(value: Any, day: date, number: int) -> Any:
    """The same data with every date and every number replaced."""
    match value:
        case bool():
            return value
        case date():
            return day
        case int():
            return number
        case list():
            return [_changed(each, day, number) for each in value]
        case dict():
            return {key: each if key == "format" else _changed(each, day, number) for key, each in value.items()}
    return value


def _variants(data: Any, day: date, number: int) -> Iterator[Any]:
    """What is ended falls out of many rules, and what has a number of its own needs no criterion: so also without those."""
    changed = _changed(data, day, number)
    yield changed
    yield _without(changed, {"ended", "status", "replaced_by", "until"})
    yield _without(changed, {"ended", "status", "replaced_by", "indefinite", "statute", "renews", "started", "last_review"})


def _without(value: Any, keys: set[str]) -> Any:
    match value:
        case dict():
            return {key: _without(each, keys) for key, each in value.items() if key not in keys}
        case list():
            return [_without(each, keys) for each in value]
    return value


@pytest.mark.parametrize("day", DAYS)
def test_every_rule_survives_every_date(day: date, tmp_path: Path) -> None:
    write_full(tmp_path)
    read = {path: toml_rs.loads(path.read_text("utf-8")) for path in tmp_path.rglob("*.toml")}
    for variant, number in enumerate(NUMBERS):
        for path, data in read.items():
            path.write_text(tomlkit.dumps(list(_variants(data, day, number))[variant]), "utf-8")
        register = Register(Folder(str(tmp_path)))
        assert not register.broken
        for on in DAYS:
            for finding in check(register, on):
                assert texts("nl").message(finding)
            agenda(Audit(register, on), None)


@pytest.mark.parametrize("standard", ["iso-27001", "isae-3402-type-2"])
@pytest.mark.parametrize("on", DAYS)
def test_a_certificate_for_ever(standard: str, on: date, tmp_path: Path) -> None:
    write_full(tmp_path)
    path = tmp_path / "certificates" / "full.toml"
    path.write_text(f'standard = "{standard}"\nprocessor = "full"\nvalid_to = 9999-12-31\n', "utf-8")
    check(Register(Folder(str(tmp_path))), on)
