/** TypeScript whose types are easily lost when a body moves into a function of its own. Strict tsc takes it as it is. */
export const typeTraps = `
interface Shape { kind: 'circle' | 'square'; size: number; readonly label?: string }
type Result<T> = { ok: true; value: T } | { ok: false; error: Error };

export function isText(x: unknown): x is string { return typeof x === 'string'; }
export function assertText(x: unknown): asserts x is string {
  if (typeof x !== 'string') {
    throw new TypeError('no text');
  }
}
export function assertTruthy(x: unknown): asserts x {
  if (!x) throw new Error('no');
}
export function fail(message: string): never {
  throw new Error(message);
}
export const leave = (code: number): never => process.exit(code);
export function withThis(this: Shape, factor: number) {
  return this.size * factor;
}
export function reassigned(x?: string | null) {
  if (x === undefined) x = null;
  x ??= 'default';
  return x.length;
}
export function withDefault(x: string | undefined = 'a', { y = 1, z }: { y?: number; z: string }) {
  return x.length + y + z.length;
}
export function narrowed({ kind, value }: { kind: 'a'; value: string } | { kind: 'b'; value: number }) {
  if (kind === 'a') return value.length;
  return value.toFixed();
}
export function assigned(flag: boolean) {
  let x: string;
  if (flag) x = 'a';
  else x = 'b';
  return x.length;
}
export function literal(): 'a' | 'b' {
  return 'a';
}
export function widened() {
  return 'a';
}
export let text = widened();
text = 'other';
export function either(x: boolean) {
  if (x) return 'a' as const;
  return 'b';
}
export const kind: 'a' | 'b' = either(true);
export function contextual(): Shape {
  return { kind: 'circle', size: 1 };
}
export function tuple(): [string, number] {
  return ['a', 1];
}
interface Judge { says(name: string, place: number): boolean }
export function judge(mild: boolean): Judge {
  if (mild) {
    return { says: () => false };
  }
  return {
    says(name, place) {
      return name.length > place;
    },
  };
}
export function handlers(): Record<string, (x: number) => string> {
  return { a: (x) => x.toFixed() };
}
export function generic<T extends { id: number }, K extends keyof T>(items: T[], key: K): Map<T[K], T> {
  return new Map(items.map((item) => [item[key], item]));
}
export async function result<T>(load: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await load() };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error : new Error(String(error)) };
  }
}
export async function maybe(x: string): Promise<string | undefined> {
  if (x === '') return undefined;
  return x;
}
export async function nothing(x: string): Promise<void> {
  if (x === '') return;
  await maybe(x);
}
export function sometimes(x: string): string | void {
  if (x) return x;
}
export function forwards(x: string): void {
  if (x) return forwards('');
  void maybe(x);
}
export function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
export function overloaded(x: string): string;
export function overloaded(x: number): number;
export function overloaded(x: string | number): string | number {
  return typeof x === 'string' ? x.toUpperCase() : x + 1;
}
export function* numbers(): Generator<number, string, boolean> {
  const stop = yield 1;
  if (stop) return 'stopped';
  return 'end';
}
export function* inferred() {
  const x: string = yield 1;
  if (x) return;
  yield 2;
}
export const consumed: Generator<1 | 2, void, string> = inferred();
export async function* pages(n: number): AsyncGenerator<number[], void, undefined> {
  for (let i = 0; i < n; i++) yield [i];
}
export async function* delegating(): AsyncGenerator<number[]> {
  return yield* pages(2);
}
export abstract class Base<T> {
  static #count = 0;
  readonly items: T[] = [];
  protected abstract load(): Promise<T[]>;
  static count(): number {
    return Base.#count++;
  }
  add(item: T): this {
    this.items.push(item);
    return this;
  }
  clone(): this {
    return Object.create(this);
  }
  isFull(): this is { items: [T] } {
    return this.items.length === 1;
  }
}
export class Derived extends Base<string> {
  private cache?: string[] | undefined;
  handler = (event: { readonly x: number }): number => event.x + this.items.length;
  protected override async load(): Promise<string[]> {
    this.cache ??= ['a'];
    return this.cache;
  }
  override add(item: string): this {
    return super.add(item.trim());
  }
}
export const curried = <A, B, C>(f: (a: A, b: B) => C) => (a: A) => (b: B): C => f(a, b);
export const object = {
  size: 1,
  grow(by: number) {
    this.size += by;
    return this;
  },
  async *stream(): AsyncGenerator<number> {
    yield this.size;
  },
} satisfies { size: number; grow(by: number): object; stream(): AsyncGenerator<number> };
export namespace Inner {
  export enum Level { Low, High }
  export function level(x: number): Level {
    return x > 1 ? Level.High : Level.Low;
  }
}
export const guard = (shape: Shape | undefined): shape is Shape => shape?.kind === 'circle';
export function destructured([first, ...rest]: readonly string[]): string {
  return (first ?? '') + rest.length;
}
export function assertNever(x: never): never {
  throw new Error(String(x));
}
export function each(n: number) { for (let i = 0; i < n; i++) each(i); return n; }
export async function retry(n: number) {
  try { return await maybe('x'); } catch { if (n > 0) await retry(n - 1); throw new Error('x'); }
}
export function isEven(n: number): boolean { return n === 0 || isOdd(n - 1); }
export function isOdd(n: number) { return n !== 0 && isEven(n - 1); }
export class Tree {
  children: Tree[] = [];
  size() { let total = 1; for (const child of this.children) total += child.size(); return total; }
}
export const walk = (n: number) => { if (n > 0) walk(n - 1); };
export const loop = (n: number): void => (n > 0 ? loop(n - 1) : undefined);
export function chain() { const api = { next: () => api, end: () => 1 }; return api; }
export function poll(n: number) { setTimeout(() => poll(n + 1), 1); }
export function exhaustive(shape: Shape): number {
  switch (shape.kind) {
    case 'circle':
      return shape.size;
    case 'square':
      return shape.size * 2;
    default:
      return assertNever(shape.kind);
  }
}
`;
