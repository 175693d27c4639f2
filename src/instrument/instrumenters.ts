import type { LanguageId } from '../syntax/language';
import { bashInstrumenter } from './bash/bashInstrumenter';
import { ecmascriptInstrumenter } from './ecmascript/ecmascriptInstrumenter';
import type { Instrumenter } from './instrumenter';
import { pythonInstrumenter } from './python/pythonInstrumenter';

const instrumenters: Readonly<Partial<Record<LanguageId, Instrumenter>>> = {
  python: pythonInstrumenter,
  javascript: ecmascriptInstrumenter,
  typescript: ecmascriptInstrumenter,
  tsx: ecmascriptInstrumenter,
  bash: bashInstrumenter,
};

/** Undefined for a language whose functions cannot be instrumented. */
export function instrumenterOf(language: LanguageId): Instrumenter | undefined {
  return instrumenters[language];
}
