"""The workstations and resources of the simulated domain."""

from __future__ import annotations

from tws.simulator.ids import name_id
from tws.simulator.records import Resource, Workstation

# name, type, os, node, limit, description
_WORKSTATIONS: tuple[tuple[str, str, str, str, int, str], ...] = (
    ("MDM", "MANAGER", "LINUX", "hwamdm01.empresa.local", 20, "Master domain manager"),
    ("MDM_DWB", "WORKLOAD_BROKER", "OTHER", "hwamdm01.empresa.local", 50, "Dynamic workload broker"),
    ("MDM_XA", "X-AGENT", "OTHER", "hwamdm01.empresa.local", 10, "Extended agent of the master"),
    ("FTA_FIN01", "FTA", "AIX", "finbatch01.empresa.local", 60, "Financeiro, batch"),
    ("FTA_FIN02", "FTA", "AIX", "finbatch02.empresa.local", 60, "Financeiro, batch"),
    ("FTA_RH01", "FTA", "LINUX", "rhbatch01.empresa.local", 40, "Folha e RH"),
    ("FTA_LOJA07", "FTA", "LINUX", "loja07.empresa.local", 10, "Loja 07, Campinas"),
    ("AGT_BATCH01", "AGENT", "LINUX", "batch01.empresa.local", 80, "Batch applications"),
    ("AGT_BATCH02", "AGENT", "LINUX", "batch02.empresa.local", 80, "Batch applications"),
    ("AGT_CARD01", "AGENT", "LINUX", "card01.empresa.local", 60, "Cartoes e PIX"),
    ("AGT_CRM01", "AGENT", "WINDOWS", "crm01.empresa.local", 40, "CRM"),
    ("AGT_CRM02", "AGENT", "WINDOWS", "crm02.empresa.local", 0, "CRM, campanhas"),
    ("AGT_REL01", "AGENT", "LINUX", "rel01.empresa.local", 30, "Relatorios"),
    ("AGT_DWH01", "AGENT", "LINUX", "dwh01.empresa.local", 60, "Data warehouse, node 1"),
    ("AGT_DWH02", "AGENT", "LINUX", "dwh02.empresa.local", 60, "Data warehouse, node 2"),
    ("POOL_ETL", "POOL", "OTHER", "hwamdm01.empresa.local", 200, "Data warehouse nodes"),
    ("AS400_01", "AGENT", "AS400", "as400prd.empresa.local", 30, "IBM i, estoque"),
    ("ZOS_SYSA", "X-AGENT", "ZOS", "sysa.empresa.local", 60, "Mainframe SYSA"),
    ("SAP_PRD", "X-AGENT", "OTHER", "sapprd.empresa.local", 40, "SAP PRD"),
)
_RESOURCES: tuple[tuple[str, str, int, str], ...] = (
    ("ORAPRD_SESSIONS", "FTA_FIN01", 400, "Sessoes de batch no ORAPRD"),
    ("TAPE_DRIVES", "AGT_BATCH01", 4, "Fitas LTO do backup"),
    ("SAP_BTC_WP", "SAP_PRD", 300, "Processos batch do SAP"),
    ("DWH_LOAD_SLOT", "POOL_ETL", 200, "Slots de carga do DWH"),
    ("BUREAU_LINK", "AGT_BATCH02", 1, "Link exclusivo do bureau de credito"),
)
POOLS = {"POOL_ETL": ("AGT_DWH01", "AGT_DWH02")}


class Landscape:
    """Workstations and resources; limits grow with the size of the plan."""

    def __init__(self, jobs: int) -> None:
        scale = max(1, round(jobs / 5000))
        self.workstations = {row[0]: _workstation(row, scale) for row in _WORKSTATIONS}
        for pool, members in POOLS.items():
            self.workstations[pool].members = tuple(self.workstations[name] for name in members)
        self.resources = {
            name: Resource(
                name=name,
                id=name_id("resource", place, name),
                workstation=self.workstations[place],
                quantity=quantity * (scale if quantity >= 100 else 1),
                description=text,
            )
            for name, place, quantity, text in _RESOURCES
        }
        self.workstations["FTA_LOJA07"].linked = False
        self.workstations["AGT_REL01"].fence = 30


def _workstation(row: tuple[str, str, str, str, int, str], scale: int) -> Workstation:
    name, kind, system, node, limit, text = row
    return Workstation(
        name=name,
        id=name_id("workstation", name),
        type=kind,
        os=system,
        node=node,
        limit=limit * scale,
        description=text,
        host=_host(name, kind),
        port=31111 if kind in {"MANAGER", "FTA"} else 31114,
    )


def _host(name: str, kind: str) -> str | None:
    if kind in {"MANAGER", "FTA", "WORKLOAD_BROKER"}:
        return None
    return "MDM" if name == "MDM_XA" or kind == "X-AGENT" else "MDM_DWB"
