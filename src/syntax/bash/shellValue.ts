import type { Node } from '@vscode/tree-sitter-wasm';
import type { LabelValue } from '../metrics/labelValue';
import { namedChildren } from '../namedChildren';
import { plainCommand, stagesOf, type ShellSource } from './shellSource';
import { hole, type Template } from './template';

const unknown: LabelValue = { kind: 'unknown' };

/** How deep expansions are read into each other, and how many variables are followed. */
interface Reach {
  readonly depth: number;
  readonly hops: number;
}

const start: Reach = { depth: 12, hops: 3 };

/** What a part of a template gives. */
export function templateValue(template: Template, source: ShellSource, reach = start): LabelValue {
  const parts: LabelValue[] = [];
  for (const { index, 0: part } of template.text.matchAll(/\uE000|[^\uE000]+/g)) {
    parts.push(part === hole ? holeValue(template, index, source, reach) : { kind: 'literal', text: part });
  }
  const [only] = parts;
  return parts.length === 0
    ? { kind: 'literal', text: '' }
    : parts.length === 1 && only !== undefined
      ? only
      : { kind: 'joined', parts };
}

function holeValue(template: Template, index: number, source: ShellSource, reach: Reach): LabelValue {
  const variable = template.variableAt(index);
  return variable === undefined
    ? expansionValue(template.fillerAt(index), source, reach)
    : variableValue(variable.name, variable.offset, source, reach);
}

function expansionValue(node: Node | undefined, source: ShellSource, reach: Reach): LabelValue {
  source.budget.spend();
  if (node === undefined || reach.depth === 0) {
    return unknown;
  }
  const within = { ...reach, depth: reach.depth - 1 };
  switch (node.type) {
    case 'simple_expansion':
    case 'expansion': {
      const name = namedChildren(node).find((child) => /variable_name$|^subscript$/.test(child.type));
      const isCount = node.type === 'expansion' && node.text.startsWith('${#');
      const variable = name?.type === 'subscript' ? name.childForFieldName('name') : name;
      return isCount || !variable ? unknown : variableValue(variable.text, variable.startIndex, source, within);
    }
    case 'command_substitution':
      return commandsValue(namedChildren(node), source, within);
    case 'string':
    case 'raw_string':
    case 'concatenation':
    case 'word':
    case 'number':
    case 'ansi_c_string':
      return templateValue(source.template(node), source, within);
    default:
      return unknown;
  }
}

/** Variables that the shell itself sets anew with every process or read: they are calls in all but form. */
const shellVariables: Readonly<Record<string, readonly string[]>> = {
  $: ['$$'],
  '!': ['$$'],
  BASHPID: ['BASHPID'],
  PPID: ['$$'],
  RANDOM: ['$RANDOM'],
  SRANDOM: ['$SRANDOM'],
  EPOCHSECONDS: ['$EPOCHSECONDS'],
  EPOCHREALTIME: ['$EPOCHREALTIME'],
};

function variableValue(name: string, offset: number, source: ShellSource, reach: Reach): LabelValue {
  const callee = shellVariables[name];
  if (callee !== undefined) {
    return { kind: 'call', callee, imported: true, arguments: [] };
  }
  if (name === '?' || name === '#') {
    // An exit status.
    return { kind: 'bounded', by: 'enum' };
  }
  if (/^[1-9@*]\d*$/.test(name)) {
    return { kind: 'name', path: [name], origin: 'parameter' };
  }
  const assignments = source.assignmentsOf(name, offset);
  if (assignments.length === 0) {
    // What a script reads and never sets comes from its environment.
    return { kind: 'name', path: /^[A-Z_][A-Z0-9_]*$/.test(name) ? ['environ', name] : [name], origin: 'unknown' };
  }
  const isData = assignments.some(({ kind }) => kind !== 'assignment');
  const values =
    reach.hops === 0 || assignments.length > 12
      ? []
      : assignments.map((each) => assignedValue(each, source, { ...reach, hops: reach.hops - 1 }));
  const known = values.filter((value) => value !== undefined);
  const [only] = known;
  const value =
    known.length < assignments.length || only === undefined
      ? undefined
      : known.length === 1
        ? only
        : ({ kind: 'choice', options: known } as const);
  return { kind: 'name', path: [name], origin: isData ? 'loop' : 'local', value };
}

