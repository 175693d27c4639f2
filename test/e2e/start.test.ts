import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { repoRoot } from '../../scripts/support/repoRoot';
import { launchChromium } from '../support/chromium';
import { freePort } from '../support/freePort';
import { Workbench } from './support/workbench';

describe('npm start', function () {
  this.timeout(180_000);
  let home: string;
  let port: number;
  let gatewayPort: number;
  let started: ChildProcess;
  let output = '';
  let browser: Browser;
  let workbench: Workbench;

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'taskmonitor-start-'));
    await profileWithAnotherPython(home);
    [port, gatewayPort] = [await freePort(), await freePort()];
    started = spawn(
      'npm',
      ['start', '--', '--no-open', '--port', String(port), '--gateway-port', String(gatewayPort)],
      { cwd: repoRoot, env: { ...process.env, HOME: home, SHELL: '/bin/bash' }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    for (const stream of [started.stdout, started.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    browser = await launchChromium();
  });

  after(async () => {
    await browser?.close();
    if (started.exitCode === null && started.signalCode === null) {
      started.kill();
      await once(started, 'exit');
    }
    await rm(home, { recursive: true, force: true, maxRetries: 3 });
  });

  it('prints where VS Code and the gateway are', async () => {
    const page = await lineWith(/^TaskMonitor is running at (.*)$/m);
    const gateway = await lineWith(/^Gateway: (.*)$/m);
    assert.match(page, new RegExp(`^http://127\\.0\\.0\\.1:${port}/\\?tkn=[0-9a-f]{32}&folder=/.*/\\.sample$`));
    assert.equal(gateway, `http://127.0.0.1:${gatewayPort}`);
  });

  it('refuses a visitor without the token', async () => {
    const response = await fetch(`http://127.0.0.1:${port}/?folder=/`);
    await response.body?.cancel();
    assert.equal(response.status, 403);
  });

  it('runs a gateway that says it is for development', async () => {
    const response = await fetch(`http://127.0.0.1:${gatewayPort}/api/v1/status`);
    assert.equal(response.status, 200);
    assert.match(await response.text(), /development/i);
  });

  it('opens the sample, with the extension', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(await lineWith(/^TaskMonitor is running at (.*)$/m));
    workbench = new Workbench(page, () => Promise.reject(new Error('not ours to change')));
    await workbench.whenReady();
    await workbench.openViewContainer('TaskMonitor');
    await workbench.treeRow(/Sample gateway/).waitFor();
    // The sample's settings open its guide.
    await page.getByRole('tab', { name: /README/ }).waitFor();
  });

  it('gives its terminals the gateway and a Python with prometheus_client, whatever the shell’s profile does', async () => {
    const answer = join(home, 'answer');
    await workbench.runInTerminal(
      `python3 -c "import os, prometheus_client; print(os.environ['PUSHGATEWAY_URL'])" > ${answer} 2>&1; touch ${answer}.done`,
    );
    await eventually(() => existsSync(`${answer}.done`), 'the line in the terminal did not end');
    assert.equal(await readFile(answer, 'utf8'), `http://127.0.0.1:${gatewayPort}\n`);
  });

  it('shows in its view what a script of the sample pushes from there', async () => {
    await workbench.runInTerminal(
      `PYTHONDONTWRITEBYTECODE=1 python3 ${join(repoRoot, 'sample/orders/order_pipeline.py')}`,
    );
    await workbench.treeRow(/order_fulfillment/).waitFor();
    await workbench.screenshot('start');
  });

  it('stops all that it started on Ctrl-C', async () => {
    const ended = once(started, 'exit');
    started.kill('SIGINT');
    await ended;
    assert.equal(await isListening(port), false, 'VS Code still listens');
    assert.equal(await isListening(gatewayPort), false, 'the gateway still listens');
  });

  it('says which port is in use, and how to choose another', async () => {
    const taken = await import('node:net').then(({ createServer }) => createServer());
    taken.listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    assert.ok(address !== null && typeof address === 'object');
    const second = spawn('npm', ['start', '--', '--no-open', '--gateway-port', String(address.port)], {
      cwd: repoRoot,
    });
    let complaint = '';
    second.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint += text;
    });
    const [exitCode] = (await once(second, 'close')) as [number | null];
    taken.close();
    assert.equal(exitCode, 1);
    assert.match(complaint, new RegExp(`Port ${address.port} on 127\\.0\\.0\\.1 is in use.*--gateway-port`));
  });

  async function lineWith(pattern: RegExp): Promise<string> {
    await eventually(() => pattern.test(output) || started.exitCode !== null, `no ${pattern} in time:\n${output}`);
    const found = pattern.exec(output)?.[1];
    assert.ok(found !== undefined, `npm start ended without ${pattern}:\n${output}`);
    return found;
  }
});

/** A home whose shell profile, as pyenv's does, puts a Python first that does not have the client. */
async function profileWithAnotherPython(home: string): Promise<void> {
  const bin = join(home, 'other-python');
  await mkdir(bin);
  await writeFile(join(bin, 'python3'), '#!/bin/sh\necho the other python\nexit 9\n');
  await chmod(join(bin, 'python3'), 0o755);
  await writeFile(join(home, '.bashrc'), `export PATH="${bin}:$PATH"\n`);
}

async function eventually(isSo: () => boolean, complaint: string): Promise<void> {
  const end = Date.now() + 120_000;
  while (!isSo()) {
    assert.ok(Date.now() < end, complaint);
    await delay(100);
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
