import { applyEdits } from '../text/textEdit';
import type { TextEdit } from '../text/textEdit';
import type { Finding, Fix } from './finding';

export interface FixedText {
  readonly text: string;
  /** How many fixes were applied. */
  readonly applied: number;
}

/** A fix can bring up a finding that has one too, and so on; two that undo each other must end. */
export const maxFixRounds = 20;

/**
 * Applies the safe fixes of a text until none is left: those that touch each other in turns, each to the text that the one
 * before it left.
 * @param lint the findings of a text, with spans in it
 */
export async function applySafeFixes(
  text: string,
  lint: (text: string) => Promise<readonly Finding[]>,
): Promise<FixedText> {
  let fixed: FixedText = { text, applied: 0 };
  const seen = new Set([text]);
  for (let round = 0; round < maxFixRounds; round++) {
    const next = applyOnce(fixed.text, await lint(fixed.text));
    if (seen.has(next.text)) {
      break;
    }
    seen.add(next.text);
    fixed = { text: next.text, applied: fixed.applied + next.applied };
  }
  return fixed;
}

/** One turn: the safe fixes of these findings, as far as they leave each other alone. */
export function applyOnce(text: string, findings: readonly Finding[]): FixedText {
  const chosen = apart(findings);
  return {
    text: applyEdits(
      text,
      chosen.flatMap(({ edits }) => edits),
    ),
    applied: chosen.length,
  };
}

/** The first safe fix of each finding, as far as they leave each other alone. */
function apart(findings: readonly Finding[]): readonly Fix[] {
  const chosen: Fix[] = [];
  const taken: TextEdit[] = [];
  for (const { fixes } of findings) {
    const fix = fixes.find(({ safe }) => safe);
    const touchesTaken = fix?.edits.some((edit) =>
      taken.some((other) => edit.start <= other.end && other.start <= edit.end),
    );
    if (fix !== undefined && touchesTaken === false) {
      chosen.push(fix);
      taken.push(...fix.edits);
    }
  }
  return chosen;
}
