import type { Node } from '@vscode/tree-sitter-wasm';
import type { KeyPart, Push } from '../metrics/push';
import { namedChildren } from '../namedChildren';
import { spanOf } from '../spanOf';
import { compositeOf, fieldsOf } from './composite';
import type { DeclaredMetrics } from './declaredMetrics';
import { isPushPackage } from './goImports';
import type { GoCall, GoSource } from './goSource';
import { labelValue } from './labelValue';
import { pushPlace } from './pushPlace';
import { stringConstant } from './stringConstant';

/** Of push.go: Push replaces the group, Add its families of the same names. */
const sends = { Push: 'PUT', PushContext: 'PUT', Add: 'POST', AddContext: 'POST', Delete: 'DELETE' } as const;

/** The pushes of a Go file through `client_golang/prometheus/push`, in the order of the text. */
export function pushes(metrics: DeclaredMetrics, source: GoSource): Push[] {
  if (![...source.imports.byName.values()].some(isPushPackage)) {
    return [];
  }
  const found: Push[] = [];
  for (const call of source.calls(/\b(?:Push|Add)(?:Context)?\b|\bDelete\b/g)) {
    const method = Object.entries(sends).find(([name]) => name === call.name.text)?.[1];
    const operand = call.callee.childForFieldName('operand');
    const settings = operand === null ? undefined : pusherSettings(operand, source);
    if (method !== undefined && settings !== undefined) {
      found.push(push(call, method, settings, metrics, source));
    }
  }
  return found;
}

/** A call that makes a pusher or sets it up: `New`, `Grouping`, `Collector`, `Gatherer`, `Client` and so on. */
interface Setting {
  readonly name: string;
  readonly arguments: readonly Node[];
}

const maxHops = 8;

/** What a pusher is made of, from `New` on; undefined when it is none. */
function pusherSettings(expression: Node, source: GoSource, hops = maxHops): readonly Setting[] | undefined {
  const chain: Setting[] = [];
  let at: Node | null = expression;
  while (at?.type === 'call_expression') {
    source.budget.spend();
    const callee: Node | null = at.childForFieldName('function');
    const given = namedChildren(at.childForFieldName('arguments'));
    const member = callee === null ? undefined : source.packageMember(callee);
    if (member !== undefined) {
      return isPushPackage(member.path) && member.name === 'New'
        ? [{ name: 'New', arguments: given }, ...chain]
        : undefined;
    }
    chain.unshift({ name: callee?.childForFieldName('field')?.text ?? '', arguments: given });
    at = callee?.childForFieldName('operand') ?? null;
  }
  const held = at === null || hops === 0 ? undefined : heldSettings(at, source, hops);
  return held && [...held, ...chain];
}

/** The pusher that a variable or field holds, with what other statements set on it. */
function heldSettings(holder: Node, source: GoSource, hops: number): readonly Setting[] | undefined {
  const { text } = holder;
  if (holder.type === 'identifier') {
    const declared = source.declaredAt(holder);
    const type = declared?.type?.type === 'pointer_type' ? declared.type.firstNamedChild : declared?.type;
    const typeMember = type ? source.packageMember(type) : undefined;
    if (
      typeMember !== undefined &&
      isPushPackage(typeMember.path) &&
      typeMember.name === 'Pusher' &&
      declared?.values.length === 0
    ) {
      return [];
    }
    const found: (readonly Setting[])[] = [];
    for (const value of declared?.values ?? []) {
      // `pusher = pusher.Grouping(…)` adds to what it was.
      const isOwn = value?.text.startsWith(`${text}.`) === true;
      const settings =
        value === undefined ? undefined : isOwn ? chainOn(value, source) : pusherSettings(value, source, hops - 1);
      if (settings !== undefined) {
        found.push(settings);
      }
    }
    return found.some((each) => each[0]?.name === 'New')
      ? [...found.flat(), ...statementsOn(holder, source)]
      : undefined;
  }
  if (holder.type !== 'selector_expression') {
    return undefined;
  }
  const field = holder.childForFieldName('field')?.text ?? '';
  for (const { call } of source.calls(/\bNew\b/g)) {
    const made = outermostChain(call, source);
    if (assignedField(made) === field) {
      const settings = pusherSettings(made, source, hops - 1);
      if (settings !== undefined) {
        return settings;
      }
    }
  }
  return undefined;
}

/** The settings of `x.Grouping(…).Client(…)`, without those of `x`. */
function chainOn(expression: Node, source: GoSource): readonly Setting[] {
  const chain: Setting[] = [];
  for (let at: Node | null = expression; at?.type === 'call_expression';) {
    source.budget.spend();
    const callee: Node | null = at.childForFieldName('function');
    chain.unshift({
      name: callee?.childForFieldName('field')?.text ?? '',
      arguments: namedChildren(at.childForFieldName('arguments')),
    });
    at = callee?.childForFieldName('operand') ?? null;
  }
  return chain;
}

