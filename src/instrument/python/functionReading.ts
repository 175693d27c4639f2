import * as l10n from '@vscode/l10n';
import { isDocstring } from '../../syntax/python/docstring';
import { bodyStatements, type PythonFunction } from '../../syntax/python/functions';
import { findInstrumented, type Found } from './findInstrumented';
import { functionShape, type BodyShape } from './functionShape';
import { decoratorNames, meaningRefusal } from './meaningGuards';
import type { Script } from './script';
import { readTaskBlock } from './taskBlock';

/** What a function is to instrumentation, before names are chosen. */
export type FunctionReading =
  | { readonly kind: 'plain'; readonly shape: BodyShape }
  /** `found`: what carries our marker. */
  | { readonly kind: 'instrumented'; readonly found: readonly Found[] }
  /** The user runs the whole body as a task, in lines of their own. */
  | { readonly kind: 'byHand' }
  /** In every style. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Refused, too: there is no body that could take time or fail. */
  | { readonly kind: 'stub'; readonly reason: string };

/** Reads one function of a file that may be edited. */
export function readFunction(script: Script, target: PythonFunction): FunctionReading {
  const found = findInstrumented(script, target.node);
  if (found.length > 0) {
    return { kind: 'instrumented', found };
  }
  const shape = functionShape(script, target);
  if (shape.kind === 'stub') {
    return { kind: 'stub', reason: l10n.t('The function has no body that runs.') };
  }
  if (runsTaskByHand(script, target)) {
    return { kind: 'byHand' };
  }
  const reason = meaningRefusal(target.definition);
  return reason === undefined ? { kind: 'plain', shape } : { kind: 'refused', reason };
}

function runsTaskByHand(script: Script, { node, definition }: PythonFunction): boolean {
  if (!script.text.includes('.task')) {
    return false;
  }
  const monitors = new Set(script.use.monitors.map(({ name }) => name));
  if (
    decoratorNames(definition).some((name) => name.endsWith('.task') && monitors.has(name.slice(0, -'.task'.length)))
  ) {
    return true;
  }
  const statements = bodyStatements(node);
  const [only, ...others] = isDocstring(statements[0]) ? statements.slice(1) : statements;
  const block = only?.type === 'with_statement' && others.length === 0 ? readTaskBlock(only) : undefined;
  return block !== undefined && monitors.has(block.monitor);
}
