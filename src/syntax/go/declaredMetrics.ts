import type { Node } from '@vscode/tree-sitter-wasm';
import type { MetricOfUse } from '../metrics/labelCall';
import type { MetricDeclaration } from '../metrics/metricDeclaration';
import { namedChildren } from '../namedChildren';
import type { GoSource } from './goSource';

const maxHops = 8;

/** Finds which metric an expression of a Go file is. */
export class DeclaredMetrics {
  private readonly byStart: ReadonlyMap<number, number>;
  private readonly byHolder = new Map<string, number[]>();

  constructor(
    readonly declarations: readonly MetricDeclaration[],
    private readonly source: GoSource,
  ) {
    this.byStart = new Map(declarations.map(({ span }, index) => [span.start, index]));
    for (const [index, { holder }] of declarations.entries()) {
      if (holder !== undefined) {
        const indexes = this.byHolder.get(holder) ?? [];
        indexes.push(index);
        this.byHolder.set(holder, indexes);
      }
    }
  }

  /** The metric that `expression` is. A name that the file does not declare is of another file of its package. */
  of(expression: Node, hops = maxHops): MetricOfUse {
    this.source.budget.spend();
    if (hops === 0) {
      return { kind: 'unknown' };
    }
    switch (expression.type) {
      case 'parenthesized_expression':
      case 'unary_expression': {
        const [inner] = namedChildren(expression);
        return inner === undefined ? { kind: 'unknown' } : this.of(inner, hops - 1);
      }
      case 'call_expression':
        return this.ofCall(expression, hops);
      case 'identifier':
        return this.ofName(expression, hops);
      case 'selector_expression':
        return this.ofMember(expression);
      case 'index_expression': {
        const held = lastNameOf(expression.childForFieldName('operand'));
        return { kind: 'unknown', ...(held === undefined ? {} : { holder: held }) };
      }
      default:
        return { kind: 'unknown' };
    }
  }

  private ofCall(call: Node, hops: number): MetricOfUse {
    const index = this.byStart.get(call.startIndex);
    const callee = call.childForFieldName('function');
    if (index !== undefined && this.declarations[index]?.span.end === call.endIndex) {
      return { kind: 'declared', index };
    }
    const operand = callee?.childForFieldName('operand');
    if (operand && /^(?:Must)?CurryWith$/.test(callee?.childForFieldName('field')?.text ?? '')) {
      return this.of(operand, hops - 1);
    }
    // `register(prometheus.NewCounterVec(…))`: a helper that hands its metric on.
    const given = namedChildren(call.childForFieldName('arguments')).flatMap(
      (each) => this.byStart.get(each.startIndex) ?? [],
    );
    return given.length === 1 && given[0] !== undefined ? { kind: 'declared', index: given[0] } : { kind: 'unknown' };
  }

  private ofName(name: Node, hops: number): MetricOfUse {
    const declared = this.source.declaredAt(name);
    if (declared === undefined) {
      return { kind: 'imported', from: { module: '.', name: name.text } };
    }
    // Names that are assigned to each other again and again are not followed far.
    const left = declared.values.length === 1 ? hops - 1 : Math.min(hops - 1, 2);
    const found = declared.values.slice(0, 20).flatMap((value) => (value === undefined ? [] : [this.of(value, left)]));
    const [first] = found;
    if (first !== undefined && (found.length === 1 || found.every((each) => isSame(each, first)))) {
      return first;
    }
    return { kind: 'unknown', holder: name.text };
  }

  private ofMember(expression: Node): MetricOfUse {
    const path: string[] = [];
    let at: Node | null = expression;
    for (; at?.type === 'selector_expression'; at = at.childForFieldName('operand')) {
      this.source.budget.spend();
      path.unshift(at.childForFieldName('field')?.text ?? '');
    }
    const module = at?.type === 'identifier' ? this.source.packageAt(at) : undefined;
    if (module !== undefined) {
      return { kind: 'imported', from: { module, name: path.join('.') } };
    }
    const holder = path.at(-1) ?? '';
    const [index, ...others] = this.byHolder.get(holder) ?? [];
    return index !== undefined && others.length === 0 ? { kind: 'declared', index } : { kind: 'unknown', holder };
  }
}

function isSame(a: MetricOfUse, b: MetricOfUse): boolean {
  return a.kind === 'declared' && b.kind === 'declared' && a.index === b.index;
}

function lastNameOf(expression: Node | null): string | undefined {
  return expression?.type === 'identifier' ? expression.text : expression?.childForFieldName('field')?.text;
}
