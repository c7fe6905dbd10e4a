"""Which places hold which data: what an activity names, what its processors use, and the back-ups of both."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..model.activity import Activity, Data

if TYPE_CHECKING:
    from ..audit import Audit


def places_of(audit: "Audit", activity: Activity, data: Data | None = None) -> list[str]:
    """Ids of the locations that an activity, or one category of its data, is kept in: its own and those of its processors; each once."""
    if data is None:
        named: list[str] = [*(activity.locations or ()), *(place for each in activity.data or () for place in each.locations or ())]
        parties: Iterable[str] = [*(activity.processors or ()), *(party for each in activity.data or () for party in each.processors or ())]
    else:
        named = list(data.locations or activity.locations or ())
        parties = (activity.processors or ()) if data.processors is None else data.processors
    for identity in parties:
        processor = audit.register.processors.get(identity)
        if processor is not None and processor.locations and (data is None or not processor.data or data.category in processor.data):
            named += processor.locations
    return list(dict.fromkeys(named))


def special_storage(audit: "Audit") -> dict[str, list[Activity]]:
    """Activities with data of Art. 9 or 10, by the id of each place that holds such data; what a back-up is of, the back-up holds too."""
    special, criminal = audit.special_categories, audit.criminal_categories
    holding: dict[str, dict[str, Activity]] = {}
    for activity, _, data in audit.marked_data:
        if data.category in special or data.category in criminal or data.special:
            for place in places_of(audit, activity, data):
                holding.setdefault(place, {})[activity.id] = activity
    _add_back_ups(audit, holding)
    return {place: list(activities.values()) for place, activities in holding.items()}


def activities_in(audit: "Audit", place: str) -> list[Activity]:
    """Activities that keep any data in a place: by themselves, through a processor that does, or in what it is the back-up of."""
    found: dict[str, Activity] = {}
    location = audit.register.locations.get(place)
    back_up = location.back_up if location else None
    for identity in [place, *((back_up.of if back_up else None) or ())]:
        for activity in audit.activities_of_location.get(identity, ()):
            found[activity.id] = activity
        for processor in audit.processors:
            if processor.locations and identity in processor.locations:
                for activity in audit.activities_of_processor.get(processor.id, ()):
                    found[activity.id] = activity
    return list(found.values())


def _add_back_ups(audit: "Audit", holding: dict[str, dict[str, Activity]]) -> None:
    """What a back-up is of, the back-up holds too."""
    for location in audit.locations:
        for original in (location.back_up.of if location.back_up else None) or ():
            if original in holding:
                holding.setdefault(location.id, {}).update(holding[original])


def special_of_processor(audit: "Audit") -> dict[str, set[str]]:
    """The special categories of Art. 9 that each processor gets, by its id."""
    found: dict[str, set[str]] = {}
    for activity, _, data in audit.marked_data:
        if special := audit.special_of(data):
            for identity in (activity.processors or ()) if data.processors is None else data.processors:
                processor = audit.register.processors.get(identity)
                if processor is not None and (not processor.data or data.category in processor.data):
                    found.setdefault(identity, set()).update(special)
    return found
