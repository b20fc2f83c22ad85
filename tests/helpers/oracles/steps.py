"""Steps of an epoch on lists: medians, sums, averages and the two liquid rates.

Rows are lists of [uid, value] as the chain stores them; numbers are raw I32F32 bits.
"""

from __future__ import annotations

from oracles.fixed import ONE, div, exp, ln, mul, sat, tdiv, total

Row = list[tuple[int, int]]


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


def average(new: list[Row], old: list[Row], rates: list[int], betas: list[int]) -> list[Row]:
    result = []
    for fresh, kept in zip(new, old, strict=True):
        cells = [0] * len(rates)
        for j, x in fresh:
            cells[j] = sat(cells[j] + mul(rates[j], x))
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


def legacy_rates(consensus: list[int], low: int, high: int) -> list[int] | None:
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
    rates = []
    for c in consensus:
        rate = div(ONE, sat(ONE + (exp(sat(b - mul(a, c))) or 0)))
        rates.append(max(min(rate, high), low))
    return rates


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
