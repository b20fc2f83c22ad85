// The adapter: what taospec talks to. It answers `initialize`, `execute` and `shutdown`, and leaves
// the protocol itself to the modules of its chapters.

import { operations as coinbase } from "./coinbase/operations.js";
import { operations as consensus } from "./consensus/operations.js";
import { forks } from "./forks.js";
import { operations as numbers } from "./numbers/operations.js";
import { operations as pools } from "./pools/operations.js";
import { operations as registration } from "./registration/operations.js";
import { Rejection } from "./rejection.js";
import { INVALID_PARAMS, METHOD_NOT_FOUND, RpcError, serve } from "./rpc.js";
import { operations as staking } from "./staking/operations.js";
import { operations as supply } from "./supply/emission.js";
import { operations as ledger } from "./supply/ledger.js";
import { operations as minting } from "./supply/minting.js";

const operations = {
  ...numbers,
  ...supply,
  ...minting,
  ...ledger,
  ...consensus,
  ...pools,
  ...staking,
  ...coinbase,
  ...registration,
};

const exists = (name, fork) => operations[name].forks?.includes(fork) ?? true;

const description = {
  protocol: 1,
  adapter: {
    name: "independent JavaScript",
    version: "0.1.0",
    language: "JavaScript",
    homepage: null,
    issues: null,
  },
  forks: Object.keys(forks),
  operations: Object.keys(operations),
  numeric: "exact",
};

function initialize({ protocol }) {
  if (protocol !== 1) throw new RpcError(INVALID_PARAMS, `protocol ${protocol} is not spoken here`);
  return description;
}

function execute({ fork, operation: name, given }) {
  if (!Object.hasOwn(forks, fork)) throw new RpcError(INVALID_PARAMS, `unknown fork ${fork}`);
  if (!Object.hasOwn(operations, name) || !exists(name, fork)) {
    throw new RpcError(METHOD_NOT_FOUND, `${name} is not implemented in ${fork}`);
  }
  const operation = operations[name];
  const question = operation.given(given);
  try {
    return { ok: operation.run(forks[fork], question) };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return { reject: { code: error.code, detail: error.detail } };
  }
}

let stopping = false;

function shutdown() {
  stopping = true;
  return null;
}

serve({ initialize, execute, shutdown }, process.stdin, process.stdout, () => stopping);
