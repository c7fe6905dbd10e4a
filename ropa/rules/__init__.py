"""The rules, in one list. A family is a module; a rule is a function in it, its words in i18n, its examples in examples/."""

from . import acceptances, assessments, controller, data, files, parties, purposes, security, statement, trail, transfers
from .base import Rule

RULES: tuple[Rule, ...] = (
    *files.RULES,
    *controller.RULES,
    *purposes.RULES,
    *data.RULES,
    *transfers.RULES,
    *parties.RULES,
    *security.RULES,
    *assessments.RULES,
    *statement.RULES,
    *trail.RULES,
    *acceptances.RULES,
)

BY_CODE = {rule.code: rule for rule in RULES}
BY_NAME = {rule.name: rule for rule in RULES}


def get(name: str) -> Rule | None:
    """The rule of a code (in any case) or a name; None where there is none."""
    return BY_CODE.get(name.upper()) or BY_NAME.get(name.lower())
