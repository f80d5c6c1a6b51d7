"""Fill Resync's Teams manifest with an app id, a public host and a language, and pack it with its two icons.

The zip holds manifest.json, color.png, outline.png and the texts in the other language at its root, as Teams wants it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PLACE = Path(__file__).parents[1] / "manifests" / "teams"
ICONS = ("color.png", "outline.png")
TAGS = {"pt": "pt-br", "en": "en"}
_OTHER = {"pt": "en", "en": "pt"}
_REQUIRED = frozenset({"name.short", "name.full", "description.short", "description.full"})
_WHEN = (2026, 1, 1, 0, 0, 0)  # of each file in the zip: the same input gives the same bytes

# What a person may type, in bot/channel/commands.py's words: Portuguese, English, and what it gives. Ten are taken by
# every version of the manifest's schema; `help` names the others.
COMMANDS: tuple[tuple[str, str, str, str], ...] = (
    ("saúde", "health", "Como está o ambiente, em um cartão", "The state of the environment on one card"),
    ("job", "job", "Como está um job: job NOME", "How a job is: job NAME"),
    ("falhas", "errors", "O que terminou com erro: falhas 3h", "What ended in error: errors 3h"),
    (
        "porque",
        "why",
        "Por que terminou mal e o que resolve: porque NOME",
        "Why it ended badly, what solves it: why NAME",
    ),
    ("log", "log", "O log da última execução: log NOME", "The log of the last run: log NAME"),
    ("painel", "board", "Um painel aqui que se atualiza sozinho", "A board here that keeps itself up to date"),
    ("alertas", "alerts", "Alertas neste canal: alertas on ou off", "Alerts in this channel: alerts on or off"),
    ("avise", "watch", "Avisar quando terminar: avise NOME", "Tell you when it ends: watch NAME"),
    ("turno", "handover", "Passagem de turno: o que está aberto", "Shift handover: what is open"),
    ("ajuda", "help", "O que sei fazer", "What I can do"),
)
PORTUGUESE: dict[tuple[str | int, ...], str] = {
    ("name", "full"): "Resync, colega de plantão para o HCL Workload Automation",
    ("description", "short"): "Colega de plantão de um time de HCL Workload Automation",
    ("description", "full"): (
        "Resync responde a perguntas sobre o HCL Workload Automation onde o time já conversa, em português e inglês. "
        "Quando um job termina em ABEND, publica antes que alguém pergunte: as linhas do erro, o que ficou bloqueado, "
        "o que resolveu da última vez, quem é o dono e qual procedimento vale. Do HWA, só lê."
    ),
    ("composeExtensions", 0, "commands", 0, "title"): "Procurar jobs",
    ("composeExtensions", 0, "commands", 0, "description"): "Acha um job pelo nome e põe o cartão dele na mensagem",
    ("composeExtensions", 0, "commands", 0, "parameters", 0, "description"): "Nome de um job, ou parte dele",
}


def filled(*, app_id: str, host: str, language: str = "pt", name: str = "Resync") -> dict[str, Any]:
    """The manifest as Teams takes it. `app_id` is the bot's Entra application id, `host` Resync's public host name.

    Raises: ValueError with a sentence for a value that Teams would not take.
    """
    _check(app_id, host, name)
    text = (PLACE / "manifest.json").read_text(encoding="utf-8")
    manifest: dict[str, Any] = json.loads(text.replace("{{TEAMS_APP_ID}}", app_id).replace("{{HOST}}", host))
    for path, words in PORTUGUESE.items() if language == "pt" else ():
        _put(manifest, path, words)
    manifest["name"]["short"] = name
    manifest["bots"][0]["commandLists"][0]["commands"] = _commands(language)
    other = _OTHER[language]
    manifest["localizationInfo"] = {
        "defaultLanguageTag": TAGS[language],
        "additionalLanguages": [{"languageTag": TAGS[other], "file": f"{TAGS[other]}.json"}],
    }
    return manifest


def translated(*, app_id: str, host: str, language: str = "pt", name: str = "Resync") -> dict[str, str]:
    """What Teams shows instead to people whose client speaks the other language than `language`.

    Source: Microsoft's localization schema; the keys are the manifest's paths, the first four have to be there.
    """
    own, other = (filled(app_id=app_id, host=host, language=each, name=name) for each in (language, _OTHER[language]))
    texts = {path: words for path, words in _texts(other) if path in _REQUIRED or words != dict(_texts(own)).get(path)}
    return {"$schema": other["$schema"].replace(".schema.json", ".Localization.schema.json"), **texts}


def _texts(manifest: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every text of a manifest that Teams takes in several languages, by its path."""
    for part in ("name", "description"):
        yield from ((f"{part}.{size}", manifest[part][size]) for size in ("short", "full"))
    menu = manifest["bots"][0]["commandLists"][0]["commands"]
    yield from _of_all("bots[0].commandLists[0].commands", menu)
    commands = manifest["composeExtensions"][0]["commands"]
    yield from _of_all("composeExtensions[0].commands", commands)
    for at, command in enumerate(commands):
        yield from _of_all(f"composeExtensions[0].commands[{at}].parameters", command["parameters"])


