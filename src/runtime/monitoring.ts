// TaskMonitor runtime 0.1.0 sha256:6ccae08eca6cdaffa8e197916eaa3ea5c85892323e6466ee5f59c25899540edd
// SPDX-License-Identifier: Apache-2.0
/**
 * Tell a Prometheus Pushgateway how the tasks of a script went, and never harm the script.
 *
 *     import { TaskMonitor } from './monitoring.mjs'; // or: const { TaskMonitor } = require('./monitoring.cjs');
 *
 *     const monitor = new TaskMonitor('nightly_etl'); // the gateway: PUSHGATEWAY_URL
 *
 *     const rows = await monitor.task('load', async (task) => {
 *       const loaded = await fetchRows();
 *       task.records = loaded.length;
 *       return loaded;
 *     });
 *
 *     const transform = monitor.wrap('transform', transformRows, { records: (result) => result.length });
 *
 *     monitor.recordSuccess('export', 12.5, 1500);
 *     monitor.recordFailure('export', 'Timeout', 30);
 *
 * Needs Node.js 18 or later and prom-client (or @prometheus-io/client), which is loaded at the first push. Without it: one
 * warning, no metrics.
 *
 * What is pushed. Each task has a group of its own: {job, task_name} and the monitor's `groupingKey`.
 *
 *     task_success_total                       successes in this process
 *     task_failure_total{error_code}           failures since the last success; 0 after a success
 *     task_duration_seconds                    of the last run
 *     task_processed_records                   of the last run that gave a number; 0 is one, undefined is 'not given'
 *     task_last_success_timestamp_seconds      moved by a success only
 *     task_last_completion_timestamp_seconds   moved by success and failure
 *     task_last_start_timestamp_seconds        with `recordStart: true`
 *
 * The job's own metrics (`monitor.counter(…)` and its like) go to the group {job} and the `groupingKey`, with the next
 * outcome. They belong to one process: several that push the same names overwrite each other's.
 *
 * What holds always. Nothing of this module throws into the job or writes to its standard output. Pushes go on in the
 * background; the program waits for one, when it ends, for at most `timeout` seconds (5 unless told), retry included. After
 * a push that got no proper answer the gateway is left alone for half a minute; what is recorded meanwhile goes with the
 * task's next push, at the latest when the program ends. What is still unsent when it ends by `process.exit()` or an
 * uncaught exception is sent by a thread while the program waits in its last step, again for at most `timeout` seconds. Only
 * values of the job's own metrics that were set in the very last step before `process.exit()` cannot be read any more:
 * `await monitor.flush()` goes before it. Redirects are not followed, and proxies not used.
 *
 * Warnings are single lines on the process's standard error, each said once. They never show a password or a token.
 *
 * Environment:
 *
 *     PUSHGATEWAY_URL            the gateway when none is given: http://host:9091, host:9091, https://user:word@host/prefix
 *     PUSHGATEWAY_USERNAME       with PUSHGATEWAY_PASSWORD: basic authentication, when the URL has no user
 *     PUSHGATEWAY_BEARER_TOKEN   or a bearer token
 *     PUSHGATEWAY_CA_FILE        the CA certificates (PEM) that https is checked against
 *     TASK_MONITOR_SPOOL         a folder for pushes that could not be sent; they go with the group's next push
 *     TASK_MONITOR_DISABLED      1: nothing is recorded, sent or said
 */

import { createHash } from 'node:crypto';
import * as dns from 'node:dns';
import * as fs from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import * as timers from 'node:timers'; // not the global ones, which tests put their own in the place of
import { types } from 'node:util';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';

const REST_MS = 30_000; // how long a gateway is left alone that did not answer
const RETRY_AFTER_MS = 500;
const QUICK_MS = 250; // nobody minds to wait so long for an answer
const MOST_RUNNING = 1000; // of so many running tasks is known that they run, should the program end inside them

// ---- What scripts use -----------------------------------------------------------------------------------------------

export interface TaskMonitorOptions {
  /**
   * Further labels of every group. They must be the same in every run: an environment or a region, never a run id, a process
   * id or a time, which would make a new group with every run.
   */
  readonly groupingKey?: Readonly<Record<string, unknown>> | undefined;
  /** For how many seconds, in all, a push may hold up the end of the program. 5 unless told. */
  readonly timeout?: number | undefined;
  /** Push the time of the start too, for alerts on runs that hang. */
  readonly recordStart?: boolean | undefined;
  /** What `require('prom-client')` gives, for a program that a bundler has put into one file: there it is not found by name. */
  readonly client?: object | undefined;
}

/** Records the runs of a job's tasks and pushes their outcomes. */
export class TaskMonitor {
  readonly jobName: string;
  readonly pushgatewayUrl: string | undefined;
  readonly timeout: number;
  readonly recordStart: boolean;
  private readonly labels: Labels;
  private readonly identity: string;
  private readonly groups = new Map<string, TaskGroup>(); // by the name of the task
  private readonly own: OwnMetrics;
  private target: string | undefined;

  /**
   * @param jobName the `job` label of all that is pushed
   * @param pushgatewayUrl where to push, when it is not PUSHGATEWAY_URL; `host:9091` means http
   */
  constructor(jobName: string, pushgatewayUrl?: string | TaskMonitorOptions, options?: TaskMonitorOptions) {
    const isUrl = typeof pushgatewayUrl === 'string';
    const given: TaskMonitorOptions = options ?? (isUrl ? undefined : pushgatewayUrl) ?? {};
    this.jobName = harmlessly(() => asText(jobName)) ?? '';
    this.pushgatewayUrl = isUrl ? pushgatewayUrl : undefined;
    this.timeout = seconds(given.timeout);
    this.recordStart = given.recordStart === true;
    if (given.client !== undefined && isClient(given.client)) sender.use(given.client);
    this.labels = { job: this.jobName, ...harmlessly(() => stableLabels(given.groupingKey)) };
    this.identity = JSON.stringify(Object.entries(this.labels));
    this.own = new OwnMetrics(this.labels, this.timeout, () => this.url());
  }

  /** A run of the task `name`, which begins now. It is told how it went: `done`, `fail`, and always `end`. */
  task(name: string): Task;
  /**
   * Runs `body` at once as a run of the task `name`, and gives back what it returns, or throws what it throws.
   *
   * A promise of the language's own kind is followed: the run ends when it settles, and what is returned settles alike. Any
   * other thenable is a value: some do their work when they are asked.
   */
  task<T>(name: string, body: (task: Task) => T): T;
  task<T>(name: string, body?: (task: Task) => T): T | Task {
    const task = this.start(name);
    return body === undefined ? task : this.run(task, body);
  }

  /**
   * The function, each of whose calls is a run of the task `name`; generators run until their iteration ends.
   *
   * @param options.records how many records its result stands for, that of its promise, or that which the generator returns
   */
  wrap<F extends (...args: never[]) => unknown>(
    name: string,
    fn: F,
    options: { readonly records?: ((result: Awaited<ReturnType<F>>) => number | undefined) | undefined } = {},
  ): F {
    if (typeof fn !== 'function') {
      warn(`only functions can be wrapped as tasks; this is left as it is: ${typeof fn}`);
      return fn;
    }
    const count: CountRecords | undefined = options.records;
    const start = (): Task => this.start(name);
    const runOnce = (body: () => any): any => this.run(start(), body, count);
    const isGenerator = types.isGeneratorFunction(fn);
    const isAsync = types.isAsyncFunction(fn);
    // A proxy has the name, length, properties and kind of the function, and can be constructed as it could.
    return new Proxy(fn, {
      apply(target, self, args): unknown {
        const call = (): any => Reflect.apply(target, self, args);
        if (!isGenerator) return runOnce(call);
        // Its parameters' defaults are evaluated by the call; all else runs with the iteration.
        return isAsync ? iterateLater(call(), start, count) : iterate(call(), start, count);
      },
    });
  }

  /**
   * Records a run that succeeded: its duration in seconds and the number of records, if known.
   *
   * 0 is a value and is pushed. Only undefined and null mean 'not given'.
   */
  recordSuccess(taskName: string, duration?: number | null, recordsProcessed?: number | null): void {
    this.record(taskName, (group) => group.succeeded(numberOf(duration), numberOf(recordsProcessed)));
  }

  /**
   * Records a run that failed. `errorCode` has few values: the name of the error's class, for example.
   *
   * 0 is a value and is pushed. Only undefined and null mean 'not given'.
   */
  recordFailure(taskName: string, errorCode: string, duration?: number | null, recordsProcessed?: number | null): void {
    this.record(taskName, (group) => group.failed(asText(errorCode), numberOf(duration), numberOf(recordsProcessed)));
  }

