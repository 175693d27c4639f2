import { assertInstruments } from './instrumenting';

const chunk = 'from monitoring import TaskMonitor  # taskmonitor\n\nmonitor = TaskMonitor("nightly")  # taskmonitor\n';
const before = 'def f():\n    return 1\n';
const after = 'def f():\n    with monitor.task("nightly.f") as task:  # taskmonitor\n        return 1\n';

/** Text in front of the function before, and after. */
const cases: readonly (readonly [name: string, before: string, after: string])[] = [
  ['nothing', '', `${chunk}\n\n`],
  ['imports', 'import a\nimport b\n\n\n', `import a\nimport b\n${chunk}\n\n`],
  ['an import right above', 'import a\n', `import a\n${chunk}`],
  [
    'an import over several lines',
    'from a import (\n    b,\n    c,\n)\n\n',
    `from a import (\n    b,\n    c,\n)\n${chunk}\n`,
  ],
  ['an import with a backslash', 'from a import b, \\\n    c\nx = 1\n', `from a import b, \\\n    c\n${chunk}x = 1\n`],
  ['imports chained by ;', 'import a; import b; x = (\n1)\ny = 2\n', `import a; import b; x = (\n1)\n${chunk}y = 2\n`],
  ['a comment behind the import', 'import a  # why\n', `import a  # why\n${chunk}`],
  [
    'from __future__',
    '"""Doc."""\nfrom __future__ import annotations\n\n',
    `"""Doc."""\nfrom __future__ import annotations\n${chunk}\n`,
  ],
  [
    'try and except ImportError',
    'import a\ntry:\n    import b\nexcept ImportError:\n    b = None\n    # none\n\n',
    `import a\ntry:\n    import b\nexcept ImportError:\n    b = None\n    # none\n${chunk}\n`,
  ],
  [
    'if TYPE_CHECKING',
    'import a\n\nif a.TYPE_CHECKING:\n    from b import C\n\n',
    `import a\n\nif a.TYPE_CHECKING:\n    from b import C\n${chunk}\n`,
  ],
  [
    'statements between imports',
    'import sys\nsys.path.insert(0, "x")\nif sys.argv:\n    sys.exit()\nimport b\n\nX = 1\n',
    `import sys\nsys.path.insert(0, "x")\nif sys.argv:\n    sys.exit()\nimport b\n${chunk}\nX = 1\n`,
  ],
  [
    'an import behind a class',
    'import a\nclass B:\n    pass\nimport c\n',
    `import a\n${chunk}class B:\n    pass\nimport c\n`,
  ],
  [
    'an import behind a conditional function',
    'import a\nif a:\n    def g(): ...\n    import b\nimport c\n',
    `import a\n${chunk}if a:\n    def g(): ...\n    import b\nimport c\n`,
  ],
  ['an import behind a loop', 'import a\nfor x in a:\n    import b\n', `import a\n${chunk}for x in a:\n    import b\n`],
  ['a docstring', '"""Doc.\n\nMore."""\n\n\n', `"""Doc.\n\nMore."""\n\n\n${chunk}\n\n`],
  ['a docstring right above', '"""Doc."""\n', `"""Doc."""\n${chunk}\n\n`],
  ['a docstring with a statement behind it', '"""Doc."""; x = 1\n', `"""Doc."""; x = 1\n${chunk}\n`],
  [
    'shebang, encoding and licence',
    '#!/usr/bin/python3\n# coding: utf-8\n# Licence\n\n',
    `#!/usr/bin/python3\n# coding: utf-8\n# Licence\n\n${chunk}\n\n`,
  ],
  ['a shebang right above', '#!/usr/bin/python3\n', `#!/usr/bin/python3\n${chunk}\n\n`],
  ['an encoding on line 2', '\n# coding: utf-8\n', `\n# coding: utf-8\n${chunk}\n\n`],
  ['a comment of the function', '# Top\n\n# About f\n', `# Top\n\n${chunk}\n\n# About f\n`],
  ['an assignment', 'X = 1\n\n', `${chunk}\nX = 1\n\n`],
  ['a decorator', '"""Doc."""\n@staticmethod\n', `"""Doc."""\n${chunk}\n\n@staticmethod\n`],
  ['a byte order mark', '\uFEFF', `\uFEFF${chunk}\n\n`],
  ['a byte order mark and an import', '\uFEFFimport a\n', `\uFEFFimport a\n${chunk}`],
];

const crlf = (text: string): string => text.replaceAll('\n', '\r\n');

describe('the place of import and monitor', () => {
  for (const [name, prefix, expected] of cases) {
    it(name, () => assertInstruments(prefix + before, expected + after, { targets: ['f'] }));
  }

  it('ends its lines as the file does', async () => {
    for (const [, prefix, expected] of cases) {
      await assertInstruments(crlf(prefix + before), crlf(expected + after), { targets: ['f'] });
    }
  });
});
