"""How often a property is tried: little by default, more under the profile that CI runs as well."""

from __future__ import annotations

from hypothesis import settings

DEFAULT = "same-every-time"
THOROUGH = "thorough"


def examples(few: int, thorough: int) -> int:
    """A number of samples: `thorough` under `pytest --hypothesis-profile=thorough`, else `few`."""
    return thorough if settings.get_current_profile_name() == THOROUGH else few
