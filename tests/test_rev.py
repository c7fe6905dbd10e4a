"""`--rev`: any verb at any time, out of git's objects, without touching the working tree."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from ropa.cli import run
from tests.support import TODAY, Content, base, write

AS_OF = ["--as-of", TODAY.isoformat()]
RECORD = "activities/proef"
Files = dict[str, Content]


class Said(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.code in (0, 1), self.err
        return json.loads(self.out)


Ropa = Callable[..., Said]


class Repo:
    """A repository, in which every commit has its time."""

    def __init__(self, root: Path, *options: str) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main", *options)

    def git(self, *arguments: str, at: str = "2025-01-10T12:00:00+01:00", data: str | None = None) -> str:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root.parent),
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "Anna"), ("EMAIL", "a@b.example"), ("DATE", at))},
        }
        command = ["git", "-c", "protocol.file.allow=always", *arguments]
        return subprocess.run(command, cwd=self.root, env=environment, input=data, check=True, capture_output=True, text=True).stdout.strip()

    def commit(self, files: Files, at: str = "2025-01-10T12:00:00+01:00", message: str = "Wijziging", folder: str = "register") -> str:
        for name, content in files.items():
            if content is False:
                (self.root / folder / name).unlink()
        write(self.root / folder, {name: content for name, content in files.items() if content is not False})
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message, at=at)
        return self.git("rev-parse", "HEAD")


def named(name: str) -> Files:
    return {f"{RECORD}.toml": f'name = "{name}"\n'}


@pytest.fixture
def ropa(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ropa]:
    """Run the command; afterwards no process of it is left."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)

    def do(*arguments: str) -> Said:
        code = run([*arguments])
        with pytest.raises(ChildProcessError):  # no child, waited for or not
            os.waitpid(-1, os.WNOHANG)
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return Said(code, out, err)

    yield do


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A register in register/ of a repository: three commits, the second with a tag, the third on a branch as well; then a change that nobody saved."""
    repo = Repo(tmp_path / "repo")
    repo.commit({**base(), **named("Een")}, "2025-03-01T10:00:00+01:00", "Eerste versie")
    repo.commit(named("Twee"), "2025-05-20T10:00:00+02:00", "Tweede versie")
    repo.git("tag", "-a", "vastgesteld", "-m", "Vastgesteld")
    repo.commit(named("Drie"), "2025-06-01T10:00:00+02:00", "Derde versie")
    repo.git("branch", "later")
    write(repo.root / "register", named("Nu"))
    monkeypatch.chdir(repo.root)
    return repo


def name_at(ropa: Ropa, *options: str) -> str:
    found: str = ropa("show", RECORD, "--format", "json", *options).json["name"]
    return found


# -- which commit ----------------------------------------------------------------------------------------------------------------------------------------


def test_commit_tag_branch_and_git_s_own_words(repo: Repo, ropa: Ropa) -> None:
    second = repo.git("rev-parse", "HEAD~1")
    assert name_at(ropa, *AS_OF) == "Nu"
    for asked, name in {"HEAD": "Drie", "later": "Drie", second: "Twee", second[:9]: "Twee", "vastgesteld": "Twee", "HEAD~2": "Een", "main^^": "Een"}.items():
        said = ropa("show", RECORD, "--format", "json", "--rev", asked, *AS_OF)
        assert said.json["name"] == name, asked
        assert said.json["revision"] == repo.git("rev-parse", f"{asked}^{{commit}}")
        assert said.err == f"stand van {asked}: commit {said.json['revision'][:10]}.\n"


@pytest.mark.parametrize(
    ("day", "name"),
    [("2025-03-01", "Een"), ("2025-05-19", "Een"), ("2025-05-20", "Twee"), ("2025-05-31", "Twee"), ("2025-06-01", "Drie"), ("2031-01-01", "Drie")],
)
def test_a_date_is_the_last_commit_of_that_day_or_before_it(day: str, name: str, repo: Repo, ropa: Ropa) -> None:
    assert name_at(ropa, "--rev", day) == name


def test_the_last_commit_of_a_day_and_the_time_zone_of_each(tmp_path: Path, ropa: Ropa) -> None:
    repo = Repo(tmp_path / "repo")
    repo.commit({**base(), **named("ochtend")}, "2025-05-25T08:00:00+02:00")
    repo.commit(named("avond"), "2025-05-25T23:30:00-05:00")  # the day after in Greenwich
    repo.commit(named("volgende dag"), "2025-05-26T00:10:00+14:00")  # the day before there, and earlier than the one before it
    root = ["--register", str(repo.root)]
    assert name_at(ropa, "--rev", "2025-05-25", *root) == "avond"
    assert name_at(ropa, "--rev", "2025-05-26", *root) == "volgende dag"


def test_a_merge_counts_from_when_the_branch_had_it(tmp_path: Path, ropa: Ropa) -> None:
    repo = Repo(tmp_path / "repo")
    repo.commit({**base(), **named("begin")}, "2025-01-01T10:00:00+01:00")
    repo.git("checkout", "-q", "-b", "voorstel")
    repo.commit(named("voorstel"), "2025-02-01T10:00:00+01:00")
    repo.git("checkout", "-q", "main")
    repo.commit({"measures.toml": "# anders\n"}, "2025-03-01T10:00:00+01:00")
    repo.git("merge", "-q", "--no-ff", "-m", "Samen", "voorstel", at="2025-04-01T10:00:00+02:00")
    root = ["--register", str(repo.root)]
    assert name_at(ropa, "--rev", "2025-02-15", *root) == name_at(ropa, "--rev", "2025-03-15", *root) == "begin"
    assert name_at(ropa, "--rev", "2025-04-01", *root) == "voorstel"


def test_a_clock_that_was_wrong_is_passed_over_or_named(tmp_path: Path, ropa: Ropa) -> None:
    repo = Repo(tmp_path / "repo")
    repo.commit({**base(), **named("een")}, "2025-01-01T10:00:00+01:00")
    repo.commit(named("twee"), "2025-02-01T10:00:00+01:00")
    repo.commit(named("drie"), "2025-02-02T10:00:00+01:00")
    repo.commit(named("klok achter"), "2001-01-01T10:00:00+01:00")
    repo.commit(named("vier"), "2025-03-01T10:00:00+01:00")
    behind = repo.git("rev-parse", "HEAD~1")[:10]
    root = ["--register", str(repo.root)]
    assert name_at(ropa, "--rev", "2025-03-01", *root) == "vier"
    said = ropa("show", RECORD, "--format", "json", "--rev", "2025-01-15", *root)
    assert said.json["name"] == "een" and f"let op: de datum van commit {behind}" in said.err


def test_the_law_of_that_day_unless_another_is_asked_for(repo: Repo, ropa: Ropa) -> None:
    for verb in (["check"], ["overview"], ["transfers"], ["agenda"], ["export", "activities"]):
        assert ropa(*verb, "--format", "json", "--rev", "2025-05-25").json["as_of"] == "2025-05-25"
        assert ropa(*verb, "--format", "json", "--rev", "2025-05-25", "--as-of", "2026-01-02").json["as_of"] == "2026-01-02"
        assert ropa(*verb, "--format", "json", "--rev", "HEAD", "--as-of", "2026-01-02").json["as_of"] == "2026-01-02"


# -- every verb ------------------------------------------------------------------------------------------------------------------------------------------

VERBS = (
    ("check", "register"),
    ("check",),
    ("overview",),
    ("list", "activities"),
    ("show", RECORD),
    ("transfers", "--all"),
    ("agenda", "--days", "3000"),
    ("export", "activities", "history"),
)


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_every_verb_reads_the_commit(verb: tuple[str, ...], repo: Repo, ropa: Ropa) -> None:
    for asked in ("HEAD~2", "vastgesteld", "later", "2025-05-25"):
        identity = repo.git("rev-parse", "vastgesteld^{commit}" if asked == "2025-05-25" else f"{asked}^{{commit}}")
        past = ropa(*verb, "--format", "json", "--rev", asked, *AS_OF).json
        assert past["revision"] == ({"commit": identity, "dated": past["revision"]["dated"], "changed_files": None} if verb == ("overview",) else identity)
        repo.git("stash", "-q")
        repo.git("checkout", "-q", identity)
        present = ropa(*verb, "--format", "json", *AS_OF).json
        repo.git("checkout", "-q", "main")
        repo.git("stash", "pop", "-q")
        assert {**past, "revision": None} == {**present, "revision": None}
        if verb != ("overview",):
            assert present["revision"] is None
        assert ropa(*verb, "--rev", asked, *AS_OF).out == ropa(*verb, "--rev", identity, *AS_OF).out


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_nothing_is_touched_and_nothing_is_left(verb: tuple[str, ...], repo: Repo, ropa: Ropa) -> None:
    def state() -> dict[str, Any]:
        files = [path for path in repo.root.rglob("*") if not path.is_symlink()]
        return {str(path): (path.stat().st_mtime_ns, path.stat().st_mode, path.read_bytes() if path.is_file() else b"") for path in files}

    before = state()
    for layout in ("text", "json"):
        formats = ["--format", layout] if verb[0] != "export" or layout == "json" else []
        assert ropa(*verb, *formats, "--rev", "vastgesteld", *AS_OF).code in (0, 1)
    assert state() == before
    assert not list(repo.root.rglob("*.lock"))


def test_overview_names_the_commit_and_what_is_not_saved(repo: Repo, ropa: Ropa) -> None:
    head, second = repo.git("rev-parse", "HEAD")[:10], repo.git("rev-parse", "HEAD~1")[:10]
    assert f"{head} van 1 juni 2025 (Anna); 1 bestand nog niet vastgelegd" in ropa("overview", *AS_OF).out
    past = ropa("overview", "--rev", "HEAD~1", *AS_OF).out
    assert f"{second} van 20 mei 2025 (Anna)" in past and "vastgelegd" not in past


def test_formats_of_check_that_have_a_place_for_it(repo: Repo, ropa: Ropa) -> None:
    head = repo.git("rev-parse", "HEAD")
    [sarif] = ropa("check", "--rev", "HEAD", "--format", "sarif", *AS_OF).json["runs"]
    assert sarif["properties"] == {"revisions": {"register": head}}
    [suite] = ET.fromstring(ropa("check", "--rev", "HEAD", "--format", "junit", *AS_OF).out)
    assert [(each.get("name"), each.get("value")) for each in suite.findall("properties/property")] == [("revision", head)]
    assert int(suite.get("tests", "")) == len(suite.findall("testcase"))
    assert "properties" not in ropa("check", "--format", "sarif", *AS_OF).json["runs"][0]


def test_the_cover_of_a_workbook_names_it(repo: Repo, tmp_path: Path, ropa: Ropa) -> None:
    assert ropa("export", "activities", "-o", str(tmp_path / "a.xlsx"), "--rev", "HEAD", *AS_OF).code == 0
    cover = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert ("Stand van commit", repo.git("rev-parse", "HEAD")) in [(row[0].value, row[1].value) for row in cover.iter_rows(max_col=2)]


def test_several_registers(tmp_path: Path, ropa: Ropa) -> None:
    repo = Repo(tmp_path / "klanten")
    for client in ("a", "b"):
        repo.commit({**base(), **named(client)}, folder=f"{client}/register")
    repo.commit({f"{RECORD}.toml": '# B\nname = "kapot'}, folder="b/register")
    folders = [str(repo.root / client) for client in ("a", "b")]
    before = ropa("check", *folders, "--rev", "HEAD~1", "--format", "json", *AS_OF)
    assert before.err.count("stand van HEAD~1") == 1
    assert [each["revision"] for each in before.json["registers"]] == [repo.git("rev-parse", "HEAD~1")] * 2
    now = ropa("check", *folders, "--rev", "HEAD", "--format", "text", *AS_OF)
    assert now.code == 1 and 'name = "kapot' in now.out
    missing = ropa("check", "--register", str(repo.root), "--rev", "HEAD", *AS_OF)
    assert missing.code == 2


def test_accept_knows_no_past(repo: Repo, ropa: Ropa) -> None:
    accept = ["accept", "D306", RECORD, "--reason", "x", "--until", "2027-01-01", "--by", "Anna", *AS_OF]
    assert ropa(*accept, "--rev", "HEAD").code == 2


# -- what was in the commit ------------------------------------------------------------------------------------------------------------------------------


def test_a_register_that_was_broken_then(repo: Repo, ropa: Ropa) -> None:
    repo.commit({f"{RECORD}.toml": 'name = "Proef"\n\n<<<<<<< main\nstatus = "active"\n=======\n', "processors/kapot.toml": "# Kapot\nname = \n"})
    repo.commit({**named("Heel"), "processors/kapot.toml": False})
    said = ropa("check", "--rev", "HEAD~1", "--select", "F", "--format", "text", *AS_OF)
    assert said.code == 1
    assert "   3 | <<<<<<< main" in said.out and "   2 | name =" in said.out  # the lines of the commit, not of the folder
    assert ropa("check", "--select", "F", *AS_OF).code == 0
    assert ropa("overview", "--rev", "HEAD~1", *AS_OF).code == 0
    assert "niet te lezen" in ropa("export", "activities", "--rev", "HEAD~1", *AS_OF).err


def same_findings(ropa: Ropa, root: Path, **more: str) -> list[dict[str, Any]]:
    """What is found in the last commit, which is the same as in the folder that was checked out."""
    options = ["--register", str(root), "--format", "json", *AS_OF]
    past, present = ropa("check", *options, "--rev", "HEAD").json, ropa("check", *options).json
    assert past["findings"] == present["findings"]
    found: list[dict[str, Any]] = past["findings"]
    return found


def test_links_submodules_and_huge_files(tmp_path: Path, ropa: Ropa) -> None:
    repo = Repo(tmp_path / "repo")
    links = {"activities/buiten.toml": "/etc/passwd", "activities/binnen.toml": "klant.toml", "locations/map": "../activities"}
    repo.commit({**base(), **{name: {"link": target} for name, target in links.items()}, "activities/groot.toml": {"size": 3_000_000}})
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},register/activities/onder.toml")
    (repo.root / "register" / "activities" / "onder.toml").mkdir()
    repo.git("commit", "-q", "-m", "Een submodule")
    rules = {(finding["rule"], finding["record"]) for finding in same_findings(ropa, repo.root / "register")}
    names = {finding["name"] for finding in same_findings(ropa, repo.root / "register")}
    assert {"outside-register", "file-too-large", "stray-file"} <= names and rules
    repo.git("rm", "-r", "-q", "--cached", "register/agreements")
    shutil.rmtree(repo.root / "register" / "agreements")
    (repo.root / "register" / "agreements").symlink_to("activities")
    repo.git("add", "-A", "register/agreements")
    repo.git("commit", "-q", "-m", "Een map is een verwijzing")
    assert {"outside-register"} <= {finding["name"] for finding in same_findings(ropa, repo.root / "register")}


EVIDENCE = """name = "Overeenkomst"
processor = "praktijkpakket"
[[documents]]
path = "documents/contract.txt"
sha256 = "{digest}"
[[documents]]
path = "documents/verwijzing.txt"
sha256 = "{digest}"
[[documents]]
path = "documents/buiten.txt"
[[documents]]
path = "documents/map/contract.txt"
[[documents]]
path = "documents/weg.txt"
[[documents]]
path = "documents/kring.txt"
[[documents]]
path = "documents"
"""


def test_evidence_is_that_of_the_commit(tmp_path: Path, ropa: Ropa) -> None:
    import hashlib

    repo = Repo(tmp_path / "repo")
    digest = hashlib.sha256(b"getekend").hexdigest()
    (repo.root / "buiten.txt").write_text("buiten", "utf-8")
    documents: Files = {
        "agreements/proef.toml": EVIDENCE.format(digest=digest),
        "documents/contract.txt": "getekend",
        "documents/verwijzing.txt": {"link": "../documents/./contract.txt"},
        "documents/buiten.txt": {"link": "../../buiten.txt"},
        "documents/kring.txt": {"link": "kring.txt"},
        "documents/map": {"link": "../documents"},
    }
    repo.commit({**base(), **documents})
    found = [(each["name"], each["key"]) for each in same_findings(ropa, repo.root / "register") if each["record"] == "agreements/proef"]
    assert ("document-outside", "documents[2].path") in found
    assert not {key for _, key in found} & {"documents[0].path", "documents[0].sha256", "documents[1].path", "documents[1].sha256", "documents[3].path"}
    assert {"documents[4].path", "documents[5].path", "documents[6].path"} <= {key for _, key in found}
    write(repo.root / "register", {"documents/contract.txt": "veranderd"})
    options = ["--register", str(repo.root), "--format", "json", "--select", "F", *AS_OF]
    assert "documents[0].sha256" in {each["key"] for each in ropa("check", *options).json["findings"]}
    assert "documents[0].sha256" not in {each["key"] for each in ropa("check", *options, "--rev", "HEAD").json["findings"]}


def test_names_that_are_odd(tmp_path: Path, ropa: Ropa) -> None:
    repo = Repo(tmp_path / "repo")
    odd = ("activities/-x.toml", "activities/:(top).toml", "activities/met spatie.toml", 'activities/"aan".toml', "activities/é.toml", "activities/a\nb.toml")
    repo.commit({**base(), **dict.fromkeys(odd, 'name = "Proef"\n')})
    assert len([each for each in same_findings(ropa, repo.root / "register") if each["name"] == "bad-id"]) == len(odd)


# -- where the register is -------------------------------------------------------------------------------------------------------------------------------


def test_bare_clone(repo: Repo, tmp_path: Path, ropa: Ropa, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "register", base())  # another one beside it, which is not meant
    repo.git("clone", "-q", "--bare", ".", "../clone.git")
    monkeypatch.chdir(tmp_path)
    for place in ("clone.git", "clone.git/", "clone.git/register", str(tmp_path / "clone.git")):
        assert name_at(ropa, "--rev", "vastgesteld", "--register", place, *AS_OF) == "Twee", place
    monkeypatch.chdir(tmp_path / "clone.git")
    said = ropa("check", "--rev", "HEAD", "--format", "json", *AS_OF)
    assert said.json["revision"] == repo.git("rev-parse", "HEAD")
    assert {each["file"].split("/")[0] for each in said.json["findings"]} == {"register"}
    assert ropa("check", "--rev", "HEAD", "--register", "nergens", *AS_OF).code == 2
    told = ropa("export", "history", "--where", f"record={RECORD}", "--format", "json", "--rev", "HEAD", *AS_OF).json["tables"]["history"]
    assert [(row["action"], row["to"]) for row in told] == [("changed", "Drie"), ("changed", "Twee"), ("added", None)]


def test_shallow_clone(repo: Repo, tmp_path: Path, ropa: Ropa) -> None:
    repo.git("clone", "-q", "--depth", "1", f"file://{repo.root}", str(tmp_path / "ondiep"))
    root = ["--register", str(tmp_path / "ondiep")]
    assert name_at(ropa, "--rev", "HEAD", *root, *AS_OF) == "Drie"
    assert name_at(ropa, "--rev", "2025-06-02", *root) == "Drie"
    assert ropa("check", "--rev", "HEAD~1", *root, *AS_OF).code == 2
    assert "ondiep" in ropa("export", "history", *root, *AS_OF).err


def test_worktree_and_submodule(repo: Repo, tmp_path: Path, ropa: Ropa) -> None:
    repo.git("worktree", "add", "-q", str(tmp_path / "boom"), "vastgesteld")
    assert name_at(ropa, "--rev", "HEAD", "--register", str(tmp_path / "boom"), *AS_OF) == "Twee"
    assert name_at(ropa, "--rev", "main", "--register", str(tmp_path / "boom"), *AS_OF) == "Drie"
    outer = Repo(tmp_path / "buitenste")
    outer.git("submodule", "add", "-q", str(repo.root), "privacy")
    outer.git("commit", "-q", "-m", "Met submodule")
    assert name_at(ropa, "--rev", "vastgesteld", "--register", str(outer.root / "privacy"), *AS_OF) == "Twee"


def test_sha256(tmp_path: Path, ropa: Ropa) -> None:
    repo = Repo(tmp_path / "repo", "--object-format=sha256")
    repo.commit({**base(), **named("Een")}, "2025-03-01T10:00:00+01:00")
    repo.commit(named("Twee"), "2025-05-20T10:00:00+02:00")
    root = ["--register", str(repo.root)]
    said = ropa("show", RECORD, "--format", "json", "--rev", "2025-04-01", *root)
    assert said.json["name"] == "Een" and len(said.json["revision"]) == 64
    assert "Twee" in ropa("export", "history", *root, *AS_OF).out
    assert "; 1 bestand" not in ropa("overview", *root, *AS_OF).out


def test_a_register_that_is_gone(repo: Repo, ropa: Ropa, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(repo.root / "register")
    for place in ([], ["--register", "register"], ["--register", "."]):
        assert name_at(ropa, "--rev", "HEAD", *place, *AS_OF) == "Drie"
    (repo.root / "elders" / "diep").mkdir(parents=True)
    (repo.root / "elders" / "x").touch()
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "Weg ermee")
    for place in ([], ["--register", "register"], ["--register", str(repo.root)]):
        assert name_at(ropa, "--rev", "HEAD~1", *place, *AS_OF) == "Drie"
    monkeypatch.chdir(repo.root / "elders" / "diep")
    assert name_at(ropa, "--rev", "HEAD~1", *AS_OF) == "Drie"
    said = ropa("check", "--rev", "HEAD", *AS_OF)
    assert said.code == 2 and "no register" in said.err


def test_a_folder_that_moved(tmp_path: Path, ropa: Ropa, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = Repo(tmp_path / "repo")
    first = repo.commit({**base(), **named("Een")}, folder="administratie/avg")
    repo.git("mv", "administratie/avg", "register")
    repo.git("commit", "-q", "-m", "Verhuisd")
    repo.commit(named("Twee"))
    monkeypatch.chdir(repo.root)
    for place in ([], ["--register", "register"], ["--register", str(repo.root)]):
        assert name_at(ropa, "--rev", first, *place, *AS_OF) == "Een"
    document = ropa("check", "--rev", first, "--format", "json", *AS_OF).json
    assert document["register"] == "administratie/avg"
    assert all(each["file"].startswith("administratie/avg/") for each in document["findings"])
    assert name_at(ropa, "--rev", first, "--register", "administratie/avg", *AS_OF) == "Een"
    told = ropa("export", "history", "--rev", first, "--format", "json", *AS_OF).json["tables"]["history"]
    assert told and {row["action"] for row in told} == {"added"}
    assert "moved" in {row["action"] for row in ropa("export", "history", "--format", "json", *AS_OF).json["tables"]["history"]}


def test_a_register_at_the_top_and_one_deep_down(tmp_path: Path, ropa: Ropa, monkeypatch: pytest.MonkeyPatch) -> None:
    top = Repo(tmp_path / "top")
    top.commit({**base(), **named("Top")}, folder=".")
    monkeypatch.chdir(top.root / "activities")
    assert name_at(ropa, "--rev", "HEAD", *AS_OF) == "Top"
    deep = Repo(tmp_path / "deep")
    deep.commit({**base(), **named("Diep")}, folder="a/b c/:(top)")
    monkeypatch.chdir(deep.root)
    assert name_at(ropa, "--rev", "HEAD", "--register", "a/b c/:(top)", *AS_OF) == "Diep"
    shutil.rmtree(deep.root / "a")
    for place in ([], ["--register", "a"], ["--register", "a/b c/:(top)"]):
        assert name_at(ropa, "--rev", "HEAD", *place, *AS_OF) == "Diep"


def test_another_register_is_never_taken_for_this_one(tmp_path: Path, ropa: Ropa, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = Repo(tmp_path / "repo")
    first = repo.commit({**base(), **named("A")}, folder="a")
    repo.commit({**base(), **named("B")}, folder="b")
    monkeypatch.chdir(repo.root)
    said = ropa("check", "--register", "b", "--rev", first, *AS_OF)
    assert said.code == 2 and "a" in said.err and "--register" in said.err
    said = ropa("check", "--register", "tikfout", "--rev", "HEAD", *AS_OF)
    assert said.code == 2 and "a, b" in said.err
    said = ropa("check", "--rev", "HEAD", *AS_OF)
    assert said.code == 2 and "a, b" in said.err
    assert name_at(ropa, "--register", "b", "--rev", "HEAD", *AS_OF) == "B"


# -- the history as a table -------------------------------------------------------------------------------------------------------------------------------

ACTIVITY = """name = "Nieuwsbrief"
last_review = {review}
processors = [{processors}]
[[data]]
category = "contact"
[data.retention]
years = {years}
"""


@pytest.fixture
def told(tmp_path: Path) -> Repo:
    """A register with a change of every kind that a cell can show."""
    repo = Repo(tmp_path / "verteld")
    file = f"{RECORD}.toml"
    repo.commit({**base(), file: ACTIVITY.format(review="2024-01-31", processors="", years=5)}, "2025-03-01T10:00:00+01:00", "Begin")
    changed = ACTIVITY.format(review="2025-05-20", processors='"praktijkpakket"', years=7)
    repo.commit({file: changed}, "2025-05-20T23:59:30-05:00", "Bewaartermijn verlengd\n\nOp advies van de accountant.")
    repo.commit({file: changed + "="}, "2025-06-01T10:00:00+02:00", "=1+1 \x1b[31mrood")
    return repo


def without(row: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}


def history_of(ropa: Ropa, repo: Repo, *options: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = ropa("export", "history", "--register", str(repo.root), "--format", "json", *AS_OF, *options).json["tables"]["history"]
    return rows


def test_history_for_programs_is_as_in_the_files(told: Repo, ropa: Ropa) -> None:
    rows = [row for row in history_of(ropa, told) if row["action"] != "added"]
    assert [(row["action"], row["record"], row["key"], row["from"], row["to"]) for row in rows] == [
        ("unreadable", RECORD, None, None, "toml-syntax"),
        ("changed", RECORD, "last_review", "2024-01-31", "2025-05-20"),
        ("changed", RECORD, "data[contact].retention.years", 5, 7),
        ("changed", RECORD, "processors", None, "praktijkpakket"),
    ]
    assert rows[1]["commit"] == told.git("rev-parse", "HEAD~1")
    assert (rows[1]["committed"], rows[1]["author"], rows[1]["email"]) == ("2025-05-20T23:59:30-05:00", "Anna", "a@b.example")
    assert rows[1]["message"] == "Bewaartermijn verlengd\n\nOp advies van de accountant."
    lines = ropa("export", "history", "--register", str(told.root), "--format", "jsonl", *AS_OF).out.splitlines()
    log = ropa("log", "--register", str(told.root), "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == [{"table": "history", **without(json.loads(line), "parents")} for line in log]


@pytest.mark.parametrize(
    ("lang", "row"),
    [
        ("nl", ["2025-05-20 23:59", "gewijzigd", "Persoonsgegevens › contactgegevens › Bewaartermijn › Jaren", "5", "7"]),
        ("en", ["2025-05-20 23:59", "changed", "Personal data › contact details › Retention period › Years", "5", "7"]),
        ("fr", ["2025-05-20 23:59", "modifié", "Données à caractère personnel › coordonnées › Durée de conservation › Années", "5", "7"]),
        ("de", ["2025-05-20 23:59", "geändert", "Personenbezogene Daten › Kontaktdaten › Speicherdauer › Jahre", "5", "7"]),
    ],
)
def test_history_for_people_is_in_their_words(lang: str, row: list[str], told: Repo, ropa: Ropa) -> None:
    columns = ["--columns", "committed,action,key,from,to"]
    said = ropa("export", "history", "--register", str(told.root), "--format", "csv", "--lang", lang, *columns, *AS_OF)
    rows = list(csv.reader(io.StringIO(said.out.removeprefix("\ufeff"))))
    assert row in rows, rows[:6]
    assert len(set(rows[0])) == 5


def test_history_shows_dates_and_says_what_is_wrong(told: Repo, ropa: Ropa) -> None:
    said = ropa("export", "history", "--register", str(told.root), "--format", "csv", *AS_OF).out
    assert ("31 januari 2024" in said and "Ongeldige TOML" in said) or "TOML" in said
    assert "'=1+1" in said and "\x1b" not in said


def test_history_can_be_filtered(told: Repo, ropa: Ropa) -> None:
    def count(*conditions: str) -> int:
        return len(history_of(ropa, told, "--where", f"record={RECORD}", *(part for each in conditions for part in ("--where", each))))

    assert count() == 5
    assert count("action=gewijzigd") == count("action=changed") == 3
    assert count("committed>=2025-05-20", "committed<2025-05-21") == count("committed=2025-05-20") == 3
    assert count("key~retention") == count("key~bewaartermijn") == 1
    assert count("key=") == 2 and count("to=7") == 1 and count("from!=") == 2 and count("to=praktijkpakket") == 1
    assert count("message~accountant") == 3
    assert ropa("export", "history", "--register", str(told.root), "--where", "committed<gisteren", *AS_OF).code == 2


def test_history_up_to_a_revision(told: Repo, ropa: Ropa) -> None:
    assert {row["message"] for row in history_of(ropa, told, "--rev", "HEAD~2")} == {"Begin"}
    assert not [row for row in history_of(ropa, told, "--rev", "2025-05-31") if row["action"] == "unreadable"]


def test_history_where_there_is_none(tmp_path: Path, ropa: Ropa) -> None:
    alone = write(tmp_path / "alone", base())
    options = ["--register", str(alone), *AS_OF]
    said = ropa("export", "history", "--format", "json", *options)
    assert said.json["tables"] == {"history": []} and said.err.startswith(f"{alone} staat niet in een git-repository")
    assert ropa("export", "--all", "--format", "json", *options).err == ""
    assert ropa("export", *options).err == ""
    Repo(alone)
    said = ropa("export", "history", "--format", "json", *options)
    assert said.json["tables"] == {"history": []} and "nog niets vastgelegd" in said.err
    assert ropa("export", "--all", "--format", "json", *options).err == ""


# -- what cannot be ---------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        *("--help", "-x", "--output=/tmp/x", "^HEAD", "HEAD\nHEAD", "HEAD\r", "HEAD\0", "\udcff", "", " ", "a b"),
        *("nergens", "HEAD:register", "HEAD~99", "2025-05-25x"),
    ],
)
def test_no_such_revision(asked: str, repo: Repo, ropa: Ropa) -> None:
    for verb in VERBS:
        said = ropa(*verb, f"--rev={asked}", *AS_OF)
        assert (said.code, said.out) == (2, "")
        assert said.err.startswith("ropa: er is geen commit, tag of branch “") and said.err.count("\n") == 1


def test_a_date_that_is_none_and_one_before_the_first_commit(repo: Repo, ropa: Ropa) -> None:
    assert "2025-02-30" in ropa("check", "--rev", "2025-02-30").err
    said = ropa("check", "--rev", "2025-02-28")
    assert (said.code, said.err) == (2, "ropa: op 28 februari 2025 was er nog niets vastgelegd op deze branch.\n")


def test_no_repository_no_commits_no_register(tmp_path: Path, ropa: Ropa, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = write(tmp_path / "alone", base())
    for asked in ("HEAD", "2025-05-25"):
        said = ropa("check", "--rev", asked, "--register", str(alone), *AS_OF)
        assert said.code == 2 and "niet in een git-repository" in said.err
    fresh = Repo(tmp_path / "fresh")
    write(fresh.root / "register", base())
    for asked in ("HEAD", "2025-05-25", "main"):
        said = ropa("check", "--rev", asked, "--register", str(fresh.root), *AS_OF)
        assert said.code == 2 and "nog niets vastgelegd" in said.err
    other = Repo(tmp_path / "other")
    (other.root / "x").touch()
    other.commit({}, folder=".")
    said = ropa("check", "--rev", "HEAD", "--register", str(other.root), *AS_OF)
    assert said.code == 2 and "register.toml" in said.err
    monkeypatch.chdir(tmp_path)
    assert ropa("check", "--rev", "HEAD", *AS_OF).code == 2
    assert ropa("check", "--rev", "HEAD", "--register", "nergens", *AS_OF).code == 2
    assert ropa("check", "--rev", "HEAD", "--register", "", *AS_OF).code == 2
    monkeypatch.setenv("PATH", str(tmp_path))
    said = ropa("check", "--rev", "HEAD", "--register", str(fresh.root), *AS_OF)
    assert said.code == 2 and "programma git is niet gevonden" in said.err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder to another user")
def test_a_repository_of_another_user(repo: Repo, ropa: Ropa) -> None:
    for path in (repo.root, *repo.root.rglob("*")):
        os.lchown(path, 12345, 12345)
    said = ropa("check", "--rev", "HEAD", *AS_OF)
    assert said.code == 2 and "andere gebruiker" in said.err
    assert ropa("overview", *AS_OF).code == 0
    assert "andere gebruiker" in ropa("export", "history", *AS_OF).err


def test_nothing_of_a_hostile_repository_runs(repo: Repo, tmp_path: Path, ropa: Ropa, monkeypatch: pytest.MonkeyPatch) -> None:
    witness = tmp_path / "getuige"
    script = tmp_path / "kwaad.sh"
    script.write_text(f"#!/bin/sh\ntouch {witness}\ncat\n", "utf-8")
    script.chmod(0o755)
    keys: tuple[str, ...] = ("core.fsmonitor", "core.pager", "core.editor", "diff.external", "diff.kwaad.textconv", "diff.kwaad.command", "filter.kwaad.clean")
    keys += ("filter.kwaad.smudge", "filter.kwaad.process", "core.sshCommand", "core.askPass", "core.alternateRefsCommand", "gpg.program", "gpg.ssh.program")
    for key in keys:
        repo.git("config", key, str(script))
    for key, value in (("alias.log", f"!{script}"), ("alias.cat-file", f"!{script}"), ("log.showSignature", "true"), ("core.hooksPath", str(tmp_path))):
        repo.git("config", key, value)
    for key, value in (("remote.origin.url", "ext::" + str(script)), ("remote.origin.promisor", "true"), ("extensions.partialClone", "origin")):
        repo.git("config", key, value)
    (repo.root / ".gitattributes").write_text("* filter=kwaad diff=kwaad\n", "utf-8")
    for hook in ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc"):
        shutil.copy(script, tmp_path / hook)
    for name, value in {"GIT_DIR": "/nowhere", "GIT_WORK_TREE": "/nowhere", "GIT_INDEX_FILE": "/nowhere", "GIT_EXTERNAL_DIFF": str(script)}.items():
        monkeypatch.setenv(name, value)
    for verb in VERBS:
        assert ropa(*verb, "--rev", "vastgesteld", *AS_OF).code in (0, 1)
    assert not witness.exists()


def test_an_object_that_lacks_is_not_fetched(repo: Repo, tmp_path: Path, ropa: Ropa) -> None:
    witness = tmp_path / "getuige"
    for key, value in (
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", str(tmp_path / "elders")),
        ("remote.origin.uploadpack", f"touch {witness}; true"),
    ):
        repo.git("config", key, value)
    blob = repo.git("rev-parse", f"HEAD:register/{RECORD}.toml")
    (repo.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    said = ropa("check", "--rev", "HEAD", "--select", "F", "--format", "json", *AS_OF)
    assert [(each["name"], each["record"]) for each in said.json["findings"]] == [("unreadable", RECORD)]
    assert not witness.exists()


def test_without_it_nothing_of_git_is_loaded(tmp_path: Path) -> None:
    write(tmp_path, base())
    script = "import sys; from ropa.cli import run; run(sys.argv[1:]); sys.exit(any(name.startswith(('ropa.git', 'ropa.history')) for name in sys.modules) * 9)"
    for verb in (["check"], ["overview"], ["list", "activities"], ["transfers"], ["agenda"], ["export", "activities"]):
        done = subprocess.run([sys.executable, "-c", script, *verb, "--register", str(tmp_path), *AS_OF], capture_output=True, check=False)
        assert done.returncode == 0, (verb, done.stderr)


def test_interrupting_leaves_nothing(repo: Repo, ropa: Ropa, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ropa.findings._run", interrupted)
    for verb in (["check"], ["overview"], ["export", "findings"]):
        assert ropa(*verb, "--rev", "HEAD", *AS_OF).code == 130
    assert not list(repo.root.rglob("*.lock"))


def test_a_tree_that_no_git_would_make(tmp_path: Path, ropa: Ropa) -> None:
    """Names that lead out of a folder, or stand for two: read as names and nothing else."""
    repo = Repo(tmp_path / "repo")
    repo.commit(base(), folder=".")
    blob = repo.git("hash-object", "-w", "--stdin", data='name = "Kwaad"\n')
    tree = repo.git("ls-tree", "HEAD")
    for name in ("..", "activities/kwaad.toml", "../../buiten.toml", ".git", "a\\b"):
        tree += f"\n100644 blob {blob}\t{name}"
    raw = b"".join(entry(line) for line in sorted(tree.splitlines(), key=lambda line: line.partition("\t")[2]))
    (repo.root / "boom").write_bytes(raw)
    made = repo.git("hash-object", "-t", "tree", "--literally", "-w", "boom")
    commit = repo.git("commit-tree", made, "-m", "Kwaad")
    root = ["--register", str(repo.root)]
    for verb in VERBS[1:4]:
        assert ropa(*verb, "--rev", commit, *root, *AS_OF).code in (0, 1)


def entry(line: str) -> bytes:
    """A line of ls-tree as a tree object holds it."""
    facts, _, name = line.partition("\t")
    mode, _, identity = facts.split()
    return f"{mode.lstrip('0')} {name}\0".encode() + bytes.fromhex(identity)
