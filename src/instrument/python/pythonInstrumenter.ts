import { scriptImports } from '../../syntax/python/scriptImports';
import type { Instrumenter } from '../instrumenter';
import { functionAt, functionStates } from './functionAt';
import { planInstrument } from './planInstrument';
import { planUninstrument } from './planUninstrument';
import { locateRuntimeModule } from './runtimeModule';

export const pythonInstrumenter: Instrumenter = {
  styles: ['with'],
  planInstrument,
  planUninstrument,
  functionAt,
  functionStates,
  statementsAt: () => undefined,
  runtimeOf(tree, path) {
    const imports = scriptImports(tree);
    return (files) => locateRuntimeModule(files, path, imports);
  },
};
