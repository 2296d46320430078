"""How gunicorn serves the portal, on a laptop (`make run`) and in a deployment: `gunicorn wsgi:app`.

More processes or threads change nothing but these settings: WEB_CONCURRENCY, WEB_THREADS.
"""

import os

from gunicorn.http import wsgi

wsgi.SERVER = "portal"  # neither which server this is nor its version
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "1"))
threads = int(os.environ.get("WEB_THREADS", "8"))
loglevel = "warning"
control_socket_disable = True

graceful_timeout = 30  # what runs is finished, then the process stops
timeout = 60  # a process that is stuck is replaced
keepalive = 5

limit_request_line = 8190  # an address and headers of about 16 kB in all
limit_request_fields = 60
limit_request_field_size = 8190
