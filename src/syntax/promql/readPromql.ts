import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import type { Span } from '../../text/span';
import type { WorkBudget } from '../workBudget';
import type { Grouping, LabelMatcher, PromqlNode, PromqlWord } from './promqlNode';

/** Longer and deeper expressions were not written by a person; nothing is said about them. */
const maxLength = 100_000;
const maxDepth = 200;

/**
 * Reads a PromQL expression; undefined when any part of it is broken (half-typed, a template, Grafana's `$__interval`,
 * another dialect). `place` says where a stretch of the expression stands in the file. @throws ReadTimeout
 */
export function readPromql(
  text: string,
  place: (start: number, end: number) => Span,
  budget: WorkBudget,
): PromqlNode | undefined {
  if (text.length > maxLength) {
    return undefined;
  }
  const tree = parsed(text, budget);
  const root = tree === undefined || isBroken(tree, budget) ? null : tree.topNode.getChild('Expr');
  return root === null ? undefined : new ExpressionReader(text, place, budget).read(root, 0);
}

function parsed(text: string, budget: WorkBudget): Tree | undefined {
  const parse = parser.startParse(text);
  try {
    for (;;) {
      budget.spend();
      const tree = parse.advance();
      if (tree !== null) {
        return tree;
      }
    }
  } catch (error) {
    // The tree is built by recursion: brackets without end fill the stack.
    if (error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

function isBroken(tree: Tree, budget: WorkBudget): boolean {
  const cursor = tree.cursor();
  do {
    budget.spend();
    if (cursor.type.isError) {
      return true;
    }
  } while (cursor.next());
  return false;
}

class ExpressionReader {
  constructor(
    private readonly text: string,
    private readonly place: (start: number, end: number) => Span,
    private readonly budget: WorkBudget,
  ) {}

  /** undefined for what is nested too deeply or is no expression that this grammar's version knows. */
  read(node: SyntaxNode, depth: number): PromqlNode | undefined {
    this.budget.spend();
    if (depth > maxDepth) {
      return undefined;
    }
    const span = this.place(node.from, node.to);
    switch (node.name) {
      case 'VectorSelector':
        return this.selector(node, undefined);
      case 'MatrixSelector': {
        const inner = node.getChild('VectorSelector');
        const range = node.getChild('DurationExpr');
        return inner === null || range === null ? undefined : this.selector(inner, { node, range });
      }
      case 'FunctionCall': {
        const name = node.getChild('FunctionIdentifier');
        const body = this.arguments(node, depth);
        return name === null || body === undefined
          ? undefined
          : { kind: 'call', function: this.word(name), arguments: body, span };
      }
      case 'AggregateExpr': {
        const operator = node.getChild('AggregateOp');
        const body = this.arguments(node, depth);
        return operator === null || body === undefined
          ? undefined
          : {
              kind: 'aggregation',
              operator: this.word(operator),
              grouping: this.grouping(node),
              arguments: body,
              span,
            };
      }
      case 'BinaryExpr': {
        const [left, right] = node.getChildren('Expr').map((side) => this.read(side, depth + 1));
        return left === undefined || right === undefined
          ? undefined
          : { kind: 'binary', operator: this.binaryOperator(node), left, right, carried: this.carried(node), span };
      }
      case 'NumberDurationLiteral':
      case 'StringLiteral':
        return { kind: 'literal', span };
      default: {
        const by = wrappers[node.name];
        const child = node.getChild('Expr');
        const inner = by === undefined || child === null ? undefined : this.read(child, depth + 1);
        return by === undefined || inner === undefined ? undefined : { kind: 'wrapped', by, inner, span };
      }
    }
  }

  private arguments(node: SyntaxNode, depth: number): PromqlNode[] | undefined {
    const read: PromqlNode[] = [];
    for (const argument of node.getChild('FunctionCallBody')?.getChildren('Expr') ?? []) {
      const each = this.read(argument, depth + 1);
      if (each === undefined) {
        return undefined;
      }
      read.push(each);
    }
    return read;
  }

  private selector(vector: SyntaxNode, matrix: { node: SyntaxNode; range: SyntaxNode } | undefined): PromqlNode {
    const name = vector.getChild('Identifier');
    const inBraces = vector.getChild('LabelMatchers');
    const quoted = inBraces?.getChild('QuotedLabelName') ?? null;
    const byName = this.children(inBraces, ['UnquotedLabelMatcher', 'QuotedLabelMatcher']).map((matcher) => ({
      matcher: this.matcher(matcher),
      value: matcher.getChild('StringLiteral'),
    }));
    const named = byName.find(({ matcher }) => matcher.label === '__name__' && matcher.operator === '=')?.value ?? null;
    const outer = matrix?.node ?? vector;
    return {
      kind: 'selector',
      metric: name !== null ? this.word(name) : this.quoted(quoted ?? named),
      matchers: byName.map(({ matcher }) => matcher),
      range:
        matrix === undefined
          ? undefined
          : { text: this.textOf(matrix.range), span: this.place(vector.to, matrix.node.to) },
      span: this.place(outer.from, outer.to),
    };
  }

  private matcher(node: SyntaxNode): LabelMatcher {
    const label = node.getChild('LabelName');
    const operator = node.getChild('MatchOp');
    return {
      label: label === null ? (this.quoted(node.getChild('QuotedLabelName'))?.text ?? '') : this.textOf(label),
      operator: operatorOf(operator === null ? '' : this.textOf(operator)),
      value: this.quoted(node.getChild('StringLiteral'))?.text ?? '',
      span: this.place(node.from, node.to),
    };
  }

  private grouping(node: SyntaxNode): Grouping | undefined {
    const modifier = node.getChild('AggregateModifier');
    return modifier === null
      ? undefined
      : {
          kind: modifier.getChild('Without') === null ? 'by' : 'without',
          labels: this.labelNames(modifier.getChild('GroupingLabels')),
          span: this.place(modifier.from, modifier.to),
        };
  }

  private carried(node: SyntaxNode): PromqlWord[] {
    const clause = node.getChild('MatchingModifierClause');
    const group = clause?.getChild('GroupLeft') ?? clause?.getChild('GroupRight') ?? null;
    const [, labels = null] = clause?.getChildren('GroupingLabels') ?? [];
    return group === null ? [] : this.labelNames(labels);
  }

  private labelNames(node: SyntaxNode | null): PromqlWord[] {
    return this.children(node, ['LabelName', 'QuotedLabelName']).map((label) =>
      label.name === 'LabelName' ? this.word(label) : (this.quoted(label) ?? this.word(label)),
    );
  }

  /** The children of these kinds, in the order of the text. */
  private children(node: SyntaxNode | null, names: readonly string[]): SyntaxNode[] {
    const found: SyntaxNode[] = [];
    for (let child = node?.firstChild ?? null; child !== null; child = child.nextSibling) {
      this.budget.spend();
      if (names.includes(child.name)) {
        found.push(child);
      }
    }
    return found;
  }

  /** What stands behind the left side and its comments. */
  private binaryOperator(node: SyntaxNode): string {
    let child = node.getChild('Expr')?.nextSibling ?? null;
    while (child?.name === 'LineComment') {
      child = child.nextSibling;
    }
    return child === null ? '' : this.textOf(child);
  }

  private word(node: SyntaxNode): PromqlWord {
    return { text: this.textOf(node), span: this.place(node.from, node.to) };
  }

  private quoted(node: SyntaxNode | null): PromqlWord | undefined {
    return node === null
      ? undefined
      : { text: this.text.slice(node.from + 1, node.to - 1), span: this.place(node.from + 1, node.to - 1) };
  }

  private textOf({ from, to }: SyntaxNode): string {
    return this.text.slice(from, to);
  }
}

function operatorOf(text: string): LabelMatcher['operator'] {
  return text === '!=' || text === '=~' || text === '!~' ? text : '=';
}

const wrappers: Readonly<Record<string, Extract<PromqlNode, { kind: 'wrapped' }>['by']>> = {
  ParenExpr: 'parentheses',
  UnaryExpr: 'sign',
  SubqueryExpr: 'subquery',
  OffsetExpr: 'modifier',
  StepInvariantExpr: 'modifier',
  AnchoredExpr: 'modifier',
  SmoothedExpr: 'modifier',
};
