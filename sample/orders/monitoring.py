# TaskMonitor runtime 0.1.0 sha256:a88b83ca7e1d8f438fb751282fae2b345baac9d596f3001d70b857a2cfd497d2
# SPDX-License-Identifier: Apache-2.0
"""Tell a Prometheus Pushgateway how the tasks of a script went, and never harm the script.

    from monitoring import TaskMonitor

    monitor = TaskMonitor("nightly_etl")            # the gateway: PUSHGATEWAY_URL

    def load():
        with monitor.task("load") as task:          # `async with` in an `async def`
            rows = fetch()
            task.records = len(rows)

    @monitor.task("transform", records=len)         # def, async def and generators of both kinds
    def transform(rows): ...

    monitor.record_success("export", duration=12.5, records_processed=1500)
    monitor.record_failure("export", error_code="Timeout", duration=30)

Needs Python 3.8 or later and prometheus_client, which is imported at the first push. Without it: one warning, no
metrics.

What is pushed. Each task has a group of its own: {job, task_name} and the monitor's `grouping_key`.

    task_success_total                       successes in this process
    task_failure_total{error_code}           failures since the last success; 0 after a success
    task_duration_seconds                    of the last run
    task_processed_records                   of the last run that gave a number; 0 is one, None is 'not given'
    task_last_success_timestamp_seconds      moved by a success only
    task_last_completion_timestamp_seconds   moved by success and failure
    task_last_start_timestamp_seconds        with `record_start=True`

The job's own metrics (`monitor.counter(…)` and its like) go to the group {job} and the `grouping_key`, with the next
outcome. They belong to one process: several that push the same names overwrite each other's.

What holds always. Nothing of this module raises into the job or writes to its standard output. A push holds the job
up for at most `timeout` seconds (5 unless told), retry included. After a push that got no proper answer the gateway is
left alone for half a minute; what is recorded meanwhile goes with the next push, at the latest when the program ends.
Inside a running asyncio loop nothing is waited for: the push goes on in the background, and the end of the program
waits for it. Redirects are not followed, and proxies not used.

Warnings are single lines on the process's standard error, each said once: what cron mails and the journal keeps.
They do not go through `logging`, whose handlers belong to the job and may write to its standard output; nor through
`warnings`, which `-W error` turns into exceptions; nor through a `sys.stderr` that the job has put in the place of
the real one. They never show a password or a token.

Environment:

    PUSHGATEWAY_URL            the gateway when none is given: http://host:9091, host:9091, https://user:word@host/prefix
    PUSHGATEWAY_USERNAME       with PUSHGATEWAY_PASSWORD: basic authentication, when the URL has no user
    PUSHGATEWAY_BEARER_TOKEN   or a bearer token
    PUSHGATEWAY_CA_FILE        the CA certificates (PEM) that https is checked against
    TASK_MONITOR_SPOOL         a folder for pushes that could not be sent; they go with the group's next push
    TASK_MONITOR_DISABLED      1: nothing is recorded, sent or said
"""

# Only modules that every Python has loaded before the first line of a script, since this one must be importable from any
# module, those of the standard library included: one that it imported could be in the middle of importing it. The
# sending thread imports the others.
from __future__ import annotations

import _thread
import atexit
import io
import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    import socket
    import ssl
    from types import FrameType, TracebackType
    from typing import Any, Callable, Dict, Iterable, Iterator, List, Mapping
    from typing import Optional, Sequence, Set, Tuple, Type, TypeVar

    Function = TypeVar("Function", bound=Callable[..., Any])
    Labels = Dict[str, str]
    Exposition = Dict[str, str]  # family name -> the lines of its HELP, TYPE and samples

__all__ = ["Metric", "Task", "TaskMonitor"]

_REST_SECONDS = 30.0  # how long a gateway is left alone that did not answer
_RETRY_AFTER_SECONDS = 0.5
_LARGEST_ANSWER = 16 * 1024 * 1024  # bytes


# ---- What scripts use ------------------------------------------------------------------------------------------------