  /**
   * Runs `body`, and pushes each group that is touched meanwhile once, when it ends or throws; when it returns a promise, when
   * that settles. Returns what the body returns. Such blocks may nest and run in parallel: the last one to end pushes.
   */
  batchPush<T>(body: () => T): T {
    sender.listen();
    sender.batches.set(this.identity, (sender.batches.get(this.identity) ?? 0) + 1);
    return follow(body, () => {
      const open = (sender.batches.get(this.identity) ?? 1) - 1;
      if (open > 0) sender.batches.set(this.identity, open);
      else sender.batches.delete(this.identity);
      const url = open > 0 ? undefined : harmlessly(() => this.url());
      if (url !== undefined) sender.push([...sender.groupsOf(url, this.identity), this.own].filter(isUnsent));
      return this.own.refresh();
    });
  }

  /**
   * Deletes the groups of these tasks from the gateway, for a job that has come to its end. Never rejects.
   *
   * Without names: of all tasks that this process has recorded, and the group of the job's own metrics.
   */
  async cleanup(...taskNames: string[]): Promise<void> {
    const url = harmlessly(() => this.url());
    if (url === undefined) return;
    const named = taskNames.map((name) => sender.taskGroup(url, this.labels, this.identity, asText(name)));
    const all = [...sender.groupsOf(url, this.identity), ...(this.own.isDeclared ? [this.own] : [])];
    await sender.delete(taskNames.length > 0 ? named : all, this.timeout);
  }

  /** Waits until all that was recorded is sent, or kept or lost; at most for the timeout. Never rejects. */
  flush(): Promise<void> {
    return sender.flush();
  }

  /** A counter of the job's own, with the configuration of prom-client; `registers` is ours. */
  counter(configuration: MetricConfiguration): Metric {
    return this.own.declare('Counter', configuration);
  }

  /** A gauge of the job's own, with the configuration of prom-client; `registers` is ours. */
  gauge(configuration: MetricConfiguration): Metric {
    return this.own.declare('Gauge', configuration);
  }

  /** A histogram of the job's own, with the configuration of prom-client, such as `buckets`; `registers` is ours. */
  histogram(configuration: MetricConfiguration): Metric {
    return this.own.declare('Histogram', configuration);
  }

  /** A summary of the job's own, with the configuration of prom-client; `registers` is ours. */
  summary(configuration: MetricConfiguration): Metric {
    return this.own.declare('Summary', configuration);
  }

  private start(name: string): Task {
    const task = new Task((note, now) => this.record(name, note, now));
    if (this.recordStart) this.record(name, (group) => group.started());
    return task;
  }

  /** Runs the body of a task. Its value, its promise's, and what it throws pass through. */
  private run<T>(task: Task, body: (task: Task) => T, count?: CountRecords): T {
    return follow(
      () => body(task),
      (outcome) => {
        if ('error' in outcome) task.fail(outcome.error);
        else if (!task.isDecided) task.done();
        if ('value' in outcome) countRecords(task, outcome.value, count);
        task.end();
        return this.own.refresh();
      },
    );
  }

  /** `now` is what performance.now() says. */
  private record(taskName: string, note: (group: TaskGroup) => void, now: number = performance.now()): void {
    harmlessly(() => {
      const group = this.groups.get(taskName) ?? this.newGroup(taskName);
      if (group === undefined) return;
      group.touch(this.timeout, clock.unixMicroseconds(now));
      note(group);
      if (!sender.batches.has(this.identity)) sender.push(this.own.hasUnsent ? [group, this.own] : [group]);
    });
  }

  private newGroup(taskName: string): TaskGroup | undefined {
    const url = this.url();
    if (url === undefined) return undefined;
    const group = sender.taskGroup(url, this.labels, this.identity, asText(taskName));
    this.groups.set(taskName, group);
    return group;
  }

  /** The gateway's URL, or undefined where nothing is to be pushed; looked for at the first record, since scripts load their
   * settings after their imports. */
  private url(): string | undefined {
    if (this.target === undefined && !isDisabled()) {
      const url = this.pushgatewayUrl ?? process.env['PUSHGATEWAY_URL'] ?? '';
      if (url === '') warn('PUSHGATEWAY_URL is not set and no URL was given: no metrics are pushed');
      else this.target = url;
    }
    return this.target;
  }
}

/**
 * One run of a task. Its body may set `records`, the number of records that the run has processed.
 *
 * With `task(name, body)` a body that returns is a success, and one that throws a failure with the name of the error's class
 * as the error code. When the program exits inside a run, its exit code decides: 0 is a success, any other a failure with the
 * code `exit_3`, or with the class of the exception that nobody caught. Without a body, it says so itself:
 *
 *     const task = monitor.task('pages');
 *     try {
 *       …
 *       task.done();
 *     } catch (error) {
 *       throw task.fail(error);
 *     } finally {
 *       task.end();
 *     }
 *
 * Neither done nor failed at its end, as an abandoned generator, or still waiting when the program has nothing more to do: the
 * run has completed without a verdict.
 */
export class Task {
  records: number | undefined = undefined;
  private readonly begun: number;
  private readonly record: RecordRun;
  private verdict: 'success' | 'failure' | undefined = undefined;
  private error: unknown = undefined;
  private hasEnded = false;

  /** `monitor.task(name)` makes one. */
  constructor(record: RecordRun) {
    this.record = record;
    sender.started(this);
    this.begun = performance.now();
  }

  /** The run has succeeded. Gives back the value. */
  done(): undefined;
  done<T>(value: T): T;
  done(value?: unknown): unknown {
    this.verdict = 'success';
    return value;
  }

  /** The run has failed. Gives back the error, to be thrown. */
  fail<E>(error: E): E {
    this.verdict = 'failure';
    this.error = error;
    return error;
  }

  /** The run is over. Only the first call counts. */
  end(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    const ended = performance.now();
    const duration = (ended - this.begun) / 1000;
    sender.ended(this);
    this.record((group) => {
      const records = numberOf(this.records);
      if (this.verdict === 'success') group.succeeded(duration, records);
      else if (this.verdict === 'failure') group.failed(errorCodeOf(this.error), duration, records);
      else group.completed(undefined, undefined);
    }, ended);
  }

  /** Whether done() or fail() has been called. */
  get isDecided(): boolean {
    return this.verdict !== undefined;
  }
}

/** Records in the task's group. `now` is what performance.now() says. */
type RecordRun = (note: (group: TaskGroup) => void, now: number) => void;

// What is counted, and what a function returns, is of the type that the job has given it.
type CountRecords = (result: any) => number | undefined;

type Outcome = { readonly value: unknown } | { readonly error: unknown };

/**
 * Calls a function and tells `ended` how it ended: when it returns a promise, once that is settled; the one that is given back
 * settles then, after that which `ended` may give.
 */
function follow<T>(body: () => T, ended: (outcome: Outcome) => Promise<void> | undefined): T {
  let result: any;
  try {
    result = body();
  } catch (error) {
    void ended({ error });
    throw error;
  }
  if (!isPlainPromise(result)) {
    void ended({ value: result });
    return result;
  }
  // What then() returns is rejected where nobody handles it, exactly as the body's own promise would be.
  const followed: any = result.then(
    (value) => ended({ value })?.then(() => value) ?? value,
    (error: unknown) => {
      const rethrow = (): never => {
        throw error;
      };
      return ended({ error })?.then(rethrow) ?? rethrow();
    },
  );
  return followed;
}

const PROMISE: unknown = Object.getPrototypeOf((async (): Promise<void> => {})());

/**
 * Is it a promise of the language's own kind? No subclass, and nothing added but the symbols of Node.js's async_hooks: to follow
 * others may set something off, and would take what was added from the caller.
 */
function isPlainPromise(value: unknown): value is Promise<unknown> {
  return (
    types.isPromise(value) && Object.getPrototypeOf(value) === PROMISE && Object.getOwnPropertyNames(value).length === 0
  );
}

function countRecords(task: Task, result: unknown, count: CountRecords | undefined): void {
  if (count === undefined) return;
  try {
    task.records = count(result);
  } catch (error) {
    warn(`the records of a task are not known: ${describe(error)}`);
  }
}

function* iterate(inner: Generator, start: () => Task, count: CountRecords | undefined): Generator {
  const task = start();
  try {
    const result: unknown = yield* inner;
    countRecords(task, result, count);
    return task.done(result);
  } catch (error) {
    throw task.fail(error);
  } finally {
    task.end();
  }
}

