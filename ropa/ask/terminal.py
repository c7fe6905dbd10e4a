"""Questions on a terminal: type to search, arrows to choose, `?` explains, `<` goes back."""

import os
import shutil
import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from ..i18n import Texts
from ..output.safe import plain
from .answers import Unclear, clean, examine, parse, shown
from .picking import Picker
from .question import Back, Form, Question

if TYPE_CHECKING:
    from prompt_toolkit.application import Application
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.key_binding.key_processor import KeyPressEvent
    from prompt_toolkit.output import Output

_ROWS = 9
"""Choices that are shown at once."""
_AROUND = 9
"""Rows of the terminal that are left for the rest."""


class Terminal:
    """Asks somebody at a terminal, on standard error."""

    def __init__(self, words: Texts, today: date, *, color: bool, source: "Input | None" = None, target: "Output | None" = None) -> None:
        """Take the words and the day; `source` and `target` stand for keyboard and screen in tests."""
        self._words = words
        self._today = today
        self._color = color
        self._source = source
        self._target = target

    def ask(self, question: Question) -> Any:
        """See `Asker.ask`."""
        answer = _Dialog(question, self._words, self._today).run(self._color, self._source, self._target or _screen())
        from ..output.console import fitted

        lines = fitted(f"{question.title} {plain(shown(question, answer, self._words))}", sys.stderr)
        at = len(question.title) + 1
        self._say(f"{lines[:at]}\x1b[1m{lines[at:]}\x1b[0m" if self._color else lines)
        return answer

    def tell(self, text: str) -> None:
        """Say something on standard error, in lines that fit."""
        from ..output.console import fitted

        self._say(fitted(plain(text, lines=True), sys.stderr))

    def _say(self, lines: str) -> None:
        sys.stderr.write(lines + "\n")
        sys.stderr.flush()


def _screen() -> "Output":
    """Standard error. The terminal is not asked where its cursor is: not every one answers."""
    if sys.platform == "win32":
        from prompt_toolkit.output import create_output

        return create_output(stdout=sys.stderr)
    from prompt_toolkit.data_structures import Size
    from prompt_toolkit.output.vt100 import Vt100_Output

    def size() -> Size:
        found = shutil.get_terminal_size((80, 24))
        return Size(rows=found.lines, columns=found.columns)

    return Vt100_Output(sys.stderr, size, term=os.environ.get("TERM"), enable_cpr=False)


