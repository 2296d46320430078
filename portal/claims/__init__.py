"""Claims: money back for costs and payment for time, made, sent, decided and followed."""

from flask import Flask

from portal.changes import settings
from portal.foundation import pages
from portal.foundation.pages import NavigationItem
from portal.rates import effects


def register(app: Flask) -> None:
    """Each subject's pages, the way to them, and how a claim's number reads."""
    from portal.claims import rules, touched
    from portal.claims.costs import views as costs
    from portal.claims.costs.agreed import views as agreed
    from portal.claims.deciding import views as deciding
    from portal.claims.following import views as following
    from portal.claims.limits import views as limits
    from portal.claims.making import views as making
    from portal.claims.receipts import jobs as _scanning  # noqa: F401  # asks the scanner about what waits
    from portal.claims.receipts import views as receipts
    from portal.claims.reminding import jobs as _jobs  # noqa: F401  # registers what runs in the morning
    from portal.claims.sending import views as sending
    from portal.claims.timing import views as timing
    from portal.claims.toppingup import jobs as _top_ups  # noqa: F401  # registers what follows a backdated rate

    for subject in (making, costs, agreed, receipts, timing, limits, sending, following, deciding):
        app.register_blueprint(subject.page)
    effects.register(touched.by_rate)
    settings.when_previewed(touched.by_setting)
    app.jinja_env.filters["claim_ref"] = rules.shown_ref
    pages.keep_out_of_the_log(app, "/me/limit", "/me/limit/remove", "/claims/<ref>/limit")
    pages.add_navigation(
        app,
        NavigationItem("Claims", "/claims", "claims.own", 40),
        NavigationItem("Queue", "/queue", "claims.decide", 5),
    )
