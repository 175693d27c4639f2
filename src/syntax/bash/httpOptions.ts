import type { Push } from '../metrics/push';

/** What the options of curl or wget say. */
export interface HttpOptions<W> {
  /** undefined for a request that sends nothing. */
  readonly method: Push['method'];
  readonly isTimed: boolean;
  /** The words that may be URLs. */
  readonly urls: readonly W[];
}

/** Options with a value, by what they mean to us. */
interface Meaning {
  readonly method: RegExp;
  readonly put: RegExp;
  readonly post: RegExp;
  readonly time: RegExp;
  /** All that take a value, those above included. */
  readonly valued: RegExp;
}

const curl: Meaning = {
  method: /^(?:-X|--request)$/,
  put: /^(?:-T|--upload-file)$/,
  post: /^(?:-d|--data|--data-\w+|-F|--form|--json)$/,
  time: /^(?:-m|--max-time|--connect-timeout)$/,
  valued:
    /^(?:-[XTdFmHuoAbcCeEKrUwxyYztDP]|--(?:request|upload-file|data|data-\w+|form|json|max-time|connect-timeout|header|user|output|user-agent|cookie|cookie-jar|referer|cert|key|cacert|config|write-out|proxy|retry|retry-delay|retry-max-time|resolve|interface|stderr|url|oauth2-bearer|limit-rate|dump-header|noproxy))$/,
};

const wget: Meaning = {
  method: /^--method$/,
  put: /^$/,
  post: /^--(?:post|body)-(?:data|file)$/,
  time: /^(?:-T|--(?:connect-|read-|dns-)?timeout)$/,
  valued:
    /^(?:-[TOoUtPaei]|--(?:method|(?:post|body)-(?:data|file)|(?:connect-|read-|dns-)?timeout|header|user|password|output-document|output-file|tries|user-agent|ca-certificate|wait))$/,
};

export function httpOptions<W extends { readonly text: string }>(
  command: 'curl' | 'wget',
  words: readonly W[],
): HttpOptions<W> {
  const meaning = command === 'curl' ? curl : wget;
  let [stated, isPut, isPost, isTimed]: [string | undefined, boolean, boolean, boolean] = [
    undefined,
    false,
    false,
    false,
  ];
  const urls: W[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    const text = word?.text ?? '';
    if (word === undefined || !/^-\S/.test(text)) {
      urls.push(...(word === undefined ? [] : [word]));
      continue;
    }
    const { option, value } = optionOf(text, meaning);
    const next = value ?? (meaning.valued.test(option) ? words[++at]?.text : undefined);
    if (meaning.method.test(option)) {
      stated = next?.replace(/^["']|["']$/g, '').toUpperCase();
    }
    if (option === '--url' && words[at] !== undefined) {
      urls.push(words[at] ?? word);
    }
    isPut ||= meaning.put.test(option);
    isPost ||= meaning.post.test(option);
    isTimed ||= meaning.time.test(option);
  }
  const method = stated ?? (isPut ? 'PUT' : isPost ? 'POST' : undefined);
  return { method: method === 'PUT' || method === 'POST' || method === 'DELETE' ? method : undefined, isTimed, urls };
}

/** `--max-time=5`, `-m5`, `-sSfm 5`, `-XPUT`: the option that takes a value, with the value if it is in the same word. */
function optionOf(text: string, { valued }: Meaning): { readonly option: string; readonly value: string | undefined } {
  const [, long, given] = /^(--[\w-]+)(?:=([^]*))?$/.exec(text) ?? /^(--[\w-]+)=([^]*)$/.exec(text) ?? [];
  if (long !== undefined) {
    return { option: long, value: given };
  }
  for (let at = 1; at < text.length; at++) {
    const option = `-${text[at] ?? ''}`;
    if (valued.test(option)) {
      return { option, value: at + 1 < text.length ? text.slice(at + 1) : undefined };
    }
  }
  return { option: text, value: undefined };
}
