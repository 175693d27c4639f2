import type { Node } from '@vscode/tree-sitter-wasm';
import { namedChildren } from '../../../syntax/namedChildren';
import { listFunctions } from '../../../syntax/python/functions';
import type { InstrumentRequest } from '../../plan';
import { taskName } from '../../taskNames';
import type { Script } from '../script';
import { isMainBlock } from './mainBlock';
import { isIdle, type StatementRun } from './statementRun';

/**
 * The name of a task that is none of a function's: `main` (or `__main__`) for what a script does when it is run, else `statements`, behind
 * the function that holds them. It is written out, so that it stays when lines move, and it is new in the file.
 */
export function runName(
  script: Script,
  run: StatementRun,
  request: Pick<InstrumentRequest, 'path' | 'taskTemplate'>,
): string {
  const wanted = nameOf(script, run);
  let name = taskName(request, wanted);
  for (let number = 2; isTaken(script, name) && number < 1000; number++) {
    name = taskName(request, wanted === 'main' && number === 2 ? '__main__' : `${wanted}_${number}`);
  }
  return name;
}

function nameOf(script: Script, run: StatementRun): string {
  if (run.scope.type === 'function_definition') {
    const holder = listFunctions(script.tree).find(({ node }) => node.id === run.scope.id);
    return holder === undefined ? 'statements' : `${holder.name}.statements`;
  }
  const isWhole = isAllThatRuns(script, run);
  if (isMainBlock(run.block.parent)) {
    return isWhole ? mainName(script) : 'main.statements';
  }
  return isWhole && run.block.parent === null ? mainName(script) : 'statements';
}

/** A function `main` has the name for itself, whether it is a task already or will be one. */
function mainName(script: Script): string {
  return listFunctions(script.tree).some(({ name }) => name === 'main') ? '__main__' : 'main';
}

/** Whether nothing that takes time stands beside the statements in their block. */
function isAllThatRuns(script: Script, { block, statements }: StatementRun): boolean {
  const isOurs = (statement: Node): boolean => script.isMarkedLine(script.lineOf(statement));
  return namedChildren(block).every(
    (each) => isIdle(script, each) || isOurs(each) || statements.some(({ id }) => id === each.id),
  );
}

function isTaken(script: Script, name: string): boolean {
  return [`"${name}"`, `'${name}'`].some((literal) => script.text.includes(literal));
}
