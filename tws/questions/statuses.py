"""The words people and models use for a job's state, in Portuguese and English, as conditions on a plan."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from tws.models import Job
from tws.questions.errors import ArgumentError

NOT_STARTED = frozenset({"WAITING", "READY", "HELD", "BLOCKED", "UNDECIDED"})

_COMMON = {
    "WAITING": "WAITING WAIT WAITD HOLD ADD SCHED INTRO AGUARDANDO ESPERANDO ESPERA EM_ESPERA PENDENTE PENDING",
    "READY": "READY FENCE PRONTO PRONTA",
    "RUNNING": "RUNNING EXEC EXECUTING RUN SUCCP ABENP STARTED RODANDO EXECUTANDO EM_EXECUCAO EXECUCAO",
    "SUCCESSFUL": "SUCCESSFUL SUCC SUCCESS SUCCEEDED SUCCEED COMPLETED OK DONE SUCESSO COM_SUCESSO CONCLUIDO TERMINADO",
    "ERROR": "ERROR ERRORS IN_ERROR FAILED FAILURE ERRO ERROS EM_ERRO COM_ERRO FALHA FALHAS FALHOU FALHARAM",
    "CANCELED": "CANCELED CANCELLED CANCEL CANCL CANCELADO CANCELADA CANCELADOS",
    "HELD": "HELD ON_HOLD USER USER_STREAM RETIDO RETIDA SEGURO EM_HOLD",
    "BLOCKED": "BLOCKED STUCK SUSP BLOQUEADO BLOQUEADA TRAVADO TRAVADA",
    "SUPPRESS": "SUPPRESS SUPPRESSED SUPPR SUPRIMIDO SUPRIMIDA",
    "UNDECIDED": "UNDECIDED UNKNOWN EXTRN INDEFINIDO DESCONHECIDO",
}
_PRECISE = {
    "ABEND": "ABEND ABENDS ABENDED ABENDADO ABENDOU ABENDARAM",
    "FAIL": "FAIL FAILS NOT_LAUNCHED NAO_INICIADO",
    "PEND": "PEND CONFIRMATION WAITING_FOR_CONFIRMATION AGUARDANDO_CONFIRMACAO",
}
_COMMON_OF = {word: status for status, words in _COMMON.items() for word in words.split()}
_PRECISE_OF = {word: status for status, words in _PRECISE.items() for word in words.split()}


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """The states that were asked for: common statuses and the engine's own words, met by either."""

    common: tuple[str, ...] = ()
    internal: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All of them, as a report echoes them."""
        return self.common + self.internal


def states(text: str | None) -> States:
    """The states that `text` names, several apart by commas; ABEND, FAIL and PEND mean just that.

    Raises: ArgumentError for a word that is no state.
    """
    common: list[str] = []
    internal: list[str] = []
    for part in (text or "").split(","):
        word = _folded(part)
        if not word:
            continue
        if word in _PRECISE_OF:
            internal.append(_PRECISE_OF[word])
        elif word in _COMMON_OF:
            common.append(_COMMON_OF[word])
        else:
            known = ", ".join((*_COMMON, *_PRECISE))
            raise ArgumentError(f"{part.strip()[:40]!r} is no job status; it takes one of {known}")
    return States(common=tuple(dict.fromkeys(common)), internal=tuple(dict.fromkeys(internal)))


def is_waiting(job: Job) -> bool:
    """Whether the job has not started yet, or waits for a confirmation."""
    return not job.ended and job.status in NOT_STARTED


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.strip()).encode("ascii", "ignore").decode()
    return "_".join(plain.upper().replace("-", " ").replace("_", " ").split())
