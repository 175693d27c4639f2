import type { Node } from '@vscode/tree-sitter-wasm';
import type { MetricOfUse } from '../../metrics/labelCall';
import type { Declared } from './declarations';
import { importedName } from './metricLabels';
import { functionAround } from './bindings';
import { nameChain } from './nameChain';
import { argumentsOf, lastName } from './plainExpression';
import type { References, Target } from './references';
import { innermost } from './structure';
import { textConstant } from './textConstant';

const farthest = 4;

/** Tells which of a file's metrics an expression is. */
export class MetricsByExpression {
  private readonly byCall = new Map<number, number>();
  private readonly byName = new Map<string, number | undefined>();
  private readonly byHolder = new Map<string, number | undefined>();

  constructor(
    declared: readonly Declared[],
    private readonly references: References,
  ) {
    for (const [index, { call, declaration }] of declared.entries()) {
      this.byCall.set(call.node.id, index);
      for (const [map, key] of [
        [this.byName, declaration.name],
        [this.byHolder, declaration.holder],
      ] as const) {
        if (key !== undefined) {
          map.set(key, map.has(key) ? undefined : index);
        }
      }
    }
  }

  /** The place in the list of declarations; undefined for what is no metric of this file. */
  indexOf(expression: Node | null): number | undefined {
    return this.indexOfTarget(this.references.follow(expression), farthest);
  }

  /** Also of what a function gives, and of `register.getSingleMetric('name') ?? new Counter(…)`. */
  private indexOfTarget(target: Target | undefined, hops: number): number | undefined {
    if (target?.kind !== 'expression' || hops <= 0) {
      return undefined;
    }
    const { node } = target;
    const index = this.byCall.get(node.id) ?? this.registered(node);
    if (index !== undefined) {
      return index;
    }
    if (node.type === 'call_expression') {
      return this.indexOfTarget(this.references.resultOf(node), hops - 1);
    }
    const sides = node.type === 'ternary_expression' ? ['consequence', 'alternative'] : ['right', 'left'];
    const isChoice =
      node.type === 'ternary_expression' ||
      (node.type === 'binary_expression' && /^(?:\|\||\?\?)$/.test(node.childForFieldName('operator')?.type ?? ''));
    for (const side of isChoice ? sides : []) {
      const found = this.indexOfTarget(this.references.follow(node.childForFieldName(side)), hops - 1);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }

  /** What a method that uses metrics is called on. */
  of(receiver: Node | null): MetricOfUse {
    const { references } = this;
    const collecting = this.collecting(receiver);
    if (collecting !== undefined) {
      return { kind: 'declared', index: collecting };
    }
    const target = references.follow(receiver);
    const found = this.indexOfTarget(target, farthest);
    if (found !== undefined) {
      return { kind: 'declared', index: found };
    }
    if (target?.kind === 'imported') {
      return { kind: 'imported', from: importedName(target) };
    }
    const chain = nameChain(receiver);
    const holder = chain?.names.at(-1) ?? (chain?.root.type === 'identifier' ? references.text(chain.root) : undefined);
    if (target === undefined && holder !== undefined && chain !== undefined && chain.names.length > 0) {
      // `metrics.requests` of a parameter: the only metric of this file that is held by that name, where there is one;
      // `this.counters['requests_total']` by its own name.
      const index = this.byHolder.get(holder) ?? this.byName.get(holder);
      if (index !== undefined) {
        return { kind: 'declared', index };
      }
    }
    return { kind: 'unknown', holder };
  }

  /** `this` of `collect() { this.set(…) }` is the metric whose configuration has it; `const gauge = this` too. */
  private collecting(receiver: Node | null): number | undefined {
    const binding = receiver === null ? undefined : this.references.binding(receiver);
    const self = binding?.kind === 'variable' && binding.value !== null ? binding.value : receiver;
    if (self?.type !== 'this') {
      return undefined;
    }
    let around = functionAround(this.references.structure.at(self.startIndex));
    while (around?.type === 'arrow_function') {
      around = functionAround(around.outer);
    }
    const named = around?.type === 'method_definition' ? around.node : around?.outer?.node;
    const name = named?.childForFieldName(named.type === 'pair' ? 'key' : 'name')?.text;
    const call = name === 'collect' ? innermost(around?.outer, ({ node }) => this.byCall.has(node.id)) : undefined;
    return call === undefined ? undefined : this.byCall.get(call.node.id);
  }

  /** `register.getSingleMetric('name')`. */
  private registered(call: Node): number | undefined {
    const isAsked =
      call.type === 'call_expression' && lastName(call.childForFieldName('function'))?.text === 'getSingleMetric';
    const name = isAsked ? textConstant(argumentsOf(call)[0] ?? null, this.references)?.text : undefined;
    return name === undefined ? undefined : this.byName.get(name);
  }
}
