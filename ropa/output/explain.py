"""A rule, explained: on the terminal, as Markdown (docs/rules.md) and as JSON."""

import sys
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from ..i18n import DEFAULT, FAMILIES, Texts
from ..i18n import texts as translations
from ..i18n.citations import cite
from ..rules.base import Rule
from .json import to_json


@cache
def _examples(family: str) -> dict[str, Any]:
    import os

    import toml_rs

    from .. import rules

    with open(os.path.join(os.path.dirname(rules.__file__), "examples", f"{FAMILIES[family]}.toml"), "rb") as file:
        data: dict[str, Any] = toml_rs.loads(file.read().decode())
    return data


def examples(rule: Rule) -> dict[str, list[dict[str, Any]]]:
    """The examples of a rule: {"wrong": […], "right": […]}, each with files (path → content), and perhaps as_of and note.

    Those of family G are repositories: `git` are the commands that make one of the files, `later` the files that are written after those.
    """
    found: dict[str, list[dict[str, Any]]] = _examples(rule.family)[rule.code]
    return found


def example_text(content: Any) -> str:
    """The content of a file of an example, for a reader."""
    match content:
        case str():
            return content.strip("\n")
        case {"link": target}:
            return f"-> {target}"
        case {"hex": digits}:
            return " ".join(digits[place : place + 2] for place in range(0, len(digits), 2))
        case {"size": size}:
            return f"({size} bytes)"
        case {"folder": True}:
            return "(folder)"
        case {"unreadable": True}:
            return "(may not be read)"
    return "(no such file)"


def example_parts(example: dict[str, Any]) -> Iterator[tuple[str, list[list[str]]]]:
    """The parts of an example by the language that they are in: files, then the commands that were given, then files as they became after that."""
    if files := example.get("files"):
        yield "toml", [[f"# {name}", example_text(content)] for name, content in files.items()]
    if commands := example.get("git"):
        yield "console", [[f"$ {command}"] for command in commands]
    if later := example.get("later"):
        yield "toml", [[f"# {name}", example_text(content)] for name, content in later.items()]


def rule_data(rule: Rule, words: Texts) -> dict[str, Any]:
    """A rule with its texts, as JSON gives it."""
    texts = words.rule(rule.family, rule.name)
    return {
        "code": rule.code,
        "name": rule.name,
        "family": rule.family,
        "severity": rule.severity,
        "law": list(rule.law),
        "since": rule.since.isoformat() if rule.since.year > 1 else None,
        "acceptable": rule.family not in "FW",
        **{part: texts.get(part, "") for part in ("title", "what", "why", "how")},
    }


def write_json(rules: Sequence[Rule], words: Texts) -> None:
    """Write the rules to standard output, schema ropa.rules/1."""
    sys.stdout.write(to_json({"schema": "ropa.rules/1", "rules": [rule_data(rule, words) for rule in rules]}))


def markdown(rules: Sequence[Rule], words: Texts) -> str:
    """The rules as a Markdown page: a section a rule."""
    return "\n".join(_section(rule, words) for rule in rules)


def _section(rule: Rule, words: Texts) -> str:
    texts = words.rule(rule.family, rule.name)
    laws = "; ".join(cite(law, words.language) for law in rule.law)
    lines = [f"### {rule.code} {rule.name}", "", f"**{texts['title']}** — {words.ui(f'severity.{rule.severity}')}; {laws}", ""]
    for part in ("what", "why", "how"):
        if texts.get(part):
            lines += [f"*{words.ui(f'explain.{part}')}.* {texts[part].strip()}", ""]
    for side in ("wrong", "right"):
        example = examples(rule)[side][0]
        when = f" ({words.ui('explain.as-of', date=example['as_of'])})" if "as_of" in example else ""
        lines += [f"{words.ui(f'explain.{side}')}{when}:", ""]
        for kind, parts in example_parts(example):
            lines += [f"```{kind}", *(line for part in parts for line in part), "```", ""]
    return "\n".join(lines)


def write_table(rules: Sequence[Rule], words: Texts, *, color: bool) -> None:
    """Write the table of all rules to standard output."""
    from rich.table import Table
    from rich.text import Text

    from .console import make_console
    from .text import STYLE

    console = make_console(color)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("code", "severity", "title", "law"):
        table.add_column(words.ui(f"table.{column}"), no_wrap=column in ("code", "severity"))
    for rule in rules:
        title = words.rule(rule.family, rule.name)["title"]
        laws = "; ".join(cite(law, words.language) for law in rule.law)
        table.add_row(rule.code, Text(words.ui(f"severity.{rule.severity}"), style=STYLE[rule.severity]), title, Text(laws, style="dim"))
    console.print(table)


def write_text(rule: Rule, words: Texts, *, color: bool) -> None:
    """Write the explanation of one rule to standard output."""
    from rich.padding import Padding
    from rich.text import Text

    from .console import make_console
    from .safe import plain
    from .text import STYLE

    console = make_console(color)
    texts = words.rule(rule.family, rule.name)
    console.print(Text.assemble((f"{rule.code} {rule.name}", "bold"), "  ", (words.ui(f"severity.{rule.severity}"), STYLE[rule.severity])))
    console.print(Text(texts["title"], style="bold"))
    full = texts if "what" in texts else translations(DEFAULT).rule(rule.family, rule.name)  # French and German have no explanations
    for part in ("what", "why", "how"):
        if full.get(part):
            console.print(Text(f"\n{words.ui(f'explain.{part}')}", style="underline"))
            console.print(Text(plain(full[part].strip(), lines=True)))
    for side, style in (("wrong", "red"), ("right", "green")):
        for example in examples(rule)[side][:1]:
            when = f" ({words.ui('explain.as-of', date=example['as_of'])})" if "as_of" in example else ""
            console.print(Text(f"\n{words.ui(f'explain.{side}')}{when}", style=style))
            for _, parts in example_parts(example):
                for head, *lines in parts:
                    console.print(Padding(Text(head, style="dim"), (0, 0, 0, 2), expand=False))
                    for line in plain("\n".join(lines), lines=True).split("\n") if lines else ():  # to be pasted: not wrapped
                        console.print(Text(f"  {line}"), no_wrap=True, overflow="ignore", crop=False)
    laws = "; ".join(cite(law, words.language) for law in rule.law)
    console.print(Text(f"\n{words.ui('explain.law')}: {laws}", style="dim"))
    console.print(Text(words.ui("explain.never-accept" if rule.family in "FW" else "explain.accept"), style="dim"))
