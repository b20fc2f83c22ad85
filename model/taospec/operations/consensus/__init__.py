"""Operations of the chapter consensus."""

from taospec.operations.consensus import epoch, mechanisms, stake, steps, submission

__all__ = ["epoch", "mechanisms", "stake", "steps", "submission"]
