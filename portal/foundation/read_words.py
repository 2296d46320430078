"""Reads the words on a picture that we drew, with Tesseract. Run as a script of its own, as redraw.py is and for the
same reasons: a short-lived child that may take no more than its share. In: the picture on stdin. Out: a line of JSON.
"""

import json
import resource
import subprocess
import sys

MEMORY, SECONDS = 400 * 1024**2, 15
MOST = 5_000  # characters


def read(content: bytes) -> str:
    """What stands there; "" where Tesseract is not installed or can't."""
    command = ["tesseract", "stdin", "stdout", "--psm", "6"]
    try:
        done = subprocess.run(command, input=content, check=True, capture_output=True, timeout=SECONDS)  # noqa: S603  # fixed words
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace")[:MOST]


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps({"text": read(sys.stdin.buffer.read()), "lengths": []}) + "\n")
