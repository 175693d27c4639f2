import * as l10n from '@vscode/l10n';
import type { SyntaxTree } from '../../syntax/parsers';
import type { TextEdit } from '../../text/textEdit';
import type { FunctionOutcome, InstrumentPlan, InstrumentRequest } from '../plan';
import { selectByName, targetNames } from '../selectByName';
import { scriptName, taskName } from '../taskNames';
import { BashScript } from './bashScript';
import { chunkEdit, chunkLines, jobLine } from './chunk';
import { readFunction } from './functionReading';
import { MeaningGuards } from './meaningGuards';
import { jobOf, readMonitorUse, type MonitorUse } from './monitorUse';
import type { TaskFunction } from './taskFunctions';
import { freeFunctionName, wrapEdits } from './wrap';
import { outcomeOfReading } from '../functionReading';

/** Plans the edits that make functions of a Bash file report as tasks. Nothing is half done: a function is, or is not. */
export function planInstrument(tree: SyntaxTree, request: InstrumentRequest): InstrumentPlan {
  return new Planner(tree, request).plan();
}

class Planner {
  private readonly script: BashScript;
  private readonly guards: MeaningGuards;
  private readonly use: MonitorUse;
  private readonly wraps: TextEdit[] = [];

  constructor(
    tree: SyntaxTree,
    private readonly request: InstrumentRequest,
  ) {
    this.script = new BashScript(tree);
    this.guards = new MeaningGuards(this.script);
    this.use = readMonitorUse(this.script, request.importModule);
  }

  plan(): InstrumentPlan {
    const outcomes = this.consider();
    const edits = this.wraps.length === 0 ? [] : this.edits();
    const importsRuntime = edits.length > 0 && (this.use.source !== undefined || this.use.job === undefined);
    return { edits, outcomes, importsRuntime };
  }

  private consider(): readonly FunctionOutcome[] {
    const { targets } = this.request;
    const { refusal, functions } = this.script;
    const reason =
      refusal ??
      (typeof targets === 'object' && 'statements' in targets
        ? l10n.t('In a shell script only functions can be instrumented.')
        : undefined);
    if (reason !== undefined) {
      return targetNames(targets).map((functionName) => ({ kind: 'refused', functionName, reason }));
    }
    if (targets === 'all') {
      return functions.filter(({ nested }) => !nested).flatMap((each) => this.considerOne(each, true));
    }
    const { functions: selected, unknown } = selectByName(functions, targetNames(targets));
    return [
      ...selected.flatMap((each) => this.considerOne(each, false)),
      ...unknown.map((functionName): FunctionOutcome => {
        return { kind: 'refused', functionName, reason: l10n.t('There is no function of that name in the file.') };
      }),
    ];
  }

  private considerOne(target: TaskFunction, skipStubs: boolean): readonly FunctionOutcome[] {
    const functionName = target.key;
    const reading = readFunction(this.script, this.guards, target);
    if (reading.kind !== 'plain') {
      return outcomeOfReading(functionName, reading, skipStubs);
    }
    const task = this.request.task || taskName(this.request, target.name);
    this.wraps.push(...wrapEdits(this.script, target, task, freeFunctionName(this.script, target)));
    const jobName = this.use.job === undefined ? this.newJob() : jobOf(this.use.job);
    return [{ kind: 'instrumented', functionName, taskName: task, jobName }];
  }

  private newJob(): string {
    return this.request.job || scriptName(this.request.path);
  }

  private edits(): readonly TextEdit[] {
    const monitor = this.monitorEdit();
    const [first, ...others] = this.wraps;
    // One edit an offset, so that nothing depends on how edits at one place are ordered.
    return monitor !== undefined && first !== undefined && monitor.start === first.start
      ? [{ ...first, newText: monitor.newText + first.newText }, ...others]
      : [...(monitor === undefined ? [] : [monitor]), ...this.wraps];
  }

  /** Writes what the script does not have yet: the runtime, the job. */
  private monitorEdit(): TextEdit | undefined {
    const { source, job } = this.use;
    if (job !== undefined) {
      return undefined;
    }
    if (source?.atTopLevel === true) {
      const { lines } = this.script;
      const line = lines.lineAt(source.end);
      const start = lines.lineStart(line + 1);
      if (line + 1 < lines.lineCount) {
        return { start, end: start, newText: jobLine(this.newJob()) + this.script.terminatorAt(source.end) };
      }
    }
    return chunkEdit(this.script, chunkLines(this.request.importModule, this.newJob()));
  }
}
