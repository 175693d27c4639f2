import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { GatewayClient } from '../../src/pushgateway/gatewayClient';
import type { GatewayConnection } from '../../src/pushgateway/gatewayClient';
import { listenLocally } from '../support/localServer';
import type { LocalServer } from '../support/localServer';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';
import type { ScriptRun } from './runProcess';

/** A user with characters that a URL, a header or a shell may get wrong. */
export const username = 'mé';
export const password = 'p:/@% ü"s3cret';

/** The two as the front of a URL's host. */
export const encodedCredentials = `${encodeURIComponent(username)}:${encodeURIComponent(password)}`;

/** The bcrypt of the password, of the lowest cost, by crypt(3). */
const hash = '$2b$04$EcWNidOVoTQ6qvEU5jehHOWnrVmQ3ZQGw800c/GQ98cZKmgluop62';

/** The real Pushgateway, which asks for that user; its configuration is written to `folder`. */
export async function startGatewayWithPassword(folder: string): Promise<RealPushgateway> {
  const config = join(folder, 'basic.yml');
  await writeFile(config, `basic_auth_users:\n  ${username}: ${hash}\n`);
  return startRealPushgateway({ args: [`--web.config.file=${config}`], readyStatus: 401 });
}

/** Takes whatever comes with the bearer token, and tells everybody else what they have sent. */
export function startBearerServer(token: string): Promise<LocalServer> {
  return listenLocally(
    createServer((request, response) => {
      const isRight = request.headers.authorization === `Bearer ${token}`;
      request.resume().once('end', () => {
        response.writeHead(isRight ? 200 : 401).end(`you sent ${request.headers.authorization}`);
      });
    }),
  );
}

/** The program said nothing but `done`, and the gateway has its one task. */
export async function expectPushed(run: ScriptRun, connection: GatewayConnection): Promise<void> {
  assert.deepEqual([run.stderr, run.stdout, run.exitCode], ['', 'done\n', 0]);
  const client = new GatewayClient(connection);
  try {
    const groups = await client.groups();
    assert.deepEqual(
      groups.map((group) => group.key),
      [{ job: 'job', task_name: 'task' }],
    );
  } finally {
    await client.close();
  }
}