type Assignment = ReturnType<ShellSource['assignmentsOf']>[number];

function assignedValue({ value, items }: Assignment, source: ShellSource, reach: Reach): LabelValue | undefined {
  if (items === undefined) {
    return value === undefined ? undefined : templateOrExpansion(value, source, reach);
  }
  const isFew =
    items.length > 0 && items.every((item) => item.type !== 'command_substitution' && !/[*?[$`]|\.\./.test(item.text));
  return isFew
    ? { kind: 'choice', options: items.map((item) => templateValue(source.template(item), source, reach)) }
    : undefined;
}

function templateOrExpansion(node: Node, source: ShellSource, reach: Reach): LabelValue {
  return templateValue(source.template(node), source, reach);
}

/** What commands in a substitution print: the last one of a list, the last stage of a pipeline with what goes into it. */
function commandsValue(commands: readonly Node[], source: ShellSource, reach: Reach): LabelValue {
  const last = commands.at(-1);
  if (last === undefined || reach.depth === 0) {
    return unknown;
  }
  const inner = last.type === 'redirected_statement' ? (last.childForFieldName('body') ?? last) : last;
  if (inner.type === 'list') {
    return {
      kind: 'choice',
      options: namedChildren(inner).map((each) => commandsValue([each], source, { ...reach, depth: reach.depth - 1 })),
    };
  }
  let given: LabelValue | undefined;
  for (const stage of stagesOf(inner)) {
    source.budget.spend();
    given = stageValue(stage, given, source, reach);
  }
  return given ?? unknown;
}

function stageValue(stage: Node, receiver: LabelValue | undefined, source: ShellSource, reach: Reach): LabelValue {
  const command = stage.type === 'command' ? plainCommand(stage) : undefined;
  if (command === undefined) {
    return unknown;
  }
  const name = command.name.text.replace(/^.*\//, '');
  const given = command.arguments.map((each) =>
    templateValue(source.template(each), source, { ...reach, depth: reach.depth - 1 }),
  );
  if (name === 'echo' || name === 'printf') {
    const printed = given.filter((value) => value.kind !== 'literal' || !/^-[neE]+$/.test(value.text));
    const [only] = printed;
    return printed.length === 1 && only !== undefined ? only : { kind: 'joined', parts: printed };
  }
  if (name === 'cat' && given.some((value) => value.kind === 'literal' && value.text.endsWith('/random/uuid'))) {
    return { kind: 'call', callee: ['uuidgen'], imported: true, arguments: [] };
  }
  return {
    kind: 'call',
    callee: [name],
    imported: true,
    ...(receiver === undefined ? {} : { receiver }),
    arguments: given,
  };
}

/** The variable that fills the hole at an index, if it is one. */
export function variableIn(
  template: Template,
  index: number,
): { readonly name: string; readonly offset: number } | undefined {
  const filler = template.fillerAt(index);
  const isExpansion = filler?.type === 'simple_expansion' || filler?.type === 'expansion';
  const name = isExpansion ? filler.namedChildren.find((child) => child?.type === 'variable_name') : undefined;
  return name ? { name: name.text, offset: name.startIndex } : template.variableAt(index);
}

/** The text of a template whose holes are variables with one literal value; undefined when there are others. */
export function constantText(template: Template, source: ShellSource): string | undefined {
  let text = '';
  for (const { index, 0: part } of template.text.matchAll(/\uE000|[^\uE000]+/g)) {
    const value = part === hole ? literalOf(holeValue(template, index, source, start)) : part;
    if (value === undefined) {
      return undefined;
    }
    text += value;
  }
  return text;
}

function literalOf(value: LabelValue): string | undefined {
  return value.kind === 'literal'
    ? value.text
    : value.kind === 'name' && value.value !== undefined
      ? literalOf(value.value)
      : undefined;
}
