// The operations of the chapter numbers: raw bits of a named format in, raw bits out.

import { since } from "../forks.js";
import { Rejection } from "../rejection.js";
import { decimal, malformed, oneOf, record } from "../wire.js";
import { convert, div, fits, formats, lessThan, mul, round, safeDiv, u64Format } from "./fixed.js";
import { exp, ln, log2, sqrt } from "./transcendental.js";

const layouts = { ...formats, u64: u64Format };
const anyFormat = oneOf(...Object.keys(formats));
const signedFormat = oneOf("I32F32", "I64F64", "I96F32");
const formatOrU64 = oneOf(...Object.keys(layouts));

/** Reads raw bits of the format that another field names. */
const bitsOf = (field) => (value, path, { [field]: name }) => {
  const bits = decimal(value, path, "raw bits");
  if (!fits(bits, layouts[name])) throw malformed(path, `${value} is outside the raw bits of ${name}`);
  return bits;
};
const bits = bitsOf("format");

const two = record({ format: anyFormat, a: bits, b: bits });
const one = record({ format: anyFormat, bits });
const oneSigned = record({ format: signedFormat, bits });
const conversion = record({ format: anyFormat, bits, to: formatOrU64 });
const root = record({ format: anyFormat, bits, epsilon: bits });
const comparison = record({
  format: anyFormat,
  bits,
  other: formatOrU64,
  other_bits: bitsOf("other"),
});

const ofTwo = (compute) => ({
  given: two,
  run: (_fork, { format, a, b }) => ({ bits: compute(a, b, formats[format]) }),
});

function divide(a, b, layout) {
  if (b === 0n) throw new Rejection("DivisionByZero", `a=${a} b=${b}`);
  return div(a, b, layout);
}

function orOverflow(result, format, argument) {
  if (result === null) throw new Rejection("Overflow", `format=${format} bits=${argument}`);
  return { bits: result };
}

const logarithm = (compute) => ({
  given: oneSigned,
  run(_fork, { format, bits }) {
    if (bits <= 0n) throw new Rejection("NotPositive", `bits=${bits}`);
    return orOverflow(compute(bits, formats[format]), format, bits);
  },
});

export const operations = {
  "numbers.mul": ofTwo(mul),
  "numbers.div": ofTwo(divide),
  "numbers.safe_div": ofTwo(safeDiv),
  "numbers.convert": {
    given: conversion,
    run: (_fork, { format, bits, to }) => ({ bits: convert(bits, formats[format], layouts[to]) }),
  },
  "numbers.round": {
    given: one,
    run: (_fork, { format, bits }) => ({ bits: round(bits, formats[format]) }),
  },
  "numbers.less_than": {
    given: comparison,
    run: (_fork, { format, bits, other, other_bits }) => ({
      less: lessThan(bits, formats[format], other_bits, layouts[other]),
    }),
  },
  "numbers.log2": logarithm(log2),
  "numbers.ln": logarithm(ln),
  "numbers.exp": {
    given: oneSigned,
    run: (_fork, { format, bits }) => orOverflow(exp(bits, formats[format]), format, bits),
  },
  "numbers.sqrt": {
    forks: since("dereg"),
    given: root,
    run(_fork, { format, bits, epsilon }) {
      if (bits < 0n) throw new Rejection("NegativeRoot", `bits=${bits}`);
      return { bits: sqrt(bits, epsilon, formats[format]) };
    },
  },
};
