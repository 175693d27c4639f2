import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestAccess } from '../../../src/extension';

/** The extension's own services and view, in the extension host that also runs the tests. */
export async function testAccess(): Promise<TestAccess> {
  const extension = vscode.extensions.getExtension<TestAccess | undefined>('taskmonitor.taskmonitor');
  assert.ok(extension, 'the extension is not installed');
  const access = await extension.activate();
  assert.ok(access, 'the extension gives tests nothing to look at: is it not in test mode?');
  return access;
}
