import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeSource, readSource } from '../../../src/workspace/sourceText';

/** Decodes and encodes again without a change. */
function roundTrip(bytes: Uint8Array): Uint8Array | undefined {
  const source = decodeSource(bytes);
  assert.ok(!('kind' in source));
  return source.encode(source.text);
}

describe('decodeSource', () => {
  for (const [name, bytes] of [
    ['UTF-8', Buffer.from('name = "中文 😀"\r\n')],
    ['a byte order mark', Buffer.from('\uFEFFx = 1\n')],
    ['Latin-1', Buffer.from([0x23, 0x20, 0xe9, 0xff, 0x80, 0x0a])],
    ['an empty file', Buffer.alloc(0)],
  ] as const) {
    it(`gives back the bytes of ${name}`, () => assert.deepEqual(Buffer.from(roundTrip(bytes) ?? []), bytes));
  }

  it('keeps the byte order mark in the text, so that offsets fit the file', () => {
    const source = decodeSource(Buffer.from('\uFEFFx'));
    assert.ok(!('kind' in source));
    assert.equal(source.text, '\uFEFFx');
  });

  it('tells binary files and UTF-16 by their NUL bytes', () => {
    assert.deepEqual(decodeSource(Buffer.from('x = 1', 'utf16le')), { kind: 'binary' });
  });

  it('does not encode what an older encoding lacks', () => {
    const source = decodeSource(Buffer.from([0xe9]));
    assert.ok(!('kind' in source));
    assert.equal(source.encode('é 任'), undefined);
  });
});

describe('readSource', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'taskmonitor-source-'));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it('does not read what no person wrote, nor wait for a pipe', async () => {
    const large = join(folder, 'large.py');
    await writeFile(large, '');
    await truncate(large, 8 * 2 ** 30);
    assert.deepEqual(await readSource(large), { kind: 'tooLarge' });
    const pipe = join(folder, 'pipe.py');
    execFileSync('mkfifo', [pipe]);
    assert.deepEqual(await readSource(pipe), { kind: 'special' });
  });

  it('throws for what is missing', async () => {
    await assert.rejects(readSource(join(folder, 'gone.py')), { code: 'ENOENT' });
  });
});
