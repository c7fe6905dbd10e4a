"""What the law asks of a privacy statement (Art. 13, 14), which section of ours says it, and what the register leaves unsaid."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ... import law


def _cited(item: law.Facts) -> str:
    """Where the law asks for an item: “1(a)” of Art. 13 is “GDPR art. 13(1)(a)”."""
    article, point = ("13", item["art13"]) if "art13" in item else ("14", item["art14"])
    paragraph, _, letter = point.partition("(")
    return f"GDPR art. {article}({paragraph})({letter}"


ITEMS: dict[str, str] = {item["id"]: _cited(item) for item in law.load("information")["item"]}
"""The items of law/information.toml, each with where the law asks for it: Art. 13, where Art. 14 says the same, else Art. 14."""

_RIGHTS = ("right-access", "right-rectification", "right-erasure", "right-restriction", "right-portability")

SECTIONS: dict[str, tuple[str, ...]] = {
    "about": ("controller", "representative", "dpo"),
    "audience": (),
    "purposes": ("purposes", "legal-basis", "interest"),
    "data": ("data", "retention", "required"),
    "source": ("source",),
    "recipients": ("recipients",),
    "transfers": ("transfers",),
    "security": (),
    "cookies": (),
    "children": (),
    "automated": ("automated",),
    "objection": ("right-objection",),
    "rights": _RIGHTS,
    "withdrawal": ("withdrawal",),
    "complaint": ("complaint",),
    "further": (),
    "changes": (),
}
"""The sections in their order, by the name that a template calls them, each with the items that it says."""


def laws_of(section: str) -> list[str]:
    """Where the law asks for a section; that of objection is to stand apart from all else (Art. 21(4))."""
    return ["GDPR art. 21(4)"] if section == "objection" else [ITEMS[item] for item in SECTIONS[section]]


class Missing(NamedTuple):
    """A thing that the law asks for and the register does not say: where it is to be filled in."""

    item: str
    """One of ITEMS."""
    file: str
    """The file of the register, e.g. "activities/newsletter.toml"."""
    key: str
    """The key, e.g. "purposes.basis"."""


class Gaps:
    """What the register leaves unsaid, noted while a statement is made."""

    def __init__(self) -> None:
        """Nothing is missing yet."""
        self._found: dict[Missing, int] = {}

    def note(self, item: str, file: str, key: str) -> None:
        """Note that something is missing; the same place counts once more."""
        missing = Missing(item, file, key)
        self._found[missing] = self._found.get(missing, 0) + 1

    def found(self) -> list[Missing]:
        """What is missing, in the order of the items and then of the files."""
        order = {item: place for place, item in enumerate(ITEMS)}
        return sorted(self._found, key=lambda missing: (order[missing.item], missing.file, missing.key))


def by_item(missing: Iterable[Missing]) -> Iterator[tuple[str, list[str], list[str]]]:
    """What is missing, item by item: the keys, and the files that lack them. What lacks in other keys of the same item is told apart."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for item, file, key in missing:
        grouped.setdefault((item, file), []).append(key)
    lines: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (item, file), keys in grouped.items():
        lines.setdefault((item, tuple(keys)), []).append(file)
    for (item, keys_of), files in lines.items():
        yield item, list(keys_of), files
