"""Draw Resync's Adaptive Cards as pictures with Microsoft's own renderer, light and dark, wide and as on a phone.

Needs node's npm and Chromium; the renderer is installed into a temporary folder. Run from the project's root:
`.venv/bin/python -m scripts.picture_teams_cards FOLDER [CARD …]`; the cards are those of the golden tests.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from adapters.teams.render import render
from bot.presenters import Teller
from tests.adapters.teams.test_golden import CARDS
from tests.bot.presenters.plan_samples import NOW, ZONE

PACKAGES = ("adaptivecards@3", "markdown-it@14")
SHOWN = ("incident_bad_end_taken", "answer_health_bad", "answer_log")
WIDTHS = {"wide": 760, "phone": 350}
# Colours near those of Teams' light and dark themes: ground, words, subtle words, accent, good, warning, attention, and
# the grounds of emphasis, good, warning and attention.
THEMES = {
    "light": (
        "#ffffff",
        "#242424",
        "#616161",
        "#5b5fc7",
        "#237b4b",
        "#835c00",
        "#c4314b",
        "#f5f5f5",
        "#e7f2da",
        "#fbf6d9",
        "#fcf4f6",
    ),
    "dark": (
        "#292929",
        "#ffffff",
        "#adadad",
        "#7f85f5",
        "#92c353",
        "#f8d22a",
        "#f9526b",
        "#1f1f1f",
        "#1e3a23",
        "#463100",
        "#3e1f25",
    ),
}


def host_config(theme: str) -> dict[str, Any]:
    """The renderer's settings, near to Teams'."""
    _, words, subtle, accent, good, warning, bad, *grounds = THEMES[theme]
    colours = {"default": words, "accent": accent, "good": good, "warning": warning, "attention": bad}
    drawn = {
        name: {"default": colour, "subtle": subtle if name == "default" else colour} for name, colour in colours.items()
    }
    styles = dict(zip(("emphasis", "good", "warning", "attention"), grounds, strict=True))
    return {
        "fontFamily": "Segoe UI, Noto Sans, DejaVu Sans, sans-serif",
        "supportsInteractivity": True,
        "actions": {"maxActions": 6, "actionsOrientation": "horizontal", "actionAlignment": "left", "buttonSpacing": 8},
        "spacing": {"small": 4, "default": 8, "medium": 12, "large": 16, "extraLarge": 20, "padding": 12},
        "separator": {"lineThickness": 1, "lineColor": subtle},
        "containerStyles": {
            "default": {"backgroundColor": THEMES[theme][0], "foregroundColors": drawn},
            **{name: {"backgroundColor": ground, "foregroundColors": drawn} for name, ground in styles.items()},
        },
    }


def page(card: dict[str, Any], theme: str, scripts: str) -> str:
    """An HTML page with the card drawn in it."""
    held = json.dumps(card).replace("<", "\\u003c")
    ground, words = THEMES[theme][:2]
    return f"""<!doctype html><meta charset="utf-8"><style>
body {{ margin: 12px; background: {"#f0f0f0" if theme == "light" else "#1a1a1a"}; }}
#card {{ background: {ground}; color: {words}; border-radius: 6px; overflow: hidden; }}
.ac-pushButton {{ color: {words}; background: transparent; border: 1px solid #8888; border-radius: 4px;
  padding: 5px 12px; font-weight: 600; white-space: normal }}
a {{ color: {THEMES[theme][3]} }}
.style-positive {{ background: #5b5fc7; color: white }}
</style><div id="card"></div><script>{scripts}</script><script>
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {{
  result.outputHtml = markdownit().render(text); result.didProcess = true; }};
const card = new AdaptiveCards.AdaptiveCard();
card.hostConfig = new AdaptiveCards.HostConfig({json.dumps(host_config(theme))});
card.parse({held});
document.getElementById("card").append(card.render());
</script>"""


def at_width(value: Any, width: int) -> Any:
    """The card without what Teams hides at a width; the renderer does not know `targetWidth`."""
    hidden = "atMost:narrow" if width > 350 else "atLeast:standard"  # pixels; where Teams' narrow ends
    if isinstance(value, dict):
        return {key: at_width(held, width) for key, held in value.items()}
    if not isinstance(value, list):
        return value
    return [
        at_width(each, width) for each in value if not (isinstance(each, dict) and each.get("targetWidth") == hidden)
    ]


def installed(folder: Path) -> str:
    """Microsoft's renderer and its Markdown parser as one script."""
    command = ["npm", "install", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", *PACKAGES]
    subprocess.run(command, check=True, capture_output=True)
    files = ("adaptivecards/dist/adaptivecards.min.js", "markdown-it/dist/markdown-it.min.js")
    return ";\n".join((folder / "node_modules" / each).read_text(encoding="utf-8") for each in files)


def shoot(html: Path, picture: Path, width: int) -> None:
    """A picture of the page, as tall as it is."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"))
        view = browser.new_page(viewport={"width": width, "height": 200})
        view.goto(html.as_uri())
        view.screenshot(path=picture, full_page=True)
        browser.close()


def main(arguments: list[str]) -> int:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("cards", nargs="*", default=list(SHOWN), metavar="CARD")
    parser.add_argument("--language", choices=("pt", "en"), default="pt")
    values = parser.parse_args(arguments)
    values.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        scripts = installed(Path(temporary))
        for name in values.cards:
            card = render(CARDS[name](Teller(values.language, ZONE, NOW)), values.language)
            for theme, (kind, width) in ((theme, each) for theme in THEMES for each in WIDTHS.items()):
                html = Path(temporary) / "card.html"
                html.write_text(page(at_width(card, width), theme, scripts), encoding="utf-8")
                picture = values.folder / f"{name}-{theme}-{kind}.png"
                shoot(html, picture, width)
                print(f"wrote {picture}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
