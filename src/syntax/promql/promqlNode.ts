import type { Span } from '../../text/span';

/** A word of a query and where it stands. */
export interface PromqlWord {
  readonly text: string;
  readonly span: Span;
}

export interface LabelMatcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  /** As written between the quotes. */
  readonly value: string;
  readonly span: Span;
}

/** `by (a, b)` or `without (a, b)`. */
export interface Grouping {
  readonly kind: 'by' | 'without';
  readonly labels: readonly PromqlWord[];
  readonly span: Span;
}

/** A PromQL expression as plain data. Spans are offsets in the text that the expression is part of. */
export type PromqlNode =
  | {
      readonly kind: 'selector';
      /** In front of the braces, quoted inside them, or by `__name__="…"`; the span is without quotes. */
      readonly metric: PromqlWord | undefined;
      /** Those on `__name__` included. */
      readonly matchers: readonly LabelMatcher[];
      /** `5m` of `x[5m]`; the span has the brackets. */
      readonly range: PromqlWord | undefined;
      readonly span: Span;
    }
  | {
      readonly kind: 'call';
      readonly function: PromqlWord;
      readonly arguments: readonly PromqlNode[];
      readonly span: Span;
    }
  | {
      readonly kind: 'aggregation';
      readonly operator: PromqlWord;
      readonly grouping: Grouping | undefined;
      readonly arguments: readonly PromqlNode[];
      readonly span: Span;
    }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: PromqlNode;
      readonly right: PromqlNode;
      /** Labels that `group_left` or `group_right` takes over from the other side. */
      readonly carried: readonly PromqlWord[];
      readonly span: Span;
    }
  | {
      readonly kind: 'wrapped';
      readonly by: 'parentheses' | 'sign' | 'subquery' | 'modifier';
      readonly inner: PromqlNode;
      readonly span: Span;
    }
  | { readonly kind: 'literal'; readonly span: Span };

export type PromqlOf<Kind extends PromqlNode['kind']> = Extract<PromqlNode, { readonly kind: Kind }>;

export function childrenOf(node: PromqlNode): readonly PromqlNode[] {
  switch (node.kind) {
    case 'call':
    case 'aggregation':
      return node.arguments;
    case 'binary':
      return [node.left, node.right];
    case 'wrapped':
      return [node.inner];
    case 'selector':
    case 'literal':
      return [];
  }
}

/** The node and all below it, in the order of the text. */
export function* nodesIn(node: PromqlNode): Generator<PromqlNode> {
  yield node;
  for (const child of childrenOf(node)) {
    yield* nodesIn(child);
  }
}

/** What stands inside any number of parentheses. */
export function unparenthesized(node: PromqlNode): PromqlNode {
  let inner = node;
  while (inner.kind === 'wrapped' && inner.by === 'parentheses') {
    inner = inner.inner;
  }
  return inner;
}
