import type { Node } from '@vscode/tree-sitter-wasm';
import { functionSet } from '../functions';
import { plainExpression } from './plainExpression';
import type { References } from './references';
import type { Construct } from './structure';

/** Above this, a condition is not one that a person wrote to check a value. */
const longestCondition = 400;
const farthest = 60;

/**
 * Whether a value can only be one of a set where it stands: in `if (KNOWN.has(x)) …`, behind `if (!KNOWN.has(x)) return`,
 * or in a `case` of `switch (x)`.
 */
export function isGuarded(value: Node, references: References): boolean {
  const text = references.text(value);
  if (text.length > 100) {
    return false;
  }
  let inner = value.startIndex;
  let level = 0;
  for (
    let around = references.structure.at(value.startIndex);
    around !== undefined && level < farthest;
    around = around.outer, level++
  ) {
    references.budget.spend();
    const { node, type } = around;
    if (functionSet.has(type)) {
      return false;
    }
    if (type === 'if_statement') {
      const condition = node.childForFieldName('condition');
      const then = node.childForFieldName('consequence');
      const isThen = then !== null && then.startIndex <= inner && inner < then.endIndex;
      if (isThen && checks(condition, text, references) === 'in') {
        return true;
      }
    } else if (type === 'switch_case') {
      const whole = node.parent?.parent?.childForFieldName('value') ?? null;
      if (whole !== null && references.text(plainExpression(whole) ?? whole) === text) {
        return true;
      }
    } else if (type === 'statement_block' && leftBefore(around, inner, text, references)) {
      return true;
    }
    inner = around.start;
  }
  return false;
}

/** Whether an earlier statement of a block leaves it, or gives the name another value, unless it is one of a set. */
function leftBefore(block: Construct, offset: number, text: string, references: References): boolean {
  return references.structure.checksIn(block).some(({ node, start, end }) => {
    references.budget.spend();
    // Most checks are of something else, which their text tells.
    const mayCheck = references.tree.text.slice(start, start + longestCondition).includes(text);
    if (!mayCheck || end > offset || checks(node.childForFieldName('condition'), text, references) !== 'out') {
      return false;
    }
    const then = node.childForFieldName('consequence');
    const thenText = then === null ? '' : references.text(then);
    return /\b(?:return|throw|continue|break)\b/.test(thenText) || isAssigned(thenText, text);
  });
}

function isAssigned(statement: string, name: string): boolean {
  const at = statement.indexOf(`${name} = `);
  return at >= 0 && !/[\w$.]/.test(statement.charAt(at - 1));
}

/** Whether a condition says that `text` is in a set, or that it is not; undefined when it says neither. */
export function checks(condition: Node | null, text: string, references: References): 'in' | 'out' | undefined {
  const plain = plainExpression(condition);
  if (plain === null || plain.endIndex - plain.startIndex > longestCondition) {
    return undefined;
  }
  const escaped = text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const said = references.text(plain);
  const isMember = new RegExp(
    `\\.(?:has|includes|hasOwn)\\(\\s*(?:[\\w$.]+,\\s*)?${escaped}\\s*(?:as\\s[^)]*)?\\)|(?<![\\w$.])${escaped}\\s+in\\s+[\\w$]|` +
      `(?<![\\w$.])${escaped}\\s*===?\\s*(?:['"\`\\d]|[A-Z]\\w*\\.)|['"]\\s*===?\\s*${escaped}(?![\\w$.([])`,
  ).test(said);
  if (isMember) {
    // `!SET.has(x)` and `!(x in set)` say the contrary, `a && SET.has(x)` does not.
    return said.startsWith('!') ? 'out' : said.includes('||') && !isEveryEqual(said, escaped) ? undefined : 'in';
  }
  const differs = new RegExp(
    `(?<![\\w$.])${escaped}\\s*!==?\\s*['"\`\\d]|indexOf\\(\\s*${escaped}\\s*\\)\\s*(?:<|===?\\s*-)`,
  );
  return differs.test(said) && !/\|\|/.test(said) ? 'out' : undefined;
}

/** `x === 'a' || x === 'b'`: each alternative is a check of the same value. */
function isEveryEqual(said: string, escaped: string): boolean {
  const check = new RegExp(`(?<![\\w$.])${escaped}\\s*(?:===?|in\\b)|\\(\\s*${escaped}\\s*\\)`);
  return said.split('||').every((part) => check.test(part));
}
