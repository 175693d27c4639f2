import * as l10n from '@vscode/l10n';
import type { Span } from '../../text/span';
import type { SyntaxTree } from '../../syntax/parsers';
import { listFunctions, type PythonFunction } from '../../syntax/python/functions';
import { readFunction } from './functionReading';
import { RecordCounts } from './recordCount';
import { Script } from './script';
import { selectByName, targetNames } from '../selectByName';
import type { FunctionOutcome, InstrumentPlan, InstrumentRequest } from '../plan';
import { taskName } from '../taskNames';
import { readRun } from './statements/readRun';
import { runName } from './statements/runName';
import { runRefusal, wrapRun } from './statements/runStyles';
import { lineOfModule, runAt } from './statements/statementRun';
import type { PythonStyle } from './styles/pythonStyle';
import { pythonStyle } from './styles/pythonStyles';
import { TaskWriter } from './taskWriter';
import { recordLines, recordsOf } from './writtenRecords';
import { outcomeOfReading } from '../functionReading';

/** Plans the edits that make functions of a Python file report as tasks. Nothing is half done: a function is, or is not. */
export function planInstrument(tree: SyntaxTree, request: InstrumentRequest): InstrumentPlan {
  return new Planner(tree, request).plan();
}

class Planner {
  private readonly script: Script;
  private readonly writer: TaskWriter;
  private readonly counts: RecordCounts;
  private readonly style: PythonStyle;

  constructor(
    private readonly tree: SyntaxTree,
    private readonly request: InstrumentRequest,
  ) {
    this.script = new Script(tree, request.importModule);
    this.writer = new TaskWriter(this.script, request);
    this.counts = new RecordCounts(this.script);
    this.style = pythonStyle(request.style ?? 'with');
  }

  plan(): InstrumentPlan {
    const { targets } = this.request;
    const { refusal } = this.script;
    if (refusal !== undefined) {
      const names = targetNames(targets);
      return {
        edits: [],
        importsRuntime: false,
        outcomes: names.map((functionName) => ({ kind: 'refused', functionName, reason: refusal })),
      };
    }
    const all = targets !== 'all' && 'statements' in targets ? [] : listFunctions(this.tree);
    const outcomes: FunctionOutcome[] = [];
    if (targets !== 'all' && 'statements' in targets) {
      outcomes.push(this.considerStatements(targets.statements));
    } else if (targets === 'all') {
      outcomes.push(...all.filter(({ nested }) => !nested).flatMap((each) => this.consider(each, true)));
    } else {
      const { functions, unknown } = selectByName(all, targets);
      outcomes.push(...functions.flatMap((each) => this.consider(each, false)));
      outcomes.push(
        ...unknown.map((functionName): FunctionOutcome => {
          const reason = l10n.t('There is no function of that name in the file.');
          return { kind: 'refused', functionName, reason };
        }),
      );
    }
    return { edits: this.writer.edits(), outcomes, importsRuntime: this.writer.importsRuntime };
  }

  private consider(target: PythonFunction, skipStubs: boolean): readonly FunctionOutcome[] {
    const functionName = target.key;
    const reading = readFunction(this.script, target);
    if (reading.kind !== 'plain') {
      return outcomeOfReading(functionName, reading, skipStubs);
    }
    const reason = this.style.refusal(this.script, target, reading.shape);
    if (reason !== undefined) {
      return [{ kind: 'refused', functionName, reason }];
    }
    const records = this.request.records
      ? recordsOf(this.script, this.counts, target, reading.shape, this.style)
      : undefined;
    return [
      this.writer.write(
        {
          functionName,
          taskName: this.request.task || taskName(this.request, target.name),
          scope: this.style.scopeOf(target),
          offset: target.definition.startIndex,
          line: undefined,
          records,
        },
        (names) => this.style.wrap(this.script, target, reading.shape, names),
      ),
    ];
  }

  private considerStatements(selection: Span): FunctionOutcome {
    const { script } = this;
    const { style } = this.style;
    const functionName = '';
    const run = runAt(script, selection);
    if (run === undefined) {
      return { kind: 'refused', functionName, reason: l10n.t('The selection holds no statement that runs.') };
    }
    const reading = readRun(script, run);
    if (reading.kind !== 'plain') {
      return reading.kind === 'refused' ? { ...reading, functionName } : { kind: 'unchanged', functionName };
    }
    const { shape } = reading;
    const reason = runRefusal(script, run, shape, style);
    if (reason !== undefined) {
      return { kind: 'refused', functionName, reason };
    }
    return this.writer.write(
      {
        functionName,
        taskName: this.request.task || runName(script, run, this.request),
        scope: run.scope,
        offset: run.statements[0].startIndex,
        line: lineOfModule(script, run),
        records: this.request.records && shape.kind === 'block' ? recordLines(script, this.counts, run) : undefined,
      },
      (names) => wrapRun(script, run, shape, style, names),
    );
  }
}
