import * as l10n from '@vscode/l10n';
import type { Node } from '@vscode/tree-sitter-wasm';
import { isDocstring } from '../../syntax/python/docstring';
import { bodyStatements, type PythonFunction } from '../../syntax/python/functions';
import { enclosingScope, occurrencesOf } from '../../syntax/python/names';
import { findInstrumented, isTaskOfStatements, type Found } from './findInstrumented';
import { functionShape, type BodyShape } from './functionShape';
import { decoratorNames, meaningRefusal } from './meaningGuards';
import type { Script } from './script';
import { readTaskBlock } from './taskBlock';
import type { FunctionReading } from '../functionReading';

/** A function that can be instrumented has a shape; one that is carries our marker in what was `found`. */
export type PythonReading = FunctionReading<{ readonly shape: BodyShape }, { readonly found: readonly Found[] }>;

/** Reads one function of a file that may be edited. */
export function readFunction(script: Script, target: PythonFunction): PythonReading {
  const found = findInstrumented(script, target.node).filter((each) => !isTaskOfStatements(script, each));
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

function runsTaskByHand(script: Script, target: PythonFunction): boolean {
  if (!/\.(?:task|record_success|record_failure)\b/.test(script.text)) {
    return false;
  }
  const monitors = new Set(script.use.monitors.map(({ name }) => name));
  return isTask(target, monitors) || recordsOutcome(script, target.node, monitors);
}

/** A decorator or a `with` around the whole body. */
function isTask({ node, definition }: PythonFunction, monitors: ReadonlySet<string>): boolean {
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

function recordsOutcome(script: Script, node: Node, monitors: ReadonlySet<string>): boolean {
  const span = { start: node.startIndex, end: node.endIndex };
  return ['record_success', 'record_failure'].some((method) =>
    occurrencesOf(script.tree, method, span).some(
      ({ kind, node: name }) =>
        kind === 'attribute' &&
        monitors.has(name.parent?.childForFieldName('object')?.text ?? '') &&
        enclosingScope(name).id === node.id,
    ),
  );
}
