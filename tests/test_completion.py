"""What a TAB offers, as the three shells get it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ropa.cli import run
from ropa.cli.app import VERBS
from ropa.completion import answer_for
from ropa.completion.line import Typed, asked, read_line
from ropa.completion.offers import VALUES, VOCABULARIES, offers, read_table
from ropa.completion.scripts import script_of
from tests.support import base, write

ROOT = Path(__file__).parent.parent
REGISTER = ROOT / "register"
BREAKS = " \t\n\"'><=;|&(:"
"""What bash takes for the end of a word."""
HARMLESS = re.compile(r"[A-Za-z0-9_./=\[\],-]*")
"""What means nothing to a shell, once its brackets are quoted."""


@pytest.fixture(autouse=True)
def dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROPA_REGISTER", str(REGISTER))


def words(*typed: str) -> list[str]:
    """What is offered after these words; the last is the one that is being typed."""
    what, found = offers(Typed(list(typed[:-1]), typed[-1]), read_table())
    assert what == "words"
    return [word for word, _ in found]


# -- what is offered ------------------------------------------------------------------------------------------------------------------------------------


def test_verbs_and_options() -> None:
    assert words("") == list(VERBS)
    assert words("se") == [verb for verb in VERBS if verb.startswith("se")]
    assert words("--lang", "nl", "sho") == ["show"]
    assert {"--add", "--remove", "--unset", "--dry-run", "--register", "--help"} <= set(words("set", "activities/website", "--"))
    assert "--add" not in words("set", "--add", "--"), "it was given already"
    assert "--select" in words("check", "--select", "T", "--"), "it may be given again"
    assert words("overview", "") == words("overview", "--"), "where nothing else can follow"
    assert words("nonsense", "x") == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("show", "pro"), ["processors/"]),
        (("show", "processors/m"), ["processors/mailchimp"]),
        (("show", "processor/m"), ["processor/mailchimp"]),
        (("show", "reg"), ["register"]),
        (("show", "measures/wacht"), ["measures/wachtwoordkluis"]),
        (("show", "nowhere/x"), []),
        (("show", "websi"), ["website"]),
        (("review", "activities/website", "activities/we"), []),
        (("renew", ""), ["certificates/", "agreements/"]),
        (("renew", "processors/m"), []),
        (("catalogue", "moneyb"), ["moneybird"]),
        (("catalogue", "--country", "NL"), ["NL"]),
        (("list", "ag"), ["agreements"]),
        (("list", "agreement"), ["agreements"]),
        (("list", "activity"), ["activity"]),
        (("print", "--activity", "web"), ["website"]),
        (("rule", "T40"), [f"T40{number}" for number in range(1, 10)]),
        (("rule", "transfer-without"), ["transfer-without-safeguard"]),
        (("check", "--select", "T401,T40"), [f"T401,T40{number}" for number in range(2, 10)]),
        (("check", "--format=ju"), ["--format=junit"]),
        (("check", "--fail-on", "w"), ["warning"]),
        (("show", "activities/website", "--lang", "f"), ["fr"]),
        (("log", "--action", "ren"), ["renamed"]),
        (("export", "act"), ["activities"]),
        (("export", "activities", "act"), []),
        (("export", "recipients", "--columns", "name,coun"), ["name,country"]),
        (("export", "recipients", "--where", "coun"), ["country="]),
        (("export", "--format", "xl"), ["xlsx"]),
        (("statement", "--subjects", "clients,website"), ["clients,website-visitors"]),
        (("completion", "z"), ["zsh"]),
        (("accept", "D306", "activities/pers"), ["activities/personeel"]),
        (("rename", "activities/website", "we"), []),
    ],
    ids=" ".join,
)
def test_values_of_arguments_and_options(typed: tuple[str, ...], expected: list[str]) -> None:
    assert sorted(words(*typed)) == sorted(expected)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("activities/website", "own"), ["owner"]),
        (("activities/website", "data[lo"), ["data[log-data]."]),
        (("activities/website", "data[log-data].ret"), ["data[log-data].retention."]),
        (("activities/website", "data[log].retention.d"), ["data[log].retention.days"]),
        (("activities/website", "data[99].retention.d"), ["data[99].retention.days"]),
        (("activities/website", "pur"), ["purposes", "purposes[1].", "purposes[2].", "purposes[3]."]),
        (("activities/website", "purposes[1].ba"), ["purposes[1].basis", "purposes[1].balancing_test."]),
        (("activities/website.toml", "nonsense.x"), []),
        (("processors/mailchimp", "address.c"), ["address.city", "address.country"]),
        (("register", "controller.n"), ["controller.name"]),
        (("vocabulary", "data.career-scan.li"), ["data.career-scan.like"]),
        (("vocabulary", "data."), ["data.career-scan."]),
        (("measures/wachtwoordkluis", "stat"), ["status"]),
        (("nowhere/x", "own"), []),
        (("website", "own"), ["owner"]),
        (("activities/website", "--unset", "ris"), ["risk", "risk."]),
    ],
    ids=" ".join,
)
def test_keys(typed: tuple[str, ...], expected: list[str]) -> None:
    assert words("set", *typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("new", "processor", "--from", "mailc"), ["mailchimp"]),
        (("new", "activities", "--from", "mailc"), []),
        (("new", "activity", "--basis", "cont"), ["contract"]),
        (("new", "activity", "--processor", "web"), ["webhuis"]),
        (("new", "location", "--processor", "web"), ["webhuis"]),
        (("new", "activity", "--subject", "clients"), ["clients"]),
        (("new", "agreement", "--document", "documents/verwerkersovereenkomst-w"), ["documents/verwerkersovereenkomst-webhuis.md"]),
        (("new", "agreement", "--signed", ""), ["vandaag"]),
        (("new", "processor", "--basis"), []),
        (("new", "activity", "--bas"), ["--basis"]),
        (("init", "--country", "NL"), ["NL"]),
        (("init", "--starter", "practice"), ["practice"]),
        (("init", "--activities", "newsletter,website-a"), ["newsletter,website-analytics"]),
    ],
    ids=" ".join,
)
def test_answers_to_what_is_asked_of_a_new_record(typed: tuple[str, ...], expected: list[str]) -> None:
    assert words(*typed) == expected


def test_a_field_of_any_record() -> None:
    assert words("log", "--field", "reten") == ["retention", "retention."]
    assert "data[log-data].retention" in words("log", "activities/website", "--field", "data[log-data].r")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("activities/website", "status", "a"), ["active"]),
        (("activities/website", "data[name].required", "c"), ["contract"]),
        (("activities/website", "large_scale", ""), ["ja", "nee"]),
        (("activities/website", "next_review", ""), ["vandaag"]),
        (("activities/website", "recipients", "no"), ["none"]),
        (("activities/website", "processors", "--remove", ""), ["webhuis"]),
        (("activities/website", "processors", "--add", "w"), ["wolkmap"]),
        (("activities/website", "processors", "wolkmap", "w"), ["webhuis"]),
        (("activities/website", "processors", "--unset", "w"), []),
        (("activities/website", "data", "--remove", "lo"), ["log-data"]),
        (("activities/website", "data", "--add", "passp"), []),
        (("activities/website", "data", "--add", "career"), ["career-scan"]),
        (("processors/mailchimp", "address.country", "N"), ["NA", "NC", "NE", "NF", "NG", "NI", "NL", "NO", "NP", "NR", "NU", "NZ"]),
        (("activities/website", "dpia.document.path", "documents/dpia"), ["documents/dpia-clientdossiers.md"]),
        (("activities/website", "name", ""), []),
        (("activities/website", "nonsense", ""), []),
    ],
    ids=" ".join,
)
def test_values_of_a_key(typed: tuple[str, ...], expected: list[str]) -> None:
    assert [word for word in words("set", *typed) if word != "none" or "none" in expected] == expected


def test_each_is_explained_in_the_registers_language() -> None:
    def about(*typed: str) -> str:
        return offers(Typed(list(typed[:-1]), typed[-1]), read_table())[1][0][1]

    assert about("show", "processors/mail") == "Mailchimp"
    assert about("set", "activities/website", "data[log") == "Persoonsgegevens: loggegevens"
    assert about("set", "activities/website", "status", "a") == "actief"
    assert about("set", "activities/website", "status", "--lang", "en", "a") == "active"


def test_files_are_found_by_the_shell() -> None:
    assert offers(Typed(["verify"], "reg"), read_table()) == ("files", [])
    assert offers(Typed(["print", "-o"], ""), read_table()) == ("files", [])
    assert offers(Typed(["show", "--register"], "reg"), read_table()) == ("folders", [])


def test_every_name_that_a_verb_gives_to_a_value_is_known() -> None:
    """What stands for what: a new name needs a place in VALUES, also where nobody can know the value."""
    named = {each["value"] for verb in read_table()["verbs"].values() for each in [*verb["arguments"], *verb["options"]] if each.get("value")}
    for value in named:
        for name in value.replace("[", "").replace("]", "").removesuffix("...").rstrip(",").split("|"):
            is_file = name.startswith(("FILE", "DIR")) or name.endswith(".toml")
            assert name in VALUES or name.lower() in VOCABULARIES or name.islower() or is_file or re.fullmatch(r"[a-z]+/ID", name), value


def test_tags_and_branches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "register", base())
    git = tmp_path / ".git"
    (git / "refs" / "tags" / "seal").mkdir(parents=True)
    (git / "refs" / "tags" / "seal" / "2026-01").write_text("x")
    (git / "refs" / "tags" / "$(id)").write_text("x")
    (git / "packed-refs").write_text("# pack-refs\n0123 refs/heads/main\n0123 refs/tags/seal/2025-01\n^0123\n")
    monkeypatch.setenv("ROPA_REGISTER", str(tmp_path / "register"))
    assert words("log", "--rev", "") == ["seal/2025-01", "seal/2026-01", "main"]
    assert words("diff", "ma") == ["main"]


# -- the line -------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "before", "current", "kept", "quote"),
    [
        ("ropa show pro", ["ropa", "show"], "pro", "", ""),
        ("ropa show ", ["ropa", "show"], "", "", ""),
        ("ropa check --format=js", ["ropa", "check"], "--format=js", "--format=", ""),
        ("ropa x a:b", ["ropa", "x"], "a:b", "a:", ""),
        ("ropa set 'data[na", ["ropa", "set"], "data[na", "", "'"),
        ("ropa x --field='data[na", ["ropa", "x"], "--field=data[na", "--field=", "'"),
        ("ropa show 'activities/'web", ["ropa", "show"], "activities/web", "", ""),
        ("ropa set data\\[na", ["ropa", "set"], "data[na", "", ""),
        ('ropa "a b" "c', ["ropa", "a b"], "c", "", '"'),
        ("ropa '' x", ["ropa", ""], "x", "", ""),
        ("ropa $(rm x) ", ["ropa", "$(rm", "x)"], "", "", ""),
    ],
)
def test_the_words_of_a_line(line: str, before: list[str], current: str, kept: str, quote: str) -> None:
    assert read_line(line, BREAKS) == Typed(before, current, kept, quote)


@pytest.mark.parametrize(
    ("typed", "what", "metavar", "arguments"),
    [
        (("check", "--select", "T", "x"), "value", "[DIR]...", ()),
        (("set", "--yes", "a/b", "key"), "value", "KEY", ("a/b",)),
        (("set", "a/b", "key", "--", "-v"), "value", "[VALUE]...", ("a/b", "key")),
        (("print", "-oregister.pdf", "--act"), "option", "", ()),
        (("print", "--public=x"), "", "", ()),
        (("log", "a/b", "c"), "", "", ("a/b",)),
    ],
)
def test_what_is_asked_for(typed: tuple[str, ...], what: str, metavar: str, arguments: tuple[str, ...]) -> None:
    found = asked(Typed(list(typed[:-1]), typed[-1]), read_table()["verbs"])
    assert (found.what, found.metavar, found.arguments) == (what, metavar, arguments)


# -- what goes wrong ------------------------------------------------------------------------------------------------------------------------------------

HOSTILE = {
    "register.toml": 'language = "$(id)"\n[controller',
    "activities/good.toml": 'name = "\\u001b[2J$(id)`id`\\ttab\\nline"\ndata = [{category = "$(id)"}, {category = "x;id"}, {category = "name"}, 7]\n'
    'purposes = "no"\n',
    "activities/broken.toml": "data = [",
    "activities/$(id).toml": "",
    "activities/a b.toml": "",
    "activities/-rf.toml": "",
    "activities/'.toml": "",
    "activities/UPPER.toml": "",
    "vocabulary.toml": 'data = {"$(id)" = {name = "x"}, own = {name = "\\u0007;id"}, other = 7}\nsubjects = 3\n',
    "measures.toml": '"$(id)" = {}\nalarm = {name = 3}\nx = 1\n["a;b"]\n',
    "documents/$(id).md": "",
    "documents/good.md": "",
}


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register by somebody who means harm."""
    folder = write(tmp_path / "hostile", HOSTILE)
    (folder / "processors").symlink_to("/etc")
    os.mkfifo(folder / "accepted.toml")
    monkeypatch.setenv("ROPA_REGISTER", str(folder))
    return folder


