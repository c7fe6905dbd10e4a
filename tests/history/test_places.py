"""`log`, `diff` and `blame` wherever a register may be: bare, shallow, in a submodule, at the top, gone; and with a repository that means no good."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ropa.cli import run
from tests.support import base, write

ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C"}
Ropa = Callable[..., tuple[int, str, str]]
NEWSLETTER = 'name = "Nieuwsbrief"\nstatus = "draft"\n'


def git(where: Path, *arguments: str, **extra: str) -> str:
    return subprocess.run(["git", *arguments], cwd=where, env={**ENVIRONMENT, **extra}, check=True, capture_output=True, text=True).stdout.strip()


def commit(where: Path, message: str, day: str = "2025-03-02") -> str:
    git(where, "add", "-A")
    when = f"{day}T10:00:00+01:00"
    git(
        where,
        "-c",
        "user.name=Anna Voorbeeld",
        "-c",
        "user.email=anna@voorbeeld.example",
        "commit",
        "-q",
        "-m",
        message,
        GIT_AUTHOR_DATE=when,
        GIT_COMMITTER_DATE=when,
    )
    return git(where, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the register in a folder, and two commits after the first."""
    root = tmp_path / "repository"
    write(root / "register", base())
    git(root.parent, "init", "-q", "-b", "main", str(root))
    commit(root, "Eerste versie")
    (root / "register" / "activities" / "nieuwsbrief.toml").write_text(NEWSLETTER, "utf-8")
    commit(root, "Nieuwsbrief", "2025-04-01")
    (root / "register" / "activities" / "nieuwsbrief.toml").write_text(NEWSLETTER.replace("draft", "active"), "utf-8")
    commit(root, "De nieuwsbrief begint", "2025-05-01")
    return root


