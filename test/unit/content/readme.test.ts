import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { commands, laterCommands } from '../../../src/cli/commands';
import { exitCode } from '../../../src/cli/command';
import { rules } from '../../../src/lint/rules';
import { commandTitles, settings, vsixName } from './manifest';
import { repoPath } from './repoPath';

/** The rows of the tables whose head's first cell is `head`, cells trimmed. */
function tableRows(markdown: string, head: string): string[][] {
  const rows: string[][] = [];
  let inside = false;
  for (const line of markdown.split('\n')) {
    const cells = line.startsWith('|')
      ? line
          .split(/(?<!\\)\|/)
          .slice(1, -1)
          .map((cell) => cell.trim())
      : [];
    if (cells.length === 0) {
      inside = false;
    } else if (cells[0] === head) {
      inside = true;
    } else if (inside && !/^-+$/.test(cells[0] ?? '')) {
      rows.push(cells);
    }
  }
  return rows;
}

function byName(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return rows.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));
}

const languages = [
  {
    file: 'README.md',
    nls: 'package.nls.json',
    heads: { command: 'Command', setting: 'Setting', line: 'Command line', code: 'Exit code', rule: 'Rule' },
    severities: { error: 'error', warning: 'warning', info: 'info' },
  },
  {
    file: 'README.zh-cn.md',
    nls: 'package.nls.zh-cn.json',
    heads: { command: '命令', setting: '设置', line: '命令行', code: '退出码', rule: '规则' },
    severities: { error: '错误', warning: '警告', info: '信息' },
  },
] as const;

for (const { file, nls, heads, severities } of languages) {
  describe(file, () => {
    const text = readFileSync(repoPath(file), 'utf8');
    const firstCells = (head: string): string[] => tableRows(text, head).map(([cell = '']) => cell);

    it('lists the commands by the titles that the palette shows', () => {
      assert.deepEqual(firstCells(heads.command).toSorted(), commandTitles(nls).toSorted());
    });

    it('lists the settings with their defaults', () => {
      const listed = tableRows(text, heads.setting).map(([name = '', value = '']) => [name, value] as const);
      const declared = [...settings()].map(
        ([name, { default: value }]) => [`\`${name}\``, `\`${JSON.stringify(value)}\``] as const,
      );
      assert.deepEqual(Object.fromEntries(listed), Object.fromEntries(declared));
    });

    it('lists the commands of the command line that there are, and no later ones', () => {
      const listed = new Set(firstCells(heads.line).map((cell) => cell.replaceAll('`', '').split(' ')[0] ?? ''));
      assert.deepEqual([...listed].toSorted(), commands.map(({ name }) => name).toSorted());
      assert.deepEqual(
        laterCommands.filter((name) => text.includes(`taskmonitor ${name}`)),
        [],
      );
    });

    it('lists the rules of the lint with their severities', () => {
      const listed = tableRows(text, heads.rule).map(([name = '', severity = '']) => [name, severity]);
      const declared = rules.map(({ id, severity }) => [`[\`${id}\`](docs/rules/${id}.md)`, severities[severity]]);
      assert.deepEqual(byName(listed), byName(declared));
      assert.ok(text.includes(`${rules.length} `), 'the number of rules');
    });

    it('lists the exit codes', () => {
      assert.deepEqual(firstCells(heads.code).map(Number), [exitCode.done, exitCode.refused, exitCode.failed]);
    });

    it('installs the .vsix of this version', () => {
      const named = new Set(text.match(/[\w.-]+\.vsix/g));
      assert.deepEqual([...named], [vsixName()]);
    });

    it('links only to what is there', () => {
      const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
      const local = targets.filter((target) => !/^[a-z]+:/.test(target));
      assert.ok(local.length > 0);
      const missing = local.filter((target) => {
        const [path = '', anchor] = target.split('#');
        const linked = path === '' ? file : path;
        return !existsSync(repoPath(linked)) || (anchor !== undefined && !anchorsOf(linked).includes(anchor));
      });
      assert.deepEqual(missing, []);
    });
  });
}

/** The anchors of a file's headings, as GitHub and the marketplace make them. */
function anchorsOf(file: string): string[] {
  const headings = readFileSync(repoPath(file), 'utf8')
    .split('\n')
    .filter((line) => /^#+ /.test(line));
  return headings.map((line) =>
    line
      .replace(/^#+ /, '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