def test_only_ids_are_offered_of_what_is_in_the_files(hostile: Path) -> None:
    assert words("show", "activities/") == ["activities/broken", "activities/good"]
    assert words("show", "measures/") == ["measures/alarm"]
    assert words("show", "processors/") == []
    assert words("set", "activities/good", "data[") == ["data[1].", "data[2].", "data[name].", "data[4]."]
    assert words("set", "activities/good", "pur") == ["purposes"]
    assert words("set", "activities/broken", "data") == ["data"]
    assert words("set", "vocabulary", "data.") == ["data.own.", "data.other."]
    assert words("set", "accepted", "acc") == ["accepted"]
    assert words("set", "activities/good", "data[1].category", "o")[:2] == ["own", "other"]
    assert words("set", "activities/good", "dpia.document.path", "doc") == ["documents/good.md"]


def test_no_explanation_is_anything_but_a_line_of_text(hostile: Path) -> None:
    for typed in (["show", "activities/"], ["set", "activities/good", "data["], ["set", "activities/good", "data[1].category", ""]):
        for shell in ("zsh", "fish"):
            for line in answer_for(shell, typed).split("\n")[1:]:
                assert line.count("\t") <= 1 and line.replace("\t", "").isprintable() and "\\" not in line


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(["set", "show", "log", "activities/good", "activities/", "data[", "--field", "--", "--add", "--register=", "x"]) | st.text(max_size=8),
        max_size=5,
    ),
    st.sampled_from(["", "data[1].", "activities/", "--", "--format=", "T4,", "purposes[1].basis"]) | st.text(max_size=8),
)
def test_whatever_is_typed_what_is_offered_is_harmless(hostile: Path, before: list[str], current: str) -> None:
    what, found = offers(Typed(before, current), read_table())
    assert what in ("words", "files", "folders")
    for word, about in found:
        assert word.startswith(current) and HARMLESS.fullmatch(word[len(current) :]), word
        assert about.isprintable()


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab '\"\\=:[$(`\t", max_size=20))
def test_any_line_is_read(line: str) -> None:
    typed = read_line(line, BREAKS)
    assert typed.current.startswith(typed.kept)


