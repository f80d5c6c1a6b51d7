"""Times, windows and durations as a person reads them; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

_TO = "\N{EN DASH}"
_MONTHS = {
    "pt": ("jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
# The tz database gives Brazil's zones no letters since 2017 ("-03"); operators there still say BRT.
_BRASILIA = {-3: "BRT", -2: "BRST"}
_AMAZONIA = {-4: "AMT", -3: "AMST"}
_ACRE = {-5: "ACT"}
_LETTERS = {
    **dict.fromkeys(
        ("Sao_Paulo", "Bahia", "Fortaleza", "Recife", "Belem", "Maceio", "Araguaina", "Santarem"), _BRASILIA
    ),
    **dict.fromkeys(("Manaus", "Cuiaba", "Campo_Grande", "Porto_Velho", "Boa_Vista"), _AMAZONIA),
    **dict.fromkeys(("Rio_Branco", "Eirunepe"), _ACRE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Where and when the reader is: moments become text in this zone, today's without their date."""

    zone: ZoneInfo
    now: datetime
    language: str

    def moment(self, moment: datetime, *, seconds: bool = False) -> str:
        """`03:12` today, else `21 Nov 22:40`; with seconds where they matter."""
        local = moment.astimezone(self.zone)
        clock = f"{local:%H:%M:%S}" if seconds else f"{local:%H:%M}"
        return clock if self.is_today(moment) else f"{self.day(moment)} {clock}"

    def is_today(self, moment: datetime) -> bool:
        """Whether the moment falls on the reader's present day."""
        return moment.astimezone(self.zone).date() == self.now.astimezone(self.zone).date()

    def day(self, moment: datetime) -> str:
        """`22 Nov`, with the year where it is not this one."""
        local = moment.astimezone(self.zone)
        day = f"{local.day} {_MONTHS[self.language][local.month - 1]}"
        return day if local.year == self.now.astimezone(self.zone).year else f"{day} {local.year}"

    def window(self, since: datetime, until: datetime) -> str:
        """`22 Nov 00:12 to 03:12 BRT`; both days where they differ."""
        first, last = since.astimezone(self.zone), until.astimezone(self.zone)
        end = f"{last:%H:%M}" if first.date() == last.date() else f"{self.day(until)} {last:%H:%M}"
        return f"{self.day(since)} {first:%H:%M} {_TO} {end} {self.zone_letters(until)}"

    def zone_letters(self, moment: datetime) -> str:
        """`BRT`, `CET`, or `UTC+05:30` where the zone has no letters."""
        local = moment.astimezone(self.zone)
        name, offset = local.tzname() or "UTC", f"{local:%z}"
        if name[0] not in "+-":
            return name
        city = self.zone.key.rpartition("/")[2]
        return _LETTERS.get(city, {}).get(int(offset[:3]), f"UTC{offset[:3]}:{offset[3:5]}".removesuffix(":00"))


def duration_text(duration: timedelta) -> str:
    """`40 s`, `5 min 20 s`, `42 min`, `1 h 05 min`, `2 d 3 h`: two units at most. The same in both languages."""
    seconds = max(0, round(duration.total_seconds()))
    minutes, hours = seconds // 60, seconds // 3600
    if seconds < 60:
        return f"{seconds} s"
    if minutes < 10 and seconds % 60:
        return f"{minutes} min {seconds % 60:02d} s"
    if hours < 1:
        return f"{minutes} min"
    if hours < 24:
        return f"{hours} h {minutes % 60:02d} min"
    return f"{hours // 24} d {hours % 24} h"


def iso(moment: datetime) -> str:
    """The moment in UTC as ISO 8601 with `Z`, whole seconds."""
    return moment.astimezone(ZoneInfo("UTC")).replace(microsecond=0).isoformat().replace("+00:00", "Z")
