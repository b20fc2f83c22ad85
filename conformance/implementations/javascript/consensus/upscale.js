// Scaling to the full range of 16 bits: spec/consensus.md, CON-49, CON-65 and CON-38.

import { formats, round } from "../numbers/fixed.js";
import { clamp } from "../numbers/integers.js";
import { ratio, times } from "./shares.js";

const { I32F32 } = formats;
const FULL = 65535n * I32F32.one;
const LARGEST_OF_FIRST_BRANCH = 32768n * I32F32.one;

/** I32F32 numbers, scaled so that the largest is 65535. */
export function maxUpscale(values) {
  const largest = values.reduce((most, value) => (most === null || value > most ? value : most), null);
  if (largest === null || largest === 0n) return values.map(() => 0);
  const scale =
    largest > LARGEST_OF_FIRST_BRANCH
      ? (value) => times(value, ratio(FULL, largest))
      : (value) => ratio(times(value, FULL), largest);
  return values.map((value) => whole(scale(value)));
}

/** Rounded, and kept in u16. */
const whole = (value) => Number(clamp(round(value, I32F32) >> I32F32.fraction, 0n, 65535n));

export const maxUpscaleWhole = (weights) =>
  maxUpscale(weights.map((weight) => weight << I32F32.fraction));
