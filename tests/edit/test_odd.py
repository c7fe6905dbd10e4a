"""Files that hold something else than a record says it does: a verb tells, or leaves alone, what it does not understand."""

from pathlib import Path

import pytest

from ropa.edit.change import Change
from ropa.edit.new import put_records
from ropa.errors import Failure
from tests.edit.support import change, contents, copy_register

ODD = 'name = "x"\ndata = [3, "naam", [], {}]\npurposes = [[1]]\n'


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return copy_register(tmp_path)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nieuwsbrief", "data[naam].retention.years", "3"],
        ["nieuwsbrief", "data", "--remove", "naam"],
        ["nieuwsbrief", "data[1].category", "name"],
        ["nieuwsbrief", "purposes[1].purpose", "x"],
        ["nieuwsbrief", "purposes[" + "9" * 5_000 + "].purpose", "x"],
    ],
)
def test_elements_that_are_no_tables(register: Path, arguments: list[str]) -> None:
    (register / "activities" / "nieuwsbrief.toml").write_text(ODD)
    before = contents(register)
    assert change(register, "set", *arguments) == 2
    assert contents(register) == before


@pytest.mark.parametrize("accepted", ["accepted = 3", 'accepted = "x"', "accepted = { a = 1 }"])
def test_acceptances_that_are_no_list(register: Path, accepted: str) -> None:
    (register / "accepted.toml").write_text(f'{accepted} # "mailchimp"\n')
    assert change(register, "rename", "processors/mailchimp", "nieuwsbriefdienst") == 0
    assert (register / "processors" / "nieuwsbriefdienst.toml").exists()


@pytest.mark.parametrize("signed", ['"in december"', "2023-12-18T10:00:00", "[2023-12-18]"])
def test_an_agreement_that_begins_on_no_day(register: Path, signed: str) -> None:
    path = register / "agreements" / "cijferwerk.toml"
    path.write_text(path.read_text().replace("signed = 2023-12-18", f"signed = {signed}").replace("valid_from = 2024-01-01\n", ""))
    assert change(register, "renew", "agreements/cijferwerk", "--to", "2029-12-31") == 0
    assert "valid_to = 2029-12-31" in path.read_text()
    assert f"signed = {signed}" in path.read_text()


@pytest.mark.parametrize("there", ["kast = 3", "[kast]"])
def test_what_stands_in_the_place_of_a_new_entry_stays(register: Path, there: str) -> None:
    path = register / "measures.toml"
    path.write_text(f"{there}\n{path.read_text()}")
    step = Change(str(register))
    with pytest.raises(Failure, match="exists"):
        put_records(step, {("measure", "kast"): {"kind": "locks", "status": "in-place"}}, {})
    assert step.files == []
