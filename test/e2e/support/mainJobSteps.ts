import { setTimeout as delay } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import type { GatewayClient } from '../../../src/pushgateway/gatewayClient';
import type { Workbench } from './workbench';

/** A row of the menu that the light bulb and *Refactor…* open, by its whole title. */
export function actionMenuRow(workbench: Workbench, title: string): Locator {
  const name = workbench.page.getByText(title, { exact: true });
  return workbench.page.locator('.action-widget .monaco-list-row').filter({ has: name });
}

/** Puts the cursor at the start of a line, counted from 1, of the active editor. */
export async function goToLine({ page }: Workbench, line: number): Promise<void> {
  await page.keyboard.press('Control+g');
  await page.locator('.quick-input-widget:visible input').first().fill(`:${line}`);
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}

/**
 * Opens *Refactor…* at the cursor, by its key. A save or an edit that is still under way closes the menu: then once more.
 * @param select selects what it is for; it is done anew for each attempt
 */
export async function openRefactorMenu(
  { page }: Workbench,
  titleOfOurs: string,
  select?: () => Promise<void>,
): Promise<void> {
  const menu = page.locator('.action-widget:visible').filter({ hasText: titleOfOurs });
  for (let attempt = 1; ; attempt += 1) {
    await select?.();
    await page.keyboard.press('Control+Shift+r');
    const opened = await menu.waitFor({ timeout: attempt === 4 ? 10_000 : 2_000 }).then(
      () => true,
      (error: unknown) => {
        if (attempt === 4) throw error;
        return false;
      },
    );
    if (opened) return;
    await page.keyboard.press('Escape');
  }
}

/** Asks again and again until it is so; fails with `complaint` after 15 s. */
export async function eventually(isSo: () => boolean, complaint: string): Promise<void> {
  const end = Date.now() + 15_000;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(complaint);
    await delay(50);
  }
}

/** Groups as a shop has them: two tasks of one job, a histogram. */
export async function sendToGateway(client: GatewayClient): Promise<void> {
  const task = `# TYPE task_success_total counter
task_success_total 1
# TYPE task_duration_seconds gauge
task_duration_seconds 12.481
# TYPE task_processed_records gauge
task_processed_records 1500
`;
  const method = 'POST';
  await client.push({ job: 'order_processing', task_name: 'order_fulfillment' }, task, { method });
  await client.push({ job: 'order_processing', task_name: 'refunds', region: 'eu' }, task, { method });
  await client.push(
    { job: 'order_processing' },
    `# TYPE order_processing_seconds histogram
order_processing_seconds_bucket{le="0.5"} 3
order_processing_seconds_bucket{le="+Inf"} 4
order_processing_seconds_sum 2.5
order_processing_seconds_count 4
`,
    { method },
  );
}

/** Only what the README talks about: the instrumented function, and beside it what its gateway holds, wide enough to read. */
export async function arrangeForReadme(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Notifications: Clear All Notifications');
  await workbench.runCommand('View: Close All Editors');
  await workbench.openFile('nightly_processing.py');
  await goToLine(workbench, 102);
  const sidebar = await workbench.page.locator('.part.sidebar').boundingBox();
  if (sidebar === null) {
    throw new Error('the side bar is not shown');
  }
  const edge = { x: sidebar.x + sidebar.width + 1, y: 600 };
  await workbench.page.mouse.move(edge.x, edge.y);
  await workbench.page.mouse.down();
  await workbench.page.mouse.move(edge.x + 120, edge.y, { steps: 4 });
  await workbench.page.mouse.up();
  await workbench.page.mouse.move(900, 500);
}
