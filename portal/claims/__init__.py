"""Claims: money back for costs and payment for time, made, sent, decided and followed."""

from flask import Flask

from portal.changes import settings
from portal.foundation import pages
from portal.foundation.pages import NavigationItem
from portal.ledger import service as ledger
from portal.rates import effects


def register(app: Flask) -> None:
    """Each subject's pages, the way to them, and how a claim's number reads."""
    from portal.claims import rules, touched
    from portal.claims.costs import views as costs
    from portal.claims.deciding import undo_views as _undo  # noqa: F401  # more pages of the queue
    from portal.claims.deciding import views as deciding
    from portal.claims.first import checks
    from portal.claims.first import jobs as _proof  # noqa: F401  # reminds of receipts in the morning
    from portal.claims.first import staff_views as first_queue
    from portal.claims.first import views as first
    from portal.claims.following import views as following
    from portal.claims.limits import views as limits
    from portal.claims.making import views as making
    from portal.claims.receipts import jobs as _scanning  # noqa: F401  # asks the scanner about what waits
    from portal.claims.receipts import views as receipts
    from portal.claims.reminding import jobs as _jobs  # noqa: F401  # registers what runs in the morning
    from portal.claims.sending import views as sending
    from portal.claims.timing import views as timing
    from portal.claims.toppingup import jobs as _top_ups  # noqa: F401  # registers what follows a backdated rate

    subjects = (
        making, costs, receipts, timing, limits, sending, following, deciding, first, first_queue,
    )  # fmt: skip
    for subject in subjects:
        app.register_blueprint(subject.page)
    effects.register(touched.by_rate)
    settings.when_previewed(touched.by_setting)
    ledger.register_check("money paid before ties to the ledger", checks.advances)
    app.jinja_env.filters["claim_ref"] = rules.shown_ref
    pages.keep_out_of_the_log(app, "/me/limit", "/me/limit/remove", "/claims/<ref>/limit")
    pages.add_navigation(
        app,
        NavigationItem("Claims", "/claims", "claims.own", 40),
        NavigationItem("Queue", "/queue", "claims.decide", 5),
    )
