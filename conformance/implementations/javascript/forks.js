// What each fork changed against the one before it, as spec/supply.md and spec/consensus.md tell it.
// Read from top to bottom this is the protocol's history; constants are those of spec/constants.

const dtao = {
  totalSupply: 21_000_000_000_000_000n,
  blockEmission: 1_000_000_000n,
  blockTime: 12_000n, // milliseconds
  existentialDeposit: 500n,
  keySwapCost: 100_000_000n,
  keySwapOnSubnetCost: null, // SUP-35: no such call yet
  minStake: 500_000n,
  weiPerRao: 1_000_000_000n,
  faucetCredit: 1_000_000_000_000n,
  faucetIssuance: 100_000_000_000n,

  shares: "by moving price", // SUP-7
  injection: "all", // SUP-8
  mintsExcess: false, // SUP-17: there is no excess yet
  readsProvidedAlpha: false, // SUP-11
  evaluationOrder: "storage", // SUP-12
  chainBuys: false, // SUP-17
  sellsRootDividends: true, // SUP-26
  paysRootDividendsIntoPool: false, // SUP-26
  claimsRoot: false, // SUP-27
  userLiquidity: false, // SUP-30
  returnsFeesOnClose: false, // SUP-30
  swapFeeLeavesPool: false, // SUP-18, SUP-23, SUP-25
  refusedPurchaseFails: false, // SUP-18, SUP-25
  overwritesPools: true, // SUP-19
  lockTooDear: "NotEnoughBalanceToStake", // SUP-19
  dissolvingPaysHolders: false, // SUP-29

  epochHasStakeThreshold: false, // CON-5
  permitNeedsStake: false, // CON-8
  commitsHideWeights: false, // CON-14
  liquidAlphaOfColumns: true, // CON-28, CON-66
  hasYuma3: false, // CON-29
  leavesForeignBonds: true, // CON-40
  panicsOnMalformedState: true, // CON-42
};

const dereg = {
  ...dtao,
  keySwapOnSubnetCost: 1_000_000n,
  minStake: 2_000_000n,
  injection: "subsidised", // SUP-9
  chainBuys: true,
  paysRootDividendsIntoPool: true,
  userLiquidity: true,
  swapFeeLeavesPool: true,
  refusedPurchaseFails: true,
  overwritesPools: false,
  lockTooDear: "CannotAffordLockCost",
  dissolvingPaysHolders: true,
  epochHasStakeThreshold: true,
  permitNeedsStake: true,
  commitsHideWeights: true,
  liquidAlphaOfColumns: false,
  hasYuma3: true,
  leavesForeignBonds: false,
  panicsOnMalformedState: false,
};

const flow = {
  ...dereg,
  shares: "by flow",
  injection: "capped", // SUP-10
  mintsExcess: true,
  sellsRootDividends: false,
  claimsRoot: true,
};

const halving = {
  ...flow,
  injection: "capped by both", // SUP-10
  readsProvidedAlpha: true,
  evaluationOrder: "ids",
  returnsFeesOnClose: true,
};

export const forks = { dtao, dereg, flow, halving };