class TaskMonitor:
    """Records the runs of a job's tasks and pushes their outcomes.

    job_name: the `job` label of all that is pushed.
    pushgateway_url: where to push, when it is not PUSHGATEWAY_URL. `host:9091` means http.
    grouping_key: further labels of every group. They must be the same in every run: an environment or a region, never
        a run id, a process id or a time, which would make a new group with every run.
    timeout: for how many seconds, in all, a push may hold the job up.
    record_start: push the time of the start too, for alerts on runs that hang.
    """

    def __init__(
        self,
        job_name: str,
        pushgateway_url: Optional[str] = None,
        *,
        grouping_key: Optional[Mapping[str, object]] = None,
        timeout: float = 5.0,
        record_start: bool = False,
    ) -> None:
        self.job_name = str(job_name)
        self.pushgateway_url = pushgateway_url
        self.timeout = _seconds(timeout)
        self.record_start = record_start
        self._labels: Labels = {"job": self.job_name, **(_harmlessly(_stable_labels, grouping_key) or {})}
        self._identity = repr(self._labels)
        self._target: Optional[str] = None
        self._own = _OwnMetrics(self)

    def task(self, name: str, records: Optional[Callable[[Any], float]] = None) -> Task:
        """One run of the task `name`: a context manager (`with`, `async with`) or a decorator.

        records: for a decorated function, how many records its result stands for; `len`, for example. For a generator
            it is asked about what the generator returns, not about what it yields.
        """
        if callable(name):  # a bare `@monitor.task`
            bare: Any = self.task(getattr(name, "__name__", "task"), records)
            return bare(name)  # type: ignore[no-any-return]
        return Task(self, name, records)

    def record_success(
        self, task_name: str, duration: Optional[float], records_processed: Optional[float] = None
    ) -> None:
        """Record a run that succeeded: its duration in seconds and the number of records, if known.

        0 is a value and is pushed. Only None means 'not given'.
        """
        self._record(task_name, lambda group: group.succeeded(_number(duration), _number(records_processed)))

    def record_failure(self, task_name: str, error_code: str, duration: Optional[float] = None) -> None:
        """Record a run that failed. `error_code` has few values: the name of the exception's class, for example.

        A duration of 0 is a value and is pushed. Only None means 'not given'.
        """
        self._record(task_name, lambda group: group.failed(error_code, _number(duration), None))

    def batch_push(self) -> _Batch:
        """`with monitor.batch_push():` pushes each group that is touched in the block once, when it ends or raises.

        Such blocks may nest and run in several threads: the last one to end pushes.
        """
        return _Batch(self)

    def cleanup(self, *task_names: str) -> None:
        """Delete the groups of these tasks from the gateway, for a job that has come to its end.

        Without names: of all tasks that this process has recorded, and the group of the job's own metrics.
        """
        _sender.call(self._delete, task_names)

    def counter(self, name: str, documentation: str, labelnames: Sequence[str] = (), **options: Any) -> Metric:
        """A counter of the job's own, with the arguments of prometheus_client."""
        return self._own.declare("Counter", name, documentation, labelnames, options)

    def gauge(self, name: str, documentation: str, labelnames: Sequence[str] = (), **options: Any) -> Metric:
        """A gauge of the job's own, with the arguments of prometheus_client."""
        return self._own.declare("Gauge", name, documentation, labelnames, options)

    def histogram(self, name: str, documentation: str, labelnames: Sequence[str] = (), **options: Any) -> Metric:
        """A histogram of the job's own, with the arguments of prometheus_client, such as `buckets=`."""
        return self._own.declare("Histogram", name, documentation, labelnames, options)

    def summary(self, name: str, documentation: str, labelnames: Sequence[str] = (), **options: Any) -> Metric:
        """A summary of the job's own, with the arguments of prometheus_client."""
        return self._own.declare("Summary", name, documentation, labelnames, options)

    def _record(self, task_name: str, note: Callable[[_TaskGroup], None], wait: bool = True) -> None:
        _sender.call(self._note, task_name, note, wait)

    def _note(self, task_name: str, note: Callable[[_TaskGroup], None], wait: bool) -> Optional[_Ticket]:
        url = self._url()
        if url is None:
            return None
        with _sender.lock:
            group = self._group(url, task_name)
            note(group)
            group.touch(self.timeout)
            if self._identity in _sender.batches:
                return None
            groups: List[_Group] = [group]
            if self._own.unsent:
                groups.append(self._own.on(url))
        return _sender.push_soon(groups, self.timeout, wait)

    def _group(self, url: str, task_name: object) -> _TaskGroup:
        key = (url, self._identity, str(task_name))
        group = _sender.groups.get(key)
        if group is None:
            group = _sender.groups[key] = _TaskGroup(url, {**self._labels, "task_name": str(task_name)})
        return group

    def _push_batch(self) -> Optional[_Ticket]:
        url = self._url()
        if url is None:
            return None
        with _sender.lock:
            groups: List[_Group] = [group for group in _sender.groups_of(url, self._identity) if group.unsent]
            if self._own.unsent:
                groups.append(self._own.on(url))
        return _sender.push_soon(groups, self.timeout, wait=True) if groups else None

    def _delete(self, task_names: Sequence[str]) -> Optional[_Ticket]:
        url = self._url()
        if url is None:
            return None
        with _sender.lock:
            if task_names:
                groups: List[_Group] = [self._group(url, name) for name in task_names]
            else:
                groups = [*_sender.groups_of(url, self._identity)]
                if self._own.is_declared:
                    groups.append(self._own.on(url))
        return _sender.submit(lambda deadline: _sender.delete(groups, deadline), self.timeout, wait=True)

    def _url(self) -> Optional[str]:
        """The gateway's URL, or None where nothing is to be pushed.

        It is looked for at the first record, since scripts load their settings after their imports.
        """
        if self._target is None and not _is_disabled():
            url = self.pushgateway_url or os.environ.get("PUSHGATEWAY_URL")
            if url:
                self._target = str(url)
            else:
                _warn("PUSHGATEWAY_URL is not set and no URL was given: no metrics are pushed")
        return self._target


class Task:
    """One run of a task. The body may set `records`, the number of records that the run has processed.

    A body that ends, or leaves by SystemExit with code 0 or None, is a success. Any other exception, KeyboardInterrupt
    included, is a failure with the name of its class as the error code. A generator that is abandoned before its end
    (GeneratorExit) has completed without a verdict.
    """

    def __init__(self, monitor: TaskMonitor, name: str, count_records: Optional[Callable[[Any], float]]) -> None:
        self.records: Optional[float] = None
        self._monitor = monitor
        self._name = name
        self._count_records = count_records
        self._process = 0
        self._begun = 0.0

    def __enter__(self) -> Task:
        self._process = os.getpid()
        if self._monitor.record_start:
            self._monitor._record(self._name, lambda group: group.started(), wait=False)
        self._begun = time.perf_counter()
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self._end(kind, error, wait=True)

    async def __aenter__(self) -> Task:
        return self.__enter__()

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        # Nothing is awaited here: it would give other tasks a turn, and this one's cancellation a place, that they
        # do not have without us.
        self._end(kind, error, wait=False)

    def __call__(self, function: Function) -> Function:
        """Decorate a function: each of its calls is a run of the task."""
        decorated: Function = _decorated(function, lambda: Task(self._monitor, self._name, self._count_records))
        return decorated

    def _count(self, result: Any) -> None:
        """Set `records` by what a decorated function has returned."""
        if self._count_records is None:
            return
        try:
            self.records = self._count_records(result)
        except Exception as error:
            _warn(f"the records of task {self._name!r} are not known: {_describe(error)}")

    def _end(self, kind: Optional[Type[BaseException]], error: Optional[BaseException], wait: bool) -> None:
        duration = time.perf_counter() - self._begun
        if os.getpid() != self._process:
            return  # forked inside the run, which is the parent's to report

        def note(group: _TaskGroup) -> None:
            if kind is None or (isinstance(error, SystemExit) and _is_success(error.code)):
                group.succeeded(duration, _number(self.records))
            elif issubclass(kind, GeneratorExit):
                group.completed(time.time(), None, None)
            else:
                group.failed(kind.__name__, duration, _number(self.records))

        self._monitor._record(self._name, note, wait)


def _is_success(code: object) -> bool:
    """Does the interpreter make exit status 0 of this argument of sys.exit()?"""
    return code is None or (isinstance(code, int) and code == 0)


class _Block:
    """A `with` block that is a decorator, too: then each call of the function is a block of its own.

    As with contextlib, which this module does not import: it may be imported by it.
    """

    def _another(self) -> Any:
        raise NotImplementedError

    def __call__(self, function: Function) -> Function:
        def inside(*args: Any, **kwargs: Any) -> Any:
            with self._another():
                return function(*args, **kwargs)

        block: Any = _looking_like(function, inside)
        return block  # type: ignore[no-any-return]


