import { localTime } from './relativeAge';

/** Beyond this a number loses digits when written out. */
const largestPlain = 1e15;
/** The largest moment that a date can hold, in seconds. */
const largestTime = 8.64e12;

/** Fractions are cut to so many digits behind the point, and those below 1 to so many that count; the tooltip has all of them. */
const fractionDigits = 4;

/** A value as a person reads it: plain digits in place of `1.5e+06`, few in place of `1.5997234821319580`, a date for a family that says it holds a time. */
export function sampleValue(familyName: string, value: string): string {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value;
  if (familyName.endsWith('_timestamp_seconds') && number > 0 && number < largestTime) return localTime(number);
  if (Math.abs(number) >= largestPlain) return value;
  const cut = Math.abs(number) < 1 ? number.toPrecision(fractionDigits) : number.toFixed(fractionDigits);
  return String(Number(cut));
}
