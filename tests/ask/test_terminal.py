"""Questions on a terminal: keys as somebody presses them."""

from collections.abc import Callable
from typing import Any

import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.output.vt100 import Vt100_Output

from ropa.ask.choices import of_vocabulary
from ropa.ask.question import Back, Choice, Form, New, Question
from ropa.ask.terminal import Terminal
from ropa.i18n import texts
from tests.support import TODAY

NL = texts("nl")
UP, DOWN, ENTER, TAB, PAGE_DOWN, RUBOUT = "\x1b[A", "\x1b[B", "\r", "\t", "\x1b[6~", "\x7f"
ANIMALS = tuple(Choice(name, name) for name in ("aap", "beer", "cavia", "dolfijn"))


class Screen:
    """What a terminal would be sent."""

    def __init__(self, *typed: str) -> None:
        self.text = ""
        self._typed = list(typed)
        self.press: Callable[[str], None] = lambda _: None

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        """The screen has been drawn: the next keys."""
        if self._typed and "Ctrl-C" in self.text:
            self.press(self._typed.pop(0))

    def fileno(self) -> int:
        raise OSError

    encoding = "utf-8"


def press(question: Question, keys: str) -> Any:
    """The answer that keys give."""
    with create_pipe_input() as source:
        source.send_text(keys)
        return Terminal(NL, TODAY, color=False, source=source, target=DummyOutput()).ask(question)


def watch(question: Question, keys: str, *, columns: int = 80) -> str:
    """What is on the screen once keys were pressed."""
    screen = Screen(keys, "\x03")
    output = Vt100_Output(screen, lambda: Size(rows=24, columns=columns), enable_cpr=False)  # type: ignore[arg-type]
    with create_pipe_input() as source:
        screen.press = source.send_text
        with pytest.raises(KeyboardInterrupt):
            Terminal(NL, TODAY, color=False, source=source, target=output).ask(question)
    return screen.text


def one(**more: Any) -> Question:
    return Question("dier", Form.ONE, "Welk dier?", choices=ANIMALS, **more)


def many(**more: Any) -> Question:
    return Question("dieren", Form.MANY, "Welke dieren?", choices=ANIMALS, **more)


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (ENTER, None),
        (DOWN + ENTER, "aap"),
        ("bee" + ENTER, "beer"),
        ("DOLF" + ENTER, "dolfijn"),
        ("x" + ENTER + RUBOUT + "cav" + ENTER, "cavia"),
        (DOWN * 9 + ENTER, "dolfijn"),
        (DOWN * 3 + UP + ENTER, "beer"),
        (PAGE_DOWN + ENTER, "dolfijn"),
    ],
)
def test_one(keys: str, answer: str | None) -> None:
    assert press(one(), keys) == answer


def test_one_with_a_default() -> None:
    assert press(one(default="cavia"), ENTER) == "cavia"
    assert press(one(default="cavia"), DOWN * 9 + ENTER) is None
    assert press(one(default="cavia", required=True), DOWN * 9 + ENTER) == "dolfijn"


def test_a_new_one() -> None:
    assert press(one(add="een ander dier"), "Eland" + ENTER) == New("Eland")
    assert press(one(add="een ander dier"), DOWN * 9 + ENTER) == New("")


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (ENTER, None),
        (" " + ENTER, ["aap"]),
        (" " + DOWN + " " + ENTER, ["aap", "beer"]),
        (" " + " " + ENTER, None),
        ("bee" + ENTER + "dol" + ENTER + ENTER, ["beer", "dolfijn"]),
        ("bee" + TAB + ENTER, ["beer"]),
        (DOWN + ENTER + ENTER, ["beer"]),
    ],
)
def test_many(keys: str, answer: list[str] | None) -> None:
    assert press(many(), keys) == answer


