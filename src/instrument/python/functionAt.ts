import type { SyntaxTree } from '../../syntax/parsers';
import { functionAround, listFunctions, type PythonFunction } from '../../syntax/python/functions';
import type { FunctionState, StyleState, TargetState } from '../functionState';
import { readFunction } from './functionReading';
import type { BodyShape } from './functionShape';
import { RecordCounts } from './recordCount';
import { Script } from './script';
import { seesItsVariables } from './seesItsVariables';
import { pythonStyles } from './styles/pythonStyles';
import { bodyOf } from './writtenRecords';
import { stateOfReading } from '../functionReading';

/** The innermost function whose decorators, header or body hold `offset`. Reads that function alone. */
export function functionAt(tree: SyntaxTree, offset: number): FunctionState | undefined {
  const target = functionAround(tree, offset);
  if (target === undefined) {
    return undefined;
  }
  const script = new Script(tree);
  return stateOf(script, target, new RecordCounts(script));
}

/** All functions of the file, in the order of the text. */
export function functionStates(tree: SyntaxTree): readonly FunctionState[] {
  const script = new Script(tree);
  const counts = new RecordCounts(script);
  return listFunctions(tree).map((target) => stateOf(script, target, counts));
}

function stateOf(script: Script, target: PythonFunction, counts: RecordCounts): FunctionState {
  const { source } = script;
  const { node, definition } = target;
  const name = node.childForFieldName('name') ?? node;
  return {
    functionName: target.key,
    nameSpan: { start: name.startIndex, end: name.endIndex },
    span: {
      start: source.line(source.lineAt(definition.startIndex)).start,
      end: source.line(source.lineAt(definition.endIndex - 1)).end,
    },
    nested: target.nested,
    state: readState(script, target, counts),
  };
}

function readState(script: Script, target: PythonFunction, counts: RecordCounts): TargetState {
  if (script.refusal !== undefined) {
    return { kind: 'refused', reason: script.refusal };
  }
  const reading = readFunction(script, target);
  return stateOfReading(reading, ({ shape }) =>
    plainState(
      pythonStyles.map((each) => ({ style: each.style, refusal: each.refusal(script, target, shape) })),
      notableRecords(script, target, shape, counts),
    ),
  );
}

/** The number of records that lines in the body can note. */
function notableRecords(
  script: Script,
  target: PythonFunction,
  shape: BodyShape,
  counts: RecordCounts,
): string | undefined {
  const source = shape.kind === 'block' ? counts.of(bodyOf(target))?.source : undefined;
  const { node } = target;
  // Without a variable for the task there is nothing to note it in.
  return source !== undefined && seesItsVariables(script, { start: node.startIndex, end: node.endIndex }, node)
    ? undefined
    : source;
}

/** @param records the source of the number of records that can be written */
export function plainState(styles: readonly StyleState[], records: string | undefined): TargetState {
  const [first] = styles;
  const isPossible = styles.some(({ refusal }) => refusal === undefined);
  return isPossible || first?.refusal === undefined
    ? { kind: 'plain', styles, records }
    : { kind: 'refused', reason: first.refusal };
}
