"""The law as data: TOML files beside this one, each fact with its citation and dates. This module only reads them."""

import os
from datetime import date
from functools import cache
from typing import Any

import toml_rs

_HERE = os.path.dirname(__file__)

GDPR = date(2018, 5, 25)
"""Date from which Regulation (EU) 2016/679 applies (art. 99(2))."""

UNKNOWN = "unknown"
"""What stands for a country that nobody could name."""

PLACES = ("EEA", "EU", UNKNOWN)
"""Values of a place beside the countries: somewhere in the EEA, somewhere in the Union, nobody knows where."""

Facts = dict[str, Any]


@cache
def load(name: str) -> Facts:
    """The tables of law/NAME.toml."""
    with open(os.path.join(_HERE, f"{name}.toml"), "rb") as file:
        data: Facts = toml_rs.loads(file.read().decode())
    return data


@cache
def terms(vocabulary: str) -> dict[str, Facts]:
    """The values of a vocabulary with the facts of each: of "legal-basis", {"consent": {"cite": …}, …}.

    Raises KeyError for a vocabulary that does not exist.
    """
    match vocabulary:
        case "data-category":
            return load("data_categories")
        case "data-subject":
            return load("data_subjects")
        case "country":
            return countries()
        case "place":
            return {**countries(), **{place: {} for place in PLACES}}
        case "authority":
            return load("authorities")
        case "statute":
            return {period["id"]: period for period in load("retention")["period"]}
    found: dict[str, Facts] = load("terms")[vocabulary]
    return found


def countries() -> dict[str, Facts]:
    """Every country and territory by its ISO 3166-1 alpha-2 code."""
    found: dict[str, Facts] = load("countries")["countries"]
    return found


def in_eea(place: str, on: date) -> bool:
    """Whether a country (or "EEA", "EU") lies in the European Economic Area on a day; False for "unknown"."""
    if place in ("EEA", "EU"):
        return True
    facts = countries().get(place)
    if not facts or "eea_from" not in facts:
        return False
    return bool(facts["eea_from"] <= on <= facts.get("eea_until", date.max))
