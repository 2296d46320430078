"""A real server in a process of its own, and the CPU that its worker used."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def served(app: str, environ: dict[str, str]) -> Iterator[int]:
    """gunicorn with one worker of threads on a free port; gives the port."""
    port = _free_port()
    command = [
        sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "2",
        "--log-level", "error", app,
    ]  # fmt: skip
    process = subprocess.Popen(command, env={**os.environ, **environ}, stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(15)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            return socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not start")


def cpu_per_request(port: int, path: str, cookie: str = "", times: int = 60) -> float:
    """Seconds of the server's CPU for one GET of a page, on a connection kept open."""
    client = http.client.HTTPConnection("127.0.0.1", port)
    _get(client, path, cookie, 5)
    before = cpu_of(port)
    _get(client, path, cookie, times)
    return (cpu_of(port) - before) / times


def _get(client: http.client.HTTPConnection, path: str, cookie: str, times: int) -> None:
    for _ in range(times):
        client.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        answer = client.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")


def cpu_of(port: int) -> float:
    """The CPU of the processes that listen on the port, children included."""
    mine = [pid for pid in Path("/proc").iterdir() if pid.name.isdigit() and str(port) in _command(pid)]
    return sum(_ticks(pid) for pid in mine) / TICKS


def _command(pid: Path) -> str:
    try:
        return (pid / "cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def _ticks(pid: Path) -> int:
    fields = (pid / "stat").read_text().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])
