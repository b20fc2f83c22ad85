"""The codes with which the calls of specified forks are refused.

A test compares the list with what the calls can raise and with what the vectors show.
"""

from __future__ import annotations

# fmt: off
REFUSALS = (
    "AlreadyMember", "AmountTooLow", "BadOrigin", "CanNotSetRootNetworkWeights",
    "CannotAffordLockCost", "CannotBurnOrRecycleOnRootSubnet", "ChildParentInconsistency",
    "ColdKeyAlreadyAssociated", "CommitRevealEnabled", "DelegateTakeTooHigh",
    "DelegateTakeTooLow", "DelegateTxRateLimitExceeded", "DuplicateChild", "DuplicateUids",
    "FirstEmissionBlockNumberAlreadySet", "HotKeyAccountNotExists",
    "HotKeyAlreadyRegisteredInSubNet", "HotKeyNotRegisteredInSubNet",
    "HotKeySetTxRateLimitExceeded", "HotKeySwapOnSubnetIntervalNotPassed",
    "IncorrectWeightVersionKey", "InsufficientLiquidity", "InvalidChild", "InvalidChildkeyTake",
    "InvalidSubnetNumber", "MalformedState", "MaxWeightExceeded", "MechanismDoesNotExist",
    "NeedWaitingMoreBlocksToStarCall", "NetworkTxRateLimitExceeded", "NeuronNoValidatorPermit",
    "NewColdKeyIsHotkey", "NewHotKeyIsSameWithOld", "NoNeuronIdAvailable", "NonAssociatedColdKey",
    "NotEnoughBalanceToPaySwapColdKey", "NotEnoughBalanceToPaySwapHotKey",
    "NotEnoughBalanceToStake", "NotEnoughStakeToSetChildkeys", "NotEnoughStakeToSetWeights",
    "NotEnoughStakeToWithdraw", "NotSubnetOwner", "PriceLimitExceeded", "ProportionOverflow",
    "RegistrationNotPermittedOnRootSubnet", "ReservesTooLow", "RootNetworkDoesNotExist",
    "SameAutoStakeHotkeyAlreadySet", "SameNetuid", "SettingWeightsTooFast", "SlippageTooHigh",
    "StakeTooLowForRoot", "StakingOperationRateLimitExceeded", "SubNetRegistrationDisabled",
    "SubNetworkDoesNotExist", "SubnetLimitReached", "SubnetNotExists", "SubtokenDisabled",
    "TooManyChildren", "TooManyRegistrationsThisBlock", "TooManyRegistrationsThisInterval",
    "TransferDisallowed", "TxChildkeyTakeRateLimitExceeded", "TxRateLimitExceeded",
    "UidVecContainInvalidOne", "UidsLengthExceedUidsInSubNet", "WeightVecLengthIsLow",
    "WeightVecNotEqualSize", "ZeroBalanceAfterWithdrawn", "ZeroMaxStakeAmount",
)
# fmt: on
