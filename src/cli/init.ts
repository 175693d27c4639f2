import { dirname, join, resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { instrumenterOf } from '../instrument/instrumenters';
import { compareVersions, readRuntimeHeader } from '../instrument/runtimeHeader';
import type { FilePort, RuntimeAsset, RuntimeModule } from '../instrument/runtimeModule';
import type { LanguageId } from '../syntax/language';
import { Parsers } from '../syntax/parsers';
import { unifiedDiff } from '../text/unifiedDiff';
import { localFiles } from '../workspace/localFiles';
import { CommandFailure, exitCode, UsageError } from './command';
import type { Command, CommandContext } from './command';
import { shownPath, writeChanges } from './instrument/sourceChange';
import { oneOf, parseOptions } from './options';

/** What `--language` takes: the module of each, and the language that a script beside it is in. */
const modules = {
  python: { asset: 'monitoring.py', language: 'python' },
  typescript: { asset: 'monitoring.ts', language: 'typescript' },
  javascript: { asset: 'monitoring.mjs', language: 'javascript' },
  commonjs: { asset: 'monitoring.cjs', language: 'javascript' },
  bash: { asset: 'monitoring.sh', language: 'bash' },
} as const satisfies Record<string, { readonly asset: RuntimeAsset; readonly language: LanguageId }>;

/** `init`: puts the TaskMonitor module into a folder. */
export const init: Command = {
  name: 'init',
  summary: () => l10n.t('Writes the TaskMonitor module that scripts import.'),
  usage: () =>
    [
      'taskmonitor init [--language python|typescript|javascript|commonjs|bash] [--dir DIR] [--upgrade]',
      '',
      l10n.t(
        'Writes monitoring.py, .ts, .mjs, .cjs or .sh to DIR (default: the current folder), or task_monitoring where a monitoring of your own stands. A module of the same or a newer version is fine as it is. --upgrade replaces an older one; of a module that you edited it only prints the difference.',
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
    const { asset, language } =
      modules[oneOf('language', values.language, ['python', 'typescript', 'javascript', 'commonjs', 'bash'])];
    const folder = resolve(values.dir);
    if (!(await localFiles.isFolder(folder))) {
      throw new UsageError(l10n.t('There is no folder {0}.', values.dir));
    }
    const bytes = await context.readAsset(`runtime/${asset}`);
    const shipped = new TextDecoder().decode(bytes);
    const module = await moduleIn(folder, asset, language, context);
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
        context.print(unifiedDiff(shown, present, shipped).replace(/\n$/, ''));
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

/** The module that a script of `folder` itself imports, or the place for a new one; what other folders hold does not count. */
async function moduleIn(
  folder: string,
  asset: RuntimeAsset,
  language: LanguageId,
  context: CommandContext,
): Promise<RuntimeModule> {
  const instrumenter = instrumenterOf(language);
  if (instrumenter === undefined) {
    throw new CommandFailure(l10n.t('There is no TaskMonitor module for {0}.', language));
  }
  const extension = asset.slice(asset.indexOf('.'));
  const own: FilePort = {
    // Modules for other languages of ours may stand beside it.
    read: async (path) =>
      dirname(path) === folder && (path.endsWith(extension) || !/\.(?:py|ts|mjs|cjs|sh)$/.test(path))
        ? localFiles.read(path)
        : undefined,
    isFolder: async (path) => dirname(path) === folder && localFiles.isFolder(path),
  };
  const parsers = new Parsers((file) => context.readAsset(`grammars/${file}`));
  return parsers.use(language, '', (tree) => instrumenter.runtimeOf(tree, join(folder, `script${extension}`))(own));
}
