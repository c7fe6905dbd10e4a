"""Two people change one activity on two branches: what git can merge it merges, and of the rest everyone can find the way out."""

import shutil
from pathlib import Path

import pytest

from ropa.cli import run
from tests.test_save import AS_OF, changed, git, head, hook, index, locks, message, save, world

__all__ = ["world"]
REGISTER = Path(__file__).parent.parent.parent / "register"
NEWS = "register/activities/nieuwsbrief.toml"
OWNER = ('owner = "Samira Tak"', 'owner = "Marloes Lindeman"')
FUNCTION = ('function = "marketing"', 'function = "communication"')
STATEMENT = ('statement = "Wij gebruiken', 'statement = "Wij gebruiken voortaan')


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A copy of the register of this repository, and a file beside it; saved."""
    top = tmp_path / "praktijk"
    shutil.copytree(REGISTER, top / "register")
    (top / "notities.txt").write_text("een\n")
    (top / ".gitattributes").write_text("* text=auto\nregister/documents/** -text\n")
    git(top, "init", "-q", "-b", "main")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "Begin")
    return top


def edit(top: Path, old: str, new: str, path: str = NEWS) -> None:
    file = top / path
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


def two_branches(top: Path, mine: tuple[str, str], theirs: tuple[str, str], path: str = NEWS) -> None:
    """One change on main, another on the branch of a colleague; both saved, and main checked out."""
    git(top, "switch", "-q", "-c", "samira")
    edit(top, *theirs, path)
    assert save(top, "-m", "Van Samira", "--allow-errors") == 0
    git(top, "switch", "-q", "main")
    edit(top, *mine, path)
    assert save(top, "-m", "Van Marloes", "--allow-errors") == 0


def take(top: Path, ours: bool, path: str = NEWS) -> str:
    """Resolve as a person does who keeps one half of a conflict and takes the markers away; returns what was in conflict."""
    file = top / path
    kept, conflict, half = [], [], ""
    for line in file.read_text("utf-8").splitlines(keepends=True):
        if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
            half = {"<": "ours", "=": "theirs", ">": ""}[line[0]]
        elif not half:
            kept.append(line)
        else:
            conflict.append(line)
            if half == ("ours" if ours else "theirs"):
                kept.append(line)
    file.write_text("".join(kept), "utf-8")
    return "".join(conflict)


def parents(top: Path) -> list[str]:
    return git(top, "log", "-1", "--format=%P").split()


def test_fields_apart_merge_of_themselves(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    two_branches(top, OWNER, STATEMENT)
    git(top, "merge", "-q", "--no-edit", "samira")
    text = (top / NEWS).read_text("utf-8")
    assert OWNER[1] in text
    assert STATEMENT[1] in text
    assert git(top, "status", "--porcelain") == ""
    capsys.readouterr()
    run(["check", str(top / "register"), "--select", "F", *AS_OF])
    assert capsys.readouterr().out == ""


def test_fields_beside_each_other_are_a_small_conflict(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The conflict is two lines large; `check` names its line and the way out, `save` too; and once it is resolved `save` finishes the merge."""
    two_branches(top, OWNER, FUNCTION)
    sides = [head(top), git(top, "rev-parse", "samira").strip()]
    git(top, "merge", "-q", "samira", fails=True)
    line = 1 + (top / NEWS).read_text("utf-8").splitlines().index("<<<<<<< HEAD")
    capsys.readouterr()
    assert run(["check", str(top / "register"), "--select", "conflict-markers", "--format", "text", *AS_OF]) == 1
    out = capsys.readouterr().out
    assert "F003 conflict-markers" in out
    assert f"van regel {line} tot en met {line + 6}" in " ".join(out.split())
    before = head(top), index(top)
    for options in ([], ["--allow-errors"]):
        assert save(top, "-m", "Samengevoegd", *options) == 2
        err = capsys.readouterr().err
        assert f"nieuwsbrief.toml:{line}\n" in err
        assert "git merge --abort" in err
        assert (head(top), index(top)) == before
    conflict = take(top, ours=True)
    assert len(conflict.splitlines()) == 4
    edit(top, *FUNCTION)
    assert save(top, "-m", "Samengevoegd", "--allow-errors") == 0
    assert parents(top) == sides
    assert "samenvoeging is af" in capsys.readouterr().err
    assert git(top, "status", "--porcelain") == ""
    assert not (top / ".git" / "MERGE_HEAD").exists()
    text = (top / NEWS).read_text("utf-8")
    assert OWNER[1] in text
    assert FUNCTION[1] in text
    assert message(top).startswith("Samengevoegd\n\n- gewijzigd: activities/nieuwsbrief (Nieuwsbrief): ")


