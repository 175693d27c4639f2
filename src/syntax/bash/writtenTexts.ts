import type { Node } from '@vscode/tree-sitter-wasm';
import { plainCommand, type ShellSource } from './shellSource';
import type { TextUse } from './textFamilies';
import { Template, withEscapes } from './template';

/** A text that a script writes, and what becomes of it. */
export interface WrittenText {
  readonly template: Template;
  readonly use: TextUse;
}

/** What could be a metric: only such text is taken apart. */
const sign = /\{|#[ \t]*(?:HELP|TYPE)\b/;

/** The texts of a script that may hold exposition text: printed ones, here-documents, and those in arguments and variables. */
export function* writtenTexts(source: ShellSource): Generator<WrittenText> {
  for (const command of source.commands) {
    const plain = plainCommand(command);
    const name = plain?.name.text.replace(/^.*\//, '') ?? '';
    const given = plain?.arguments ?? [];
    const use = { isPushed: isPushed(command, source), isPrinted: true, goesOn: false };
    if (name === 'echo') {
      const flags = given.findIndex((each) => !/^-[neE]+$/.test(each.text));
      const words = flags < 0 ? [] : given.slice(flags);
      const options = given
        .slice(0, flags < 0 ? given.length : flags)
        .map((each) => each.text)
        .join('');
      const joined = words.reduce(
        (text, word, index) => (index === 0 ? source.template(word) : text.plusText(' ').plus(source.template(word))),
        Template.empty,
      );
      yield {
        template: options.includes('e') ? withEscapes(joined) : joined,
        use: { ...use, goesOn: options.includes('n') },
      };
    } else if (name === 'printf') {
      yield { template: formatted(given, source), use };
    } else {
      const isData = name === 'curl' || name === 'wget';
      for (const word of given) {
        if (isText(word) && (sign.test(word.text) || (isData && /\s/.test(word.text)))) {
          yield {
            template: ofArgument(word, isData, source),
            use: { ...use, isPushed: isData && route.test(command.text), isPrinted: isData },
          };
        }
      }
    }
  }
  for (const body of [...source.all('heredoc_body'), ...source.all('herestring_redirect')]) {
    const text = body.type === 'heredoc_body' ? body : body.firstNamedChild;
    if (text !== null) {
      const use = { isPrinted: !isProgram(text), isPushed: isPushed(body, source), goesOn: false };
      yield { template: source.template(text), use };
    }
  }
  for (const assignment of source.all('variable_assignment')) {
    const value = assignment.childForFieldName('value');
    if (value !== null && isText(value) && sign.test(value.text)) {
      yield {
        template: source.template(value),
        use: { isPrinted: value.text.includes('\n') && !isProgram(value), isPushed: false, goesOn: false },
      };
    }
  }
}

/** A program of awk and the like prints its own. */
function isProgram({ text }: Node): boolean {
  return /\bprintf?\b[ \t(]*["']/.test(text);
}

function isText(node: Node): boolean {
  return /^(?:string|raw_string|ansi_c_string|concatenation|translated_string)$/.test(node.type);
}

/** Programs of awk, sed and the like write quotes and line ends by backslashes. */
function ofArgument(word: Node, isData: boolean, source: ShellSource): Template {
  const template = source.template(word);
  return isData ? template.replaced(/^--?[\w-]+=/g, () => '') : withEscapes(template);
}

/** The format with its arguments in it. */
function formatted(given: readonly Node[], source: ShellSource): Template {
  const from = given[0]?.text === '-v' ? 2 : given[0]?.text === '--' ? 1 : 0;
  const [format, ...values] = given.slice(from);
  if (format === undefined) {
    return Template.empty;
  }
  let next = 0;
  return withEscapes(source.template(format)).replaced(
    /%(?:%|[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:\([^)]*\)T|[a-zA-Z]))/g,
    ([verb]) => {
      if (verb === '%%') {
        return '%';
      }
      const value = values[next];
      next = values.length === 0 ? 0 : (next + 1) % values.length;
      return value && Template.filledBy(value);
    },
  );
}

/** Where metrics go: a gateway, by its path or by what its variable is called, or a file of the textfile collector. */
const route = /\/metrics\/job|\b(?:curl|wget)\b[^]*\$\{?\w*(?:url|gateway|push|pgw)\w*|\.prom\b/i;

/** Whether what a command prints goes to a gateway or into a file of the textfile collector. */
function isPushed(node: Node, source: ShellSource): boolean {
  for (const { type, node: around } of source.around(node.startIndex)) {
    if (type === 'function_definition') {
      return false;
    }
    const isRoute = type === 'pipeline' || type === 'redirected_statement' || type === 'heredoc_redirect';
    if (isRoute && route.test(outer(around))) {
      return true;
    }
  }
  return false;
}

/** The ends of a long statement say where its output goes. */
function outer({ text }: Node): string {
  return text.length > 4_000 ? text.slice(0, 500) + text.slice(-1_000) : text;
}
