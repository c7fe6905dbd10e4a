"""`ropa edit`: small programs in the place of an editor; what they write is checked, written or kept, and never lost."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ropa.cli import run
from ropa.edit.draft import Draft
from ropa.edit.editor import find_editor
from ropa.errors import Failure
from tests.support import TODAY, base, write

AS_OF = ["--as-of", TODAY.isoformat()]
FILE = "activities/nieuwsbrief.toml"
TEXT = '#:schema ../.schema/activity.json\n# Onze nieuwsbrief.\nname = "Nieuwsbrief"   # drie spaties\nstatus = "draft"\n'
WRONG = "s/draft/concept/"
BROKEN = 's/"draft"/"draft/'
RIGHT = 's/Nieuwsbrief"/Maandbrief"/'


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    return write(tmp_path / "register", {**base(), FILE: TEXT, "measures.toml": '[alarm]\nkind = "access-control"\n'})


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Editors":
    return Editors(tmp_path, monkeypatch)


class Editors:
    """Programs in the place of an editor: shell scripts that get the file as $1, one after another where there are several."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.monkeypatch = folder, monkeypatch

    def __call__(self, *scripts: str, name: str = "EDITOR") -> None:
        """Each call of the editor runs the next script; the last one every time after that."""
        count = self.folder / "count"
        lines = [
            f"n=$(cat {count} 2>/dev/null || echo 0); echo $((n + 1)) > {count}",
            f'echo "$1" >> {self.folder}/asked',
            f'cat "$1" >> {self.folder}/seen',
            'case "$n" in',
        ]
        lines += [f"{number if number < len(scripts) - 1 else '*'}) {script} ;;" for number, script in enumerate(scripts)]
        self.write_script("\n".join([*lines, "esac"]), name)

    def sed(self, *expressions: str) -> None:
        self(*(f"sed -i '{expression}' \"$1\"" for expression in expressions))

    def write_script(self, text: str, name: str = "EDITOR") -> None:
        path = self.folder / "een editor"
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)
        self.monkeypatch.setenv(name, f"'{path}'")

    @property
    def asked(self) -> list[Path]:
        return [Path(line) for line in (self.folder / "asked").read_text().splitlines()]

    @property
    def seen(self) -> str:
        return (self.folder / "seen").read_text()


def edit(root: Path, *arguments: str) -> int:
    return run(["edit", *arguments, "--register", str(root), *AS_OF])


def kept(root: Path) -> list[Path]:
    return [path for path in (root.parent / "state").rglob("*.toml") if path.is_file()]


def test_what_was_saved_is_checked_shown_and_written(root: Path, editor: Editors, capsys: pytest.CaptureFixture[str]) -> None:
    editor.sed(RIGHT)
    assert edit(root, "activities/nieuwsbrief") == 0
    out, err = capsys.readouterr()
    assert '+name = "Maandbrief"   # drie spaties' in out
    assert "activities/nieuwsbrief.toml" in err
    assert (root / FILE).read_text() == TEXT.replace('Nieuwsbrief"', 'Maandbrief"')
    assert not kept(root)


def test_the_copy_is_the_users_own_and_says_what_it_is(root: Path, editor: Editors) -> None:
    editor('stat -c %a "$1" "$(dirname "$1")" > "$(dirname "$0")/modes"')
    assert edit(root, "activity/nieuwsbrief") == 0
    [path] = editor.asked
    assert path.name == "nieuwsbrief.toml"
    assert root not in path.parents
    assert (root.parent / "modes").read_text().split() == ["600", "700"]
    assert editor.seen == TEXT


def test_nothing_changed(root: Path, editor: Editors, capsys: pytest.CaptureFixture[str]) -> None:
    editor('touch "$1"')
    assert edit(root, "nieuwsbrief") == 0
    assert capsys.readouterr() == ("", "Er is niets gewijzigd.\n")
    assert not kept(root)


