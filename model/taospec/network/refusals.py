"""The codes with which the calls of specified forks are refused.

A test compares the list with what the calls can raise and with what the vectors show.
"""

from __future__ import annotations

# fmt: off
REFUSALS = (
    "ActivityCutoffTooLow", "AddStakeBurnRateLimitExceeded",
    "AdminActionProhibitedDuringWeightsWindow", "AlphaHighTooLow", "AlphaLowOutOfRange",
    "AlreadyMember", "AmountTooLow", "AnnouncedColdkeyHashDoesNotMatch", "BadOrigin",
    "BondsMovingAverageMaxReached", "CanNotSetRootNetworkWeights", "CannotAffordLockCost",
    "CannotBurnOrRecycleOnRootSubnet", "ChildParentInconsistency", "ColdKeyAlreadyAssociated",
    "ColdkeySwapAnnounced", "ColdkeySwapAnnouncementNotFound", "ColdkeySwapClearTooEarly",
    "ColdkeySwapDisputed", "ColdkeySwapReannouncedTooEarly", "ColdkeySwapTooEarly",
    "CommitRevealDisabled", "CommitRevealEnabled", "CommittingWeightsTooFast",
    "DelegateTakeTooHigh", "DelegateTakeTooLow", "DelegateTxRateLimitExceeded", "Deprecated",
    "DuplicateChild", "DuplicateUids", "ExpiredWeightCommit", "FirstEmissionBlockNumberAlreadySet",
    "HotKeyAccountNotExists", "HotKeyAlreadyRegisteredInSubNet", "HotKeyNotRegisteredInSubNet",
    "HotKeySetTxRateLimitExceeded", "HotKeySwapOnSubnetIntervalNotPassed",
    "IncorrectCommitRevealVersion", "IncorrectWeightVersionKey", "InputLengthsUnequal",
    "InsufficientLiquidity", "InvalidChild", "InvalidChildkeyTake",
    "InvalidRevealCommitHashNotMatch", "InvalidSubnetNumber", "InvalidValue",
    "InvalidVotingPowerEmaAlpha", "InvalidWorkBlock", "LiquidAlphaDisabled", "MalformedState",
    "MaxAllowedUIdsLessThanCurrentUIds", "MaxAllowedUidsGreaterThanDefaultMaxAllowedUids",
    "MaxAllowedUidsLessThanMinAllowedUids", "MaxValidatorsLargerThanMaxUIds", "MaxWeightExceeded",
    "MechanismDoesNotExist", "MinAllowedUidsGreaterThanCurrentUids",
    "MinAllowedUidsGreaterThanMaxAllowedUids", "NeedWaitingMoreBlocksToStarCall",
    "NegativeSigmoidSteepness", "NetworkTxRateLimitExceeded", "NeuronNoValidatorPermit",
    "NewColdKeyIsHotkey", "NewHotKeyIsSameWithOld", "NewHotKeyNotCleanForRootSwap",
    "NoNeuronIdAvailable", "NoWeightsCommitFound", "NonAssociatedColdKey",
    "NotEnoughBalanceToPaySwapColdKey", "NotEnoughBalanceToPaySwapHotKey",
    "NotEnoughBalanceToStake", "NotEnoughStakeToSetChildkeys", "NotEnoughStakeToSetWeights",
    "NotEnoughStakeToWithdraw", "NotSubnetOwner", "Payment", "PrecisionLoss", "PriceLimitExceeded",
    "ProportionOverflow", "RegistrationNotPermittedOnRootSubnet", "RegistrationPriceLimitExceeded",
    "ReservesTooLow", "RevealPeriodTooLarge", "RevealPeriodTooSmall", "RevealTooEarly",
    "RootNetworkDoesNotExist", "SameAutoStakeHotkeyAlreadySet", "SameNetuid",
    "SettingWeightsTooFast", "SlippageTooHigh", "StakeTooLowForRoot",
    "StakingOperationRateLimitExceeded", "SubNetRegistrationDisabled", "SubNetworkDoesNotExist",
    "SubnetDoesNotExist", "SubnetLimitReached", "SubnetNotExists", "SubtokenDisabled",
    "TooManyChildren", "TooManyRegistrationsThisBlock", "TooManyRegistrationsThisInterval",
    "TooManyUnrevealedCommits", "TransactorAccountShouldBeHotKey", "TransferDisallowed",
    "TxChildkeyTakeRateLimitExceeded", "TxRateLimitExceeded", "UidVecContainInvalidOne",
    "UidsLengthExceedUidsInSubNet", "ValueNotInBounds", "VotingPowerTrackingNotEnabled",
    "WeightVecLengthIsLow", "WeightVecNotEqualSize", "ZeroBalanceAfterWithdrawn",
    "ZeroMaxStakeAmount",
)
# fmt: on
