import { readFile, stat } from 'node:fs/promises';

/** A source file as text that can be turned back into the very bytes it came from. */
export interface SourceText {
  /** Line ends, and a byte order mark, as they stand in the file. */
  readonly text: string;
  /** The bytes of a changed text, in the file's own encoding; undefined when that encoding lacks a character. */
  encode(text: string): Uint8Array | undefined;
}

/** Why a file cannot be read as source. */
export interface NotText {
  /** `special`: a pipe, a device. */
  readonly kind: 'binary' | 'tooLarge' | 'special';
}

/** Bytes. No person wrote more into one file, and a syntax tree takes a hundred times as much memory. */
const largestSource = 4 * 1024 * 1024;

/**
 * Decodes UTF-8, or else one byte a character: whatever an older encoding meant by a byte over 127 stands in a comment
 * or a string, which nobody here changes, and comes back as that byte.
 */
export function decodeSource(bytes: Uint8Array): SourceText | NotText {
  // A NUL byte is in no Python, JavaScript or shell source; UTF-16 shows itself the same way.
  if (bytes.includes(0)) {
    return { kind: 'binary' };
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, encode: (changed) => Buffer.from(changed, 'utf8') };
  } catch {
    return { text: Buffer.from(bytes).toString('latin1'), encode: encodeLatin1 };
  }
}

/** @throws the system's error when the file cannot be read */
export async function readSource(path: string): Promise<SourceText | NotText> {
  const found = await stat(path);
  if (!found.isFile() && !found.isDirectory()) {
    return { kind: 'special' };
  }
  if (found.size > largestSource) {
    return { kind: 'tooLarge' };
  }
  return decodeSource(await readFile(path));
}

function encodeLatin1(text: string): Uint8Array | undefined {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 0xff) {
      return undefined;
    }
  }
  return Buffer.from(text, 'latin1');
}
