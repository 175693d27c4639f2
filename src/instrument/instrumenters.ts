import type { LanguageId } from '../syntax/language';
import type { Instrumenter } from './instrumenter';
import { pythonInstrumenter } from './python/pythonInstrumenter';

const instrumenters: Readonly<Partial<Record<LanguageId, Instrumenter>>> = {
  python: pythonInstrumenter,
};

/** Undefined for a language whose functions cannot be instrumented. */
export function instrumenterOf(language: LanguageId): Instrumenter | undefined {
  return instrumenters[language];
}