class _Batch(_Block):
    """What `batch_push()` gives."""

    def __init__(self, monitor: TaskMonitor) -> None:
        self._monitor = monitor

    def _another(self) -> _Batch:
        return _Batch(self._monitor)

    def __enter__(self) -> TaskMonitor:
        # The thread starts now, since the end of the block may be the end of the program, where no thread can.
        _sender.call(_sender.start)
        identity = self._monitor._identity
        with _sender.lock:
            _sender.batches[identity] = _sender.batches.get(identity, 0) + 1
        return self._monitor

    def __exit__(self, *_error: object) -> None:
        identity = self._monitor._identity
        with _sender.lock:
            still_open = _sender.batches.pop(identity, 1) - 1
            if still_open:
                _sender.batches[identity] = still_open
        if not still_open:
            _sender.call(self._monitor._push_batch)


class Metric:
    """A metric of the job's own, or one of its children with labels: prometheus_client's, except that it never raises."""

    def __init__(self, own: _OwnMetrics, real: Any) -> None:
        self._own = own
        self._real = real  # None does nothing

    def labels(self, *values: object, **labels: object) -> Metric:
        """The child with these label values."""
        return Metric(self._own, self._call("labels", *values, **labels))

    def inc(self, amount: float = 1) -> None:
        """Add to a counter or a gauge."""
        self._call("inc", amount)

    def dec(self, amount: float = 1) -> None:
        """Take from a gauge."""
        self._call("dec", amount)

    def set(self, value: float) -> None:
        """Set a gauge."""
        self._call("set", value)

    def set_to_current_time(self) -> None:
        """Set a gauge to the current Unix time."""
        self._call("set_to_current_time")

    def observe(self, amount: float) -> None:
        """Add an observation to a histogram or a summary."""
        self._call("observe", amount)

    def time(self) -> _Timing:
        """Time a block, or with `@` a function: the seconds are observed, or set where it is a gauge."""
        return _Timing(self)

    def _call(self, method: str, *args: object, **kwargs: object) -> Any:
        if self._real is None:
            return None
        try:
            result = getattr(self._real, method)(*args, **kwargs)
        except Exception as error:
            _warn(f"{self._real}: {_describe(error)}")
            return None
        self._own.unsent = self._own.untried = True
        return result


class _Timing(_Block):
    """What `time()` gives."""

    def __init__(self, metric: Metric) -> None:
        self._metric = metric
        self._begun = 0.0

    def _another(self) -> _Timing:
        return _Timing(self._metric)

    def __enter__(self) -> None:
        self._begun = time.perf_counter()

    def __exit__(self, *_error: object) -> None:
        metric = self._metric
        metric._call("set" if hasattr(metric._real, "set") else "observe", time.perf_counter() - self._begun)


# What `inspect` calls CO_…: flags of a function's code. Importing `inspect` would import much of the standard library.
_GENERATOR, _COROUTINE, _ITERABLE_COROUTINE, _ASYNC_GENERATOR = 0x20, 0x80, 0x100, 0x200


def _decorated(function: Any, new_run: Callable[[], Task]) -> Any:
    """The function, or method, of the same kind, each of whose calls is a run."""
    if isinstance(function, (staticmethod, classmethod)):
        return type(function)(_decorated(function.__func__, new_run))
    if isinstance(function, type) or not callable(function):
        _warn(f"only functions can be decorated as tasks; this is left as it is: {function!r}")
        return function
    plain = function
    partial = getattr(sys.modules.get("functools"), "partial", ())
    while isinstance(plain, partial):
        plain = plain.func
    flags = getattr(getattr(plain, "__code__", None), "co_flags", 0)
    if flags & _ASYNC_GENERATOR:
        return _decorated_async_generator(function, new_run)
    if flags & _COROUTINE:

        async def coroutine(*args: Any, **kwargs: Any) -> Any:
            async with new_run() as run:
                result = await function(*args, **kwargs)
                run._count(result)
                return result

        return _looking_like(function, coroutine)
    if flags & _GENERATOR:

        def generator(*args: Any, **kwargs: Any) -> Any:
            with new_run() as run:
                result = yield from function(*args, **kwargs)
                run._count(result)
                return result

        if flags & _ITERABLE_COROUTINE:
            import types

            return types.coroutine(_looking_like(function, generator))
        return _looking_like(function, generator)

    def plain_function(*args: Any, **kwargs: Any) -> Any:
        with new_run() as run:
            result = function(*args, **kwargs)
            run._count(result)
            return result

    return _looking_like(function, plain_function)


def _decorated_async_generator(function: Any, new_run: Callable[[], Task]) -> Any:
    async def async_generator(*args: Any, **kwargs: Any) -> Any:
        async with new_run():
            inner = function(*args, **kwargs)
            step = inner.__anext__()
            while True:  # what `yield from` does, which async generators do not have
                try:
                    item = await step
                except StopAsyncIteration:
                    return
                try:
                    sent = yield item
                except GeneratorExit:
                    await inner.aclose()
                    raise
                except BaseException as error:
                    step = inner.athrow(error)
                else:
                    step = inner.asend(sent)

    return _looking_like(function, async_generator)


def _looking_like(function: Any, wrapper: Any) -> Any:
    """What functools.wraps() does, which may be in the middle of its own import."""
    for attribute in ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__", "__type_params__"):
        if hasattr(function, attribute):
            setattr(wrapper, attribute, getattr(function, attribute))
    wrapper.__dict__.update(getattr(function, "__dict__", {}))
    wrapper.__wrapped__ = function
    return wrapper


# ---- What is pushed --------------------------------------------------------------------------------------------------

_FAMILIES = {
    "task_last_start_timestamp_seconds": ("gauge", "When the task was last started, in Unix time."),
    "task_success_total": ("counter", "Successful runs of the task in the process that pushed last."),
    "task_failure_total": ("counter", "Failed runs of the task since its last success, by error."),
    "task_duration_seconds": ("gauge", "How long the last run of the task took."),
    "task_processed_records": ("gauge", "How many records the last run of the task processed."),
    "task_last_success_timestamp_seconds": ("gauge", "When the task last succeeded, in Unix time."),
    "task_last_completion_timestamp_seconds": ("gauge", "When the task last ended, in Unix time."),
}


class _Group:
    """A group on a gateway, and what it has not been told yet. Changed only under the sender's lock."""

    def __init__(self, url: str, labels: Labels) -> None:
        self.url = url
        self.labels = labels
        self.unsent: Any = None  # true when there is something to push
        self.untried = False  # and no push has tried to
        self.in_flight: Any = None  # what a push under way has taken
        self.left_out: Set[str] = set()  # families that the gateway refuses, since another group holds them
        self.changed_at = 0  # time.time_ns() of the newest of it
        self.timeout = 5.0

    def touch(self, timeout: float) -> None:
        self.untried = True
        self.changed_at = time.time_ns()
        self.timeout = timeout

    def take(self) -> Any:
        """What is unsent, and is in flight from now on."""
        content, self.unsent = self.unsent, None
        self.untried = False
        self.in_flight = content
        return content

    def give_back(self, content: Any, untried: bool) -> None:
        """Put back what could not be sent, behind what has been recorded since."""
        raise NotImplementedError

    def exposition(self, content: Any) -> Exposition:
        """What take() gave, as text. Raises ImportError without prometheus_client."""
        raise NotImplementedError


