import type { ClosingLine, Wrapping } from './wrapping';

/** The names in the lines of a `try`. */
export interface TryNames {
  readonly monitor: string;
  /** The task, as a Python literal. */
  readonly task: string;
  /** The module. */
  readonly time: string;
  readonly started: string;
  readonly errorCode: string;
  readonly error: string;
  /** Of the number of records; undefined where none is noted. */
  readonly records?: string | undefined;
}

export interface TryForm {
  /** Whether it is a generator or a coroutine, which may end before its end: that says neither success nor failure. */
  readonly canBeAbandoned: boolean;
}

/**
 * The lines around a body. Nothing of the exception outlives the function: only its name is kept. `sys.exit()` and
 * `sys.exit(0)` are successes.
 */
export function tryLines(names: TryNames, { canBeAbandoned }: TryForm): Wrapping {
  const { monitor, task, time, started, errorCode, error, records } = names;
  const duration = `${time}.monotonic() - ${started}`;
  const closing: readonly ClosingLine[] = [
    { depth: 0, code: `except SystemExit as ${error}:` },
    { depth: 1, code: `${errorCode} = None if ${error}.code in (None, 0) else ${error}.__class__.__name__` },
    { depth: 1, code: 'raise' },
    { depth: 0, code: `except BaseException as ${error}:` },
    { depth: 1, code: `${errorCode} = ${error}.__class__.__name__` },
    { depth: 1, code: 'raise' },
    { depth: 0, code: 'finally:' },
    { depth: 1, code: `if ${errorCode} is None:` },
    {
      depth: 2,
      code: `${monitor}.record_success(${[task, duration, ...(records === undefined ? [] : [records])].join(', ')})`,
    },
    { depth: 1, code: canBeAbandoned ? `elif ${errorCode} != "GeneratorExit":` : 'else:' },
    { depth: 2, code: `${monitor}.record_failure(${task}, ${errorCode}, ${duration})` },
  ];
  return {
    opening: [
      ...(records === undefined ? [] : [`${records} = None`]),
      `${errorCode} = None`,
      `${started} = ${time}.monotonic()`,
      'try:',
    ],
    closing,
    noteRecords: records === undefined ? undefined : (source) => `${records} = ${source}`,
  };
}
