import type { Node } from '@vscode/tree-sitter-wasm';
import type { JavaSource } from './javaSource';
import { stringConstant } from './stringConstant';

/** The constants of the new client's Unit.java, by their names there. */
const units: Readonly<Record<string, string>> = {
  RATIO: 'ratio',
  SECONDS: 'seconds',
  BYTES: 'bytes',
  CELSIUS: 'celsius',
  JOULES: 'joules',
  GRAMS: 'grams',
  METERS: 'meters',
  VOLTS: 'volts',
  AMPERES: 'amperes',
};

/** The unit that a builder is given: a string, `Unit.SECONDS`, `new Unit("hits")`; null when the file does not say it. */
export function unitName(expression: Node | undefined, source: JavaSource): string | null {
  if (expression === undefined) {
    return null;
  }
  if (expression.type === 'object_creation_expression') {
    const argument = expression.childForFieldName('arguments')?.firstNamedChild;
    return (argument && stringConstant(argument, source)?.value) ?? null;
  }
  const name = expression.childForFieldName('field')?.text ?? expression.text;
  return stringConstant(expression, source)?.value ?? units[name] ?? null;
}
