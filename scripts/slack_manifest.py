"""Fill Resync's Slack manifest with a name, a command, a language, and the address for events over HTTP.

Without an address the app uses Socket Mode. Writes the file that is named and prints the link that opens it in Slack.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml

MANIFEST = Path(__file__).parents[1] / "manifests" / "slack" / "manifest.yaml"
NEW_APP = "https://api.slack.com/apps?new_app=1&manifest_yaml="
EVENTS = "/slack/events"  # where Resync takes everything that Slack sends over HTTP

# What people read of the app in Slack; the manifest itself is in English.
PORTUGUESE: dict[tuple[str | int, ...], str] = {
    ("display_information", "description"): "Colega de plantão de um time de HCL Workload Automation",
    ("display_information", "long_description"): (
        "Resync responde a perguntas sobre o HCL Workload Automation onde o time já conversa, em português e inglês. "
        "Quando um job termina em ABEND, abre uma thread antes que alguém pergunte: as linhas do erro, o que ficou "
        "bloqueado, o que resolveu da última vez, quem é o dono e qual procedimento vale. Do HWA, só lê."
    ),
    ("features", "agent_view", "agent_description"): (
        "Pergunte como estão jobs, job streams e workstations, o que terminou mal e por quê, e o que resolve."
    ),
    ("features", "agent_view", "suggested_prompts", 0, "title"): "Saúde",
    ("features", "agent_view", "suggested_prompts", 0, "message"): "Resuma a saúde do ambiente",
    ("features", "agent_view", "suggested_prompts", 1, "title"): "Jobs com erro",
    ("features", "agent_view", "suggested_prompts", 1, "message"): "Mostre os jobs com erro nas últimas 3 horas",
    ("features", "agent_view", "suggested_prompts", 2, "title"): "Passagem de turno",
    ("features", "agent_view", "suggested_prompts", 2, "message"): "Passagem de turno",
    ("features", "agent_view", "suggested_prompts", 3, "title"): "O que você sabe fazer?",
    ("features", "agent_view", "suggested_prompts", 3, "message"): "O que você sabe fazer?",
    ("features", "slash_commands", 0, "description"): "HWA: saúde, jobs, erros, logs, alertas, painel, avisos, turno",
    ("features", "slash_commands", 0, "usage_hint"): (
        "saude | job NOME | falhas 3h | porque NOME | log NOME | alertas on | painel | ajuda"
    ),
    ("features", "shortcuts", 0, "name"): "Diagnosticar isto",
    ("features", "shortcuts", 0, "description"): "Acha nomes de jobs ou o texto de um erro na mensagem e diagnostica",
}


def filled(*, name: str = "Resync", command: str = "/tws", language: str = "pt", url: str = "") -> dict[str, Any]:
    """The manifest as Slack takes it. `url` is Resync's public https address; without one, Socket Mode.

    Raises: ValueError with a sentence for a value that Slack would not take.
    """
    _check(name, command, url)
    manifest: dict[str, Any] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    for path, words in PORTUGUESE.items() if language == "pt" else ():
        _put(manifest, path, words)
    manifest["display_information"]["name"] = manifest["features"]["bot_user"]["display_name"] = name
    manifest["features"]["slash_commands"][0]["command"] = command
    if url:
        _over_http(manifest, url.rstrip("/") + EVENTS)
    return manifest


def _check(name: str, command: str, url: str) -> None:
    if not 1 <= len(name) <= 35:  # Slack's own limit
        raise ValueError("An app's name has 1 to 35 characters.")
    if not re.match(r"/[a-z0-9_-]{1,31}\Z", command):
        raise ValueError(f"A command is / and up to 31 small letters, digits, - or _, unlike {command!r}.")
    if url and not re.match(r"https://[^/\s]+(/\S*)?\Z", url):
        raise ValueError(
            f"Slack sends events to an https:// address only, unlike {url!r}; leave it out for Socket Mode."
        )


def _put(manifest: dict[str, Any], path: tuple[str | int, ...], words: str) -> None:
    held: Any = manifest
    for step in path[:-1]:
        held = held[step]
    held[path[-1]] = words


def _over_http(manifest: dict[str, Any], address: str) -> None:
    manifest["settings"]["socket_mode_enabled"] = False
    manifest["settings"]["event_subscriptions"] = {
        "request_url": address,
        **manifest["settings"]["event_subscriptions"],
    }
    manifest["settings"]["interactivity"]["request_url"] = address
    for command in manifest["features"]["slash_commands"]:
        command["url"] = address


def main(arguments: list[str]) -> int:
    """Write the filled manifest; 2 for a value that Slack would not take."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="where the filled manifest goes")
    parser.add_argument("--name", default="Resync")
    parser.add_argument("--command", default="/tws")
    parser.add_argument("--language", choices=("pt", "en"), default="pt")
    parser.add_argument("--url", default="", help="Resync's public address, https://…; without it, Socket Mode")
    values = vars(parser.parse_args(arguments))
    file: Path = values.pop("file")
    try:
        manifest = filled(**values)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    text = yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True, width=120)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    print(f"wrote {file}: paste it into https://api.slack.com/apps (Create New App, From a manifest), or open")
    print(f"{NEW_APP}{quote(text, safe='')}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
