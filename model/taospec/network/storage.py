"""Every storage entry of the chain that the economy reads or writes, one line each.

`name = cell|column|table("ChainName", keys…, kind of value)`: the attribute is the chain's name
snake-cased by rule. `default` is what an absent entry reads as, where that is not the kind's zero;
`changing` gives a default or a kind that changed with a fork. What each entry means, which forks
have it, and who writes it, is in `spec/storage.yaml`.

Source: the metadata of the runtime at each fork's tag.
"""

from __future__ import annotations

from typing import Any

from taospec.network.entry import Changing, Entries, cell, changing, column, table
from taospec.network.kinds import (
    ACCOUNT,
    ACCOUNTS,
    BALANCER,
    BLOCK,
    BOOL,
    BYTES,
    COLDKEY,
    DECIMAL,
    FLAGS,
    HASH,
    HOTKEY,
    I16,
    I32,
    I64F64,
    I96F32,
    KEEP_SUBNETS,
    LEASE,
    LOCK,
    MECHANISM_INDEX,
    NETUID,
    POSITION,
    RAO,
    RATE_LIMIT_KEY,
    RATE_LIMIT_KEY_WITH_BURN,
    RELATIVES,
    SHARE,
    SHARES,
    SIGNED_RAO,
    SPARSE_ROW,
    TEXT,
    U8,
    U16,
    U32,
    U64,
    U64F64,
    U96F32,
    U128,
    UID,
    Balancer,
    Kind,
    enumeration,
    optional,
    product,
    sorted_map,
    vector,
)

COMMITS = vector(product(HASH, U64, U64, U64))
TIMELOCKED_IN_DTAO = vector(product(HOTKEY, TEXT, U64))
TIMELOCKED = vector(product(HOTKEY, BLOCK, TEXT, U64))
SWAP_OR_KEEP = enumeration("Swap", "Keep")
SWAP_OR_KEEP_SUBNETS = enumeration("Swap", "Keep", KeepSubnets=KEEP_SUBNETS)
CLAIM_TYPE: Changing[Kind[Any]] = changing(flow=SWAP_OR_KEEP, halving=SWAP_OR_KEEP_SUBNETS)
LIMITED: Changing[Kind[Any]] = changing(dereg=RATE_LIMIT_KEY, authorfee=RATE_LIMIT_KEY_WITH_BURN)
SCHEDULED_SWAP: Changing[Kind[Any]] = changing(dtao=enumeration(), dereg=product(BLOCK, COLDKEY))


