"""Figures for a collector: how many requests by route and status, how long they took, what failed."""

import time

from flask import Flask, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from portal.foundation import jobs, scanning

LONG = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)  # seconds


class Figures:
    """The counters of one app: tests make many apps in one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "portal_requests", "Requests", ["route", "method", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "portal_request_seconds", "Seconds to answer", ["route"], buckets=LONG, registry=self.registry
        )
        self.failed = Gauge("portal_jobs_given_up", "Jobs that were given up", registry=self.registry)
        self.worker = Gauge("portal_worker_alive", "1 when a worker runs", registry=self.registry)
        self.scanner = Gauge(
            "portal_scanner_answers", "1 when the scanner answers or none is set", registry=self.registry
        )


def install(app: Flask) -> None:
    app.extensions["figures"] = Figures()
    app.after_request(_count)


def _count(response: Response) -> Response:
    figures: Figures = current_app.extensions["figures"]
    route = (
        request.url_rule.rule if request.url_rule else "none"
    )  # never an address: it may hold a link's secret
    figures.requests.labels(route, request.method, str(response.status_code)).inc()
    figures.seconds.labels(route).observe(time.perf_counter() - g.get("began", time.perf_counter()))
    return response


def text() -> bytes:
    """Everything in the format of Prometheus."""
    figures: Figures = current_app.extensions["figures"]
    figures.failed.set(len(jobs.failures()))
    figures.worker.set(int(jobs.worker_alive()))
    figures.scanner.set(int(not scanning.is_set() or scanning.answers()))
    return generate_latest(figures.registry)
