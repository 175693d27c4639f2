import type { CommandHandlers } from '../commands';
import { upgradeModule } from '../scriptCare/upgradeModule';
import type { Services } from '../services';
import { instrumentFile, instrumentFunction, uninstrumentFile, uninstrumentFunction } from './instrumentDocument';
import { instrumentFolder, uninstrumentFolder } from './instrumentFolder';

type InstrumentCommand =
  | 'taskMonitor.instrumentFunction'
  | 'taskMonitor.uninstrumentFunction'
  | 'taskMonitor.instrumentFile'
  | 'taskMonitor.uninstrumentFile'
  | 'taskMonitor.instrumentFolder'
  | 'taskMonitor.uninstrumentFolder'
  | 'taskMonitor.upgradeModule';

/** The commands that change scripts and the module that they import. */
export function instrumentCommands(services: Services): Pick<CommandHandlers, InstrumentCommand> {
  return {
    'taskMonitor.instrumentFunction': (argument) => instrumentFunction(argument, services),
    'taskMonitor.uninstrumentFunction': (argument) => uninstrumentFunction(argument, services),
    'taskMonitor.instrumentFile': (argument) => instrumentFile(argument, services),
    'taskMonitor.uninstrumentFile': (argument) => uninstrumentFile(argument, services),
    'taskMonitor.instrumentFolder': (argument) => instrumentFolder(argument, services),
    'taskMonitor.uninstrumentFolder': (argument) => uninstrumentFolder(argument, services),
    'taskMonitor.upgradeModule': (argument) => upgradeModule(argument, services),
  };
}
