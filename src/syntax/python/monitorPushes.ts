import type { CachedNode } from '../cachedNode';
import type { LabelCall } from '../metrics/labelCall';
import type { Push } from '../metrics/push';
import { namedChildren } from '../namedChildren';
import type { Bindings } from './bindings';
import { argumentOf } from './callArguments';
import { labelValue } from './labelValue';
import type { DeclaredMetric } from './metricDeclarations';
import { monitorCall } from './monitorValue';
import { keyOf, keyPart } from './groupingKey';
import { spanOf } from './spanOf';
import { stringConstant } from './stringConstant';
import { surroundingsOf } from './surroundings';
import { Trail } from './trail';

/** The methods of TaskMonitor that push, and the keyword of the task's name. */
const methods = { record_success: 'task_name', record_failure: 'task_name', task: 'name' } as const;

interface MonitorUse {
  readonly call: CachedNode;
  readonly callee: CachedNode;
  /** `TaskMonitor(…)`. */
  readonly monitor: CachedNode;
  readonly task: CachedNode | undefined;
  readonly errorCode: CachedNode | undefined;
}

function monitorUses(bindings: Bindings<CachedNode>): readonly MonitorUse[] {
  return (['record_success', 'record_failure', 'task'] as const).flatMap((method) =>
    bindings.occurrences(method).flatMap((name): MonitorUse[] => {
      const callee = name.parent;
      const [call, object] = [callee?.parent, callee?.childForFieldName('object')];
      if (call?.type !== 'call' || !callee || !object || call.childForFieldName('function') !== callee) {
        return [];
      }
      const monitor = monitorCall(object, bindings);
      const task = argumentOf(call, methods[method], 0);
      const named = task.kind === 'given' ? task.value : undefined;
      const code = method === 'record_failure' ? argumentOf(call, 'error_code', 1) : undefined;
      const errorCode = code?.kind === 'given' ? code.value : undefined;
      return monitor === undefined ? [] : [{ call, callee, monitor, task: named, errorCode }];
    }),
  );
}

/** What TaskMonitor pushes where: by `POST`, from a registry of its own, within its own time-out, and never into the job. */
export function monitorPushes(bindings: Bindings<CachedNode>, declared: readonly DeclaredMetric[]): readonly Push[] {
  const trail = new Trail(bindings);
  return monitorUses(bindings).map(({ call, callee, monitor }): Push => {
    const [job, gateway] = [argumentOf(monitor, 'job_name', 0), argumentOf(monitor, 'pushgateway_url', 1)];
    const key = keyOf(argumentOf(monitor, 'grouping_key', Infinity), trail);
    const surroundings = surroundingsOf(call);
    return {
      client: 'taskmonitor',
      method: 'POST',
      gateway: gateway.kind === 'given' ? stringConstant(gateway.value, trail)?.value : undefined,
      job: job.kind === 'given' ? keyPart('job', job.value, trail) : undefined,
      groupingKey: key.parts,
      // The task's name is a part, too, and a value of its label: `taskNames` tells of it.
      keyComplete: false,
      registry: 'own',
      metrics: declared.flatMap(({ declaration }, index) => (declaration.client === 'taskmonitor' ? [index] : [])),
      timeout: 'default',
      ...surroundings,
      inLoop: surroundings.inLoop && !isDecorator(call) && !isInBatch(call),
      guarded: true,
      span: spanOf(call),
      calleeSpan: spanOf(callee),
    };
  });
}

/** The names of tasks are values of the label `task_name`, and what they failed with is one of `error_code`. */
export function taskNames(bindings: Bindings<CachedNode>): readonly LabelCall[] {
  return monitorUses(bindings).flatMap(({ call, monitor, task, errorCode }): LabelCall[] => {
    const given = [
      { label: 'task_name', node: task },
      { label: 'error_code', node: errorCode },
    ];
    const values = given.flatMap(({ label, node }, position) =>
      node === undefined ? [] : [{ label, position, value: labelValue(node, new Trail(bindings)), span: spanOf(node) }],
    );
    return values.length === 0
      ? []
      : [
          {
            metric: { kind: 'unknown', holder: holderOfMonitor(monitor) },
            values,
            complete: true,
            span: spanOf(call),
          },
        ];
  });
}

function holderOfMonitor(monitor: CachedNode): string | undefined {
  const target = monitor.parent?.type === 'assignment' ? monitor.parent.childForFieldName('left') : null;
  return (target?.childForFieldName('attribute') ?? target)?.text;
}

function isDecorator(call: CachedNode): boolean {
  return call.parent?.type === 'decorator';
}

/** Whether `with monitor.batch_push():` is around. */
function isInBatch(call: CachedNode): boolean {
  for (let around = call.parent; around !== null && around.type !== 'function_definition'; around = around.parent) {
    const clause = around.type === 'with_statement' ? namedChildren(around)[0] : undefined;
    if (clause?.type === 'with_clause' && /\.batch_push\(/.test(clause.text.slice(0, 500))) {
      return true;
    }
  }
  return false;
}