@pytest.mark.parametrize("ours", [True, False])
def test_one_half_of_a_field_is_kept(top: Path, ours: bool) -> None:
    two_branches(top, OWNER, (OWNER[0], 'owner = "Iemand anders"'))
    sides = [head(top), git(top, "rev-parse", "samira").strip()]
    git(top, "merge", "-q", "samira", fails=True)
    assert len(take(top, ours).splitlines()) == 2
    assert save(top, "-m", "Gekozen", "--allow-errors") == 0
    assert parents(top) == sides
    assert (OWNER[1] in (top / NEWS).read_text("utf-8")) == ours


def test_errors_and_hooks_hold_a_merge_back_too(top: Path) -> None:
    """And then the merge is as it was, conflicts and all."""
    two_branches(top, OWNER, FUNCTION)
    git(top, "merge", "-q", "samira", fails=True)
    take(top, ours=True)
    (top / "register" / "activities" / "nieuw.toml").write_text('name = "Nieuw"\nstatus = "draft"\n')
    before = head(top), index(top), git(top, "status", "--porcelain")
    assert save(top, "-m", "Met fouten") == 1
    path = hook(top, "pre-commit", "exit 1")
    assert save(top, "-m", "Tegengehouden", "--allow-errors") == 2
    assert (head(top), index(top), git(top, "status", "--porcelain")) == before
    assert (top / ".git" / "MERGE_HEAD").exists()
    assert locks(top) == []
    path.unlink()
    assert save(top, "--dry-run", "--allow-errors") == 0
    assert (head(top), index(top), git(top, "status", "--porcelain")) == before
    assert save(top, "-m", "Nu wel", "--allow-errors") == 0
    assert len(parents(top)) == 2
    assert git(top, "status", "--porcelain") == ""


def test_a_merge_without_conflicts_is_finished(top: Path) -> None:
    two_branches(top, OWNER, STATEMENT)
    git(top, "switch", "-q", "samira")
    (top / "erbij.txt").write_text("van de ander\n")
    git(top, "add", "erbij.txt")
    git(top, "commit", "-q", "-m", "Buiten het register")
    git(top, "switch", "-q", "main")
    git(top, "merge", "-q", "--no-commit", "samira")
    (top / "notities.txt").write_text("niet klaargezet\n")
    assert save(top, "-m", "Samen", "--allow-errors") == 0
    assert len(parents(top)) == 2
    assert git(top, "status", "--porcelain") == " M notities.txt\n"
    assert git(top, "show", "HEAD:erbij.txt") == "van de ander\n"


