import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { FunctionOutcome, InstrumentRequest, InstrumentStyle } from '../../instrument/plan';
import type { Parsers } from '../../syntax/parsers';
import type { PlannedFiles } from '../../workspace/plannedFiles';
import type { ChosenFunctions } from './choice';
import type { RuntimeAssets } from './runtimeAssets';
import type { Script } from './scriptSources';
import { changedScript } from './sourceChange';
import type { FileChange } from './sourceChange';

/** What every script of one call is instrumented with. */
export interface InstrumentOptions {
  readonly chosen: ChosenFunctions;
  readonly style: InstrumentStyle | undefined;
  readonly records: boolean;
  readonly job: string | undefined;
  readonly task: string | undefined;
}

export interface ScriptPlan {
  /** The module that is missing first, then the script: it must not import what is not there. */
  readonly changes: readonly FileChange[];
  readonly outcomes: readonly FunctionOutcome[];
}

/** @throws CommandFailure when the script cannot be changed, ParseTimeout */
export async function planScript(
  script: Script,
  options: InstrumentOptions,
  { parsers, files, modules }: { parsers: Parsers; files: PlannedFiles; modules: RuntimeAssets },
): Promise<ScriptPlan> {
  const { instrumenter, language, source } = script;
  const path = resolve(script.path);
  // A script that is run by a link imports from beside the file itself.
  const real = await realpath(path);
  const planned = await parsers.use(language, source.text, async (tree) => {
    const targets = options.chosen.targetsIn(script, tree);
    const runtime = await instrumenter.runtimeOf(tree, real)(files);
    const request = { targets, path, importModule: runtime.importModule, ...given(options, script) };
    return { runtime, plan: instrumenter.planInstrument(tree, request) };
  });
  const { runtime, plan } = planned;
  if (plan.edits.length === 0) {
    return { changes: [], outcomes: plan.outcomes };
  }
  const changed = changedScript(script, plan.edits);
  if (runtime.exists || !plan.importsRuntime) {
    return { changes: [changed], outcomes: plan.outcomes };
  }
  const { bytes, text } = await modules.read(runtime.asset);
  const module = { path: runtime.path, before: undefined, after: text, bytes };
  return { changes: [module, changed], outcomes: plan.outcomes };
}

function given(
  { style, records, job, task }: InstrumentOptions,
  { instrumenter }: Script,
): Pick<InstrumentRequest, 'style' | 'records' | 'job' | 'task'> {
  return {
    ...(style !== undefined && instrumenter.styles.includes(style) ? { style } : {}),
    ...(records ? { records } : {}),
    ...(job === undefined ? {} : { job }),
    ...(task === undefined ? {} : { task }),
  };
}
