// The types of the wire: small integers are JSON numbers, 64-bit and wider ones are decimal strings,
// because JSON.parse would round them. Inside this program every quantity is a BigInt.
//
// A reader takes a value, the path that leads to it and the fields of its record that were read
// before it, and returns what the value stands for.

import { INVALID_PARAMS, RpcError } from "./rpc.js";

const HASH = /^0x[0-9a-f]{64}$/;
const DECIMAL = /^(0|-?[1-9][0-9]{0,38})$/;

/** The integer that a quoted decimal string stands for. */
export function decimal(value, path, name) {
  if (typeof value !== "string" || !DECIMAL.test(value)) {
    throw malformed(path, `expected a quoted decimal string for ${name}`);
  }
  return BigInt(value);
}

/** The message does not fit its declaration: the caller's mistake, not a rule's rejection. */
export function malformed(path, problem) {
  return new RpcError(INVALID_PARAMS, `${path || "given"}: ${problem}`);
}

/** Reader of quoted integers within a range. */
export function wide(name, low, high) {
  return (value, path) => {
    const number = decimal(value, path, name);
    if (number < low || number > high) throw malformed(path, `${value} is outside ${name}`);
    return number;
  };
}

/** Reader of plain integers within a range. */
export function small(name, low, high) {
  return (value, path) => {
    if (!Number.isInteger(value) || value < low || value > high) {
      throw malformed(path, `expected a number for ${name}`);
    }
    return BigInt(value);
  };
}

export const u64 = wide("u64", 0n, 2n ** 64n - 1n);
export const i64 = wide("i64", -(2n ** 63n), 2n ** 63n - 1n);
export const u128 = wide("u128", 0n, 2n ** 128n - 1n);
export const i128 = wide("i128", -(2n ** 127n), 2n ** 127n - 1n);
export const u8 = small("u8", 0, 0xff);
export const u16 = small("u16", 0, 0xffff);
export const u32 = small("u32", 0, 0xffff_ffff);
export const i16 = small("i16", -0x8000, 0x7fff);

export function bool(value, path) {
  if (typeof value !== "boolean") throw malformed(path, "expected true or false");
  return value;
}

/** An account, by any text that tells it from others. */
export function account(value, path) {
  if (typeof value !== "string") throw malformed(path, "expected an account");
  return value;
}

/** 32 bytes as text, of a hash or an account. */
export function hash(value, path) {
  if (typeof value !== "string" || !HASH.test(value)) throw malformed(path, "expected a hash");
  return value;
}

/** One of a closed set of names. */
export function oneOf(...names) {
  return (value, path) => {
    if (!names.includes(value)) throw malformed(path, `expected one of ${names.join(", ")}`);
    return value;
  };
}

/** `null`, or an absent field, stands for nothing. */
export function optional(reader) {
  const read = (value, path) => (value === null || value === undefined ? null : reader(value, path));
  return Object.assign(read, { mayBeAbsent: true });
}

/** A list whose items all have one type. */
export function listOf(reader) {
  return (value, path) => {
    if (!Array.isArray(value)) throw malformed(path, "expected a list");
    return value.map((item, index) => reader(item, `${path}[${index}]`));
  };
}

/** A list of two: a uid and its value, say. */
export function pairOf(first, second) {
  return (value, path) => {
    if (!Array.isArray(value) || value.length !== 2) throw malformed(path, "expected a pair");
    return [first(value[0], `${path}[0]`), second(value[1], `${path}[1]`)];
  };
}

/** An object with exactly these fields. */
export function record(fields) {
  const names = Object.keys(fields);
  return (value, path = "") => {
    if (value === null || typeof value !== "object" || Array.isArray(value)) {
      throw malformed(path, "expected an object");
    }
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(fields, name)) throw malformed(join(path, name), "unknown field");
    }
    const read = {};
    for (const name of names) {
      if (!Object.hasOwn(value, name) && !fields[name].mayBeAbsent) {
        throw malformed(join(path, name), "field required");
      }
      read[name] = fields[name](value[name], join(path, name), read);
    }
    return read;
  };
}

function join(path, name) {
  return path === "" ? name : `${path}.${name}`;
}