@pytest.mark.parametrize(
    ("record", "file"),
    [
        ("register", "register.toml"),
        ("measures", "measures.toml"),
        ("measures/alarm", "measures.toml"),
        ("measures.toml", "measures.toml"),
        ("vocabulary", "vocabulary.toml"),
        ("accepted", "accepted.toml"),
        ("activities/nieuwsbrief.toml", FILE),
        ("nieuwsbrief", FILE),
    ],
)
def test_every_file_can_be_edited(root: Path, editor: Editors, record: str, file: str) -> None:
    before = (root / file).read_text() if (root / file).exists() else ""
    editor('printf "# erbij\\n" >> "$1"')
    assert edit(root, record) == 0
    assert (root / file).read_text() == before + "# erbij\n"


@pytest.mark.parametrize("broken", ["measures/alarm", "measures", "activities/nieuwsbrief"])
def test_a_file_that_is_broken_can_be_put_right(root: Path, editor: Editors, broken: str) -> None:
    file = FILE if "nieuws" in broken else "measures.toml"
    text = (root / file).read_text()
    write(root, {file: text + 'x = "\n'})
    editor("sed -i '$d' \"$1\"")
    assert edit(root, broken) == 0
    assert (root / file).read_text() == text


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("activities/nieuwsbrif", ["activities/nieuwsbrief", "ropa new activity nieuwsbrif"]),
        ("processor/Mijn Bank", ["ropa new processor mijn-bank"]),
        ("measures/slot", ["ropa new measure slot"]),
        ("zomaar", ["ropa new"]),
        ("dingen/x", ["dingen"]),
    ],
)
def test_what_is_not_there(root: Path, editor: Editors, record: str, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    editor("false")
    assert edit(root, record) == 2
    said = capsys.readouterr().err
    assert said.startswith("ropa: ")
    assert all(word in said for word in words), said


# -- errors -----------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("expression", "rule"), [(BROKEN, "F001"), (WRONG, "F006"), ("s/^status/statusje/", "F004")])
def test_new_errors_are_not_written_where_nobody_can_be_asked(
    root: Path, editor: Editors, expression: str, rule: str, capsys: pytest.CaptureFixture[str]
) -> None:
    editor.sed(expression)
    assert edit(root, "activities/nieuwsbrief") == 1
    out, err = capsys.readouterr()
    assert f"{FILE}:4:" in out
    assert rule in out
    assert (root / FILE).read_text() == TEXT
    [path] = kept(root)
    assert str(path) in err
    assert "ropa edit activities/nieuwsbrief" in err
    assert path.read_text() == subprocess.run(["sed", expression], input=TEXT, capture_output=True, text=True, check=True).stdout


def test_with_yes_they_are(root: Path, editor: Editors) -> None:
    editor.sed(BROKEN)
    assert edit(root, "activities/nieuwsbrief", "--yes") == 0
    assert '"draft\n' in (root / FILE).read_text()
    assert not kept(root)


def test_errors_that_were_there_already_hold_nothing_back(root: Path, editor: Editors) -> None:
    write(root, {FILE: TEXT + 'onbekend = "x"\n'})
    editor.sed(RIGHT)
    assert edit(root, "activities/nieuwsbrief") == 0


def test_a_file_that_stays_unreadable_is_said(root: Path, editor: Editors) -> None:
    write(root, {FILE: TEXT + 'x = "\n'})
    editor.sed(RIGHT)
    assert edit(root, "activities/nieuwsbrief") == 1


def test_a_dry_run_writes_nothing_and_keeps_the_text(root: Path, editor: Editors, capsys: pytest.CaptureFixture[str]) -> None:
    editor.sed(RIGHT)
    assert edit(root, "activities/nieuwsbrief", "--dry-run") == 0
    assert (root / FILE).read_text() == TEXT
    [path] = kept(root)
    assert str(path) in capsys.readouterr().err


# -- nothing is lost --------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["exit 3", "kill -9 $$"])
def test_an_editor_that_ends_with_an_error(root: Path, editor: Editors, end: str, capsys: pytest.CaptureFixture[str]) -> None:
    editor(f"sed -i '{RIGHT}' \"$1\"; {end}")
    assert edit(root, "activities/nieuwsbrief") == 2
    assert (root / FILE).read_text() == TEXT
    [path] = kept(root)
    assert "Maandbrief" in path.read_text()
    assert str(path) in capsys.readouterr().err


def test_an_editor_that_ends_with_an_error_and_wrote_nothing(root: Path, editor: Editors, capsys: pytest.CaptureFixture[str]) -> None:
    editor("exit 1")
    assert edit(root, "activities/nieuwsbrief") == 2
    assert "een editor" in capsys.readouterr().err
    assert not kept(root)


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(root: Path, editor: Editors, capsys: pytest.CaptureFixture[str]) -> None:
    editor(f"sed -i '{RIGHT}' \"$1\"; echo '# van een ander' >> '{root / FILE}'")
    assert edit(root, "activities/nieuwsbrief") == 2
    assert (root / FILE).read_text() == TEXT + "# van een ander\n"
    [path] = kept(root)
    assert "Maandbrief" in path.read_text()
    said = capsys.readouterr().err
    assert str(path) in said
    assert str(root / FILE) in said


def test_a_text_that_was_kept_is_not_overwritten_by_the_next(root: Path, editor: Editors, capsys: pytest.CaptureFixture[str]) -> None:
    editor.sed(WRONG, "s/Onze/Mijn/")
    assert edit(root, "activities/nieuwsbrief") == 1
    capsys.readouterr()
    assert edit(root, "activities/nieuwsbrief") == 0  # nobody to ask: it begins anew
    [path] = kept(root)
    assert "concept" in path.read_text()
    assert str(path) in capsys.readouterr().err
    assert "# Mijn" in (root / FILE).read_text()


def test_an_editor_that_takes_the_file_away(root: Path, editor: Editors, capsys: pytest.CaptureFixture[str]) -> None:
    editor('rm "$1"')
    assert edit(root, "activities/nieuwsbrief") == 2
    assert (root / FILE).read_text() == TEXT
    assert "weggehaald" in capsys.readouterr().err


def test_an_editor_that_puts_another_file_in_its_place(root: Path, editor: Editors) -> None:
    editor(f'sed \'{RIGHT}\' "$1" > "$1.new"; mv "$1.new" "$1"')
    assert edit(root, "activities/nieuwsbrief") == 0
    assert "Maandbrief" in (root / FILE).read_text()


def test_one_at_a_time(root: Path, editor: Editors, capsys: pytest.CaptureFixture[str]) -> None:
    editor.sed(RIGHT)
    draft = Draft(str(root), FILE)
    assert edit(root, "activities/nieuwsbrief") == 2
    assert "ander venster" in capsys.readouterr().err
    draft.close()
    assert edit(root, "activities/nieuwsbrief") == 0


def test_no_place_of_ones_own(root: Path, editor: Editors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null/state")
    editor.sed(RIGHT)
    assert edit(root, "activities/nieuwsbrief") == 0
    assert "Maandbrief" in (root / FILE).read_text()


def test_a_link_is_not_edited(root: Path, editor: Editors) -> None:
    (root / FILE).unlink()
    (root.parent / "elders.toml").write_text(TEXT)
    os.symlink(root.parent / "elders.toml", root / FILE)
    editor.sed(RIGHT)
    assert edit(root, "activities/nieuwsbrief") == 2
    assert (root.parent / "elders.toml").read_text() == TEXT


# -- which editor -----------------------------------------------------------------------------------------------------------------------------------------


def test_visual_comes_before_editor_and_options_are_no_shell(root: Path, editor: Editors, monkeypatch: pytest.MonkeyPatch) -> None:
    editor("true", name="VISUAL")
    monkeypatch.setenv("VISUAL", f"{os.environ['VISUAL']} -x '$(touch {root}/gevaar)' ; touch {root}/gevaar")
    monkeypatch.setenv("EDITOR", "false")
    assert edit(root, "nieuwsbrief") == 0
    assert not (root / "gevaar").exists()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("geen-editor -x", ["geen-editor -x"]),
        ("/", ["/"]),
        ("'nano", ["EDITOR", "aanhalingsteken"]),
        ("code", ['EDITOR="code --wait"']),
        ("/usr/bin/gedit", ["--wait"]),
    ],
)
def test_an_editor_that_cannot_be_used(root: Path, command: str, words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("EDITOR", command)
    assert edit(root, "nieuwsbrief") == 2
    said = capsys.readouterr().err
    assert all(word in said for word in words), said
    assert (root / FILE).read_text() == TEXT


def test_without_a_terminal_no_editor_is_guessed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert edit(root, "nieuwsbrief") == 2
    assert "EDITOR" in capsys.readouterr().err


def test_git_says_which_but_not_the_git_of_the_register(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run(["git", "init", "--quiet", root], check=True)
    subprocess.run(["git", "-C", root, "config", "core.editor", "kwaad"], check=True)
    monkeypatch.chdir(root)
    assert find_editor().source == ""
    (tmp_path / "gitconfig").write_text("[core]\neditor = emacs -nw\n")
    assert find_editor() == (["emacs", "-nw"], "core.editor")


def test_no_editor_at_all(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Failure, match="no-editor"):
        find_editor()


# -- the lines above the text -----------------------------------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.binary(max_size=80) | st.text("#ropa| \r\nab", max_size=40).map(str.encode), lines=st.lists(st.text(max_size=20), max_size=3))
def test_what_is_put_above_the_text_is_taken_out_again(root: Path, text: bytes, lines: list[str]) -> None:
    draft = Draft(str(root), FILE)
    try:
        draft.begin(text)
        if draft.note([line.replace("\n", " ").replace("\r", " ") for line in lines]):
            assert draft.text == text
            draft.clear()
            assert Path(draft.path).read_bytes() == text
    finally:
        draft.throw_away()
        draft.close()


# -- at a terminal ----------------------------------------------------------------------------------------------------------------------------------------


class Terminal:
    """The command at a terminal of its own: what it shows, and what is typed."""

    def __init__(self, root: Path, *arguments: str) -> None:
        self.process_id, self.handle = pty.fork()
        if not self.process_id:
            os.chdir(Path(__file__).parent.parent)
            os.execv(sys.executable, [sys.executable, "-m", "ropa", "edit", *arguments, "--register", str(root), *AS_OF])
        self.shown = ""

    def wait_for(self, text: str) -> None:
        end = time.monotonic() + 20
        while text not in self.shown:
            assert time.monotonic() < end, self.shown
            if select.select([self.handle], [], [], 0.2)[0]:
                self._read()

    def type(self, text: str) -> None:
        self.shown = ""
        os.write(self.handle, text.encode())

    def end(self) -> int:
        while self._read():
            pass
        os.close(self.handle)
        return os.waitstatus_to_exitcode(os.waitpid(self.process_id, 0)[1])

    def _read(self) -> bool:
        try:
            data = os.read(self.handle, 65536)
        except OSError:  # how a terminal says that nobody is there any more
            return False
        self.shown += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)


def test_back_to_the_editor_with_the_errors_above_the_text(root: Path, editor: Editors) -> None:
    editor.sed(WRONG, "s/concept/draft/;" + RIGHT)
    terminal = Terminal(root, "activities/nieuwsbrief")
    terminal.wait_for("[1]")
    assert "F006" in terminal.shown
    assert "^" in terminal.shown
    terminal.type("\n")
    assert terminal.end() == 0
    assert (root / FILE).read_text() == TEXT.replace('Nieuwsbrief"', 'Maandbrief"')
    notes = [line for line in editor.seen.splitlines() if line.startswith("#ropa| ")]
    assert len(notes) == 2
    assert "regel 6" in notes[1]  # the fourth, below these two
    assert not kept(root)


def test_written_all_the_same(root: Path, editor: Editors) -> None:
    editor.sed(WRONG)
    terminal = Terminal(root, "activities/nieuwsbrief")
    terminal.wait_for("[1]")
    terminal.type("2\n")
    assert terminal.end() == 0
    assert "concept" in (root / FILE).read_text()


@pytest.mark.parametrize("answer", ["3\n", "\x03", "\x04"])
def test_stopped_and_gone_on_with_the_next_time(root: Path, editor: Editors, answer: str) -> None:
    editor.sed(WRONG, "s/concept/draft/;" + RIGHT)
    terminal = Terminal(root, "activities/nieuwsbrief")
    terminal.wait_for("[1]")
    terminal.type(answer)
    assert terminal.end() in (1, 130)
    [path] = kept(root)
    assert "".join(str(path).split()) in "".join(terminal.shown.split())
    assert "#ropa" not in path.read_text()
    terminal = Terminal(root, "activities/nieuwsbrief")
    terminal.wait_for("[J/n]")
    terminal.type("\n")
    assert terminal.end() == 0
    assert (root / FILE).read_text() == TEXT.replace('Nieuwsbrief"', 'Maandbrief"')
    assert not kept(root)


def test_what_was_kept_of_an_older_version_is_asked_about_before_it_is_written(root: Path, editor: Editors) -> None:
    editor.sed(WRONG, "s/concept/draft/;" + RIGHT)
    assert edit(root, "activities/nieuwsbrief") == 1
    write(root, {FILE: TEXT + "# van een ander\n"})
    terminal = Terminal(root, "activities/nieuwsbrief")
    terminal.wait_for("[J/n]")
    assert "veranderd" in terminal.shown
    terminal.type("j\n")
    terminal.wait_for("[j/N]")
    assert "-# van een ander" in terminal.shown
    terminal.type("n\n")
    assert terminal.end() == 1
    assert (root / FILE).read_text() == TEXT + "# van een ander\n"
    assert kept(root)


def test_begun_anew(root: Path, editor: Editors) -> None:
    editor.sed(WRONG, RIGHT)
    assert edit(root, "activities/nieuwsbrief") == 1
    terminal = Terminal(root, "activities/nieuwsbrief")
    terminal.wait_for("[J/n]")
    terminal.type("n\n")
    assert terminal.end() == 0
    assert (root / FILE).read_text() == TEXT.replace('Nieuwsbrief"', 'Maandbrief"')
    [path] = kept(root)
    assert "concept" in path.read_text()


def test_ctrl_c_is_the_editors(root: Path, editor: Editors) -> None:
    editor(f'trap \'sed -i "{RIGHT.replace(chr(34), chr(92) + chr(34))}" "$1"; exit 0\' INT; echo klaar; while :; do sleep 0.05; done')
    terminal = Terminal(root, "activities/nieuwsbrief")
    terminal.wait_for("klaar")
    terminal.type("\x03")
    assert terminal.end() == 0
    assert "Maandbrief" in (root / FILE).read_text()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_ended_while_it_was_being_written(root: Path, editor: Editors, number: signal.Signals) -> None:
    editor(f"sed -i '{RIGHT}' \"$1\"; echo klaar; exec sleep 5", "true")
    terminal = Terminal(root, "activities/nieuwsbrief")
    terminal.wait_for("klaar")
    os.kill(terminal.process_id, number)
    assert terminal.end() != 0
    assert (root / FILE).read_text() == TEXT
    [path] = kept(root)
    assert "Maandbrief" in path.read_text()
    terminal = Terminal(root, "activities/nieuwsbrief")
    terminal.wait_for("[J/n]")
    terminal.type("\n")
    assert terminal.end() == 0
    assert "Maandbrief" in (root / FILE).read_text()
