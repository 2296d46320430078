"""What a web server serves and `flask` commands speak to: the portal, as the environment's settings make it."""

from portal import create_app

app = create_app()
