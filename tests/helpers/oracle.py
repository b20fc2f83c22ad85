"""The whole epoch in plain Python integers, one neuron and one entry at a time.

Written from the prose of the chapter, without NumPy and without the model, so that an error would
have to be made twice. Rows are lists of [uid, value] as the chain stores them; every number is raw
I32F32 bits unless its name says otherwise; every sum, product and quotient saturates, wraps or
gives zero exactly where the chain's does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

ONE = 1 << 32
MAX, MIN = (1 << 63) - 1, -(1 << 63)
MAX64, MIN64 = (1 << 127) - 1, -(1 << 127)

Row = list[tuple[int, int]]


def sat(x: int) -> int:
    return max(MIN, min(MAX, x))


def sat64(x: int) -> int:
    return max(MIN64, min(MAX64, x))


def wrap(x: int, bits: int = 64) -> int:
    half = 1 << (bits - 1)
    return (x + half) % (2 * half) - half


def total(values: Iterable[int]) -> int:
    return wrap(sum(values))


def tdiv(a: int, b: int) -> int:
    quotient = abs(a) // abs(b)
    return quotient if (a < 0) == (b < 0) else -quotient


def mul(a: int, b: int) -> int:
    return sat((a * b) >> 32)


def div(a: int, b: int) -> int:
    if b == 0:
        return 0
    quotient = tdiv(a << 32, b)
    return quotient if MIN <= quotient <= MAX else 0


def normalise(values: list[int]) -> list[int]:
    whole = total(values)
    return [div(x, whole) for x in values] if whole else values


def proportion(u16: int) -> int:
    return div(u16 << 32, 65535 << 32)


def prop16(x: int) -> int:
    return max(0, min(65535, mul(x, 65535 << 32) >> 32))


def exp(x: int) -> int | None:
    if x == 0:
        return ONE
    if x == ONE:
        return 11674931200
    y = abs(x)
    if y > MAX:
        return None
    term, series = y, y + ONE
    for i in range(2, 32):
        term = (term * y) >> 32
        if term > MAX:
            return None
        term //= i
        series += term
        if series > MAX:
            return None
    return series if x > 0 else (1 << 64) // series


def ln(x: int) -> int | None:
    if x <= 0:
        return None
    if x < ONE:
        inverse = (1 << 64) // x
        return None if inverse > MAX else -tdiv(log2(inverse) << 32, 12102203 << 9)
    return tdiv(log2(x) << 32, 12102203 << 9)


def log2(x: int) -> int:
    k = 0
    while x >= 2 * ONE:
        k, x = k + 1, (x + 1) >> 1
    if x == ONE:
        return k << 32
    for _ in range(32):
        x, k = (x * x) >> 32, k << 1
        if x >= 2 * ONE:
            k, x = k | 1, (x + 1) >> 1
    return k


def median(stakes: list[int], scores: list[int], kappa: int) -> int:
    whole = total(stakes)
    minority = sat(whole - kappa)
    left, low, high = list(range(len(scores))), 0, whole
    while len(left) > 1:
        pivot = scores[left[len(left) // 2]]
        below = [i for i in left if scores[i] < pivot]
        above = [i for i in left if scores[i] > pivot]
        stake_below, stake_above = 0, 0
        for i in below:
            stake_below = sat(stake_below + stakes[i])
        for i in above:
            stake_above = sat(stake_above + stakes[i])
        if below and minority < sat(low + stake_below):
            left, high = below, sat(low + stake_below)
        elif above and sat(high - stake_above) <= minority:
            left, low = above, sat(high - stake_above)
        else:
            return pivot
    return scores[left[0]]


def normalise_columns(rows: list[Row], n: int) -> list[Row]:
    sums = [0] * n
    for row in rows:
        for j, x in row:
            sums[j] = sat(sums[j] + x)
    return [[(j, div(x, sums[j]) if sums[j] else x) for j, x in row] for row in rows]


def column_products(rows: list[Row], stake: list[int], n: int) -> list[int]:
    sums = [0] * n
    for row, share in zip(rows, stake, strict=True):
        for j, x in row:
            sums[j] = sat(sums[j] + mul(share, x))
    return sums


def average(new: list[Row], old: list[Row], alphas: list[int], betas: list[int]) -> list[Row]:
    result = []
    for fresh, kept in zip(new, old, strict=True):
        cells = [0] * len(alphas)
        for j, x in fresh:
            cells[j] = sat(cells[j] + mul(alphas[j], x))
        for j, x in kept:
            cells[j] = sat(cells[j] + mul(betas[j], x))
        result.append([(j, x) for j, x in enumerate(cells) if x > 0])
    return result


def quantile(values: list[int], q: float) -> int:
    ordered = sorted(values)
    position = q * (len(ordered) - 1)
    low, high = int(position), -int(-position // 1)
    if low == high:
        return ordered[low]
    weight = round((position - low) * ONE)
    return sat(ordered[low] + mul(sat(ordered[high] - ordered[low]), weight))


def legacy_alphas(consensus: list[int], low: int, high: int) -> list[int] | None:
    if not any(consensus):
        return None
    upper, lower = quantile(consensus, 0.75), quantile(consensus, 0.25)
    if not (upper > lower or upper != 0 or lower < 0):
        return None
    a = b = 0
    if upper > lower and low != 0 and high != 0:
        at_high = ln(sat(div(ONE, high) - ONE)) or 0
        at_low = ln(sat(div(ONE, low) - ONE)) or 0
        a = div(sat(at_high - at_low), sat(lower - upper))
        b = sat(at_low + mul(a, lower))
    alphas = []
    for c in consensus:
        alpha = div(ONE, sat(ONE + (exp(sat(b - mul(a, c))) or 0)))
        alphas.append(max(min(alpha, high), low))
    return alphas


def sigmoid(c: int, w: int, b: int, low: int, high: int, steepness: int) -> int:
    bought, sold = max(0, min(ONE, w - c)), max(0, min(ONE, b - w))
    moved = bought if w >= b else sold
    slope = sat(tdiv((steepness << 32) << 32, -100 << 32))
    power = exp(mul(slope, moved - ONE // 2))
    s = sat(tdiv(1 << 64, sat(ONE + (power or 0))))
    return max(min(sat(low + mul(s, sat(high - low))), high), low)


def read_forward(row: Row, n: int) -> list[int]:
    values, cursor = [0] * n, 0
    for j in range(n):
        while cursor < len(row) and row[cursor][0] < j:
            cursor += 1
        if cursor < len(row) and row[cursor][0] == j:
            values[j] = row[cursor][1]
    return values


def max_upscale(values: list[int]) -> list[int]:
    top = max(values, default=0)
    if top == 0:
        return [0] * len(values)
    if top > 32768 << 32:
        scaled = [mul(x, div(65535 << 32, top)) for x in values]
    else:
        scaled = [div(mul(x, 65535 << 32), top) for x in values]
    rounded = [(x + ONE // 2) >> 32 if x >= 0 else -((-x + ONE // 2) >> 32) for x in scaled]
    return [max(0, min(65535, x)) for x in rounded]


class Epoch:
    """One epoch, section by section; `answer` has the form of the operation's answer."""

    def __init__(self, given: Mapping[str, Any], fork: str) -> None:
        self.g = given
        self.n: int = given["n"]
        self.legacy = fork == "dtao"
        self.reg = [int(x) for x in given["block_at_registration"]]
        self.updated = ([int(x) for x in given["last_update"]] + [0] * self.n)[: self.n]
        self.stake_and_permits()
        self.weights()
        self.consensus()
        self.bonds()
        self.emission()

    def rows(self, name: str) -> list[Row]:
        """Weights or bonds of every uid, without entries about uids that do not exist."""
        rows: list[Row] = [[] for _ in range(self.n)]
        for i, pairs in self.g[name]:
            if i < self.n:
                rows[i] = [(j, v) for j, v in pairs if j < self.n]
        return rows

    def stake_and_permits(self) -> None:
        """Activity, normalised stake, new permits and active stake."""
        g, n = self.g, self.n
        block, cutoff = int(g["block"]), g["activity_cutoff"]
        self.inactive = [min(u + cutoff, 2**64 - 1) < block for u in self.updated]
        stakes = [int(x) for x in g["stake"]]
        if not self.legacy:
            threshold = int(g["stake_threshold"])
            stakes = [s if max(0, s >> 64) >= threshold else 0 for s in stakes]
        whole = wrap(sum(stakes), 128)
        if whole:
            shares = [tdiv(s << 64, whole) for s in stakes]
            stakes = [q if MIN64 <= q <= MAX64 else 0 for q in shares]
        self.stake = [sat(s >> 32) for s in stakes]
        k = g["max_allowed_validators"]
        self.permits = [self.legacy or s != 0 for s in self.stake]
        if n >= k:
            for i in sorted(range(n), key=lambda i: self.stake[i])[: n - k]:
                self.permits[i] = False
        stored = list(g["validator_permits"])
        self.old_permits = (stored + [False] * n)[:n]
        votes = [0 if self.inactive[i] else s for i, s in enumerate(self.stake)]
        if stored:
            votes = [s if self.old_permits[i] else 0 for i, s in enumerate(votes)]
        self.active = normalise(votes)

    def weights(self) -> None:
        """Masks, then shares of the row."""
        g = self.g
        commits = [2**64 - 1] * self.n
        for uid, block in g["commit_blocks"]:
            commits[uid] = min(commits[uid], int(block))
        self.W: list[Row] = []
        for i, row in enumerate(self.rows("weights")):
            kept: Row = []
            for j, w in row:
                hidden = not self.old_permits[i]
                hidden |= i == j and i != g["owner_uid"]
                hidden |= self.updated[i] <= self.reg[j]
                hidden |= bool(g["commit_reveal"] and not self.legacy and commits[i] < self.reg[j])
                if not hidden:
                    kept.append((j, w << 32))
            whole = total(w for _, w in kept)
            self.W.append([(j, div(w, whole)) for j, w in kept] if whole > 0 else kept)

    def consensus(self) -> None:
        """Preranks, consensus, clipped weights, trust and incentive."""
        n, kappa = self.n, proportion(self.g["kappa"])
        self.P = column_products(self.W, self.active, n)
        voters = [i for i in range(n) if self.active[i] > 0]
        shares = normalise([self.active[i] for i in voters])
        given = [dict(self.W[i]) for i in voters]
        self.C = [
            median(shares, [row.get(j, 0) for row in given], kappa) if voters else 0
            for j in range(n)
        ]
        self.clipped: list[Row] = [
            [(j, min(w, self.C[j])) for j, w in row if self.C[j] > 0 or w <= self.C[j]]
            for row in self.W
        ]
        self.Tv = [total(w for _, w in row) for row in self.clipped]
        self.R = column_products(self.clipped, self.active, n)
        self.T = [div(r, p) for r, p in zip(self.R, self.P, strict=True)]
        self.incentive = normalise(self.R)

    def weights_for_bonds(self) -> list[Row]:
        """Between given and clipped weights, by the penalty."""
        penalty = proportion(self.g["bonds_penalty"])
        if penalty == 0:
            return self.W
        if penalty == ONE:
            return self.clipped
        result = []
        for full, cut in zip(map(dict, self.W), map(dict, self.clipped), strict=True):
            row = []
            for j in range(self.n):
                w = full.get(j, 0)
                value = sat(w + mul(penalty, sat(cut.get(j, 0) - w)))
                if value > 0:
                    row.append((j, value))
            result.append(row)
        return result

    def bonds(self) -> None:
        """Old bonds without those in newcomers, then the one or the other model."""
        g = self.g
        last_tempo = max(0, int(g["block"]) - g["tempo"])
        old = [[(j, b) for j, b in row if last_tempo > self.reg[j]] for row in self.rows("bonds")]
        new = self.weights_for_bonds()
        if g["yuma3"] and not self.legacy:
            self.yuma3(new, old)
        else:
            self.classic(new, old)

    def classic(self, new: list[Row], old: list[Row]) -> None:
        """Shares of each column, bought by stake."""
        g, n = self.g, self.n
        bought: list[Row] = [
            [(j, mul(w, self.active[i])) for j, w in row] for i, row in enumerate(new)
        ]
        bought = normalise_columns(bought, n)
        kept = normalise_columns([[(j, b << 32) for j, b in row] for row in old], n)
        alphas = None
        if self.legacy and g["liquid_alpha"]:
            bounds = proportion(g["alpha_low"]), proportion(g["alpha_high"])
            alphas = legacy_alphas(self.C, *bounds)
        if alphas is None:
            bma = sat64(int(g["bonds_moving_average"]) << 64)
            alphas = [sat(ONE - sat((bma // 10**6) >> 32))] * n
        held = average(bought, kept, alphas, [sat(ONE - a) for a in alphas])
        held = normalise_columns(held, n)
        earned = []
        for row in held:
            income = 0
            for j, b in row:
                income = sat(income + mul(self.incentive[j], b))
            earned.append(income)
        self.d = normalise(earned)
        tops = [0] * n
        for row in held:
            for j, b in row:
                tops[j] = max(tops[j], b)
        self.E = [[(j, div(b, tops[j]) if tops[j] else b) for j, b in row] for row in held]

    def yuma3(self, new: list[Row], old: list[Row]) -> None:
        """Proportions that follow the weights."""
        g, n = self.g, self.n
        kept: list[Row] = [[(j, proportion(b)) for j, b in row] for row in old]
        if g["liquid_alpha"] and any(self.C):
            self.E = [self.liquid(fresh, before) for fresh, before in zip(new, kept, strict=True)]
        else:
            bma = wrap(int(g["bonds_moving_average"]) << 64, 128)
            alpha = sat(ONE - wrap(sat64(tdiv(bma, 10**6)) >> 32))
            self.E = average(new, kept, [alpha] * n, [sat(ONE - alpha)] * n)
        shares = normalise_columns(self.E, n)
        earned = [total(mul(b, self.incentive[j]) for j, b in row) for row in shares]
        paid = []
        for income, stake in zip(earned, self.active, strict=True):
            product = (income * stake) >> 32
            paid.append(product if MIN <= product <= MAX else 0)
        self.d = normalise(paid)

    def liquid(self, fresh: Row, before: Row) -> Row:
        """One row of Yuma3 bonds at rates of their own."""
        g, n = self.g, self.n
        low, high = proportion(g["alpha_low"]), proportion(g["alpha_high"])
        w, b, found = read_forward(fresh, n), read_forward(before, n), dict(before)
        row = []
        for j, weight in fresh:
            alpha = sigmoid(self.C[j], w[j], b[j], low, high, g["alpha_sigmoid_steepness"])
            decayed = mul(sat(ONE - alpha), found.get(j, 0))
            bond = min(sat(decayed + max(mul(alpha, weight), 0)), ONE)
            if bond > 0:
                row.append((j, bond))
        return row

    def emission(self) -> None:
        """Shares, amounts, and the answer."""
        both = [sat(i + d) for i, d in zip(self.incentive, self.d, strict=True)]
        whole = total(both)
        if whole:
            server = [div(x, whole) for x in self.incentive]
            validator = [div(x, whole) for x in self.d]
            combined = [div(x, whole) for x in both]
        else:
            server = self.incentive
            validator = combined = self.active if total(self.active) else self.stake
        pot = int(self.g["emission"])

        def amounts(shares: list[int]) -> list[str]:
            return [str(max(0, min(2**64 - 1, (x * pot) >> 32))) for x in shares]

        self.answer = {
            "active": [not x for x in self.inactive],
            "stake_weight": list(map(prop16, self.stake)),
            "consensus": list(map(prop16, self.C)),
            "rank": list(map(prop16, self.incentive)),
            "trust": list(map(prop16, self.T)),
            "incentive": list(map(prop16, self.incentive)),
            "dividends": list(map(prop16, self.d)),
            "validator_trust": list(map(prop16, self.Tv)),
            "pruning_scores": max_upscale(combined),
            "validator_permits": self.permits,
            "emission": amounts(combined),
            "server_emission": amounts(server),
            "validator_emission": amounts(validator),
            "bonds": [
                [i, [[j, prop16(b)] for j, b in row]]
                for i, row in enumerate(self.E)
                if self.permits[i] and row
            ],
        }


def epoch(given: Mapping[str, Any], fork: str) -> dict[str, Any]:
    """The answer to `consensus.epoch`, wide integers as decimal strings."""
    return Epoch(given, fork).answer
