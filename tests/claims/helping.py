"""Signing in to help somebody, as a trusted person does."""


def helping(visit, helper):
    """A client of the helper, who has begun to help the one person that trusts them."""
    client = visit(helper)
    client.post(client.get("/helping").page.all("form[action$='/start']")[0].get("action"))
    return client
