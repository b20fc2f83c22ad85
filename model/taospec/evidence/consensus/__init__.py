"""Evidence for claims about consensus."""

from taospec.evidence.consensus.bonds import (
    end_of_a_bond,
    memory_without_liquid_alpha,
    pace_of_bonds,
    reach_of_liquid_alpha,
)
from taospec.evidence.consensus.payment import (
    epochs_apart,
    recorded_emission,
    remainder,
    three_way_split,
)
from taospec.evidence.consensus.stake import (
    default_tao_weight,
    number_of_permits,
    sixty_four_and_the_rest,
    thousand_tao,
    weight_of_root_tao,
)
from taospec.evidence.consensus.votes import (
    clipped_to_the_average,
    half_of_the_stake,
    largest_supported,
    scan_from_below,
)

__all__ = [
    "clipped_to_the_average",
    "default_tao_weight",
    "end_of_a_bond",
    "epochs_apart",
    "half_of_the_stake",
    "largest_supported",
    "memory_without_liquid_alpha",
    "number_of_permits",
    "pace_of_bonds",
    "reach_of_liquid_alpha",
    "recorded_emission",
    "remainder",
    "scan_from_below",
    "sixty_four_and_the_rest",
    "thousand_tao",
    "three_way_split",
    "weight_of_root_tao",
]