@pytest.fixture
def ropa(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ropa:
    def do(where: Path, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.chdir(where)
        code = run([*arguments])
        return code, *capfd.readouterr()

    return do


def subjects(ropa: Ropa, where: Path, *arguments: str) -> list[str]:
    code, out, error = ropa(where, "log", "--format", "json", *arguments)
    assert code == 0, error
    told: dict[str, Any] = json.loads(out)
    return [entry["message"] for entry in told["commits"]]


ALL = ["De nieuwsbrief begint", "Nieuwsbrief", "Eerste versie"]


def test_in_a_subfolder_from_anywhere_in_it(repository: Path, ropa: Ropa) -> None:
    for where in (repository, repository / "register", repository / "register" / "activities"):
        assert subjects(ropa, where) == ALL
    assert subjects(ropa, repository.parent, "--register", "repository/register", "activities/nieuwsbrief") == ALL[:2]


def test_a_register_among_much_else(repository: Path, ropa: Ropa) -> None:
    """Then git is asked for the register's folder alone."""
    for number in range(80):
        (repository / f"{number}.txt").write_text("x", "utf-8")
    commit(repository, "Van alles")
    git(repository, "checkout", "-q", "-b", "zij", "HEAD~2")
    (repository / "register" / "activities" / "nieuwsbrief.toml").write_text(NEWSLETTER + 'owner = "Anna"\n', "utf-8")
    commit(repository, "Eigenaar", "2025-04-02")
    git(repository, "checkout", "-q", "main")
    git(repository, "-c", "user.name=A", "-c", "user.email=a@b.example", "merge", "-q", "-s", "ours", "-m", "Niet overgenomen", "zij")
    code, out, _ = ropa(repository, "log", "--format", "jsonl", "activities/nieuwsbrief")
    told = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert {(event["message"], event["action"], event["key"], event["to"]) for event in told} == {
        ("Niet overgenomen", "changed", "owner", None),
        ("Eigenaar", "changed", "owner", "Anna"),
        ("De nieuwsbrief begint", "changed", "status", "active"),
        ("Nieuwsbrief", "added", None, None),
    }
    assert subjects(ropa, repository)[0] == "Niet overgenomen"


def test_at_the_top_of_a_repository(tmp_path: Path, ropa: Ropa) -> None:
    write(tmp_path / "top", base())
    git(tmp_path, "init", "-q", "-b", "main", "top")
    (tmp_path / "top" / "other").mkdir()
    (tmp_path / "top" / "other" / "x.toml").write_text("a = 1\n", "utf-8")
    commit(tmp_path / "top", "Eerste versie")
    code, out, _ = ropa(tmp_path / "top", "log", "--format", "json")
    assert code == 0
    assert all(not event["record"].startswith("other") for entry in json.loads(out)["commits"] for event in entry["events"])
    assert ropa(tmp_path / "top", "diff", "--as-of", "2026-11-22")[0] == 0


def test_bare_clones_and_what_is_not_checked_out(repository: Path, ropa: Ropa) -> None:
    git(repository.parent, "clone", "-q", "--bare", "repository", "bare.git")
    bare = repository.parent / "bare.git"
    assert subjects(ropa, bare) == ALL
    assert subjects(ropa, repository.parent, "--register", "bare.git") == ALL
    assert subjects(ropa, repository.parent, "--register", "bare.git/register") == ALL
    code, out, _ = ropa(bare, "blame", "activities/nieuwsbrief", "--format", "json")
    assert (code, [field["value"] for field in json.loads(out)["fields"]]) == (0, ["Nieuwsbrief", "active"])
    assert ropa(bare, "diff", "HEAD~1", "HEAD", "--as-of", "2026-11-22")[0] == 1
    code, _, error = ropa(bare, "diff", "--as-of", "2026-11-22", "--lang", "nl")
    assert (code, "twee standen" in error) == (2, True)
    git(repository.parent, "clone", "-q", "-n", "repository", "empty")
    assert subjects(ropa, repository.parent / "empty") == ALL


def test_a_shallow_clone_says_that_the_trail_is_cut(repository: Path, ropa: Ropa) -> None:
    git(repository.parent, "clone", "-q", "--depth", "2", repository.as_uri(), "shallow")
    code, out, error = ropa(repository.parent / "shallow", "log", "--format", "json", "--lang", "nl")
    told = json.loads(out)
    assert (code, told["cut"], "git fetch --unshallow" in error) == (0, True, True)
    assert [entry["message"] for entry in told["commits"]] == ALL[:1]  # what was there before the cut is not told as new
    code, out, _ = ropa(repository.parent / "shallow", "blame", "activities/nieuwsbrief", "--format", "json")
    assert (code, len(json.loads(out)["fields"])) == (0, 2)


def test_worktrees_and_submodules(repository: Path, ropa: Ropa) -> None:
    git(repository, "worktree", "add", "-q", "../tree", "HEAD~1")
    assert subjects(ropa, repository.parent / "tree") == ALL[1:]
    other = repository.parent / "other"
    git(repository.parent, "init", "-q", "-b", "main", "other")
    git(other, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repository), "privacy")
    commit(other, "Submodule")
    assert subjects(ropa, other / "privacy") == ALL


def test_a_repository_of_sha_256(tmp_path: Path, ropa: Ropa) -> None:
    root = tmp_path / "new"
    write(root / "register", base())
    git(tmp_path, "init", "-q", "-b", "main", "--object-format=sha256", "new")
    first = commit(root, "Eerste versie")
    (root / "register" / "activities" / "nieuwsbrief.toml").write_text(NEWSLETTER, "utf-8")
    assert len(first) == 64
    code, out, _ = ropa(root, "diff", "--format", "json", "--as-of", "2026-11-22")
    assert (code, [event["record"] for event in json.loads(out)["events"]]) == (1, ["activities/nieuwsbrief"])
    commit(root, "Nieuwsbrief")
    assert subjects(ropa, root) == ["Nieuwsbrief", "Eerste versie"]


def test_clear_words_for_what_cannot_be(repository: Path, tmp_path: Path, ropa: Ropa) -> None:
    loose = write(tmp_path / "loose", base())
    unborn = write(tmp_path / "unborn", base())
    git(unborn, "init", "-q", "-b", "main")
    for where, arguments, words in (
        (loose, ("log",), "ropa init"),
        (loose, ("diff", "--as-of", "2026-11-22"), "ropa init"),
        (loose, ("blame", "activities/x"), "ropa init"),
        (unborn, ("log",), "nog niets vastgelegd"),
        (repository, ("log", "--rev", "nergens"), "“nergens”"),
        (repository, ("log", "--rev=--help"), "“--help”"),
        (repository, ("diff", "--", "--output=/tmp/x"), "“--output=/tmp/x”"),
        (repository, ("log", "--since=-x"), "“-x”"),
        (repository, ("log", "--rev", "HEAD\nHEAD"), "geen commit"),
        (repository, ("log", "--rev", "HEAD:register"), "geen commit"),
        (repository, ("diff", "1999-01-01", "--as-of", "2026-11-22"), "1 januari 1999"),
        (repository, ("log", "--since", "2025-13-45"), "geen datum"),
        (repository, ("blame", "activities/nergens"), "ropa log activities/nergens"),
        (repository, ("blame", "nergens"), "activities/"),
        (repository, ("log", "dingen/x"), "geen soort record"),
        (repository, ("log", "--action", "veranderd"), "changed"),
    ):
        code, out, error = ropa(where, arguments[0], "--lang", "nl", *arguments[1:])
        assert (code, out) == (2, ""), (arguments, out, error)
        assert words in error, (arguments, error)


def test_nothing_of_a_hostile_repository_runs(repository: Path, ropa: Ropa, monkeypatch: pytest.MonkeyPatch) -> None:
    witness = repository.parent / "witness"
    script = repository.parent / "evil.sh"
    script.write_text(f"#!/bin/sh\ntouch {witness}\ncat\n", "utf-8")
    script.chmod(0o755)
    keys = [
        *("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "core.gitProxy", "core.alternateRefsCommand", "credential.helper"),
        *("diff.external", "diff.evil.command", "diff.evil.textconv", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "pager.log"),
        *("gpg.program", "gpg.ssh.program", "gpg.x509.program", "alias.log", "alias.diff-tree", "alias.cat-file", "interactive.diffFilter", "sequence.editor"),
    ]
    for key in keys:
        git(repository, "config", key, f"!{script}" if key.startswith("alias") else str(script))
    for key, value in (
        ("log.showSignature", "true"),
        ("core.untrackedCache", "true"),
        ("color.ui", "always"),
        ("log.follow", "true"),
        ("diff.renames", "copies"),
    ):
        git(repository, "config", key, value)
    for key, value in (("log.date", "relative"), ("format.pretty", "oneline"), ("core.quotePath", "true"), ("diff.relative", "true"), ("log.decorate", "full")):
        git(repository, "config", key, value)
    (repository / ".gitattributes").write_text("* filter=evil diff=evil\n", "utf-8")
    for hook in ("post-checkout", "pre-commit", "post-index-change", "reference-transaction", "fsmonitor-watchman"):
        (repository / ".git" / "hooks" / hook).write_bytes(script.read_bytes())
        (repository / ".git" / "hooks" / hook).chmod(0o755)
    for name, value in (
        ("GIT_DIR", "/nowhere"),
        ("GIT_INDEX_FILE", "/nowhere/index"),
        ("GIT_WORK_TREE", "/"),
        ("GIT_EXTERNAL_DIFF", str(script)),
        ("GIT_PAGER", str(script)),
    ):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(script))
    (repository / "register" / "measures.toml").write_text("", "utf-8")
    assert subjects(ropa, repository) == ALL
    assert ropa(repository, "diff", "HEAD~1", "--as-of", "2026-11-22")[0] == 1
    assert ropa(repository, "blame", "activities/nieuwsbrief")[0] == 0
    assert not witness.exists()


def test_what_stands_in_the_place_of_a_commit_is_not_believed(repository: Path, ropa: Ropa) -> None:
    """refs/replace and grafts: git itself would show another history."""
    last, first = git(repository, "rev-parse", "HEAD"), git(repository, "rev-parse", "HEAD~2")
    git(repository, "replace", "--graft", last, first)
    (repository / ".git" / "info").mkdir(exist_ok=True)
    (repository / ".git" / "info" / "grafts").write_text(f"{last}\n", "utf-8")
    assert subjects(ropa, repository) == ALL


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_repository_of_another_user(repository: Path, ropa: Ropa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))  # whoever runs the tests may trust every folder
    for path in (repository, repository / ".git"):
        os.chown(path, 12345, 12345)
    code, out, error = ropa(repository, "log", "--lang", "nl")
    assert (code, out) == (2, "")
    assert "git config --global --add safe.directory" in error
    assert ropa(repository, "check", "--as-of", "2026-11-22")[0] in (0, 1)