/** Statements that set up a variable's pusher: `pusher.Grouping("zone", zone)`. */
function statementsOn(holder: Node, source: GoSource): Setting[] {
  const declared = source.declaredAt(holder);
  const settings: Setting[] = [];
  for (const { call, callee, name, arguments: given } of source.calls(/\b(?:Grouping|Collector|Gatherer|Client)\b/g)) {
    let first = callee.childForFieldName('operand');
    while (first?.type === 'call_expression') {
      source.budget.spend();
      first = first.childForFieldName('function')?.childForFieldName('operand') ?? null;
    }
    const isOurs = first?.type === 'identifier' && first.text === holder.text && source.declaredAt(first) === declared;
    if (isOurs && outermostChain(call, source).parent?.type === 'expression_statement') {
      settings.push({ name: name.text, arguments: given });
    }
  }
  return settings;
}

function outermostChain(call: Node, source: GoSource): Node {
  let outermost = call;
  for (;;) {
    source.budget.spend();
    const next = outermost.parent?.type === 'selector_expression' ? outermost.parent.parent : null;
    if (next?.type !== 'call_expression') {
      return outermost;
    }
    outermost = next;
  }
}

function assignedField(value: Node): string | undefined {
  const { parent } = value;
  if (parent?.type === 'literal_element' && parent.parent?.type === 'keyed_element') {
    return parent.parent.childForFieldName('key')?.text;
  }
  const statement = parent?.type === 'expression_list' ? parent.parent : null;
  return statement?.type === 'assignment_statement'
    ? statement.childForFieldName('left')?.firstNamedChild?.childForFieldName('field')?.text
    : undefined;
}

function push(
  { call, callee, name, arguments: given }: GoCall,
  method: Push['method'],
  settings: readonly Setting[],
  metrics: DeclaredMetrics,
  source: GoSource,
): Push {
  const isKnown = settings[0]?.name === 'New';
  const [url, job] = isKnown ? (settings[0]?.arguments ?? []) : [];
  const all = (setting: string): readonly (readonly Node[])[] =>
    settings.filter((each) => each.name === setting).map((each) => each.arguments);
  const sent = all('Collector').flatMap(([collector]) => (collector === undefined ? [] : [metrics.of(collector)]));
  const gatherers = all('Gatherer').map(([gatherer]) => registryOf(gatherer, source));
  const indexes = sent.flatMap((metric) => (metric.kind === 'declared' ? [metric.index] : []));
  return {
    client: 'client_golang',
    method,
    gateway: url && stringConstant(url, source)?.value,
    job: job && { name: 'job', value: labelValue(job, source), span: spanOf(job) },
    groupingKey: all('Grouping').flatMap(([key, value]): KeyPart[] =>
      value === undefined
        ? []
        : [{ name: key && stringConstant(key, source)?.value, value: labelValue(value, source), span: spanOf(value) }],
    ),
    keyComplete:
      isKnown &&
      settings.every((each) => /^(?:New|Grouping|Collector|Gatherer|Client|BasicAuth|Format|Header)$/.test(each.name)),
    registry: gatherers.includes('default') ? 'default' : !isKnown || gatherers.includes('unknown') ? 'unknown' : 'own',
    ...(gatherers.length === 0 && isKnown && indexes.length === sent.length ? { metrics: indexes } : {}),
    timeout: timeoutOf(
      all('Client').at(-1)?.[0],
      isKnown,
      name.text.endsWith('Context') ? given[0] : undefined,
      source,
    ),
    ...pushPlace(call, source),
    span: spanOf(call),
    calleeSpan: spanOf(callee.childForFieldName('field') ?? callee),
  };
}

/** Which registry an expression of a file is. */
export function registryOf(
  expression: Node | undefined,
  source: GoSource,
  hops = maxHops,
): 'default' | 'own' | 'unknown' {
  if (expression === undefined || hops === 0) {
    return 'unknown';
  }
  const callee = expression.type === 'call_expression' ? expression.childForFieldName('function') : null;
  const member = source.packageMember(callee ?? expression);
  if (member !== undefined) {
    return /^Default(?:Gatherer|Registerer)$/.test(member.name)
      ? 'default'
      : /^New(?:Pedantic)?Registry$/.test(member.name)
        ? 'own'
        : 'unknown';
  }
  const [value] = expression.type === 'identifier' ? (source.declaredAt(expression)?.values ?? []) : [];
  return registryOf(value, source, hops - 1);
}

/** `&http.Client{}`, which a pusher has too unless told, waits for ever. */
function timeoutOf(
  client: Node | undefined,
  isKnown: boolean,
  context: Node | undefined,
  source: GoSource,
): Push['timeout'] {
  if (context !== undefined) {
    const [value] = context.type === 'identifier' ? (source.declaredAt(context)?.values ?? []) : [];
    const callee = (value ?? context).childForFieldName('function')?.text ?? '';
    if (!/^context\.(?:Background|TODO)$/.test(callee)) {
      return /^context\.With(?:Timeout|Deadline)/.test(callee) ? 'stated' : 'unknown';
    }
  }
  if (client === undefined) {
    return isKnown ? 'endless' : 'unknown';
  }
  const composite = compositeOf(client, source);
  const type = composite?.childForFieldName('type')?.text;
  if (type === 'http.Client' && composite !== undefined) {
    return fieldsOf(composite).some(({ key }) => key.text === 'Timeout') ? 'stated' : 'endless';
  }
  return client.text === 'http.DefaultClient' ? 'endless' : 'unknown';
}
