import type { Node } from '@vscode/tree-sitter-wasm';
import { namedChildren } from '../namedChildren';
import { NestedNodes, type NestedNode } from '../nestedNodes';
import type { SyntaxTree } from '../parsers';
import type { WorkBudget } from '../workBudget';
import { Template } from './template';

const nestedTypes = [
  'function_definition',
  'for_statement',
  'c_style_for_statement',
  'while_statement',
  'if_statement',
  'list',
  'pipeline',
  'negated_command',
  'redirected_statement',
  'heredoc_redirect',
  'command_substitution',
  'command',
];

/** What gives a variable its value; `value` is undefined for what only running the script tells. */
export interface ShellAssignment {
  readonly value: Node | undefined;
  /** The words of `for x in …`. */
  readonly items?: readonly Node[] | undefined;
  readonly kind: 'assignment' | 'loop' | 'read';
  /** Start of the function that it stands in. */
  readonly owner: number | undefined;
}

/** What the readers of one Bash script look up: its commands, its variables, and what stands around a place. Read once. */
export class ShellSource {
  readonly commands: readonly Node[];
  private readonly assignments = new Map<string, ShellAssignment[]>();
  private readonly nested: NestedNodes;

  constructor(
    readonly tree: SyntaxTree,
    readonly budget: WorkBudget,
  ) {
    this.nested = new NestedNodes(tree.root, nestedTypes);
    this.commands = this.all('command');
    for (const node of this.all('variable_assignment')) {
      const isPlain = /^\w+=/.test(node.text.slice(0, 200));
      const name = node.childForFieldName('name')?.text;
      this.assign(name, node, {
        value: isPlain ? (node.childForFieldName('value') ?? undefined) : undefined,
        kind: 'assignment',
      });
    }
    for (const node of this.all('for_statement')) {
      const items = node.childrenForFieldName('value').flatMap((each) => each ?? []);
      this.assign(node.childForFieldName('variable')?.text, node, { value: undefined, items, kind: 'loop' });
    }
    for (const command of this.commands) {
      const name = command.childForFieldName('name')?.text;
      if (name === 'read' || name === 'mapfile' || name === 'readarray') {
        for (const word of argumentsOf(command)) {
          this.assign(/^\w+$/.test(word.text) ? word.text : undefined, command, { value: undefined, kind: 'read' });
        }
      }
    }
  }

  get text(): string {
    return this.tree.text;
  }

  all(type: string): Node[] {
    return this.tree.root.descendantsOfType(type).flatMap((node) => {
      this.budget.spend();
      return node ?? [];
    });
  }

  template(node: Node): Template {
    this.budget.spend();
    return Template.of(node, this.text);
  }

  /** The blocks that hold an offset, innermost first. */
  *around(offset: number): Generator<NestedNode> {
    for (const each of this.nested.around(offset)) {
      this.budget.spend();
      yield each;
    }
  }

  functionAt(offset: number): Node | undefined {
    for (const { type, node } of this.around(offset)) {
      if (type === 'function_definition') {
        return node;
      }
    }
    return undefined;
  }

  /** What gives a variable its value where it is read: assignments of the same function, else those outside of functions, else all. */
  assignmentsOf(name: string, offset: number): readonly ShellAssignment[] {
    const all = this.assignments.get(name) ?? [];
    const own = all.filter(({ owner }) => owner === this.functionAt(offset)?.startIndex);
    const outside = own.length > 0 ? own : all.filter(({ owner }) => owner === undefined);
    return outside.length > 0 ? outside : all;
  }

  private assign(name: string | undefined, at: Node, assignment: Omit<ShellAssignment, 'owner'>): void {
    if (name !== undefined) {
      const owner = this.functionAt(at.startIndex)?.startIndex;
      const assignments = this.assignments.get(name) ?? [];
      assignments.push({ ...assignment, owner });
      this.assignments.set(name, assignments);
    }
  }
}

/** The words behind a command's name, without redirections. */
export function argumentsOf(command: Node): Node[] {
  return command.childrenForFieldName('argument').flatMap((each) => each ?? []);
}

const wrappers: ReadonlySet<string> = new Set(['sudo', 'command', 'env', 'exec', 'nice', 'nohup', 'time', 'builtin']);

/** A command without what only runs it: `timeout 5 curl …` is `curl …`, with a bound on its time. */
export interface PlainCommand {
  readonly name: Node;
  readonly arguments: readonly Node[];
  readonly isTimed: boolean;
}

export function plainCommand(command: Node): PlainCommand | undefined {
  const first = command.childForFieldName('name');
  const words = first === null ? [] : [first, ...argumentsOf(command)];
  let [at, isTimed] = [0, false];
  for (;;) {
    const name = words[at]?.text.replace(/^.*\//, '');
    if (name === 'timeout') {
      isTimed = true;
      at++;
      while (words[at]?.text.startsWith('-') === true) {
        at++;
      }
      // The duration.
      at++;
    } else if (name !== undefined && wrappers.has(name)) {
      at++;
      while (/^(?:-|\w+=)/.test(words[at]?.text ?? '')) {
        at++;
      }
    } else {
      const found = words[at];
      return found && { name: found, arguments: words.slice(at + 1), isTimed };
    }
  }
}

/** The stages of a pipeline, or the command alone. */
export function stagesOf(node: Node): readonly Node[] {
  return node.type === 'pipeline' ? namedChildren(node) : [node];
}
