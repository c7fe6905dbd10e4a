"""The register of the project and those of examples/, checked on one day: every finding is meant, and none is missing.

`python -m tests.test_registers` writes the files under golden/registers/ again: read each line of the difference as a lawyer would.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from ropa.findings import Finding, check
from ropa.register import Register
from ropa.source.folder import Folder
from tests.support import TODAY

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden" / "registers"
REGISTERS = ("register", *sorted(f"examples/{folder.name}" for folder in (ROOT / "examples").iterdir() if (folder / "register.toml").is_file()))


def concise(register: str) -> str:
    """What `ropa check` writes of a register, in Dutch, one line a finding; the counts come last."""
    command = [sys.executable, "-m", "ropa", "check", register, "--as-of", TODAY.isoformat(), "--lang", "nl", "--format", "concise", "--accepted"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ROPA_")}
    with tempfile.TemporaryDirectory() as elsewhere:  # what git says of the checkout is no finding of the example
        shutil.copytree(ROOT / register, Path(elsewhere) / register)
        done = subprocess.run([*command, "--fail-on", "never"], cwd=elsewhere, env=environment, capture_output=True, encoding="utf-8", check=True)
    return done.stdout + done.stderr


def golden(register: str) -> Path:
    return GOLDEN / f"{Path(register).name}.txt"


@pytest.mark.parametrize("register", REGISTERS)
def test_every_finding_is_meant(register: str) -> None:
    assert concise(register) == golden(register).read_text("utf-8")


def found(register: str, name: str) -> list[Finding]:
    return [finding for finding in check(Register(Folder(str(ROOT / register))), TODAY) if finding.rule.name == name]


def test_data_that_are_kept_for_life() -> None:
    assert len(found("examples/hoogbegaafdheid", "retention-indefinite")) == 4


def test_fifteen_years_that_have_become_twenty() -> None:
    [finding] = found("examples/zorg-en-begeleiding", "retention-below-statute")
    assert finding.variant == "changed"
    assert (finding.params["own"].years, finding.params["limit"].years) == (15, 20)


def test_a_cloud_drive_that_nobody_knows_the_place_of() -> None:
    assert [finding.record for finding in found("register", "unknown-location")] == ["locations/wolkmap"]
    assert [finding.record for finding in found("examples/hoogbegaafdheid", "unknown-location")] == ["locations/mailchimp", "locations/onedrive"]


def test_special_and_criminal_data_and_the_citizen_service_number_are_three_things() -> None:
    places = {name: len(found("examples/zorg-en-begeleiding", name)) for name in ("special-category-ground", "criminal-data-ground", "national-number-ground")}
    assert places == {"special-category-ground": 5, "criminal-data-ground": 1, "national-number-ground": 1}


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for each in REGISTERS:
        golden(each).write_text(concise(each), "utf-8")
