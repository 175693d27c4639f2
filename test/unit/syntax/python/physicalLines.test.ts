import assert from 'node:assert/strict';
import { scanLines } from '../../../../src/syntax/python/physicalLines';

/** The first letters of the kinds: `s`tatement, `b`racket, `c`ontinued, in a string (`"`). */
function kinds(text: string): string {
  const { lines, problem } = scanLines(text);
  assert.equal(problem, undefined);
  return lines.map(({ kind }) => (kind === 'string' ? '"' : kind[0])).join('');
}

describe('scanLines', () => {
  for (const [name, text, expected] of [
    ['an empty text', '', 's'],
    ['statements', 'a\n\n  b\n', 'ssss'],
    ['brackets', 'a(\n[\n{}\n]\n)\nb', 'sbbbbs'],
    ['backslashes', 'a + \\\n  b\\\n\nc', 'sccs'],
    ['a backslash in brackets', 'a(1, \\\n 2,\n3)\nb', 'scbs'],
    ['a backslash in a comment', 'a # \\\nb', 'ss'],
    ['a backslash before CRLF', 'a + \\\r\n  b\r\nc', 'scs'],
    ['quotes and brackets in a comment', 'a # ( """ [\nb', 'ss'],
    ['a triple-quoted string', 'a = """x\n"y""\n# (\n"""\nb', 's"""s'],
    ['the other quotes', "a = '''x\n\"\"\"\n'''\nb", 's""s'],
    ['a string that ends in an escaped quote', 'a = "\\""\nb = """\\"""\n"""\nc', 'ss"s'],
    ['a raw string', 'a = r"\\""\nb', 'ss'],
    ['a backslash at the end of a string line', 'a = "x\\\ny"\nb', 's"s'],
    ['a backslash before CRLF in a string', 'a = "x\\\r\ny"\r\nb', 's"s'],
    ['a string in brackets', 'a("""\n""",\n1)\nb', 's"bs'],
    ['strings beside each other', 'a = "" "" """\n""" "#"\nb', 's"s'],
    ['an f-string', 'a = f"{b}{{ {c!r:>{d}} }}"\ne', 'ss'],
    ['an f-string with the same quotes inside', 'a = f"{b["c"]}{f"{d}"}"\ne', 'ss'],
    ['a multi-line f-string', 'a = f"""{\nb\n} {{\n}} """\nc', 's"""s'],
    ['a multi-line field in a single-quoted f-string', 'a = f"{\nb\n}"\nc', 's""s'],
    ['a comment in a field', 'a = f"""{\nb # " }\n}"""\nc', 's""s'],
    ['a format over lines', 'a = f"""{b:\n{c}\n}"""\nd', 's""s'],
    ['brackets with colons in a field', 'a = f"{b[1:2]}{ {1: 2}[1] }{(lambda: 1)()}"\nc', 'ss'],
    ['an unequal sign in a field', 'a = f"{b!=c}"\nd', 'ss'],
    ['a named character', 'a = f"\\N{EM DASH}{b}"\nc', 'ss'],
    ['no named character in a raw f-string', 'a = rf"\\N{b}"\nc', 'ss'],
    ['a backslash before a field', 'a = f"\\{b}" + rf"\\{b}"\nc', 'ss'],
    ['strings in a field behind a backslash', 'a = f"\\{b["("]}"\nc', 'ss'],
    ['a set in a field of a format', 'a = f"{b:{{"x"}.pop()}}"\nc', 'ss'],
    ['prefixes of all kinds', 'a = Rb"\\"" + bR"{" + u"{" + F"{b}" + fR"{c}"\nd', 'ss'],
    ['names that end like a prefix', 'leaf("{")\nself ["{"]\nd', 'sss'],
    ['a lone carriage return', 'a\rb\rc', 'sss'],
  ] as const) {
    it(name, () => assert.equal(kinds(text), expected));
  }

  it('gives the offsets of lines, terminators and comments', () => {
    assert.deepEqual(scanLines('a # b\r\n"#"\n').lines, [
      { start: 0, end: 5, next: 7, codeEnd: 2, kind: 'statement' },
      { start: 7, end: 10, next: 11, codeEnd: 10, kind: 'statement' },
      { start: 11, end: 11, next: 11, codeEnd: 11, kind: 'statement' },
    ]);
  });

  for (const [name, text, problem] of [
    ['an open bracket', 'a\nb(c[\nd', 5],
    ['a wrong closing bracket', 'a(b]', 3],
    ['a closing bracket too many', 'a)\n', 1],
    ['an open string', 'a = """b\nc', 4],
    ['a single-quoted string over lines', 'a = "b\nc"', 4],
    ['an open f-string', 'a = f"{b', 5],
    ['a single-quoted f-string over lines', 'a = f"b\n"', 5],
    ['an open field', 'a = f"""{b\n"""', 11],
  ] as const) {
    it(`notices ${name}`, () => assert.equal(scanLines(text).problem, problem));
  }
});
