"""What can go wrong with the operators' knowledge.

KnowledgeError
├── WorkbookError      a file that cannot be read as a sheet; says which and what to do
└── StoreError         the index cannot be written or asked
    └── StoreUnreachableError    the server that holds it does not answer
"""

from __future__ import annotations


class KnowledgeError(Exception):
    """The operators' knowledge cannot be used."""


class WorkbookError(KnowledgeError):
    """A file cannot be read as a sheet. `file` is its name without folders, `remedy` what its owner can do.

    `code` and `values` say the same for any language.
    """

    def __init__(
        self, message: str, *, file: str, remedy: str = "", code: str = "", values: tuple[tuple[str, str], ...] = ()
    ) -> None:
        super().__init__(message)
        self.file = file
        self.remedy = remedy
        self.code = code
        self.values = values


class StoreError(KnowledgeError):
    """The index cannot be written or asked."""


class StoreUnreachableError(StoreError):
    """The server that holds the index does not answer; what is known by heart still does."""
