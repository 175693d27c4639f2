import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { configSchema } from '../../../../src/lint/config/configSchema';
import { parseLintConfig } from '../../../../src/lint/config/parseLintConfig';
import { rules } from '../../../../src/lint/rules';

const good: readonly string[] = [
  '{}',
  '{"$schema": "https://example.com/schema.json"}',
  '{"tasks": {"nightly": {"maxAge": "26h"}}}',
  '{"rules": {}}',
  ...['off', 'info', 'warning', 'error'].map((severity) => `{"rules": {"high-cardinality-label": "${severity}"}}`),
  '{"labels": {}}',
  '{"labels": {"allowed": ["tenant_id", "shard_*"], "forbidden": {"user_*": "Users belong in the log.", "x": ""}}}',
  '{"ignore": ["generated/", "!generated/keep.py", "**/*.pb.go"]}',
  '{"maxLabelValues": 1}',
  '{"maxLabelValues": 1e3}',
];

/** Texts that are wrong, what is said of them, and at what. */
const bad: readonly (readonly [text: string, message: string, at: string])[] = [
  ['[]', 'This must be an object.', '[]'],
  ['null', 'This must be an object.', 'null'],
  ['{"rules": []}', 'This must be an object.', '[]'],
  ['{"rules": {"high-cardinality-label": "warn"}}', 'This must be one of "off", "info", "warning", "error".', '"warn"'],
  ['{"rules": {"high-cardinality-label": true}}', 'This must be one of "off", "info", "warning", "error".', 'true'],
  ['{"rules": {"metric-nam": "off"}}', "There is no rule 'metric-nam'.", '"metric-nam"'],
  ['{"rules": {"__proto__": "off"}}', "There is no rule '__proto__'.", '"__proto__"'],
  ['{"rule": {}}', "'rule' is not known here. There are: rules, labels, ignore, maxLabelValues.", '"rule"'],
  ['{"labels": ["user_id"]}', 'This must be an object.', '["user_id"]'],
  ['{"labels": {"allow": []}}', "'allow' is not known here. There are: allowed, forbidden.", '"allow"'],
  ['{"labels": {"allowed": "user_id"}}', 'This must be a list of strings.', '"user_id"'],
  ['{"labels": {"allowed": ["a", 1]}}', 'This must be a string.', '1'],
  ['{"labels": {"allowed": [""]}}', 'This must not be empty.', '""'],
  ['{"labels": {"forbidden": ["user_id"]}}', 'This must be an object.', '["user_id"]'],
  ['{"labels": {"forbidden": {"user_id": null}}}', 'This must be a string.', 'null'],
  ['{"labels": {"forbidden": {"": "x"}}}', 'This must not be empty.', '""'],
  ['{"ignore": "dist"}', 'This must be a list of strings.', '"dist"'],
  ['{"ignore": [""]}', 'This must not be empty.', '""'],
  ['{"maxLabelValues": 0}', 'This must be a whole number from 1.', '0'],
  ['{"maxLabelValues": 1.5}', 'This must be a whole number from 1.', '1.5'],
  ['{"maxLabelValues": "100"}', 'This must be a whole number from 1.', '"100"'],
];

describe('parseLintConfig', () => {
  it('takes what a project may say', () => {
    assert.deepEqual(
      parseLintConfig(
        `\uFEFF{
          "$schema": "./x.json",
          "rules": {"high-cardinality-label": "error"},
          "labels": {"allowed": ["tenant_id"], "forbidden": {"user_*": "No users.", "__proto__": "No."}},
          "ignore": ["dist/"],
          "maxLabelValues": 50
        }`,
      ),
      {
        kind: 'config',
        config: {
          rules: { 'high-cardinality-label': 'error' },
          labels: {
            allowed: ['tenant_id'],
            forbidden: Object.fromEntries([
              ['user_*', 'No users.'],
              ['__proto__', 'No.'],
            ]),
          },
          ignore: ['dist/'],
          maxLabelValues: 50,
        },
        warnings: [],
      },
    );
  });

  for (const [text, message, at] of bad) {
    it(`${text}: ${message}`, () => {
      const parsed = parseLintConfig(text);
      const problems = parsed.kind === 'invalid' ? parsed.problems : parsed.warnings;
      assert.deepEqual(
        problems.map(({ message: said, span }) => [said, text.slice(span.start, span.end)]),
        [[message, at]],
      );
    });
  }

  it('names every problem at once, and takes a name only once', () => {
    const text = '{"ignore": 1, "maxLabelValues": -1, "ignore": [2]}';
    const parsed = parseLintConfig(text);
    assert.ok(parsed.kind === 'invalid');
    assert.deepEqual(
      parsed.problems.map(({ message, span }) => `${span.start}: ${message}`),
      [
        "36: 'ignore' is there twice.",
        '11: This must be a list of strings.',
        '32: This must be a whole number from 1.',
        '47: This must be a string.',
      ],
    );
  });

  it('keeps the rest of a file with names that it does not know', () => {
    const parsed = parseLintConfig('{"rules": {"of-tomorrow": "off", "high-cardinality-label": "off"}, "new": 1}');
    assert.ok(parsed.kind === 'config');
    assert.deepEqual(parsed.config, { rules: { 'high-cardinality-label': 'off' } });
    assert.equal(parsed.warnings.length, 2);
  });

  it('says where a text is no JSON', () => {
    const parsed = parseLintConfig('{"rules": {},}');
    assert.deepEqual(parsed, {
      kind: 'invalid',
      problems: [{ message: "JSON has no comma in front of '}'.", span: { start: 12, end: 13 } }],
    });
  });
});

describe('schemas/taskmonitor.schema.json', () => {
  const path = join(import.meta.dirname, '../../../../schemas/taskmonitor.schema.json');

  it('is what configSchema gives (else: npx tsx scripts/writeConfigSchema.mts)', async () => {
    assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), JSON.parse(JSON.stringify(configSchema())));
  });

  it('knows each rule', async () => {
    const schema = JSON.parse(await readFile(path, 'utf8')) as {
      readonly properties: { readonly rules: { readonly properties: object } };
    };
    assert.deepEqual(Object.keys(schema.properties.rules.properties).toSorted(), rules.map(({ id }) => id).toSorted());
  });

  it('agrees with the parser about good files and bad ones', async () => {
    const validate = new Ajv({ strict: false, allErrors: true }).compile(
      JSON.parse(await readFile(path, 'utf8')) as object,
    );
    for (const text of good) {
      const parsed = parseLintConfig(text);
      assert.ok(parsed.kind === 'config' && parsed.warnings.length === 0, text);
      assert.ok(validate(JSON.parse(text)), text);
    }
    for (const [text] of bad) {
      assert.ok(!validate(JSON.parse(text)), text);
    }
  });
});
