"""Pages go out compressed: a phone on one bar of signal gets a third of the bytes. (Built assets are compressed ahead.)

An attacker who sees lengths could guess what a page reflects beside a secret; they would need the person's cookie on
requests of their own, and ours is SameSite=Lax.
"""

import gzip
from collections.abc import Callable

import brotli
from flask import Flask, Response, request

WORTH_IT = 500  # bytes; below, the header costs more than it saves
KINDS = {"text/html", "text/csv", "text/plain", "application/json"}
QUALITY = 5  # a millisecond for a long page; more costs more than the network saves

WAYS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=QUALITY),
    "gzip": lambda body: gzip.compress(body, QUALITY),
}


def install(app: Flask) -> None:
    """For every answer of the portal itself."""
    app.after_request(compress)


def compress(response: Response) -> Response:
    """The answer in the first of our ways that the browser takes; as it is where there is none or it is short."""
    if response.direct_passthrough or response.is_streamed or response.mimetype not in KINDS:
        return response
    response.vary.add("Accept-Encoding")
    way = next((way for way in WAYS if request.accept_encodings[way]), None)
    body = response.get_data()
    if way and len(body) >= WORTH_IT and "Content-Encoding" not in response.headers:
        response.set_data(WAYS[way](body))
        response.headers["Content-Encoding"] = way
    return response
