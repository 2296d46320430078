"""A story's file as an answer, for whoever the view has let in."""

from flask import Response, abort, request

from portal.contributions.models import StoryFile
from portal.foundation.stored_files import page_key, send_stored


def send_file(file: StoryFile) -> Response:
    """The picture that we drew, inline (`size=small` for pages); a recording or PDF (`file=yes`) to keep."""
    ending = file.file_key.rsplit(".", 1)[1]
    if file.kind == "sound" or request.args.get("file"):
        return _send(file.file_key, f"story.{ending}", inline=False)
    small = file.small_key if request.args.get("size") == "small" else None
    return _send(small or page_key(file.file_key, 1), "story.jpg", inline=True)


def _send(key: str, name: str, *, inline: bool) -> Response:
    try:
        return send_stored(key, name, inline=inline)
    except FileNotFoundError:
        abort(404)
