import type { Node } from '@vscode/tree-sitter-wasm';
import type { SyntaxTree } from '../../parsers';
import type { WorkBudget } from '../../workBudget';
import { functionTypes } from '../functions';

/** A node that scopes names, binds them, calls, branches or repeats, with the innermost such node around it. */
export interface Construct {
  readonly node: Node;
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly outer: Construct | undefined;
  /** The innermost one around that has names of its own. */
  readonly scope: Construct | undefined;
}

const types: readonly string[] = [
  ...functionTypes,
  'class_declaration',
  'abstract_class_declaration',
  'class',
  'enum_declaration',
  'type_alias_declaration',
  'public_field_definition',
  'field_definition',
  'statement_block',
  'for_statement',
  'for_in_statement',
  'while_statement',
  'do_statement',
  'try_statement',
  'catch_clause',
  'finally_clause',
  'if_statement',
  'switch_statement',
  'switch_case',
  'call_expression',
  'new_expression',
  'await_expression',
  'variable_declarator',
  'assignment_expression',
  'pair',
];

const mostChecks = 50;

/** What has names of its own. */
export const scopeTypes: ReadonlySet<string> = new Set([
  ...functionTypes,
  'statement_block',
  'for_statement',
  'for_in_statement',
  'catch_clause',
  'switch_statement',
]);

/**
 * The outline of one file, read once: asking a node of a long or deeply nested file for its parent costs a walk from the
 * root each time. Valid as long as the tree.
 */
export class Structure {
  /** In the order of the text, the outer one first. */
  readonly constructs: readonly Construct[];
  private readonly byId = new Map<number, Construct>();
  private readonly calledNames = new Map<Construct, string>();
  private callsByName: Map<string, Construct[]> | undefined;
  private checks: Map<Construct, Construct[]> | undefined;

  constructor(
    private readonly tree: SyntaxTree,
    budget: WorkBudget,
  ) {
    const constructs: Construct[] = [];
    let around: Construct | undefined;
    for (const node of tree.root.descendantsOfType([...types])) {
      budget.spend();
      // Keywords such as `class` have the name of the node that they begin.
      if (node?.isNamed !== true) {
        continue;
      }
      const [start, end] = [node.startIndex, node.endIndex];
      while (around !== undefined && (around.end < end || around.end <= start)) {
        around = around.outer;
      }
      const scope = around === undefined || scopeTypes.has(around.type) ? around : around.scope;
      around = { node, type: node.type, start, end, outer: around, scope };
      constructs.push(around);
      this.byId.set(node.id, around);
    }
    this.constructs = constructs;
  }

  of(node: Node): Construct | undefined {
    return this.byId.get(node.id);
  }

  /** The last name of what a call or `new` expression calls, by the text: most calls are told by it; empty for none. */
  calledName(call: Construct): string {
    let name = this.calledNames.get(call);
    if (name === undefined) {
      const callee = call.node.childForFieldName(call.type === 'new_expression' ? 'constructor' : 'function');
      const end = callee?.endIndex ?? 0;
      name = /[\w$]+$/.exec(this.tree.text.slice(Math.max(callee?.startIndex ?? 0, end - 80), end))?.[0] ?? '';
      this.calledNames.set(call, name);
    }
    return name;
  }

  /** The calls of one of these names, in the order of the text for each. */
  callsNamed(names: readonly string[]): readonly Construct[] {
    if (this.callsByName === undefined) {
      this.callsByName = new Map();
      for (const construct of this.constructs) {
        if (construct.type === 'call_expression') {
          const name = this.calledName(construct);
          const calls = this.callsByName.get(name) ?? [];
          calls.push(construct);
          this.callsByName.set(name, calls);
        }
      }
    }
    return names.flatMap((name) => this.callsByName?.get(name) ?? []);
  }

  /** The first of the `if` statements that stand in a block itself. */
  checksIn(block: Construct): readonly Construct[] {
    if (this.checks === undefined) {
      this.checks = new Map();
      for (const construct of this.constructs) {
        if (construct.type === 'if_statement' && construct.outer?.type === 'statement_block') {
          const checks = this.checks.get(construct.outer) ?? [];
          if (checks.length < mostChecks) {
            checks.push(construct);
          }
          this.checks.set(construct.outer, checks);
        }
      }
    }
    return this.checks.get(block) ?? [];
  }

  /** The innermost one that holds `offset`. */
  at(offset: number): Construct | undefined {
    let [low, high] = [0, this.constructs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      [low, high] = (this.constructs[middle]?.start ?? 0) <= offset ? [middle + 1, high] : [low, middle];
    }
    let construct = this.constructs[low - 1];
    while (construct !== undefined && construct.end <= offset) {
      construct = construct.outer;
    }
    return construct;
  }
}

/** The innermost of a construct and those around it that fits. */
export function innermost(
  construct: Construct | undefined,
  fits: (construct: Construct) => boolean,
): Construct | undefined {
  let each = construct;
  while (each !== undefined && !fits(each)) {
    each = each.outer;
  }
  return each;
}
