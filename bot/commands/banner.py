"""What `resync run` says once it serves: what it runs on, and how to switch on the rest."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from bot.app import Resync
from bot.phrases import Phrases
from bot.places import SAMPLE_SHEET
from bot.settings import unknown_variables


def banner(running: Resync, address: str) -> RenderableType:
    """The banner, in the language of the alerts."""
    settings, phrases = running.settings, Phrases(running.settings.resync_language)
    lines = [Text(phrases.say("banner.open", address=address), style="bold green")]
    if settings.resync_web_token.get_secret_value():
        lines.append(Text(phrases.say("banner.token")))
    lines += [Text(line) for line in (_hwa(running, phrases), _sheet(running, phrases), _model(running, phrases))]
    lines += [Text(""), Text(phrases.say("banner.next"), style="bold")]
    lines += [Text(f"  {phrases.say(key)}") for key in _switches(running)]
    unknown = unknown_variables()
    if unknown:
        lines.append(Text(phrases.say("banner.unknown", names=", ".join(unknown)), style="yellow"))
    lines.append(Text(phrases.say("banner.stop"), style="dim"))
    return Panel(Group(*lines), title="Resync", title_align="left", expand=False)


def _hwa(running: Resync, phrases: Phrases) -> str:
    if running.simulated:
        return phrases.say("banner.simulated", url=running.simulated)
    return phrases.say("banner.live", names=", ".join(running.masters))


def _sheet(running: Resync, phrases: Phrases) -> str:
    sheet = running.knowledge
    if [path.resolve() for path in sheet.files] == [SAMPLE_SHEET]:
        return phrases.say("banner.sample", count=sheet.entries)
    return phrases.say("banner.sheet", files=", ".join(path.name for path in sheet.files), count=sheet.entries)


def _model(running: Resync, phrases: Phrases) -> str:
    model = running.settings.resync_model
    return phrases.say("banner.llm", model=model) if model else phrases.say("banner.embedded")


def _switches(running: Resync) -> list[str]:
    settings = running.settings
    keys = ["banner.hwa_how"] if running.simulated else []
    keys += [] if settings.resync_knowledge or settings.structure.knowledge else ["banner.sheet_how"]
    keys += [] if settings.resync_model else ["banner.llm_how"]
    keys += [] if settings.slack_bot_token.get_secret_value() else ["banner.slack_how"]
    return keys if settings.teams_app_id else [*keys, "banner.teams_how"]
