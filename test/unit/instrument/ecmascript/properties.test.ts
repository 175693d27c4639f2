import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { transform } from 'esbuild';
import * as fc from 'fast-check';
import { instrumentFile } from '../../../corpus/ecmascriptInstrumentFile';
import { testParsers } from '../../../support/parsers';

const parsers = testParsers();

/** A monitor that does what the runtime does, and nothing else. */
const monitorSource = `
const calls = [];
class TaskMonitor {
  task(name, body) {
    if (body) { calls.push(name); return body({}); }
    return { done: (value) => value, fail: (error) => error, end: () => { calls.push(name) } };
  }
}
`;

/** White space between tokens: lines, blanks, comments. */
const gap = fc.constantFrom(' ', '\n', '\n  ', '\n\t', ' /* c */ ', ' // c\n', '\n// zero\n', '\n\n    /* a\nb */\n');

const expression: fc.Arbitrary<string> = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      'a',
      '1',
      '"s"',
      '[a, b]',
      '({ a, m() { return a } })',
      'this.x',
      'arguments.length',
      '(a, b)',
      'a++',
      'null',
    ),
    fc.tuple(tie('expression'), gap, tie('expression')).map(([l, space, r]) => `(${l})${space}+ (${r})`),
    fc.tuple(tie('expression'), gap).map(([e, space]) => `\`t${space}\${${space}${e}}${space}e\``),
    tie('expression').map((e) => `(() => ${e})()`),
    tie('expression').map((e) => `((x) => {\nvar y = ${e}\nreturn y })(${e})`),
    tie('expression').map((e) => `(function named() { return ${e} }).call(this)`),
    fc.tuple(tie('expression'), tie('expression')).map(([l, r]) => `[${l},\n${r}]`),
  ),
})).expression;

const end = fc.constantFrom(';', '\n', ';\n', '; // end\n', '\n\n');

const statement: fc.Arbitrary<string> = fc.letrec<{ statement: string }>((tie) => ({
  statement: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(expression, end).map(([e, close]) => `out(${e})${close}`),
    fc.tuple(expression, end).map(([e, close]) => `a = ${e}${close}`),
    fc.tuple(expression, end).map(([e, close]) => `if (b) return ${e}${close}`),
    fc.constantFrom(
      'if (b)\n  return\n',
      'if (!b) return;',
      ';',
      'var late = 1\n',
      'out(typeof late);',
      '{ let b = 2; out(b) }\n',
    ),
    fc.tuple(tie('statement'), tie('statement')).map(([one, two]) => `if (b) {${one}} else {\n${two}}\n`),
    tie('statement').map((body) => `for (const i of [1, 2]) {\n  ${body}\nout(i) }`),
    tie('statement').map((body) => `try { ${body} } catch (error) { out(error) } finally { out('f') }\n`),
    fc
      .tuple(tie('statement'), gap)
      .map(([body, space]) => `function inner${space}() {${space}${body}}\nout(inner.call(this))\n`),
    tie('statement').map((body) =>
      `const arrow = () => {\n${body}\n}\nout(arrow())\n`.replace('const arrow', 'var arrow'),
    ),
  ),
})).statement;

const kinds = ['function', 'generator', 'method', 'arrow', 'expression'] as const;

interface Generated {
  readonly kind: (typeof kinds)[number];
  readonly open: string;
  readonly body: string;
  readonly value: string;
  readonly eol: string;
}

const program: fc.Arbitrary<string> = fc
  .record<Generated>({
    kind: fc.constantFrom(...kinds),
    open: gap,
    body: fc.array(statement, { minLength: 1, maxLength: 3 }).map((each) => each.join('')),
    value: expression,
    eol: fc.constantFrom('\n', '\r\n'),
  })
  .map(({ eol, ...generated }) => programOf(generated).replaceAll('\n', eol));

function programOf({ kind, open, body, value }: Omit<Generated, 'eol'>): string {
  switch (kind) {
    case 'function':
      return `function f(a, b) {${open}${body}}\n${call('f.call({ x: 1 }, 1, b, 3)')}`;
    case 'generator':
      return `function* f(a, b) {${open}yield a;${body}${open}yield b }\n${call('[...f.call({ x: 1 }, 1, b)]')}`;
    case 'method':
      return `class A { x = 2; f(a, b) {${open}${body}} }\n${call('new A().f(1, b)')}`;
    case 'arrow':
      return `const o = { x: 3, f(a, b) { const g = () => {${open}${body}}; return g() } }\n${call('o.f(1, b)')}`;
    case 'expression':
      return `const o = { x: 3, f(a, b) { const g = () =>${open}${value}; return g() } }\n${call('o.f(1, b)')}`;
  }
}

function call(callee: string): string {
  return `for (const b of [false, true]) { try { out(${callee}) } catch (error) { out(error.name) } }\n`;
}

/** What a program hands out; Node takes it in sloppy mode, where more can go wrong. */
function outputOf(source: string): string {
  const printed: string[] = [];
  const out = (value: unknown): void => {
    printed.push(JSON.stringify(value) ?? String(value));
  };
  try {
    runInNewContext(source, { out }, { timeout: 2_000 });
  } catch (error) {
    printed.push(`threw ${error instanceof Error ? error.name : String(error)}`);
  }
  return printed.join('\n');
}

async function isValid(source: string): Promise<boolean> {
  return transform(source, { loader: 'js', logLevel: 'silent' }).then(
    () => true,
    () => false,
  );
}

describe('any function of JavaScript', function () {
  this.timeout(60_000);

  it('keeps its tokens and its meaning, and comes back to the byte, in whatever order', async () => {
    let instrumented = 0;
    const property = fc.asyncProperty(program, async (source) => {
      fc.pre(await isValid(source));
      const request = { path: '/jobs/nightly.cjs', importModule: './monitoring.cjs', records: true };
      const result = await instrumentFile(parsers, 'javascript', request, source, true);
      assert.deepEqual(result.problems, []);
      const ran = result.outcomes.filter(({ kind }) => kind === 'instrumented').length;
      instrumented += ran;
      const runnable = result.instrumented.replace(/^const \{ TaskMonitor \}.*$/m, monitorSource);
      assert.equal(outputOf(runnable), outputOf(source));
    });
    await fc.assert(property, { numRuns: 250 });
    assert.ok(instrumented > 250, `only ${instrumented} functions were instrumented`);
  });
});
