"""The privacy statement for the people concerned (Art. 13, 14), made from the register."""

from .build import Made, build_statement
from .items import ITEMS, SECTIONS, Missing, by_item, laws_of

__all__ = ["ITEMS", "SECTIONS", "Made", "Missing", "build_statement", "by_item", "laws_of"]
