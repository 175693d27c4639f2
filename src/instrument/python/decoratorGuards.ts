import * as l10n from '@vscode/l10n';
import type { Node } from '@vscode/tree-sitter-wasm';
import type { PythonFunction } from '../../syntax/python/functions';
import { enclosingScope, occurrencesOf } from '../../syntax/python/names';
import type { Script } from './script';

/** What looks at the frames above it finds the decorator's. One may look at its own, and at those that it is given. */
const looksAtFrames =
  /\b(?:(?:_getframe|currentframe)\b(?!\(0?\)\.f_(?!back\b))|_getframemodulename\b|stacklevel\b(?! ?= ?[01]\b)|tb_frame\s*\.\s*f_back\b|(?:inspect|traceback)\s*\.\s*(?:stack|\w+_stack)\b)|\bwarn(?=\s*\()/g;

/** What a wrapper has of its own: `functools.wraps` copies name, documentation, annotations and attributes. */
const ownForms = /^__(?:code|defaults|kwdefaults|closure|globals|builtins)__$/;

/** Why a decorated function would not be the same, for a person; undefined when it is. */
export function decoratorRefusal(script: Script, target: PythonFunction): string | undefined {
  const { node } = target;
  if (seesFrames(script, node)) {
    return l10n.t('The function looks at the frames of its callers, and a decorator adds one.');
  }
  const form = formInUse(script, target);
  return form === undefined
    ? undefined
    : l10n.t('The {0} of the function is used in this file, and a decorated function has another one.', form);
}

/** Whether the function itself does: those inside it find the function where they look. */
function seesFrames({ text, tree }: Script, node: Node): boolean {
  return [...text.slice(node.startIndex, node.endIndex).matchAll(looksAtFrames)].some(({ index }) => {
    let around = tree.root.descendantForIndex(node.startIndex + index);
    if (
      around?.type === 'comment' ||
      around?.type === 'string_content' ||
      (around?.text === 'warn' && !tellsLevel(around))
    ) {
      return false;
    }
    while (around !== null && around.type !== 'function_definition') {
      around = around.parent;
    }
    return around?.id === node.id;
  });
}

/** Whether the third argument of `warnings.warn(…)` names a caller. */
function tellsLevel(name: Node): boolean {
  const method = name.parent?.type === 'attribute' ? name.parent : undefined;
  if (method !== undefined && method.childForFieldName('object')?.text.endsWith('warnings') !== true) {
    return false;
  }
  const call = (method ?? name).parent;
  const given = call?.childForFieldName('arguments')?.namedChildren.filter((each) => each?.type !== 'comment') ?? [];
  const level = given[2];
  return level !== undefined && level?.type !== 'keyword_argument' && !/^[01]$/.test(level?.text ?? '');
}

/** `__code__`, when the file asks this function for it. */
function formInUse(script: Script, { node, definition }: PythonFunction): string | undefined {
  if (!/\.\s*__(?:code|defaults|kwdefaults|closure|globals|builtins)__\b/.test(script.text)) {
    return undefined;
  }
  const name = node.childForFieldName('name')?.text ?? '';
  const home = enclosingScope(definition);
  for (const { kind, node: place } of occurrencesOf(script.tree, name)) {
    const object = kind === 'attribute' ? place.parent : place;
    const form = object?.parent?.type === 'attribute' ? object.parent.childForFieldName('attribute')?.text : undefined;
    const isOne = form !== undefined && object?.parent?.firstNamedChild?.id === object?.id && ownForms.test(form);
    if (isOne && (kind === 'attribute' ? home.type === 'class_definition' : isFoundIn(script, place, home))) {
      return form;
    }
  }
  return undefined;
}

/** Whether a name that is read at `place` is looked up in the scope `home`. */
function isFoundIn(script: Script, place: Node, home: Node): boolean {
  const { scopes } = script.bindingsOf(place.text);
  const innermost = enclosingScope(place);
  for (let scope = innermost; ; scope = enclosingScope(scope)) {
    // The variables of a class are seen in its body only.
    if (scopes.has(scope.id) && (scope.type !== 'class_definition' || scope.id === innermost.id)) {
      return scope.id === home.id;
    }
    if (scope.parent === null) {
      return false;
    }
  }
}
