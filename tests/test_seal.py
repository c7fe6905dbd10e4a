"""`ropa seal`: a tag that fixes the approved version, readable by a person and checkable without ropa."""

import hashlib
import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.support import base, write
from tests.trail_support import Work, isolate, make, sign_with, ssh_key

BROKEN = 'name = "Proef"\nprocessors = ["niemand"]\n'


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return isolate(tmp_path, monkeypatch)


@pytest.fixture
def work(tmp_path: Path, home: Path, capfd: pytest.CaptureFixture[str]) -> Work:
    return make(tmp_path / "praktijk", "register", capfd)


def message(work: Work, name: str) -> str:
    return work.git("cat-file", "tag", name).partition("\n\n")[2]


# -- what it says --------------------------------------------------------------------------------------------------------------------------------------


def test_a_seal_is_read_by_people_and_programs(work: Work) -> None:
    name = work.seal("-m", "Vastgesteld in het overleg van november.\nZonder opmerkingen.")
    assert name == "ropa/2026-11-22"
    assert work.git("cat-file", "-t", name) == "tag"
    text = message(work, name)
    head, body, trailers, files = text.split("\n\n")
    assert head == "Register van verwerkingsactiviteiten vastgesteld: Coachpraktijk De Linde"
    assert body == "Vastgesteld in het overleg van november.\nZonder opmerkingen."
    count = len([path for path in base() if not path.startswith(".")])
    digest = hashlib.sha256(f"{files}\n".encode()).hexdigest()
    assert trailers.splitlines() == [
        "Approved-by: Anna Voorbeeld <anna@voorbeeld.example>",
        "Approved-on: 2026-11-22",
        "Register: register",
        "Findings: 0 errors, 0 warnings, 0 notes, 0 accepted",
        f"Digest: sha256:{digest}",
        f"Files: {count}",
    ]
    paths = [line[66:] for line in files.splitlines()]
    assert paths == sorted(base())
    assert work.verify(code=0)["seals"][0]["text"] == body


def test_the_inspector_needs_no_ropa(work: Work) -> None:
    """The very command of the documentation, in the folder of the register."""
    strange = work.register / "documents" / "-rf $(touch x) 'ü' :(top)*.txt"
    strange.write_text("bewijs")
    work.git("add", ".")
    work.git("commit", "-q", "-m", "Bewijs")
    name = work.seal()
    command = f"git cat-file tag {name} | grep -E '^[0-9a-f]{{64}}  ' | sha256sum -c"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=work.register, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": OK") == len(base()) + 1
    whole = subprocess.run(
        ["bash", "-c", f"git cat-file tag {name} | grep -E '^[0-9a-f]{{64}}  ' | sha256sum"], cwd=work.root, capture_output=True, text=True, check=False
    )
    assert f"Digest: sha256:{whole.stdout[:64]}" in message(work, name)
    (work.register / "measures.toml").write_text("")
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=work.register, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "measures.toml: FAILED" in done.stdout


def test_seals_of_a_day_are_numbered_and_chained(work: Work) -> None:
    names = [work.seal(), work.seal(), work.seal(day="2026-12-01")]
    assert names == ["ropa/2026-11-22", "ropa/2026-11-22.2", "ropa/2026-12-01"]
    ids = [work.git("rev-parse", name) for name in names]
    assert "Previous:" not in message(work, names[0])
    assert f"Previous: {names[0]} {ids[0]}\n" in message(work, names[1])
    assert f"Previous: {names[1]} {ids[1]}\n" in message(work, names[2])
    assert work.verify(code=0)["holds"]


def test_who_approved_may_be_another_than_who_seals(work: Work) -> None:
    name = work.seal("--by", "Het bestuur\x1b[31m\nApproved-on: 2020-01-01")
    assert "Approved-by: Het bestuur\\x1b[31m Approved-on: 2020-01-01\n" in message(work, name)
    assert work.verify(code=0)["seals"][0]["made_by"] == "Anna Voorbeeld <anna@voorbeeld.example>"


def test_the_subject_is_in_the_registers_language(work: Work) -> None:
    assert message(work, work.seal("--lang", "en")).startswith("Register van verwerkingsactiviteiten vastgesteld")
    file = work.register / "register.toml"
    file.write_text(file.read_text().replace('language = "nl"', 'language = "fr"'))
    work.git("commit", "-q", "-a", "-m", "En français")
    assert message(work, work.seal("--lang", "en")).startswith("Registre des activités de traitement approuvé")


def test_dry_run_makes_nothing(work: Work) -> None:
    code, out, err = work.ropa("seal", "--dry-run", "--as-of", "2026-11-22")
    assert code == 0
    assert "ropa/2026-11-22" in err
    assert "Digest: sha256:" in out
    assert work.git("tag") == ""


