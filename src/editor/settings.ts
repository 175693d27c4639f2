import * as vscode from 'vscode';
import type { InstrumentStyle } from '../instrument/plan';
import { defaultTaskTemplate } from '../instrument/taskNames';
import type { Severity } from '../lint/finding';
import { asRecord } from './asRecord';

/** One entry of `taskMonitor.gateways`, as the person wrote it: the URL is not checked here. */
export interface GatewaySetting {
  readonly name?: string;
  readonly url: string;
}

/** All settings at one moment; features see nothing else of VS Code's configuration. */
export interface Settings {
  readonly gateways: readonly GatewaySetting[];
  /** Seconds between two looks at a gateway; 0: only on request. */
  readonly refreshInterval: number;
  readonly lintEnabled: boolean;
  /** Whether the files that are not open are linted too. */
  readonly lintWorkspace: boolean;
  /** Whether the lint may count the values of labels on the gateways that the view shows. */
  readonly lintLiveEvidence: boolean;
  readonly localGatewayPort: number;
  readonly localGatewayPersist: boolean;
}

/** How a file is instrumented: each folder of a workspace may have its own. */
export interface InstrumentSettings {
  readonly style: InstrumentStyle;
  /** Template of the names of new tasks, for `taskName`. */
  readonly taskName: string;
}

/** What the settings say of the lint of one file; its project's `taskmonitor.json` wins over them. */
export interface LintSettings {
  /** By rule id, as the person wrote it: a value that is no severity is left out. */
  readonly rules: Readonly<Record<string, 'off' | Severity>>;
  readonly maxLabelValues: number;
}

export const settingsSection = 'taskMonitor';

/** The defaults by setting; a test compares them with the manifest's. */
export const settingDefaults = {
  gateways: [],
  refreshInterval: 5,
  'lint.enabled': true,
  'lint.workspace': 'workspace',
  'lint.rules': {},
  'lint.liveEvidence': true,
  'lint.maxLabelValues': 100,
  'instrument.style': 'with',
  'instrument.taskName': defaultTaskTemplate,
  'localGateway.port': 9091,
  'localGateway.persist': false,
} as const;

const maxPort = 65_535;
const maxRefreshInterval = 3_600;

/** Keeps the current snapshot; `onDidChange` tells of each new one. */
export class SettingsSource implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Settings>();
  private readonly listener: vscode.Disposable;
  private snapshot: Settings;
  readonly onDidChange = this.changed.event;

  constructor() {
    this.snapshot = readSettings();
    this.listener = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingsSection)) this.reread();
    });
  }

  get current(): Settings {
    return this.snapshot;
  }

  /** Read when it is asked for: it depends on the file. */
  instrumentOf(resource: vscode.Uri): InstrumentSettings {
    const configuration = vscode.workspace.getConfiguration(settingsSection, resource);
    const style: unknown = configuration.get('instrument.style');
    const template: unknown = configuration.get('instrument.taskName');
    return Object.freeze({
      style: style === 'decorator' || style === 'try' ? style : settingDefaults['instrument.style'],
      taskName:
        typeof template === 'string' && template.trim() !== '' ? template : settingDefaults['instrument.taskName'],
    });
  }

  /** Read when it is asked for: it depends on the file. undefined: of what is in no folder. */
  lintOf(resource: vscode.Uri | undefined): LintSettings {
    const configuration = vscode.workspace.getConfiguration(settingsSection, resource);
    const rules = Object.entries(asRecord(configuration.get('lint.rules')));
    return Object.freeze({
      rules: Object.fromEntries(rules.flatMap(([id, value]) => (isRuleSetting(value) ? [[id, value]] : []))),
      maxLabelValues:
        numberOf(configuration.get('lint.maxLabelValues'), 1, Number.MAX_SAFE_INTEGER) ??
        settingDefaults['lint.maxLabelValues'],
    });
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }

  private reread(): void {
    this.snapshot = readSettings();
    this.changed.fire(this.snapshot);
  }
}

/** A value of the wrong type counts as not set: VS Code marks it in the settings editor. */
function readSettings(): Settings {
  const configuration = vscode.workspace.getConfiguration(settingsSection);
  const read = (key: keyof typeof settingDefaults): unknown => configuration.get(key);
  return Object.freeze({
    gateways: Object.freeze(gatewaysOf(read('gateways'))),
    refreshInterval: numberOf(read('refreshInterval'), 0, maxRefreshInterval) ?? settingDefaults.refreshInterval,
    lintEnabled: booleanOf(read('lint.enabled')) ?? settingDefaults['lint.enabled'],
    lintWorkspace: read('lint.workspace') !== 'openFiles',
    lintLiveEvidence: booleanOf(read('lint.liveEvidence')) ?? settingDefaults['lint.liveEvidence'],
    localGatewayPort: portOf(read('localGateway.port')) ?? settingDefaults['localGateway.port'],
    localGatewayPersist: booleanOf(read('localGateway.persist')) ?? settingDefaults['localGateway.persist'],
  });
}

function gatewaysOf(value: unknown): GatewaySetting[] {
  if (!Array.isArray(value)) return [];
  return value.map((entry: unknown) => {
    const { name, url } = asRecord(entry);
    const trimmed = typeof name === 'string' ? name.trim() : '';
    return Object.freeze({ url: typeof url === 'string' ? url : '', ...(trimmed === '' ? {} : { name: trimmed }) });
  });
}

function numberOf(value: unknown, min: number, max: number): number | undefined {
  return typeof value === 'number' && value >= min && value <= max ? value : undefined;
}

function isRuleSetting(value: unknown): value is 'off' | Severity {
  return value === 'off' || value === 'info' || value === 'warning' || value === 'error';
}

function portOf(value: unknown): number | undefined {
  const port = numberOf(value, 0, maxPort);
  return port !== undefined && Number.isInteger(port) ? port : undefined;
}

function booleanOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}
