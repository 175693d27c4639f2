import type { InstrumentStyle } from '../../src/instrument/plan';

/** A part of the standard library that is instrumented whole, and CPython's own tests of it. */
export interface LibraryPackage {
  /** A module or a package below the library's folder; dots for folders. */
  readonly name: string;
  /** Modules of the test suite. */
  readonly tests: readonly string[];
  /** Whether it is tested in every run, or only in the full corpus. */
  readonly sample: boolean;
  /**
   * Tests that look at the code or the stack itself and so see an instrumented module, by style, class and method, with
   * the reason: they are left out of the comparison.
   */
  readonly notices?: Readonly<Partial<Record<InstrumentStyle, Readonly<Record<string, string>>>>>;
}

/** threading's own functions run in a forked child as tasks, which are pushed by a thread that the test counts. */
const countsThreads = {
  'ThreadJoinOnShutdown.test_clear_threads_states_after_fork': 'counts the threads of a forked child',
};

export const libraryPackages: readonly LibraryPackage[] = [
  { name: 'json', tests: ['test.test_json'], sample: true },
  { name: 'csv', tests: ['test.test_csv'], sample: true },
  { name: 'statistics', tests: ['test.test_statistics'], sample: true },
  { name: 'textwrap', tests: ['test.test_textwrap'], sample: true },
  { name: 'difflib', tests: ['test.test_difflib'], sample: true },
  { name: 'configparser', tests: ['test.test_configparser'], sample: true },
  { name: 'fractions', tests: ['test.test_fractions'], sample: true },
  { name: 'argparse', tests: ['test.test_argparse'], sample: true },
  { name: 'shlex', tests: ['test.test_shlex'], sample: true },
  {
    name: 'contextlib',
    tests: ['test.test_contextlib', 'test.test_contextlib_async'],
    sample: true,
    notices: {
      decorator: {
        'TestExitStack.test_exit_exception_traceback': 'counts the frames of a traceback',
        'TestAsyncExitStack.test_exit_exception_traceback': 'counts the frames of a traceback',
      },
    },
  },
  { name: 'queue', tests: ['test.test_queue'], sample: false },
  { name: 'calendar', tests: ['test.test_calendar'], sample: false },
  { name: 'dataclasses', tests: ['test.test_dataclasses'], sample: false },
  { name: 'tempfile', tests: ['test.test_tempfile'], sample: false },
  { name: 'zipfile', tests: ['test.test_zipfile'], sample: false },
  { name: 'tarfile', tests: ['test.test_tarfile'], sample: false },
  { name: 'gzip', tests: ['test.test_gzip'], sample: false },
  { name: 'shutil', tests: ['test.test_shutil'], sample: false },
  { name: 'glob', tests: ['test.test_glob'], sample: false },
  { name: 'fnmatch', tests: ['test.test_fnmatch'], sample: false },
  { name: 'urllib.parse', tests: ['test.test_urlparse'], sample: false },
  { name: 'html', tests: ['test.test_html', 'test.test_htmlparser'], sample: false },
  { name: 'sched', tests: ['test.test_sched'], sample: false },
  { name: 'copy', tests: ['test.test_copy'], sample: false },
  { name: 'pprint', tests: ['test.test_pprint'], sample: false },
  { name: 'heapq', tests: ['test.test_heapq'], sample: false },
  { name: 'random', tests: ['test.test_random'], sample: false },
  { name: 'string', tests: ['test.test_string'], sample: false },
  { name: 'collections', tests: ['test.test_collections', 'test.test_ordered_dict'], sample: false },
  {
    name: 'asyncio',
    tests: [
      'test.test_asyncio.test_tasks',
      'test.test_asyncio.test_locks',
      'test.test_asyncio.test_queues',
      'test.test_asyncio.test_streams',
    ],
    sample: false,
    notices: {
      decorator: {
        'PyTask_CFuture_Tests.test_task_source_traceback': 'counts the frames of a traceback',
        'PyTask_PyFuture_Tests.test_task_source_traceback': 'counts the frames of a traceback',
      },
    },
  },
  {
    name: 'threading',
    tests: ['test.test_threading'],
    sample: false,
    notices: { with: countsThreads, decorator: countsThreads, try: countsThreads },
  },
  {
    name: 'logging',
    tests: ['test.test_logging'],
    sample: false,
    notices: {
      // Who has logged is found by counting frames, which a decorator adds to.
      decorator: {
        'ExceptionTest.test_formatting': 'looks for its own frame last in the stack',
        'HTTPHandlerTest.test_output': 'looks for its own name as the caller',
        'LoggerTest.test_find_caller_with_stacklevel': 'counts frames to the caller',
      },
    },
  },
];
