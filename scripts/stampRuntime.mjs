// Writes the first line of src/runtime/monitoring.py: `# TaskMonitor runtime VERSION sha256:HEX`. VERSION is package.json's, HEX the
// hash of all that follows the first line, with LF line ends. By it `taskmonitor init --upgrade` and the editor tell a file that
// nobody has edited from one that somebody has. The sample project gets a copy of the file.
// With --check it writes nothing and exits 1 when a file is not up to date.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const MANIFEST = new URL('../package.json', import.meta.url);
const RUNTIME = new URL('../src/runtime/monitoring.py', import.meta.url);
const SAMPLE = new URL('../sample/orders/monitoring.py', import.meta.url);

const { version } = JSON.parse(readFileSync(MANIFEST, 'utf8'));
const text = readFileSync(RUNTIME, 'utf8').replaceAll('\r\n', '\n');
const rest = text.slice(text.indexOf('\n') + 1);
const hash = createHash('sha256').update(rest).digest('hex');
const stamped = `# TaskMonitor runtime ${version} sha256:${hash}\n${rest}`;

for (const file of [RUNTIME, SAMPLE]) {
  if (readFileSync(file, 'utf8') === stamped) continue;
  if (process.argv.includes('--check')) {
    console.error(`${file.pathname} is not up to date. Run: node scripts/stampRuntime.mjs`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, stamped);
  }
}
