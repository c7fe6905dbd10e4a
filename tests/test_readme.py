"""The README and the guides: their commands run, their output is real, their registers are right, their links lead somewhere.

What they say of the past is run in the history of story.py; `python -m tests.pages` puts the ids of its commits in the pages right.
"""

import glob
import re
import shlex
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
import toml_rs

from ropa.cli import run
from ropa.cli.app import VERBS
from ropa.findings import check
from ropa.model.kinds import KINDS
from ropa.model.read import read
from ropa.register import Register
from ropa.source.folder import Folder
from tests import pages, story
from tests.support import TODAY

ROOT = Path(__file__).parent.parent
GUIDES = ("docs/handleiding.md", "docs/guide.md")
PAGES = ("README.md", *GUIDES, "docs/audit.md", "docs/controle.md", "docs/ci.md")
IN_JOBS = re.compile(r"(?:^|[\s/])(ropa (?:check|verify|diff) [^>|\n]*)", re.MULTILINE)
"""The commands in the jobs of a server."""


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


ASKING = {verb for verb, (_, _, panel) in VERBS.items() if panel == "change"} - {"fmt"} | {"import", "new"}
"""Verbs that ask before they write."""


def arguments(command: str) -> list[str]:
    """The words after `ropa` as a shell would give them: comments gone, patterns filled in, no output to a file; with a day."""
    words = pages.words(command, TODAY.isoformat())
    if ">" in words:
        place = words.index(">")
        del words[place : place + 2]
    if words[0] in ASKING and "--dry-run" not in words:
        words.append("--yes")  # which is what a reader says
    return [name for word in words for name in (sorted(glob.glob(word)) if "*" in word else [word])]


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the registers, as one has it after cloning, and the other folders that the guides speak of."""
    for name in ("register", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("activities.csv", "verwerkingen.csv"):
        (tmp_path / name).write_text("Verwerking;Doel;Grondslag\nKerstkaarten;Relaties een kaart sturen;gerechtvaardigd belang\n", "utf-8")
    (tmp_path / "klanten").symlink_to("examples")
    (tmp_path / "privacy").mkdir()
    (tmp_path / "privacy" / "register").symlink_to("../register")
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "BASH_COMPLETION_USER_DIR", "ZDOTDIR"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("SHELL", "/bin/bash")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EDITOR", "true")  # who reads has one
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder in which the story was made, and git as it is there."""
    folder = tmp_path_factory.mktemp("story")
    with story.world(folder / "home"):
        story.make(folder / "praktijk")
    yield folder


@pytest.fixture
def practice(told: Path, tmp_path: Path) -> Iterator[Path]:
    """The practice of the story, to be spoilt."""
    shutil.copytree(told / "praktijk", tmp_path / "praktijk")
    with story.world(told / "home"), pytest.MonkeyPatch.context() as patch:
        story.is_someone(story.MARLOES, f"{TODAY}T12:00:00+01:00")
        patch.chdir(tmp_path / "praktijk")
        yield tmp_path / "praktijk"


def test_there_are_commands() -> None:
    assert len(COMMANDS) > 50
    said = {shlex.split(command, comments=True)[1] for command, _ in COMMANDS}
    assert {"check", "rule", "overview", "list", "show", "transfers", "agenda", "export", "schema"} <= said
    assert {"init", "save", "log", "diff", "blame", "seal", "verify"} <= said
    assert {"print", "statement"} <= said


@pytest.mark.parametrize(("command", "place"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_commands_run(command: str, place: str, request: pytest.FixtureRequest, capfd: pytest.CaptureFixture[str]) -> None:
    request.getfixturevalue("practice" if pages.needs_history(command) else "clone")
    if (words := shlex.split(command, comments=True))[1] == "verify" and words[-1].endswith(".pdf"):
        assert run(["print", "-o", words[-1], "--as-of", TODAY.isoformat()]) == 0
    code = run(arguments(command))
    captured = capfd.readouterr()
    assert code in (0, 1), f"{place}: {command}\n{captured.err}"
    assert captured.out or captured.err, f"{place}: {command} says nothing"


TIMELESS_BLOCKS = [block for block in blocks("README.md", "console") if not pages.needs_history(block.text.removeprefix("$ "))]
"""The blocks of the README that have nothing to do with the past."""


@pytest.mark.parametrize("block", TIMELESS_BLOCKS, ids=lambda block: f"line {block.line}")
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


# -- history ---------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", pages.TOLD)
def test_what_a_page_tells_of_history_is_real(page: str, told: Path, tmp_path: Path) -> None:
    """At 80 columns, every command of its blocks in this order."""
    shown = pages.shown_on(ROOT / page)
    assert shown
    with story.world(told / "home"):
        reader = pages.Reader(told, tmp_path)
        for block in shown:
            for each, real in reader.type(block):
                try:
                    pages.matched(each.lines, real)
                except ValueError as error:
                    hint = "(is only an id other? python -m tests.pages)"
                    pytest.fail("\n".join([f"{page}:{each.line} `{each.command}` does not write: {error}", hint, *real]))


def test_the_story_ends_today(told: Path) -> None:
    """Its last version is register/, but for what `make docs` makes of the model."""
    files = {path.relative_to(ROOT / "register"): path for path in (ROOT / "register").rglob("*") if path.is_file() and ".schema" not in path.parts}
    there = {path.relative_to(told / "praktijk/register"): path for path in (told / "praktijk/register").rglob("*") if path.is_file()}
    assert {name: path.read_bytes() for name, path in there.items()} == {name: path.read_bytes() for name, path in files.items()}


def test_the_story_is_long_enough_to_tell() -> None:
    assert len(story.STEPS) > 12
    assert len({step.who for step in story.STEPS}) == 3
    assert [step.seal != "" for step in story.STEPS].count(True) == 2
    assert list(story.STEPS) == sorted(story.STEPS, key=lambda step: step.at)


@pytest.mark.parametrize("command", [match[1].strip() for block in blocks("docs/ci.md", "yaml") for match in IN_JOBS.finditer(block.text)])
@pytest.mark.usefixtures("practice")
def test_jobs_run(command: str, capfd: pytest.CaptureFixture[str]) -> None:
    code = run(arguments(command.replace('"origin/$GITHUB_BASE_REF"', "ropa/2026-01-12")))
    captured = capfd.readouterr()
    assert code in (0, 1), captured.err
    assert captured.out


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
