"""The whole epoch in plain Python integers, one neuron and one entry at a time.

Written from the prose of the chapter, without NumPy and without the model, so that an error would
have to be made twice. Rows are lists of [uid, value] as the chain stores them; every number is raw
I32F32 bits unless its name says otherwise; every sum, product and quotient saturates, wraps or
gives zero exactly where the chain's does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oracles.fixed import (
    MAX,
    MAX64,
    MIN,
    MIN64,
    ONE,
    div,
    mul,
    normalise,
    prop16,
    proportion,
    sat,
    sat64,
    tdiv,
    total,
    wrap,
)
from oracles.steps import (
    Row,
    average,
    column_products,
    legacy_rates,
    max_upscale,
    median,
    normalise_columns,
    read_forward,
    sigmoid,
)


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
        rates = None
        if self.legacy and g["liquid_alpha"]:
            bounds = proportion(g["alpha_low"]), proportion(g["alpha_high"])
            rates = legacy_rates(self.C, *bounds)
        if rates is None:
            bma = sat64(int(g["bonds_moving_average"]) << 64)
            rates = [sat(ONE - sat((bma // 10**6) >> 32))] * n
        held = average(bought, kept, rates, [sat(ONE - a) for a in rates])
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
            rate = sat(ONE - wrap(sat64(tdiv(bma, 10**6)) >> 32))
            self.E = average(new, kept, [rate] * n, [sat(ONE - rate)] * n)
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
            rate = sigmoid(self.C[j], w[j], b[j], low, high, g["alpha_sigmoid_steepness"])
            decayed = mul(sat(ONE - rate), found.get(j, 0))
            bond = min(sat(decayed + max(mul(rate, weight), 0)), ONE)
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
