// The operations that this adapter has. `taospec vectors list` shows all that there are,
// `taospec vectors schema OPERATION` what comes in and what must come out, `taospec rules ID` what
// a rule says. Amounts are whole numbers of rao and travel as quoted decimals: use BigInt.

const SUPPLY = 21_000_000_000_000_000n;
const FULL_EMISSION = 1_000_000_000n;
const LAST_ERA = 30n;

/** The chain refuses this input, with a code that its schema names. */
export class Rejection extends Error {
  constructor(code, detail = "") {
    super(detail);
    this.code = code;
  }
}

/** What came in is no input of the operation. */
export class Malformed extends Error {}

function u64(given, name) {
  const text = given?.[name];
  if (typeof text !== "string" || !/^[0-9]{1,20}$/.test(text) || BigInt(text) >> 64n) {
    throw new Malformed(`${name}: expected a quoted u64`);
  }
  return BigInt(text);
}

/** SUP-3: a block emits one TAO, halved with each threshold that the issuance has reached. */
function blockEmission(_fork, given) {
  const issuance = u64(given, "total_issuance");
  let era = 0n;
  while (era < LAST_ERA && issuance >= SUPPLY - (SUPPLY >> (era + 1n))) era += 1n;
  return { emission: FULL_EMISSION >> era };
}

export const operations = {
  "supply.block_emission": blockEmission,
};
