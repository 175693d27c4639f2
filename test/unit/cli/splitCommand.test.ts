import assert from 'node:assert/strict';
import { splitCommand } from '../../../src/cli/exec/splitCommand';

function split(line: string): readonly [string, string] {
  const { own, command } = splitCommand(line.split(' '), ['job', 'task']);
  return [own.join(' '), command.join(' ')];
}

describe('splitCommand', () => {
  for (const [line, own, command] of [
    ['--job a --task b -- ls -l', '--job a --task b', 'ls -l'],
    ['--job a --task=b ls --job c', '--job a --task=b', 'ls --job c'],
    ['--job a ls -- -l', '--job a', 'ls -- -l'],
    ['-- --job', '', '--job'],
    ['ls', '', 'ls'],
    ['--job -- ls', '--job', 'ls'],
    ['--wrong ls --help', '--wrong', 'ls --help'],
    ['--job a', '--job a', ''],
    ['--job', '--job', ''],
  ] as const) {
    it(`reads "${line}"`, () => assert.deepEqual(split(line), [own, command]));
  }
});
