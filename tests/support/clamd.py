"""A scanner for tests: speaks clamd's protocol on a socket and knows one virus, the EICAR text."""

import socket
import struct
import threading

# Built when the test runs: a file that holds the text itself is taken away by scanners on people's machines.
EICAR = b"".join((b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$", b"EICAR-STANDARD-ANTIVIRUS-", b"TEST-FILE!$H+H*"))


class Clamd:
    """`says`: "" for the truth, or what it answers to every file; None: it takes the file and stays silent."""

    def __init__(self, path):
        self.path, self.says, self.asked = str(path), "", 0
        self.server = None

    def start(self):
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(self.path)
        self.server.listen()
        threading.Thread(target=self._serve, args=(self.server,), daemon=True).start()
        return self

    def stop(self):
        if self.server:
            self.server.shutdown(socket.SHUT_RDWR)  # wakes who waits in accept()
            self.server.close()
            self.server = None

    def _serve(self, server):
        while True:
            try:
                peer, _ = server.accept()
            except OSError:
                return
            with peer:
                self._answer(peer)

    def _answer(self, peer):
        stream = peer.makefile("rb")
        command = b""
        while not command.endswith(b"\0"):
            command += stream.read(1)
        if command == b"zPING\0":
            peer.sendall(b"PONG\0")
            return
        content = b""
        while size := struct.unpack(">I", stream.read(4))[0]:
            content += stream.read(size)
        self.asked += 1
        if self.says is None:
            return
        found = "Eicar-Test-Signature FOUND" if EICAR in content else "OK"
        peer.sendall((self.says or f"stream: {found}").encode() + b"\0")
