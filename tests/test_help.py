"""The pages of --help: every verb under its task, and examples that work."""

import glob
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import toml_rs
import typer.main

from ropa import i18n
from ropa.cli import app, help, options, run  # noqa: A004
from ropa.cli.app import VERBS, make_app
from ropa.i18n import LANGUAGES, texts
from tests import story
from tests.imports.tables import MESSY, workbook
from tests.support import TODAY

ROOT = Path(__file__).parent.parent
COMMANDS: dict[str, dict[str, str]] = toml_rs.loads((ROOT / "ropa" / "cli" / "examples.toml").read_text("utf-8"))
EXAMPLES = [(verb, name) for verb, commands in COMMANDS.items() for name in commands]
WRITING = ("init", "seal", "save", "completion")
"""Verbs that write where they are run; those that write a register are tried with --dry-run, and so are these where they can."""

TALKING = ("ropa-init", "init-here", "init-starter", "new-ask", "edit-record", "edit-register")
"""Examples that need a terminal, and without one say so."""


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Somebody who speaks it."""
    spoken = texts(request.param)
    for module in (options, app, help):
        monkeypatch.setattr(module, "HELP", spoken)
    monkeypatch.setenv("COLUMNS", "80")
    return str(request.param)


def page(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run([*arguments, "--help"]) == 0
    return capsys.readouterr().out


def command_of(verb: str, name: str, language: str = "nl") -> list[str]:
    """The words of an example, as a shell gives them to the program."""
    command = COMMANDS[verb][name].format_map(texts(language).example_texts())
    program, *words = shlex.split(command.replace("\\\n", " "))
    assert program == "ropa"
    return words


# -- the pages ------------------------------------------------------------------------------------------------------------------------------------------


def test_the_programs_page_has_every_verb_under_its_task(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = page(capsys)
    spoken = texts(language)
    places = [said.index(f"\n{spoken.help(f'panel-{panel}')}:\n") for panel in dict.fromkeys(panel for _, _, panel in VERBS.values())]
    assert places == sorted(places)
    for verb, (_, _, panel) in VERBS.items():
        own = said.index(f"\n{spoken.help(f'panel-{panel}')}:\n")
        assert own < said.index(f"\n  {verb} ", places[0]) < min([place for place in places if place > own], default=len(said))
    assert said.rstrip().endswith(spoken.example("ropa." + list(COMMANDS["ropa"])[-1]))


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_every_line_of_a_page_fits(verb: str, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = page(capsys, *filter(None, [verb]))
    assert [line for line in said.splitlines() if len(line) > 80] == []
    assert f"\n{texts(language).ui('help-page.examples')}:\n" in said
    if language != "en":
        assert not re.search(r"Usage|Arguments:(?!)|Show this|\[required\]|\[default", said)


def test_a_page_of_a_verb(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (options, app, help):
        monkeypatch.setattr(module, "HELP", texts("nl"))
    monkeypatch.setenv("COLUMNS", "80")
    said = page(capsys, "rule")
    assert said.startswith("Gebruik: ropa rule [OPTIES] [RULE]\n\n  ")
    assert "\nWat u opgeeft:\n  [RULE]  " in said and "[standaard: text]" in said and "  Toon deze hulp.\n" in said
    assert said.endswith(
        "\nVoorbeelden:\n  ropa rule T401\n      Wat deze regel nakijkt, waarom, en hoe u het oplost.\n  ropa rule\n      Alle regels, met hun ernst.\n"
    )


def test_the_program_alone_shows_its_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert "ropa check" in capsys.readouterr().out


# -- the examples ---------------------------------------------------------------------------------------------------------------------------------------


def test_every_verb_has_examples() -> None:
    """A verb without: write two or three in ropa/cli/examples.toml, and what they do in i18n/LANG/help.toml."""
    assert COMMANDS.keys() == {"ropa", *VERBS}
    assert all(1 <= len(commands) <= 3 for verb, commands in COMMANDS.items() if verb != "ropa")
    assert 5 <= len(COMMANDS["ropa"]) <= 7


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_is_explained_in_every_language(language: str) -> None:
    said = toml_rs.loads((Path(i18n.__file__).parent / language / "help.toml").read_text("utf-8"))
    known = said.pop("texts")
    assert {verb: list(explained) for verb, explained in said.items()} == {verb: list(commands) for verb, commands in COMMANDS.items()}
    asked = {name for commands in COMMANDS.values() for command in commands.values() for name in re.findall(r"\{([\w-]+)\}", command)}
    assert asked == known.keys()


@pytest.mark.parametrize(("verb", "name"), EXAMPLES, ids=[f"{verb}-{name}" for verb, name in EXAMPLES])
def test_every_example_can_be_typed(verb: str, name: str) -> None:
    """Its verb, its options and its arguments are there, in every language; in its own help the verb is called by its own name."""
    for language in LANGUAGES:
        called, *words = command_of(verb, name, language)
        assert verb in ("ropa", called)
        command: Any = typer.main.get_group(make_app([called])).commands[called]
        with command.make_context(called, words) as context:
            assert context.params


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The practice with a little history, and what the examples want beside it."""
    folder = tmp_path_factory.mktemp("help")
    practice = folder / "praktijk"
    shutil.copytree(ROOT / "register", practice / "register")
    with story.world(folder / "home"), pytest.MonkeyPatch.context() as patch:
        patch.chdir(practice)
        for day in ("2025-12-01", "2026-09-01"):
            story.is_someone(story.MARLOES, f"{day}T12:00:00+01:00")
            with (practice / "register" / "activities" / "website.toml").open("a") as file:
                file.write(f"# {day}\n")
            for command in (["init", "-q"], ["config", "user.name", story.MARLOES], ["add", "."], ["commit", "-q", "-m", "Ronde"]):
                subprocess.run(["git", *command], check=True)
        for made in ("privacy.html", "privacy-clients.pdf"):
            assert run(["statement", "-o", made, "--as-of", TODAY.isoformat()]) == 0
        assert run(["print", "-o", "register.pdf", "--as-of", TODAY.isoformat()]) == 0
        workbook(Path("verwerkingen.xlsx"), {"Register": MESSY})
    yield folder


@pytest.mark.parametrize(("verb", "name"), EXAMPLES, ids=[f"{verb}-{name}" for verb, name in EXAMPLES])
def test_every_example_runs(verb: str, name: str, told: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(told / "praktijk", tmp_path / "praktijk")
    (tmp_path / "leeg").mkdir()
    command = COMMANDS[verb][name]
    monkeypatch.chdir(tmp_path / "leeg" if command.startswith("ropa init") else tmp_path if "*/" in command else tmp_path / "praktijk")
    monkeypatch.setattr(options, "today", lambda: TODAY)
    called, *words = [each for word in command_of(verb, name) for each in (sorted(glob.glob(word)) if "*" in word else [word])]
    taken = {each for parameter in typer.main.get_group(make_app([called])).commands[called].params for each in parameter.opts}
    if "--dry-run" in taken and "--dry-run" not in words:
        words.append("--dry-run")
    elif called in WRITING and "--install" in words:
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("SHELL", "/bin/zsh")
        monkeypatch.delenv("ZDOTDIR", raising=False)
    with story.world(told / "home"):
        story.is_someone(story.MARLOES, f"{TODAY}T12:00:00+01:00")
        code = run([called, *words])
    captured = capfd.readouterr()
    assert code in ((2,) if f"{verb}-{name}" in TALKING else (0, 1)), captured.err
    assert captured.out or captured.err
