import type { Instrumenter } from '../instrumenter';
import { functionAt, functionStates } from './functionAt';
import { planInstrument } from './planInstrument';
import { planUninstrument } from './planUninstrument';
import { locateRuntimeModule, sourcedFiles } from './runtimeModule';

export const bashInstrumenter: Instrumenter = {
  styles: ['with'],
  planInstrument,
  planUninstrument,
  functionAt,
  functionStates,
  statementsAt: () => undefined,
  runtimeOf(tree, path) {
    const sourced = sourcedFiles(tree);
    return (files) => locateRuntimeModule(files, path, sourced);
  },
};
