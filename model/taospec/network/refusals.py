"""The codes with which the calls of specified forks are refused.

A test compares the list with what the calls can raise and with what the vectors show.
"""

from __future__ import annotations

# fmt: off
REFUSALS = (
    "ActivityCutoffTooLow", "AdminActionProhibitedDuringWeightsWindow", "AlphaHighTooLow",
    "AlphaLowOutOfRange", "AlreadyMember", "AmountTooLow", "BadOrigin",
    "BondsMovingAverageMaxReached", "CanNotSetRootNetworkWeights", "CannotAffordLockCost",
    "CannotBurnOrRecycleOnRootSubnet", "ChildParentInconsistency", "ColdKeyAlreadyAssociated",
    "CommitRevealDisabled", "CommitRevealEnabled", "CommittingWeightsTooFast",
    "DelegateTakeTooHigh", "DelegateTakeTooLow", "DelegateTxRateLimitExceeded", "DuplicateChild",
    "DuplicateUids", "ExpiredWeightCommit", "FirstEmissionBlockNumberAlreadySet",
    "HotKeyAccountNotExists", "HotKeyAlreadyRegisteredInSubNet", "HotKeyNotRegisteredInSubNet",
    "HotKeySetTxRateLimitExceeded", "HotKeySwapOnSubnetIntervalNotPassed",
    "IncorrectCommitRevealVersion", "IncorrectWeightVersionKey", "InputLengthsUnequal",
    "InsufficientLiquidity", "InvalidChild", "InvalidChildkeyTake",
    "InvalidRevealCommitHashNotMatch", "InvalidSubnetNumber", "InvalidValue",
    "LiquidAlphaDisabled", "MalformedState", "MaxAllowedUIdsLessThanCurrentUIds",
    "MaxAllowedUidsGreaterThanDefaultMaxAllowedUids", "MaxAllowedUidsLessThanMinAllowedUids",
    "MaxValidatorsLargerThanMaxUIds", "MaxWeightExceeded", "MechanismDoesNotExist",
    "MinAllowedUidsGreaterThanCurrentUids", "MinAllowedUidsGreaterThanMaxAllowedUids",
    "NeedWaitingMoreBlocksToStarCall", "NegativeSigmoidSteepness", "NetworkTxRateLimitExceeded",
    "NeuronNoValidatorPermit", "NewColdKeyIsHotkey", "NewHotKeyIsSameWithOld",
    "NoNeuronIdAvailable", "NoWeightsCommitFound", "NonAssociatedColdKey",
    "NotEnoughBalanceToPaySwapColdKey", "NotEnoughBalanceToPaySwapHotKey",
    "NotEnoughBalanceToStake", "NotEnoughStakeToSetChildkeys", "NotEnoughStakeToSetWeights",
    "NotEnoughStakeToWithdraw", "NotSubnetOwner", "Payment", "PriceLimitExceeded",
    "ProportionOverflow", "RegistrationNotPermittedOnRootSubnet", "ReservesTooLow",
    "RevealPeriodTooLarge", "RevealPeriodTooSmall", "RevealTooEarly", "RootNetworkDoesNotExist",
    "SameAutoStakeHotkeyAlreadySet", "SameNetuid", "SettingWeightsTooFast", "SlippageTooHigh",
    "StakeTooLowForRoot", "StakingOperationRateLimitExceeded", "SubNetRegistrationDisabled",
    "SubNetworkDoesNotExist", "SubnetDoesNotExist", "SubnetLimitReached", "SubnetNotExists",
    "SubtokenDisabled", "TooManyChildren", "TooManyRegistrationsThisBlock",
    "TooManyRegistrationsThisInterval", "TooManyUnrevealedCommits", "TransferDisallowed",
    "TxChildkeyTakeRateLimitExceeded", "TxRateLimitExceeded", "UidVecContainInvalidOne",
    "UidsLengthExceedUidsInSubNet", "ValueNotInBounds", "WeightVecLengthIsLow",
    "WeightVecNotEqualSize", "ZeroBalanceAfterWithdrawn", "ZeroMaxStakeAmount",
)
# fmt: on
