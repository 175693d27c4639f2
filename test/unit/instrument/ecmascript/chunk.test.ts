import { assertInstruments } from './instrumenting';

const esm = "import { TaskMonitor } from './monitoring.mjs'; // taskmonitor\n";
const cjs = "const { TaskMonitor } = require('./monitoring.cjs'); // taskmonitor\n";
const made = "\nconst monitor = new TaskMonitor('nightly'); // taskmonitor\n";

const f = 'function f() {\n  g();\n}\n';
const task =
  "function f() {\n  return monitor.task('nightly.f', () => { // taskmonitor\n    g();\n  }); // taskmonitor\n}\n";
const short = 'function f(){g()}';
const shortTask = "function f(){return monitor.task('nightly.f', () => { /* taskmonitor */ g() }); /* taskmonitor */}";

/** What stands above the function, before and after. */
const tops: readonly (readonly [name: string, before: string, after: string])[] = [
  ['nothing', '', `${esm}${made}\n`],
  ['imports', "import a from 'a';\nimport 'b'\n\n", `import a from 'a';\nimport 'b'\n${esm}${made}\n`],
  [
    'imports, and statements below them',
    "import a from 'a';\nf();\nimport b from 'b';\n",
    `import a from 'a';\n${esm}${made}f();\nimport b from 'b';\n`,
  ],
  ['an import over lines', "import {\n  a,\n} from 'a';\n", `import {\n  a,\n} from 'a';\n${esm}${made}`],
  ['exports from elsewhere', "export * from 'a';\nf();\n", `export * from 'a';\n${esm}${made}f();\n`],
  ['a comment behind the import', "import a from 'a'; // a\n", `import a from 'a'; // a\n${esm}${made}`],
  [
    'two imports on a line',
    "import a from 'a'; import b from 'b';\n",
    `import a from 'a'; import b from 'b';\n${esm}${made}`,
  ],
  ['a shebang', '#!/usr/bin/env node\n', `#!/usr/bin/env node\n${esm}${made}\n`],
  ['a license', '// License\n// more\n\n', `// License\n// more\n\n${esm}${made}\n`],
  ['a comment of the file right above', '// @ts-check\n', `// @ts-check\n${esm}${made}\n`],
  ['documentation of the function', '/** Doc. */\n', `${esm}${made}\n/** Doc. */\n`],
  [
    'a license, and documentation',
    '/* License */\n\n/**\n * Doc.\n */\n',
    `/* License */\n\n${esm}${made}\n/**\n * Doc.\n */\n`,
  ],
  ['directives', "'use client';\n\n", `'use client';\n\n${esm}${made}\n`],
  ['a directive without an empty line', '"use strict"\n', `"use strict"\n${esm}${made}\n`],
  ['a byte order mark', '\uFEFF', `\uFEFF${esm}${made}\n`],
  ['a variable', 'const x = f();\n', `${esm}${made}\nconst x = f();\n`],
];

const required: typeof tops = [
  ['nothing', '', `${cjs}${made}\n`],
  [
    'requires',
    "'use strict';\n\nvar a = require('a')\n  , b = require('b').c;\nrequire('dotenv').config();\nconst { d } = require('d')('x');\n",
    `'use strict';\n\nvar a = require('a')\n  , b = require('b').c;\nrequire('dotenv').config();\nconst { d } = require('d')('x');\n${cjs}${made}`,
  ],
  [
    'exports before the requires',
    "exports.f = f;\nconst a = require('a');\n",
    `${cjs}${made}\nexports.f = f;\nconst a = require('a');\n`,
  ],
  [
    'a require that is given a function of the module',
    "const a = require('a');\nrequire('b')(f);\n",
    `const a = require('a');\n${cjs}${made}require('b')(f);\n`,
  ],
];

/** Import and monitor as they stand on a line with other statements. */
function inline(importing: string): string {
  const statement = importing.trimEnd().replace('// taskmonitor', '/* taskmonitor */');
  return `${statement} const monitor = new TaskMonitor('nightly'); /* taskmonitor */ `;
}

describe('where import and monitor go', () => {
  for (const [name, before, after] of tops) {
    it(`below ${name}`, () => assertInstruments(before + f, after + task));
  }
  for (const [name, before, after] of required) {
    it(`below ${name}, in CommonJS`, () =>
      assertInstruments(before + f, after + task, { importModule: './monitoring.cjs' }));
  }

  for (const [name, before, importing, importModule] of [
    ['a directive', "'use strict';", cjs, './monitoring.cjs'],
    ['requires', "'use strict';var a=require('a'),b=require('b');", cjs, './monitoring.cjs'],
    ['an import behind a directive', "'use client';import a from 'a';", esm, './monitoring.mjs'],
  ] as const) {
    it(`on one line with ${name}`, () =>
      assertInstruments(`${before}${short}\n`, `${before}${inline(importing)}${shortTask}\n`, { importModule }));
  }

  it('above an import on one line with the function: imports come first anyway', () =>
    assertInstruments(`import a from 'a';${short}`, `${esm}${made}\nimport a from 'a';${shortTask}`));

  it('the module is imported as it is told', () =>
    assertInstruments(
      `import a from "../x";\n${f}`,
      `import a from "../x";\n${esm.replace("'./monitoring.mjs'", '"../lib/monitoring.js"')}${made.replaceAll("'", '"')}${task.replaceAll("'", '"')}`,
      {
        importModule: '../lib/monitoring.js',
        language: 'typescript',
      },
    ));
});