async function* iterateLater(
  inner: AsyncGenerator,
  start: () => Task,
  count: CountRecords | undefined,
): AsyncGenerator {
  const task = start();
  try {
    const result: unknown = yield* inner;
    countRecords(task, result, count);
    return task.done(result);
  } catch (error) {
    throw task.fail(error);
  } finally {
    task.end();
  }
}

/** What prom-client asks for: `buckets`, `percentiles`, `collect` and its like are passed on. */
export interface MetricConfiguration {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[] | undefined;
  readonly [option: string]: unknown;
}

export type LabelValues = Readonly<Record<string, string | number>>;

/** A metric of the job's own, or one of its children with labels: prom-client's, except that it never throws. */
export class Metric {
  private readonly own: OwnMetrics;
  private readonly real: RealMetric | undefined; // undefined does nothing

  constructor(own: OwnMetrics, real: RealMetric | undefined) {
    this.own = own;
    this.real = real;
  }

  /** The child with these label values: in the order of the names, or by name. */
  labels(...values: readonly (string | number)[] | readonly [LabelValues]): Metric {
    return new Metric(this.own, this.call('labels', values));
  }

  /** Adds to a counter or a gauge. */
  inc(labels?: LabelValues | number, amount?: number): void {
    this.call('inc', [labels, amount]);
  }

  /** Takes from a gauge. */
  dec(labels?: LabelValues | number, amount?: number): void {
    this.call('dec', [labels, amount]);
  }

  /** Sets a gauge. */
  set(labels: LabelValues | number, value?: number): void {
    this.call('set', [labels, value]);
  }

  /** Sets a gauge to the current Unix time. */
  setToCurrentTime(labels?: LabelValues): void {
    this.call('setToCurrentTime', [labels]);
  }

  /** Adds an observation to a histogram or a summary. */
  observe(labels: LabelValues | number, value?: number): void {
    this.call('observe', [labels, value]);
  }

  /** Starts a timer: what is returned, when it is called, observes the seconds, or sets them where it is a gauge. */
  startTimer(labels?: LabelValues): (more?: LabelValues) => number {
    const begun = performance.now();
    return (more) => {
      const duration = (performance.now() - begun) / 1000;
      const all = { ...labels, ...more };
      const args = Object.keys(all).length > 0 ? [all, duration] : [duration];
      this.call(this.real !== undefined && 'set' in this.real ? 'set' : 'observe', args);
      return duration;
    };
  }

  private call(method: MetricMethod, args: readonly unknown[]): any {
    if (this.real === undefined) return undefined;
    try {
      const given = args.filter((arg) => arg !== undefined);
      const result = this.real[method](...given);
      this.own.changed();
      return result;
    } catch (error) {
      warn(`a metric's ${method}: ${describe(error)}`);
      return undefined;
    }
  }
}

// ---- What is pushed -------------------------------------------------------------------------------------------------

type Labels = Readonly<Record<string, string>>;
/** Family name -> the lines of its HELP, TYPE and samples. */
type Exposition = Map<string, string>;
/** Family name -> its value; of the failures, by error code. */
type Values = Map<string, number | ReadonlyMap<string, number>>;

const FAMILIES: readonly (readonly [name: string, kind: 'Counter' | 'Gauge', help: string])[] = [
  ['task_last_start_timestamp_seconds', 'Gauge', 'When the task was last started, in Unix time.'],
  ['task_success_total', 'Counter', 'Successful runs of the task in the process that pushed last.'],
  ['task_failure_total', 'Counter', 'Failed runs of the task since its last success, by error.'],
  ['task_duration_seconds', 'Gauge', 'How long the last run of the task took.'],
  ['task_processed_records', 'Gauge', 'How many records the last run of the task processed.'],
  ['task_last_success_timestamp_seconds', 'Gauge', 'When the task last succeeded, in Unix time.'],
  ['task_last_completion_timestamp_seconds', 'Gauge', 'When the task last ended, in Unix time.'],
];

/** A group on a gateway, and what it has not been told yet. */
abstract class Group<Content = unknown> {
  url: string;
  readonly labels: Labels;
  timeout: number;
  isUntried = false; // there is something to push, and no push has tried to
  inFlight: Content | undefined = undefined; // what a push under way has taken
  deadline = 0; // performance.now(): of that push
  changedAt = 0; // microseconds of Unix time: of the newest of it
  readonly leftOut = new Set<string>(); // families that the gateway refuses, since another group holds them

  constructor(url: string, labels: Labels, timeout: number) {
    this.url = url;
    this.labels = labels;
    this.timeout = timeout;
  }

  /** Something new is recorded. `now`: microseconds of Unix time. */
  touch(timeout: number, now: number): void {
    this.isUntried = true;
    this.changedAt = now;
    this.timeout = timeout;
  }

  /** What is unsent, and is in flight from now on; undefined when there is nothing. */
  take(): Content | undefined {
    this.isUntried = false;
    this.inFlight = this.takeUnsent();
    return this.inFlight;
  }

  abstract get hasUnsent(): boolean;
  protected abstract takeUnsent(): Content | undefined;
  /** Puts back what could not be sent, behind what has been recorded since. */
  abstract giveBack(content: Content, isUntried: boolean): void;
  /** What take() gave, as text. Throws a ClientMissing without prom-client. */
  abstract text(content: Content): Wait<Exposition>;
}

function isUnsent(group: Group): boolean {
  return group.hasUnsent;
}

// A family without samples would not replace the failures that the gateway holds.
const NO_FAILURES: ReadonlyMap<string, number> = new Map([['', 0]]);

/** The group of one task. */
class TaskGroup extends Group<Values> {
  private unsent: Values = new Map();
  private successes = 0;
  private readonly failures = new Map<string, number>(); // since the last success

  get hasUnsent(): boolean {
    return this.unsent.size > 0;
  }

  started(): void {
    this.unsent.set('task_last_start_timestamp_seconds', this.changedAt / 1e6);
  }

  succeeded(duration: number | undefined, records: number | undefined): void {
    this.successes += 1;
    if (this.failures.size > 0) this.failures.clear();
    this.unsent.set('task_success_total', this.successes);
    this.unsent.set('task_failure_total', NO_FAILURES);
    this.unsent.set('task_last_success_timestamp_seconds', this.changedAt / 1e6);
    this.completed(duration, records);
  }

  failed(errorCode: string, duration: number | undefined, records: number | undefined): void {
    this.failures.set(errorCode, (this.failures.get(errorCode) ?? 0) + 1);
    this.unsent.set('task_failure_total', new Map(this.failures));
    this.completed(duration, records);
  }

  completed(duration: number | undefined, records: number | undefined): void {
    if (duration !== undefined) this.unsent.set('task_duration_seconds', duration);
    if (records !== undefined) this.unsent.set('task_processed_records', records);
    this.unsent.set('task_last_completion_timestamp_seconds', this.changedAt / 1e6);
  }

  protected takeUnsent(): Values | undefined {
    const content = this.unsent;
    this.unsent = new Map();
    return content.size > 0 ? content : undefined;
  }

  giveBack(content: Values, isUntried: boolean): void {
    // Families are merged, newest last: a success and then a failure that were both lost arrive together.
    this.unsent = new Map([...content, ...this.unsent]);
    this.isUntried ||= isUntried;
  }

  text(content: Values): Wait<Exposition> {
    const client = sender.client();
    return { later: async () => split(await registryOf(content, client).metrics()), now: () => written(content) };
  }
}

/** A fresh registry with these values. */
function registryOf(content: Values, client: Client): Registry {
  const registry = new client.Registry();
  for (const [name, kind, help] of FAMILIES) {
    const value = content.get(name);
    if (value === undefined) continue;
    const labelNames = typeof value === 'number' ? [] : ['error_code'];
    const metric = new client[kind]({ name, help, labelNames, registers: [registry] });
    const set = (labels: LabelValues, number: number): void => {
      if (kind === 'Counter') metric.inc(labels, number);
      else metric.set(labels, number);
    };
    if (typeof value === 'number') set({}, value);
    else for (const [errorCode, count] of value) set({ error_code: errorCode }, count);
  }
  return registry;
}

