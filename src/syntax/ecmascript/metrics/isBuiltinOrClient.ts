import { isMetricsClient } from './metricConstructors';

const builtins: ReadonlySet<string> = new Set(
  `assert buffer child_process cluster crypto dns events fs http http2 https module net os path perf_hooks process
   querystring readline stream string_decoder timers tls url util v8 vm worker_threads zlib`.split(/\s+/),
);

/** Whether a module has no metrics of the program's own: Node's modules, and the client itself. */
export function isBuiltinOrClient(module: string): boolean {
  return module.startsWith('node:') || builtins.has(module.split('/')[0] ?? '') || isMetricsClient(module);
}