class Storage(Entries):
    """The entries; a `Chain` holds those of its fork as cells, columns and tables."""

    # The surrounding runtime
    block_number = cell("BlockNumber", BLOCK)
    parent_hash = cell("ParentHash", HASH)
    block_author = cell("BlockAuthor", optional(ACCOUNT))
    balance = table("Balance", COLDKEY, optional(RAO))
    balances_total_issuance = cell("Balances.TotalIssuance", RAO)

    # Totals
    total_issuance = cell("TotalIssuance", RAO)
    total_stake = cell("TotalStake", RAO)
    total_networks = cell("TotalNetworks", U16)
    block_emission = cell("BlockEmission", RAO, default=1_000_000_000)

    # Which subnets there are, and whose
    networks_added = column("NetworksAdded", BOOL)
    network_registered_at = column("NetworkRegisteredAt", BLOCK)
    network_modality = column("NetworkModality", U16)
    subnet_name = column("SubnetName", TEXT, default="𝜏")
    subnet_owner = column("SubnetOwner", ACCOUNT)
    subnet_owner_hotkey = column("SubnetOwnerHotkey", ACCOUNT)
    subnet_mechanism = column("SubnetMechanism", U16)
    subtoken_enabled = column("SubtokenEnabled", BOOL)
    first_emission_block_number = column("FirstEmissionBlockNumber", optional(BLOCK))
    subnetwork_n = column("SubnetworkN", U16)
    subnet_locked = column("SubnetLocked", RAO)
    largest_locked = column("LargestLocked", RAO)
    total_stake_at_dynamic = column("TotalStakeAtDynamic", RAO)
    dynamic_block = cell("DynamicBlock", BLOCK)

    # Pools
    subnet_tao = column("SubnetTAO", RAO)
    subnet_alpha_in = column("SubnetAlphaIn", RAO)
    subnet_alpha_out = column("SubnetAlphaOut", RAO)
    subnet_tao_provided = column("SubnetTaoProvided", RAO)
    subnet_alpha_in_provided = column("SubnetAlphaInProvided", RAO)
    subnet_protocol_alpha = column("SubnetProtocolAlpha", RAO)
    subnet_volume = column("SubnetVolume", U128)
    subnet_alpha_emission_sell = column("SubnetAlphaEmissionSell", RAO)

    # The tick-based swap
    swap_swap_v3_initialized = column("Swap.SwapV3Initialized", BOOL)
    swap_alpha_sqrt_price = column("Swap.AlphaSqrtPrice", U64F64)
    swap_current_tick = column("Swap.CurrentTick", I32)
    swap_current_liquidity = column("Swap.CurrentLiquidity", U64)
    swap_fee_rate = column("Swap.FeeRate", U16, default=33)
    swap_fee_global_tao = column("Swap.FeeGlobalTao", U64F64)
    swap_fee_global_alpha = column("Swap.FeeGlobalAlpha", U64F64)
    swap_scrap_reservoir_tao = column("Swap.ScrapReservoirTao", RAO)
    swap_scrap_reservoir_alpha = column("Swap.ScrapReservoirAlpha", RAO)
    swap_last_position_id = cell("Swap.LastPositionId", U128)
    swap_positions = table("Swap.Positions", (NETUID, ACCOUNT, U128), optional(POSITION))
    swap_enabled_user_liquidity = column("Swap.EnabledUserLiquidity", BOOL)
    swap_swap_balancer = column(
        "Swap.SwapBalancer", BALANCER, default=Balancer(500_000_000_000_000_000)
    )
    swap_pal_swap_initialized = column("Swap.PalSwapInitialized", BOOL)
    swap_storage_version = cell("Swap.:__STORAGE_VERSION__:", U16)

    # The coinbase
    subnet_tao_in_emission = column("SubnetTaoInEmission", RAO)
    subnet_alpha_in_emission = column("SubnetAlphaInEmission", RAO)
    subnet_alpha_out_emission = column("SubnetAlphaOutEmission", RAO)
    subnet_moving_price = column("SubnetMovingPrice", I96F32)
    subnet_moving_alpha = cell("SubnetMovingAlpha", I96F32, default=12885)
    ema_price_halving_blocks = column("EMAPriceHalvingBlocks", BLOCK, default=201_600)
    subnet_tao_flow = column("SubnetTaoFlow", SIGNED_RAO)
    subnet_ema_tao_flow = column("SubnetEmaTaoFlow", optional(product(BLOCK, I64F64)))
    tao_flow_cutoff = cell("TaoFlowCutoff", I64F64)
    flow_norm_exponent = cell("FlowNormExponent", U64F64, default=18_446_744_073_709_551_616)
    flow_ema_smoothing_factor = cell("FlowEmaSmoothingFactor", U64, default=29_597_889_189_277)
    net_tao_flow_enabled = cell("NetTaoFlowEnabled", BOOL, default=True)
    subnet_protocol_flow = column("SubnetProtocolFlow", SIGNED_RAO)
    subnet_ema_protocol_flow = column("SubnetEmaProtocolFlow", optional(product(BLOCK, I64F64)))
    subnet_emission_enabled = column("SubnetEmissionEnabled", BOOL, default=True)
    subnet_excess_tao = column("SubnetExcessTao", RAO)
    subnet_root_sell_tao = column("SubnetRootSellTao", RAO)
    miner_burned = column("MinerBurned", U96F32)
    root_prop = column("RootProp", U96F32)
    subnet_owner_cut = cell("SubnetOwnerCut", SHARE, default=11796)
    owner_cut_enabled = column("OwnerCutEnabled", BOOL, default=True)
    owner_cut_auto_lock_enabled = column("OwnerCutAutoLockEnabled", BOOL)
    pending_owner_cut = column("PendingOwnerCut", RAO)
    pending_emission = column("PendingEmission", RAO)
    pending_server_emission = column("PendingServerEmission", RAO)
    pending_validator_emission = column("PendingValidatorEmission", RAO)
    pending_root_divs = column("PendingRootDivs", RAO)
    pending_root_alpha_divs = column("PendingRootAlphaDivs", RAO)
    pending_alpha_swapped = column("PendingAlphaSwapped", RAO)
    recycle_or_burn = column("RecycleOrBurn", enumeration("Burn", "Recycle"))
    ck_burn = cell("CKBurn", U64)

    # Share pools and stakes
    total_hotkey_alpha = table("TotalHotkeyAlpha", (HOTKEY, NETUID), RAO)
    total_hotkey_shares = table("TotalHotkeyShares", (HOTKEY, NETUID), U64F64)
    alpha = table("Alpha", (HOTKEY, COLDKEY, NETUID), U64F64)
    total_hotkey_shares_v2 = table("TotalHotkeySharesV2", (HOTKEY, NETUID), DECIMAL)
    alpha_v2 = table("AlphaV2", (HOTKEY, COLDKEY, NETUID), DECIMAL)
    staking_hotkeys = table("StakingHotkeys", COLDKEY, ACCOUNTS)
    last_coldkey_hotkey_stake_block = table(
        "LastColdkeyHotkeyStakeBlock", (COLDKEY, HOTKEY), optional(BLOCK)
    )
    staking_operation_rate_limiter = table(
        "StakingOperationRateLimiter", (HOTKEY, COLDKEY, NETUID), BOOL
    )
    stake_threshold = cell("StakeThreshold", RAO)
    nominator_min_required_stake = cell("NominatorMinRequiredStake", U64)
    transfer_toggle = column("TransferToggle", BOOL, default=True)
    tao_weight = cell("TaoWeight", U64, default=971_718_665_099_567_868)
    auto_stake_destination = table("AutoStakeDestination", (COLDKEY, NETUID), optional(ACCOUNT))
    auto_stake_destination_coldkeys = table(
        "AutoStakeDestinationColdkeys", (HOTKEY, NETUID), ACCOUNTS
    )

    # Dividends and claims on root
    alpha_dividends_per_subnet = table("AlphaDividendsPerSubnet", (NETUID, HOTKEY), RAO)
    tao_dividends_per_subnet = table("TaoDividendsPerSubnet", (NETUID, HOTKEY), RAO)
    root_alpha_dividends_per_subnet = table("RootAlphaDividendsPerSubnet", (NETUID, HOTKEY), RAO)
    total_hotkey_alpha_last_epoch = table("TotalHotkeyAlphaLastEpoch", (HOTKEY, NETUID), RAO)
    root_claimable = table("RootClaimable", HOTKEY, sorted_map(NETUID, I96F32))
    root_claimed = table("RootClaimed", (NETUID, HOTKEY, COLDKEY), U128)
    root_claim_type = table("RootClaimType", COLDKEY, CLAIM_TYPE)
    root_claimable_threshold = column(
        "RootClaimableThreshold", I96F32, default=2_147_483_648_000_000
    )
    num_root_claim = cell("NumRootClaim", U64, default=5)
    staking_coldkeys = table("StakingColdkeys", COLDKEY, optional(U64))
    staking_coldkeys_by_index = table("StakingColdkeysByIndex", U64, optional(ACCOUNT))
    num_staking_coldkeys = cell("NumStakingColdkeys", U64)
    alpha_map_last_key = cell("AlphaMapLastKey", optional(BYTES))

    alpha_v2_map_last_key = cell("AlphaV2MapLastKey", optional(BYTES))

    # Keys, takes and relations
    owner = table("Owner", HOTKEY, ACCOUNT)
    owned_hotkeys = table("OwnedHotkeys", COLDKEY, ACCOUNTS)
    delegates = table("Delegates", HOTKEY, SHARE, default=11796)
    min_delegate_take = cell("MinDelegateTake", SHARE)
    max_delegate_take = cell("MaxDelegateTake", SHARE, default=11796)
    childkey_take = table("ChildkeyTake", (HOTKEY, NETUID), SHARE)
    min_childkey_take = cell("MinChildkeyTake", SHARE)
    min_childkey_take_per_subnet = column("MinChildkeyTakePerSubnet", SHARE)
    max_childkey_take = cell("MaxChildkeyTake", SHARE, default=11796)
    child_keys = table("ChildKeys", (HOTKEY, NETUID), RELATIVES)
    parent_keys = table("ParentKeys", (HOTKEY, NETUID), RELATIVES)
    pending_child_keys = table("PendingChildKeys", (NETUID, HOTKEY), product(RELATIVES, BLOCK))
    auto_parent_delegation_enabled = table(
        "AutoParentDelegationEnabled", HOTKEY, BOOL, default=True
    )
    pending_child_key_cooldown = cell(
        "PendingChildKeyCooldown", BLOCK, default=changing(dereg=0, authorfee=7200)
    )
    coldkey_swap_scheduled = table("ColdkeySwapScheduled", COLDKEY, SCHEDULED_SWAP)
    coldkey_swap_schedule_duration = cell("ColdkeySwapScheduleDuration", BLOCK, default=36000)
    coldkey_swap_reschedule_duration = cell("ColdkeySwapRescheduleDuration", BLOCK, default=7200)
    coldkey_swap_announcements = table(
        "ColdkeySwapAnnouncements", COLDKEY, optional(product(BLOCK, HASH))
    )
    coldkey_swap_disputes = table("ColdkeySwapDisputes", COLDKEY, optional(BLOCK))
    coldkey_swap_announcement_delay = cell("ColdkeySwapAnnouncementDelay", BLOCK, default=36000)
    coldkey_swap_reannouncement_delay = cell("ColdkeySwapReannouncementDelay", BLOCK, default=7200)
    senate_members_members = cell("SenateMembers.Members", ACCOUNTS)
    senate_required_stake_percentage = cell("SenateRequiredStakePercentage", U64, default=1)

    # Locks
    lock = table("Lock", (COLDKEY, NETUID, HOTKEY), optional(LOCK))
    decaying_lock = table("DecayingLock", (COLDKEY, NETUID), optional(BOOL))
    hotkey_lock = table("HotkeyLock", (NETUID, HOTKEY), optional(LOCK))
    decaying_hotkey_lock = table("DecayingHotkeyLock", (NETUID, HOTKEY), optional(LOCK))
    owner_lock = column("OwnerLock", optional(LOCK))
    decaying_owner_lock = column("DecayingOwnerLock", optional(LOCK))
    locking_coldkeys = table("LockingColdkeys", (NETUID, HOTKEY, COLDKEY), optional(BOOL))
    account_flags = table("AccountFlags", COLDKEY, U128)
    unlock_rate = cell("UnlockRate", BLOCK, default=934_866)
    maturity_rate = cell("MaturityRate", BLOCK, default=934_866)

    # Leased subnets
    subnet_leases = table("SubnetLeases", U32, optional(LEASE))
    subnet_lease_shares = table("SubnetLeaseShares", (U32, ACCOUNT), U64F64)
    subnet_uid_to_lease_id = column("SubnetUidToLeaseId", optional(U32))
    accumulated_lease_dividends = table("AccumulatedLeaseDividends", U32, RAO)

    # Neurons
    uids = table("Uids", (NETUID, HOTKEY), optional(UID))
    keys = table("Keys", (NETUID, UID), ACCOUNT)
    is_network_member = table("IsNetworkMember", (HOTKEY, NETUID), BOOL)
    block_at_registration = table("BlockAtRegistration", (NETUID, UID), BLOCK)
    active = column("Active", FLAGS)
    emission = column("Emission", vector(RAO))
    rank = column("Rank", SHARES)
    trust = column("Trust", SHARES)
    consensus = column("Consensus", SHARES)
    incentive = column("Incentive", SHARES)
    dividends = column("Dividends", SHARES)
    validator_trust = column("ValidatorTrust", SHARES)
    validator_permit = column("ValidatorPermit", FLAGS)
    pruning_scores = column("PruningScores", SHARES)
    stake_weight = column("StakeWeight", SHARES)
    last_update = column("LastUpdate", vector(BLOCK))
    weights = table("Weights", (MECHANISM_INDEX, UID), SPARSE_ROW)
    bonds = table("Bonds", (MECHANISM_INDEX, UID), SPARSE_ROW)

    # Terms of the epoch
    tempo = column("Tempo", U16, default=360)
    blocks_since_last_step = column("BlocksSinceLastStep", BLOCK)
    last_epoch_block = column("LastEpochBlock", BLOCK)
    subnet_epoch_index = column("SubnetEpochIndex", U64)
    pending_epoch_at = column("PendingEpochAt", BLOCK)
    max_epochs_per_block = cell("MaxEpochsPerBlock", U8, default=2)
    activity_cutoff_factor_milli = column("ActivityCutoffFactorMilli", U32, default=13_889)
    last_mechansim_step_block = column("LastMechansimStepBlock", BLOCK)
    activity_cutoff = column("ActivityCutoff", U16, default=5000)
    min_activity_cutoff = cell("MinActivityCutoff", U16, default=360)
    max_allowed_validators = column("MaxAllowedValidators", U16, default=128)
    kappa = column("Kappa", U16, default=32767)
    rho = column("Rho", U16, default=10)
    bonds_penalty = column("BondsPenalty", U16, default=65535)
    bonds_moving_average = column("BondsMovingAverage", U64, default=900_000)
    bonds_reset_on = column("BondsResetOn", BOOL)
    liquid_alpha_on = column("LiquidAlphaOn", BOOL)
    alpha_values = column("AlphaValues", product(U16, U16), default=(45875, 58982))
    alpha_sigmoid_steepness = column("AlphaSigmoidSteepness", I16, default=1000)
    yuma3_on = column("Yuma3On", BOOL)
    mechanism_count_current = column("MechanismCountCurrent", U8, default=1)
    max_mechanism_count = cell("MaxMechanismCount", U8, default=2)
    mechanism_emission_split = column("MechanismEmissionSplit", optional(SHARES))
    adjustment_alpha = column("AdjustmentAlpha", U64)
    scaling_law_power = column("ScalingLawPower", U16, default=50)
    validator_prune_len = column("ValidatorPruneLen", U64, default=1)

    # Voting power
    voting_power = table("VotingPower", (NETUID, HOTKEY), U64)
    voting_power_tracking_enabled = column("VotingPowerTrackingEnabled", BOOL)
    voting_power_disable_at_block = column("VotingPowerDisableAtBlock", BLOCK)
    voting_power_ema_alpha = column("VotingPowerEmaAlpha", U64, default=3_570_000_000_000_000)

    # Weights
    min_allowed_weights = column("MinAllowedWeights", U16, default=1024)
    max_weights_limit = column("MaxWeightsLimit", U16, default=changing(dtao=1000, flow=65535))
    weights_set_rate_limit = column("WeightsSetRateLimit", BLOCK, default=100)
    weights_version_key = column("WeightsVersionKey", U64)
    weights_version_key_rate_limit = cell("WeightsVersionKeyRateLimit", U64, default=5)
    commit_reveal_weights_enabled = column(
        "CommitRevealWeightsEnabled", BOOL, default=changing(dtao=False, dereg=True)
    )
    commit_reveal_weights_version = cell("CommitRevealWeightsVersion", U16, default=4)
    reveal_period_epochs = column("RevealPeriodEpochs", U64, default=1)
    weight_commits = table("WeightCommits", (MECHANISM_INDEX, HOTKEY), optional(COMMITS))
    crv3_weight_commits = table("CRV3WeightCommits", (NETUID, U64), TIMELOCKED_IN_DTAO)
    crv3_weight_commits_v2 = table("CRV3WeightCommitsV2", (NETUID, U64), TIMELOCKED)
    timelocked_weight_commits = table("TimelockedWeightCommits", (MECHANISM_INDEX, U64), TIMELOCKED)

    # Registration of neurons
    network_registration_allowed = column(
        "NetworkRegistrationAllowed", BOOL, default=changing(dtao=False, dereg=True)
    )
    network_pow_registration_allowed = column(
        "NetworkPowRegistrationAllowed", BOOL, default=changing(dtao=False, dereg=True)
    )
    max_allowed_uids = column("MaxAllowedUids", U16, default=changing(dtao=4096, authorfee=256))
    min_non_immune_uids = column("MinNonImmuneUids", U16, default=10)
    min_allowed_uids = column("MinAllowedUids", U16, default=64)
    immunity_period = column("ImmunityPeriod", U16, default=4096)
    immune_owner_uids_limit = column("ImmuneOwnerUidsLimit", U16, default=1)
    neurons_to_prune_at_next_epoch = column("NeuronsToPruneAtNextEpoch", U16)
    burn = column("Burn", RAO, default=changing(dtao=1_000_000_000, dereg=100_000_000))
    min_burn = column("MinBurn", RAO, default=500_000)
    max_burn = column("MaxBurn", RAO, default=100_000_000_000)
    burn_half_life = column("BurnHalfLife", U16, default=360)
    burn_increase_mult = column("BurnIncreaseMult", U64F64, default=23_242_897_532_874_035_200)
    difficulty = column("Difficulty", U64, default=10_000_000)
    min_difficulty = column("MinDifficulty", U64, default=10_000_000)
    max_difficulty = column("MaxDifficulty", U64, default=4_611_686_018_427_387_903)
    adjustment_interval = column("AdjustmentInterval", U16, default=100)
    last_adjustment_block = column("LastAdjustmentBlock", BLOCK)
    target_registrations_per_interval = column("TargetRegistrationsPerInterval", U16, default=2)
    max_registrations_per_block = column("MaxRegistrationsPerBlock", U16, default=1)
    registrations_this_block = column("RegistrationsThisBlock", U16)
    registrations_this_interval = column("RegistrationsThisInterval", U16)
    burn_registrations_this_interval = column("BurnRegistrationsThisInterval", U16)
    pow_registrations_this_interval = column("POWRegistrationsThisInterval", U16)
    rao_recycled_for_registration = column("RAORecycledForRegistration", RAO)

    # Registration of subnets
    start_call_delay = cell("StartCallDelay", BLOCK)
    registered_subnet_counter = column("RegisteredSubnetCounter", U64)
    subnet_limit = cell("SubnetLimit", U16, default=128)
    network_rate_limit = cell("NetworkRateLimit", BLOCK, default=7200)
    network_last_registered = cell("NetworkLastRegistered", BLOCK)
    tao_in_refund_deployment_block = cell("TaoInRefundDeploymentBlock", BLOCK)
    network_registration_start_block = cell("NetworkRegistrationStartBlock", BLOCK)
    network_last_lock_cost = cell("NetworkLastLockCost", RAO, default=1_000_000_000_000)
    network_min_lock_cost = cell("NetworkMinLockCost", RAO, default=1_000_000_000_000)
    network_lock_reduction_interval = cell("NetworkLockReductionInterval", BLOCK, default=100_800)
    network_min_allowed_uids = cell("NetworkMinAllowedUids", U16, default=128)
    network_immunity_period = cell(
        "NetworkImmunityPeriod", BLOCK, default=changing(dtao=50400, dereg=1_296_000)
    )
    dissolve_network_schedule_duration = cell(
        "DissolveNetworkScheduleDuration", BLOCK, default=36000
    )

    # Rate limits
    tx_rate_limit = cell("TxRateLimit", BLOCK, default=1000)
    tx_delegate_take_rate_limit = cell("TxDelegateTakeRateLimit", BLOCK, default=216_000)
    tx_childkey_take_rate_limit = cell("TxChildkeyTakeRateLimit", BLOCK, default=216_000)
    serving_rate_limit = column("ServingRateLimit", BLOCK, default=50)
    owner_hyperparam_rate_limit = cell("OwnerHyperparamRateLimit", U16, default=2)
    admin_freeze_window = cell("AdminFreezeWindow", U16, default=10)
    last_tx_block = table("LastTxBlock", ACCOUNT, BLOCK)
    last_tx_block_delegate_take = table("LastTxBlockDelegateTake", HOTKEY, BLOCK)
    last_tx_block_child_key_take = table("LastTxBlockChildKeyTake", HOTKEY, BLOCK)
    last_rate_limited_block = table("LastRateLimitedBlock", LIMITED, BLOCK)
    transaction_key_last_block = table("TransactionKeyLastBlock", (HOTKEY, NETUID, U16), BLOCK)
    last_hotkey_swap_on_netuid = table("LastHotkeySwapOnNetuid", (NETUID, COLDKEY), BLOCK)
