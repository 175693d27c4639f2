/**
 * A name of another file: `module` as the source writes it (`.metrics`, `app.metrics`, `./metrics`, `../lib/metrics.js`, a
 * Go import path, a Java class), `name` as that module exports it; `*` and `default` too. A member of what is imported
 * (`metrics.REQUESTS`, `metrics.http.requests`) has the path behind the module, joined by dots, as its name.
 */
export interface ImportedName {
  readonly module: string;
  readonly name: string;
}
