// Numbers as Go reads and writes them: the Pushgateway is a Go program, and its texts are compared character by character.

const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const INFINITY = /^[+-]?inf(inity)?$/i;
const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
/** strconv's 'g' with the shortest digits: exponents below -4 and from here on are written with `e`. JavaScript writes plain decimals from 1e-6 to 1e21. */
const EXPONENT_FORM_FROM = 6;
const OUT_OF_RANGE = 2n ** 63n;

/** strconv.ParseFloat without hexadecimal floats and underscores (expfmt refuses those); undefined when it is no number or too large. */
export function parseGoFloat(text: string): number | undefined {
  if (DECIMAL.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }
  if (INFINITY.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return /^nan$/i.test(text) ? NaN : undefined;
}

/** strconv.ParseInt(text, 10, 64). */
export function parseGoInt64(text: string): bigint | undefined {
  const [, sign, digits] = /^([+-]?)0*(\d+)$/.exec(text) ?? [];
  // The length first: reading a number of a million digits would take long.
  if (digits === undefined || digits.length > 19) return undefined;
  const value = sign === '-' ? -BigInt(digits) : BigInt(digits);
  return value < INT64_MIN || value > INT64_MAX ? undefined : value;
}

/** strconv.FormatFloat(value, 'g', -1, 64), which fmt.Sprint uses: `1.58e+09`, `999999`, `1e-05`, `NaN`, `+Inf`. */
export function formatGoFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  // The shortest digits that read back as the same number are the same in both languages; the layout is not.
  const [digits = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < EXPONENT_FORM_FROM) return String(value);
  const sign = exponent < 0 ? '-' : '+';
  return `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/**
 * Go's uint64(float64) on amd64, which counts of histograms and summaries go through: fractions are cut off, negative numbers wrap,
 * and what has no place in 64 bits becomes 2^63 (probed on 1.5.1).
 */
export function toUint64(value: number): bigint {
  if (!Number.isFinite(value)) return OUT_OF_RANGE;
  const integer = BigInt(Math.trunc(value));
  return integer < INT64_MIN || integer >= 2n ** 64n ? OUT_OF_RANGE : BigInt.asUintN(64, integer);
}