def test_what_is_beside_the_register_is_not_saved_unseen(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    two_branches(top, OWNER, STATEMENT)
    git(top, "merge", "-q", "--no-commit", "samira")
    (top / "notities.txt").write_text("met de hand\n")
    git(top, "add", "notities.txt")
    before = head(top), index(top)
    assert save(top, "-m", "Samen", "--allow-errors") == 2
    err = capsys.readouterr().err
    assert "notities.txt" in err
    assert "git commit" in err
    assert (head(top), index(top)) == before


def test_a_conflict_beside_the_register(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(top, "switch", "-q", "-c", "samira")
    (top / "notities.txt").write_text("twee\n")
    git(top, "commit", "-q", "-a", "-m", "Twee")
    git(top, "switch", "-q", "main")
    (top / "notities.txt").write_text("drie\n")
    git(top, "commit", "-q", "-a", "-m", "Drie")
    git(top, "merge", "-q", "samira", fails=True)
    edit(top, *OWNER)
    assert save(top, "-m", "Samen", "--allow-errors") == 2
    assert "notities.txt" in capsys.readouterr().err


def test_one_changed_what_the_other_removed(top: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """No marks are made then: somebody has to say which it is, with words that can be copied."""
    git(top, "switch", "-q", "-c", "samira")
    (top / NEWS).unlink()
    assert save(top, "-m", "Weg", "--allow-errors") == 0
    git(top, "switch", "-q", "main")
    edit(top, *OWNER)
    assert save(top, "-m", "Andere eigenaar", "--allow-errors") == 0
    git(top, "merge", "-q", "samira", fails=True)
    monkeypatch.chdir(top / "register" / "activities")
    capsys.readouterr()
    assert save(top, "-m", "Samen", "--allow-errors") == 2
    err = capsys.readouterr().err
    assert "git add -- nieuwsbrief.toml" in err
    assert "git rm -- nieuwsbrief.toml" in err
    git(top / "register" / "activities", "add", "--", "nieuwsbrief.toml")
    assert save(top, "-m", "Samen", "--allow-errors") == 0
    assert len(parents(top)) == 2
    assert (top / NEWS).exists()


def test_the_one_that_removed_it_has_its_way(top: Path) -> None:
    git(top, "switch", "-q", "-c", "samira")
    (top / NEWS).unlink()
    assert save(top, "-m", "Weg", "--allow-errors") == 0
    git(top, "switch", "-q", "main")
    edit(top, *OWNER)
    assert save(top, "-m", "Andere eigenaar", "--allow-errors") == 0
    git(top, "merge", "-q", "samira", fails=True)
    (top / NEWS).unlink()
    assert save(top, "-m", "Samen", "--allow-errors") == 0
    assert len(parents(top)) == 2
    assert git(top, "ls-files", NEWS) == ""


def test_evidence_that_no_one_can_merge(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = top / "register" / "documents" / "scan.pdf"
    path.write_bytes(b"%PDF\0een")
    assert save(top, "-m", "Scan", "--allow-errors") == 0
    for branch, data in (("samira", b"%PDF\0twee"), ("main", b"%PDF\0drie")):
        git(top, "switch", "-q", *(["-c", branch] if branch == "samira" else [branch]))
        path.write_bytes(data)
        assert save(top, "-m", branch, "--allow-errors") == 0
    git(top, "merge", "-q", "samira", fails=True)
    assert save(top, "-m", "Samen", "--allow-errors") == 2
    assert "git add -- " in capsys.readouterr().err
    path.write_bytes(b"%PDF\0beide")
    assert save(top, "-m", "Samen", "--allow-errors") == 0
    assert len(parents(top)) == 2


def test_marks_in_evidence(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = "register/documents/bewaarbeleid-2026.md"
    first = (top / path).read_text("utf-8").splitlines()[0]
    two_branches(top, (first, first + " (een)"), (first, first + " (twee)"), path)
    git(top, "merge", "-q", "samira", fails=True)
    assert save(top, "-m", "Samen", "--allow-errors") == 2
    assert "bewaarbeleid-2026.md:1\n" in capsys.readouterr().err
    (top / path).write_text("Beide\n")
    assert save(top, "-m", "Samen", "--allow-errors") == 0
    assert len(parents(top)) == 2


def test_a_conflict_after_putting_work_aside(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`git stash pop` leaves conflicts without a merge."""
    edit(top, *OWNER)
    git(top, "stash", "-q")
    edit(top, OWNER[0], 'owner = "Iemand anders"')
    assert save(top, "-m", "Anders", "--allow-errors") == 0
    git(top, "stash", "pop", "-q", fails=True)
    assert save(top, "-m", "Terug", "--allow-errors") == 2
    err = capsys.readouterr().err
    assert "nieuwsbrief.toml:" in err
    assert "merge --abort" not in err
    take(top, ours=False)
    assert save(top, "-m", "Terug", "--allow-errors") == 0
    assert changed(top) == [f"M\t{NEWS}"]
    assert git(top, "status", "--porcelain") == ""
