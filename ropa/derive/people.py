"""Who the data subjects are: what follows from what the register says of them."""

from collections.abc import Mapping
from typing import Any

from ..model.activity import Subjects

OF_AGE = 18
"""Everyone below it is a child (Convention on the Rights of the Child, art. 1); consent has ages of its own."""


def has_children(people: Subjects, facts: Mapping[str, Mapping[str, Any]], age: int = OF_AGE) -> bool:
    """Whether there are children below an age among data subjects: by the age of the youngest, else as the register says, else by their category.

    `facts` are those of the categories of data subjects, see `Audit.subject_facts`.
    """
    if people.youngest is not None:
        return people.youngest < age
    return bool(facts.get(people.category or "", {}).get("children") if people.children is None else people.children)
