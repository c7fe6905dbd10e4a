"""Two versions of a record, field by field. Layout, order and comments are no difference; lists are sets."""

from functools import cache
from typing import Any, NamedTuple

from ..model.fields import Field, Table, fields_of
from .files import Data
from .pieces import Version, only_difference


class Item(str):
    """An element of a list of tables in the path of a key, by what names it: data[contact-details]."""

    __slots__ = ()


Path = tuple[str, ...]


class Change(NamedTuple):
    """A field that has another value: `before` is None where it was not there, `after` where it is gone."""

    path: Path
    before: Any
    after: Any


def key_text(path: Path) -> str:
    """A path as people and programs read it: data[contact-details].retention.years."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, Item) else f".{part}" if text else part
    return text


def compare(old: Data, new: Data, table: type[Table] | None) -> list[Change]:
    """What changed from one version of a record to another, in the order of the definition."""
    found: list[Change] = []
    if type(old) is not Version or type(new) is not Version or not _in_one_part(old, new, table, found):
        _tables(old, new, table, (), {}, found)
    return found


def _in_one_part(old: Version, new: Version, table: type[Table] | None, found: list[Change]) -> bool:
    """The changes of two versions that differ in one part, and in it alone: nearly always. False where it is otherwise."""
    only = only_difference(old, new)
    if only is None:
        return False
    number, (name, before, several), (_, after, _) = only
    if not name:
        _tables(before, after, table, (), {}, found)
        return True
    field = _fields(table).get(name, _LAST)[1]
    inner = field.table if field else None
    if not several:
        _tables(before, after, inner, (name,), {}, found)
        return True
    called = name_in_list(after, inner)
    if not called or called != name_in_list(before, inner):
        return False
    place = 1 + sum(piece[0] == name and name_in_list(piece[1], inner) == called for piece in new.pieces[:number])
    _tables(before, after, inner, (name, Item(f"{called}#{place}" if place > 1 else called)), {}, found)
    return True


def compare_with_names(old: Data, new: Data, table: type[Table] | None) -> tuple[list[Change], dict[Path, Path]]:
    """The changes, and for each element of a list that was named otherwise before its path now and its path then."""
    names: dict[Path, Path] = {}
    found: list[Change] = []
    _tables(old, new, table, (), names, found)
    return found, names


@cache
def _fields(table: type[Table] | None) -> dict[str, tuple[int, Field]]:
    return {field.name: (number, field) for number, field in enumerate(fields_of(table))} if table else {}


_LAST = (1 << 30, None)


def _tables(old: Data, new: Data, table: type[Table] | None, path: Path, names: dict[Path, Path], found: list[Change]) -> None:
    get = old.get
    # most values are the same, and of two versions nearly all one object; whether those that are not alike are the same all the same is looked at below
    differing = [key for key, value in new.items() if (was := get(key)) is not value and not _alike(was, value)]
    if len(old) != len(new) or differing:
        differing += [key for key in old if key not in new]
    if len(differing) > 1:
        known = _fields(table)
        differing.sort(key=lambda key: (known.get(key, _LAST)[0], key))
    for key in differing:
        _values(get(key), new.get(key), _fields(table).get(key, _LAST)[1], (*path, key), names, found)


def _alike(a: Any, b: Any) -> bool:
    """Whether two values are equal, and of the same kinds all the way down: Python takes yes for 1, and a table that says yes for one that says 1."""
    if a is b:
        return True
    if a.__class__ is not b.__class__ or a != b:
        return False
    if isinstance(a, dict):
        return all(_alike(value, b[key]) for key, value in a.items())
    return not isinstance(a, list) or all(map(_alike, a, b))


def _same(a: Any, b: Any) -> bool:
    """Whether two values are the same: yes is not 1, and what is no number is itself."""
    return (a == b and type(a) is type(b)) or (a != a and b != b)


def _values(old: Any, new: Any, field: Field | None, path: Path, names: dict[Path, Path], found: list[Change]) -> None:
    table = field.table if field else None
    if isinstance(old, dict) and isinstance(new, dict):
        _tables(old, new, table, path, names, found)
        return
    a, b = isinstance(old, list), isinstance(new, list)
    if not a and not b:
        if not _same(old, new):
            found.append(Change(path, old, new))
        return
    if not a and old is not None:
        found.append(Change(path, old, None))
    if (not a and new == []) or (not b and old == []):
        found.append(Change(path, old if a else None, new if b else None))
    _lists(old if a else [], new if b else [], table, path, names, found)
    if not b and new is not None:
        found.append(Change(path, None, new))


# -- lists ----------------------------------------------------------------------------------------------------------------------------------------------


def _lists(old: list[Any], new: list[Any], table: type[Table] | None, path: Path, names: dict[Path, Path], found: list[Change]) -> None:
    """A list is a set: of texts by themselves, of tables by what names them."""
    if len(old) == len(new) and (only := _only_difference(old, new, table)):
        place, label = only
        _tables(old[place], new[place], table, (*path, label), names, found)
        return
    tables_old = [each for each in old if isinstance(each, dict)]
    tables_new = [each for each in new if isinstance(each, dict)]
    others_old = {_key(each): each for each in old if not isinstance(each, dict)}
    others_new = {_key(each): each for each in new if not isinstance(each, dict)}
    found += [Change(path, each, None) for key, each in others_old.items() if key not in others_new]
    found += [Change(path, None, each) for key, each in others_new.items() if key not in others_old]
    if not tables_old and not tables_new:
        return
    labels_old, labels_new = labels(tables_old, table), labels(tables_new, table)
    pairs = _pairs(tables_old, tables_new, labels_old, labels_new, table)
    paired = {a for a, _ in pairs}
    found += [Change((*path, labels_old[a]), each, None) for a, each in enumerate(tables_old) if a not in paired]
    by_new = {b: a for a, b in pairs}
    for b, each in enumerate(tables_new):
        here = (*path, labels_new[b])
        if b not in by_new:
            found.append(Change(here, None, each))
            continue
        a = by_new[b]
        if labels_old[a] != labels_new[b]:
            names[here] = (*path, labels_old[a])
        _tables(tables_old[a], each, table, here, names, found)


def _only_difference(old: list[Any], new: list[Any], table: type[Table] | None) -> tuple[int, Item] | None:
    """The place and label of the one table in which two lists differ, where they differ in one that is called the same: nearly always."""
    places = [place for place, (a, b) in enumerate(zip(old, new, strict=True)) if not _alike(a, b)]
    if len(places) != 1:
        return None
    a, b = old[places[0]], new[places[0]]
    if not isinstance(a, dict) or not isinstance(b, dict) or not (name := name_in_list(a, table)) or name != name_in_list(b, table):
        return None
    number = 1 + sum(name_in_list(each, table) == name for each in new[: places[0]] if isinstance(each, dict))
    return places[0], Item(f"{name}#{number}" if number > 1 else name)


def _key(value: Any) -> str:
    return f"{type(value).__name__}:{value}"


_NAMES = ("id", "name", "title", "category", "description")
"""What names a table that has no definition."""


def name_in_list(element: Data, table: type[Table] | None) -> str:
    """What names an element of a list of tables; "" where nothing does."""
    for names in table.called_by if table and table.called_by else _NAMES:
        if "+" in names:
            said = [each for name in names.split("+") if isinstance(each := element.get(name), str) and each]
            if len(said) > names.count("+"):
                return " ".join(said)
        elif isinstance(only := element.get(names), str) and only:
            return only
    return ""


def labels(elements: list[Data], table: type[Table] | None) -> list[Item]:
    """The elements of a list by what names them, the second of a name with #2, and so on."""
    seen: dict[str, int] = {}
    found = []
    for element in elements:
        name = name_in_list(element, table)
        seen[name] = number = seen.get(name, 0) + 1
        found.append(Item(f"{name}#{number}" if number > 1 or not name else name))
    return found


