"""The page, the sign-in form and their assets: files of this package, read once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader

from adapters.web.security import Session
from adapters.web.texts import TEXTS, language_of, page_texts

_HERE = Path(__file__).parent
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file of the page; `tag` changes with its content."""

    body: bytes
    kind: str
    tag: str


def assets() -> dict[str, Asset]:
    """All assets by file name; nothing else can be asked for."""
    return {path.name: _asset(path) for path in sorted((_HERE / "static").iterdir()) if path.suffix in _KINDS}


class Pages:
    """Handlers that answer HTML, CSS and JavaScript.

    `language` is the page's where the reader prefers none of ours; `actions` are the buttons that somebody handles;
    `lists` says that the complete list behind a card can be had.
    """

    def __init__(self, *, session: Session, language: str, actions: frozenset[str], lists: bool = False) -> None:
        self._session = session
        self._language = language
        self._actions = actions
        self._lists = lists
        self._assets = assets()
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
        )

    async def index(self, request: web.Request) -> web.StreamResponse:
        """`GET /`: the dashboard with its chat."""
        language = language_of(request.headers, self._language)
        settings = {
            "language": language,
            "texts": {code: page_texts(code) for code in TEXTS},
            "actions": sorted(self._actions),
            "lists": self._lists,
        }
        return self._html("index.html", language, settings=settings)

    async def sign_in_form(self, request: web.Request) -> web.StreamResponse:
        """The form that asks for the token, instead of any page."""
        return self._form(request, wrong=False)

    async def sign_in(self, request: web.Request) -> web.StreamResponse:
        """`POST /login`: a session for who knows the token, else the form again."""
        fields = await request.post()
        offered = fields.get("token", "")
        if not (isinstance(offered, str) and self._session.is_token(offered.strip())):
            return self._form(request, wrong=True)
        response = web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": "/"})
        forwarded = request.headers.get("X-Forwarded-Proto", request.scheme)
        self._session.open(response, secure=forwarded == "https")
        return response

    async def style(self, request: web.Request) -> web.StreamResponse:
        """The style sheet, which the sign-in form needs too."""
        return self._file(request, "style.css")

    async def asset(self, request: web.Request) -> web.StreamResponse:
        """`GET /assets/{name}`."""
        return self._file(request, request.match_info["name"])

    def _file(self, request: web.Request, name: str) -> web.Response:
        asset = self._assets.get(name)
        if asset is None:
            raise web.HTTPNotFound
        headers = {"ETag": f'"{asset.tag}"', "Cache-Control": "no-cache"}
        if asset.tag in request.headers.get("If-None-Match", ""):
            return web.Response(status=HTTPStatus.NOT_MODIFIED, headers=headers)
        return web.Response(body=asset.body, content_type=asset.kind, charset="utf-8", headers=headers)

    def _form(self, request: web.Request, *, wrong: bool) -> web.Response:
        language = language_of(request.headers, self._language)
        response = self._html("sign_in.html", language, wrong=wrong)
        response.set_status(HTTPStatus.UNAUTHORIZED)
        return response

    def _html(self, template: str, language: str, **values: object) -> web.Response:
        html = self._templates.get_template(template).render(language=language, t=page_texts(language), **values)
        return web.Response(text=html, content_type="text/html", headers={"Cache-Control": "no-store"})


def _asset(path: Path) -> Asset:
    body = path.read_bytes()
    return Asset(body=body, kind=_KINDS[path.suffix], tag=hashlib.sha256(body).hexdigest()[:16])
