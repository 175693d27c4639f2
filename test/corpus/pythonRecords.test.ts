import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstrumentStyle } from '../../src/instrument/plan';
import { pythonInstrumenter } from '../../src/instrument/python/pythonInstrumenter';
import type { SyntaxTree } from '../../src/syntax/parsers';
import { listFunctions } from '../../src/syntax/python/functions';
import { applyEdits } from '../../src/text/textEdit';
import { readSource } from '../../src/workspace/sourceText';
import { testParsers } from '../support/parsers';
import { askPython, corpusTimeout, inTemporaryFolder, isFullCorpus, standardLibrary } from './corpusPython';
import { pythonFiles } from './pythonFiles';

/** In the fast sample: every this many files. */
const sampleStep = 23;

/** What the number of records adds to instrumented text, in each style. */
const additions: Readonly<Record<InstrumentStyle, readonly RegExp[]>> = {
  with: [/^[ \t]*\w+\.records = (?:len\(\w+\)|\w+) {2}# taskmonitor\r?\n/gm],
  decorator: [/, records=(?:len|int)(?=\) {2}# taskmonitor\r?$)/gm],
  try: [
    /^[ \t]*(?:task_)?records(?:_\d+)? = (?:len\(\w+\)|\w+) {2}# taskmonitor\r?\n/gm,
    /, (?:task_)?records(?:_\d+)?(?=\) {2}# taskmonitor\r?$)/gm,
  ],
};

/** Prints the names of files that Python does not compile. */
const compileAll = `
import sys, warnings
warnings.simplefilter("ignore")
for path in open(sys.argv[1]).read().split("\\0"):
    try:
        compile(open(path, "rb").read(), path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        print(path, error)
`;

describe('the number of records in real code', () => {
  for (const style of pythonInstrumenter.styles) {
    it(`adds its own lines alone, compiles, and comes back to the same bytes: ${style}`, async () => {
      const parsers = testParsers();
      const library = await standardLibrary();
      const all = await pythonFiles(library);
      const paths = isFullCorpus ? all : all.filter((_, index) => index % sampleStep === 5);
      await inTemporaryFolder(async (folder) => {
        const written: string[] = [];
        let [functions, counted] = [0, 0];
        for (const [index, path] of paths.entries()) {
          const source = await readSource(path);
          if (!('text' in source)) {
            continue;
          }
          const { text } = source;
          const result = await parsers.use('python', text, (tree) => instrumentBoth(tree, path, style));
          functions += result.functions;
          if (result.counted === 0) {
            continue;
          }
          counted += result.counted;
          const bare = additions[style].reduce((left, addition) => left.replace(addition, ''), result.counting);
          assert.equal(bare, result.plain, path);
          const restored = await parsers.use('python', result.counting, (tree) =>
            applyEdits(result.counting, pythonInstrumenter.planUninstrument(tree, { targets: 'all' }).edits),
          );
          assert.equal(restored, text, path);
          const target = join(folder, `${index}.py`);
          await writeFile(target, source.encode(result.counting) ?? '');
          written.push(target);
        }
        const list = join(folder, 'list');
        await writeFile(list, written.join('\0'));
        assert.equal(await askPython(['-c', compileAll, list]), '');
        console.log(`      ${counted} of ${functions} instrumented functions show their number of records`);
        assert.ok(counted > (isFullCorpus ? 200 : 5));
      });
    }).timeout(corpusTimeout);
  }
});

interface Both {
  readonly plain: string;
  readonly counting: string;
  readonly functions: number;
  /** How many functions have their number of records written. */
  readonly counted: number;
}

function instrumentBoth(tree: SyntaxTree, path: string, style: InstrumentStyle): Both {
  const targets = listFunctions(tree).map(({ key }) => key);
  const request = { targets, path, importModule: 'monitoring', style };
  const plain = pythonInstrumenter.planInstrument(tree, request);
  const counting = pythonInstrumenter.planInstrument(tree, { ...request, records: true });
  const done = counting.outcomes.filter((outcome) => outcome.kind === 'instrumented');
  return {
    plain: applyEdits(tree.text, plain.edits),
    counting: applyEdits(tree.text, counting.edits),
    functions: done.length,
    counted: done.filter(({ records }) => records !== undefined).length,
  };
}
