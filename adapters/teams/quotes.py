"""What the message says that somebody quotes, read out of an activity; pure."""

from __future__ import annotations

import html
import re

from adapters.teams.inbound import Body, entities_of, inner

_READ = 10_000  # characters of a message's HTML
_PREVIEW = re.compile(
    r'<p\b[^>]{0,200}itemprop="(?:preview|copy)"[^>]{0,200}>(.{0,4000}?)</p>', re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<[^<>]{0,500}>")


def quoted_in(body: Body) -> str:
    """What the message says that somebody quotes, as far as Teams sends it along; empty for none.

    A client sends it as an entity `quotedReply`, or as a Reply blockquote in the message's HTML; both may be cut.
    """
    told = [str(inner(each, "quotedReply").get("preview") or "") for each in entities_of(body)]
    given = body.get("attachments")
    for each in given if isinstance(given, list) else ():
        if isinstance(each, dict) and each.get("contentType") == "text/html":
            text = str(each.get("content") or "")[:_READ]
            told += _PREVIEW.findall(text) if "schema.skype.com/Reply" in text else []
    plain = (html.unescape(_TAG.sub(" ", each)) for each in told)
    return "\n".join(dict.fromkeys(" ".join(each.split()) for each in plain if each.strip()))
