import * as fc from 'fast-check';

/** Functions call only those before them, so that every script ends. */
const maxFunctions = 4;

const word = fc.constantFrom(
  'a',
  '"b c"',
  "'}'",
  '$x',
  '"$@"',
  '"${1-none}"',
  '\\{',
  '$((1 + 2))',
  '"$(echo d)"',
  'no*file',
);

/** What the lines of a body are made of; `callable` are the functions that may be called. */
function statement(callable: readonly string[], depth: number): fc.Arbitrary<string> {
  const simple = fc.oneof(
    { weight: 4, arbitrary: fc.array(word, { maxLength: 3 }).map((words) => ['echo', ...words].join(' ')) },
    { weight: 3, arbitrary: call(callable) },
    fc.constantFrom('true', 'false', ':', '(exit 3)', 'x=1', 'x+=2', 'shift 2>/dev/null', 'read -r x', 'echo "$? $#"'),
    fc.constantFrom('set -e', 'set +e', 'trap \'echo "end $?"\' EXIT', 'cd /', 'set -- p q'),
    fc.constantFrom('cat <<EOF\nf0() {\n  $x\n}\nEOF', "cat <<-'EOF'\n\t}\n\tEOF", 'cat <<<"{ $x"', 'echo err >&2'),
    fc.integer({ min: 0, max: 4 }).map((status) => `return ${status} 2>/dev/null`),
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 4 }).map((status) => `exit ${status}`) },
  );
  if (depth === 0) {
    return simple;
  }
  const inner = statement(callable, depth - 1);
  const line = inner.filter((text) => !text.includes('\n'));
  return fc.oneof(
    { weight: 5, arbitrary: simple },
    fc.tuple(line, inner).map(([a, b]) => `if ${a}; then\n${b}\nelse\n  echo else\nfi`),
    fc.tuple(line, line).map(([a, b]) => `${a} && ${b}`),
    fc.tuple(line, line).map(([a, b]) => `${a} || ${b}`),
    line.map((a) => `! ${a}`),
    line.map((a) => `${a} | cat`),
    line.map((a) => `x=$(${a}); echo "$x"`),
    inner.map((a) => `(\n${a}\n)`),
    inner.map((a) => `for i in 1 2; do\n${a}\ndone`),
    line.map((a) => `case $x in 1) ${a} ;; *) echo other ;; esac`),
    line.map((a) => `{ ${a}; } 2>&1`),
    line.map((a) => `{ { ${a}; } & wait; }`),
  );
}

function call(callable: readonly string[]): fc.Arbitrary<string> {
  return callable.length === 0
    ? fc.constant('echo nothing to call')
    : fc
        .tuple(fc.constantFrom(...callable), fc.array(word, { maxLength: 2 }))
        .map(([name, args]) => [name, ...args].join(' '));
}

function definition(name: string, callable: readonly string[]): fc.Arbitrary<string> {
  const body = fc.array(statement(callable, 2), { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n'));
  const form = fc.constantFrom(
    (text: string) => `${name}() {\n${text}\n}`,
    (text: string) => `${name} ()\n{ # a brace }\n${text}\n}`,
    (text: string) => `function ${name} {\n${text}\n} 2>&1`,
    (text: string) => `function ${name}() {\n${text}\n}`,
    (text: string) => `${name}() (\n${text}\n)`,
    (text: string) => `true && ${name}() {\n${text}\n}`,
    (text: string) => `if true; then ${name}() {\n${text}\n}; fi`,
    (text: string) => `# ${name}() {\n${name}() if :; then\n${text}\nfi`,
  );
  return fc.tuple(form, body).map(([write, text]) => write(text));
}

/** Scripts of a few functions that call each other, with much of what could go wrong in and around them. */
export const generatedBash: fc.Arbitrary<string> = fc
  .integer({ min: 1, max: maxFunctions })
  .chain((count) => {
    const names = Array.from({ length: count }, (_, index) => (index === 1 ? 'f-1' : `f${index}`));
    return fc.tuple(
      fc.constantFrom('', 'set -e\n', 'set -euo pipefail\n', '# Comment\nset -u\n\n', '\n'),
      fc.tuple(...names.map((name, index) => definition(name, names.slice(0, index)))),
      fc.array(statement(names, 1), { minLength: 1, maxLength: 4 }),
      fc.constantFrom('\n', '\n\n', '\n# next\n'),
    );
  })
  .map(([head, definitions, main, gap]) => `#!/bin/bash\n${head}x=0\n${[...definitions, ...main].join(gap)}\n`);
