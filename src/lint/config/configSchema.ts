import { rules } from '../rules';

/**
 * The JSON schema of `taskmonitor.json`, for completion and checks in editors: `schemas/taskmonitor.schema.json` is what
 * this gives, in English, and a test compares the two. It is strict where the parser only warns: about names that this
 * version does not know.
 */
export function configSchema(): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'taskmonitor.json',
    description: 'What a project says about the lint of TaskMonitor for Pushgateway.',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: {},
      tasks: { description: 'Read by the generators of alerts, not by the lint.' },
      rules: {
        description: 'Severities by rule; "off" silences a rule. Rules that are not named keep their own.',
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(
          rules.map(({ id, severity, summary, docsUrl }) => [
            id,
            {
              description: `${summary()} Unless told otherwise: ${severity}.`,
              markdownDescription: `${summary()}\n\nUnless told otherwise: \`${severity}\`. [About the rule](${docsUrl})`,
              enum: ['off', 'info', 'warning', 'error'],
            },
          ]),
        ),
      },
      labels: {
        description: "The project's own bounds.",
        type: 'object',
        additionalProperties: false,
        properties: {
          allowed: {
            description:
              'Labels that are bounded in this project: no rule on cardinality reports them. * stands for any characters.',
            type: 'array',
            items: { type: 'string', minLength: 1 },
          },
          forbidden: {
            description:
              'Labels that are not to be used in this project, each with the reason. * stands for any characters.',
            type: 'object',
            propertyNames: { minLength: 1 },
            additionalProperties: { type: 'string' },
          },
        },
      },
      ignore: {
        description: 'Files that are not linted, as in .gitignore, from the folder of this file.',
        type: 'array',
        items: { type: 'string', minLength: 1 },
      },
      maxLabelValues: {
        description: 'How many distinct values of a label on a live gateway are too many.',
        type: 'integer',
        minimum: 1,
        default: 100,
      },
    },
  };
}
