"""The codes with which the calls of specified forks are refused.

A test compares the list with what the calls can raise and with what the vectors show.
"""

from __future__ import annotations

# fmt: off
REFUSALS = (
    "AccountRejectsLockedAlpha", "ActiveLockExists", "ActivityCutoffFactorMilliOutOfBounds",
    "ActivityCutoffTooLow", "AddStakeBurnRateLimitExceeded",
    "AdminActionProhibitedDuringWeightsWindow", "AlphaHighTooLow", "AlphaLowOutOfRange",
    "AlreadyMember", "AmountTooLow", "AnnouncedColdkeyHashDoesNotMatch", "AutoEpochAlreadyImminent",
    "BadOrigin", "BeneficiaryDoesNotOwnHotkey", "BondsMovingAverageMaxReached",
    "CanNotSetRootNetworkWeights", "CannotAffordLockCost", "CannotBurnOrRecycleOnRootSubnet",
    "CannotUseSystemAccount", "ChildParentInconsistency", "ColdKeyAlreadyAssociated",
    "ColdkeySwapAnnounced", "ColdkeySwapAnnouncementNotFound", "ColdkeySwapClearTooEarly",
    "ColdkeySwapDisputed", "ColdkeySwapReannouncedTooEarly", "ColdkeySwapTooEarly",
    "CommitRevealDisabled", "CommitRevealEnabled", "CommittingWeightsTooFast",
    "DelegateTakeTooHigh", "DelegateTakeTooLow", "DelegateTxRateLimitExceeded", "Deprecated",
    "DuplicateChild", "DuplicateUids", "DynamicTempoBlockedByCommitReveal",
    "EpochTriggerAlreadyPending", "ExpectedBeneficiaryOrigin", "ExpiredWeightCommit",
    "FirstEmissionBlockNumberAlreadySet", "HotKeyAccountNotExists",
    "HotKeyAlreadyRegisteredInSubNet", "HotKeyNotRegisteredInSubNet",
    "HotKeySetTxRateLimitExceeded", "HotKeySwapOnSubnetIntervalNotPassed",
    "IncorrectCommitRevealVersion", "IncorrectWeightVersionKey", "InputLengthsUnequal",
    "InsufficientBalance", "InsufficientLiquidity", "InsufficientStakeForLock", "InvalidChild",
    "InvalidChildkeyTake", "InvalidRevealCommitHashNotMatch", "InvalidSubnetNumber", "InvalidValue",
    "InvalidVotingPowerEmaAlpha", "InvalidWorkBlock", "LeaseDoesNotExist", "LeaseHasNoEndBlock",
    "LeaseHasNotEnded", "LiquidAlphaDisabled", "LockHotkeyMismatch", "MalformedState",
    "MaxAllowedUIdsLessThanCurrentUIds", "MaxAllowedUidsGreaterThanDefaultMaxAllowedUids",
    "MaxAllowedUidsLessThanMinAllowedUids", "MaxValidatorsLargerThanMaxUIds", "MaxWeightExceeded",
    "MechanismDoesNotExist", "MinAllowedUidsGreaterThanCurrentUids",
    "MinAllowedUidsGreaterThanMaxAllowedUids", "NeedWaitingMoreBlocksToStarCall",
    "NegativeSigmoidSteepness", "NetworkTxRateLimitExceeded", "NeuronNoValidatorPermit",
    "NewColdKeyIsHotkey", "NewHotKeyIsSameWithOld", "NewHotKeyNotCleanForRootSwap",
    "NoExistingLock", "NoNeuronIdAvailable", "NoWeightsCommitFound", "NonAssociatedColdKey",
    "NotEnoughBalanceToPaySwapColdKey", "NotEnoughBalanceToPaySwapHotKey",
    "NotEnoughBalanceToStake", "NotEnoughStakeToSetChildkeys", "NotEnoughStakeToSetWeights",
    "NotEnoughStakeToWithdraw", "NotSubnetOwner", "Payment", "PrecisionLoss", "PriceLimitExceeded",
    "ProportionOverflow", "RegistrationNotPermittedOnRootSubnet", "RegistrationPriceLimitExceeded",
    "ReservesTooLow", "RevealPeriodTooLarge", "RevealPeriodTooSmall", "RevealTooEarly",
    "RootNetworkDoesNotExist", "SameAutoStakeHotkeyAlreadySet", "SameNetuid",
    "SettingWeightsTooFast", "SlippageTooHigh", "StakeTooLowForRoot", "StakeUnavailable",
    "StakingOperationRateLimitExceeded", "SubNetRegistrationDisabled", "SubNetworkDoesNotExist",
    "SubnetDoesNotExist", "SubnetLimitReached", "SubnetNotExists", "SubtokenDisabled",
    "SwapInputTooLarge", "TempoOutOfBounds", "Token(BelowMinimum)", "TooManyChildren",
    "TooManyRegistrationsThisBlock", "TooManyRegistrationsThisInterval", "TooManyUnrevealedCommits",
    "TransactorAccountShouldBeHotKey", "TransferDisallowed", "TxChildkeyTakeRateLimitExceeded",
    "TxRateLimitExceeded", "UidVecContainInvalidOne", "UidsLengthExceedUidsInSubNet",
    "ValueNotInBounds", "VotingPowerTrackingNotEnabled", "WeightVecLengthIsLow",
    "WeightVecNotEqualSize", "ZeroBalanceAfterWithdrawn", "ZeroMaxStakeAmount",
)
# fmt: on
