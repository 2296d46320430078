"""What was really written to people: files of the outbox, whose links are kept nowhere else."""

from urllib.parse import urlsplit

import pytest

from portal.messages import queries


class Post:
    """What one address got, the newest last."""

    def to(self, address):
        return [one for one in reversed(queries.written()) if one.to == address]

    def link(self, address, but=()):
        """The path of the link in the newest message to an address; `but` are links seen before."""
        return [path for path in map(self._link, self.to(address)) if path not in but][-1]

    def _link(self, message):
        links = [piece.href for line in message.lines for piece in line if piece.href]
        return urlsplit(links[0]).path

    def subjects(self, address):
        return [one.subject for one in self.to(address)]


@pytest.fixture
def post(app):
    return Post()


@pytest.fixture
def join(client):
    """`join("Zed", "zed@people.example")` goes through the three questions in the client's browser."""

    def through(name, address):
        by = {"how": "email", "email": address} if "@" in address else {"how": "text", "mobile": address}
        client.post("/join/name", data={"name": name})
        client.post("/join/contact", data=by)
        sent = client.get("/join/agree").page.form(agree="yes")
        return client.post("/join/agree", data=sent, follow_redirects=True)

    return through
