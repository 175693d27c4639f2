import * as vscode from 'vscode';
import type { LiveSeries } from '../../lint/workspaceView';
import type { Group } from '../../pushgateway/group';
import { isUsable } from '../gateways/gatewayState';
import type { GatewayStore } from '../gateways/gatewayStore';
import type { SettingsSource } from '../settings';
import { unattended } from '../unattended';
import { countLabels } from './labelCounts';
import type { LabelCount } from './labelCounts';

/** On the gateway that has the most values. */
export interface LiveCount extends LabelCount {
  readonly gateway: string;
}

/** Below this every change is told: it may pass a project's bound. Above, a change of a tenth. */
const exactBelow = 1_000;
const noticeable = 0.1;

/**
 * What the gateways of the view say of labels: names and counts, never a value. It asks no gateway itself; the store does while
 * its view is shown. `onDidChange` tells when the counts have changed in a way that matters.
 */
export class LiveEvidence implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listeners: vscode.Disposable[];
  /** By the array of groups: the store keeps the same one while a gateway says the same. */
  private readonly counted = new WeakMap<readonly Group[], readonly LabelCount[]>();
  private known: ReadonlyMap<string, LiveCount> = new Map();
  private look = 0;
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly store: GatewayStore,
    private readonly settings: SettingsSource,
    log: vscode.LogOutputChannel,
  ) {
    const begin = (): void => {
      unattended(this.lookAgain(), log);
    };
    this.listeners = [this.changed, store.onDidChange(begin), settings.onDidChange(begin)];
    begin();
  }

  get current(): readonly LiveCount[] {
    return [...this.known.values()];
  }

  get series(): LiveSeries {
    const { known } = this;
    return { distinctValues: (metric, label) => known.get(keyOf({ metric, label })) };
  }

  dispose(): void {
    this.look += 1;
    vscode.Disposable.from(...this.listeners).dispose();
  }

  private async lookAgain(): Promise<void> {
    this.look += 1;
    const look = this.look;
    const found = new Map<string, LiveCount>();
    for (const { name, groups } of this.loaded()) {
      const counts = this.counted.get(groups) ?? (await countLabels(groups, () => this.look !== look));
      if (counts === undefined || this.look !== look) return;
      this.counted.set(groups, counts);
      for (const count of counts) {
        const key = keyOf(count);
        if (count.count > (found.get(key)?.count ?? 0)) found.set(key, { ...count, gateway: name });
      }
    }
    if (!differs(this.known, found)) return;
    this.known = found;
    this.changed.fire();
  }

  private loaded(): readonly { readonly name: string; readonly groups: readonly Group[] }[] {
    const { lintEnabled, lintLiveEvidence } = this.settings.current;
    if (!lintEnabled || !lintLiveEvidence) return [];
    return this.store.snapshot.gateways.flatMap((row) =>
      isUsable(row) && row.loaded !== undefined ? [{ name: row.gateway.name, groups: row.loaded.groups }] : [],
    );
  }
}

/** Neither name can hold a blank. */
function keyOf({ metric, label }: Pick<LabelCount, 'metric' | 'label'>): string {
  return `${metric} ${label}`;
}

function differs(before: ReadonlyMap<string, LiveCount>, after: ReadonlyMap<string, LiveCount>): boolean {
  return (
    [...after].some(([key, count]) => isNews(before.get(key), count)) ||
    [...before.keys()].some((key) => !after.has(key))
  );
}

function isNews(before: LiveCount | undefined, after: LiveCount): boolean {
  if (before?.gateway !== after.gateway) return true;
  const moved = Math.abs(after.count - before.count);
  return moved > 0 && (after.count < exactBelow || moved >= before.count * noticeable);
}