class _Dialog:
    """One question on the screen, until it is answered."""

    def __init__(self, question: Question, words: Texts, today: date) -> None:
        from prompt_toolkit.buffer import Buffer

        self.question = question
        self.words = words
        self.today = today
        self.picker = Picker(question, words) if question.form in (Form.ONE, Form.MANY) else None
        self.buffer = Buffer(multiline=False, on_text_changed=lambda _: self._typed())
        self.explained = False
        self.complaint = ""

    def run(self, color: bool, source: "Input | None", target: "Output") -> Any:
        """The answer. Raises Back and KeyboardInterrupt."""
        from prompt_toolkit.application import Application
        from prompt_toolkit.layout import BufferControl, HSplit, Layout, VSplit, Window
        from prompt_toolkit.layout.controls import FormattedTextControl
        from prompt_toolkit.output import ColorDepth
        from prompt_toolkit.styles import Style

        def window(lines: "Callable[[], StyleAndTextTuples]") -> Window:
            return Window(FormattedTextControl(lines), wrap_lines=True, dont_extend_height=True, always_hide_cursor=True)

        entry = Window(BufferControl(self.buffer), height=1, dont_extend_height=True)
        field = VSplit([Window(FormattedTextControl([("class:mark", "> ")]), width=2, height=1), entry])
        application: Application[Any] = Application(
            layout=Layout(HSplit([window(self._title), field, *([window(self._list)] if self.picker else []), window(self._below)]), focused_element=entry),
            key_bindings=self._keys(),
            style=Style.from_dict({"title": "bold", "mark": "ansicyan", "at": "ansicyan bold", "wrong": "ansired", "help": "", "keys": "ansibrightblack"}),
            color_depth=None if color else ColorDepth.DEPTH_1_BIT,
            erase_when_done=True,
            include_default_pygments_style=False,
            input=source,
            output=target,
        )
        return application.run()

    # -- what is shown ---------------------------------------------------------------------------------------------------------------------------

    def _title(self) -> "StyleAndTextTuples":
        default = self.question.default
        said = "" if default is None or self.picker else f" [{plain(shown(self.question, default, self.words))}]"
        how = f" {self.words.asked('form.yes-no')}" if self.question.form is Form.YES_NO else ""
        return [("class:title", _wrapped(f"{self.question.title}{how}{said}"))]

    def _list(self) -> "StyleAndTextTuples":
        picker = self.picker
        if picker is None:
            return []
        if not picker.rows:
            return [("class:keys", self.words.asked("list.none"))]
        room = 3 if self.explained else max(3, min(_ROWS, _height() - _AROUND))
        first = max(0, min(picker.cursor - room // 2, len(picker.rows) - room))
        lines: StyleAndTextTuples = []
        for number, choice in enumerate(picker.rows[first : first + room], first):
            here = number == picker.cursor
            box = ("[x] " if picker.is_chosen(choice) else "[ ] ") if picker.many else ""
            lines.append(("class:at" if here else "", f"{'>' if here else ' '} {box}{_cut(plain(choice.label), 6)}\n"))
        if (more := len(picker.rows) - room) > 0:
            lines.append(("class:keys", f"  {self.words.asked('list.more', n=more)}\n"))
        if picker.many and picker.chosen:
            chosen = shown(self.question, picker.chosen, self.words)
            lines.append(("class:keys", f"{_wrapped(self.words.asked('list.chosen', chosen=chosen))}\n"))
        return [*lines[:-1], (lines[-1][0], lines[-1][1].rstrip("\n"))]

    def _below(self) -> "StyleAndTextTuples":
        lines: StyleAndTextTuples = []
        if self.complaint:
            lines.append(("class:wrong", f"{_wrapped(self.complaint)}\n"))
        if self.explained:
            lines.append(("class:help", f"{self._explanation()}\n"))
        elif self.picker and self.picker.at and self.picker.at.note:
            lines.append(("class:keys", f"{_wrapped(self.picker.at.note)}\n"))
        return [*lines, ("class:keys", self._hint())]

    def _explanation(self) -> str:
        """What `?` says: what each choice means, or where that is more than the screen holds, what the one at the cursor means."""
        noted = [f"- {choice.label}: {choice.note}" for choice in self.question.choices if choice.note]
        form = self.question.form
        how = self.words.asked(f"form.{form.value}") if form in (Form.DATE, Form.PERIOD, Form.TEXTS) else ""
        option = self.words.asked("answer.option", option=self.question.option) if self.question.option else ""
        parts = [part for part in (self.question.help or self.question.title, how) if part]
        whole = _wrapped("\n".join([*parts, *noted, option] if option else [*parts, *noted]))
        if whole.count("\n") < _height() - _AROUND:
            return whole
        here = self.picker.at.note if self.picker and self.picker.at else ""
        return _wrapped("\n".join(part for part in (*parts, here, option) if part))

    def _hint(self) -> str:
        if self.picker:
            return self.words.asked("keys.many" if self.picker.many else "keys.one")
        if self.question.default is not None:
            return self.words.asked("keys.default")
        return self.words.asked("keys.required" if self.question.required else "keys.open")

    # -- what keys do ----------------------------------------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        self.complaint = ""
        if self.picker:
            self.picker.type(self.buffer.text)

    def _keys(self) -> "KeyBindings":
        from prompt_toolkit.filters import Condition
        from prompt_toolkit.key_binding import KeyBindings

        keys = KeyBindings()
        empty = Condition(lambda: not self.buffer.text)
        listed = Condition(lambda: self.picker is not None)
        several = Condition(lambda: self.picker is not None and self.picker.many)

        @keys.add("c-c")
        @keys.add("c-d")
        @keys.add("<sigint>")
        def _(event: "KeyPressEvent") -> None:
            event.app.exit(exception=KeyboardInterrupt())

        @keys.add("?", filter=empty | listed)
        def _(event: "KeyPressEvent") -> None:
            self.explained = not self.explained

        @keys.add("<", filter=empty | listed)
        def _(event: "KeyPressEvent") -> None:
            event.app.exit(exception=Back())

        @keys.add("enter", eager=True)
        def _(event: "KeyPressEvent") -> None:
            self._enter(event.app)

        @keys.add("space", filter=several)
        @keys.add("tab", filter=several)
        def _(event: "KeyPressEvent") -> None:
            self._toggle()

        for key, by in (("up", -1), ("down", 1), ("pageup", -_ROWS), ("pagedown", _ROWS)):
            keys.add(key, filter=listed)(self._mover(by))
        return keys

    def _toggle(self) -> None:
        if self.picker:
            self.picker.toggle()
            self.buffer.reset()
            self.picker.type("")

    def _mover(self, by: int) -> "Callable[[KeyPressEvent], None]":
        def move(event: "KeyPressEvent") -> None:
            if self.picker:
                self.picker.move(by)

        return move

    def _enter(self, application: "Application[Any]") -> None:
        try:
            if self.picker is None:
                answer = parse(self.question, self.buffer.text, self.words, self.today)
                answer = self.question.default if answer is None else answer
            else:
                ready, answer = self.picker.enter()
                if not ready:
                    if self.picker.at is None:  # the list itself says that nothing was found
                        return
                    self.buffer.reset()
                    self.picker.type("")
                    return
            application.exit(result=examine(self.question, answer, self.words))
        except Unclear as unclear:
            self.complaint = str(unclear)


def _wrapped(text: str) -> str:
    """A text in lines that fit the terminal, no word cut in two."""
    import textwrap

    width = max(shutil.get_terminal_size((80, 24)).columns - 1, 20)
    return "\n".join(textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False) for line in plain(text, lines=True).split("\n"))


def _height() -> int:
    return shutil.get_terminal_size((80, 24)).lines


def _cut(text: str, taken: int) -> str:
    """A label on one line of the terminal."""
    width = max(shutil.get_terminal_size((80, 24)).columns - taken, 20)
    return text if len(text) <= width else f"{clean(text)[: width - 1]}…"