@pytest.mark.parametrize("place", ["none", "file", "nowhere", "unreadable"])
def test_without_a_register_verbs_and_values_are_offered_all_the_same(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ROPA_REGISTER")
    monkeypatch.chdir(tmp_path)
    if place != "none":
        monkeypatch.setenv("ROPA_REGISTER", str(tmp_path / place))
    if place == "file":
        (tmp_path / "file").write_text("x")
    if place == "unreadable":
        write(tmp_path / place, base())
        monkeypatch.setattr(os, "listdir", lambda *_: (_ for _ in ()).throw(PermissionError()))
    assert words("sho") == ["show"]
    assert words("show", "activities/") == []
    assert words("rule", "T401") == ["T401"]
    assert words("set", "activities/x", "own") == ["owner"]


def test_a_named_register_comes_first(tmp_path: Path) -> None:
    write(tmp_path / "other" / "register", {**base(), "processors/elders.toml": 'name = "Elders"\n'})
    assert words("show", "--register", str(tmp_path / "other"), "processors/el") == ["processors/elders"]
    assert words("show", f"--register={tmp_path}/other/register", "processors/el") == ["processors/elders"]


# -- the process ----------------------------------------------------------------------------------------------------------------------------------------


def answered(*typed: str, shell: str = "zsh", **more: str) -> subprocess.CompletedProcess[bytes]:
    """What the process answers."""
    environment = {**os.environ, "_ROPA_COMPLETE": shell, **more}
    return subprocess.run([sys.executable, "-m", "ropa", *typed], env=environment, capture_output=True, check=False)


def test_the_process_answers_and_says_nothing_else() -> None:
    done = answered("show", "processors/mailch")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == b"words\nprocessors/mailchimp\tMailchimp"
    for wrong in (answered(shell="nonsense"), answered(shell="bash"), answered("\udcff\udc80", "x"), answered("show", "\x00".strip("\x00") or "'")):
        assert (wrong.returncode, wrong.stderr) == (0, b"")


def test_nothing_that_takes_long_is_loaded() -> None:
    script = (
        "import sys; sys.argv = ['ropa', *sys.argv[1:]]; import ropa.cli; from ropa.completion import answer_for; answer_for('zsh', sys.argv[1:]);"
        "print([name for name in ('typer', 'rich', 'msgspec', 'tomlkit', 'ropa.register', 'ropa.model', 'subprocess', 'json') if name in sys.modules])"
    )
    for typed in (["show", "processors/"], ["set", "activities/website", "da"], ["set", "activities/website", "status", ""], ["log", "--rev", ""]):
        done = subprocess.run([sys.executable, "-c", script, *typed], capture_output=True, text=True, check=True)
        assert done.stdout == "[]\n"


# -- the shells -----------------------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def path_with_ropa(tmp_path: Path) -> str:
    """A PATH on which there is a ropa."""
    program = tmp_path / "bin" / "ropa"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ropa "$@"\n')
    program.chmod(0o755)
    return f"{program.parent}:{os.environ['PATH']}"


def shell_run(shell: str, script: str, path: str, *arguments: str) -> str:
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "HOME": str(Path(path.split(":")[0]))}
    quiet = {"bash": ["--norc", "--noprofile"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    done = subprocess.run([shell, *quiet, "-c", script, *arguments], env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""
    return done.stdout


needs = {shell: pytest.mark.skipif(shutil.which(shell) is None, reason=f"no {shell} here") for shell in ("bash", "zsh", "fish")}


@needs["bash"]
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ropa sho", ["show "]),
        ("ropa show pro", ["processors/"]),
        ("ropa show processors/mail", ["processors/mailchimp "]),
        ("ropa show 'processors/mail", ["processors/mailchimp"]),
        ("ropa check --format=ju", ["junit "]),
        ("ropa set activities/website data[log-", ["data\\[log-data\\]."]),
        ("ropa set activities/website data\\[log-data\\].retention.d", ["data\\[log-data\\].retention.days "]),
        ("ropa set activities/website 'data[log-", ["data[log-data]."]),
        ("ropa list zzz", []),
        ("ropa verify reg", []),
        ("ropa $(touch pwned) `touch pwned` sho", []),
    ],
)
def test_bash(line: str, expected: list[str], path_with_ropa: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "datal.retention.days").touch()  # a pattern that is not quoted would find it
    script = f'{script_of("bash")}\nCOMP_LINE=$0 COMP_POINT=${{#0}}\n_ropa ropa\nfor each in "${{COMPREPLY[@]}}"; do echo "<$each>"; done\ncomplete -p ropa'
    *found, registered = shell_run("bash", script, path_with_ropa, line).splitlines()
    assert [each[1:-1] for each in found] == expected
    assert registered == "complete -o default -o nospace -F _ropa ropa"
    assert not (tmp_path / "pwned").exists()


@needs["bash"]
def test_bash_in_the_middle_of_a_word(path_with_ropa: str) -> None:
    script = f'{script_of("bash")}\nset -f\nCOMP_LINE="ropa shxyz more" COMP_POINT=7\n_ropa ropa\necho "<${{COMPREPLY[*]}}>" $-'
    assert shell_run("bash", script, path_with_ropa).startswith("<show > ") and "f" in shell_run("bash", script, path_with_ropa).split()[-1]


def test_nothing_in_the_script_for_bash_is_newer_than_3_2() -> None:
    assert not re.search(r"mapfile|readarray|declare -A|local -n|&>>|\|&|\$\{\w+(,,|\^\^|@)|\[-1\]", script_of("bash"))


@needs["zsh"]
@pytest.mark.parametrize(
    ("typed", "expected"),
    [("ropa ov", "ropa overview "), ("ropa show processors/mail", "ropa show processors/mailchimp "), ("ropa renew ag", "ropa renew agreements/")],
)
def test_zsh(typed: str, expected: str, path_with_ropa: str, tmp_path: Path) -> None:
    """In a terminal of zsh's own, where a TAB is typed and the line is then printed."""
    (tmp_path / "_ropa").write_text(script_of("zsh"))
    inner = (
        f"fpath=({tmp_path} $fpath); autoload -Uz compinit; compinit -u -D; "
        "_show() { print -r -- \"<<$BUFFER>>\"; exit }; zle -N _show; bindkey '^X' _show; print READY"
    )
    script = (
        'zmodload zsh/zpty; zpty z zsh -f -i; zpty -w z "$0"; zpty -r -m z seen "*READY*READY*"; zpty -n -w z "$1"$\'\\t\'; '
        'zpty -n -w z $\'\\x18\'; zpty -r -m z seen "*<<*>>*"; print -r -- "${${seen##*<<}%%>>*}"'
    )
    assert shell_run("zsh", script, path_with_ropa, inner, typed).rstrip("\n") == expected


@needs["fish"]
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ropa sho", ["show\tEén record, met wat het noemt erbij."]),
        ("ropa show processors/mail", ["processors/mailchimp\tMailchimp"]),
        ("ropa set activities/website 'data[log-", ["data[log-data].\tPersoonsgegevens: loggegevens"]),
        ("ropa check --format=ju", ["--format=junit"]),
        ("ropa list zzz", []),
    ],
)
def test_fish(line: str, expected: list[str], path_with_ropa: str) -> None:
    assert shell_run("fish", f"{script_of('fish')}\ncomplete -C $argv[1]", path_with_ropa, line).splitlines() == expected


