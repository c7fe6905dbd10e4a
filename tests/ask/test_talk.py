"""A conversation: back, again, and nobody to ask."""

import pytest

from ropa.ask.question import Choice, Form, Question
from ropa.ask.talk import Nobody, Talk, converse
from ropa.errors import Failure
from tests.ask.support import BACK, Scripted


def text(key: str, **more: object) -> Question:
    return Question(key, Form.TEXT, key, **more)  # type: ignore[arg-type]


def test_back_asks_the_one_before_again() -> None:
    asker = Scripted({"a": ("1", "2"), "b": (BACK, "3"), "c": "4"})

    def run(talk: Talk) -> list[str]:
        talk.tell("begin")
        found = [talk.ask(text("a"))]
        if found == ["1"]:
            talk.ask(text("b"))
        return [*found, talk.ask(text("c"))]

    assert converse(asker, run) == ["2", "4"]
    assert asker.keys == ["a", "b", "a", "c"]


def test_back_at_the_first_question_asks_it_again() -> None:
    asker = Scripted({"a": (BACK, BACK, "1")})
    assert converse(asker, lambda talk: talk.ask(text("a"))) == "1"


def test_what_was_said_is_not_said_again() -> None:
    asker = Scripted({"b": (BACK, "2")})

    def run(talk: Talk) -> None:
        talk.tell("begin")
        talk.ask(text("a"))
        talk.tell("midden")
        talk.ask(text("b"))

    converse(asker, run)
    assert asker.told == ["begin", "midden"]


def test_nobody_takes_defaults_and_names_everything_that_is_missing() -> None:
    nobody = Nobody()

    def run(talk: Talk) -> list[object]:
        return [
            talk.ask(text("a", required=True, option="--a")),
            talk.ask(text("b", default="x", required=True)),
            talk.ask(text("c")),
            talk.ask(Question("d", Form.ONE, "d", choices=(Choice("een", "Een"),), required=True, option="--d")),
        ]

    assert converse(nobody, run)[1:3] == ["x", None]
    with pytest.raises(Failure) as caught:
        nobody.need_all("--yes")
    assert caught.value.params["options"] == ["--a", "--d", "--yes"]
