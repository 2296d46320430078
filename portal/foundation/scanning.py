"""Malware scanning by ClamAV, where the operator set it up (CLAMD_SOCKET).

The scanner is asked before anything opens a file. No answer is not "clean": who asked lets the file wait.
"""

import socket
import struct

from flask import current_app

CHUNK = 64 * 1024
SECONDS = 15  # for one file; a person waits meanwhile
PING_SECONDS = 1


class Silent(RuntimeError):
    """The scanner is set, and does not answer or does not say what it found."""


def is_set() -> bool:
    """Whether this portal has a scanner."""
    return bool(_address())


def is_infected(content: bytes) -> bool:
    """What the scanner says; False where none is set. Raises Silent."""
    if not is_set():
        return False
    answer = _ask(b"zINSTREAM\0", _stream(content), SECONDS)
    if answer == b"stream: OK":
        return False
    if answer.startswith(b"stream: ") and answer.endswith(b" FOUND"):
        return True
    raise Silent(answer.decode("ascii", "replace")[:100])  # too large for it, or a fault of its own


def answers() -> bool:
    """Whether the scanner lives."""
    try:
        return _ask(b"zPING\0", b"", PING_SECONDS) == b"PONG"
    except Silent:
        return False


def _stream(content: bytes) -> bytes:
    """The file in pieces, each after its length, and a piece of no length at the end."""
    pieces = [content[at : at + CHUNK] for at in range(0, len(content), CHUNK)]
    return b"".join(struct.pack(">I", len(piece)) + piece for piece in [*pieces, b""])


def _ask(command: bytes, more: bytes, seconds: float) -> bytes:
    try:
        with _connected(seconds) as peer:
            _send(peer, command + more)
            return _read(peer)
    except OSError as problem:
        raise Silent(type(problem).__name__) from problem


def _send(peer: socket.socket, content: bytes) -> None:
    """A scanner that has seen enough answers and closes before it has read all: its answer counts."""
    try:
        peer.sendall(content)
    except (BrokenPipeError, ConnectionResetError):
        return


def _read(peer: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"\0"):
        piece = peer.recv(1024)
        if not piece or len(answer) > CHUNK:
            break
        answer += piece
    return answer.rstrip(b"\0\n").strip()


def _connected(seconds: float) -> socket.socket:
    """`/run/clamav/clamd.ctl` or `unix:/run/…` is a socket of this machine, `host:3310` one of another."""
    address = _address().removeprefix("unix:").removeprefix("tcp://")
    if address.startswith("/"):
        peer = socket.socket(socket.AF_UNIX)
        peer.settimeout(seconds)
        peer.connect(address)
        return peer
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=seconds)


def _address() -> str:
    address: str = current_app.extensions["settings"].clamd_socket
    return address
