"""Which product an error belongs to: the same words are another error for another database, cloud or language."""

from __future__ import annotations

from collections.abc import Iterable

from rag.terms import Terms

# Concepts of the glossary; of each kind a question and a row usually mean one.
_KINDS = (
    frozenset(("=oracle", "=db2", "=sqlserver", "=postgres", "=mysql", "=teradata", "=sybase", "=mongodb", "=redis")),
    frozenset(("=aws", "=azure", "=gcp")),
    frozenset(("=jvm", "=python", "=nodejs", "=dotnet", "=powershell")),
    frozenset(("=kafka", "=mq", "=rabbitmq")),
    frozenset(("=informatica", "=datastage", "=talend", "=ssis")),
)
_BY_FAMILY = {
    "ora-": "=oracle",
    "sqlcode ": "=db2",
    "mssql ": "=sqlserver",
    "mysql ": "=mysql",
    "teradata ": "=teradata",
    "mqrc ": "=mq",
    "amq": "=mq",
}
_NAMED = 0.5  # weight from which a term is the error's own, not only its solution's


def products_of(terms: Terms, codes: Iterable[str]) -> frozenset[str]:
    """The products that words and codes name."""
    named = {term for term, weight in terms.items() if weight >= _NAMED and any(term in kind for kind in _KINDS)}
    numbered = {product for code in codes for family, product in _BY_FAMILY.items() if code.startswith(family)}
    return frozenset(named | numbered)


def are_of_other_products(asked: frozenset[str], case: frozenset[str]) -> bool:
    """Whether two errors name products of one kind, and none in common."""
    return any((asked & kind) and (case & kind) and not (asked & case & kind) for kind in _KINDS)
