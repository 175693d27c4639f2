// Writes the first line of the runtime modules in src/runtime: `# TaskMonitor runtime VERSION sha256:HEX`, with `//` where that begins
// a comment. VERSION is package.json's, HEX the hash of all that follows the first line, with LF line ends. By it `taskmonitor init
// --upgrade` and the editor tell a file that nobody has edited from one that somebody has. Makes monitoring.mjs and monitoring.cjs of
// monitoring.ts, and copies of monitoring.py for the sample project.
// With --check it writes nothing and exits 1 when a file is not up to date.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { nodeRuntimes } from './nodeRuntime.mjs';

const isCheck = process.argv.includes('--check');
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

function stamped(text, mark) {
  const content = text.replaceAll('\r\n', '\n');
  if (!content.startsWith(`${mark} TaskMonitor runtime `))
    throw new Error(`line 1 is to be: ${mark} TaskMonitor runtime`);
  const rest = content.slice(content.indexOf('\n') + 1);
  return `${mark} TaskMonitor runtime ${version} sha256:${createHash('sha256').update(rest).digest('hex')}\n${rest}`;
}

function read(file) {
  return readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
}

function update(file, text) {
  if (existsSync(new URL(`../${file}`, import.meta.url)) && read(file) === text) return;
  if (isCheck) {
    console.error(`${file} is not up to date. Run: node scripts/stampRuntime.mjs`);
    process.exitCode = 1;
  } else {
    writeFileSync(new URL(`../${file}`, import.meta.url), text);
  }
}

const python = stamped(read('src/runtime/monitoring.py'), '#');
update('src/runtime/monitoring.py', python);
update('sample/orders/monitoring.py', python);
update('src/runtime/monitoring.ts', stamped(read('src/runtime/monitoring.ts'), '//'));
const { mjs, cjs } = await nodeRuntimes();
update('src/runtime/monitoring.mjs', stamped(mjs, '//'));
update('src/runtime/monitoring.cjs', stamped(cjs, '//'));
const bash = 'src/runtime/monitoring.sh';
if (existsSync(new URL(`../${bash}`, import.meta.url))) update(bash, stamped(read(bash), '#'));