/** The same, at once: prom-client prints only in later turns of an event loop that at the end of the program has none. */
function written(content: Values): Exposition {
  const parts: Exposition = new Map();
  for (const [name, kind, help] of FAMILIES) {
    const value = content.get(name);
    if (value === undefined) continue;
    const samples =
      typeof value === 'number'
        ? [`${name} ${sampleValue(value)}`]
        : [...value].map(([errorCode, count]) => `${name}{error_code="${escaped(errorCode)}"} ${sampleValue(count)}`);
    parts.set(name, [`# HELP ${name} ${help}`, `# TYPE ${name} ${kind.toLowerCase()}`, ...samples, ''].join('\n'));
  }
  return parts;
}

function sampleValue(value: number): string {
  return Number.isFinite(value) || Number.isNaN(value) ? String(value) : value > 0 ? '+Inf' : '-Inf';
}

function escaped(labelValue: string): string {
  return labelValue.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/"/g, '\\"');
}

/** Exposition text by family. Each family begins with its HELP line, as in all that the client libraries print. */
function split(text: string): Exposition {
  const parts: Exposition = new Map();
  let name: string | undefined;
  for (const line of text.split('\n')) {
    if (line.startsWith('# HELP ')) {
      name = line.split(' ')[2] ?? '';
      parts.set(name, '');
    }
    if (name !== undefined && line.trim() !== '') parts.set(name, `${parts.get(name) ?? ''}${line}\n`);
  }
  return parts;
}

/** The job's own metrics, in the monitor's group without a task name. The registry has the values. */
class OwnMetrics extends Group<true> {
  private readonly urlNow: () => string | undefined;
  private readonly metrics = new Map<string, RealMetric>();
  private registry: Registry | undefined = undefined;
  private unsent = false;
  private version = 0; // counts the changes
  private rendered: { readonly version: number; readonly text: Exposition } | undefined = undefined;
  private collects = false; // a metric computes its value when it is asked

  constructor(labels: Labels, timeout: number, url: () => string | undefined) {
    super('', labels, timeout);
    this.urlNow = url;
  }

  /** The metric of this kind and name; where there can be none, a Metric that does nothing. */
  declare(kind: MetricKind, configuration: MetricConfiguration): Metric {
    return new Metric(
      this,
      harmlessly(() => this.real(kind, configuration)),
    );
  }

  private real(kind: MetricKind, configuration: MetricConfiguration): RealMetric | undefined {
    if (isDisabled()) return undefined;
    const key = `${kind} ${configuration.name}`;
    let metric = this.metrics.get(key);
    if (metric === undefined) {
      const client = sender.client();
      if (this.registry === undefined) {
        this.registry = new client.Registry();
        sender.declared(this);
      }
      metric = new client[kind]({ ...configuration, registers: [this.registry] });
      this.metrics.set(key, metric);
      this.collects ||= typeof configuration['collect'] === 'function';
    }
    return metric;
  }

  changed(): void {
    this.unsent = this.isUntried = true;
    this.version += 1;
  }

  get isDeclared(): boolean {
    return this.registry !== undefined;
  }

  /** Whether there is something to push, and a gateway to push it to. */
  get hasUnsent(): boolean {
    if (!this.unsent && !this.collects) return false;
    const url = harmlessly(this.urlNow);
    if (url === undefined) return false;
    this.url = url;
    return true;
  }

  protected takeUnsent(): true | undefined {
    const content = this.unsent || this.collects ? true : undefined;
    this.unsent = false;
    this.changedAt = clock.unixMicroseconds();
    return content;
  }

  giveBack(_content: true, isUntried: boolean): void {
    this.unsent = true;
    this.isUntried ||= isUntried;
  }

  text(): Wait<Exposition> {
    return {
      later: () => this.render(),
      now: () => {
        if (this.rendered?.version !== this.version) {
          throw new Failure('the values cannot be read any more: `await monitor.flush()` goes before process.exit()');
        }
        return this.rendered.text;
      },
    };
  }

  /**
   * Reads the values, so that they can be pushed when the event loop has ended: prom-client takes some microtasks for it, which
   * process.exit() leaves it no time for. Undefined when there is nothing new, or when the job itself is asked.
   */
  refresh(): Promise<void> | undefined {
    const isFresh = !this.unsent || this.collects || this.rendered?.version === this.version;
    return isFresh ? undefined : harmlesslyLater(() => this.render());
  }

  async render(): Promise<Exposition> {
    const version = this.version;
    const text = split((await this.registry?.metrics()) ?? '');
    this.rendered = { version, text };
    return text;
  }
}

// What is used of prom-client and of @prometheus-io/client, whose own types need not be there.
type MetricKind = 'Counter' | 'Gauge' | 'Histogram' | 'Summary';
type MetricMethod = 'labels' | 'inc' | 'dec' | 'set' | 'setToCurrentTime' | 'observe';
type RealMetric = Readonly<Record<MetricMethod, (...args: readonly unknown[]) => any>>;

interface Registry {
  metrics(): Promise<string>;
}

type Client = Readonly<Record<MetricKind, new (configuration: object) => RealMetric>> & {
  readonly Registry: new () => Registry;
};

function isClient(module: object): module is Client {
  return 'Registry' in module && 'Counter' in module && 'Gauge' in module;
}

const CLIENTS = ['prom-client', '@prometheus-io/client'];

class ClientMissing extends Error {}

/** Throws a ClientMissing when there is none. */
function loadClient(): Client {
  let problem: unknown;
  for (const name of CLIENTS) {
    for (const origin of origins()) {
      try {
        const client: Client = createRequire(origin)(name);
        return client;
      } catch (error) {
        problem ??= error;
      }
    }
  }
  throw new ClientMissing(
    `no metrics are pushed, since neither ${CLIENTS.join(' nor ')} can be loaded ` +
      `(${describe(problem).split('\n', 1)[0] ?? ''}): npm install ${CLIENTS[0] ?? ''}`,
  );
}

/** The files whose `import` of a client library is tried: this one, the script that was started, any in the current folder. */
function origins(): string[] {
  const files = [harmlessly(thisFile), process.argv[1], join(process.cwd(), 'index.js')];
  return files.filter((file): file is string => file !== undefined && (file.startsWith('file:') || isAbsolute(file)));
}

/** Path or URL of this file; `import.meta` and `__filename` are each only in modules of one kind. */
function thisFile(): string | undefined {
  const names = ['prepareStackTrace', 'stackTraceLimit'] as const;
  const before = names.map((name) => Object.getOwnPropertyDescriptor(Error, name));
  try {
    Error.stackTraceLimit = 1;
    Error.prepareStackTrace = (_error, [site]) => site?.getFileName() ?? undefined;
    return new Error('nowhere').stack;
  } finally {
    for (const [index, name] of names.entries()) {
      const descriptor = before[index];
      if (descriptor === undefined) Reflect.deleteProperty(Error, name);
      else Object.defineProperty(Error, name, descriptor);
    }
  }
}

// ---- When it is pushed ----------------------------------------------------------------------------------------------

/**
 * Something that a push waits for. While the program runs, `later` is asked for it. When it ends, nothing asynchronous comes
 * to an end any more, and `now` is asked.
 */
interface Wait<T> {
  readonly later: () => Promise<T>;
  readonly now: () => T;
}

/** The steps of a push: the same for a program that goes on, and for one that ends. */
type Steps<T> = Generator<Wait<unknown>, T>;

function* wait<T>(what: Wait<T>): Steps<T> {
  const value: any = yield what;
  return value;
}

