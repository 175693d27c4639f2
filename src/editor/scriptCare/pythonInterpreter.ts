import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import { asRecord } from '../asRecord';

/**
 * The Python that runs a script: the one that is selected in the Python extension, if there is one, then the setting
 * `python.defaultInterpreterPath`, a virtual environment in the script's folders, and the one on PATH.
 */
export async function pythonInterpreter(script: vscode.Uri, log: vscode.LogOutputChannel): Promise<string | undefined> {
  const root = vscode.workspace.getWorkspaceFolder(script)?.uri.fsPath;
  return (
    (await selected(script, log)) ??
    configured(script, root) ??
    virtualEnvironment(dirname(script.fsPath), root) ??
    onPath(process.env['PATH'] ?? '')
  );
}

/** What the Python extension's API says; it is somebody else's, so every step is checked. */
async function selected(script: vscode.Uri, log: vscode.LogOutputChannel): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension<unknown>('ms-python.python');
  if (extension === undefined) return undefined;
  try {
    const environments = asRecord(asRecord(await extension.activate())['environments']);
    const active: unknown = await call(environments, 'getActiveEnvironmentPath', script);
    const resolved: unknown = await call(environments, 'resolveEnvironment', active);
    const executable = asRecord(asRecord(asRecord(resolved)['executable'])['uri'])['fsPath'];
    return typeof executable === 'string' && isAbsolute(executable) ? executable : undefined;
  } catch (error) {
    log.info(`the Python extension named no interpreter: ${String(error)}`);
    return undefined;
  }
}

function call(owner: Readonly<Record<string, unknown>>, name: string, argument: unknown): unknown {
  const method = owner[name];
  return typeof method === 'function' ? Reflect.apply(method, owner, [argument]) : undefined;
}

function configured(script: vscode.Uri, root: string | undefined): string | undefined {
  const value: unknown = vscode.workspace.getConfiguration('python', script).get('defaultInterpreterPath');
  if (typeof value !== 'string') return undefined;
  const path = value
    .replaceAll('${workspaceFolder}', root ?? '')
    .replace(/^~(?=[\\/])/, () => homedir())
    .replaceAll('${userHome}', () => homedir());
  const whole = isAbsolute(path) || root === undefined ? path : join(root, path);
  return isAbsolute(whole) && existsSync(whole) ? whole : undefined;
}

/** In the script's folder or one above it, up to the workspace's. */
function virtualEnvironment(folder: string, root: string | undefined): string | undefined {
  const python = process.platform === 'win32' ? join('Scripts', 'python.exe') : join('bin', 'python');
  for (let current = folder; ; current = dirname(current)) {
    const found = ['.venv', 'venv'].map((name) => join(current, name, python)).find((path) => existsSync(path));
    if (found !== undefined) return found;
    if (root === undefined || current === root || dirname(current) === current) return undefined;
  }
}

function onPath(path: string): string | undefined {
  const windows = process.platform === 'win32';
  const names = windows ? ['python.exe', 'py.exe'] : ['python3', 'python'];
  const folders = path.split(windows ? ';' : ':').filter((folder) => isAbsolute(folder));
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((each) => existsSync(each));
}
