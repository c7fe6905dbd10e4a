"""The rights that data subjects have, as they follow from the legal bases in use (Art. 13(2)(b)-(d), 15-22)."""

from .. import law
from ..model.activity import Activity

ALWAYS = ("access", "rectification", "erasure", "restriction", "complaint")
"""What everybody has, whatever the basis (Art. 15-18, 77); erasure and restriction under the conditions of their articles."""


def rights_of(activity: Activity) -> list[str]:
    """The rights for an activity, as keys of ui.toml under [rights].

    Portability only where the basis is consent or contract (Art. 20(1)); objection where it is a public task or legitimate interests, and always to
    direct marketing (Art. 21); withdrawal where it is consent, or explicit consent for special categories (Art. 7(3)); human intervention in automated
    decisions (Art. 22(3)).
    """
    bases = law.terms("legal-basis")
    facts = [bases.get(purpose.basis or "", {}) for purpose in activity.purposes or ()]
    grounds = law.terms("special-ground")
    found = list(ALWAYS)
    if any(fact.get("portability") for fact in facts):
        found.append("portability")
    if any(fact.get("objection") for fact in facts):
        found.append("objection")
    if any(purpose.direct_marketing for purpose in activity.purposes or ()):
        found.append("objection-marketing")
    if any(fact.get("withdrawal") for fact in facts) or any(grounds.get(data.special_ground or "", {}).get("withdrawal") for data in activity.data or ()):
        found.append("withdrawal")
    if any(decision.solely_automated and decision.significant for decision in activity.automated_decisions or ()):
        found.append("human-review")
    return found
