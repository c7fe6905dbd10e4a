"""What the pages show of the history in story.py: their `console` blocks, and somebody who types them.

`python -m tests.pages` puts the ids of the commits in the pages right, after register/ or the words of a commit changed.
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from ropa.cli import run
from tests.story import JORIS, MARLOES, NEWSLETTER, STEPS, git, is_someone, make, world

ROOT = Path(__file__).parent.parent
TOLD = ("docs/controle.md", "docs/audit.md", "docs/handleiding.md", "docs/guide.md", "README.md")
"""The pages that show something of this history."""
TODAY = "2026-11-22"
APPROVAL = next(step for step in STEPS if step.day == "2026-01-12")
"""The version that the guides save and seal before the reader's eyes."""
TIMELESS = ("rule", "log", "blame", "init", "schema", "completion")
"""The verbs that know no day."""
_HISTORY = ("log", "diff", "blame", "save", "seal", "verify", "init")
_CHANGING = re.compile(r"ropa (save|seal|diff(?=$| --))").match
_ERASED = re.compile(r"[^\n]*\r\x1b\[K")
"""What is said while it takes long, and wiped out afterwards."""
_ID = re.compile(r"\b[0-9a-f]{10}(?:[0-9a-f]{30}|[0-9a-f]{54})?\b")


def needs_history(command: str) -> bool:
    """Whether a command line has to do with the past."""
    return command.startswith(tuple(f"ropa {verb}" for verb in _HISTORY)) or any(word in command for word in (" --rev ", " --history ", "export history"))


def words(command: str, day: str) -> list[str]:
    """The words after `ropa` as a shell would give them, with a day where one is needed."""
    said = shlex.split(command, comments=True)[1:]
    if said[0] == "verify" and len(said) > 1 and not said[1].startswith("-"):  # a printed file says its day itself
        return said
    by_date = "--rev" in said and re.fullmatch(r"\d{4}-\d\d-\d\d", said[said.index("--rev") + 1])
    return said if said[0] in TIMELESS or {"--as-of", "--help"} & set(said) or by_date else [*said, "--as-of", day]


class Shown(NamedTuple):
    """A command of a `console` block, and the lines that the page shows of what it writes."""

    line: int
    command: str
    lines: list[str]


def shown_on(page: Path) -> list[list[Shown]]:
    """The `console` blocks of a page that have to do with the past."""
    text = page.read_text("utf-8")
    found = []
    for block in re.finditer(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        first, commands = text.count("\n", 0, block.start(1)) + 1, []
        for number, line in enumerate(block[1].splitlines()):
            if line.startswith("$ "):
                commands.append(Shown(first + number, line[2:], []))
            else:
                commands[-1].lines.append(line)
        if any(needs_history(each.command) for each in commands):
            found.append(commands)
    return found


class _Screen(io.TextIOWrapper):
    """A terminal of 80 columns, as far as the program can tell."""

    def isatty(self) -> bool:
        return True


class Reader:
    """Somebody who types what a page says: in the practice as it is now, and, what saves and seals, on the day on which the policy of 2026 was approved."""

    def __init__(self, story: Path, folder: Path) -> None:
        """Take where the story was made, and an empty folder."""
        self._now, self._then, self._clash = (folder / name / "praktijk" for name in ("now", "then", "clash"))
        for place in (self._now, self._then, self._clash):
            shutil.copytree(story / "praktijk", place)
        _undo_approval(self._then)
        _clash(self._clash)

    def type(self, block: list[Shown]) -> list[tuple[Shown, list[str]]]:
        """The lines that each command of a block writes, errors among them."""
        place = self._clash if block[0].command.startswith("git merge") else self._then if _CHANGING(block[0].command) else self._now
        day = TODAY if place == self._now else APPROVAL.day
        is_someone(MARLOES, APPROVAL.at if place == self._then else f"{day}T12:00:00+01:00")
        os.environ.update(COLUMNS="80", NO_COLOR="1")
        here, answers = os.getcwd(), []
        os.chdir(place)
        try:
            for each in block:
                written = _type(each.command, day)
                answers.append((each, [line.rstrip() for line in written.splitlines()]))
        finally:
            os.chdir(here)
        return answers


def _undo_approval(top: Path) -> None:
    """Go back to where the last approved version lies in the files, and is not yet saved."""
    seal = f"ropa/{APPROVAL.day}"
    git(top, "reset", "-q", "--hard", seal)
    git(top, "reset", "-q", "HEAD~1")
    git(top, "tag", "-d", seal)


def _clash(top: Path) -> None:
    """Have two people change the same line after the last approved version, one of them on a branch of his own."""
    git(top, "reset", "-q", "--hard", f"ropa/{APPROVAL.day}")
    file = top / "register" / NEWSLETTER
    text = file.read_text("utf-8")
    git(top, "switch", "-q", "-c", "joris")
    for owner, who, at in ((JORIS, JORIS, "2026-01-12T14:00:00+01:00"), (MARLOES, MARLOES, "2026-01-12T15:00:00+01:00")):
        is_someone(who, at)
        file.write_text(text.replace('owner = "Samira Tak"', f'owner = "{owner}"'), "utf-8")
        git(top, "commit", "-q", "-a", "-m", f"Nieuwsbrief naar {owner}")
        git(top, "switch", "-q", "main")


def _type(command: str, day: str) -> str:
    if command.startswith("cd "):
        os.chdir(command[3:])
        return ""
    if not command.startswith("ropa "):
        done = subprocess.run(["sh", "-c", command], check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        return done.stdout.decode()
    screen = _Screen(io.BytesIO(), "utf-8", write_through=True)
    before, sys.argv = sys.argv, ["ropa", *words(command, day)]  # where --lang is looked up
    try:
        with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen):
            assert run(sys.argv[1:]) in (0, 1, 2), command
    finally:
        sys.argv = before
    return _ERASED.sub("", screen.buffer.getvalue().decode())  # type: ignore[attr-defined]  # a BytesIO


def matched(shown: list[str], real: list[str], *, ids: bool = True) -> list[str]:
    """The lines that a page shows as they really are. “…” stands for what was left out; without `ids` one id is as good as another.

    Raises ValueError with the first line that is not there.
    """
    found, start = [], 0
    for line in shown:
        if line == "…":
            found.append(line)
            continue
        place = next((n for n in range(start, len(real)) if real[n] == line or (not ids and _ID.sub("#", real[n]) == _ID.sub("#", line))), None)
        if place is None:
            raise ValueError(line)
        found.append(real[place])
        start = place + 1
    return found


def mend(story: Path, folder: Path) -> None:
    """Put the ids in the pages right."""
    for page in TOLD:
        file = ROOT / page
        lines = file.read_text("utf-8").splitlines()
        reader = Reader(story, folder / file.stem)
        for block in shown_on(file):
            for each, real in reader.type(block):
                lines[each.line : each.line + len(each.lines)] = matched(each.lines, real, ids=False)
        file.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Make the story, and mend the pages by it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with world(folder / "home"):
            make(folder / "praktijk")
            mend(folder, folder / "pages")


if __name__ == "__main__":
    main()