class _TaskGroup(_Group):
    """The group of one task. `unsent` holds values by family name; the failures, by error code."""

    def __init__(self, url: str, labels: Labels) -> None:
        super().__init__(url, labels)
        self.unsent: Dict[str, Any] = {}
        self._successes = 0
        self._failures: Dict[str, float] = {}  # since the last success

    def started(self) -> None:
        self.unsent["task_last_start_timestamp_seconds"] = time.time()

    def succeeded(self, duration: Optional[float], records: Optional[float]) -> None:
        now = time.time()
        self._successes += 1
        self._failures.clear()
        self.unsent["task_success_total"] = self._successes
        # A family without samples would not replace the failures that the gateway holds.
        self.unsent["task_failure_total"] = {"": 0}
        self.unsent["task_last_success_timestamp_seconds"] = now
        self.completed(now, duration, records)

    def failed(self, error: object, duration: Optional[float], records: Optional[float]) -> None:
        error_code = str(error).encode("utf-8", "replace").decode()
        self._failures[error_code] = self._failures.get(error_code, 0) + 1
        self.unsent["task_failure_total"] = dict(self._failures)
        self.completed(time.time(), duration, records)

    def completed(self, now: float, duration: Optional[float], records: Optional[float]) -> None:
        if duration is not None:
            self.unsent["task_duration_seconds"] = duration
        if records is not None:
            self.unsent["task_processed_records"] = records
        self.unsent["task_last_completion_timestamp_seconds"] = now

    def take(self) -> Any:
        content = super().take()
        self.unsent = {}
        return content

    def give_back(self, content: Any, untried: bool) -> None:
        # Families are merged, newest last: a success and then a failure that were both lost arrive together.
        self.unsent = {**content, **self.unsent}
        self.untried = self.untried or untried

    def exposition(self, content: Any) -> Exposition:
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

        families = []
        for name, (kind, documentation) in _FAMILIES.items():
            value = content.get(name)
            if value is None:
                continue
            family_of = CounterMetricFamily if kind == "counter" else GaugeMetricFamily
            if isinstance(value, dict):
                family = family_of(name, documentation, labels=["error_code"])
                for error_code, count in value.items():
                    family.add_metric([error_code], count)
            else:
                family = family_of(name, documentation, value=value)
            families.append(family)
        return _exposition(families)


class _OwnMetrics(_Group):
    """The job's own metrics, in the monitor's group without a task name. `unsent` is a flag: the registry has the values."""

    def __init__(self, monitor: TaskMonitor) -> None:
        super().__init__("", monitor._labels)
        self.monitor = monitor
        self._registry: Any = None
        self._metrics: Dict[Tuple[str, str], Any] = {}

    def declare(
        self, kind: str, name: str, documentation: str, labelnames: Sequence[str], options: Mapping[str, Any]
    ) -> Metric:
        """The metric of this kind and name; where there can be none, a Metric that does nothing."""
        return Metric(self, _sender.call(self._declare, kind, name, documentation, labelnames, options))

    def _declare(
        self, kind: str, name: str, documentation: str, labelnames: Sequence[str], options: Mapping[str, Any]
    ) -> Any:
        if _is_disabled():
            return None
        try:
            import prometheus_client
        except ImportError as error:
            _warn_of_missing_client(error)
            return None
        if self._registry is None:
            self._registry = prometheus_client.CollectorRegistry()
            _sender.own_metrics.append(self)
        if (kind, name) not in self._metrics:
            metric = getattr(prometheus_client, kind)
            self._metrics[kind, name] = metric(name, documentation, labelnames, registry=self._registry, **options)
        _sender.start()
        return self._metrics[kind, name]

    @property
    def is_declared(self) -> bool:
        return self._registry is not None

    def on(self, url: str) -> _OwnMetrics:
        """This group on that gateway."""
        self.url = url
        self.touch(self.monitor.timeout)
        return self

    def give_back(self, content: Any, untried: bool) -> None:
        self.unsent = True
        self.untried = self.untried or untried

    def exposition(self, content: Any) -> Exposition:
        return _exposition(self._registry.collect())


class _Families:
    """A collector of ready families."""

    def __init__(self, families: Iterable[Any]) -> None:
        self._families = families

    def collect(self) -> Iterable[Any]:
        return self._families


def _exposition(families: Iterable[Any]) -> Exposition:
    """The families as text, from a fresh registry, without prometheus_client's `_created` series."""
    from prometheus_client import CollectorRegistry, generate_latest

    registry: Any = CollectorRegistry()
    registry.register(_Families(families))
    parts = _split(generate_latest(registry).decode())
    for name in list(parts):
        base = name[: -len("_created")]
        if name.endswith("_created") and (base in parts or base + "_total" in parts):
            del parts[name]
    return parts


def _split(text: str) -> Exposition:
    """Exposition text by family. Each family begins with its HELP line, as in all that prometheus_client prints."""
    parts: Exposition = {}
    name = None
    for line in text.splitlines(keepends=True):
        if line.startswith("# HELP "):
            name = line.split()[2]
            parts[name] = ""
        if name is not None:
            parts[name] += line
    return parts


# ---- When it is pushed -----------------------------------------------------------------------------------------------


class _Ticket:
    """Something for the sending thread to do, and a promise to have done it by the deadline."""

    def __init__(self, action: Callable[[float], None], timeout: float, waited_for: bool) -> None:
        self.timeout = timeout
        self.waited_for = waited_for
        self._action = action
        self._deadline = time.monotonic() + timeout
        self._is_done = _locked()

    def run(self) -> None:
        # What nobody waits for has its time from when its turn comes. The thread gives up a little before the one who
        # waits for it does: it knows more to say, and what is to be done.
        until = self._deadline if self.waited_for else time.monotonic() + self.timeout
        try:
            self._action(until - min(0.25, self.timeout / 10))
        finally:
            self._is_done.release()

    def wait(self) -> bool:
        """False at the deadline, when it is not done."""
        in_time: bool = self._is_done.acquire(timeout=max(0.0, self._deadline - time.monotonic()))
        return in_time


def _locked() -> Any:
    """A lock that is taken. Releasing it tells one waiter; unlike threading.Event it runs no code that may be instrumented."""
    lock = _thread.allocate_lock()
    lock.acquire()
    return lock


