"""The words of a command line as a shell would give them, and what is asked for at its end."""

from typing import Any, NamedTuple

Table = dict[str, Any]


class Typed(NamedTuple):
    """What was typed: the words before, and the one that the cursor is in, up to the cursor; both without quotes."""

    words: list[str]
    current: str
    kept: str = ""
    """The part of the current word that bash leaves as it is: up to its last `=` or `:`, or to a quote."""
    quote: str = ""
    """The quote that is open at the cursor."""


def read_line(line: str, breaks: str = "") -> Typed:
    """The words of a line that ends at the cursor. Nothing in it is carried out or filled in: `$x` is those two letters."""
    words: list[str] = []
    current = kept = unbroken = quote = ""
    inside = escaped = False
    for letter in line:
        if escaped:
            current, escaped = current + letter, False
        elif letter == "\\" and quote != "'":
            inside = escaped = True
        elif quote and letter != quote:
            current += letter
        elif quote:  # closed again, it is a part of the word
            quote, kept = "", unbroken
        elif letter in "'\"":
            quote, inside = letter, True
            unbroken, kept = kept, current
        elif letter.isspace():
            if inside:
                words.append(current)
            current = kept = ""
            inside = False
        else:
            current, inside = current + letter, True
            if letter in breaks:
                kept = current
    return Typed(words, current, kept, quote)


def unquoted(word: str) -> str:
    """A word without the quotes that a shell takes away."""
    typed = read_line(word)
    return " ".join([*typed.words, typed.current])


class Asked(NamedTuple):
    """What is asked for."""

    what: str
    """"verb", "option", "value" (of an argument or an option), or "" where nothing can follow."""
    current: str
    """The beginning of it, without the option in `--option=…`."""
    before: str = ""
    """That option: `--option=`."""
    verb: str = ""
    metavar: str = ""
    """Of a value: how the verb calls it."""
    option: str = ""
    """Of a value of an option: the option, by its last name."""
    arguments: tuple[str, ...] = ()
    """The arguments before it."""
    options: tuple[tuple[str, str], ...] = ()
    """The options before it, by their last name, with their values; "" for one that takes none."""

    def said(self, option: str) -> str | None:
        """The value of an option, where it was given."""
        return next((value for name, value in reversed(self.options) if name == option), None)


def asked(typed: Typed, verbs: Table) -> Asked:
    """What is asked for at the end of the words, by what the verbs take."""
    verb, waiting, only_arguments = "", "", False
    arguments: list[str] = []
    options: list[tuple[str, str]] = []
    for word in typed.words:
        if waiting:
            options.append((waiting, word))
            waiting = ""
        elif only_arguments or not word.startswith("-") or word == "-":
            if verb:
                arguments.append(word)
            else:
                verb = word
        elif word == "--":
            only_arguments = True
        else:
            name, value, option = _option(verbs, verb, word)
            if option and option.get("value") and value is None:
                waiting = name
            else:
                options.append((name, value or ""))
    found = Asked("", typed.current, verb=verb, arguments=tuple(arguments), options=tuple(options))
    current = typed.current
    if waiting:
        return found._replace(what="value", metavar=_option(verbs, verb, waiting)[2]["value"], option=waiting)
    if current.startswith("-") and not only_arguments:
        name, equals, value = current.partition("=")
        if not equals:
            return found._replace(what="option")
        name, _, option = _option(verbs, verb, current)
        takes_one = bool(option.get("value")) and current.startswith("--")
        before = current.removesuffix(value)
        return found._replace(what="value" if takes_one else "", current=value, before=before, metavar=option.get("value", ""), option=name)
    if not verb:
        return found._replace(what="verb")
    takes = verbs.get(verb, {}).get("arguments", [])
    argument = takes[len(arguments)] if len(arguments) < len(takes) else takes[-1] if takes and takes[-1].get("many") else None
    if argument:
        return found._replace(what="value", metavar=argument["value"])
    return found._replace(what="" if current else "option")


def options_of(verbs: Table, verb: str) -> list[Table]:
    """The options that can stand after a verb, or before one."""
    found: list[Table] = verbs.get(verb or "ropa", {}).get("options", [])
    return found


def _option(verbs: Table, verb: str, word: str) -> tuple[str, str | None, Table]:
    """The last name of the option that a word names, the value that the word gives it itself, and what is known of it."""
    name, equals, value = word.partition("=")
    for option in options_of(verbs, verb):
        if name in option["names"]:
            return option["names"][-1], value if equals else None, option
        if not word.startswith("--") and word[:2] in option["names"] and option.get("value"):  # -oFILE
            return option["names"][-1], word[2:], option
    return name, value if equals else None, {}
