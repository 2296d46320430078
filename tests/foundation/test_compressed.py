"""Pages are compressed for who takes it, and are the same page."""

import gzip

import brotli


def sizes(client, encoding):
    return client.get("/help", headers={"Accept-Encoding": encoding})


def test_a_page_is_a_third_of_its_size_on_the_wire(client, people):
    plain, small = sizes(client, "identity"), sizes(client, "gzip, br")
    assert small.headers["Content-Encoding"] == "br"
    assert int(small.headers["Content-Length"]) < int(plain.headers["Content-Length"]) / 3
    assert brotli.decompress(small.data).startswith(b"<!doctype html>")


def test_who_does_not_know_brotli_gets_gzip(client, people):
    small = sizes(client, "gzip")
    assert small.headers["Content-Encoding"] == "gzip" and b"<h1" in gzip.decompress(small.data)


def test_caches_are_told_that_the_answer_depends_on_it(client, people):
    plain = sizes(client, "identity")
    assert "Content-Encoding" not in plain.headers and "Accept-Encoding" in plain.headers["Vary"]
