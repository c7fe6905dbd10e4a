"""Tables of tests: a line a case."""


def pairs(table: str) -> list[tuple[str, str]]:
    """The lines of a table: a text => what it is."""
    return [(text.strip().replace("⏎", "\n"), found.strip()) for text, _, found in (line.partition("=>") for line in table.strip().splitlines())]
