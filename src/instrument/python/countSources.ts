import type { Node } from '@vscode/tree-sitter-wasm';
import { namedChildren } from '../../syntax/namedChildren';
import { boundIn, enclosingScope, occurrencesOf } from '../../syntax/python/names';
import { simpleStatements, type Body } from './body';
import { namesAnyCount, namesCountOf, namesMeasure, namesOtherThings } from './countWords';
import { localVariable, type Assignment, type LocalVariable } from './localVariable';
import type { Script } from './script';
import type { SizedValues } from './sizedValues';
import { decidesResult, fills, isBulk, isIndex, isProcessed, shrinks } from './variableReads';

/** What the result of a function says about its records. */
export interface CountSource {
  /** Whether the result is their number, or a collection of them. */
  readonly kind: 'count' | 'sized';
  /** Their number, as an expression that is safe to read once more right before the result; undefined for none. */
  readonly source: string | undefined;
  /** Whether it is an empty result, written out: `return 0`, `return []`. */
  readonly isLiteral: boolean;
}

/** A variable, and the statements of the body that give it its first value. */
export interface CountVariable {
  readonly name: string;
  readonly statements: readonly Node[];
}

/** The counters and collections of one body. */
export class CountSources {
  private readonly variables = new Map<string, LocalVariable | undefined>();

  constructor(
    private readonly script: Script,
    private readonly body: Body,
    private readonly sized: SizedValues,
  ) {}

  /** What a returned value says; undefined when that is not certain. */
  ofResult(result: Node | undefined): CountSource | undefined {
    const value = withoutBrackets(result);
    if (value === undefined) {
      return undefined;
    }
    if (value.type === 'integer') {
      return value.text === '0' ? { kind: 'count', source: '0', isLiteral: true } : undefined;
    }
    if (value.type === 'identifier') {
      return this.ofVariable(value.text);
    }
    const argument = this.sized.argumentOfLen(value);
    if (argument !== undefined) {
      const isPlain = argument.type === 'identifier' && this.isLocal(argument.text) && !namesOtherThings(argument.text);
      return isPlain ? { kind: 'count', source: `len(${argument.text})`, isLiteral: false } : undefined;
    }
    switch (this.sized.kindOf(value)) {
      case 'empty':
        return { kind: 'sized', source: '0', isLiteral: true };
      case 'filled':
        return { kind: 'sized', source: undefined, isLiteral: false };
      default:
        return undefined;
    }
  }

  /** Variables that start at 0 and count up in a loop, by names that `isWanted` takes. */
  counters(isWanted: (name: string) => boolean): readonly CountVariable[] {
    return this.assignedNames('augmented_assignment', isWanted).flatMap((name) => {
      const start = this.counterStart(name);
      return start === undefined ? [] : [{ name, statements: [start.statement] }];
    });
  }

  /** Variables that hold a collection which the body fills, nothing makes smaller again, and something is done with. */
  collections(isWanted: (name: string) => boolean): readonly CountVariable[] {
    return this.assignedNames('assignment', isWanted).flatMap((name) => {
      const variable = this.variable(name);
      if (variable === undefined || !this.isCollection(variable) || !this.onlyGrows(variable)) {
        return [];
      }
      const isUsed = variable.reads.some(isProcessed);
      return isUsed ? [{ name, statements: variable.assignments.map(({ statement }) => statement) }] : [];
    });
  }

  private ofVariable(name: string): CountSource | undefined {
    if (this.counterStart(name) !== undefined) {
      return namesMeasure(name) ? undefined : { kind: 'count', source: name, isLiteral: false };
    }
    const variable = this.variable(name);
    return variable === undefined || !this.isCollection(variable) || namesOtherThings(name)
      ? undefined
      : { kind: 'sized', source: `len(${name})`, isLiteral: false };
  }

  private variable(name: string): LocalVariable | undefined {
    if (!this.variables.has(name)) {
      this.variables.set(name, localVariable(this.script.tree, this.body.scope, name));
    }
    return this.variables.get(name);
  }

  /** Whether the function has a parameter or variable of that name. */
  private isLocal(name: string): boolean {
    const { scope } = this.body;
    const places = occurrencesOf(this.script.tree, name, { start: scope.startIndex, end: scope.endIndex });
    return (
      places.some(({ kind, node }) => kind === 'name' && boundIn(node)?.id === scope.id) &&
      !places.some(({ node }) => /^(?:global|nonlocal)_statement$/.test(node.parent?.type ?? ''))
    );
  }

