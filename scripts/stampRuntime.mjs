// Writes the first line of src/runtime/monitoring.py: `# TaskMonitor runtime VERSION sha256:HEX`. VERSION is package.json's, HEX the
// hash of all that follows the first line, with LF line ends. By it `taskmonitor init --upgrade` and the editor tell a file that
// nobody has edited from one that somebody has. With --check it writes nothing and exits 1 when the line is not up to date.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const RUNTIME = new URL('../src/runtime/monitoring.py', import.meta.url);
const MANIFEST = new URL('../package.json', import.meta.url);

const { version } = JSON.parse(readFileSync(MANIFEST, 'utf8'));
const text = readFileSync(RUNTIME, 'utf8').replaceAll('\r\n', '\n');
const rest = text.slice(text.indexOf('\n') + 1);
const hash = createHash('sha256').update(rest).digest('hex');
const stamped = `# TaskMonitor runtime ${version} sha256:${hash}\n${rest}`;

if (stamped !== text && process.argv.includes('--check')) {
  console.error('src/runtime/monitoring.py: the first line is not up to date. Run: node scripts/stampRuntime.mjs');
  process.exitCode = 1;
} else if (stamped !== text) {
  writeFileSync(RUNTIME, stamped);
}
