import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { repoRoot } from '../../../scripts/support/repoRoot';

const PALETTE_ATTEMPTS = 10;
const PALETTE_OPENS_WITHIN_MS = 3_000;

/** The workbench as a person sees and uses it: every method does what hands would do. */
export class Workbench {
  constructor(
    readonly page: Page,
    private readonly writeSettings: (settings: Readonly<Record<string, unknown>>) => Promise<void>,
  ) {
    page.setDefaultTimeout(20_000);
  }

  /** Resolves when the workbench stands, its status bar filled. */
  async whenReady(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    await this.page.locator('[id="status.problems"]').waitFor({ timeout: 60_000 });
  }

  /** Saves what is to be seen as `out/screenshots/NAME.png`. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(repoRoot, 'out/screenshots', `${name}.png`) });
  }

  /** Machine settings, beside those that the workbench was opened with; in force at once. */
  async changeSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    await this.writeSettings(settings);
  }

  /** Switches the theme as the system's preference does; the names of VS Code's own themes change between its versions. */
  async useTheme(theme: 'light' | 'dark' | 'highContrast'): Promise<void> {
    await this.changeSettings({ 'window.autoDetectColorScheme': true });
    await this.page.emulateMedia({
      colorScheme: theme === 'light' ? 'light' : 'dark',
      forcedColors: theme === 'highContrast' ? 'active' : 'none',
    });
    const rootClass = { light: 'vs', dark: 'vs-dark', highContrast: 'hc-black' }[theme];
    await this.page.locator(`.monaco-workbench.${rootClass}`).waitFor();
  }

  /** The rows that the palette offers for `text`, as their labels; a screenshot of it when that is given a name. */
  async paletteRows(text: string, screenshot?: string): Promise<readonly string[]> {
    await this.openPalette(`>${text}`);
    await this.quickInputRows().first().waitFor();
    let labels = await this.rowLabels();
    // The list is empty for a moment when it is drawn anew.
    for (let look = 0; labels.length === 0 && look < 50; look++) {
      await this.page.waitForTimeout(100);
      labels = await this.rowLabels();
    }
    if (screenshot !== undefined) {
      await this.screenshot(screenshot);
    }
    await this.page.keyboard.press('Escape');
    return labels;
  }

  /** Runs a command by its whole title in the palette, for example `TaskMonitor: Push Test Metrics`. */
  async runCommand(title: string): Promise<void> {
    // The palette does not take up commands of extensions that are still being registered while it is open.
    for (let attempt = 1; ; attempt += 1) {
      await this.openPalette(`>${title}`);
      const row = this.rowWithLabel(title);
      const found = await row.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
      if (found) {
        await row.click();
        return;
      }
      if (attempt === PALETTE_ATTEMPTS) {
        throw new Error(`the palette has no command ${title}, but: ${(await this.rowLabels()).join(', ')}`);
      }
      await this.page.keyboard.press('Escape');
    }
  }

  /** Opens a file of the folder by its path, as quick open does. */
  async openFile(path: string): Promise<void> {
    const name = path.split('/').at(-1) ?? path;
    await this.openPalette(path);
    // 'No matching results' is a row too, while the file is still looked for.
    await this.quickInputRows().filter({ hasText: name }).first().waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.getByRole('tab', { name }).waitFor();
    await this.page.locator('.editor-instance .view-line').first().waitFor();
  }

  /** The box that asks for text or a choice. */
  quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  quickInputRows(): Locator {
    return this.quickInput().locator('.monaco-list-row');
  }

  /** Answers an input box whose title or prompt holds `about`. */
  async answer(about: string | RegExp, text: string): Promise<void> {
    await this.quickInput().filter({ hasText: about }).waitFor();
    await this.quickInput().locator('input').first().fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Picks the row with this label from the list that is open. */
  async pickRow(label: string): Promise<void> {
    await this.rowWithLabel(label).click();
  }

  /** Opens a view container by the title of its icon in the activity bar. */
  async openViewContainer(title: string): Promise<void> {
    const tab = this.page.locator('.activitybar').getByRole('tab', { name: title });
    if ((await tab.getAttribute('aria-selected')) !== 'true') {
      await tab.click();
    }
    await this.page.locator('.sidebar .composite.title').filter({ hasText: title }).waitFor();
  }

  /** A row of any tree that is to be seen. */
  treeRow(name: string | RegExp): Locator {
    return this.page.getByRole('treeitem', { name });
  }

  /** Opens a row that has rows below it; one that is open stays so. */
  async expandRow(name: string | RegExp): Promise<void> {
    const row = this.treeRow(name).first();
    if ((await row.getAttribute('aria-expanded')) === 'false') {
      await row.locator('.monaco-tl-twistie').click();
    }
  }

  /** Picks an entry of the menu that a right click on the row opens. */
  async runRowCommand(row: string | RegExp, entry: string): Promise<void> {
    await this.treeRow(row).first().click({ button: 'right' });
    await this.chooseMenuItem(entry);
  }

  /** Clicks an entry of the open context menu until it closes: VS Code takes no notice of a click right after it opens. */
  async chooseMenuItem(entry: string): Promise<void> {
    const item = this.page.getByRole('menuitem', { name: entry });
    await item.hover();
    for (let click = 0; click < 5; click++) {
      await item.click();
      const closed = await item.waitFor({ state: 'hidden', timeout: 2_000 }).then(
        () => true,
        () => false,
      );
      if (closed) return;
    }
    throw new Error(`the menu did not take a click on ${entry}`);
  }

  /** A message in the lower right corner. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text });
  }

  async clickNotificationButton(text: string | RegExp, button: string): Promise<void> {
    await this.notification(text).getByRole('button', { name: button, exact: true }).click();
  }

  /** A question in the middle of the window. */
  dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  async clickDialogButton(button: string): Promise<void> {
    await this.dialog().getByRole('button', { name: button, exact: true }).click();
  }

  /** The text of the lines that the editor shows. */
  async editorText(): Promise<string> {
    const lines = this.page.locator('.editor-instance .view-line');
    const positioned = await lines.evaluateAll((elements) =>
      elements.map((element) => ({ top: element.getBoundingClientRect().top, text: element.textContent ?? '' })),
    );
    return positioned
      .toSorted((a, b) => a.top - b.top)
      .map(({ text }) => text.replaceAll('\u00a0', ' '))
      .join('\n');
  }

  /** Puts the cursor into the shown line that holds `text`. */
  async clickEditorLine(text: string | RegExp): Promise<void> {
    await this.page.locator('.editor-instance .view-line').filter({ hasText: text }).first().click();
  }

  /** Types a line into a new terminal and presses Enter; it does not wait for what the line does. */
  async runInTerminal(line: string): Promise<void> {
    await this.runCommand('Terminal: Create New Terminal');
    const terminal = this.page.locator('.terminal-wrapper.active .xterm-helper-textarea');
    await terminal.waitFor({ state: 'attached' });
    // What opens at the start (a guide, for example) may still take the focus: the keys go in once it stays with the terminal.
    await expectSoon(async () => {
      await terminal.focus();
      await this.page.waitForTimeout(300);
      return terminal.evaluate((element) => element === element.ownerDocument.activeElement);
    }, 'the terminal does not keep the focus');
    await this.page.keyboard.insertText(line);
    await this.page.keyboard.press('Enter');
  }

  private rowWithLabel(label: string): Locator {
    const exact = new RegExp(`^${label.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)}$`);
    const name = this.page.locator('.label-name').filter({ hasText: exact });
    return this.quickInputRows().filter({ has: name }).first();
  }

  private rowLabels(): Promise<string[]> {
    return this.quickInputRows().locator('.label-name').allTextContents();
  }

  private async openPalette(text: string): Promise<void> {
    // VS Code closes the palette when something else takes the focus just then, which a person answers with F1 again.
    for (let attempt = 1; ; attempt += 1) {
      await this.page.keyboard.press('F1');
      try {
        await this.quickInput().locator('input').first().fill(text, { timeout: PALETTE_OPENS_WITHIN_MS });
        return;
      } catch (error) {
        if (attempt === PALETTE_ATTEMPTS) {
          throw error;
        }
      }
    }
  }
}

async function expectSoon(isSo: () => Promise<boolean>, complaint: string): Promise<void> {
  for (let attempt = 1; !(await isSo()); attempt += 1) {
    if (attempt === 50) {
      throw new Error(complaint);
    }
  }
}
