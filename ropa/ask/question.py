"""What is asked, as data: whoever answers is another matter."""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol


class Form(enum.Enum):
    """The kind of answer that a question takes."""

    TEXT = "text"
    """A line of text."""
    TEXTS = "texts"
    """Several, with commas between them."""
    YES_NO = "yes-no"
    NUMBER = "number"
    DATE = "date"
    PERIOD = "period"
    """A period of time, or the criterion that ends it: the plain data of a `Retention`."""
    ONE = "one"
    """One of the choices: its value."""
    MANY = "many"
    """Several of the choices: a list of their values."""


class New(NamedTuple):
    """The answer “one that is not there yet”, with the name that was typed, if any."""

    name: str = ""


class Choice(NamedTuple):
    """One of the answers that may be chosen."""

    value: Any
    label: str
    note: str = ""
    """What it means, for whoever asks."""
    alone: bool = False
    """Whether it goes with no other: “none”, “I do not know”."""
    more: str = ""
    """What it may be found by as well: an id, a code, another name."""


@dataclass(frozen=True)
class Question:
    """One question. An answer of None leaves it open."""

    key: str
    """What is asked for: the key in the record, or a name of its own."""
    form: Form
    title: str
    """The question itself."""
    help: str = ""
    """What `?` says."""
    choices: tuple[Choice, ...] = ()
    default: Any = None
    """What Enter answers; None: Enter leaves it open."""
    required: bool = False
    """Whether it cannot be left open."""
    option: str = ""
    """The option of the command that answers it."""
    check: Callable[[Any], str] | None = None
    """Says what is wrong with an answer, in words; "" where nothing is."""
    add: str = ""
    """The label of the choice “a new one”, where one can be made on the way."""


class Back(Exception):
    """The answer “one question back”."""


class Asker(Protocol):
    """Whoever puts questions to somebody."""

    def ask(self, question: Question) -> Any:
        """The answer, in the form that the question asks for; None where it is left open.

        Raises Back where the one before is to be asked again, and KeyboardInterrupt where whoever answers has had enough.
        """
        ...

    def tell(self, text: str) -> None:
        """Say something between two questions."""
        ...