async function runLater<T>(steps: Steps<T>): Promise<T> {
  let step = steps.next();
  while (step.done !== true) {
    let value: unknown;
    try {
      value = await step.value.later();
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(value);
  }
  return step.value;
}

function runNow<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (step.done !== true) {
    let value: unknown;
    try {
      value = step.value.now();
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(value);
  }
  return step.value;
}

/** All that this process sends: one push after the other. */
class Sender {
  readonly batches = new Map<string, number>(); // a monitor's identity -> how many blocks are open
  private readonly groups = new Map<string, Map<string, TaskGroup>>(); // by URL and identity of the monitor, and task name
  private readonly own = new Set<OwnMetrics>();
  private readonly gateways = new Map<string, Gateway | undefined>(); // by URL
  private readonly due = new Set<Group>();
  private readonly running = new Set<Task>();
  private pushing = Promise.resolve();
  private isPushing = false;
  private loaded: Client | ClientMissing | undefined = undefined;
  private isListening = false;
  private isClosing = false;
  private endsByItself = false; // and not by process.exit()
  private crash: string | undefined = undefined; // the error code of an uncaught exception

  /** The client library that the program brings along. */
  use(client: Client): void {
    this.loaded = client;
  }

  /** The client library, which is loaded at the first call. Throws a ClientMissing. */
  client(): Client {
    if (this.loaded === undefined) {
      try {
        this.loaded = loadClient();
      } catch (error) {
        this.loaded = error instanceof ClientMissing ? error : new ClientMissing(describe(error));
      }
    }
    if (this.loaded instanceof ClientMissing) throw this.loaded;
    return this.loaded;
  }

  taskGroup(url: string, labels: Labels, identity: string, taskName: string): TaskGroup {
    const key = `${url} ${identity}`;
    let groups = this.groups.get(key);
    if (groups === undefined) this.groups.set(key, (groups = new Map()));
    let group = groups.get(taskName);
    if (group === undefined) {
      group = new TaskGroup(url, { ...labels, task_name: taskName }, 5);
      groups.set(taskName, group);
    }
    return group;
  }

  /** The groups of all tasks of the monitors with this identity. */
  groupsOf(url: string, identity: string): readonly TaskGroup[] {
    return [...(this.groups.get(`${url} ${identity}`)?.values() ?? [])];
  }

  declared(own: OwnMetrics): void {
    this.own.add(own);
    this.listen();
  }

  started(task: Task): void {
    this.endsByItself = false;
    if (this.running.size < MOST_RUNNING) this.running.add(task);
    this.listen();
  }

  ended(task: Task): void {
    this.running.delete(task);
  }

  /** Pushes these groups in the background, from the next turn of the event loop on. */
  push(groups: readonly Group[]): void {
    this.listen();
    for (const group of groups) this.due.add(group);
    if (this.isClosing) {
      this.pushNow();
    } else if (this.due.size > 0 && !this.isPushing) {
      this.isPushing = true;
      this.pushing = harmlesslyLater(() => this.pushLater());
    }
  }

  async delete(groups: readonly Group[], timeout: number): Promise<void> {
    await harmlesslyLater(async () => {
      for (const group of groups) {
        this.due.delete(group);
        group.take();
        group.inFlight = undefined;
      }
      await this.pushing; // else what is under way would arrive after
      const deadline = performance.now() + timeout * 1000;
      for (const group of groups) {
        const gateway = this.gateway(group.url);
        if (gateway === undefined) return;
        try {
          await runLater(gateway.send('DELETE', metricsPath(group.labels), '', deadline));
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          warn(`${gateway.shown}: cannot delete ${format(group.labels)}: ${error.reason}`);
        }
        new Spool(gateway, group).clear(clock.unixMicroseconds());
      }
    });
  }

  async flush(): Promise<void> {
    await harmlesslyLater(async () => {
      this.liftRests();
      this.push(this.unsentGroups());
      const timeout = Math.max(...this.allGroups().map((group) => group.timeout));
      let timer: NodeJS.Timeout | undefined;
      const isOver = new Promise((resolve) => {
        timer = timers.setTimeout(resolve, timeout * 1000);
      });
      await Promise.race([this.pushing, isOver]);
      timers.clearTimeout(timer);
    });
  }

  /** From now on the ends of the program are seen. */
  listen(): void {
    if (this.isListening) return;
    this.isListening = true;
    on('uncaughtExceptionMonitor', (error: unknown) => {
      this.crash = errorCodeOf(error);
    });
    on('beforeExit', () => {
      this.endsByItself = true;
      // It takes no more than the microtasks that still run here. Anything longer would make the event loop go on, and then
      // those of the job that listen, as this does, would be called again.
      for (const own of this.own) if (own.hasUnsent) void harmlesslyLater(() => own.render());
    });
    on('exit', (code: unknown) => {
      harmlessly(() => this.endRunning(Number(code)));
      this.isClosing = true;
      this.pushNow();
    });
  }

  /** What the end of the program means for the tasks that run: as SystemExit does in Python, which passes through them. */
  private endRunning(code: number): void {
    if (isDisabled()) return;
    for (const task of this.running) {
      if (code !== 0) task.fail(new ExitInside(this.crash ?? `exit_${code}`));
      else if (!this.endsByItself) task.done();
      task.end();
    }
  }

  private async pushLater(): Promise<void> {
    try {
      await new Promise((resolve) => {
        timers.setImmediate(resolve);
      });
      let patience = Infinity;
      for (const group of this.due) {
        if (this.isClosing) break;
        this.due.delete(group);
        patience = Math.min(patience, group.timeout * 1000);
        const deadline = performance.now() + patience;
        const before = performance.eventLoopUtilization().idle;
        await harmlesslyLater(() => runLater(this.pushGroup(group, deadline)));
        // How long the program had nothing else to do: from a slow gateway it takes no more in a row than from a silent one.
        const waited = performance.eventLoopUtilization().idle - before;
        patience = waited < QUICK_MS ? Infinity : patience - waited;
        if (patience <= 0) this.due.clear(); // for the end of the program, or the next outcome
      }
    } finally {
      this.isPushing = false;
    }
  }

  /** At the end of the program: what no push has tried, and what is under way. */
  private pushNow(): void {
    harmlessly(() => {
      const underWay = this.allGroups().filter((group) => group.inFlight !== undefined);
      for (const group of underWay) {
        group.giveBack(group.inFlight, true);
        group.inFlight = undefined;
      }
      const unsent = this.unsentGroups();
      if (unsent.length === 0) return;
      this.liftRests();
      const latest = performance.now() + Math.max(...unsent.map((group) => group.timeout)) * 1000;
      // Those that wait for an answer already may wait for one in vain.
      const groups = [...unsent.filter((group) => !underWay.includes(group)), ...underWay];
      for (const group of groups) {
        const deadline = underWay.includes(group) ? group.deadline : performance.now() + group.timeout * 1000;
        harmlessly(() => runNow(this.pushGroup(group, Math.min(deadline, latest))));
      }
      endThread.end();
      const lost = groups.filter((group) => group.isUntried && this.gateway(group.url)?.hasFailed === false);
      const others = lost.length > 1 ? ` and ${lost.length - 1} more` : '';
      if (lost[0] !== undefined) warn(`the outcome of ${format(lost[0].labels)}${others} is lost: the program ends`);
      for (const group of groups) group.isUntried = false;
    });
  }

  private *pushGroup(group: Group, deadline: number): Steps<void> {
    const gateway = this.gateway(group.url);
    const content = group.take();
    if (content === undefined || gateway === undefined) return;
    group.deadline = deadline;
    const { changedAt } = group;
    const spool = new Spool(gateway, group);
    let exposition: Exposition = new Map();
    try {
      exposition = yield* wait(group.text(content));
      exposition = new Map([...(yield* spool.load(() => gateway.lastPush(group.labels, deadline))), ...exposition]);
      yield* gateway.push(group, exposition, deadline);
      spool.clear(changedAt);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const problem = exposition.size > 0 ? spool.save(exposition, changedAt) : 'the job goes on';
      if (problem !== '') group.giveBack(content, error.isUntried);
      if (!error.isUntried) {
        const reason = `${gateway.shown}: cannot push ${format(group.labels)}: ${error.reason}`;
        warn(`${reason}; ${problem === '' ? 'it is kept in the spool' : problem}`, `${gateway.shown} ${error.reason}`);
      }
    } finally {
      group.inFlight = undefined;
    }
  }

  private gateway(url: string): Gateway | undefined {
    if (!this.gateways.has(url)) {
      const gateway = Gateway.at(url);
      this.gateways.set(url, gateway);
      if (gateway === undefined) {
        // The URL may hold the password.
        warn('no metrics are pushed: the URL is not like http://user:password@pushgateway:9091/prefix');
      }
    }
    return this.gateways.get(url);
  }

  private allGroups(): Group[] {
    return [...[...this.groups.values()].flatMap((groups) => [...groups.values()]), ...this.own];
  }

  private unsentGroups(): Group[] {
    return this.allGroups().filter((group) => group.isUntried && group.hasUnsent);
  }

  private liftRests(): void {
    for (const gateway of this.gateways.values()) gateway?.liftRest();
  }
}

/** Has the class name of its own that a task is to fail with. */
class ExitInside {
  readonly errorCode: string;

  constructor(errorCode: string) {
    this.errorCode = errorCode;
  }
}

/** Listens to the process; one listener more than it is to warn of would be ours. */
function on(event: string, listener: (argument: unknown) => void): void {
  if (process.getMaxListeners() !== 0 && process.listenerCount(event) >= process.getMaxListeners()) {
    process.setMaxListeners(process.getMaxListeners() + 1);
  }
  process.on(event, listener);
}

// ---- How it is sent -------------------------------------------------------------------------------------------------

/** A push that did not succeed. */
class Failure extends Error {
  readonly reason: string;
  /** It may succeed soon. */
  readonly mayPass: boolean;
  readonly isUntried: boolean;

  constructor(reason: string, options: { readonly mayPass?: boolean; readonly isUntried?: boolean } = {}) {
    super(reason);
    this.reason = reason;
    this.mayPass = options.mayPass === true;
    this.isUntried = options.isUntried === true;
  }
}

/** An answer that is not 2xx. */
class Refusal extends Failure {
  private readonly status: number;
  private readonly body: string;

  constructor(reason: string, status: number, body: string) {
    super(reason, { mayPass: status >= 500 });
    this.status = status;
    this.body = body;
  }

  /** Is this family at fault? As in: `collected metric "x" {…} was collected before with the same name and …`. */
  names(family: string): boolean {
    return this.status === 400 && new RegExp(`\\b(?:metric|family|named) "?${family}"?(?![\\w:])`).test(this.body);
  }
}

/** A Pushgateway, and how to reach it. */
class Gateway {
  /** Its URL without user and password. */
  readonly shown: string;
  hasFailed = false;
  private readonly isTls: boolean;
  private readonly host: string;
  private readonly port: number;
  private readonly prefix: string;
  private readonly headers: Record<string, string>;
  private readonly secrets: readonly string[];
  private restsUntil = 0;
  private timedOutAt = -Infinity;

  /** Undefined for what is no URL of one. */
  static at(url: string): Gateway | undefined {
    const trimmed = url.trim();
    const parts = /^(https?):\/\/([^/?#]*)(\/[^?#@]*)?$/i.exec(trimmed.includes('://') ? trimmed : `http://${trimmed}`);
    const [, scheme = '', authority = '', path = ''] = parts ?? [];
    const userEnd = authority.lastIndexOf('@');
    const [, host, port] = /^(\[[0-9a-f:.]+\]|[^:@[\]\s]+)(?::(\d*))?$/i.exec(authority.slice(userEnd + 1)) ?? [];
    if (host === undefined || Number(port ?? 0) > 65_535) return undefined;
    try {
      return new Gateway(scheme.toLowerCase(), authority.slice(0, Math.max(userEnd, 0)), host, port ?? '', path);
    } catch {
      return undefined; // user or password are not percent-encoded
    }
  }

  private constructor(scheme: string, user: string, host: string, port: string, path: string) {
    this.isTls = scheme === 'https';
    this.host = host.replace(/^\[|\]$/g, '');
    this.port = port === '' || port === '0' ? (this.isTls ? 443 : 80) : Number(port);
    this.prefix = path.replace(/\/+$/, '');
    this.shown = `${scheme}://${host}${port === '' ? '' : `:${port}`}${this.prefix}`;
    const colon = user.includes(':') ? user.indexOf(':') : user.length;
    let username = decodeURIComponent(user.slice(0, colon));
    let password = decodeURIComponent(user.slice(colon + 1));
    const token = (process.env['PUSHGATEWAY_BEARER_TOKEN'] ?? '').replace(/\s/g, '');
    if (username === '' && token === '') {
      username = process.env['PUSHGATEWAY_USERNAME'] ?? '';
      password = process.env['PUSHGATEWAY_PASSWORD'] ?? '';
    }
    const basic = Buffer.from(`${username}:${password}`).toString('base64');
    const authorization = username !== '' ? `Basic ${basic}` : token !== '' ? `Bearer ${token}` : undefined;
    this.secrets = username !== '' ? [basic, password] : token !== '' ? [token] : [];
    this.headers = { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8', Connection: 'close' };
    if (authorization !== undefined) this.headers['Authorization'] = authorization;
  }

  /** It may be asked again; unless it has just kept the program waiting, which is to wait once. */
  liftRest(): void {
    if (performance.now() - this.timedOutAt > REST_MS) this.restsUntil = 0;
  }

  /**
   * Pushes to the group. Families that other groups hold are left out, since a gateway refuses the whole push else.
   *
   * It does so where another program uses the name with another type, and where an older group holds the very series, as {job}
   * does after a script has pushed the same tasks without TaskMonitor.
   */
  *push(group: Group, exposition: Exposition, deadline: number): Steps<void> {
    const wanted = new Map([...exposition].filter(([name]) => !group.leftOut.has(name)));
    const refusals: (readonly [Refusal, readonly string[]])[] = [];
    while (wanted.size > 0) {
      try {
        yield* this.send('POST', metricsPath(group.labels), [...wanted.values()].join(''), deadline);
        break;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const refusal = error;
        const clashing = [...wanted.keys()].filter((name) => refusal.names(name));
        if (clashing.length === 0 || clashing.length === wanted.size) throw error;
        refusals.push([refusal, clashing]);
        for (const name of clashing) wanted.delete(name);
      }
    }
    for (const [refusal, clashing] of refusals) {
      for (const name of clashing) group.leftOut.add(name);
      const leftOut: Exposition = new Map([...exposition].filter(([name]) => clashing.includes(name)));
      const holders = yield* this.holders(group, leftOut, deadline);
      warn(
        `${this.shown}: ${format(group.labels)} is pushed without ${clashing.join(', ')}, since the name or series is ` +
          `taken by ${holders} (${refusal.reason})`,
        `${this.shown} ${clashing.join()}`,
      );
    }
  }

  /** When the group was last pushed, in microseconds of Unix time; 0 when it is not there or the gateway does not say. */
  *lastPush(labels: Labels, deadline: number): Steps<number> {
    for (const group of yield* this.groups(deadline)) {
      const held = Object.entries(group.labels);
      if (held.length === Object.keys(labels).length && held.every(([name, value]) => labels[name] === value)) {
        return Number(group.families['push_time_seconds']?.metrics?.[0]?.value ?? 0) * 1e6;
      }
    }
    return 0;
  }

  /** Sends a request, and once more if that may help. Returns the body of a 2xx answer; throws a Failure. */
  *send(method: string, path: string, body: string, deadline: number): Steps<string> {
    if (performance.now() < this.restsUntil) {
      throw new Failure('the gateway did not answer a moment ago', { isUntried: true });
    }
    if (performance.now() >= deadline) throw new Failure('no time is left', { isUntried: true });
    let first: Failure | undefined;
    for (;;) {
      try {
        return yield* this.exchange(method, path, body, deadline);
      } catch (error) {
        if (!(error instanceof Failure) || !error.mayPass) throw error;
        const now = performance.now();
        if (first !== undefined || now + RETRY_AFTER_MS >= deadline) {
          this.hasFailed = true;
          this.restsUntil = now + REST_MS;
          if (now >= deadline - 100) this.timedOutAt = now;
          throw first ?? error;
        }
        first = error;
      }
      yield* wait(pause(RETRY_AFTER_MS));
    }
  }

  private *exchange(method: string, path: string, body: string, deadline: number): Steps<string> {
    const request: GatewayRequest = {
      isTls: this.isTls,
      asksFirst: needsNameServer(this.host),
      milliseconds: Math.max(1, deadline - performance.now()),
      body,
      options: {
        host: this.host,
        port: this.port,
        method,
        path: this.prefix + path,
        headers: this.headers,
        agent: false, // neither shared connections nor proxies
        ...ALL_ADDRESSES,
        rejectUnauthorized: process.env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0',
        ...(this.isTls ? certificateAuthorities() : {}),
      },
    };
    let answer: Answer;
    try {
      answer = yield* wait({
        later: async () => exchange(request, this.isTls ? https : http, timers, dns),
        now: () => endThread.exchange(request),
      });
    } catch (error) {
      if (error instanceof Failure) throw error;
      throw new Failure(this.redacted(describe(error))); // as of a header that no request may have
    }
    if ('failure' in answer) throw new Failure(this.redacted(answer.failure), { mayPass: true });
    const { status, location } = answer;
    if (status >= 200 && status < 300) return answer.body;
    let reason = `HTTP ${status}: ${oneLine(answer.body)}`;
    if (location !== '') reason = `HTTP ${status}, a redirect to ${location}, is not followed`;
    else if (status === 401) {
      reason += ' (PUSHGATEWAY_USERNAME and PUSHGATEWAY_PASSWORD, or PUSHGATEWAY_BEARER_TOKEN, are asked for)';
    }
    throw new Refusal(this.redacted(reason), status, answer.body);
  }

  /** The gateway's groups; none when it does not say. */
  private *groups(deadline: number): Steps<readonly GatewayGroup[]> {
    try {
      const answer: GatewayAnswer = JSON.parse(yield* this.send('GET', '/api/v1/metrics', '', deadline));
      return answer.data.map((group) => ({ labels: group.labels, families: group }));
    } catch {
      return [];
    }
  }

  /** The groups that hold these families in a way that excludes them from ours: as another type or with our series. */
  private *holders(group: Group, leftOut: Exposition, deadline: number): Steps<string> {
    const holders = (yield* this.groups(deadline)).filter(({ labels, families }) => {
      const entries = Object.entries(labels);
      const isOver = entries.every(([name, value]) => group.labels[name] === value);
      if (isOver && entries.length === Object.keys(group.labels).length) return false;
      return [...leftOut].some(([name, lines]) => {
        const type = families[name]?.type?.toLowerCase();
        return type !== undefined && (isOver || !lines.includes(`# TYPE ${name} ${type}\n`));
      });
    });
    if (holders.length === 0) return 'another group';
    const named = holders.slice(0, 3).map(({ labels }) => format(labels));
    return `group ${named.join(', ')}: delete it if it is an old one`;
  }

  private redacted(text: string): string {
    return this.secrets.reduce((shown, secret) => (secret === '' ? shown : shown.split(secret).join('***')), text);
  }
}

interface GatewayAnswer {
  readonly data: readonly (GatewayGroup['families'] & { readonly labels: Labels })[];
}

/** A group in the answer of `/api/v1/metrics`. */
interface GatewayGroup {
  readonly labels: Labels;
  readonly families: Readonly<
    Record<string, { readonly type?: string; readonly metrics?: readonly { readonly value?: string }[] } | undefined>
  >;
}

// A name may have addresses of two kinds, of which only one is served. Older declarations of Node.js do not know the option.
const ALL_ADDRESSES = { autoSelectFamily: true };

/** Throws a Failure when the file cannot be read. */
function certificateAuthorities(): { readonly ca?: string } {
  const file = process.env['PUSHGATEWAY_CA_FILE'] ?? '';
  if (file === '') return {};
  try {
    return { ca: fs.readFileSync(file, 'utf8') };
  } catch (error) {
    throw new Failure(`PUSHGATEWAY_CA_FILE ${file} is of no use: ${describe(error)}`);
  }
}

/** One request; it can be sent to a thread. */
interface GatewayRequest {
  readonly isTls: boolean;
  /** Look first whether a name server answers at all. */
  readonly asksFirst: boolean;
  readonly options: https.RequestOptions;
  readonly body: string;
  /** How long all of it may take. */
  readonly milliseconds: number;
}

type Answer =
  { readonly status: number; readonly location: string; readonly body: string } | { readonly failure: string };

/**
 * Sends a request and reads the answer. `transport` is node:http or node:https, `clocks` node:timers, `names` node:dns.
 *
 * Its text is also that of the thread at the end of the program. So it may use nothing of this module, and have no functions
 * with names inside: compilers make calls of helpers of them.
 */
function exchange(
  request: GatewayRequest,
  transport: Pick<typeof https, 'request'>,
  clocks: Pick<typeof timers, 'setInterval' | 'clearInterval'>,
  names: Pick<typeof dns, 'Resolver'>,
): Promise<Answer> {
  const largestAnswer = 16 * 1024 * 1024;
  const chunks: Buffer[] = [];
  let size = 0;
  let ticks = 0;
  let clock: NodeJS.Timeout | undefined;
  let sent: http.ClientRequest | undefined;
  const resolver = new names.Resolver({ timeout: Math.ceil(request.milliseconds), tries: 1 });
  return new Promise<Answer>((resolve, reject) => {
    // In ticks, so that a job that keeps its event loop busy does not use up the time of the gateway; and of the whole, since
    // the time-outs of sockets begin anew with every byte.
    clock = clocks.setInterval(() => {
      ticks += 1;
      if (ticks === 10) resolve({ failure: 'no answer in time' });
    }, request.milliseconds / 10);
    new Promise<void>((goOn) => {
      if (!request.asksFirst) goOn();
      else {
        resolver.resolve4(request.options.host ?? '', (error) => {
          if (error?.code !== 'ETIMEOUT' && error?.code !== 'ECANCELLED') goOn();
        });
      }
    })
      .then(() => {
        sent = transport.request(request.options);
        sent.on('response', (response) => {
          response.on('error', () => undefined);
          response.on('data', (chunk: Buffer) => {
            chunks.push(chunk);
            size += chunk.length;
            if (size >= largestAnswer) response.destroy();
          });
          response.on('close', () => {
            const status = response.statusCode ?? 0;
            const location = response.headers.location ?? '';
            const isWhole = response.complete || size >= largestAnswer;
            if (isWhole) resolve({ status, location, body: Buffer.concat(chunks).toString('utf8') });
            else resolve({ failure: 'the answer broke off' });
          });
        });
        sent.on('error', (error: Error & { readonly code?: string; readonly errors?: readonly Error[] }) => {
          const message = error.message || (error.errors ?? []).map((one) => one.message).join(', ');
          const code = error.code ?? error.name;
          resolve({ failure: message.includes(code) ? message : `${code}: ${message}` });
        });
        return sent.end(request.body);
      })
      .catch(reject);
  }).finally(() => {
    clocks.clearInterval(clock);
    resolver.cancel();
    sent?.destroy();
  });
}

/**
 * Is this the name of a host that name servers are asked for? Node.js looks names up in a way that nothing can break off, not even
 * process.exit(): with name servers that never answer, the program would wait for as long as the system does.
 */
function needsNameServer(host: string): boolean {
  if (process.platform !== 'linux' || isIP(host) !== 0 || host === 'localhost') return false;
  try {
    return !fs.readFileSync('/etc/hosts', 'utf8').toLowerCase().split(/\s+/).includes(host.toLowerCase());
  } catch {
    return true;
  }
}

/**
 * Sends requests while the program, in its last step, waits for the answers: no event loop runs there any more, but those of
 * threads do.
 */
class EndThread {
  private worker: Worker | undefined = undefined;
  private port: MessagePort | undefined = undefined;
  private readonly answers = new Int32Array(new SharedArrayBuffer(4)); // counts them

  exchange(request: GatewayRequest): Answer {
    const before = Atomics.load(this.answers, 0);
    const port = this.start();
    port.postMessage(request);
    Atomics.wait(this.answers, 0, before, request.milliseconds);
    const answer: { readonly message: Answer } | undefined = receiveMessageOnPort(port);
    if (answer !== undefined) return answer.message;
    this.end();
    return { failure: 'no answer in time' };
  }

  end(): void {
    void this.worker?.terminate();
    this.worker = this.port = undefined;
  }

  /** Throws a Failure where threads are not allowed. */
  private start(): MessagePort {
    if (this.port === undefined) {
      try {
        const { port1, port2 } = new MessageChannel();
        const code = `
          const { workerData: { port, answers } } = require('node:worker_threads');
          const exchange = ${exchange.toString()};
          const transport = ({ isTls }) => (isTls ? 'node:https' : 'node:http');
          const answerOf = async (request) =>
            exchange(request, require(transport(request)), require('node:timers'), require('node:dns'));
          port.on('message', async (request) => {
            port.postMessage(await answerOf(request).catch((error) => ({ failure: String(error) })));
            Atomics.add(answers, 0, 1);
            Atomics.notify(answers, 0);
          });`;
        this.worker = new Worker(code, {
          eval: true,
          workerData: { port: port2, answers: this.answers },
          transferList: [port2],
          env: {},
          execArgv: [],
          stdout: true,
          stderr: true,
        });
        this.worker.on('error', () => undefined);
        this.worker.unref();
        this.port = port1;
      } catch (error) {
        throw new Failure(`at the end of the program no thread can be started: ${describe(error)}`);
      }
    }
    return this.port;
  }
}

function pause(milliseconds: number): Wait<unknown> {
  return {
    later: () =>
      new Promise((resolve) => {
        timers.setTimeout(resolve, milliseconds);
      }),
    now: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds),
  };
}

/**
 * The path of the group with these labels, the job first.
 *
 * A Pushgateway answers an empty value, and one that begins with a slash, with a redirect and stores nothing. So whatever a
 * path does not hold as it is goes in its base64 form.
 */
function metricsPath(labels: Labels): string {
  const parts = Object.entries(labels).map(([name, value]) => {
    if (/^[\w.~-]*[\w~-][\w.~-]*$/.test(value)) return `/${name}/${value}`;
    const base64 = Buffer.from(value).toString('base64').replace(/\+/g, '-').replace(/\//g, '_');
    return `/${name}@base64/${base64 === '' ? '=' : base64}`;
  });
  return `/metrics${parts.join('')}`;
}

/**
 * What could not be sent to one group: files in the folder TASK_MONITOR_SPOOL. Without a folder, nothing.
 *
 *     GROUP-TIME-PROCESS.prom  exposition text, ready to be posted; its first line, a comment, says where to
 *     GROUP.sent               an empty file whose time of modification is that of the newest outcome that was sent
 *
 * GROUP is a hash of the group's URL, TIME is the time of the newest outcome inside, in nanoseconds of Unix time, with twenty
 * digits. An entry is of no use any more when something newer for its group has been sent.
 */
class Spool {
  private readonly folder = process.env['TASK_MONITOR_SPOOL'] ?? '';
  private readonly url: string;
  private readonly group: string;
  private loaded: readonly string[] = []; // names of the files that load() has read

  constructor(gateway: Gateway, group: Group) {
    this.url = gateway.shown + metricsPath(group.labels);
    this.group = createHash('sha256').update(this.url).digest('hex').slice(0, 16);
  }

  /** The entries that are still of use, merged in order. `lastPush` says when the gateway was last told of the group. */
  *load(lastPush: () => Steps<number>): Steps<Exposition> {
    let merged: Exposition = new Map();
    if (this.folder === '') return merged;
    let names: string[];
    try {
      names = fs.readdirSync(this.folder).filter((name) => name.startsWith(`${this.group}-`));
      names.sort();
      if (names.length === 0) return merged;
    } catch {
      return merged; // save() or clear() has the same trouble, and says so
    }
    const pushed = BigInt(Math.round(yield* lastPush())) * BigInt(1000);
    try {
      const marked = this.newestSent();
      const newestSent = marked > pushed ? marked : pushed;
      for (const name of names) {
        if (BigInt(name.split('-')[1] ?? '') > newestSent) {
          const text = new TextDecoder('utf-8', { fatal: true }).decode(fs.readFileSync(join(this.folder, name)));
          merged = new Map([...merged, ...split(text)]);
        }
      }
      this.loaded = names;
    } catch (error) {
      if (!isSystemError(error)) {
        warn(`a file of ${this.group} in the spool ${this.folder} is damaged: ${describe(error)}`);
      }
    }
    return merged;
  }

  /** Keeps this in place of what was loaded. Returns why it is not kept, or an empty text. */
  save(exposition: Exposition, changedAt: number): string {
    if (this.folder === '') return 'the job goes on';
    const name = `${this.group}-${nanoseconds(changedAt).toString().padStart(20, '0')}-${process.pid}.prom`;
    const unfinished = join(this.folder, `.${name}`);
    try {
      fs.mkdirSync(this.folder, { recursive: true });
      fs.writeFileSync(unfinished, `# TaskMonitor POST ${this.url}\n${[...exposition.values()].join('')}`);
      fs.renameSync(unfinished, join(this.folder, name));
    } catch (error) {
      remove(unfinished);
      return `the spool cannot be written: ${describe(error)}; the job goes on`;
    }
    this.removeLoaded(name);
    return '';
  }

  /** Outcomes as new as that have been sent. */
  clear(changedAt: number): void {
    if (this.folder === '' || !fs.existsSync(this.folder)) return;
    try {
      const marker = join(this.folder, `${this.group}.sent`);
      fs.writeFileSync(marker, '');
      // A number of seconds is exact to a quarter of a microsecond only. Not to be too early is what counts.
      const sentAt = (changedAt + 0.5) / 1e6;
      fs.utimesSync(marker, sentAt, sentAt);
    } catch (error) {
      warn(`the spool cannot be written: ${describe(error)}`);
    }
    this.removeLoaded();
  }

  private newestSent(): bigint {
    const marker = join(this.folder, `${this.group}.sent`);
    return fs.statSync(marker, { bigint: true, throwIfNoEntry: false })?.mtimeNs ?? BigInt(0);
  }

  private removeLoaded(but?: string): void {
    for (const name of this.loaded) if (name !== but) remove(join(this.folder, name));
  }
}

function remove(path: string): void {
  try {
    fs.unlinkSync(path);
  } catch {
    // It is not there, or another process was faster.
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

// ---- Odds and ends --------------------------------------------------------------------------------------------------

const said = new Set<string>();

/** Writes one line to the process's own standard error, once for all warnings that are `about` the same. */
function warn(message: string, about: string = message): void {
  try {
    if (said.size >= 100 || said.has(about)) return;
    said.add(about);
    // Not by process.stderr or console, which belong to the job: it may have put something else in their place.
    fs.writeSync(2, `TaskMonitor: ${oneLine(message)}\n`);
  } catch {
    // There is no one to tell.
  }
}

/** At most 1,000 printable characters. */
function oneLine(text: string): string {
  const line = text
    .split(/\s+/)
    .filter((word) => word !== '')
    .join(' ')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ');
  return line.length <= 1000 ? line : `${line.slice(0, 1000)}…`;
}

/** Calls the function; what it throws is a warning, and undefined. */
function harmlessly<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    warn(error instanceof ClientMissing ? error.message : describe(error));
    return undefined;
  }
}

async function harmlesslyLater(action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    harmlessly(() => {
      throw error;
    });
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return /^[A-Z]+:/.test(error.message) ? error.message : `${error.name}: ${error.message}`;
}

/** The name of the error's class. Where that says nothing: its own name, or the code of Node.js, such as ENOENT. */
function errorCodeOf(error: unknown): string {
  if (error instanceof ExitInside) return error.errorCode;
  if (typeof error !== 'object' || error === null) return error === null ? 'null' : typeof error;
  const { constructor, name, code } = error as { constructor?: { name?: unknown }; name?: unknown; code?: unknown };
  const className = constructor?.name;
  if (typeof className === 'string' && className !== '' && className !== 'Error') return className;
  if (typeof name === 'string' && name !== '' && name !== 'Error') return name;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : 'Error';
}

/** As Prometheus writes it: {job="a", task_name="b"}. */
function format(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return `{${pairs.join(', ')}}`;
}

function stableLabels(groupingKey: Readonly<Record<string, unknown>> | undefined): Labels {
  const labels: Record<string, string> = {};
  const names = Object.keys(groupingKey ?? {});
  names.sort();
  for (const name of names) {
    if (name === 'job' || name === 'task_name' || !/^[A-Za-z_]\w*$/.test(name)) {
      warn(`'${name}' cannot be a label of the grouping key and is left out`);
    } else {
      labels[name] = asText(groupingKey?.[name]);
    }
  }
  return labels;
}

/** Whatever a script in JavaScript hands in, without halves of surrogate pairs, which UTF-8 cannot hold. */
function asText(value: unknown): string {
  const text = String(value);
  return /[\uD800-\uDFFF]/.test(text) ? Buffer.from(text).toString() : text;
}

/** The value as a number. Undefined and null stay undefined; what is not a number becomes undefined, with a warning. */
function numberOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return value;
  const number = typeof value === 'bigint' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : NaN;
  if (!Number.isNaN(number)) return number;
  warn(`not a number: ${typeof value}`);
  return undefined;
}

function seconds(timeout: unknown): number {
  const number = harmlessly(() => numberOf(timeout));
  return number !== undefined && number >= 0 && number <= 3600 ? number : 5;
}

function isDisabled(): boolean {
  return /^(1|true|yes|on)$/i.test(process.env['TASK_MONITOR_DISABLED'] ?? '');
}

/**
 * Microseconds of Unix time, since Date.now() counts milliseconds, in which much can happen. `monotonic` is what performance.now()
 * says. Looking at clocks is most of what a task costs, so the two are compared every half a second.
 */
class Clock {
  private offset = performance.timeOrigin;
  private comparedAt = -Infinity;

  unixMicroseconds(monotonic: number = performance.now()): number {
    if (monotonic - this.comparedAt > 500) {
      const offset = Date.now() - monotonic;
      // Within a millisecond they agree as well as they can; else the system's clock has been set.
      if (Math.abs(offset - this.offset) > 2) this.offset = offset;
      this.comparedAt = monotonic;
    }
    return Math.round((this.offset + monotonic) * 1000);
  }
}

function nanoseconds(microseconds: number): bigint {
  return BigInt(microseconds) * BigInt(1000);
}

const clock = new Clock();
const endThread = new EndThread();
const sender = new Sender();