def test_names_that_are_no_text(repository: Path, ropa: Ropa) -> None:
    """Control characters of authors, messages and files reach no terminal; a file's name need not be UTF-8."""
    with open(os.fsencode(repository / "register" / "activities") + b"/\xff\x1b[31m.toml", "wb") as file:
        file.write(b'name = "\\u001b[31mrood"\n')
    git(repository, "add", "-A")
    author = ("-c", "user.name=Eve \x1b[2J\u202e", "-c", "user.email=eve@voorbeeld.example")
    git(repository, *author, "commit", "-q", "-m", "Wis \x1b]0;het\x07 scherm")
    code, out, _ = ropa(repository, "log", "-n", "1")
    assert code == 0
    assert not {"\x1b", "\x07", "\u202e"} & set(out)
    for layout in ("json", "jsonl", "csv"):
        code, out, _ = ropa(repository, "log", "-n", "1", "--format", layout)
        assert (code, "\x1b" in out) == (0, False)


def test_interrupted(repository: Path) -> None:
    """Ctrl-C at any moment: no git is left, no lock."""
    command = [sys.executable, "-c", "import sys; from ropa.cli import main; sys.argv = ['ropa', 'log']; main()"]
    for wait in (0.05, 0.2, 0.4):
        process = subprocess.Popen(command, cwd=repository, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            process.send_signal(2)
        process.communicate(timeout=20)
        left = subprocess.run(["ps", "-o", "stat=", "-g", str(process.pid)], check=False, capture_output=True, text=True).stdout.split()
        assert not [state for state in left if not state.startswith("Z")]
    assert not list((repository / ".git").rglob("*.lock"))


def save(ropa: Ropa, where: Path, *arguments: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str, str]:
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Anna Voorbeeld")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "anna@voorbeeld.example")
    return ropa(where, "save", "-m", "Eerste versie", "--as-of", "2026-11-22", *arguments)


def test_the_first_version_in_a_repository_that_held_something_else(tmp_path: Path, ropa: Ropa, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "forge"
    git(tmp_path, "init", "-q", "-b", "main", "forge")
    (root / "README.md").write_text("x\n", "utf-8")
    commit(root, "Begin")
    write(root / "register", base())
    code, out, _ = ropa(root, "diff", "--format", "json", "--as-of", "2026-11-22")
    events = json.loads(out)["events"]
    assert (code, {event["action"] for event in events}) == (1, {"added"})
    code, _, error = save(ropa, root, "--allow-errors", monkeypatch=monkeypatch)
    assert code == 0, error
    assert ropa(root, "diff", "--as-of", "2026-11-22")[0] == 0
    write(root / "second" / "register", base())  # and beside another register
    code, _, error = save(ropa, root / "second", "--allow-errors", monkeypatch=monkeypatch)
    assert code == 0, error
    assert [subject.partition("\n")[0] for subject in subjects(ropa, root / "second")] == ["Eerste versie"]
    assert git(root, "status", "--porcelain") == ""


def test_a_line_may_be_added_to_the_hook(repository: Path, ropa: Ropa, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second register in one repository: the hook of the first does not end before the line for the second."""
    write(repository / "second" / "register", base())
    assert ropa(repository, "init")[0] == 0
    code, out, _ = ropa(repository / "second", "init", "--lang", "nl")
    line = next(line.strip() for line in out.splitlines() if "|| exit 1" in line)
    hook = repository / ".git" / "hooks" / "pre-commit"
    hook.write_text(hook.read_text("utf-8") + "touch reached\n" + line.replace("ropa check", "true ropa check") + "\n", "utf-8")
    monkeypatch.setenv("ROPA_FAIL_ON", "never")
    done = subprocess.run(["sh", str(hook)], cwd=repository, env={**os.environ}, capture_output=True, text=True, check=False)
    assert (code, done.returncode, (repository / "reached").exists()) == (0, 0, True), done.stderr


def test_a_record_that_gitignore_keeps_out(repository: Path, ropa: Ropa, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "register" / "activities" / "geheim.toml").write_text(NEWSLETTER, "utf-8")
    (repository / ".gitignore").write_text("geheim.toml\n", "utf-8")
    commit(repository, "Ignore")
    code, out, _ = ropa(repository, "check", "--select", "G", "--format", "json", "--as-of", "2026-11-22", "--lang", "nl")
    messages = [finding["message"] for finding in json.loads(out)["findings"]]
    assert (code, len(messages)) == (0, 1)
    assert "activities/geheim.toml" in messages[0]
    assert ".gitignore" in messages[0]
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Anna Voorbeeld")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "anna@voorbeeld.example")
    code, _, error = ropa(repository, "seal", "--allow-errors", "--as-of", "2026-11-22", "--lang", "nl")
    assert (code, ".gitignore" in error) == (2, True)


def test_a_bare_clone_speaks_the_language_of_the_register(repository: Path, ropa: Ropa) -> None:
    git(repository.parent, "clone", "-q", "--bare", "repository", "taal.git")
    assert "toegevoegd" in ropa(repository.parent / "taal.git", "log")[1]


def test_a_commit_without_a_time(repository: Path, ropa: Ropa) -> None:
    tree = git(repository, "rev-parse", "HEAD^{tree}")
    text = f"tree {tree}\nparent {git(repository, 'rev-parse', 'HEAD')}\nauthor Piet\ncommitter\n\nslecht\n"
    done = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        cwd=repository,
        env=ENVIRONMENT,
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    git(repository, "update-ref", "refs/heads/main", done.stdout.strip())
    assert subjects(ropa, repository) == ALL
    assert ropa(repository, "check", "--rev", "2025-04-05", "--select", "F")[0] in (0, 1)


def test_files_that_git_is_told_to_read_are_not_waited_for(repository: Path, ropa: Ropa) -> None:
    os.mkfifo(repository.parent / "pipe")
    for key in ("diff.orderFile", "mailmap.file"):
        git(repository, "config", key, str(repository.parent / "pipe"))
    assert subjects(ropa, repository) == ALL


def test_an_empty_revision_is_none(repository: Path, ropa: Ropa) -> None:
    """In a script where a variable is not set, nothing must seem to be the same."""
    for arguments in (("diff", "", "HEAD"), ("log", "--rev", ""), ("log", "--since", ""), ("blame", "activities/nieuwsbrief", "--rev", "")):
        code, out, _ = ropa(repository, *arguments)
        assert (code, out) == (2, ""), arguments


def test_two_texts_that_cannot_be_read_are_not_the_same(repository: Path, ropa: Ropa) -> None:
    for text in ("a = [\n", "b = [\n"):
        (repository / "register" / "measures.toml").write_text(text, "utf-8")
        commit(repository, text)
    code, out, _ = ropa(repository, "diff", "HEAD~1", "HEAD", "--format", "json", "--as-of", "2026-11-22")
    assert (code, [(event["action"], event["record"]) for event in json.loads(out)["events"]]) == (1, [("unreadable", "measures")])


def test_a_date_before_a_shallow_clone_begins(repository: Path, ropa: Ropa) -> None:
    git(repository.parent, "clone", "-q", "--depth", "1", repository.as_uri(), "shallow")
    code, _, error = ropa(repository.parent / "shallow", "log", "--rev", "2025-04-02", "--lang", "nl")
    assert (code, "git fetch --unshallow" in error) == (2, True)


def test_a_record_with_many_elements(repository: Path, ropa: Ropa) -> None:
    path = repository / "register" / "activities" / "nieuwsbrief.toml"
    for many in (4_000, 4_001):
        path.write_text(NEWSLETTER + "".join(f'[[purposes]]\npurpose = "Doel {number}"\nbasis = "consent"\n' for number in range(many)), "utf-8")
        commit(repository, str(many))
    code, out, _ = ropa(repository, "blame", "activities/nieuwsbrief", "--format", "json")
    fields = json.loads(out)["fields"]
    assert (code, len(fields), fields[-1]["message"], fields[-3]["message"]) == (0, 8_004, "4001", "4000")


def test_many_merges_of_branches_from_the_first_commit(tmp_path: Path, ropa: Ropa) -> None:
    many = 400
    blob = "".join(f"blob\nmark :{number + 10}\ndata {len(text)}\n{text}\n" for number in range(many) for text in [f'name = "A{number}"\n'])
    who = "Anna Voorbeeld <anna@voorbeeld.example> 1741770000 +0100"
    lines = [
        "blob\nmark :1\ndata 11\nformat = 1\n\n",
        blob,
        f"commit refs/heads/main\nmark :2\ncommitter {who}\ndata 1\nx\nM 100644 :1 register/register.toml\n\n",
    ]
    last = 2
    for number in range(many):
        side, merge = 10_000 + 2 * number, 10_001 + 2 * number
        change = f"M 100644 :{number + 10} register/activities/a{number}.toml\n"
        lines.append(f"commit refs/heads/zij\nmark :{side}\ncommitter {who}\ndata 1\nx\nfrom :2\n{change}\n")
        lines.append(f"commit refs/heads/main\nmark :{merge}\ncommitter {who}\ndata 1\nx\nfrom :{last}\nmerge :{side}\n{change}\n")
        last = merge
    git(tmp_path, "init", "-q", "-b", "main", "many")
    subprocess.run(["git", "fast-import", "--quiet"], cwd=tmp_path / "many", env=ENVIRONMENT, input="".join(lines), text=True, check=True)
    code, out, _ = ropa(tmp_path / "many", "log", "--format", "jsonl")
    assert (code, len(out.splitlines())) == (0, many + 1)  # the merges themselves did nothing


def test_a_record_that_was_misspelt(repository: Path, ropa: Ropa) -> None:
    code, out, error = ropa(repository, "log", "activities/niewsbrief", "--lang", "nl")
    assert (code, out) == (0, "")
    assert "activities/nieuwsbrief" in error
    assert "activities/nieuwsbrief" not in ropa(repository, "log", "activities/nieuwsbrief", "--since", "2026-01-01", "--lang", "nl")[2]
