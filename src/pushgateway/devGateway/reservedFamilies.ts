import type { MetricType } from '../exposition/metricFamily';

/** A family that a Pushgateway exposes about itself. */
export interface ReservedFamily {
  readonly type: MetricType;
  readonly help: string;
  /** Given to pushed metrics of that name whatever they say; without it another HELP is a clash. */
  readonly fixedHelp?: string;
}

type Row = readonly [name: string, type: MetricType, help: string];

/** What a Pushgateway 1.5.1 measures from its start on, as its `/metrics` shows it. */
const FROM_THE_START: readonly Row[] = [
  ['go_gc_duration_seconds', 'SUMMARY', 'A summary of the pause duration of garbage collection cycles.'],
  ['go_goroutines', 'GAUGE', 'Number of goroutines that currently exist.'],
  ['go_info', 'GAUGE', 'Information about the Go environment.'],
  ['go_memstats_alloc_bytes', 'GAUGE', 'Number of bytes allocated and still in use.'],
  ['go_memstats_alloc_bytes_total', 'COUNTER', 'Total number of bytes allocated, even if freed.'],
  ['go_memstats_buck_hash_sys_bytes', 'GAUGE', 'Number of bytes used by the profiling bucket hash table.'],
  ['go_memstats_frees_total', 'COUNTER', 'Total number of frees.'],
  ['go_memstats_gc_sys_bytes', 'GAUGE', 'Number of bytes used for garbage collection system metadata.'],
  ['go_memstats_heap_alloc_bytes', 'GAUGE', 'Number of heap bytes allocated and still in use.'],
  ['go_memstats_heap_idle_bytes', 'GAUGE', 'Number of heap bytes waiting to be used.'],
  ['go_memstats_heap_inuse_bytes', 'GAUGE', 'Number of heap bytes that are in use.'],
  ['go_memstats_heap_objects', 'GAUGE', 'Number of allocated objects.'],
  ['go_memstats_heap_released_bytes', 'GAUGE', 'Number of heap bytes released to OS.'],
  ['go_memstats_heap_sys_bytes', 'GAUGE', 'Number of heap bytes obtained from system.'],
  ['go_memstats_last_gc_time_seconds', 'GAUGE', 'Number of seconds since 1970 of last garbage collection.'],
  ['go_memstats_lookups_total', 'COUNTER', 'Total number of pointer lookups.'],
  ['go_memstats_mallocs_total', 'COUNTER', 'Total number of mallocs.'],
  ['go_memstats_mcache_inuse_bytes', 'GAUGE', 'Number of bytes in use by mcache structures.'],
  ['go_memstats_mcache_sys_bytes', 'GAUGE', 'Number of bytes used for mcache structures obtained from system.'],
  ['go_memstats_mspan_inuse_bytes', 'GAUGE', 'Number of bytes in use by mspan structures.'],
  ['go_memstats_mspan_sys_bytes', 'GAUGE', 'Number of bytes used for mspan structures obtained from system.'],
  ['go_memstats_next_gc_bytes', 'GAUGE', 'Number of heap bytes when next garbage collection will take place.'],
  ['go_memstats_other_sys_bytes', 'GAUGE', 'Number of bytes used for other system allocations.'],
  ['go_memstats_stack_inuse_bytes', 'GAUGE', 'Number of bytes in use by the stack allocator.'],
  ['go_memstats_stack_sys_bytes', 'GAUGE', 'Number of bytes obtained from system for stack allocator.'],
  ['go_memstats_sys_bytes', 'GAUGE', 'Number of bytes obtained from system.'],
  ['go_threads', 'GAUGE', 'Number of OS threads created.'],
  ['process_cpu_seconds_total', 'COUNTER', 'Total user and system CPU time spent in seconds.'],
  ['process_max_fds', 'GAUGE', 'Maximum number of open file descriptors.'],
  ['process_open_fds', 'GAUGE', 'Number of open file descriptors.'],
  ['process_resident_memory_bytes', 'GAUGE', 'Resident memory size in bytes.'],
  ['process_start_time_seconds', 'GAUGE', 'Start time of the process since unix epoch in seconds.'],
  ['process_virtual_memory_bytes', 'GAUGE', 'Virtual memory size in bytes.'],
  ['process_virtual_memory_max_bytes', 'GAUGE', 'Maximum amount of virtual memory available in bytes.'],
  [
    'pushgateway_build_info',
    'GAUGE',
    "A metric with a constant '1' value labeled by version, revision, branch, goversion from which pushgateway was built, and the goos and goarch for the build.",
  ],
];

/** These appear with the first request, after the HELP texts were noted (pushgateway storage.extractPredefinedHelpStrings). */
const FROM_THE_FIRST_REQUEST: readonly Row[] = [
  ['pushgateway_http_push_duration_seconds', 'SUMMARY', 'HTTP request duration for pushes to the Pushgateway.'],
  ['pushgateway_http_push_size_bytes', 'SUMMARY', 'HTTP request size for pushes to the Pushgateway.'],
  [
    'pushgateway_http_requests_total',
    'COUNTER',
    'Total HTTP requests processed by the Pushgateway, excluding scrapes.',
  ],
];

/**
 * The names that a real Pushgateway takes for itself, those that this gateway does not measure (`go_…`) too: what clashes there has to
 * clash here.
 */
export const reservedFamilies: ReadonlyMap<string, ReservedFamily> = new Map([
  ...FROM_THE_START.map(([name, type, help]): [string, ReservedFamily] => [name, { type, help, fixedHelp: help }]),
  ...FROM_THE_FIRST_REQUEST.map(([name, type, help]): [string, ReservedFamily] => [name, { type, help }]),
]);
