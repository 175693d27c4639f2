import assert from 'node:assert/strict';
import { appendToJsonList, setJsonMember } from '../../../../src/lint/config/jsonEdits';
import { applyEdits } from '../../../../src/text/textEdit';

const set = (text: string): string => {
  const edit = setJsonMember(text, ['rules', 'push-in-loop'], 'off');
  assert.ok(edit);
  return applyEdits(text, [edit]);
};
const allow = (text: string): string => {
  const edit = appendToJsonList(text, ['labels', 'allowed'], 'shard_id');
  assert.ok(edit);
  return applyEdits(text, [edit]);
};

describe('edits of a JSON text', () => {
  const cases: readonly (readonly [string, (text: string) => string, string, string])[] = [
    ['a text that is empty', set, '', '{\n  "rules": {\n    "push-in-loop": "off"\n  }\n}\n'],
    ['an empty object', set, '{}\n', '{\n  "rules": {\n    "push-in-loop": "off"\n  }\n}\n'],
    [
      'members in lines',
      set,
      '{\n\t"ignore": ["a"]\n}\n',
      '{\n\t"ignore": ["a"],\n\t"rules": {\n\t\t"push-in-loop": "off"\n\t}\n}\n',
    ],
    ['members in one line', set, '{"ignore": []}', '{"ignore": [], "rules": {"push-in-loop":"off"}}'],
    ['a member that is there', set, '{"rules": { "push-in-loop" : "error" }}', '{"rules": { "push-in-loop" : "off" }}'],
    [
      'line ends of Windows',
      set,
      '{\r\n  "rules": {\r\n    "missing-help": "off"\r\n  }\r\n}\r\n',
      '{\r\n  "rules": {\r\n    "missing-help": "off",\r\n    "push-in-loop": "off"\r\n  }\r\n}\r\n',
    ],
    [
      'a list in one line',
      allow,
      '{\n  "labels": { "allowed": ["a", "b"] }\n}',
      '{\n  "labels": { "allowed": ["a", "b", "shard_id"] }\n}',
    ],
    [
      'a list in lines',
      allow,
      '{\n  "labels": {\n    "allowed": [\n      "a"\n    ]\n  }\n}',
      '{\n  "labels": {\n    "allowed": [\n      "a",\n      "shard_id"\n    ]\n  }\n}',
    ],
    [
      'a list that is missing',
      allow,
      '{\n  "labels": {}\n}',
      '{\n  "labels": {\n    "allowed": [\n      "shard_id"\n    ]\n  }\n}',
    ],
  ];
  for (const [name, change, before, after] of cases) {
    it(`keep the rest of ${name}`, () => {
      assert.equal(change(before), after);
      assert.doesNotThrow(() => JSON.parse(after));
    });
  }

  it('are none for a text that is no JSON, or has something else in the place', () => {
    assert.equal(setJsonMember('{', ['rules', 'a'], 'off'), undefined);
    assert.equal(setJsonMember('{"rules": []}', ['rules', 'a'], 'off'), undefined);
    assert.equal(setJsonMember('[]', ['rules', 'a'], 'off'), undefined);
    assert.equal(appendToJsonList('{"labels": {"allowed": "a"}}', ['labels', 'allowed'], 'b'), undefined);
  });
});