_MOST_PAIRS = 2_500
"""Pairs of elements that are weighed against each other; a list with more is matched by name and place alone."""


def _pairs(old: list[Data], new: list[Data], labels_old: list[Item], labels_new: list[Item], table: type[Table] | None) -> list[tuple[int, int]]:
    """The elements of two lists that are one and the same: equal, else of one name, else most alike."""
    if len({*map(_plain, labels_old)}) == len(old) and len({*map(_plain, labels_new)}) == len(new):
        places = {label: a for a, label in enumerate(labels_old)}
        pairs = [(places[label], b) for b, label in enumerate(labels_new) if label in places]
        left_old, left_new = _left(old, {a for a, _ in pairs}), _left(new, {b for _, b in pairs})
    else:
        pairs = _equal_and_named(old, new, table)
        left_old, left_new = _left(old, {a for a, _ in pairs}), _left(new, {b for _, b in pairs})
    return pairs + _called_otherwise(left_old, left_new, old, new, table) if left_old and left_new else pairs


_REWORDED, _ANOTHER_TERM = 0.5, 0.8
"""How much of the rest must be the same for an element that is called otherwise to be the same one: a text is worded anew more easily than a term chosen."""


def _called_otherwise(mine: list[int], theirs: list[int], old: list[Data], new: list[Data], table: type[Table] | None) -> list[tuple[int, int]]:
    """Elements that are one and the same under another name: what they say besides is the same."""
    called = {name for names in (table.called_by if table and table.called_by else _NAMES) for name in names.split("+")}
    is_term = any(field.about.terms or field.about.ref for name, (_, field) in _fields(table).items() if name in called)
    rest_old, rest_new = ([{key: value for key, value in element.items() if key not in called} for element in every] for every in (old, new))
    mine, theirs = [a for a in mine if rest_old[a]], [b for b in theirs if rest_new[b]]
    return _most_alike(mine, theirs, rest_old, rest_new, _ANOTHER_TERM if is_term else _REWORDED)