  /** The names that statements of the body's own scope assign in that way. */
  private assignedNames(
    type: 'assignment' | 'augmented_assignment',
    isWanted: (name: string) => boolean,
  ): readonly string[] {
    const names = simpleStatements(this.body, 'expression_statement').flatMap((statement) => {
      const node = statement.firstNamedChild;
      const left = node?.type === type ? node.childForFieldName('left') : undefined;
      const targets = left?.type === 'pattern_list' ? namedChildren(left) : left ? [left] : [];
      return targets.flatMap((target) => (target.type === 'identifier' ? [target.text] : []));
    });
    return [...new Set(names)].filter(isWanted);
  }

  /** The `n = 0` of a counter; undefined when the variable is none. */
  private counterStart(name: string): Assignment | undefined {
    const variable = this.variable(name);
    const [start, ...others] = variable?.assignments.filter(({ operator }) => operator === '=') ?? [];
    const steps = variable?.assignments.filter(({ operator }) => operator !== '=') ?? [];
    const isCounter =
      start?.value.text === '0' &&
      others.length === 0 &&
      this.holds(start.statement) &&
      this.loopAround(start.statement) === undefined &&
      steps.every(({ operator, value }) => operator === '+=' && this.isNumberOfThings(value, name)) &&
      steps.some(({ statement }) => this.loopAround(statement) !== undefined) &&
      !(namesAnyCount(name) && steps.some(({ statement }) => isEndless(this.loopAround(statement)))) &&
      variable?.reads.every((read) => !isIndex(read) && !decidesResult(read) && !this.bounds(read)) === true;
    return isCounter ? start : undefined;
  }

  private isNumberOfThings(value: Node, counter: string): boolean {
    const counted = this.sized.argumentOfLen(value);
    return (
      value.text === '1' ||
      (counted !== undefined && namesCountOf(counter, counted.text)) ||
      (value.type === 'attribute' && value.childForFieldName('attribute')?.text === 'rowcount')
    );
  }

  /** Whether a read decides how often a loop runs: what counts there are the rounds. */
  private bounds(read: Node): boolean {
    const loop = this.loopAround(read);
    const condition = loop?.childForFieldName('condition');
    return (
      condition !== null &&
      condition !== undefined &&
      condition.startIndex <= read.startIndex &&
      read.endIndex <= condition.endIndex
    );
  }

  /** Whether a variable always holds a collection, and one that the body fills. */
  private isCollection({ assignments, reads }: LocalVariable): boolean {
    const values = assignments.filter(({ operator }) => operator === '=');
    const kinds = values.map(({ value }) => this.sized.kindOf(value));
    const additions = assignments.filter(({ operator }) => operator !== '=');
    return (
      this.sized.isBuiltin('len') &&
      values.length > 0 &&
      kinds.every((kind) => kind !== undefined) &&
      // What is added may decide what becomes of a list: with an array of numpy it is one.
      additions.every(
        ({ operator, value }) => (operator === '+=' || operator === '|=') && this.sized.kindOf(value) !== undefined,
      ) &&
      (kinds.includes('filled') ||
        additions.length > 0 ||
        reads.some((read) => fills(read) && (isBulk(read) || this.isRepeated(read))))
    );
  }

  private onlyGrows({ assignments, reads }: LocalVariable): boolean {
    return (
      assignments.every(
        ({ operator, statement }) =>
          this.holds(statement) && (operator !== '=' || this.loopAround(statement) === undefined),
      ) && !reads.some(shrinks)
    );
  }

  private isRepeated(node: Node): boolean {
    return this.loopAround(node) !== undefined || enclosingScope(node).id !== this.body.scope.id;
  }

  private holds(node: Node): boolean {
    const [first, last] = [this.body.statements[0], this.body.statements.at(-1)];
    return (first?.startIndex ?? 0) <= node.startIndex && node.endIndex <= (last?.endIndex ?? 0);
  }

  /** The innermost loop of the body around `node`. */
  private loopAround(node: Node): Node | undefined {
    for (let each: Node | null = node; each !== null && this.holds(each); each = each.parent) {
      if (each.id !== node.id && (each.type === 'for_statement' || each.type === 'while_statement')) {
        return each;
      }
    }
    return undefined;
  }
}

function withoutBrackets(node: Node | undefined): Node | undefined {
  let inner = node;
  while (inner?.type === 'parenthesized_expression') {
    inner = namedChildren(inner)[0];
  }
  return inner;
}

function isEndless(loop: Node | undefined): boolean {
  return /^(?:True|1)$/.test(loop?.childForFieldName('condition')?.text ?? '');
}
