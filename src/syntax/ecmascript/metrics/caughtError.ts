import type { Node } from '@vscode/tree-sitter-wasm';
import type { LabelValue } from '../../metrics/labelValue';
import type { Binding } from './bindings';
import { argumentsOf, lastName } from './plainExpression';
import type { References } from './references';

type Caught = Extract<LabelValue, { kind: 'caught' }>;

const classMembers: ReadonlySet<string> = new Set(['name', 'constructor.name', 'constructor']);
const messageMembers: ReadonlySet<string> = new Set(['message', 'stack', 'cause', 'description']);

/** A member of a caught error, or the error itself when there are no names behind it. */
export function caughtMember(name: string, binding: Binding, names: readonly string[], references: References): Caught {
  const part =
    names.length === 0 || messageMembers.has(names[0] ?? '')
      ? 'message'
      : classMembers.has(names.join('.'))
        ? 'class'
        : 'other';
  return { kind: 'caught', part, className: classNameOf(name, binding, references) };
}

/**
 * The class of what was caught, as an expression that compiles: under strict TypeScript a caught value is `unknown`. In
 * JavaScript anything may be thrown too, but what has a class is what programs throw.
 */
function classNameOf(name: string, binding: Binding, { tree }: References): string {
  const isUnknown =
    binding.kind === 'caught'
      ? binding.type === null || /\bunknown\b/.test(binding.type.text)
      : 'type' in binding && binding.type !== null && /\bunknown\b/.test(binding.type.text);
  return tree.language !== 'javascript' && isUnknown
    ? `${name} instanceof Error ? ${name}.name : typeof ${name}`
    : `${name}.constructor.name`;
}

/** Whether a name stands for an error: of a `catch`, of `.catch((error) => …)`, or of an `error` event. */
export function isCaught(binding: Binding, references: References): boolean {
  if (binding.kind === 'caught') {
    return binding.path.length === 0;
  }
  if (binding.kind !== 'parameter' || binding.index !== 0 || binding.path.length > 0) {
    return false;
  }
  const call = binding.of.outer;
  if (call?.type !== 'call_expression') {
    return false;
  }
  const given = argumentsOf(call.node);
  const place = given.findIndex(({ id }) => id === binding.of.node.id);
  switch (lastName(call.node.childForFieldName('function'))?.text) {
    case 'catch':
      return place === 0;
    case 'then':
      return place === 1;
    case 'on':
    case 'once':
    case 'addListener':
      return place === 1 && given[0] !== undefined && /^['"`](?:\w+[eE]|e)rror['"`]$/.test(references.text(given[0]));
    default:
      return false;
  }
}

/** The conversions that give an error's text: `String(e)`, `e.toString()`, `JSON.stringify(e)`. */
export function isTextConversion(call: Node): boolean {
  const name = lastName(call.childForFieldName('function'))?.text ?? '';
  return /^(?:String|toString|stringify|inspect|format|serializeError)$/.test(name);
}
