"""The README and the guides: their commands run, their output is real, their registers are right, their links lead somewhere."""

import glob
import re
import shlex
import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
import toml_rs

from ropa.cli import run
from ropa.findings import check
from ropa.model.kinds import KINDS
from ropa.model.read import read
from ropa.register import Register
from ropa.source.folder import Folder
from tests.support import TODAY

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "docs/handleiding.md", "docs/guide.md")
GUIDES = PAGES[1:]
TIMELESS = ("rule",)
"""The verbs that know no day."""


class Block(NamedTuple):
    """A fenced block of a page."""

    page: str
    line: int
    kind: str
    text: str


def blocks(page: str, *kinds: str) -> list[Block]:
    """The fenced blocks of these kinds."""
    text = (ROOT / page).read_text("utf-8")
    found = re.finditer(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [Block(page, text.count("\n", 0, match.start()) + 2, match[1], match[2]) for match in found if match[1] in kinds]


def commands() -> list[tuple[str, str]]:
    """Every command line `ropa …` of the pages, with its place; each once."""
    found: dict[str, str] = {}
    for page in PAGES:
        for block in blocks(page, "sh", "console"):
            for number, line in enumerate(block.text.splitlines()):
                if (command := line.removeprefix("$ ")).startswith("ropa "):
                    found.setdefault(command, f"{page}:{block.line + number}")
        prose = re.sub(r"^```.*?^```$", "", (ROOT / page).read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
        for command in re.findall(r"`(ropa [^`]+)`", prose):
            found.setdefault(command, page)
    return [(command, place) for command, place in found.items() if "…" not in command]


COMMANDS = commands()


def arguments(command: str) -> list[str]:
    """The words after `ropa` as a shell would give them: comments gone, patterns filled in, no output to a file; with a day."""
    words = shlex.split(command, comments=True)[1:]
    if ">" in words:
        words = words[: words.index(">")]
    filled = [name for word in words for name in (sorted(glob.glob(word)) if "*" in word else [word])]
    if filled[0] not in TIMELESS and not {"--as-of", "--help"} & set(filled):
        filled += ["--as-of", TODAY.isoformat()]
    return filled


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the registers, as one has it after cloning, and the other folders that the guides speak of."""
    for source, target in (("register", "register"), ("examples", "examples"), ("examples", "klanten"), ("register", "privacy/register")):
        shutil.copytree(ROOT / source, tmp_path / target)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_there_are_commands() -> None:
    assert len(COMMANDS) > 50
    said = {shlex.split(command, comments=True)[1] for command, _ in COMMANDS}
    assert {"check", "rule", "overview", "list", "show", "transfers", "agenda", "export", "schema"} <= said


@pytest.mark.parametrize(("command", "place"), COMMANDS, ids=[command for command, _ in COMMANDS])
@pytest.mark.usefixtures("clone")
def test_commands_run(command: str, place: str, capfd: pytest.CaptureFixture[str]) -> None:
    code = run(arguments(command))
    captured = capfd.readouterr()
    assert code in (0, 1), f"{place}: {command}\n{captured.err}"
    assert captured.out or captured.err, f"{place}: {command} says nothing"


@pytest.mark.parametrize("block", blocks("README.md", "console"), ids=lambda block: f"line {block.line}")
@pytest.mark.usefixtures("clone")
def test_output_is_real(block: Block, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """At 80 columns. “…” stands for what was left out; every other line is there, in this order."""
    monkeypatch.setenv("COLUMNS", "80")
    command, *shown = block.text.splitlines()
    run(arguments(command.removeprefix("$ ")))
    real = [line.rstrip() for line in capfd.readouterr().out.splitlines()]
    start = 0
    for number, line in enumerate(shown, 1):
        if line != "…":
            assert line in real[start:], f"README.md:{block.line + number} is no longer what `{command}` prints: {line}"
            start = real.index(line, start) + 1


# -- the register that a guide builds -------------------------------------------------------------------------------------------------------------------


def built(page: str, folder: Path, *, until: int | None = None) -> list[str]:
    """Write the files that the blocks of a guide show, a later one over an earlier one; returns the codes of what the check then finds."""
    for block in blocks(page, "toml")[:until]:
        if named := re.match(r"# (\S+\.toml)\n", block.text):
            path = folder / named[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, "utf-8")
    return [finding.rule.code for finding in check(Register(Folder(str(folder))), TODAY) if not finding.accepted]


@pytest.mark.parametrize("page", GUIDES)
def test_a_guide_ends_in_a_register_without_findings(page: str, tmp_path: Path) -> None:
    assert built(page, tmp_path) == []


@pytest.mark.parametrize("page", GUIDES)
def test_three_lines_bring_five_warnings(page: str, tmp_path: Path) -> None:
    assert len(built(page, tmp_path, until=2)) == 5
    assert not [finding for finding in check(Register(Folder(str(tmp_path))), TODAY) if finding.severity == "error"]


@pytest.mark.parametrize("page", GUIDES)
def test_the_finding_that_a_guide_shows_is_real(page: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    built(page, tmp_path, until=2)
    [shown] = [block for block in blocks(page, "text") if "→" in block.text]
    run(["check", str(tmp_path), "--as-of", TODAY.isoformat(), "--format", "text"])
    real = " ".join(capfd.readouterr().out.split())
    for line in shown.text.splitlines():
        if "|" not in line and line.strip() != "^":  # an excerpt is cut to the width of the screen
            assert " ".join(line.split()) in real


def test_the_dutch_guide_leaves_only_the_cabinet(tmp_path: Path) -> None:
    built("docs/handleiding.md", tmp_path)
    (tmp_path / "accepted.toml").unlink()
    [finding] = check(Register(Folder(str(tmp_path))), TODAY)
    assert (finding.rule.name, finding.severity) == ("paper-protection", "warning")


@pytest.mark.parametrize("block", [block for page in PAGES for block in blocks(page, "toml")], ids=lambda block: f"{block.page}:{block.line}")
def test_toml_is_of_its_kind(block: Block) -> None:
    """“# in FILE” shows a part of a file: its keys and types are right all the same."""
    data = toml_rs.loads(block.text, parse_float=float)
    named = re.match(r"# in (\S+\.toml)\n", block.text)
    if named is None:
        return
    place = named[1].split("/")[0]
    [kind] = [kind for kind in KINDS if kind.place == place]
    _, wrong = read(kind.table, "test", data)
    assert [each for each in wrong if each.what != "required-key"] == []


# -- links ----------------------------------------------------------------------------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """The anchors of the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", (ROOT / page).read_text("utf-8")):
        assert "://" not in target, f"{page}: a link out of the repository: {target}"
        path, _, anchor = target.partition("#")
        file = (ROOT / page).parent / path if path else ROOT / page
        assert file.exists(), f"{page}: {target} is not there"
        assert not anchor or anchor in anchors(file), f"{page}: {target} has no such heading"


def test_the_day_of_the_pages() -> None:
    assert date(2026, 11, 22) == TODAY
