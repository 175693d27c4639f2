import * as l10n from '@vscode/l10n';
import type { Node } from '@vscode/tree-sitter-wasm';
import { readPrologue } from '../../syntax/ecmascript/directives';
import type { EcmascriptFunction } from '../../syntax/ecmascript/functions';
import { bindsName } from '../../syntax/ecmascript/names';
import { ownDescendants } from '../../syntax/ecmascript/ownDescendants';
import { headWords, type FunctionShape } from './functionShape';
import type { Script } from './script';
import { sentAsText } from './sentAsText';
import { returnedValue, runsTogether } from './statementEnds';

/** Why a task around the body would not keep the function's meaning, for a person; undefined when it does. */
export function meaningRefusal(
  script: Script,
  target: EcmascriptFunction,
  shape: Exclude<FunctionShape, { kind: 'stub' }>,
): string | undefined {
  const { node } = target;
  if (node.type === 'method_definition') {
    const words = headWords(node);
    if (words.has('get') || words.has('set')) {
      return l10n.t('An accessor is no task: instrument what uses it.');
    }
    if (script.isTypeScript && node.childForFieldName('name')?.text === 'constructor' && !words.has('static')) {
      return l10n.t('TypeScript wants a constructor to set its fields itself: instrument what calls it.');
    }
  }
  const sent = sentAsText(script, target);
  if (sent !== undefined) {
    return l10n.t(
      'The text of the function is sent elsewhere to run (line {0}): instrument its caller.',
      script.lineNumber(sent),
    );
  }
  const expressions =
    shape.kind === 'expression'
      ? [shape.body]
      : (shape.generator?.returns ?? []).flatMap((each) => returnedValue(script.text, each) ?? []);
  const unsure = expressions.find(runsTogether);
  if (unsure !== undefined || shape.kind !== 'block') {
    return (
      unsure &&
      l10n.t('Where the expression on line {0} ends is uncertain: end it with a semicolon.', script.lineNumber(unsure))
    );
  }
  const { directives, rest } = readPrologue(shape.body.namedChildren);
  const elsewhere = directives.find(({ text }) => /^.(?:use )?(?:worklet|asm|gpu|workflow|step)\b/.test(text));
  if (elsewhere !== undefined) {
    return l10n.t(
      'The directive {0} compiles the function or runs it elsewhere: instrument its caller.',
      elsewhere.text,
    );
  }
  const clash =
    shape.generator === undefined ? redeclaredParameter(script, node, shape.body) : blockClash(shape.body, rest);
  return clash === undefined
    ? undefined
    : l10n.t(
        '{0} is declared twice (line {1}), which one more block would tell apart: rename one.',
        clash.text,
        script.lineNumber(clash),
      );
}

/** A `var` or function of the body with the name of a parameter is the same variable only in the same function. */
function redeclaredParameter(script: Script, node: Node, body: Node): Node | undefined {
  if (!/\bvar\b|\bfunction\b/.test(script.text.slice(body.startIndex, body.endIndex))) {
    return undefined;
  }
  const names = parameterNames(node);
  // A `var arguments` is the object of the arguments, too.
  names.add('arguments');
  return declaredIn(body).find(({ text }) => names.has(text));
}

function parameterNames(node: Node): Set<string> {
  const single = node.childForFieldName('parameter');
  const list = node.childForFieldName('parameters');
  const nodes =
    single === null
      ? (list?.descendantsOfType(['identifier', 'shorthand_property_identifier_pattern']) ?? [])
      : [single];
  return new Set(nodes.flatMap((each) => (each === null ? [] : each.text)));
}

const functionDeclarations = ['function_declaration', 'generator_function_declaration'];

/** What `var` declares anywhere in a body, and functions, whose names outside of strict mode are such variables, too. */
function declaredIn(body: Node): readonly Node[] {
  return [...varNames(body), ...functionNames(ownDescendants(body, functionDeclarations))];
}

function varNames(body: Node): readonly Node[] {
  const declarations = ownDescendants(body, ['variable_declaration', 'for_in_statement']);
  return declarations.flatMap((declaration): readonly Node[] => {
    if (declaration.type === 'for_in_statement') {
      const left = declaration.childForFieldName('left');
      return declaration.childForFieldName('kind')?.text === 'var' && left !== null ? namesIn(left) : [];
    }
    return declaration.namedChildren.flatMap((child) => {
      const name = child?.type === 'variable_declarator' ? child.childForFieldName('name') : null;
      return name === null ? [] : namesIn(name);
    });
  });
}

function namesIn(pattern: Node): readonly Node[] {
  if (pattern.type === 'identifier') {
    return [pattern];
  }
  return pattern
    .descendantsOfType(['identifier', 'shorthand_property_identifier_pattern'])
    .filter((each): each is Node => each !== null && bindsName(each));
}

function functionNames(statements: readonly (Node | null)[]): readonly Node[] {
  return statements.flatMap((statement) => {
    const isFunction =
      statement?.type === 'function_declaration' || statement?.type === 'generator_function_declaration';
    return (isFunction ? statement.childForFieldName('name') : null) ?? [];
  });
}

/**
 * Functions of one name may stand beside each other and beside a `var` in a function, not in a block; and one in an inner
 * block, outside of strict mode, sets the variable of its function (ECMA-262, annex B.3.2), not one of a block around.
 */
function blockClash(body: Node, statements: readonly Node[]): Node | undefined {
  const functions = functionNames(statements);
  if (functions.length === 0) {
    return undefined;
  }
  const own = new Set(functions.map(({ text }) => text));
  const seen = new Set<string>();
  return declaredIn(body).find(({ text }) => own.has(text) && seen.size === seen.add(text).size);
}
