import assert from "node:assert/strict";
import { test } from "node:test";
import { forks } from "../forks.js";
import { blockEmission, operations as supply } from "../supply/emission.js";
import { operations as ledger } from "../supply/ledger.js";
import { operations as minting } from "../supply/minting.js";
import { sharesOf } from "../supply/payments.js";

const { dtao, dereg, halving, authorfee } = forks;
const FIRST = 10_500_000_000_000_000n;

test("the block that finds the threshold already mints less", () => {
  assert.deepEqual([FIRST - 1n, FIRST].map((issuance) => blockEmission(dereg, issuance)), [
    1_000_000_000n,
    500_000_000n,
  ]);
  assert.equal(blockEmission(dereg, 20_999_999_980_442_226n), 0n);
});

test("the whole schedule takes 328,414,167 blocks", () => {
  const last = supply["supply.schedule"].run(dereg, {}).eras.at(-1);
  assert.deepEqual([last.blocks_before, last.years, last.days], [328_414_167n, 124, 322]);
});

test("who recycles all that is minted never sees a halving", () => {
  const given = {
    total_issuance: FIRST,
    block: 7_103_976n,
    unix_time: 0n,
    block_time: 12_000n,
    recycled_per_day: 3_600_000_000_000n,
  };
  const [next] = supply["supply.project"].run(halving, given).halvings;
  assert.deepEqual([next.era, next.blocks, next.unix_time], [2, null, null]);
});

test("118 equal subnets lose 32 rao of a TAO", () => {
  const subnet = { weight: 1n << 32n, price: 1n << 32n, alpha_emission: 10n ** 9n, registration_open: true };
  const given = { emission: 10n ** 9n, subnets: Array(118).fill(subnet) };
  assert.equal(minting["supply.injection"].run(dtao, given).minted, 999_999_968n);
});

test("the evaluation order is the low byte of the id first, until halving", () => {
  const young = { alpha_in: 0n, alpha_in_provided: 0n, alpha_out: 0n };
  const old = { ...young, alpha_out: FIRST };
  const subnets = [{ netuid: 1n, reserves: old }, { netuid: 256n, reserves: young }];
  const given = { stored: 0n, total_issuance: 0n, subnets };
  const { run } = minting["supply.stored_block_emission"];
  assert.equal(run(dereg, given).stored, 500_000_000n);
  assert.equal(run(halving, given).stored, 1_000_000_000n);
});

test("what the floors leave of a pot goes to the largest remainders", () => {
  assert.deepEqual(sharesOf(10n, [1n, 1n, 1n]), [4n, 3n, 3n]);
  assert.deepEqual(sharesOf(10n, [1n, 0n, 5n]), [2n, 0n, 8n]);
  assert.deepEqual(sharesOf(10n, [0n]), [0n]);
});

test("since authorfee the fee of a purchase is the author's, or leaves the issuance", () => {
  const totals = { total_issuance: 9000n, balances: 8000n, total_stake: 1000n, subnet_tao: 1000n };
  const stake = { kind: "stake", amount: 2000n, fee: 100n, payer: { free: 5000n, frozen: 0n } };
  const after = (fork, author_free) => {
    const answer = ledger["supply.ledger"].run(fork, { ledger: totals, event: { ...stake, author_free } });
    return [answer.total_issuance, answer.balances, answer.subnet_tao];
  };
  assert.deepEqual(after(halving, 1000n), [9000n, 6000n, 2900n]);
  assert.deepEqual(after(authorfee, 1000n), [9000n, 6100n, 2900n]);
  assert.deepEqual(after(authorfee, null), [8900n, 6000n, 2900n]);
});

test("from netflow on what a subnet leaves is recycled but for the deposit", () => {
  const totals = { total_issuance: 9000n, balances: 9000n, total_stake: 3000n, subnet_tao: 3000n };
  const holders = [{ alpha: 1n, free: 0n }, { alpha: 1n, free: 500n }];
  const ended = { kind: "dissolve_subnet", pot: 3000n, holders, refund: 0n, owner_free: 0n, protocol_alpha: 4n, account_free: null };
  const after = ledger["supply.ledger"].run(forks.netflow, { ledger: totals, event: ended });
  assert.deepEqual([after.total_issuance, after.balances, after.total_stake], [7500n, 7500n, 0n]);
});

test("an upgrade makes all drift real", () => {
  const totals = { total_issuance: 9n, balances: 4n, total_stake: 7n, subnet_tao: 3n };
  const given = { ledger: totals, event: { kind: "runtime_upgrade" } };
  assert.deepEqual(ledger["supply.ledger"].run(dereg, given), {
    total_issuance: 7n,
    balances: 4n,
    total_stake: 3n,
    subnet_tao: 3n,
  });
});
