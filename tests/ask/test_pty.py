"""The whole program at a terminal of its own."""

import os
import pty
import re
import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import toml_rs

from tests.support import base, write

DAY = "2026-11-22"
PATIENCE = 20
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r")


class Session:
    """A program at a terminal: what it says, and what is typed."""

    def __init__(self, pid: int, handle: int) -> None:
        self.pid, self.handle, self.said = pid, handle, ""
        self._seen = 0

    def wait_for(self, text: str) -> str:
        """Read until a text comes; returns what came before it since the last time."""
        end = time.monotonic() + PATIENCE
        while text not in ESCAPES.sub("", self.said[self._seen :]):
            assert time.monotonic() < end, f"“{text}” did not come:\n{ESCAPES.sub('', self.said)}"
            if not self._read():
                raise AssertionError(f"ended before “{text}”:\n{ESCAPES.sub('', self.said)}")
        found = ESCAPES.sub("", self.said[self._seen :])
        self._seen = len(self.said)
        return found

    def type(self, keys: str) -> None:
        os.write(self.handle, keys.encode())

    def answer(self, question: str, keys: str) -> None:
        self.wait_for(question)
        self.type(keys)

    def end(self) -> int:
        """Read to the end; returns the exit code."""
        end = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < end, self.said
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _read(self) -> bool:
        ready, _, _ = select.select([self.handle], [], [], 1)
        if not ready:
            return True
        try:
            data = os.read(self.handle, 65_536)
        except OSError:
            return False
        self.said += data.decode("utf-8", "replace")
        return bool(data)


@contextmanager
def at_terminal(where: Path, *arguments: str, term: str = "xterm") -> Iterator[Session]:
    """Run the command in a folder, at a terminal of 80 columns."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "ROPA_"))}
    home = where.parent / "home"
    home.mkdir(exist_ok=True)
    environment = {**kept, "TERM": term, "COLUMNS": "80", "LINES": "24", "ROPA_LANG": "nl", "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1", "NO_COLOR": "1"}
    environment["PYTHONPATH"] = str(Path(__file__).parent.parent.parent)
    pid, handle = pty.fork()
    if pid == 0:  # pragma: no cover - another process
        os.chdir(where)
        os.execve(sys.executable, [sys.executable, "-m", "ropa", *arguments], environment)
    session = Session(pid, handle)
    try:
        yield session
    finally:
        try:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(handle)


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    (tmp_path / "leeg").mkdir()
    return tmp_path / "leeg"


def test_a_register_at_a_terminal(empty: Path) -> None:
    with at_terminal(empty, "init", "--as-of", DAY) as session:
        session.answer("In welke taal", "\r")
        session.answer("Hoe heet uw organisatie?", "Praktijk De Wilg\r")
        session.answer("In welk land", "belg\r")
        session.answer("Straat", "\r")
        session.answer("Postcode", "\r")
        session.answer("Plaats", "Gent\r")
        session.answer("E-mailadres", "geen\r")
        session.answer("lijkt geen e-mailadres", "\x15info@wilg.example\r")
        session.answer("Telefoon", "<")  # back to the address, and on
        session.answer("E-mailadres", "post@wilg.example\r")
        session.answer("Telefoon", "\r")
        session.answer("ondernemingsnummer", "\r")
        session.answer("Wat doet uw organisatie?", "coach\r")
        session.answer("Hoeveel mensen", "twee\r")
        session.answer("Geef een getal", "\x152\r")
        session.answer("functionaris", "?")
        session.answer("art. 21 wet van 30 juli 2018", "n\r")
        session.answer("Geldt dit voor uw organisatie?", "j\r")
        session.answer("Wat lijkt het meest", "praktijk\r")
        session.answer("Welke van deze verwerkingen", "\r")
        session.answer("meteen aanvullen", "\r")
        session.wait_for("Zo schrijven?")
        assert everything(empty) == []
        session.type("j\n")
        session.wait_for("ropa new processor")
        assert session.end() == 0
    data = toml_rs.loads((empty / "register" / "register.toml").read_text("utf-8"))
    assert data["controller"]["email"] == "post@wilg.example"
    assert data["controller"]["address"] == {"city": "Gent", "country": "BE"}
    assert data["authority"] == "be-gba"
    assert (empty / ".git" / "hooks" / "pre-commit").exists()


ANSWERS = ["\r", "X\r", "\r", "\r", "\r", "\r", "x@x.example\r", "\r", "\r", "\r", "\r", "\r", "praktijk\r", "\r", "j\r", "\r"]
QUESTIONS = ["In welke taal", "Hoe heet uw organisatie?", "In welk land", "Straat", "Postcode", "Plaats", "E-mailadres", "Telefoon", "KvK", "Wat doet"]
QUESTIONS += ["Hoeveel mensen", "functionaris", "Wat lijkt", "Welke van deze", "meteen aanvullen", "maatregelen"]


@pytest.mark.parametrize(("stop", "key"), [(0, "\x03"), (1, "\x04"), (2, "\x03"), (6, "\x04"), (11, "\x03"), (13, "\x03"), (15, "\x03"), (16, "\x04")])
def test_stopping_writes_nothing(empty: Path, stop: int, key: str) -> None:
    with at_terminal(empty, "init", "--as-of", DAY) as session:
        for question, answer in zip(QUESTIONS[:stop], ANSWERS[:stop], strict=True):
            session.answer(question, answer)
        session.wait_for("Enter: later" if stop == len(QUESTIONS) else QUESTIONS[stop])
        session.type(key)
        session.wait_for("er is niets veranderd")
        assert session.end() == 130
    assert everything(empty) == []


def test_a_record_made_on_the_way_and_stopped(tmp_path: Path) -> None:
    register = write(tmp_path / "register", base())
    before = everything(register)
    with at_terminal(register, "new", "agreement", "--as-of", DAY) as session:
        session.answer("Wat voor overeenkomst", "\r")
        session.answer("Met welke verwerker?", "Boekhouder Bart\r")
        session.answer("Wat doet deze verwerker", "\x03")
        session.wait_for("er is niets veranderd")
        assert session.end() == 130
    assert everything(register) == before


def test_a_plain_terminal(empty: Path) -> None:
    """TERM=dumb: lines and numbers."""
    with at_terminal(empty, "init", "--as-of", DAY, term="dumb") as session:
        session.answer("> ", "1\n")
        session.answer("Hoe heet uw organisatie?", "\n")
        session.answer("Hier is een antwoord nodig", "Praktijk De Wilg\n")
        session.answer("In welk land", "neder\n")
        session.answer("2. Caribisch Nederland", "1\n")
        session.answer("Straat", "?\n")
        session.answer("privacyverklaring", "<\n")
        session.answer("In welk land", "nl\n")
        for question in ("Straat", "Postcode", "Plaats", "E-mailadres", "Telefoon", "KvK", "Wat doet", "Hoeveel", "functionaris"):
            session.answer(question, "\n")
        session.answer("Wat lijkt het meest", "zoiets\n")
        session.answer("Niets gevonden", "none\n")
        session.answer("Zo schrijven?", "j\n")
        assert session.end() == 0
    assert "\x1b" not in session.said
    assert toml_rs.loads((empty / "register" / "register.toml").read_text("utf-8"))["controller"]["address"] == {"country": "NL"}


def test_a_plain_terminal_stopped(empty: Path) -> None:
    with at_terminal(empty, "init", "--as-of", DAY, term="dumb") as session:
        session.answer("In welke taal", "\n")
        session.answer("Hoe heet uw organisatie?", "\x04")
        session.wait_for("er is niets veranderd")
        assert session.end() == 130
    assert everything(empty) == []
