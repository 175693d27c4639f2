import { Composer, isAlias, isCollection, isNode, isPair, Lexer, Parser } from 'yaml';
import type { Alias, Document, Node } from 'yaml';
import type { Span } from '../../text/span';
import type { WorkBudget } from '../workBudget';

/** One document of a YAML file, with what its aliases stand for. Aliases are never expanded. */
export interface YamlDocument {
  readonly contents: Node;
  readonly aliased: ReadonlyMap<Alias, Node>;
}

/**
 * Deeper YAML was not written by a person. The library composes it by recursion, and uses regular expressions there: where
 * one is compiled at the very end of the stack, V8 ends the process.
 */
const maxDepth = 500;

/**
 * Reads the documents of a YAML file that are well-formed; the others (half-typed, templates of Helm or Jinja) are left out.
 * All scalars are text. With `part`, only that part of the file, which begins at the start of a line. @throws ReadTimeout
 */
export function* yamlDocuments(
  text: string,
  budget: WorkBudget,
  part: Span = { start: 0, end: text.length },
): Generator<YamlDocument> {
  // Driven lexeme by lexeme, since the library's own loop cannot be interrupted. Comparing all keys of a map with each
  // other would take quadratic time.
  const parser = new Parser();
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' });
  // Behind a byte order mark the library takes a list on the first line for text.
  parser.offset = text.startsWith('\ufeff', part.start) ? part.start + 1 : part.start;
  for (const lexeme of new Lexer().lex(text.slice(parser.offset, part.end))) {
    budget.spend();
    if (parser.stack.length > maxDepth) {
      return;
    }
    for (const token of parser.next(lexeme)) {
      yield* wellFormed(composer.next(token), budget);
    }
  }
  for (const token of parser.end()) {
    yield* wellFormed(composer.next(token), budget);
  }
  yield* wellFormed(composer.end(), budget);
}

function* wellFormed(documents: Iterable<Document.Parsed>, budget: WorkBudget): Generator<YamlDocument> {
  for (const { contents, errors } of documents) {
    if (contents !== null && errors.length === 0) {
      yield { contents, aliased: aliasedNodes(contents, budget) };
    }
  }
}

/** An alias stands for the last node before it that has its anchor. */
function aliasedNodes(root: Node, budget: WorkBudget): Map<Alias, Node> {
  const anchored = new Map<string, Node>();
  const aliased = new Map<Alias, Node>();
  const ahead: unknown[] = [root];
  while (ahead.length > 0) {
    budget.spend();
    const node = ahead.pop();
    if (isAlias(node)) {
      const target = anchored.get(node.source);
      if (target !== undefined) {
        aliased.set(node, target);
      }
    } else if (isPair(node)) {
      ahead.push(node.value, node.key);
    } else if (isNode(node)) {
      if (isCollection(node)) {
        for (let i = node.items.length - 1; i >= 0; i--) {
          ahead.push(node.items[i]);
        }
      }
      if (node.anchor !== undefined) {
        anchored.set(node.anchor, node);
      }
    }
  }
  return aliased;
}
