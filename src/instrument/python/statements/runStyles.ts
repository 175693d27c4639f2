import * as l10n from '@vscode/l10n';
import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../../text/span';
import { isGenerator } from '../body';
import { bindsName, type NewVariable } from '../freeName';
import type { BodyShape } from '../functionShape';
import { depthRefusal } from '../meaningGuards';
import type { InstrumentStyle } from '../../plan';
import type { Script } from '../script';
import { seesItsVariables } from '../seesItsVariables';
import type { StyleWrap, TaskNames } from '../styles/pythonStyle';
import { tryLines } from '../styles/tryLines';
import { exceptionsOfTry, tryNames } from '../styles/tryStyle';
import { blockPlace, isAsync, taskVariable, withLines } from '../styles/withStyle';
import { spanOfRun, type StatementRun } from './statementRun';

/** Why a style cannot be written around statements, for a person; undefined when it can. */
export function runRefusal(
  script: Script,
  run: StatementRun,
  shape: BodyShape,
  style: InstrumentStyle,
): string | undefined {
  if (style === 'decorator') {
    return l10n.t('Only a function can carry a decorator: use the style with or try.');
  }
  if (shape.kind === 'refused') {
    return shape.reason;
  }
  if (style === 'try') {
    if (run.scope.type === 'function_definition' && seesItsVariables(script, spanOf(run.scope), run.scope)) {
      return l10n.t('The function sees its own local variables, and this form needs some.');
    }
    const taken = exceptionsOfTry.find((name) => bindsName(script, run.scope, name));
    if (taken !== undefined) {
      return l10n.t('{0} is another variable here: rename it first.', taken);
    }
  }
  const isDeep = outermost(run).some((node) => depthRefusal(script, node, style === 'try' ? 2 : 1) !== undefined);
  return isDeep
    ? l10n.t('The statements are nested as deeply as Python allows: one more block would not compile.')
    : undefined;
}

/** The lines around statements in a style that is not refused. */
export function wrapRun(
  script: Script,
  run: StatementRun,
  shape: BodyShape,
  style: InstrumentStyle,
  names: TaskNames,
): StyleWrap {
  const isCoroutine = isAsync(run.scope);
  const place: NewVariable = { scope: run.scope, span: spanOfRun(script, run) };
  const canBeAbandoned = isCoroutine || isGenerator({ ...run, statements: [run.scope] });
  const wrapping =
    style === 'try'
      ? tryLines(tryNames(script, place, names), { canBeAbandoned })
      : withLines(names, isCoroutine, taskVariable(script, place, names));
  return { place: blockPlace(shape), wrapping };
}

function spanOf(node: Node): Span {
  return { start: node.startIndex, end: node.endIndex };
}

/** The function, or the statements of the module, in which the statements stand. */
function outermost({ scope, statements }: StatementRun): readonly Node[] {
  if (scope.type === 'function_definition') {
    return [scope];
  }
  return statements.map((statement) => {
    let node = statement;
    while (node.parent !== null && node.parent.id !== scope.id) {
      node = node.parent;
    }
    return node;
  });
}
