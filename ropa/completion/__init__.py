"""What a TAB offers: verbs, options, records, keys and values, for bash, zsh and fish.

    line.py      the words of a line as a shell would give them, and what is asked for at its end
    place.py     the register that a line is about: the ids in it, and one record
    offers.py    what can stand there
    keys.py      the keys of a record, and the values that one can have
    table.toml   the program, the model and the rules, as their definitions tell them (made by `make docs`)
    ropa.bash, ropa.zsh, ropa.fish   what a shell loads; it calls ropa with _ROPA_COMPLETE in the environment

A person waits for it, so nothing that the verbs need is loaded here: no typer, no model, no record that is not named. Whatever goes wrong, there is nothing
to offer; nothing is said. A shell gets a line `words`, `files` or `folders` (the last two: which it finds itself), then a line for each word: the word, a
tab, and what it is where that is known. No word holds anything that means something to a shell, whatever the files of the register hold.
"""

import os
import sys
from contextlib import suppress

from .line import Typed, read_line, unquoted

_OPEN = ("/", ".", "=")
"""How a word ends on which more is to follow at once: the id after the kind, the key after the table."""


def answer() -> None:
    """Answer the shell whose script calls, on standard output. Never raises, and never writes on standard error."""
    data = b""
    with suppress(BaseException):  # nobody wants to read of a bug, or of an interruption, in the middle of a line
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        data = answer_for(os.environ["_ROPA_COMPLETE"], sys.argv[1:]).encode("utf-8", "replace")
    with suppress(OSError):  # nobody reads it any more
        while data:
            data = data[os.write(1, data) :]


def answer_for(shell: str, arguments: list[str]) -> str:
    """The answer for a shell: for bash of the line that it gives in the environment, for the others of the words that it gives as arguments."""
    from .offers import offers, read_table

    if shell == "bash":
        typed = read_line(os.environ["_ROPA_LINE"], os.environ.get("_ROPA_BREAKS", ""))
        typed = typed._replace(words=typed.words[1:])
    else:
        *words, current = map(unquoted, arguments)
        typed = Typed(words, current)
    what, found = offers(typed, read_table())
    if shell == "bash":
        return "\n".join([what, *(_for_bash(word, typed) for word, _ in found)])
    if shell == "zsh":  # which tells the two apart by a colon
        found = [(word.replace(":", "\\:"), about) for word, about in found]
    return "\n".join([what, *(f"{word}\t{about}" for word, about in found)])


def _for_bash(word: str, typed: Typed) -> str:
    """The part of a word that bash puts in the place of what it takes for the word; with the blank after it, which bash 3.2 cannot leave out by itself."""
    rest = word[len(typed.kept) :]
    if typed.quote:
        return rest
    rest = rest.replace("[", "\\[").replace("]", "\\]")
    return rest if word.endswith(_OPEN) else f"{rest} "