class _Sender:
    """All that this process sends, by one daemon thread: whatever the network does, the job waits no longer than it agreed to."""

    def __init__(self) -> None:
        self.own_metrics: List[_OwnMetrics] = []
        self.start_over()

    def start_over(self) -> None:
        """Also in a forked child, which has neither the thread nor the parent's outcomes to push."""
        self.lock = _thread.RLock()  # re-entrant: a garbage collection inside may end an abandoned generator's run
        self.groups: Dict[Tuple[str, str, str], _TaskGroup] = {}  # by URL, identity of the monitor and task name
        self.batches: Dict[str, int] = {}  # a monitor's identity -> how many blocks are open
        self._gateways: Dict[str, Optional[_Gateway]] = {}
        self._tickets: List[Optional[_Ticket]] = []  # None wakes the thread up
        self._has_tickets = _locked()
        self._background: Set[_Ticket] = set()  # not done, and nobody waits for them
        self._is_running = False  # the thread
        self._inside: Set[int] = set()  # threads that are in this module
        self._has_sent = False
        self._is_stuck = False  # somebody has given up waiting, and the thread has not come back since
        self._is_busy = False  # a fork has given up waiting
        self._is_pausing = False
        self._has_ended = _locked()
        self._is_closing = False
        self._is_finalizer = False  # multiprocessing calls flush()
        for own in self.own_metrics:
            own.unsent = own.untried = False

    def call(self, function: Callable[..., Any], *args: Any) -> Any:
        """Call a function of this module, never raise, and wait for the ticket that it may return.

        Does nothing in a thread that is in this module already: then something that we use, of the standard library
        or of prometheus_client, is instrumented itself.
        """
        ident = _thread.get_ident()
        if ident in self._inside:
            return None
        self._inside.add(ident)
        try:
            result = _harmlessly(function, *args)
        finally:
            self._inside.discard(ident)
        # Unguarded: a signal handler may record something while we wait, and what it raises is the job's.
        if isinstance(result, _Ticket) and result.waited_for and not result.wait():
            self._is_stuck = True
            _warn(f"no answer from the Pushgateway within {result.timeout:g} s; the job goes on")
        return result

    def groups_of(self, url: str, identity: str) -> List[_TaskGroup]:
        """The groups of all tasks of the monitors with this identity."""
        return [group for key, group in self.groups.items() if key[:2] == (url, identity)]

    def start(self) -> None:
        """Start the thread, unless it runs. Raises RuntimeError at the end of the program."""
        with self.lock:
            if sys.is_finalizing():
                raise RuntimeError("the interpreter is shutting down")
            if self._is_running or self._is_pausing:
                return
            # The thread that is first to import this module is the main one to Python: that must not be ours.
            import threading  # noqa: F401

            # Not a threading.Thread, whose own code may be instrumented, and which would be in the job's lists of threads.
            self._has_ended = _locked()
            _thread.start_new_thread(self._run, ())
            self._is_running = True
            multiprocessing = sys.modules.get("multiprocessing.util")
            if multiprocessing is not None and not self._is_finalizer:  # its children end without atexit
                multiprocessing.Finalize(None, self.flush, exitpriority=0)
                self._is_finalizer = True

    def submit(self, action: Callable[[float], None], timeout: float, wait: bool) -> _Ticket:
        """Give the thread something to do. Raises RuntimeError at the end of the program."""
        ticket = _Ticket(action, timeout, wait and self._may_wait())
        with self.lock:
            self.start()
            if not ticket.waited_for:
                self._background.add(ticket)
            self._put(ticket)
        return ticket

    def _put(self, ticket: Optional[_Ticket]) -> None:
        self._tickets.append(ticket)
        try:
            self._has_tickets.release()
        except RuntimeError:
            pass  # it is known that there are some

    def _next_ticket(self) -> Optional[_Ticket]:
        while not self._tickets:
            self._has_tickets.acquire()
        return self._tickets.pop(0)

    def push_soon(self, groups: Sequence[_Group], timeout: float, wait: bool) -> Optional[_Ticket]:
        try:
            return self.submit(lambda deadline: self._push(groups, deadline), timeout, wait)
        except RuntimeError as error:
            self._keep_or_lose(groups, str(error))
            return None

    def delete(self, groups: Sequence[_Group], deadline: float) -> None:
        """Runs in the thread: delete the groups from the gateway, and what is spooled for them."""
        for group in groups:
            gateway = self._gateway(group.url)
            if gateway is None:
                return
            with self.lock:
                group.take()
                group.in_flight = None
            try:
                gateway.send("DELETE", _metrics_path(group.labels), "", deadline)
            except _Failure as failure:
                _warn(f"{gateway.shown}: cannot delete {_format(group.labels)}: {failure.reason}")
            _Spool(gateway, group).clear(time.time_ns())

    def flush(self) -> None:
        """At the end of the program: send what no push has tried, wait for those in the background, spool what is left."""
        self._is_closing = True
        self.call(self._push_last)
        self.call(self._keep_or_lose_last)
        # A sub-interpreter with a thread left aborts the whole program.
        self.pause()
        self._is_pausing = False

    def pause(self) -> None:
        """Before a fork: end the thread. A child may inherit locks that threads hold, and Python 3.12 begins to warn of it."""
        if not self._is_running or self._is_stuck or self._is_busy:
            return
        self._is_pausing = True
        threads = _count_threads()
        self._put(None)
        self._is_busy = not self._has_ended.acquire(timeout=1)
        for _ in range(50):  # it has ended for Python, which is a moment before it has for the system
            if not threads or _count_threads() < threads:
                break
            time.sleep(0.001)

    def resume(self) -> None:
        """After a fork, in the parent. Python 3.13 looks for threads only then, and can start them at the end of a program."""
        was_pausing, self._is_pausing = self._is_pausing, False
        if was_pausing and (sys.version_info < (3, 13) or self._tickets):
            _harmlessly(self.start)

    def _may_wait(self) -> bool:
        running_loop = getattr(sys.modules.get("asyncio.events"), "_get_running_loop", None)
        if self._is_stuck or (running_loop is not None and running_loop() is not None):
            return False
        # The first push imports modules. To wait for it inside an import might be to wait for oneself.
        return self._has_sent or not _is_importing()

    def _run(self) -> None:
        ident = _thread.get_ident()
        self._inside.add(ident)
        _harmlessly(_block_signals)
        while True:
            ticket = self._next_ticket()
            if ticket is not None:
                _harmlessly(ticket.run)
                self._has_sent = True
                self._is_stuck = self._is_busy = False
                self._background.discard(ticket)
            with self.lock:
                if self._is_pausing:
                    self._is_running = False
                    self._inside.discard(ident)
                    self._has_ended.release()
                    return

    def _push(self, groups: Sequence[_Group], deadline: float) -> None:
        for group in groups:
            if time.monotonic() >= deadline:
                return  # they stay untried
            with self.lock:
                content, changed_at = group.take(), group.changed_at
            if content:  # an earlier push may have taken it along
                try:
                    self._push_group(group, content, changed_at, deadline)
                finally:
                    group.in_flight = None

    def _push_group(self, group: _Group, content: Any, changed_at: int, deadline: float) -> None:
        gateway = self._gateway(group.url)
        if gateway is None:
            return
        try:
            exposition = group.exposition(content)
        except ImportError as error:
            _warn_of_missing_client(error)
            return
        spool = _Spool(gateway, group)
        try:
            exposition = {**spool.load(lambda: gateway.last_push(group.labels, deadline)), **exposition}
            gateway.push(group, exposition, deadline)
            spool.clear(changed_at)
        except _Failure as failure:
            problem = spool.save(exposition, changed_at)
            if problem:
                with self.lock:
                    group.give_back(content, failure.untried and not self._is_closing)
            if not failure.untried and not self._is_stuck:
                _warn(
                    f"{gateway.shown}: cannot push {_format(group.labels)}: {failure.reason}; "
                    + (problem or "it is kept in the spool"),
                    about=(gateway.shown, failure.reason),
                )

    def _gateway(self, url: str) -> Optional[_Gateway]:
        if url not in self._gateways:
            try:
                self._gateways[url] = _Gateway(url)
            except ValueError:  # whose text may hold the password
                self._gateways[url] = None
                _warn("no metrics are pushed: the URL is not like http://user:password@pushgateway:9091/prefix")
        return self._gateways[url]

    def _push_last(self) -> Optional[_Ticket]:
        with self.lock:
            groups: List[_Group] = [group for group in self.groups.values() if group.untried]
            for own in self.own_metrics:
                url = own.monitor._url() if own.untried else None
                if url is not None:
                    groups.append(own.on(url))
            for gateway in self._gateways.values():
                if gateway is not None:
                    gateway.rests_until = 0.0
        if not groups and not self._background:
            return None
        timeouts = [group.timeout for group in groups] + [ticket.timeout for ticket in list(self._background)]
        return self.push_soon(groups, max(timeouts), wait=True)

    def _keep_or_lose_last(self) -> None:
        groups = [*self.groups.values(), *(own for own in self.own_metrics if own.url)]
        self._keep_or_lose([group for group in groups if group.untried or group.in_flight], "the program ends")

    def _keep_or_lose(self, groups: Sequence[_Group], why: str) -> None:
        """Where the thread cannot help: spool what is unsent, or say that it is lost, unless the reason has been said."""
        lost = []
        for group in groups:
            with self.lock:
                if group.in_flight:
                    group.give_back(group.in_flight, untried=False)
                untried = group.untried
                content, changed_at = group.take(), group.changed_at
            gateway = self._gateway(group.url)
            if not content or gateway is None or not _Spool(gateway, group).save(group.exposition(content), changed_at):
                continue
            with self.lock:
                group.give_back(content, untried=False)
            if untried and not gateway.has_failed and not self._is_stuck:
                lost.append(_format(group.labels))
        if lost:
            others = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
            _warn(f"the outcome of {lost[0]}{others} is lost: {why}")


