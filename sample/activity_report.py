#!/usr/bin/env python3
"""Activity report: how many pages visitors see, and how long they stay.

This script pushes with prometheus_client alone, and one of its metrics has labels that TaskMonitor warns about:
open the file in the editor, or run `taskmonitor lint activity_report.py`.
"""

from __future__ import annotations

import csv
import os
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, pushadd_to_gateway

ACTIVITY = Path(__file__).resolve().parent / "data" / "activity.csv"
PUSH_TIMEOUT_SECONDS = 5

registry = CollectorRegistry()

page_views = Gauge(
    "activity_page_views",
    "Page views in the period of the report",
    ["page"],  # five pages: five series
    registry=registry,
)

session_seconds = Gauge(
    "activity_session_seconds",
    "Time from the first to the last page view of a session",
    ["user_id", "session_id"],  # a series for every visit, kept by Prometheus for weeks
    registry=registry,
)


def read_visits(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def measure(visits: list[dict[str, str]]) -> int:
    """Sets the gauges and returns the number of sessions."""
    for page, views in Counter(visit["page"] for visit in visits).items():
        page_views.labels(page).set(views)

    first_seen: dict[tuple[str, str], datetime] = {}
    for visit in visits:
        session = (visit["user_id"], visit["session_id"])
        at = datetime.fromisoformat(visit["at"])
        start = first_seen.setdefault(session, at)
        session_seconds.labels(*session).set((at - start).total_seconds())
    return len(first_seen)


def push(gateway: str | None) -> None:
    """Sends the gauges; the report stands on its own when that does not work."""
    if not gateway:
        print("PUSHGATEWAY_URL is not set: nothing pushed", file=sys.stderr)
        return
    try:
        pushadd_to_gateway(gateway, job="activity_report", registry=registry, timeout=PUSH_TIMEOUT_SECONDS)
    except OSError as error:
        print(f"push to {gateway} failed: {error}", file=sys.stderr)


def main() -> None:
    visits = read_visits(ACTIVITY)
    sessions = measure(visits)
    print(f"{len(visits)} page views in {sessions} sessions")
    push(os.environ.get("PUSHGATEWAY_URL"))


if __name__ == "__main__":
    main()
