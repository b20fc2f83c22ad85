// What an owner or root can set: the tables of REG-36 in spec/registration.md, as spec/hyperparameters.yaml has them.
//
// `by`, `limit`, `frozen` and `bounds` hold from the fork that they name on; see `since`.

import { until } from "../forks.js";

/** What a table that begins with forks says of one: the entry of the latest that is not after it. */
export const since = (fork, entries = {}) =>
  [...until(fork.name), fork.name].reduce((latest, name) => entries[name] ?? latest, undefined);

const bool = [0n, 1n];
const u8 = [0n, 2n ** 8n - 1n];
const u16 = [0n, 2n ** 16n - 1n];
const u64 = [0n, 2n ** 64n - 1n];
const u128 = [0n, 2n ** 128n - 1n];
const i16 = [-(2n ** 15n), 2n ** 15n - 1n];
const i128 = [-(2n ** 127n), 2n ** 127n - 1n];

const owned = { by: { dtao: "owner" }, limit: { dereg: "tempos" } };
const roots = { by: { dtao: "root" } };
const frozen = { frozen: { dereg: true } };
const existing = { missing: "SubnetDoesNotExist" };
const network = { network: true, ...roots };

export const hyperparameters = {
  ActivityCutoff: {
    range: u16, ...owned, ...existing,
    bounds: {
      dtao: [{ least: 360n, code: "ActivityCutoffTooLow" }],
    },
  },
  AdjustmentAlpha: { range: u64, ...owned, ...existing },
  AdjustmentInterval: { range: u16, ...roots, ...existing },
  AlphaHigh: {
    range: u16, ...owned, switch: "LiquidAlphaDisabled", except: { dtao: "root" },
    bounds: {
      dtao: [{ least: 52428n, code: "AlphaHighTooLow" }],
      dereg: [{ least: 1638n, code: "AlphaHighTooLow" }],
    },
  },
  AlphaLow: {
    range: u16, ...owned, switch: "LiquidAlphaDisabled", except: { dtao: "root" },
    bounds: {
      dtao: [{ least: 1n, code: "AlphaLowOutOfRange" }, { most: 52427n, code: "AlphaLowOutOfRange" }],
      dereg: [{ least: 1638n, code: "AlphaLowOutOfRange" }, { atMost: "AlphaHigh", code: "AlphaLowOutOfRange" }],
    },
  },
  AlphaSigmoidSteepness: {
    range: i16, ...owned, by: { dereg: "owner" }, ...existing,
    bounds: {
      dereg: [{ least: 0n, code: "NegativeSigmoidSteepness", owner: true }],
    },
  },
  BondsMovingAverage: {
    range: u64, ...owned, ...existing,
    bounds: {
      dereg: [{ most: 975_000n, code: "BondsMovingAverageMaxReached", owner: true, first: true }],
    },
  },
  BondsPenalty: { range: u16, ...owned, ...existing },
  BondsResetOn: { range: bool, ...owned, by: { dereg: "owner" } },
  CommitRevealWeightsEnabled: { range: bool, ...owned, ...existing },
  Difficulty: { range: u64, ...roots, ...frozen, ...existing },
  EMAPriceHalvingBlocks: { range: u64, ...roots },
  ImmuneOwnerUidsLimit: {
    range: u16, ...owned, by: { dereg: "owner" },
    bounds: {
      dereg: [{ least: 1n, code: "InvalidValue" }, { most: 10n, code: "InvalidValue" }],
    },
  },
  ImmunityPeriod: { range: u16, ...owned, ...existing },
  Kappa: { range: u16, ...owned, by: { dtao: "owner", flow: "root" }, ...existing },
  LiquidAlphaOn: { range: bool, ...owned },
  MaxAllowedUids: {
    range: u16, ...owned, by: { dtao: "root", dereg: "owner" }, ...existing,
    bounds: {
      dtao: [{ above: "SubnetworkN", code: "MaxAllowedUIdsLessThanCurrentUIds" }],
      dereg: [
        { atLeast: "MinAllowedUids", code: "MaxAllowedUidsLessThanMinAllowedUids" },
        { atLeast: "SubnetworkN", code: "MaxAllowedUIdsLessThanCurrentUIds" },
        { most: 4096n, code: "MaxAllowedUidsGreaterThanDefaultMaxAllowedUids" },
      ],
      authorfee: [
        { atLeast: "MinAllowedUids", code: "MaxAllowedUidsLessThanMinAllowedUids" },
        { atLeast: "SubnetworkN", code: "MaxAllowedUIdsLessThanCurrentUIds" },
        { most: 256n, code: "MaxAllowedUidsGreaterThanDefaultMaxAllowedUids" },
      ],
    },
  },
  MaxAllowedValidators: {
    range: u16, ...roots, ...frozen, ...existing,
    bounds: {
      dtao: [{ atMost: "MaxAllowedUids", code: "MaxValidatorsLargerThanMaxUIds" }],
    },
  },
  MaxBurn: {
    range: u64, ...owned, ...existing,
    bounds: {
      dereg: [{ least: 100_000_001n, code: "ValueNotInBounds" }, { above: "MinBurn", code: "ValueNotInBounds" }],
    },
  },
  MaxDifficulty: { range: u64, ...owned, ...existing },
  MaxRegistrationsPerBlock: { range: u16, ...roots, ...frozen, ...existing },
  MaxWeightsLimit: { range: u16, ...owned, by: { dtao: "owner", flow: "nobody" }, ...existing },
  MechanismCountCurrent: {
    range: u8, limit: { dereg: 7200n }, by: { dereg: "owner" }, missing: "MechanismDoesNotExist",
    bounds: {
      dereg: [{ least: 1n, code: "InvalidValue" }, { most: 2n, code: "InvalidValue" }],
    },
  },
  MinAllowedUids: {
    range: u16, by: { dereg: "root" }, ...frozen, ...existing,
    bounds: {
      dereg: [
        { below: "MaxAllowedUids", code: "MinAllowedUidsGreaterThanMaxAllowedUids" },
        { below: "SubnetworkN", code: "MinAllowedUidsGreaterThanCurrentUids" },
      ],
    },
  },
  MinAllowedWeights: { range: u16, ...owned, ...existing },
  MinBurn: {
    range: u64, ...owned, by: { dtao: "root", dereg: "owner" }, ...existing,
    bounds: {
      dereg: [{ most: 999_999_999n, code: "ValueNotInBounds" }, { below: "MaxBurn", code: "ValueNotInBounds" }],
    },
  },
  MinDifficulty: { range: u64, ...roots, ...frozen, ...existing },
  NetworkPowRegistrationAllowed: { range: bool, ...owned },
  NetworkRegistrationAllowed: { range: bool, by: { dtao: "owner", dereg: "root" } },
  RAORecycledForRegistration: { range: u64, ...roots, ...existing },
  RecycleOrBurn: { range: bool, ...owned, by: { dereg: "owner" } },
  RevealPeriodEpochs: {
    range: u64, ...owned, ...existing,
    bounds: {
      dereg: [{ most: 100n, code: "RevealPeriodTooLarge" }, { least: 1n, code: "RevealPeriodTooSmall" }],
    },
  },
  Rho: { range: u16, ...owned, ...existing },
  ServingRateLimit: { range: u64, ...owned },
  SubtokenEnabled: { range: bool, by: { dereg: "root" }, ...frozen },
  TargetRegistrationsPerInterval: { range: u16, ...roots, ...frozen, ...existing },
  Tempo: { range: u16, ...roots, ...frozen, ...existing },
  TransferToggle: { range: bool, ...owned },
  WeightsSetRateLimit: { range: u64, ...roots, ...existing },
  WeightsVersionKey: { range: u64, limit: { dtao: "versions" }, by: { dtao: "owner" }, ...existing },
  Yuma3On: { range: bool, ...owned, by: { dereg: "owner" } },

  AdminFreezeWindow: { range: u16, ...network, by: { dereg: "root" } },
  FlowEmaSmoothingFactor: { range: u64, ...network, by: { flow: "root" } },
  FlowNormExponent: {
    range: u128, ...network, by: { flow: "root" },
    bounds: {
      flow: [{ least: 2n ** 64n, code: "InvalidValue" }, { most: 2n ** 65n, code: "InvalidValue" }],
    },
  },
  MaxDelegateTake: { range: u16, ...network },
  MaxEpochsPerBlock: {
    range: u8, ...network, by: { balancer: "root" },
    bounds: {
      balancer: [{ least: 1n, code: "ValueNotInBounds" }],
    },
  },
  MinDelegateTake: { range: u16, ...network },
  NetworkImmunityPeriod: { range: u64, ...network },
  NetworkLockReductionInterval: { range: u64, ...network },
  NetworkMinLockCost: { range: u64, ...network },
  NetworkRateLimit: { range: u64, ...network },
  NominatorMinRequiredStake: { range: u64, ...network },
  OwnerHyperparamRateLimit: { range: u16, ...network, by: { dereg: "root" } },
  StakeThreshold: { range: u64, ...network },
  SubnetLimit: { range: u16, ...network, by: { dereg: "root" } },
  SubnetMovingAlpha: { range: i128, ...network },
  SubnetOwnerCut: { range: u16, ...network },
  TaoFlowCutoff: { range: i128, ...network, by: { flow: "root" } },
  TotalIssuance: { range: u64, ...network },
  TxDelegateTakeRateLimit: { range: u64, ...network },
  TxRateLimit: { range: u64, ...network },
};
