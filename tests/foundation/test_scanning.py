"""The scanner is asked before a file is opened, and what it does not answer is not "clean"."""

import hashlib
import io
import shutil
import subprocess
import time

import pytest
from flask import Flask
from PIL import Image

from portal.foundation import scanning, stored_files
from portal.foundation.recordings import accept_sound
from portal.foundation.stored_files import BadFile, Waiting, accept, accept_or_wait, open_waiting
from tests.support.clamd import EICAR, Clamd
from tests.support.settings import settings_for


@pytest.fixture
def address(tmp_path):
    return tmp_path / "clamd"


@pytest.fixture(autouse=True)
def app(tmp_path, address):
    app = Flask(__name__)
    app.extensions["settings"] = settings_for(tmp_path, "", clamd_socket=str(address))
    with app.app_context():
        yield app


@pytest.fixture
def photo():
    def make():
        out = io.BytesIO()
        Image.new("RGB", (60, 80), "white").save(out, "JPEG")
        return out.getvalue()

    return make


@pytest.fixture
def clamd(address):
    peer = Clamd(address).start()
    yield peer
    peer.stop()


def test_the_text_that_every_scanner_knows_is_built_right():
    assert hashlib.md5(EICAR, usedforsecurity=False).hexdigest() == "44d88612fea8a8f36de82e1278abb02f"


def test_what_is_clean_is_opened(clamd, photo):
    kept = accept(photo())
    assert kept.kind == "photo" and clamd.asked == 1 and scanning.answers()


@pytest.mark.parametrize("take", [accept, accept_or_wait])
def test_a_virus_is_refused_in_words_and_nothing_is_kept(clamd, take):
    with pytest.raises(BadFile, match=r"^The selected file contains a virus$"):
        take(EICAR)
    assert not stored_files.folder().exists()


def test_a_virus_behind_a_photo_is_found_across_pieces(clamd, photo):
    with pytest.raises(BadFile, match="virus"):
        accept(photo() + b"0" * (scanning.CHUNK - 10) + EICAR)


def test_a_recording_is_scanned_too(clamd):
    with pytest.raises(BadFile, match="virus"):
        accept_sound(b"ID3" + EICAR)
    clamd.says = None
    with pytest.raises(BadFile, match=r"^We cannot check files for viruses just now"):
        accept_sound(b"ID3" + bytes(50))


SILENT = {
    "nobody listens": "gone",
    "no answer": None,
    "a limit": "INSTREAM size limit exceeded. ERROR",
    "odd": "?",
}


@pytest.mark.parametrize("how", SILENT)
def test_without_an_answer_the_file_waits_unopened(clamd, photo, monkeypatch, how):
    clamd.says = SILENT[how]
    if how == "nobody listens":
        clamd.stop()
    monkeypatch.setattr(stored_files, "in_a_child", lambda *_: pytest.fail("opened"))
    kept = accept_or_wait(photo())
    assert isinstance(kept, Waiting) and stored_files.read(kept.key) == photo()
    assert open_waiting(kept.key) is None
    with pytest.raises(BadFile, match=r"^We cannot check files"):
        accept(photo())


def test_what_waited_is_opened_when_the_scanner_answers_again(clamd, photo):
    clamd.says = None
    kept = accept_or_wait(photo())
    clamd.says = ""
    assert open_waiting(kept.key).kind == "photo"


def test_what_waits_is_never_sent(clamd, photo, app):
    clamd.says = None
    kept = accept_or_wait(photo())
    with pytest.raises(KeyError), app.test_request_context():
        stored_files.send_stored(kept.key, "receipt")


def test_without_a_scanner_files_are_taken_as_they_are(app, tmp_path, photo):
    app.extensions["settings"] = settings_for(tmp_path, "")
    assert accept(photo()).kind == "photo" and not scanning.is_set()


CONFIGURATION = """
LocalSocket {folder}/clamd
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
Foreground yes
User {user}
LogFile {folder}/log
"""


@pytest.fixture
def real_clamd(tmp_path):
    """ClamAV itself, with one signature of our own."""
    program = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
    if program is None:
        pytest.skip("clamav-daemon is not installed")
    signatures = tmp_path / "signatures"
    signatures.mkdir()
    digest = hashlib.md5(EICAR, usedforsecurity=False).hexdigest()
    (signatures / "eicar.hdb").write_text(f"{digest}:{len(EICAR)}:Eicar-Test-Signature\n")
    user = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
    (tmp_path / "conf").write_text(CONFIGURATION.format(folder=tmp_path, user=user))
    peer = subprocess.Popen([program, "-c", str(tmp_path / "conf")])
    for _ in range(200):
        if scanning.answers():
            break
        time.sleep(0.1)
    yield peer
    peer.terminate()
    peer.wait()


def test_clamav_itself_says_the_same(real_clamd, photo):
    assert scanning.is_infected(EICAR) and not scanning.is_infected(photo())
    assert accept(photo()).kind == "photo"
