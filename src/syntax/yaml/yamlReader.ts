import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';
import type { Node, Pair, Scalar, YAMLMap } from 'yaml';
import type { Span } from '../../text/span';
import type { WorkBudget } from '../workBudget';
import type { YamlDocument } from './yamlDocuments';

/** An entry of a map, its value behind aliases. */
export interface YamlEntry {
  readonly key: Scalar<string>;
  readonly value: Node | undefined;
  readonly pair: Pair;
}

/** Looks things up in one document, through aliases and merge keys (`<<`), at most once through each node. */
export class YamlReader {
  /** The file's own. */
  readonly lineBreak: string;

  constructor(
    readonly text: string,
    private readonly document: YamlDocument,
    private readonly budget: WorkBudget,
  ) {
    this.lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  }

  /** The node that an alias stands for; others as they are. */
  behind(node: unknown): Node | undefined {
    const target = isAlias(node) ? this.document.aliased.get(node) : node;
    return isNode(target) && !isAlias(target) ? target : undefined;
  }

  /** The map's own entries, without those that are merged in. */
  *entries(map: YAMLMap): Generator<YamlEntry> {
    for (const pair of map.items) {
      this.budget.spend();
      const key = this.behind(pair.key);
      if (isText(key)) {
        yield { key, value: this.behind(pair.value), pair };
      }
    }
  }

  entry(map: YAMLMap, name: string): YamlEntry | undefined {
    return this.entryOf(map, name, new Set());
  }

  /** The entry's value, when it is text. */
  textOf(map: YAMLMap, name: string): Scalar<string> | undefined {
    const value = this.entry(map, name)?.value;
    return isText(value) ? value : undefined;
  }

  mapOf(map: YAMLMap, name: string): YAMLMap | undefined {
    const value = this.entry(map, name)?.value;
    return isMap(value) ? value : undefined;
  }

  /** The items of a list, behind aliases; none for anything else. */
  *items(node: Node | undefined): Generator<Node> {
    if (isSeq(node)) {
      for (const item of node.items) {
        this.budget.spend();
        const value = this.behind(item);
        if (value !== undefined) {
          yield value;
        }
      }
    }
  }

  *mapsIn(node: Node | undefined): Generator<YAMLMap> {
    for (const item of this.items(node)) {
      if (isMap(item)) {
        yield item;
      }
    }
  }

  *textsIn(node: Node | undefined): Generator<Scalar<string>> {
    for (const item of this.items(node)) {
      if (isText(item)) {
        yield item;
      }
    }
  }

  private entryOf(map: YAMLMap, name: string, seen: Set<Node>): YamlEntry | undefined {
    if (seen.has(map)) {
      return undefined;
    }
    seen.add(map);
    const merged: YAMLMap[] = [];
    for (const entry of this.entries(map)) {
      if (entry.key.value === name) {
        return entry;
      }
      if (entry.key.value === '<<') {
        merged.push(...(isMap(entry.value) ? [entry.value] : this.mapsIn(entry.value)));
      }
    }
    for (const each of merged) {
      const found = this.entryOf(each, name, seen);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }
}

export function isText(node: unknown): node is Scalar<string> {
  return isScalar(node) && typeof node.value === 'string';
}

/** Where a node stands, without the white space and line ends behind it; empty for one that has no place. */
export function nodeSpan(text: string, node: Node): Span {
  const [start, valueEnd] = node.range ?? [0, 0];
  let end = valueEnd;
  while (end > start && /\s/.test(text[end - 1] ?? '')) {
    end--;
  }
  return { start, end };
}
