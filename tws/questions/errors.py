"""What a question cannot be asked with."""

from __future__ import annotations


class ArgumentError(ValueError):
    """An argument makes no sense: an unknown status, a name without a name, a run that is not there.

    The message says what is wrong and what would be right, for a person or a model to read.
    """