def _left(every: list[Data], taken: set[int]) -> list[int]:
    return [number for number in range(len(every)) if number not in taken]


def _plain(label: str) -> str:
    """A label without its number."""
    return label.partition("#")[0]


def _equal_and_named(old: list[Data], new: list[Data], table: type[Table] | None) -> list[tuple[int, int]]:
    """Elements that are equal, and of those that are left the ones with one name that are most alike: for lists in which names are not unique."""
    equal: dict[str, list[int]] = {}
    for b, element in enumerate(new):
        equal.setdefault(repr(element), []).append(b)
    pairs = [(a, same.pop(0)) for a, element in enumerate(old) if (same := equal.get(repr(element)))]
    left_old, left_new = _left(old, {a for a, _ in pairs}), _left(new, {b for _, b in pairs})
    groups: dict[str, tuple[list[int], list[int]]] = {}
    for side, (left, every) in enumerate(((left_old, old), (left_new, new))):
        for number in left:
            groups.setdefault(name_in_list(every[number], table), ([], []))[side].append(number)
    for name, (mine, theirs) in groups.items():
        if name:
            pairs += _most_alike(mine, theirs, old, new, 0.0)
    return pairs


def _most_alike(mine: list[int], theirs: list[int], old: list[Data], new: list[Data], least: float) -> list[tuple[int, int]]:
    """Pairs of elements, the most alike first, at least `least` alike."""
    if least == 0.0 and (min(len(mine), len(theirs)) == 0 or len(mine) == len(theirs) == 1 or len(mine) * len(theirs) > _MOST_PAIRS):
        return list(zip(mine, theirs, strict=False))
    if len(mine) * len(theirs) > _MOST_PAIRS:
        return []
    left = {number: leaves(old[number]) for number in mine}
    right = {number: leaves(new[number]) for number in theirs}
    scored = sorted(((likeness(left[a], right[b]), -abs(a - b), -a, -b) for a in mine for b in theirs), reverse=True)
    return best_pairs([(score, -a, -b) for score, _, a, b in scored], least)


def best_pairs(scored: list[tuple[float, Any, Any]], least: float) -> list[tuple[Any, Any]]:
    """Of pairs with their scores, the best first, those that can be had together."""
    taken_old, taken_new, pairs = set(), set(), []
    for score, a, b in scored:
        if score < least:
            break
        if a not in taken_old and b not in taken_new:
            taken_old.add(a)
            taken_new.add(b)
            pairs.append((a, b))
    return pairs


# -- likeness -------------------------------------------------------------------------------------------------------------------------------------------


def leaves(value: Any, path: str = "") -> dict[str, int]:
    """The values in a table by where they stand, each with its weight: as long as its text, so that a sentence counts for more than a word."""
    found: dict[str, int] = {}
    stack = [(path, value)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, dict):
            stack += [(f"{path}.{key}", each) for key, each in value.items()]
        elif isinstance(value, list):
            stack += [(path, each) for each in value]
        else:
            text = str(value)
            found[f"{path}={text}"] = len(text)
    return found


def likeness(a: dict[str, int], b: dict[str, int]) -> float:
    """How much of what two tables say is the same, from 0 to 1, by their leaves."""
    if not a and not b:
        return 1.0
    small, large = (a, b) if len(a) < len(b) else (b, a)
    return 2 * sum(weight for leaf, weight in small.items() if leaf in large) / max(1, sum(a.values()) + sum(b.values()))
