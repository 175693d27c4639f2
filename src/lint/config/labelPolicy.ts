import type { LintConfig } from '../lintConfig';
import { namePattern } from './namePattern';

/** What a project says about a label. */
export type LabelPolicy = 'allowed' | { readonly forbidden: string };

/**
 * What the configuration says about a label's name; undefined where it says nothing. A pattern without `*` is about that
 * one name, and goes before those with one: `{"allowed": ["user_tier"], "forbidden": {"user_*": "…"}}` allows `user_tier`.
 * `forbidden` holds the reason as the project wrote it; it may be empty.
 */
export function labelPolicy({ labels }: LintConfig, name: string): LabelPolicy | undefined {
  const { allowed = [], forbidden = {} } = labels ?? {};
  if (Object.hasOwn(forbidden, name)) {
    return { forbidden: forbidden[name] ?? '' };
  }
  if (allowed.includes(name)) {
    return 'allowed';
  }
  const [, reason] = Object.entries(forbidden).find(([pattern]) => namePattern(pattern).test(name)) ?? [];
  if (reason !== undefined) {
    return { forbidden: reason };
  }
  return allowed.some((pattern) => namePattern(pattern).test(name)) ? 'allowed' : undefined;
}