# -- `ropa completion` ----------------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Somebody's home."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "BASH_COMPLETION_USER_DIR", "ZDOTDIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SHELL", "/usr/bin/fish")
    yield tmp_path


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_printed(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", shell]) == 0
    assert capsys.readouterr().out == script_of(shell)


@pytest.mark.parametrize(
    ("shell", "place"),
    [("bash", ".local/share/bash-completion/completions/ropa"), ("zsh", ".zfunc/_ropa"), ("fish", ".config/fish/completions/ropa.fish")],
)
def test_the_script_is_put_where_the_shell_looks(shell: str, place: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):  # the second time in the place of the first
        assert run(["completion", shell, "--install"]) == 0
        assert str(home / place) in capsys.readouterr().err
    assert (home / place).read_text() == script_of(shell)
    assert {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()} == {place}, "nothing else is written"


def test_the_shell_is_known_from_the_environment(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "elsewhere"))
    assert run(["completion", "--install"]) == 0
    assert (home / "elsewhere" / "fish" / "completions" / "ropa.fish").exists()
    monkeypatch.setenv("SHELL", "/bin/ksh")
    assert run(["completion"]) == 2
    assert "ksh" in capsys.readouterr().err


def test_a_file_of_somebody_elses_stays(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = home / ".zfunc" / "_ropa"
    place.parent.mkdir()
    place.write_text("mine\n")
    assert run(["completion", "zsh", "--install"]) == 2
    assert "_ropa" in capsys.readouterr().err and place.read_text() == "mine\n"
    place.unlink()
    place.symlink_to(home / "dotfiles")
    assert run(["completion", "zsh", "--install"]) == 2
    assert place.is_symlink()


def test_a_folder_that_cannot_be_made(home: Path) -> None:
    (home / ".zfunc").write_text("a file")
    assert run(["completion", "zsh", "--install"]) == 2


def test_there_is_one_way(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    said: Any = capsys.readouterr().out
    assert "--install-completion" not in said and "completion" in said