# ---- How it is sent --------------------------------------------------------------------------------------------------


class _Failure(Exception):
    """A push that did not succeed. `may_pass`: it may do so soon."""

    def __init__(self, reason: str, may_pass: bool = False, untried: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.may_pass = may_pass
        self.untried = untried


class _Refusal(_Failure):
    """An answer that is not 2xx."""

    def __init__(self, reason: str, status: int, body: str) -> None:
        super().__init__(reason, may_pass=status >= 500)
        self.status = status
        self.body = body

    def names(self, family: str) -> bool:
        """Is this family at fault? As in: `collected metric "x" {…} was collected before with the same name and …`."""
        import re

        return self.status == 400 and bool(re.search(rf'\b(?:metric|family|named) "?{family}"?(?![\w:])', self.body))


class _Gateway:
    """A Pushgateway, and how to reach it. Raises ValueError for what is no URL of one."""

    def __init__(self, url: str) -> None:
        from urllib.parse import unquote, urlsplit

        parts = urlsplit(url.strip() if "://" in url else "http://" + url.strip())
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("not a URL of a Pushgateway")
        if "@" in parts.path:
            raise ValueError("the password has a character that must be percent-encoded")
        self._is_tls = parts.scheme == "https"
        self._host = parts.hostname
        self._port = parts.port or (443 if self._is_tls else 80)
        self._prefix = parts.path.rstrip("/")
        self.shown = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{self._prefix}"
        self.has_failed = False
        self.rests_until = 0.0  # time.monotonic()
        self._tls: Optional[ssl.SSLContext] = None
        self._set_credentials(unquote(parts.username or ""), unquote(parts.password or ""))

    def _set_credentials(self, username: str, password: str) -> None:
        from base64 import b64encode

        token = "".join(os.environ.get("PUSHGATEWAY_BEARER_TOKEN", "").split())
        if not username and not token:
            username = os.environ.get("PUSHGATEWAY_USERNAME", "")
            password = os.environ.get("PUSHGATEWAY_PASSWORD", "")
        self._headers = {"Content-Type": "text/plain; version=0.0.4; charset=utf-8", "Connection": "close"}
        if username:
            basic = b64encode(f"{username}:{password}".encode()).decode()
            self._headers["Authorization"] = f"Basic {basic}"
            self._secrets = [basic, password]
        elif token:
            self._headers["Authorization"] = f"Bearer {token}"
            self._secrets = [token]
        else:
            self._secrets = []

    def push(self, group: _Group, exposition: Exposition, deadline: float) -> None:
        """Push to the group. Families that other groups hold are left out, since a gateway refuses the whole push else.

        It does so where another program uses the name with another type, and where an older group holds the very
        series, as {job} does after a script has pushed the same tasks without TaskMonitor.
        """
        path = _metrics_path(group.labels)
        wanted = {name: lines for name, lines in exposition.items() if name not in group.left_out}
        refusals: List[Tuple[_Refusal, List[str]]] = []
        while wanted:
            try:
                self.send("POST", path, "".join(wanted.values()), deadline)
                break
            except _Refusal as error:
                clashing = [name for name in wanted if error.names(name)]
                if not clashing or len(clashing) == len(wanted):
                    raise
                refusals.append((error, clashing))
                for name in clashing:
                    del wanted[name]
        for refusal, clashing in refusals:
            group.left_out.update(clashing)
            left_out = {name: exposition[name] for name in clashing}
            _warn(
                f"{self.shown}: {_format(group.labels)} is pushed without {', '.join(clashing)}, since the name or series "
                f"is taken by {self._holders(group, left_out, deadline)} ({refusal.reason})",
                about=(self.shown, *clashing),
            )

    def last_push(self, labels: Labels, deadline: float) -> float:
        """When the group was last pushed, in Unix time; 0 when it is not there or the gateway does not say."""
        for group in self._groups(deadline):
            if group["labels"] == labels and "push_time_seconds" in group:
                return float(group["push_time_seconds"]["metrics"][0]["value"])
        return 0.0

    def send(self, method: str, path: str, body: str, deadline: float) -> str:
        """Send a request, and once more if that may help. Returns the body of a 2xx answer; raises _Failure."""
        if time.monotonic() < self.rests_until:
            raise _Failure("the gateway did not answer a moment ago", untried=True)
        first: Optional[_Failure] = None
        while True:
            try:
                return self._exchange(method, path, body, deadline)
            except _Failure as failure:
                if not failure.may_pass:
                    raise
                if first is not None or time.monotonic() + _RETRY_AFTER_SECONDS >= deadline:
                    self.has_failed = True
                    self.rests_until = time.monotonic() + _REST_SECONDS
                    raise first or failure from None
                first = failure
            time.sleep(_RETRY_AFTER_SECONDS)

    def _exchange(self, method: str, path: str, body: str, deadline: float) -> str:
        import socket

        try:
            status, location, answer = self._request(method, path, body, deadline)
        except (TimeoutError, socket.timeout):
            raise _Failure("no answer in time", may_pass=True) from None
        except Exception as error:  # whatever a network, and what answers there, may bring
            raise _Failure(self._redacted(_describe(error)), may_pass=True) from None
        if 200 <= status < 300:
            return answer
        reason = f"HTTP {status}: {_one_line(answer)}"
        if location:
            reason = f"HTTP {status}, a redirect to {location}, is not followed"
        elif status == 401:
            reason += " (PUSHGATEWAY_USERNAME and PUSHGATEWAY_PASSWORD, or PUSHGATEWAY_BEARER_TOKEN, are asked for)"
        raise _Refusal(self._redacted(reason), status, answer)

    def _request(self, method: str, path: str, body: str, deadline: float) -> Tuple[int, str, str]:
        """Status, location and body of the answer."""
        import http.client

        with self._connect(deadline) as connection:
            request = http.client.HTTPConnection(self._host, self._port)
            request.sock = connection
            connection.settimeout(_time_left(deadline))
            request.request(method, self._prefix + path, body.encode(), self._headers)
            answer = _Answer(connection, deadline)
            with http.client.HTTPResponse(answer, method=method) as response:  # type: ignore[arg-type]
                response.begin()
                broke_off = answer.broke_off
                content = response.read(_LARGEST_ANSWER)
                if broke_off or (response.length and len(content) < _LARGEST_ANSWER):
                    raise ConnectionError("the answer broke off")
                return response.status, response.getheader("Location", ""), content.decode("utf-8", "replace")

    def _connect(self, deadline: float) -> socket.socket:
        import socket

        addresses = socket.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
        failure: OSError = ConnectionError("the name has no address")
        for index, (family, kind, protocol, _, address) in enumerate(addresses):
            connection = socket.socket(family, kind, protocol)
            try:
                connection.settimeout(_time_left(deadline) / (len(addresses) - index))
                connection.connect(address)
                return self._secured(connection, deadline) if self._is_tls else connection
            except OSError as error:
                connection.close()
                failure = error
        raise failure

    def _secured(self, connection: socket.socket, deadline: float) -> socket.socket:
        import ssl

        if self._tls is None:
            ca_file = os.environ.get("PUSHGATEWAY_CA_FILE") or None
            try:
                self._tls = ssl.create_default_context(cafile=ca_file)
            except OSError as error:
                raise OSError(f"PUSHGATEWAY_CA_FILE {ca_file} is of no use: {error}") from None
        connection.settimeout(_time_left(deadline))
        return self._tls.wrap_socket(connection, server_hostname=self._host)

    def _groups(self, deadline: float) -> List[Dict[str, Any]]:
        """The gateway's groups; none when it does not say."""
        import json

        try:
            groups = json.loads(self.send("GET", "/api/v1/metrics", "", deadline))["data"]
            return [group for group in groups if isinstance(group["labels"], dict)]
        except (_Failure, ValueError, TypeError, KeyError):
            return []

    def _holders(self, group: _Group, left_out: Exposition, deadline: float) -> str:
        """The groups that hold these families in a way that excludes them from ours: as another type or with our series."""
        holders = []
        for other in self._groups(deadline):
            labels = other["labels"]
            if labels != group.labels and any(
                labels.items() <= group.labels.items() or f"# TYPE {name} {other[name]['type'].lower()}\n" not in lines
                for name, lines in left_out.items()
                if name in other
            ):
                holders.append(_format(labels))
        return f"group {', '.join(holders[:3])}: delete it if it is an old one" if holders else "another group"

    def _redacted(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "***") if secret else text
        return text


class _Answer(io.RawIOBase):
    """A socket's bytes until a deadline. http.client's own time-out begins anew with every byte, so a drip goes on for ever."""

    def __init__(self, connection: socket.socket, deadline: float) -> None:
        self._connection = connection
        self._deadline = deadline
        self.broke_off = False

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What http.client asks a socket for."""
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._connection.settimeout(_time_left(self._deadline))
        count = self._connection.recv_into(buffer)
        self.broke_off = count == 0  # http.client takes the end of the stream for the end of the headers
        return count


def _time_left(deadline: float) -> float:
    """Seconds until the deadline. Raises TimeoutError when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _metrics_path(labels: Labels) -> str:
    """The path of the group with these labels, the job first.

    A Pushgateway answers an empty value, and one that begins with a slash, with a redirect and stores nothing. So
    whatever a path does not hold as it is goes in its base64 form.
    """
    from base64 import urlsafe_b64encode

    path = "/metrics"
    for name, value in labels.items():
        if value.strip(".") and not set(value) - _UNRESERVED:
            path += f"/{name}/{value}"
        else:
            path += f"/{name}@base64/{urlsafe_b64encode(value.encode('utf-8', 'replace')).decode() or '='}"
    return path


_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


class _Spool:
    """What could not be sent to one group: files in the folder TASK_MONITOR_SPOOL. Without a folder, nothing.

    GROUP-TIME-PROCESS.prom  exposition text, ready to be posted; its first line, a comment, says where to
    GROUP.sent               an empty file whose time of modification is that of the newest outcome that was sent

    GROUP is a hash of the group's URL, TIME is the time of the newest outcome inside, in nanoseconds of Unix time, with
    twenty digits. An entry is of no use any more when something newer for its group has been sent.
    """

    def __init__(self, gateway: _Gateway, group: _Group) -> None:
        from hashlib import sha256

        self._folder = os.environ.get("TASK_MONITOR_SPOOL")
        self._url = gateway.shown + _metrics_path(group.labels)
        self._group = sha256(self._url.encode()).hexdigest()[:16]
        self._loaded: List[str] = []  # names of the files that load() has read

    def load(self, last_push: Callable[[], float]) -> Exposition:
        """The entries that are still of use, merged in order. last_push: when the gateway was last told of the group."""
        merged: Exposition = {}
        if not self._folder:
            return merged
        try:
            names = sorted(name for name in os.listdir(self._folder) if name.startswith(self._group + "-"))
            newest_sent = max(self._newest_sent(), int(last_push() * 1e9)) if names else 0
            for name in names:
                if int(name.split("-")[1]) > newest_sent:
                    with open(os.path.join(self._folder, name), encoding="utf-8", newline="") as file:
                        merged.update(_split(file.read()))
            self._loaded = names
        except OSError:
            pass  # save() or clear() has the same trouble, and says so
        except ValueError as error:
            _warn(f"a file of {self._group} in the spool {self._folder} is damaged: {_describe(error)}")
        return merged

    def save(self, exposition: Exposition, changed_at: int) -> str:
        """Keep this in place of what was loaded. Returns why it is not kept, or nothing."""
        if not self._folder:
            return "the job goes on"
        name = f"{self._group}-{changed_at:020d}-{os.getpid()}.prom"
        unfinished = os.path.join(self._folder, f".{name}")
        try:
            os.makedirs(self._folder, exist_ok=True)
            with open(unfinished, "w", encoding="utf-8", newline="") as file:
                file.write(f"# TaskMonitor POST {self._url}\n" + "".join(exposition.values()))
            os.replace(unfinished, os.path.join(self._folder, name))
        except OSError as error:
            _remove(unfinished)
            return f"the spool cannot be written: {_describe(error)}; the job goes on"
        self._remove_loaded(but=name)
        return ""

    def clear(self, changed_at: int) -> None:
        """Outcomes as new as that have been sent."""
        if not self._folder or not os.path.isdir(self._folder):
            return
        try:
            marker = os.path.join(self._folder, f"{self._group}.sent")
            with open(marker, "w"):
                os.utime(marker, ns=(changed_at, changed_at))
        except OSError as error:
            _warn(f"the spool cannot be written: {_describe(error)}")
        self._remove_loaded()

    def _newest_sent(self) -> int:
        try:
            return os.stat(os.path.join(self._folder or "", f"{self._group}.sent")).st_mtime_ns
        except FileNotFoundError:
            return 0

    def _remove_loaded(self, but: str = "") -> None:
        for name in self._loaded:
            if name != but:
                _remove(os.path.join(self._folder or "", name))


def _remove(path: str) -> None:
    try:
        os.remove(path)
    except OSError:
        pass  # it is not there, or another process was faster


# ---- Odds and ends ---------------------------------------------------------------------------------------------------

_said: Dict[object, object] = {}


def _warn(message: str, about: object = None) -> None:
    """Write one line to the process's own standard error, once for all warnings that are `about` the same.

    Past Python's buffers, whose locks a thread may hold when the interpreter ends, which would be fatal.
    """
    try:
        token = object()
        stderr = sys.__stderr__
        if stderr is not None and len(_said) < 100 and _said.setdefault(about or message, token) is token:
            line = f"TaskMonitor: {_one_line(message)}\n"
            os.write(stderr.fileno(), line.encode(stderr.encoding, "backslashreplace"))
    except Exception:
        pass  # there is no one to tell


def _one_line(text: str) -> str:
    """At most 1,000 printable characters."""
    line = "".join(character if character.isprintable() else " " for character in " ".join(text.split()))
    return line if len(line) <= 1000 else line[:1000] + "…"


def _warn_of_missing_client(error: ImportError) -> None:
    remedy = f"{sys.executable} -m pip install prometheus-client"
    _warn(f"no metrics are pushed, since prometheus_client cannot be imported ({error}): {remedy}")


def _harmlessly(function: Callable[..., Any], *args: Any) -> Any:
    """Call the function; an exception is a warning, and None."""
    try:
        return function(*args)
    except Exception as error:
        _warn(_describe(error))
        return None


def _describe(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _format(labels: Labels) -> str:
    """As Prometheus writes it: {job="a", task_name="b"}."""
    return "{" + ", ".join(f'{name}="{value}"' for name, value in labels.items()) + "}"


def _stable_labels(grouping_key: Optional[Mapping[str, object]]) -> Labels:
    labels = {}
    for name, value in sorted((grouping_key or {}).items()):
        if name in ("job", "task_name") or not (name.isidentifier() and name.isascii()):
            _warn(f"{name!r} cannot be a label of the grouping key and is left out")
        else:
            labels[name] = str(value)
    return labels


def _number(value: Any) -> Optional[float]:
    """The value as a float. None stays None; what is not a number becomes None, with a warning."""
    if value is None:
        return None
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError) as error:
        _warn(f"not a number: {_describe(error)}")
        return None


def _seconds(timeout: Any) -> float:
    seconds = _number(timeout)
    return seconds if seconds is not None and 0 <= seconds <= 3600 else 5.0


def _is_disabled() -> bool:
    return os.environ.get("TASK_MONITOR_DISABLED", "").lower() in ("1", "true", "yes", "on")


def _is_importing() -> bool:
    """Is this thread in the middle of an import?"""
    frame: Optional[FrameType] = sys._getframe()
    while frame is not None:
        if frame.f_code.co_filename == "<frozen importlib._bootstrap>":
            return True
        frame = frame.f_back
    return False


def _count_threads() -> int:
    """How many threads the system counts in this process, in its own measure; 0 where it does not say."""
    try:
        return os.stat("/proc/self/task").st_nlink
    except OSError:
        return 0


def _block_signals() -> None:
    """Signals are the job's: one that it waits for must not end up in our thread."""
    import signal

    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())


_sender = _Sender()
atexit.register(_sender.flush)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_sender.pause, after_in_parent=_sender.resume, after_in_child=_sender.start_over)
