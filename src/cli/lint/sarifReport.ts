import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Severity } from '../../lint/finding';
import { rules } from '../../lint/rules';
import type { Range } from '../../text/position';
import type { PlacedFinding, PlacedFix, Skipped } from './placedFinding';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** The report in SARIF 2.1.0, as code scanning takes it: https://docs.oasis-open.org/sarif/sarif/v2.1.0/ */
export function sarifReport(found: readonly PlacedFinding[], skipped: readonly Skipped[], version: string): string {
  return JSON.stringify({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'TaskMonitor',
            version,
            informationUri: 'https://github.com/taskmonitor/taskmonitor-pushgateway',
            rules: rules.map(({ id, summary, severity, docsUrl }) => ({
              id,
              shortDescription: { text: summary() },
              helpUri: docsUrl,
              defaultConfiguration: { level: levels[severity] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: skipped.map(({ path, reason }) => ({
              level: 'note',
              message: { text: reason },
              locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
            })),
          },
        ],
        results: found.map(result),
      },
    ],
  });
}

function result({ path, finding, range, related, fixes }: PlacedFinding): object {
  return {
    ruleId: finding.rule,
    ruleIndex: rules.findIndex(({ id }) => id === finding.rule),
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [{ physicalLocation: { artifactLocation: artifact(path), region: region(range) } }],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((place) => ({
            message: { text: place.message },
            physicalLocation: {
              artifactLocation: artifact(place.path),
              ...(place.range === undefined ? {} : { region: region(place.range) }),
            },
          })),
        }),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map((fix) => sarifFix(path, fix)) }),
  };
}

function sarifFix(path: string, { title, edits }: PlacedFix): object {
  return {
    description: { text: title },
    artifactChanges: [
      {
        artifactLocation: artifact(path),
        replacements: edits.map(({ range, newText }) => ({
          deletedRegion: region(range),
          insertedContent: { text: newText },
        })),
      },
    ],
  };
}

/** Relative to the folder of the call, so that a service finds the file in its own checkout. */
function artifact(path: string): object {
  return { uri: isAbsolute(path) ? pathToFileURL(path).href : path.split('/').map(encodeURIComponent).join('/') };
}

function region({ start, end }: Range): object {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}
