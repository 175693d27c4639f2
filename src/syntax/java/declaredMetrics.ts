import type { Node } from '@vscode/tree-sitter-wasm';
import type { MetricOfUse } from '../metrics/labelCall';
import type { MetricDeclaration } from '../metrics/metricDeclaration';
import type { ScopedName } from '../scopedNames';
import { javaChildren } from './javaChildren';
import type { JavaSource } from './javaSource';
import { importOf } from './labelList';
import { metricClass } from './metricClasses';

const maxHops = 8;

/** Which metric an expression of a Java file is; `typed`: its declared type says that it is one. */
export type MetricFound = MetricOfUse & { readonly typed?: boolean };

export class DeclaredMetrics {
  private readonly bySpan: ReadonlyMap<string, number>;
  private readonly byHolder = new Map<string, number[]>();

  constructor(
    readonly declarations: readonly MetricDeclaration[],
    private readonly source: JavaSource,
  ) {
    this.bySpan = new Map(declarations.map(({ span }, index) => [`${span.start} ${span.end}`, index]));
    for (const [index, { holder }] of declarations.entries()) {
      if (holder !== undefined) {
        const indexes = this.byHolder.get(holder) ?? [];
        indexes.push(index);
        this.byHolder.set(holder, indexes);
      }
    }
  }

  of(expression: Node, hops = maxHops): MetricFound {
    this.source.budget.spend();
    if (hops === 0) {
      return { kind: 'unknown' };
    }
    switch (expression.type) {
      case 'parenthesized_expression': {
        const [inner] = javaChildren(expression);
        return inner === undefined ? { kind: 'unknown' } : this.of(inner, hops - 1);
      }
      case 'method_invocation':
      case 'object_creation_expression':
        return this.made(expression, hops);
      case 'identifier': {
        const declared = this.source.declaredAt(expression);
        return declared === undefined ? this.elsewhere(expression) : this.held(declared, hops);
      }
      case 'field_access':
        return this.member(expression, hops);
      default:
        return { kind: 'unknown' };
    }
  }

  private made(expression: Node, hops: number): MetricFound {
    const index = this.bySpan.get(`${expression.startIndex} ${expression.endIndex}`);
    if (index !== undefined) {
      return { kind: 'declared', index };
    }
    const name = expression.childForFieldName('name')?.text ?? '';
    const object = expression.childForFieldName('object');
    // `builder.register()` behind a variable that holds a builder.
    if (object !== null && /^(?:register|create|build|labelNames|help|withoutExemplars)$/.test(name)) {
      return this.of(object, hops - 1);
    }
    return { kind: 'unknown', ...(name === '' ? {} : { holder: name }) };
  }

  private held(declared: ScopedName, hops: number): MetricFound {
    // Names that are assigned to each other again and again are not followed far.
    const left = declared.values.length === 1 ? hops - 1 : Math.min(hops - 1, 2);
    const found = declared.values.slice(0, 20).flatMap((value) => (value === undefined ? [] : [this.of(value, left)]));
    const known = found.filter((each) => each.kind === 'declared' || each.kind === 'imported');
    const [first] = known;
    const isOne = known.every(
      (each) => each.kind === 'declared' && first?.kind === 'declared' && each.index === first.index,
    );
    if (first !== undefined && (known.length === 1 || isOne)) {
      return first;
    }
    const typed = declared.type !== undefined && metricClass(declared.type, this.source) !== undefined;
    return { kind: 'unknown', holder: declared.name, typed };
  }

  private member(expression: Node, hops: number): MetricFound {
    const [object, field] = [expression.childForFieldName('object'), expression.childForFieldName('field')];
    if (object === null || field === null) {
      return { kind: 'unknown' };
    }
    if (object.type === 'this') {
      const declared = this.source.fieldAt(field.text, expression.startIndex);
      return declared === undefined ? { kind: 'unknown', holder: field.text } : this.held(declared, hops);
    }
    const held = this.source.memberOf(object.text, field.text);
    return held === undefined ? this.elsewhere(expression) : this.of(held, hops - 1);
  }

  private elsewhere(expression: Node): MetricFound {
    const [from] = importOf(expression, this.source);
    if (from !== undefined) {
      return { kind: 'imported', from };
    }
    const holder = expression.childForFieldName('field')?.text ?? expression.text;
    const [index, ...others] = this.byHolder.get(holder) ?? [];
    return index !== undefined && others.length === 0 ? { kind: 'declared', index } : { kind: 'unknown', holder };
  }
}
