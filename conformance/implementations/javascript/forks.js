// What each fork changed against the one before it, as the chapters under spec/ tell it.
// Read from top to bottom this is the protocol's history; constants are those of spec/constants.

const dtao = {
  name: "dtao",
  totalSupply: 21_000_000_000_000_000n,
  blockEmission: 1_000_000_000n,
  blockTime: 12_000n, // milliseconds
  existentialDeposit: 500n,
  keySwapCost: 100_000_000n,
  keySwapOnSubnetCost: null, // SUP-35: no such call yet
  keySwapOnSubnetInterval: null,
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
  opensPositions: false, // SUP-30
  returnsFeesOnClose: false, // SUP-30
  swapFeeLeavesPool: false, // SUP-18, SUP-23, SUP-25
  paysAuthor: false, // SUP-37
  lockBecomesPool: false, // SUP-38
  closedLedger: false, // SUP-39 to SUP-43
  cannotLive: "ZeroBalanceAfterWithdrawn", // SUP-14, SUP-40
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
  boundsSigmoid: false, // CON-71
  answersRanks: true, // CON-72
  ownerValidates: false, // CON-73
  looksUpLastStep: false, // CON-75

  minimumReserve: 10_000_000n,
  tickSwap: false, // POO-5
  reserveChanges: "exact", // POO-14
  onlyFittingJoins: false, // POO-18
  namesLimitErrors: false, // POO-22
  feeLeavesPool: false, // POO-25
  refusesToPayNothing: false, // POO-26
  paysProvidedFirst: true, // POO-13, POO-27
  weightedPool: false, // POO-30

  floorsEachValue: true, // STA-5
  flatFee: true, // STA-6, STA-7, STA-12
  flowOfPosition: false, // STA-24: only in flow
  leastLock: 0n, // STA-56

  withholdsOwnerHotkeyOnly: true, // COI-23
  checksChildren: false, // COI-30, COI-31
  epochs: "by block", // COI-35, COI-57, CON-74
  mostEpochsABlock: Infinity, // CON-74
  blocksBeyondTempo: 1n, // CON-46, CON-74

  notesLock: false, // REG-17
  freezesHyperparameters: false, // REG-37
  hyperparameterOrder: ["exists", "pause", "first"], // REG-37
};

const dereg = {
  ...dtao,
  name: "dereg",
  keySwapOnSubnetCost: 1_000_000n,
  keySwapOnSubnetInterval: 36_000n,
  minStake: 2_000_000n,
  injection: "subsidised", // SUP-9
  chainBuys: true,
  paysRootDividendsIntoPool: true,
  userLiquidity: true,
  opensPositions: true,
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
  minimumReserve: 1_000_000n,
  tickSwap: true,
  reserveChanges: "wraps",
  floorsEachValue: false,
  flatFee: false,
  withholdsOwnerHotkeyOnly: false,
  notesLock: true,
  freezesHyperparameters: true,
  hyperparameterOrder: ["window", "pause", "first", "exists"],
};

const flow = {
  ...dereg,
  name: "flow",
  shares: "as given",
  injection: "capped", // SUP-10
  mintsExcess: true,
  sellsRootDividends: false,
  claimsRoot: true,
  reserveChanges: "saturates",
  onlyFittingJoins: true,
  namesLimitErrors: true,
  flowOfPosition: true,
  checksChildren: true,
};

const halving = {
  ...flow,
  name: "halving",
  injection: "capped by both", // SUP-10
  readsProvidedAlpha: true,
  evaluationOrder: "ids",
  returnsFeesOnClose: true,
  flowOfPosition: false,
  hyperparameterOrder: ["pause", "window", "first", "exists"],
};

const authorfee = {
  ...halving,
  name: "authorfee",
  paysAuthor: true,
  opensPositions: false,
  boundsSigmoid: true,
  answersRanks: false,
  feeLeavesPool: true,
  refusesToPayNothing: true,
};

const burnprice = {
  ...authorfee,
  name: "burnprice",
  keySwapOnSubnetInterval: 7200n,
  lockBecomesPool: true,
  readsProvidedAlpha: false,
  ownerValidates: true,
  paysProvidedFirst: false,
};

const netflow = {
  ...burnprice,
  name: "netflow",
  closedLedger: true,
  cannotLive: "InsufficientBalance",
};

const rootprice = {
  ...netflow,
  name: "rootprice",
  injection: "capped by root", // SUP-36
};

const balancer = {
  ...rootprice,
  name: "balancer",
  epochs: "since the last",
  mostEpochsABlock: 2,
  blocksBeyondTempo: 0n,
  looksUpLastStep: true,
  leastLock: 100n,
  weightedPool: true,
};

const conviction = { ...balancer, name: "conviction" };

export const forks = { dtao, dereg, flow, halving, authorfee, burnprice, netflow, rootprice, balancer, conviction };

const names = Object.keys(forks);

/** The forks from one on, as far as the one that ended it where one did, and those before one. */
export const since = (first, end) => names.slice(names.indexOf(first), end && names.indexOf(end));
export const until = (end) => since("dtao", end);