def test_many_with_a_default_and_none() -> None:
    assert press(many(default=["aap", "beer"]), ENTER) == ["aap", "beer"]
    assert press(many(default=["aap", "beer"]), " " + ENTER) == ["beer"]
    with_none = Question("dieren", Form.MANY, "?", choices=(Choice("none", "geen", alone=True), *ANIMALS), add="ander")
    assert press(with_none, "geen" + ENTER + ENTER) == ["none"]
    assert press(with_none, "geen" + ENTER + "aap" + ENTER + ENTER) == ["aap"]
    assert press(with_none, "aap" + ENTER + "geen" + ENTER + ENTER) == ["none"]
    assert press(with_none, "Eland" + ENTER + "aap" + ENTER + ENTER) == [New("Eland"), "aap"]


def test_text_dates_and_complaints() -> None:
    assert press(Question("naam", Form.TEXT, "Naam?", required=True), ENTER + "Anna" + ENTER) == "Anna"
    assert press(Question("naam", Form.TEXT, "Naam?", default="Anna"), ENTER) == "Anna"
    assert press(Question("dag", Form.DATE, "Dag?"), "morgen" + ENTER + RUBOUT * 6 + "vandaag" + ENTER) == TODAY
    check = Question("naam", Form.TEXT, "Naam?", check=lambda text: "te kort" if len(text) < 3 else "")
    assert press(check, "ab" + ENTER + "c" + ENTER) == "abc"
    assert press(Question("wat", Form.TEXT, "Wat?"), "waarom? <b>" + ENTER) == "waarom? <b>"


def test_pasted_text_is_one_line() -> None:
    assert press(Question("naam", Form.TEXT, "Naam?"), "\x1b[200~een\r\ntwee\x1b[31m\x1b[201~" + ENTER) == "een twee [31m"


@pytest.mark.parametrize("keys", ["\x03", "\x04", "abc\x03", "?\x03"])
@pytest.mark.parametrize("question", [one(), many(), Question("naam", Form.TEXT, "Naam?")], ids=["one", "many", "text"])
def test_stopping(question: Question, keys: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        press(question, keys)


@pytest.mark.parametrize("question", [one(), many(), Question("naam", Form.TEXT, "Naam?")], ids=["one", "many", "text"])
def test_back(question: Question) -> None:
    with pytest.raises(Back):
        press(question, "?<")


def test_back_from_a_list_that_was_searched() -> None:
    with pytest.raises(Back):
        press(one(), "zzz" + ENTER + "<")


def test_that_nothing_was_found_is_said_once() -> None:
    assert watch(one(), "zzz" + ENTER).count("Niets gevonden") == 1


def test_the_question_mark_explains() -> None:
    basis = Question("basis", Form.ONE, "Grondslag?", "Voor elk doel één.", choices=of_vocabulary("legal-basis", NL), option="--basis")
    shown = watch(basis, "?")
    assert "Voor elk doel één." in shown
    assert "onder f AVG)" in shown
    assert "Voor elk doel één." not in watch(basis, " ")
    assert "31-01-2026" in watch(Question("dag", Form.DATE, "Dag?"), "?")


def test_what_a_choice_means_stands_below_it() -> None:
    basis = Question("basis", Form.ONE, "Grondslag?", choices=of_vocabulary("legal-basis", NL))
    assert "even makkelijk in te trekken" in watch(basis, "toestem")


def test_no_text_of_a_register_steers_the_terminal() -> None:
    evil = Question("x", Form.ONE, "?", choices=(Choice("a", "\x1b]0;titel\x07kwaad"),))
    shown = watch(evil, DOWN)
    assert "\x1b]0;" not in shown
    assert "\\x1b]0;titel" in shown


def test_a_narrow_terminal() -> None:
    long = Question("x", Form.ONE, "Een vraag die veel langer is dan het scherm breed is", choices=(Choice("a", "woord " * 40),))
    assert "woord" in watch(long, "?", columns=30)


@pytest.mark.parametrize("language", ["nl", "en", "fr", "de"])
def test_the_hints_fit_on_a_line(language: str) -> None:
    for key in ("one", "many", "default", "required", "open"):
        assert len(texts(language).asked(f"keys.{key}")) < 80, key
