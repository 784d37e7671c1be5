"""Singular forms of the units of measurement; nothing here converts one unit into another."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# Lower-case plural -> singular as printed after Per. Source: spec outputs, section 8.
SINGULAR_UNITS: Mapping[str, str] = MappingProxyType(
    {
        "nos": "No",
        "no": "No",
        "mtrs": "Mtr",
        "mtr": "Mtr",
        "pts": "Pt",
        "pt": "Pt",
        "cum": "Cum",
        "sqm": "Sqm",
        "rmt": "Rmt",
        "kg": "Kg",
        "l": "L",
        "set": "Set",
        "lot": "Lot",
        "ls": "LS",
    }
)


def singular_unit(unit: str, table: Mapping[str, str] = SINGULAR_UNITS) -> str:
    """The unit that follows Per; one that the table does not know stays as written.

    >>> [singular_unit(unit) for unit in ("Nos", "MTRS", "LS", "Gross", "")]
    ['No', 'Mtr', 'LS', 'Gross', '']
    """
    return table.get(unit.strip().rstrip(".").lower(), unit)
