/**
 * One Python source for a job with us and without. Lines that end in `#+` are only in the instrumented variant, those that end
 * in `#-` only in the plain one.
 */
export function variants(source: string): { readonly plain: string; readonly instrumented: string } {
  const lines = source.split('\n');
  return {
    plain: lines.filter((line) => !line.endsWith('#+')).join('\n'),
    instrumented: lines.filter((line) => !line.endsWith('#-')).join('\n'),
  };
}
