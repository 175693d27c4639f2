"""How long one call takes that runs as a task, without the push: beside prometheus_client's own `Gauge.time()`.

    python3 test/bench/taskOverhead.py [CALLS]

Everything in one process, round by round in turn, so that what else the machine does hits both alike. Pushes are held back by
`batch_push()`, as a job with many short tasks does it. Prints JSON; nanoseconds a call, the medians of all rounds, and how
many times as long as `Gauge.time()` a task takes. A `with` block and a decorated function, each beside its like.
"""

import importlib.metadata
import json
import os
import pathlib
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "src" / "runtime"))
# Without an address nothing is recorded. Nothing is sent there.
os.environ["PUSHGATEWAY_URL"] = "http://127.0.0.1:1"

import prometheus_client  # noqa: E402

from monitoring import TaskMonitor  # noqa: E402

ROUNDS = 15
CALLS = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000

monitor = TaskMonitor("bench")
gauge = prometheus_client.Gauge("bench_seconds", "A run.", registry=prometheus_client.CollectorRegistry())


def work():
    return None


def plain():
    for _ in range(CALLS):
        work()


def with_gauge():
    for _ in range(CALLS):
        with gauge.time():
            work()


def with_task():
    for _ in range(CALLS):
        with monitor.task("bench.work"):
            work()


decorated_by_gauge = gauge.time()(work)
decorated_by_task = monitor.task("bench.work")(work)


def decorator_gauge():
    for _ in range(CALLS):
        decorated_by_gauge()


def decorator_task():
    for _ in range(CALLS):
        decorated_by_task()


def nanoseconds(run):
    begun = time.perf_counter_ns()
    run()
    return (time.perf_counter_ns() - begun) / CALLS


def main():
    runs = [plain, with_gauge, with_task, decorator_gauge, decorator_task]
    times = {run.__name__: [] for run in runs}
    with monitor.batch_push():
        for _ in range(ROUNDS):
            for run in runs:
                times[run.__name__].append(nanoseconds(run))
        print(json.dumps(figures(times), indent=2))
        sys.stdout.flush()
        os._exit(0)  # the push that would come now has no gateway


def figures(times):
    medians = {name: round(statistics.median(values)) for name, values in times.items()}
    net = {name: value - medians["plain"] for name, value in medians.items()}
    return {
        "python": sys.version.split()[0],
        "prometheusClient": importlib.metadata.version("prometheus_client"),
        "callsARound": CALLS,
        "rounds": ROUNDS,
        "nanosecondsACall": medians,
        "timesGauge": {
            "with": round(net["with_task"] / net["with_gauge"], 2),
            "decorator": round(net["decorator_task"] / net["decorator_gauge"], 2),
        },
    }


if __name__ == "__main__":
    main()
