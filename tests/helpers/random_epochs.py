"""Random epochs for comparisons: small, tied, unsorted, malformed and extreme ones."""

from __future__ import annotations

from random import Random
from typing import Any

ONE_RAO = 1 << 64
"""I64F64 bits of one rao of stake weight."""

U16_CORNERS = (0, 1, 2, 32766, 32767, 32768, 65534, 65535)
U64_MAX = 2**64 - 1


def u16(rng: Random) -> int:
    return rng.choice(U16_CORNERS) if rng.random() < 0.3 else rng.randrange(65536)


def some_rows(rng: Random, n: int, *, ordered: bool) -> list[list[Any]]:
    """Rows of up to n entries each: sparse or dense, small or large values, explicit zeros."""
    density, large = rng.choice((0.3, 0.8, 1.0)), rng.random() < 0.6
    rows = []
    for i in range(n):
        if rng.random() < 0.25:
            continue
        uids = [j for j in range(n) if rng.random() < density]
        if not ordered:
            rng.shuffle(uids)
        pairs = [[j, u16(rng) if large else rng.randrange(11)] for j in uids]
        rows.append([i, pairs])
    return rows


def some_stakes(rng: Random, n: int) -> list[int]:
    """I64F64 bits: nothing, ties, dust beside the whole supply, fractions of a rao."""
    kind = rng.randrange(8)
    if kind == 0:
        return [rng.choice((0, 0, 5, 5, 7)) * ONE_RAO for _ in range(n)]
    if kind == 1:
        return [rng.choice((0, 1, 4_889_443, 4_889_445, 21 * 10**15)) * ONE_RAO for _ in range(n)]
    if kind == 2:
        return [rng.randrange(2 * ONE_RAO) for _ in range(n)]
    if kind == 3:
        return [0] * n
    return [rng.randrange(10**18) * ONE_RAO + rng.randrange(ONE_RAO) for _ in range(n)]


def absurd_stakes(rng: Random, n: int) -> list[int]:
    """I64F64 bits near the ends of the format, so that their sum wraps."""
    ends = ((1 << 127) - 1, 1 << 126, (1 << 126) - 1, 1 << 125, 3, 0, -(1 << 127), -1, -ONE_RAO)
    return [rng.choice(ends) + (rng.randrange(9) if rng.random() < 0.3 else 0) for _ in range(n)]


def in_format(bits: int) -> int:
    """Keep stake bits in I64F64."""
    return max(-(1 << 127), min((1 << 127) - 1, bits))


def random_epoch(rng: Random, n: int | None = None) -> dict[str, Any]:
    """The wire form of one well-formed epoch, with parameters that can occur or nearly so."""
    n = rng.randint(1, 12) if n is None else n
    block = rng.choice((rng.randint(1, 30), rng.randint(100, 5000)))
    near = [max(0, block + d) for d in (-60, -21, -11, -10, -9, -2, -1, 0)]
    quiet = rng.random() < 0.4  # nobody inactive, nobody new, so that more of the weights count
    low = rng.choice((45875, rng.randint(1638, 65535)))
    return {
        "n": n,
        "block": str(block),
        "tempo": rng.choice((1, 10, 20, 360)),
        "activity_cutoff": 5000 if quiet else rng.choice((0, 1, 9, 10, 11, 5000)),
        "stake": [str(x) for x in some_stakes(rng, n)],
        "stake_threshold": str(rng.choice((0, 0, 0, 1, 5, 1000))),
        "max_allowed_validators": rng.choice((0, 1, 2, 3, n, n + 1, 64)),
        "owner_uid": rng.choice((None, rng.randrange(n))),
        "kappa": rng.choice((32767, u16(rng))),
        "bonds_penalty": rng.choice((0, 65535, u16(rng))),
        "bonds_moving_average": str(
            rng.choice((900_000, 975_000, 0, 1_000_000, rng.randrange(10**6)))
        ),
        "yuma3": rng.random() < 0.5,
        "liquid_alpha": rng.random() < 0.5,
        "alpha_low": low,
        "alpha_high": rng.choice((58982, rng.randint(low, 65535))),
        "alpha_sigmoid_steepness": rng.choice((1000, 100, 0, -1000, 4150, 4300, 10000)),
        "commit_reveal": rng.random() < 0.5,
        "commit_blocks": [[uid, str(rng.choice(near))] for uid in range(n) if rng.random() < 0.3],
        "emission": str(rng.choice((0, 1, 10**9, 148 * 10**9, rng.randrange(2**64), U64_MAX))),
        "last_update": [str(block if quiet else rng.choice(near)) for _ in range(n)],
        "block_at_registration": [
            str(rng.choice(near) if not quiet and rng.random() < 0.3 else 0) for _ in range(n)
        ],
        "validator_permits": [rng.random() < (0.95 if quiet else 0.8) for _ in range(n)],
        "weights": some_rows(rng, n, ordered=rng.random() < 0.4),
        "bonds": some_rows(rng, n, ordered=rng.random() < 0.7) if rng.random() < 0.8 else [],
    }


def extreme_epoch(rng: Random) -> dict[str, Any]:
    """The wire form of an epoch with parameters and stakes that make the arithmetic wrap."""
    given = random_epoch(rng)
    n = given["n"]
    if rng.random() < 0.5:
        given["stake"] = [str(in_format(x)) for x in absurd_stakes(rng, n)]
    if rng.random() < 0.6:
        averages = (10**6 + 1, 2 * 10**6, 10**9, 2**31 * 10**6, 2**63 - 1, 2**63, U64_MAX)
        given["bonds_moving_average"] = str(rng.choice((*averages, rng.randrange(2**64))))
    if rng.random() < 0.5:
        given["alpha_low"], given["alpha_high"] = u16(rng), u16(rng)
        given["alpha_sigmoid_steepness"] = rng.randint(-32768, 32767)
    if rng.random() < 0.1:
        given["block"] = str(rng.choice((0, U64_MAX)))
    return given


def malformed_epoch(rng: Random) -> dict[str, Any]:
    """The wire form of an epoch whose lists have other lengths and whose rows name absent uids."""
    given = random_epoch(rng)
    n = given["n"]
    length = rng.choice((0, n // 2, n, n + 2))
    given["validator_permits"] = [rng.random() < 0.8 for _ in range(length)]
    length = rng.choice((0, n // 2, n, n + 2))
    given["last_update"] = (given["last_update"] + given["last_update"])[:length]
    for name in ("weights", "bonds"):
        given[name] += [[n + 1, [[0, 5]]]]
        for _, pairs in given[name]:
            if rng.random() < 0.3:
                pairs.insert(rng.randint(0, len(pairs)), [n + rng.randrange(3), u16(rng)])
    return given
