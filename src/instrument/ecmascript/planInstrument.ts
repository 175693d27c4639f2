import * as l10n from '@vscode/l10n';
import { listFunctions, type EcmascriptFunction } from '../../syntax/ecmascript/functions';
import type { SyntaxTree } from '../../syntax/parsers';
import type { TextEdit } from '../../text/textEdit';
import type { FunctionOutcome, InstrumentPlan, InstrumentRequest } from '../plan';
import { selectByName, targetNames } from '../selectByName';
import { scriptName, taskName } from '../taskNames';
import { MonitorChooser, type MonitorChoice } from './chooseMonitor';
import { chunkText } from './chunk';
import { freeTaskName } from './freeName';
import { readFunction } from './functionReading';
import { Insertions } from './insertions';
import { monitorClass } from '../monitorUse';
import { recordCount } from './recordCount';
import { Script } from './script';
import { stringLiteral } from './stringLiteral';
import { wrapFunction, type Wrap } from './wrap';
import { outcomeOfReading } from '../functionReading';

/** Plans the edits that make functions of a TypeScript or JavaScript file report as tasks. */
export function planInstrument(tree: SyntaxTree, request: InstrumentRequest): InstrumentPlan {
  return new Planner(tree, request).plan();
}

class Planner {
  private readonly script: Script;
  private readonly chooser: MonitorChooser;
  private readonly wraps: Wrap[] = [];
  private importsRuntime = false;
  private chosen: Extract<MonitorChoice, { kind: 'new' }> | undefined;

  constructor(
    private readonly tree: SyntaxTree,
    private readonly request: InstrumentRequest,
  ) {
    this.script = new Script(tree, request.importModule);
    this.chooser = new MonitorChooser(this.script);
  }

  plan(): InstrumentPlan {
    const { targets } = this.request;
    const { refusal } = this.script;
    if (refusal !== undefined) {
      const refused = targetNames(targets).map((functionName) => refusedOutcome(functionName, refusal));
      return { edits: [], importsRuntime: false, outcomes: refused };
    }
    const all = listFunctions(this.tree);
    const outcomes: FunctionOutcome[] = [];
    if (targets === 'all') {
      outcomes.push(...all.filter(({ nested }) => !nested).flatMap((each) => this.consider(each, true)));
    } else {
      const { functions, unknown } = selectByName(all, targetNames(targets));
      const reason = l10n.t('There is no function of that name in the file.');
      outcomes.push(...functions.flatMap((each) => this.consider(each, false)));
      outcomes.push(...unknown.map((functionName) => refusedOutcome(functionName, reason)));
    }
    return { edits: this.edits(), outcomes, importsRuntime: this.importsRuntime };
  }

  private consider(target: EcmascriptFunction, skipStubs: boolean): readonly FunctionOutcome[] {
    const functionName = target.key;
    const reading = readFunction(this.script, target);
    if (reading.kind !== 'plain') {
      return outcomeOfReading(functionName, reading, skipStubs);
    }
    const monitor = this.chooser.choose(target);
    if (monitor.kind === 'refused') {
      return [refusedOutcome(functionName, monitor.reason)];
    }
    if (monitor.kind === 'new') {
      this.chosen = monitor;
    }
    this.importsRuntime ||= monitor.kind === 'new' || !monitor.imported;
    const isHandle = reading.shape.kind === 'block' && reading.shape.generator !== undefined;
    const records = this.request.records === true ? recordCount(this.script, reading.shape) : undefined;
    const task = this.request.task || taskName(this.request, target.name);
    this.wraps.push({
      target,
      shape: reading.shape,
      monitor: monitor.name,
      task: stringLiteral(task, this.script.quote),
      variable: isHandle || records !== undefined ? freeTaskName(this.script, target, monitor.name) : undefined,
      records,
    });
    const jobName = monitor.kind === 'new' ? this.newJob() : monitor.job;
    const noted = records === undefined ? {} : { records: records.source };
    return [{ kind: 'instrumented', functionName, taskName: task, jobName, ...noted }];
  }

  private newJob(): string {
    return this.request.job || scriptName(this.request.path);
  }

  private edits(): readonly TextEdit[] {
    const insertions = new Insertions(this.script.lines);
    if (this.chosen !== undefined) {
      const { name, classImport, place } = this.chosen;
      const text = chunkText(this.script, place, {
        importModule: classImport === undefined ? this.request.importModule : undefined,
        className: classImport?.local ?? monitorClass,
        monitor: name,
        job: stringLiteral(this.newJob(), this.script.quote),
      });
      insertions.open(place.at, text);
    }
    for (const wrap of this.wraps) {
      wrapFunction(this.script, wrap, insertions);
    }
    return insertions.toEdits();
  }
}

function refusedOutcome(functionName: string, reason: string): FunctionOutcome {
  return { kind: 'refused', functionName, reason };
}
