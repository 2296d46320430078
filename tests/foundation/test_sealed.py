"""Sealed values: they open after a change of keys, never in another row, and can be compared without opening."""

import base64
import json
import os
import stat

import pytest
from cryptography.exceptions import InvalidTag
from flask import Flask

from portal.foundation import sealed
from portal.foundation.sealed import Keyring, NoKeys, add_key, make_keys_file, read_keys
from tests.support.settings import settings_for

HERE = "bank_details.account_number:1"


@pytest.fixture
def keys_file(tmp_path):
    path = tmp_path / "keys.json"
    make_keys_file(path)
    return path


def test_a_sealed_value_opens_after_the_keys_changed():
    old = {"a": os.urandom(32)}
    kept = Keyring(old).seal("12345678", HERE)
    assert Keyring({"b": os.urandom(32), **old}).open(kept, HERE) == "12345678"


def test_a_sealed_value_never_opens_in_another_row():
    ring = Keyring({"a": os.urandom(32)})
    with pytest.raises(InvalidTag):
        ring.open(ring.seal("12345678", HERE), "bank_details.account_number:2")


def test_a_changed_byte_is_noticed():
    ring = Keyring({"a": os.urandom(32)})
    kept = bytearray(ring.seal("12345678", HERE))
    kept[-1] ^= 1
    with pytest.raises(InvalidTag):
        ring.open(bytes(kept), HERE)


def test_a_running_process_meets_a_newer_key(keys_file):
    running = Keyring(read_keys(keys_file), keys_file)
    name = add_key(keys_file)
    newer = Keyring(read_keys(keys_file)).seal("12345678", HERE)
    assert (sealed.key_of(newer), running.open(newer, HERE)) == (name, "12345678")


def test_an_unknown_key_is_named(keys_file):
    other = Keyring({"elsewhere": os.urandom(32)}).seal("12345678", HERE)
    with pytest.raises(KeyError, match="elsewhere"):
        Keyring(read_keys(keys_file), keys_file).open(other, HERE)


def test_equal_accounts_are_found_across_people_and_key_changes(keys_file):
    before = Keyring(read_keys(keys_file)).digest("08999966374958", "account")
    add_key(keys_file)
    after = Keyring(read_keys(keys_file))
    assert after.digest("08999966374958", "account") == before
    assert after.digest("08999966374958", "else") != before != after.digest("08999966374959", "account")


def test_the_keys_file_is_for_its_owner_and_never_written_over(keys_file):
    assert stat.S_IMODE(keys_file.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        make_keys_file(keys_file)


def test_missing_keys_say_which_command_makes_them(tmp_path):
    with pytest.raises(NoKeys, match="flask keys make"):
        read_keys(tmp_path / "none.json")


def test_a_short_key_is_refused(keys_file):
    keys_file.write_text(
        json.dumps({"a": base64.b64encode(b"short").decode(), **json.loads(keys_file.read_text())})
    )
    with pytest.raises(NoKeys):
        read_keys(keys_file)


def test_a_real_portal_never_makes_its_own_keys(tmp_path):
    app = Flask(__name__)
    app.extensions["settings"] = settings_for(tmp_path, "", production=True)
    with app.app_context(), pytest.raises(NoKeys):
        sealed.keyring()


def test_an_app_seals_and_opens_with_its_own_keys(tmp_path):
    app = Flask(__name__)
    app.extensions["settings"] = settings_for(tmp_path, "")
    with app.app_context():
        assert sealed.open_sealed(sealed.seal("Zoë", HERE), HERE) == "Zoë"
        assert len(sealed.same_value_digest("x", "account")) == 64


def test_an_operator_makes_the_keys_once_and_adds_newer_ones(make_app):
    run = make_app().test_cli_runner().invoke
    assert run(args=["keys", "add"]).exit_code == 1
    assert "Made" in run(args=["keys", "make"]).output
    assert "is there already" in run(args=["keys", "make"]).output
    assert "Added the key" in run(args=["keys", "add"]).output
