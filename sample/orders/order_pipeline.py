#!/usr/bin/env python3
"""Order pipeline: every few minutes, new orders are checked, paid and handed to the warehouse.

    python3 order_pipeline.py           240 orders, about two seconds; three are invalid
    python3 order_pipeline.py --fail    the payment provider does not answer

This script is instrumented: monitoring.py beside it pushes how each run went, and the shop's own metrics with it.
"""

from __future__ import annotations

import argparse
import csv
import random
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

from monitoring import TaskMonitor

NEW_ORDERS = Path(__file__).resolve().parent.parent / "data" / "new_orders.csv"

PRODUCT_LINES = {"books", "electronics", "garden", "home", "toys"}
STAGES = ("validate", "payment", "fulfill")
ERROR_TYPES = ("unknown_product", "no_quantity", "no_address")
PAYMENT_TIMEOUT_SECONDS = 0.04
MAX_TIMEOUTS_IN_A_ROW = 10

monitor = TaskMonitor("order_processing")

# What a run counts starts at 0 in every run, so these are gauges: `rate()` over a pushed counter would be wrong.
# Each label has a handful of values, known beforehand: STAGES and ERROR_TYPES.
orders_processed = monitor.gauge(
    "orders_processed", "Orders that passed a stage of the pipeline in the last run", ["pipeline_stage"]
)
order_processing_seconds = monitor.histogram(
    "order_processing_seconds",
    "Time that an order spent in a stage of the pipeline in the last run",
    ["pipeline_stage"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1),
)
invalid_orders = monitor.gauge("invalid_orders", "Orders that were refused in the last run", ["error_type"])
payment_timeouts = monitor.gauge("payment_timeouts", "Payments that timed out in the last run")


class InvalidOrder(Exception):
    def __init__(self, error_type: str) -> None:
        super().__init__(error_type)
        self.error_type = error_type


class PaymentTimeout(Exception):
    pass


class PaymentProvider:
    """Stands for the provider's service: mostly quick, too slow for an order now and then, the same one every time."""

    def __init__(self, answers: bool) -> None:
        self._answers = answers

    def charge(self, order: dict[str, str]) -> None:
        seconds = random.Random(order["order_id"]).expovariate(1 / 0.008)
        if not self._answers or seconds > PAYMENT_TIMEOUT_SECONDS:
            time.sleep(PAYMENT_TIMEOUT_SECONDS)
            raise PaymentTimeout(f"no answer on the payment of order {order['order_id']}")
        time.sleep(seconds)


def start_at_zero() -> None:
    """What this run never counts must be pushed as 0, or the gateway keeps the value of the run before."""
    payment_timeouts.set(0)
    for stage in STAGES:
        orders_processed.labels(stage).set(0)
    for error_type in ERROR_TYPES:
        invalid_orders.labels(error_type).set(0)


@contextmanager
def pipeline_stage(name: str) -> Iterator[None]:
    """Counts and times an order that passes the stage; one that fails in it does neither."""
    start = time.perf_counter()
    yield
    order_processing_seconds.labels(name).observe(time.perf_counter() - start)
    orders_processed.labels(name).inc()


def validate_order(order: dict[str, str]) -> None:
    if order["product_line"] not in PRODUCT_LINES:
        raise InvalidOrder("unknown_product")
    if int(order["quantity"]) < 1:
        raise InvalidOrder("no_quantity")
    if not order["ship_to"]:
        raise InvalidOrder("no_address")


def hand_to_warehouse(order: dict[str, str], pick_list: list[str]) -> None:
    pick_list.append(f"{order['quantity']} x {order['product_line']} to {order['ship_to']}")


def process_order(order: dict[str, str], provider: PaymentProvider, pick_list: list[str]) -> None:
    with pipeline_stage("validate"):
        validate_order(order)
    with pipeline_stage("payment"):
        provider.charge(order)
    with pipeline_stage("fulfill"):
        hand_to_warehouse(order, pick_list)


def process_orders(orders: list[dict[str, str]], provider: PaymentProvider) -> int:
    """Takes the orders through the pipeline and returns how many the warehouse got.

    A payment that times out is tried again in the next run; after ten in a row the provider is taken to be down.
    """
    pick_list: list[str] = []
    timeouts_in_a_row = 0
    start_at_zero()
    for order in orders:
        try:
            process_order(order, provider, pick_list)
            timeouts_in_a_row = 0
        except InvalidOrder as error:
            invalid_orders.labels(error.error_type).inc()
        except PaymentTimeout:
            payment_timeouts.inc()
            timeouts_in_a_row += 1
            if timeouts_in_a_row == MAX_TIMEOUTS_IN_A_ROW:
                raise
    return len(pick_list)


def read_orders(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def main(provider: PaymentProvider) -> None:
    with monitor.task("order_fulfillment") as task:
        orders = read_orders(NEW_ORDERS)
        task.records = process_orders(orders, provider)
        print(f"{task.records} of {len(orders)} orders handed to the warehouse")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Take the new orders through the pipeline.")
    parser.add_argument("--fail", action="store_true", help="let the payment provider be down")
    arguments = parser.parse_args()
    main(PaymentProvider(answers=not arguments.fail))