def _of_all(path: str, listed: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for at, each in enumerate(listed):
        yield from ((f"{path}[{at}].{name}", each[name]) for name in ("title", "description"))


def _commands(language: str) -> list[dict[str, str]]:
    """The menu in one language; what a word is in the other stands behind it, as both are understood."""
    made = []
    for portuguese, english, told_in_portuguese, told_in_english in COMMANDS:
        title, other = (english, portuguese) if language == "en" else (portuguese, english)
        told = told_in_english if language == "en" else told_in_portuguese
        made.append({"title": title, "description": told if title == other else f"{told} ({other})"})
    return made


def _check(app_id: str, host: str, name: str) -> None:
    if not re.fullmatch(r"[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}", app_id):
        raise ValueError(f"TEAMS_APP_ID is the bot's Entra application (client) id, a GUID, unlike {app_id!r}.")
    if not re.fullmatch(r"(?=.{1,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", host):
        raise ValueError(f"HOST is Resync's public host name, such as resync.example.com, unlike {host!r}.")
    if not 1 <= len(name) <= 30:  # Teams' own limit
        raise ValueError("An app's name has 1 to 30 characters.")


def _put(manifest: dict[str, Any], path: tuple[str | int, ...], words: str) -> None:
    held: Any = manifest
    for step in path[:-1]:
        held = held[step]
    held[path[-1]] = words


def packed(manifest: dict[str, Any], texts: dict[str, str], file: Path) -> None:
    """Write the zip; the manifest, its texts in the other language and both icons stand at its root."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        other = manifest["localizationInfo"]["additionalLanguages"][0]["file"]
        for name, held in (("manifest.json", manifest), (other, texts)):
            text = json.dumps(held, ensure_ascii=False, indent=2) + "\n"
            package.writestr(zipfile.ZipInfo(name, _WHEN), text.encode())
        for icon in ICONS:
            package.writestr(zipfile.ZipInfo(icon, _WHEN), (PLACE / icon).read_bytes())


def main(arguments: list[str]) -> int:
    """Write the package; 2 for a value that Teams would not take."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="where the zip goes")
    parser.add_argument("--app-id", required=True, help="the bot's Entra application (client) id")
    parser.add_argument("--host", required=True, help="Resync's public host name, without https://")
    parser.add_argument("--name", default="Resync")
    parser.add_argument("--language", choices=("pt", "en"), default="pt")
    values = vars(parser.parse_args(arguments))
    file: Path = values.pop("file")
    try:
        packed(filled(**values), translated(**values), file)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"wrote {file}: in Teams choose Apps, Manage your apps, Upload an app (docs/teams.md tells every step)")
    print(f"the bot's messaging endpoint in Azure is https://{values['host']}/api/messages")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
