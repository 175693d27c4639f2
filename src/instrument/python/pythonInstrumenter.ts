import { scriptImports } from '../../syntax/python/scriptImports';
import type { Instrumenter } from '../instrumenter';
import { functionAt, functionStates } from './functionAt';
import { planInstrument } from './planInstrument';
import { planUninstrument } from './planUninstrument';
import { locateRuntimeModule } from './runtimeModule';
import { statementsAt } from './statements/statementsAt';
import { pythonStyles } from './styles/pythonStyles';

export const pythonInstrumenter: Instrumenter = {
  styles: pythonStyles.map(({ style }) => style),
  planInstrument,
  planUninstrument,
  functionAt,
  functionStates,
  statementsAt,
  runtimeOf(tree, path) {
    const imports = scriptImports(tree);
    return (files) => locateRuntimeModule(files, path, imports);
  },
};
