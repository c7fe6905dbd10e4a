"""`ropa seal` and `ropa verify` on the messy history: a seal holds through merges, reverts and moves, and not through a rewriting."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from ropa.cli import run

from .expected import EXPECTED
from .first import NEW, OLD
from .messy import REWRITTEN, Messy
from .test_messy import git


@pytest.fixture
def copy(messy: Messy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the repository in which one can seal, by an author of its own."""
    root = tmp_path / "copy"
    shutil.copytree(messy.root, root)
    git(root, "config", "user.name", "Anna Voorbeeld")
    git(root, "config", "user.email", "anna@voorbeeldhuis.example")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.chdir(root)
    return root


def stand(root: Path, revision: str) -> None:
    """Put main, and the working tree, on a commit."""
    git(root, "checkout", "-q", "-f", "-B", "main", revision)


def seal(root: Path, revision: str, folder: str, day: str) -> None:
    stand(root, revision)
    assert run(["seal", "--allow-errors", "--as-of", day, "--register", folder]) == 0


def verify(capfd: pytest.CaptureFixture[str], folder: str = NEW) -> tuple[int, dict[str, Any]]:
    capfd.readouterr()
    code = run(["verify", "--format", "json", "--as-of", "2026-11-22", "--register", folder])
    told: dict[str, Any] = json.loads(capfd.readouterr().out)
    assert told["schema"] == "ropa.trail/1"
    assert told["holds"] == (code == 0)
    return code, told


def test_a_seal_holds_through_merges_reverts_and_the_move(copy: Path, messy: Messy, capfd: pytest.CaptureFixture[str]) -> None:
    seal(copy, messy.ids["andere-boekhouder"], OLD, "2023-10-03")
    stand(copy, messy.ids["laatste"])
    code, told = verify(capfd)
    assert (code, [one["commit"] for one in told["seals"]], [one["holds"] for one in told["seals"]]) == (0, [messy.ids["andere-boekhouder"]], [True])


def test_what_came_after_the_last_seal(copy: Path, messy: Messy, capfd: pytest.CaptureFixture[str]) -> None:
    seal(copy, messy.ids["andere-boekhouder"], OLD, "2023-10-03")
    seal(copy, messy.ids["fg-anders"], NEW, "2025-09-15")
    stand(copy, messy.ids["laatste"])
    code, told = verify(capfd)
    assert code == 0
    assert told["after"]["commits"] == [messy.ids["laatste"], messy.ids["maanden"]]
    assert told["after"]["events"] == len(EXPECTED["laatste"]) + len(EXPECTED["maanden"])


def test_every_commit_of_the_register_is_counted(copy: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _, told = verify(capfd)
    outside = ("lees-mij", "website-tekst", "leeg")
    assert (told["signatures"]["commits"], told["signatures"]["none"]) == (len(EXPECTED) - len(outside),) * 2


def test_a_rewritten_history_breaks_the_seals_after_it(copy: Path, messy: Messy, capfd: pytest.CaptureFixture[str]) -> None:
    """The files are the same as ever: only the trail shows that the third commit once said something else."""
    seal(copy, messy.ids["eerste"], OLD, "2023-01-10")
    seal(copy, messy.ids["laatste"], NEW, "2026-09-15")
    stand(copy, REWRITTEN)
    assert git(copy, "diff", "--stat", messy.ids["laatste"]) == b""
    code, told = verify(capfd)
    assert code == 1
    assert {one["commit"]: one["holds"] for one in told["seals"]} == {messy.ids["eerste"]: True, messy.ids["laatste"]: False}
    found = [finding for finding in told["findings"] if finding["name"] == "history-rewritten"]
    assert len(found) == 1
    third = git(copy, "rev-list", "--topo-order", "--reverse", REWRITTEN).decode().split()[2]
    for commit in (messy.ids["eerste"], messy.ids["processor-erbij"], third):
        assert commit[:7] in found[0]["message"]
    stand(copy, messy.ids["laatste"])
    assert verify(capfd)[0] == 0


def test_old_branches_do_not_hide_a_rewritten_history(copy: Path, messy: Messy, capfd: pytest.CaptureFixture[str]) -> None:
    """Branches that were merged long ago still hold the sealed commit; main, which was made anew under it, does not."""
    seal(copy, messy.ids["andere-boekhouder"], OLD, "2023-10-03")
    stand(copy, REWRITTEN)
    assert b"bram" in git(copy, "branch", "--contains", messy.ids["andere-boekhouder"])
    code, told = verify(capfd)
    assert (code, [finding["name"] for finding in told["findings"]]) == (1, ["history-rewritten"])


def test_a_seal_of_what_a_merge_threw_away(copy: Path, messy: Messy, capfd: pytest.CaptureFixture[str]) -> None:
    """Merged with -s ours its commit is among the ancestors all the same: the seal holds. On a branch without it, that is said."""
    seal(copy, messy.ids["weggegooid"], NEW, "2024-07-01")
    stand(copy, messy.ids["merge-ours"])
    code, told = verify(capfd)
    assert (code, told["findings"]) == (0, [])
    stand(copy, messy.ids["keuze-hoofd"])
    _, told = verify(capfd)
    assert any("ropa/2024-07-01" in finding["message"] for finding in told["findings"])
