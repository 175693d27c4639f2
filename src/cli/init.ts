import { join, resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { readRuntimeHeader } from '../instrument/runtimeHeader';
import { locateRuntimeModule } from '../instrument/python/runtimeModule';
import { unifiedDiff } from '../text/unifiedDiff';
import { localFiles } from '../workspace/localFiles';
import { exitCode, UsageError } from './command';
import type { Command } from './command';
import { oneOfBuilt, parseOptions } from './options';
import { shownPath, writeChanges } from './instrument/sourceChange';

/** `init`: puts the TaskMonitor module into a folder. */
export const init: Command = {
  name: 'init',
  summary: () => l10n.t('Writes the TaskMonitor module that scripts import.'),
  usage: () =>
    [
      'taskmonitor init [--language python] [--dir DIR] [--upgrade]',
      '',
      l10n.t(
        'Writes monitoring.py to DIR (default: the current folder), or task_monitoring.py where a monitoring of your own stands. A module of the same or a newer version is fine as it is. --upgrade replaces an older one; of a module that you edited it only prints the difference.',
      ),
    ].join('\n'),
  async run(args, context) {
    const { values, positionals } = parseOptions(args, {
      language: { type: 'string', default: 'python' },
      dir: { type: 'string', default: '.' },
      upgrade: { type: 'boolean', default: false },
    });
    if (positionals.length > 0) {
      throw new UsageError(l10n.t('init takes options only; the folder is given by --dir.'));
    }
    oneOfBuilt('language', values.language, ['python'], ['typescript', 'javascript', 'commonjs', 'bash']);
    const folder = resolve(values.dir);
    if (!(await localFiles.isFolder(folder))) {
      throw new UsageError(l10n.t('There is no folder {0}.', values.dir));
    }
    const bytes = await context.readAsset('runtime/monitoring.py');
    const shipped = new TextDecoder().decode(bytes);
    // Any script of that folder imports the same module.
    const module = await locateRuntimeModule(localFiles, join(folder, 'script.py'));
    const shown = shownPath(module.path);
    const present = await localFiles.read(module.path);
    if (present === undefined) {
      await writeChanges([{ path: module.path, before: undefined, after: shipped, bytes }]);
      context.print(l10n.t('Wrote {0}', shown));
      return exitCode.done;
    }
    const ours = readRuntimeHeader(present);
    const shippedVersion = readRuntimeHeader(shipped)?.version ?? '';
    if (ours === undefined || !ours.pristine) {
      if (values.upgrade) {
        context.print(unifiedDiff(shown, present, shipped).trimEnd());
      }
      context.say(
        values.upgrade
          ? l10n.t('{0} was edited and is left alone; the difference to version {1} is above.', shown, shippedVersion)
          : l10n.t(
              '{0} was edited and is left alone; --upgrade prints the difference to version {1}.',
              shown,
              shippedVersion,
            ),
      );
      return exitCode.refused;
    }
    if (compareVersions(ours.version, shippedVersion) >= 0) {
      context.print(l10n.t('{0} is there already, version {1}', shown, ours.version));
      return exitCode.done;
    }
    if (!values.upgrade) {
      context.say(
        l10n.t('{0} is version {1}; --upgrade replaces it by version {2}.', shown, ours.version, shippedVersion),
      );
      return exitCode.refused;
    }
    await writeChanges([{ path: module.path, before: present, after: shipped, bytes }]);
    context.print(l10n.t('Upgraded {0} from version {1} to {2}', shown, ours.version, shippedVersion));
    return exitCode.done;
  },
};

/** Orders versions such as `0.10.0` and `0.9.2` by their numbers. */
function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
