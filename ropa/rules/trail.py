"""G: git, the trail that shows who changed the register, when and why. What is looked at, and at what cost, is in history/standing.py and verify.py."""

from typing import TYPE_CHECKING

from ..register import Found
from .base import ALWAYS, ERROR, INFO, WARNING, Hits, rule

if TYPE_CHECKING:
    from ..audit import Audit

_LAW = ("GDPR art. 5(2)", "GDPR art. 24(1)")


def _said(audit: "Audit", name: str) -> Hits:
    """What the trail says under the name of a rule: about the register as a whole."""
    for problem in audit.trail.problems if audit.trail else ():
        if problem.rule == name:
            yield Found("", "register.toml", "register", (), problem.variant, problem.params, 1, 1)


@rule("G901", INFO, *_LAW, since=ALWAYS)
def uncommitted(audit: "Audit") -> Hits:
    """Changes that are not in the history yet."""
    return _said(audit, "uncommitted")


@rule("G902", ERROR, *_LAW, since=ALWAYS)
def history_rewritten(audit: "Audit") -> Hits:
    """A sealed version that does not belong to the history any more."""
    return _said(audit, "history-rewritten")


@rule("G903", ERROR, *_LAW, "GDPR art. 30", since=ALWAYS)
def seal_broken(audit: "Audit") -> Hits:
    """A seal that is gone, was replaced, or does not fit what it sealed."""
    return _said(audit, "seal-broken")


@rule("G904", WARNING, *_LAW, since=ALWAYS)
def unsigned(audit: "Audit") -> Hits:
    """A seal or commits without a signature, where the organisation asks for one."""
    return _said(audit, "unsigned")


@rule("G905", ERROR, *_LAW, since=ALWAYS)
def bad_signature(audit: "Audit") -> Hits:
    """A signature that does not fit what it is on, or whose key was revoked."""
    return _said(audit, "bad-signature")


@rule("G906", WARNING, *_LAW, since=ALWAYS)
def trail_cut(audit: "Audit") -> Hits:
    """A history that is not all there, or that git shows otherwise than it was committed."""
    return _said(audit, "trail-cut")


@rule("G907", WARNING, *_LAW, since=ALWAYS)
def sealed_elsewhere(audit: "Audit") -> Hits:
    """A sealed version that is on another branch, and not on this one."""
    return _said(audit, "sealed-elsewhere")


RULES = (uncommitted, history_rewritten, seal_broken, unsigned, bad_signature, trail_cut, sealed_elsewhere)
