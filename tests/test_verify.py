"""`ropa verify`: the trail is walked, and what of it does not hold is said."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ropa.git.program import Git
from ropa.git.signatures import Checker
from tests.support import base, write
from tests.trail_support import AS_OF, Work, isolate, make, sign_with, ssh_key, trust


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return isolate(tmp_path, monkeypatch)


@pytest.fixture
def work(tmp_path: Path, home: Path, capfd: pytest.CaptureFixture[str]) -> Work:
    return make(tmp_path / "praktijk", "register", capfd)


def replace_tag(work: Work, name: str, old: str, new: str) -> None:
    """Make a seal anew with other words."""
    text = work.git("cat-file", "tag", name).partition("\n\n")[2]
    assert old in text
    commit = work.git("rev-parse", f"{name}^{{commit}}")
    work.git("tag", "-f", "-a", "--cleanup=verbatim", "-F", "-", name, commit, data=text.replace(old, new, 1))


# -- what holds ----------------------------------------------------------------------------------------------------------------------------------------


def test_a_trail_that_holds(work: Work) -> None:
    first, second = work.seal(day="2026-01-10"), work.seal()
    told = work.verify(code=0)
    assert (told["schema"], told["register"], told["revision"], told["head"]) == ("ropa.trail/1", str(work.register), None, work.head)
    assert told["summary"] == {"error": 0, "warning": 0, "info": 0, "accepted": 0}
    one, two = told["seals"]
    assert (one["seal"], one["commit"], one["holds"], one["problems"], one["previous"]) == (first, work.head, True, [], None)
    assert (one["approved_by"], one["approved_on"], one["made"]) == ("Anna Voorbeeld <anna@voorbeeld.example>", "2026-01-10", "2026-11-20T10:00:00+01:00")
    assert two["previous"] == {"seal": first, "object": one["object"]}
    assert two["files"] == len(base())
    assert told["after"] == {"seal": second, "commits": [], "events": 0}
    assert told["signatures"] == {
        "commits": 1,
        "good": 0,
        "bad": 0,
        "unknown": 0,
        "expired": 0,
        "revoked": 0,
        "none": 1,
        "signed": [],
        "signers_not_used": None,
    }
    assert work.checked() == []


def test_nothing_sealed_and_no_repository(work: Work, tmp_path: Path) -> None:
    assert work.verify(code=0)["seals"] == []
    code, out, _ = work.ropa("verify", *AS_OF)
    assert code == 0
    assert "ropa seal" in out
    lone = Work(write(tmp_path / "los", base()), "", work.capfd)
    code, out, err = lone.ropa("verify", *AS_OF)
    assert (code, out) == (2, "")
    assert "git" in err
    assert lone.checked() == []


def test_what_came_after_the_last_seal(work: Work) -> None:
    name = work.seal()
    file = work.register / "activities" / "client-administration.toml"
    file.write_text(file.read_text().replace('owner = "Anna Voorbeeld"', 'owner = "Bram \x1b[31mVoorbeeld"'.replace("\x1b", "\\u001b")))
    work.git("commit", "-q", "-a", "-m", "Nieuwe eigenaar\x1b[31m")
    (work.register / "measures.toml").write_text("")
    told = work.verify(code=0)
    assert told["after"] == {"seal": name, "commits": [work.head], "events": 1}
    assert told["unsaved"] == ["measures.toml"]
    assert [finding["rule"] for finding in told["findings"]] == ["G901"]
    code, out, _ = work.ropa("verify", *AS_OF, "--fail-on", "info")
    assert code == 1
    assert "\x1b" not in out
    assert "Nieuwe eigenaar\\x1b[31m" in out
    assert "measures.toml" in out


def test_the_text_says_it_all_in_every_language(work: Work) -> None:
    work.seal("-m", "Vastgesteld.")
    for lang in ("nl", "en", "fr", "de"):
        code, out, err = work.ropa("verify", *AS_OF, "--lang", lang)
        assert (code, err) == (0, "")
        assert "✓ ropa/2026-11-22" in out
        assert "Vastgesteld." in out
        assert "Anna Voorbeeld <anna@voorbeeld.example>" in out


# -- seals that do not hold ----------------------------------------------------------------------------------------------------------------------------


def test_a_seal_that_was_deleted(work: Work) -> None:
    first = work.seal(day="2026-01-10")
    work.change("later")
    work.seal()
    work.git("tag", "-d", first)
    told = work.verify(code=1)
    [finding] = told["findings"]
    assert (finding["rule"], finding["record"], finding["severity"]) == ("G903", "register", "error")
    assert first in finding["message"]
    assert work.checked() == ["G903"]


def test_a_seal_that_was_pointed_elsewhere(work: Work) -> None:
    first = work.seal(day="2026-01-10")
    work.change("later")
    second = work.seal()
    work.git("tag", "-f", first, "HEAD")
    assert work.problems() == ["seal-broken:not-annotated", "seal-broken:replaced"]
    assert work.checked() == ["G903", "G903"]
    work.git("tag", "-f", "-a", "-m", "Goedgekeurd", second, "HEAD~1")
    assert work.problems() == ["seal-broken:malformed", "seal-broken:not-annotated"]


def test_the_same_words_on_another_commit(work: Work) -> None:
    name = work.seal()
    text = work.git("cat-file", "tag", name).partition("\n\n")[2]
    work.change("stilletjes")
    work.git("tag", "-f", "-a", "--cleanup=verbatim", "-F", "-", name, "HEAD", data=f"{text}\n")
    [finding] = work.verify(code=1)["findings"]
    assert "activities/client-administration.toml" in finding["message"]
    assert work.problems() == ["seal-broken:digest"]
    assert work.checked() == [], "the digests are for verify"


def test_forged_digests_and_words(work: Work) -> None:
    name = work.seal()
    original = work.git("rev-parse", name)
    for old, new, problem in (
        ("Digest: sha256:", "Digest: sha256:0", "whole"),
        ("  measures.toml", "  maatregelen.toml", "digest"),
        ("Files: ", "Files: 1", "whole"),
        ("Approved-on: 2026", "Approved-on: vorig jaar 2026", "malformed"),
        ("Register: register", "Register: register\nRegister: register", "malformed"),
        ("Register: register", "Register: nergens/anders", ""),
        ("Approved-by:", "Goedgekeurd-door:", "malformed"),
    ):
        work.git("update-ref", f"refs/tags/{name}", original)
        replace_tag(work, name, old, new)
        assert work.problems() == ([f"seal-broken:{problem}"] if problem else []), new


def test_a_file_too_many_and_one_too_few(work: Work) -> None:
    name = work.seal()
    line = next(line for line in work.git("cat-file", "tag", name).splitlines() if line.endswith("  measures.toml"))
    replace_tag(work, name, f"{line}\n", "")
    assert work.problems() == ["seal-broken:digest"]
    name = work.seal("--allow-errors", day="2026-12-01")
    replace_tag(work, name, line, f"{line}\n{'0' * 64}  measures2.toml")
    assert "seal-broken:digest" in work.problems()


def test_a_renamed_seal_and_a_tag_of_no_commit(work: Work) -> None:
    name = work.seal()
    work.git("tag", "ropa/2026-11-23", name)
    work.git("tag", "ropa/2026-11-24", "HEAD^{tree}")
    work.git("tag", "-a", "-m", "boom", "ropa/2026-11-25", "HEAD^{tree}")
    work.git("tag", "ropa/v1.0")
    assert work.problems() == ["seal-broken:name", "seal-broken:not-a-commit", "seal-broken:not-annotated"]


# -- history -------------------------------------------------------------------------------------------------------------------------------------------


def rewritten(work: Work, common: str, lost: str, new: str) -> None:
    [finding] = [each for each in work.verify(code=1)["findings"] if each["rule"] == "G902"]
    for commit in (common, lost, new):
        assert commit[:10] in finding["message"]
    assert work.checked() == ["G902"]


def test_a_commit_that_was_amended(work: Work) -> None:
    common = work.head
    lost = work.change("zoals besloten")
    work.seal()
    work.git("commit", "-q", "--amend", "-m", "Iets anders")
    rewritten(work, common, lost, work.head)


def test_a_rebase(work: Work) -> None:
    common = work.head
    lost = work.change("eerste")
    sealed = work.change("tweede")
    work.seal()
    work.git("reset", "-q", "--hard", common)
    new = work.change("ertussen", "measures.toml")
    work.git("cherry-pick", lost, sealed)
    rewritten(work, common, lost, new)


def test_a_branch_that_was_cut_short(work: Work) -> None:
    common = work.head
    lost = work.change("eerste")
    work.seal()
    work.git("reset", "-q", "--hard", common)
    [finding] = work.verify(code=1)["findings"]
    assert finding["rule"] == "G902"
    assert lost[:10] in finding["message"]


def test_another_history_altogether(work: Work) -> None:
    work.seal()
    work.git("checkout", "-q", "--orphan", "nieuw")
    work.git("commit", "-q", "-m", "Schone lei")
    work.git("branch", "-q", "-D", "main")
    assert work.problems() == ["history-rewritten:unrelated"]


def test_a_force_push_shows_in_the_other_clone(work: Work, tmp_path: Path) -> None:
    common = work.head
    work.git("clone", "-q", "--bare", ".", "../server.git")
    work.git("remote", "add", "origin", str(tmp_path / "server.git"))
    lost = work.change("zoals besloten")
    name = work.seal()
    work.git("push", "-q", "origin", "main", name)
    work.git("clone", "-q", str(tmp_path / "server.git"), str(tmp_path / "collega"))
    other = Work(tmp_path / "collega", "register", work.capfd)
    assert other.verify(code=0)["seals"][0]["holds"]
    work.git("commit", "-q", "--amend", "-m", "Anders")
    work.git("push", "-q", "--force", "origin", "main")
    other.git("fetch", "-q", "origin")
    other.git("reset", "-q", "--hard", "origin/main")
    rewritten(other, common, lost, work.head)


def test_a_branch_without_the_sealed_version_is_no_rewriting(work: Work) -> None:
    work.git("branch", "voorstel")
    work.change("zoals besloten")
    work.seal()
    work.git("switch", "-q", "voorstel")
    told = work.verify(code=0)
    assert [finding["rule"] for finding in told["findings"]] == ["G907"]
    assert "main" in told["findings"][0]["message"]
    assert work.checked() == ["G907"]
    work.git("merge", "-q", "ropa/2026-11-22")
    assert work.codes() == []


def test_an_accepted_finding_is_shown_and_does_not_count(work: Work) -> None:
    work.change("zoals besloten")
    work.seal()
    work.git("commit", "-q", "--amend", "-m", "Iets anders")
    entry = 'rule = "G902"\nrecord = "register"\nreason = "Een naam moest eruit."\nby = "Anna"\non = 2026-11-21\nuntil = 2027-11-21\n'
    (work.register / "accepted.toml").write_text(f"[[accepted]]\n{entry}")
    work.git("add", ".")
    work.git("commit", "-q", "-m", "Uitgelegd")
    told = work.verify(code=0)
    assert told["summary"]["accepted"] == 1
    assert not told["seals"][0]["holds"]
    _, out, _ = work.ropa("verify", *AS_OF)
    assert "Een naam moest eruit." in out
    _, out, _ = work.ropa("check", "--format", "json", *AS_OF)
    assert [finding["rule"] for finding in json.loads(out)["findings"] if not finding["accepted"]] == []


def test_at_a_revision(work: Work) -> None:
    first = work.seal(day="2026-01-10")
    start = work.head
    work.change("later")
    second = work.seal()
    assert [seal["seal"] for seal in work.verify()["seals"]] == [first, second]
    (work.register / "measures.toml").write_text("")
    told = work.verify("--rev", start, code=0)
    assert [seal["seal"] for seal in told["seals"]] == [first]
    assert (told["revision"], told["unsaved"], told["findings"]) == (start, [], [])
    assert work.verify("--rev", second, code=0)["revision"] == work.head
    assert work.checked("--rev", start) == []


# -- where the register is -----------------------------------------------------------------------------------------------------------------------------


def test_a_register_that_moved_keeps_its_seals(work: Work) -> None:
    first = work.seal(day="2026-01-10")
    (work.root / "avg").mkdir()
    work.git("mv", "register", "avg/verwerkingen")
    work.git("commit", "-q", "-m", "Verhuisd")
    work.register = work.root / "avg" / "verwerkingen"
    second = work.seal()
    told = work.verify(code=0)
    assert [(seal["seal"], seal["register"], seal["holds"]) for seal in told["seals"]] == [(first, "register", True), (second, "avg/verwerkingen", True)]
    assert work.checked() == []


def test_two_registers_have_seals_of_their_own(work: Work) -> None:
    write(work.root / "stichting", base())
    work.git("add", ".")
    work.git("commit", "-q", "-m", "Nog een")
    other = Work(work.root, "stichting", work.capfd)
    mine, theirs, again = work.seal(), other.seal(), work.seal()
    assert (mine, theirs, again) == ("ropa/2026-11-22", "ropa/2026-11-22.2", "ropa/2026-11-22.3")
    assert [seal["seal"] for seal in work.verify(code=0)["seals"]] == [mine, again]
    assert [seal["seal"] for seal in other.verify(code=0)["seals"]] == [theirs]
    work.git("tag", "-d", mine)
    assert other.verify(code=0)["holds"]
    work.verify(code=1)


def test_a_bare_clone_and_a_worktree(work: Work, tmp_path: Path) -> None:
    name = work.seal()
    work.git("clone", "-q", "--bare", ".", "../kaal.git")
    for place in ("", "register"):
        told = Work(tmp_path / "kaal.git", place, work.capfd).verify(code=0)
        assert (told["revision"], [seal["seal"] for seal in told["seals"]]) == (work.head, [name])
        assert told["signatures"]["commits"] == 1
    work.git("worktree", "add", "-q", "../boom", "-b", "zijtak")
    assert Work(tmp_path / "boom", "register", work.capfd).verify(code=0)["seals"][0]["holds"]


def test_a_bare_clone_of_a_register_at_the_top(tmp_path: Path, home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    work = make(tmp_path / "los", "", capfd)
    name = work.seal()
    work.change("later")
    work.git("clone", "-q", "--bare", ".", "../kaal.git")
    told = Work(tmp_path / "kaal.git", "", capfd).verify(code=0)
    assert (told["signatures"]["commits"], told["seals"][0]["seal"], told["seals"][0]["holds"]) == (2, name, True)


def test_sha256_repository(tmp_path: Path, home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    home.joinpath(".gitconfig").write_text(home.joinpath(".gitconfig").read_text() + "[init]\ndefaultObjectFormat = sha256\n")
    root = tmp_path / "lang"
    root.mkdir()
    subprocess.run(["git", "init", "-q", "--object-format=sha256", str(root)], check=True)
    work = make(root, "register", capfd)
    work.seal()
    work.seal()
    told = work.verify(code=0)
    assert len(told["seals"][1]["previous"]["object"]) == 64


# -- what is cut off -----------------------------------------------------------------------------------------------------------------------------------


def test_a_shallow_clone(work: Work, tmp_path: Path) -> None:
    work.seal(day="2026-01-10")
    for number in range(3):
        work.change(f"regel {number}")
    name = work.seal()
    work.git("clone", "-q", "--depth=1", f"file://{work.root}", str(tmp_path / "ondiep"))
    shallow = Work(tmp_path / "ondiep", "register", work.capfd)
    told = shallow.verify(code=0)
    assert told["cut"] == [work.head]
    assert [finding["rule"] for finding in told["findings"]] == ["G906"]
    assert work.head[:10] in told["findings"][0]["message"]
    assert [(seal["seal"], seal["holds"]) for seal in told["seals"]] == [(name, True)]
    assert shallow.checked() == ["G906"]


def test_a_clone_without_contents(work: Work, tmp_path: Path) -> None:
    """Of a partial clone nothing is fetched; what lacks is said."""
    work.seal(day="2026-01-10")
    work.change("later")
    work.git("config", "uploadpack.allowFilter", "true")
    work.git("clone", "-q", "--filter=blob:none", f"file://{work.root}", str(tmp_path / "deel"))
    told = Work(tmp_path / "deel", "register", work.capfd).verify(code=0)
    assert [finding["rule"] for finding in told["findings"]] == ["G906"]
    assert told["seals"][0]["problems"] == [{"rule": "trail-cut", "problem": "missing"}]


def test_replaced_and_grafted(work: Work) -> None:
    """What git shows is not what was committed; here what was committed is read."""
    first = work.head
    sealed = work.change("dit moet weg")
    work.seal()
    work.change("later")
    work.git("replace", sealed, first)
    (work.root / ".git" / "info").mkdir(exist_ok=True)
    (work.root / ".git" / "info" / "grafts").write_text(f"{work.head} {first}\n")
    told = work.verify(code=0)
    assert told["replaced"] == [{"object": sealed, "by": first}]
    assert told["grafts"] == [work.head]
    assert [finding["rule"] for finding in told["findings"]] == ["G906", "G906"]
    assert told["seals"][0]["holds"]
    assert told["signatures"]["commits"] == 3
    assert work.checked() == ["G906", "G906"]


# -- signatures ----------------------------------------------------------------------------------------------------------------------------------------


def test_good_unknown_and_bad_with_ssh(work: Work, home: Path) -> None:
    key, other = ssh_key(home), ssh_key(home, "vreemde")
    sign_with(work, key)
    good = work.change("ondertekend")
    sign_with(work, other)
    unknown = work.change("door een ander ondertekend")
    raw = work.git("cat-file", "commit", unknown)
    forged = work.git("hash-object", "-t", "commit", "-w", "--stdin", data=raw.replace("Gewijzigd", "Vervalst") + "\n")
    work.git("reset", "-q", "--hard", forged)
    sign_with(work, key)
    name = work.seal()
    told = work.verify("--allowed-signers", str(trust(home, key)), code=1)
    assert {status: told["signatures"][status] for status in ("commits", "good", "bad", "unknown", "none")} == {
        "commits": 3,
        "good": 1,
        "bad": 1,
        "unknown": 0,
        "none": 1,
    }
    assert [each["status"] for each in told["signatures"]["signed"] if each["commit"] == good] == ["good"]
    assert [each["status"] for each in told["signatures"]["signed"] if each["commit"] == forged] == ["bad"]
    assert told["seals"][0]["signature"]["signer"] == "sleutel@voorbeeld.example"
    assert told["seals"][0]["signature"]["key"].startswith("SHA256:")
    [finding] = told["findings"]
    assert (finding["rule"], forged[:10] in finding["message"]) == ("G905", True)
    assert work.checked() == []
    work.git("reset", "-q", "--hard", unknown)
    told = work.verify("--allowed-signers", str(trust(home, key)))
    assert [each["why"] for each in told["signatures"]["signed"]] == ["not-trusted", None]
    assert [seal["seal"] for seal in told["seals"]] == [name]


def test_a_seal_with_a_signature_that_is_not_good(work: Work, home: Path) -> None:
    sign_with(work, ssh_key(home))
    name = work.seal()
    text = work.git("cat-file", "tag", name)
    body = text.replace("Approved-by: Anna", "Approved-by: Bram")
    assert body != text
    work.git("update-ref", f"refs/tags/{name}", work.git("hash-object", "-t", "tag", "-w", "--stdin", data=f"{body}\n"))
    told = work.verify(code=1)
    assert told["seals"][0]["signature"]["status"] == "bad"
    assert [finding["rule"] for finding in told["findings"]] == ["G905"]
    _, out, _ = work.ropa("verify", *AS_OF)
    assert "✗ ropa/2026-11-22" in out


def test_the_repository_does_not_choose_whom_to_trust(work: Work, home: Path) -> None:
    key = ssh_key(home)
    sign_with(work, key)
    work.change("ondertekend")
    signers = trust(home, key)
    shutil.copy(signers, work.root / "sleutels")
    work.git("config", "gpg.ssh.allowedSignersFile", "sleutels")
    told = work.verify(code=0)
    assert (told["signatures"]["good"], told["signatures"]["unknown"]) == (0, 1)
    assert told["signatures"]["signers_not_used"] == "sleutels"
    _, out, _ = work.ropa("verify", *AS_OF)
    assert "--allowed-signers" in out
    work.git("config", "--global", "gpg.ssh.allowedSignersFile", "sleutels")
    assert work.verify()["signatures"]["good"] == 0, "a path within the repository is the repository's word"
    work.git("config", "--global", "gpg.ssh.allowedSignersFile", str(signers))
    assert work.verify()["signatures"]["good"] == 1
    work.git("config", "--global", "gpg.ssh.allowedSignersFile", "~/allowed_signers")
    assert work.verify()["signatures"]["good"] == 1
    code, _, err = work.ropa("verify", *AS_OF, "--allowed-signers", str(home / "nergens"))
    assert code == 2
    assert "nergens" in err


def test_signatures_that_the_organisation_asks_for(work: Work, home: Path) -> None:
    file = work.register / "register.toml"
    file.write_text(file.read_text() + 'signatures = ["seals", "commits"]\n')
    work.git("commit", "-q", "-a", "-m", "Voortaan ondertekend")
    work.seal()
    told = work.verify(code=0)
    assert sorted((each["rule"], each["severity"]) for each in told["findings"]) == [("G904", "warning"), ("G904", "warning")]
    assert "2 commits" in "".join(each["message"] for each in told["findings"])
    assert work.checked() == ["G904", "G904"]
    sign_with(work, ssh_key(home))
    work.seal()
    assert work.codes() == []
    assert work.checked() == [], "a signed seal vouches for what came before it"
    work.git("config", "--global", "commit.gpgSign", "false")
    work.change("niet ondertekend")
    assert work.codes() == ["G904"]
    assert work.checked() == ["G904"]
    file.write_text(file.read_text().replace('["seals", "commits"]', '"none"'))
    work.git("commit", "-q", "-a", "-m", "Toch niet")
    assert work.checked() == []


def test_without_a_program_it_could_not_be_checked(work: Work, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_with(work, ssh_key(home))
    work.change("ondertekend")
    work.seal()
    programs = home / "bin"
    programs.mkdir()
    for name in ("git", "sh"):
        found = shutil.which(name)
        assert found
        (programs / name).symlink_to(found)
    monkeypatch.setenv("PATH", str(programs))
    told = work.verify(code=0)
    assert told["signatures"]["unknown"] == 1
    assert {each["why"] for each in [*told["signatures"]["signed"], told["seals"][0]["signature"]]} == {"no-program"}
    _, out, _ = work.ropa("verify", *AS_OF)
    assert "ssh-keygen" in out


@pytest.mark.skipif(shutil.which("gpg") is None, reason="there is no gpg here")
def test_gpg(work: Work, home: Path) -> None:
    gnupg = home / ".gnupg"
    gnupg.mkdir(mode=0o700)
    ring = ["gpg", "--batch", "--pinentry-mode", "loopback", "--passphrase", ""]
    try:
        made = subprocess.run(
            [*ring, "--quick-generate-key", "Anna Voorbeeld <anna@voorbeeld.example>", "ed25519", "sign", "never"], capture_output=True, check=False
        )
        if made.returncode:
            pytest.skip("gpg makes no key here")
        work.git("config", "--global", "user.signingKey", "anna@voorbeeld.example")
        work.git("config", "--global", "commit.gpgSign", "true")
        work.change("ondertekend")
        work.seal()
        told = work.verify(code=0)
        assert told["signatures"]["good"] == 1
        assert told["seals"][0]["signature"]["status"] == "good"
        assert told["seals"][0]["signature"]["signer"] == "Anna Voorbeeld <anna@voorbeeld.example>"
        text = work.git("cat-file", "tag", "ropa/2026-11-22")
        forged = work.git("hash-object", "-t", "tag", "-w", "--stdin", data=text.replace("Approved-by: Anna", "Approved-by: Bram") + "\n")
        work.git("update-ref", "refs/tags/ropa/2026-11-22", forged)
        assert work.verify(code=1)["seals"][0]["signature"]["status"] == "bad"
        subprocess.run([*ring, "--yes", "--import-ownertrust"], input=_distrust(), capture_output=True, text=True, check=True)
        told = work.verify()
        assert [each["why"] for each in told["signatures"]["signed"]] == ["not-trusted"]
    finally:
        subprocess.run(["gpgconf", "--kill", "all"], capture_output=True, check=False)


def _distrust() -> str:
    said = subprocess.run(["gpg", "--export-ownertrust"], capture_output=True, text=True, check=True).stdout
    return "".join(f"{line.split(':')[0]}:2:\n" for line in said.splitlines() if not line.startswith("#"))


def test_what_gpg_says_is_read_with_care(work: Work) -> None:
    """Two answers may contradict each other; a name may hold anything."""
    read = Checker(Git(str(work.root)))._of_gpg
    assert read("[GNUPG:] BADSIG 1234 Anna").status == "bad"
    assert read("[GNUPG:] REVKEYSIG 1234 Anna").status == "revoked"
    assert read("[GNUPG:] EXPKEYSIG 1234 Anna").status == "expired"
    assert read("[GNUPG:] ERRSIG 1234 22 10 00 1 9").why == "no-key"
    assert read("[GNUPG:] GOODSIG 1 A\n[GNUPG:] BADSIG 2 B").status == "bad"
    assert read("[GNUPG:] GOODSIG 1 A\n[GNUPG:] GOODSIG 2 B").status == "unknown"
    assert read("gpg: [GNUPG:] GOODSIG 1 A").status == "unknown"
    assert read("").status == "unknown"


# -- strangers -----------------------------------------------------------------------------------------------------------------------------------------


def test_nothing_of_a_hostile_repository_runs(work: Work, home: Path, tmp_path: Path) -> None:
    key = ssh_key(home)
    sign_with(work, key)
    work.change("ondertekend")
    work.seal()
    witness = tmp_path / "getuige"
    script = work.root / "kwaad.sh"
    script.write_text(f"#!/bin/sh\ntouch {witness}\ncat\n")
    script.chmod(0o755)
    for name in ("gpg.program", "gpg.openpgp.program", "gpg.ssh.program", "gpg.x509.program", "gpg.ssh.defaultKeyCommand", "core.fsmonitor", "core.pager"):
        work.git("config", name, str(script))
    work.git("config", "log.showSignature", "true")
    work.git("config", "gpg.minTrustLevel", "ultimate")
    work.git("config", "gpg.ssh.revocationFile", f"{key}.pub")
    for hook in ("reference-transaction", "post-checkout", "pre-commit"):
        shutil.copy(script, work.root / ".git" / "hooks" / hook)
    told = work.verify("--allowed-signers", str(trust(home, key)), code=0)
    assert told["signatures"]["good"] == 1
    assert told["seals"][0]["signature"]["status"] == "good"
    assert work.checked() == []
    assert not witness.exists()


def test_hostile_names_reach_no_terminal(work: Work) -> None:
    work.git("-c", "user.name=\x1b]0;kwaad\x07 [bold]x[/bold] {n}", "commit", "-q", "--allow-empty", "-m", "\x1b[2J [red]{seal}[/red]")
    work.seal("--by", "[bold]\x1b[31m{name}[/bold]", "-m", "\x1b[2J[link]{x}")
    work.git("update-ref", "refs/replace/$(touch)", "HEAD")
    code, out, _ = work.ropa("verify", *AS_OF)
    assert code == 0
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "[bold]\\x1b[31m{name}[/bold]" in out
    assert "touch" not in out


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder to another user")
def test_a_repository_of_another_user(work: Work) -> None:
    work.seal()
    for path in [work.root, *work.root.rglob("*")]:
        os.chown(path, 12345, 12345, follow_symlinks=False)
    code, out, err = work.ropa("verify", *AS_OF)
    assert (code, out) == (2, "")
    assert "safe.directory" in err
    assert work.checked() == []


def test_within_a_hook_what_is_about_to_be_committed_is_no_finding(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    (work.register / "measures.toml").write_text((work.register / "measures.toml").read_text() + "# nieuw\n")
    assert work.checked() == ["G901"]
    monkeypatch.setenv("GIT_INDEX_FILE", str(work.root / ".git" / "index"))
    assert work.checked() == []


def test_nothing_is_written_and_no_process_stays(work: Work) -> None:
    work.seal()
    files = {path: path.stat().st_mtime_ns for path in work.root.rglob("*")}
    work.verify()
    work.checked()
    assert {path: path.stat().st_mtime_ns for path in work.root.rglob("*")} == files
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_no_process_is_started_where_there_is_no_git(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    lone = Work(write(tmp_path / "los", base()), "", capfd)

    def started(*arguments: object, **options: object) -> None:
        raise AssertionError(arguments)

    monkeypatch.setattr(subprocess, "Popen", started)
    assert lone.checked() == []


def test_a_register_that_git_ignores_or_does_not_know(work: Work) -> None:
    lone = Work(work.root, "kladje", work.capfd)
    write(lone.register, base())
    assert lone.checked() == ["G901"]
    (work.root / ".gitignore").write_text("kladje/\n")
    assert lone.checked() == []
