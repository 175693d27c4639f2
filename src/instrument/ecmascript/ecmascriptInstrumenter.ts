import type { Instrumenter } from '../instrumenter';
import { functionAt, functionStates } from './functionAt';
import { scriptModules } from './scriptModules';
import { planInstrument } from './planInstrument';
import { planUninstrument } from './planUninstrument';
import { locateRuntimeModule } from './runtimeModule';

/** For TypeScript and JavaScript, with JSX or without. */
export const ecmascriptInstrumenter: Instrumenter = {
  styles: ['with'],
  planInstrument,
  planUninstrument,
  functionAt,
  functionStates,
  statementsAt: () => undefined,
  runtimeOf(tree, path) {
    const modules = scriptModules(tree);
    return (files) => locateRuntimeModule(files, path, modules);
  },
};
