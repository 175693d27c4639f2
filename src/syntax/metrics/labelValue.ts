/**
 * What a source file says of a label's value, in words that all languages share. The lint judges it; the readers of the
 * languages only say what stands there. Plain data.
 */
export type LabelValue =
  | { readonly kind: 'literal'; readonly text: string }
  /**
   * A variable, parameter or attribute: `user.id` → path `user`, `id`; `self` and `this` included. `value` is what the
   * file's only assignment gives it, one hop away; `origin` says what the first name is.
   */
  | {
      readonly kind: 'name';
      readonly path: readonly string[];
      readonly origin: 'parameter' | 'loop' | 'local' | 'import' | 'unknown';
      readonly value?: LabelValue | undefined;
    }
  /**
   * A call: `uuid.uuid4()` → callee `uuid`, `uuid4`, through imports and aliases where they are known (`from uuid import
   * uuid4 as u` too: `imported` is true then). `receiver` is what a method is called on, when that is more than a name;
   * a conversion that changes nothing for us (`str(x)`, `String(x)`, `x.toString()`) stays a call of that name.
   */
  | {
      readonly kind: 'call';
      readonly callee: readonly string[];
      readonly imported: boolean;
      readonly receiver?: LabelValue | undefined;
      readonly arguments: readonly LabelValue[];
    }
  /**
   * A caught exception or error. `part`: its message or itself as text, or its class. `className` is an expression of the
   * language that gives its class: `type(e).__name__`; undefined where the language has none.
   */
  | { readonly kind: 'caught'; readonly part: 'message' | 'class' | 'other'; readonly className: string | undefined }
  /** f-string, template literal, concatenation, format: any text made of parts; literal parts included. */
  | { readonly kind: 'joined'; readonly parts: readonly LabelValue[] }
  /** One of some: conditional, `or`, `??`. */
  | { readonly kind: 'choice'; readonly options: readonly LabelValue[] }
  /** Of a small set by its form: a member of an enumeration, a look-up in a literal table, a guard `if x in {…}`, a comparison. */
  | { readonly kind: 'bounded'; readonly by: 'enum' | 'lookup' | 'guard' | 'comparison' | 'class' }
  | { readonly kind: 'unknown' };