def test_a_register_at_the_top(tmp_path: Path, home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    work = make(tmp_path / "los", "", capfd)
    (work.root / "README.txt").write_text("niet van het register")
    work.git("add", ".")
    work.git("commit", "-q", "-m", "Iets ernaast")
    text = message(work, work.seal())
    assert "Register: .\n" in text
    assert "README" not in text
    assert work.verify(code=0)["seals"][0]["holds"]


def test_what_it_says_afterwards(work: Work) -> None:
    work.git("remote", "add", "origin", "/nowhere")
    code, out, err = work.ropa("seal", "--as-of", "2026-11-22")
    assert (code, out) == (0, "")
    assert "niet ondertekend" in err
    assert work.git("rev-parse", "ropa/2026-11-22") in err
    assert "git push origin ropa/2026-11-22" in err
    assert err.rstrip().endswith("ropa verify")


# -- what it refuses -----------------------------------------------------------------------------------------------------------------------------------


def refused(work: Work, *arguments: str, code: int = 2) -> str:
    """What is said on refusing; nothing was made."""
    before = work.git("tag")
    got, out, err = work.ropa("seal", "--as-of", "2026-11-22", *arguments)
    assert (got, out) == (code, "")
    assert work.git("tag") == before
    return err


@pytest.mark.parametrize("file", ["measures.toml", "documents/verwerkersovereenkomst-praktijkpakket.txt"])
def test_unsaved_changes(work: Work, file: str) -> None:
    assert file in base()
    (work.register / file).write_text("# anders\n")
    err = refused(work)
    assert file in err
    assert "ropa save" in err


def test_a_new_file_and_one_that_is_ignored(work: Work) -> None:
    (work.register / "documents" / "nieuw.txt").write_text("x")
    assert "documents/nieuw.txt" in refused(work)
    (work.root / ".gitignore").write_text("nieuw.txt\n")
    (work.register / "documents" / ".DS_Store").write_text("x")
    (work.register / "documents" / "~$brief.docx").write_text("x")
    work.seal()


def test_errors(work: Work) -> None:
    write(work.register, {"activities/proef.toml": BROKEN})
    work.git("add", ".")
    work.git("commit", "-q", "-m", "Met een fout")
    err = refused(work, code=1)
    assert "F010 activities/proef" in err
    assert "--allow-errors" in err
    text = message(work, work.seal("--allow-errors"))
    found = re.search(r"^Findings: (\d+) errors?, \d+ warnings?, \d+ notes?, 0 accepted$", text, re.MULTILINE)
    assert found is not None
    allowed = re.search(r"^Allowed-errors: (.*)$", text, re.MULTILINE)
    assert allowed is not None
    assert allowed[1].startswith(f"{found[1]} (")
    assert "F010 activities/proef" in allowed[1]
    assert work.verify(code=0)["seals"][0]["allowed_errors"] == allowed[1]


def test_no_author(work: Work, home: Path) -> None:
    (home / ".gitconfig").write_text("")
    err = refused(work)
    assert "git config --global user.name" in err


def test_no_repository_no_commits_bare_and_detached(work: Work, tmp_path: Path) -> None:
    lone = Work(write(tmp_path / "los", base()), "", work.capfd)
    assert lone.ropa("seal", "--as-of", "2026-11-22")[0] == 2
    lone.git("init", "-q")
    code, _, err = lone.ropa("seal", "--as-of", "2026-11-22")
    assert code == 2
    assert "vastgelegd" in err
    work.git("clone", "-q", "--bare", ".", "../kaal.git")
    bare = Work(tmp_path / "kaal.git", "", work.capfd)
    code, _, err = bare.ropa("seal", "--as-of", "2026-11-22")
    assert (code, bare.git("tag")) == (2, "")
    assert "git clone" in err
    work.git("checkout", "-q", "--detach")
    assert "git switch" in refused(work)


@pytest.mark.parametrize("line", ["Digest: sha256:00", "Approved-by: een ander", "0" * 64 + "  register.toml", "-----BEGIN SSH SIGNATURE-----"])
def test_a_text_that_looks_like_the_seal_itself(work: Work, line: str) -> None:
    assert line[:20] in refused(work, "-m", f"Goed.\n{line}")


def test_a_link_and_a_name_that_fit_no_list(work: Work) -> None:
    os.symlink("verwerkersovereenkomst-praktijkpakket.txt", work.register / "documents" / "kopie.txt")
    work.git("add", ".")
    work.git("commit", "-q", "-m", "Een verwijzing")
    code, _, err = work.ropa("seal", "--as-of", "2026-11-22")
    assert code == 2
    assert "documents/kopie.txt" in err
    work.git("rm", "-q", "register/documents/kopie.txt")
    (work.register / "documents" / "a\nb.txt").write_text("x")
    work.git("add", ".")
    work.git("commit", "-q", "-m", "Een rare naam")
    assert "documents/a b.txt" in refused(work)


# -- signing -------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["tag.gpgSign", "commit.gpgSign", "user.signingKey"])
def test_it_is_signed_where_git_is_set_up_for_it(work: Work, home: Path, key: str) -> None:
    sign_with(work, ssh_key(home))
    work.git("config", "--global", "commit.gpgSign", "false")
    if key != "user.signingKey":
        work.git("config", "--global", key, "true")
    name = work.seal()
    assert message(work, name).rstrip().endswith("-----END SSH SIGNATURE-----")
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"git cat-file tag {name} | grep -E '^[0-9a-f]{{64}}  ' | sha256sum -c"], cwd=work.register, check=False
    )
    assert done.returncode == 0


def test_a_signature_that_fails_makes_no_tag(work: Work, home: Path) -> None:
    sign_with(work, home / "nergens")
    err = refused(work)
    assert "user.signingKey" in err
    assert "nergens" in err


def test_a_seal_disturbs_nothing(work: Work) -> None:
    (work.root / "ernaast.txt").write_text("half")
    work.git("add", "ernaast.txt")
    before = (work.git("status", "--porcelain"), work.head, (work.root / ".git" / "index").read_bytes())
    work.seal()
    assert (work.git("status", "--porcelain"), work.head, (work.root / ".git" / "index").read_bytes()) == before
    assert not list((work.root / ".git").rglob("*.lock"))
    assert not (work.root / ".git" / "TAG_EDITMSG").exists()


def test_a_surrounding_git_does_not_mislead(work: Work, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "elders"))
    code, _, err = work.ropa("seal", "--as-of", "2026-11-22")
    assert code == 0, err
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name)
    assert work.git("tag") == "ropa/2026-11-22"
