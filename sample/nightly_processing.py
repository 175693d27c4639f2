#!/usr/bin/env python3
"""Nightly processing: the day's orders become the revenue table that the reports read.

    python3 nightly_processing.py           1,500 orders, about two seconds
    python3 nightly_processing.py --fail    stops at an order whose price is broken
"""

from __future__ import annotations

import argparse
import csv
import os
import time
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Iterator

HERE = Path(__file__).resolve().parent
ORDERS = HERE / "data" / "orders.csv"
BROKEN_ORDERS = HERE / "data" / "orders_broken.csv"
REVENUE = HERE / "out" / "revenue.csv"

BATCH_SIZE = 100
WAREHOUSE_SECONDS_PER_BATCH = 0.1


class RevenueTable:
    """Orders, items and revenue by region and product line; cancelled orders do not count."""

    def __init__(self) -> None:
        self._orders: dict[tuple[str, str], int] = defaultdict(int)
        self._items: dict[tuple[str, str], int] = defaultdict(int)
        self._revenue: dict[tuple[str, str], Decimal] = defaultdict(Decimal)

    def add(self, order: dict[str, str]) -> None:
        quantity = int(order["quantity"])
        price = parse_price(order)
        if order["status"] == "cancelled":
            return
        key = (order["region"], order["product_line"])
        self._orders[key] += 1
        self._items[key] += quantity
        self._revenue[key] += quantity * price

    def rows(self) -> Iterator[tuple[str, str, int, int, str]]:
        for region, product_line in sorted(self._orders):
            key = (region, product_line)
            yield (*key, self._orders[key], self._items[key], f"{self._revenue[key]:.2f}")


def parse_price(order: dict[str, str]) -> Decimal:
    text = order["unit_price"]
    try:
        return Decimal(text)
    except ArithmeticError:
        raise ValueError(f"order {order['order_id']}: {text!r} is not a price") from None


def read_batches(path: Path) -> Iterator[list[dict[str, str]]]:
    with path.open(newline="", encoding="utf-8") as file:
        batch: list[dict[str, str]] = []
        for order in csv.DictReader(file):
            batch.append(order)
            if len(batch) == BATCH_SIZE:
                yield batch
                batch = []
        if batch:
            yield batch


def wait_for_warehouse() -> None:
    """Stands for the round trip to the warehouse that each batch costs in a real shop."""
    time.sleep(WAREHOUSE_SECONDS_PER_BATCH)


def process_orders(path: Path, table: RevenueTable) -> int:
    """Adds every order of the file to the table and returns how many there were."""
    records = 0
    for batch in read_batches(path):
        for order in batch:
            table.add(order)
        wait_for_warehouse()
        records += len(batch)
    return records


def write_revenue(table: RevenueTable, path: Path) -> None:
    """Readers see yesterday's table or today's, never a half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    with partial.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["region", "product_line", "orders", "items", "revenue"])
        writer.writerows(table.rows())
    os.replace(partial, path)


def main(orders: Path) -> None:
    table = RevenueTable()
    records = process_orders(orders, table)
    write_revenue(table, REVENUE)
    print(f"{records} orders processed, revenue written to {REVENUE.relative_to(HERE)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Turn the day's orders into the revenue table.")
    parser.add_argument("--fail", action="store_true", help="read a file with a broken order")
    arguments = parser.parse_args()
    main(BROKEN_ORDERS if arguments.fail else ORDERS)
