import * as l10n from '@vscode/l10n';
import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../text/span';
import type { TextEdit } from '../../text/textEdit';
import type { SyntaxTree } from '../../syntax/parsers';
import { listFunctions, type PythonFunction } from '../../syntax/python/functions';
import { MonitorChooser, type MonitorChoice } from './chooseMonitor';
import { chunkEdit, timeImportEdit, type Insertion } from './chunk';
import { readFunction } from './functionReading';
import { IndentEdits } from './indentEdits';
import { declaresOtherEncoding, pythonLiteral } from './pythonLiteral';
import { RecordCounts } from './recordCount';
import { Script } from './script';
import { namesOf, selectFunctions } from './selectFunctions';
import type { FunctionOutcome, InstrumentPlan, InstrumentRequest } from '../plan';
import { scriptName, taskName } from '../taskNames';
import { readRun } from './statements/readRun';
import { runName } from './statements/runName';
import { runRefusal, wrapRun } from './statements/runStyles';
import { lineOfModule, runAt } from './statements/statementRun';
import type { PythonStyle, StyleWrap, TaskNames } from './styles/pythonStyle';
import { pythonStyle } from './styles/pythonStyles';
import { TimeChooser } from './timeModule';
import { wrapEdits, type Wrap } from './wrap';
import { recordLines, recordsOf, type WrittenRecords } from './writtenRecords';

/** Plans the edits that make functions of a Python file report as tasks. Nothing is half done: a function is, or is not. */
export function planInstrument(tree: SyntaxTree, request: InstrumentRequest): InstrumentPlan {
  return new Planner(tree, request).plan();
}

/** A task as it is to be written. */
interface NewTask {
  readonly functionName: string;
  readonly taskName: string;
  /** Where its first line looks up the monitor, from `offset` on. */
  readonly scope: Node;
  readonly offset: number;
  /** The line that a new monitor has to stand above, when it matters. */
  readonly line: number | undefined;
  readonly records: WrittenRecords | undefined;
}

class Planner {
  private readonly script: Script;
  private readonly chooser: MonitorChooser;
  private readonly name: string;
  private readonly times: TimeChooser;
  private readonly counts: RecordCounts;
  private readonly style: PythonStyle;
  private readonly wraps: Wrap[] = [];
  private importsRuntime = false;
  /** The line of the module that everything has to stand above, when it matters. */
  private line: number | undefined;
  private chosen: Extract<MonitorChoice, { kind: 'new' }> | undefined;

  constructor(
    private readonly tree: SyntaxTree,
    private readonly request: InstrumentRequest,
  ) {
    this.script = new Script(tree, request.importModule);
    this.chooser = new MonitorChooser(this.script);
    this.times = new TimeChooser(this.script);
    this.counts = new RecordCounts(this.script);
    this.style = pythonStyle(request.style ?? 'with');
    this.name = scriptName(request.path);
  }

  plan(): InstrumentPlan {
    const { targets } = this.request;
    const { refusal } = this.script;
    if (refusal !== undefined) {
      const names = namesOf(targets);
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
      const { functions, unknown } = selectFunctions(all, targets);
      outcomes.push(...functions.flatMap((each) => this.consider(each, false)));
      outcomes.push(
        ...unknown.map((functionName): FunctionOutcome => {
          const reason = l10n.t('There is no function of that name in the file.');
          return { kind: 'refused', functionName, reason };
        }),
      );
    }
    return { edits: this.edits(), outcomes, importsRuntime: this.importsRuntime };
  }

  private consider(target: PythonFunction, skipStubs: boolean): FunctionOutcome[] {
    const functionName = target.key;
    const reading = readFunction(this.script, target);
    switch (reading.kind) {
      case 'instrumented':
      case 'byHand':
        return [{ kind: 'unchanged', functionName }];
      case 'stub':
        return skipStubs ? [] : [{ kind: 'refused', functionName, reason: reading.reason }];
      case 'refused':
        return [{ kind: 'refused', functionName, reason: reading.reason }];
      case 'plain':
        break;
    }
    const reason = this.style.refusal(this.script, target, reading.shape);
    if (reason !== undefined) {
      return [{ kind: 'refused', functionName, reason }];
    }
    const records = this.request.records
      ? recordsOf(this.script, this.counts, target, reading.shape, this.style)
      : undefined;
    return [
      this.write(
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
    return this.write(
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

  /** Chooses the names for a task and keeps what is to be written. */
  private write(task: NewTask, wrapIn: (names: TaskNames) => StyleWrap): FunctionOutcome {
    const { functionName, scope, offset, line, records } = task;
    const monitor = this.chooser.choose(scope, offset, line);
    if (monitor.kind === 'refused') {
      return { kind: 'refused', functionName, reason: monitor.reason };
    }
    if (monitor.kind === 'new') {
      this.chosen = monitor;
    }
    this.importsRuntime ||= monitor.kind === 'new' || !monitor.imported;
    const wrap = wrapIn({
      monitor: monitor.name,
      task: this.literal(task.taskName),
      time: () => this.times.choose(scope, offset),
      records: records?.records,
    });
    this.wraps.push({ ...wrap, notes: records?.notes });
    this.line ??= line;
    const isNoted = records !== undefined && (this.style.countsResult || wrap.wrapping.noteRecords !== undefined);
    return {
      kind: 'instrumented',
      functionName,
      taskName: task.taskName,
      jobName: monitor.kind === 'new' ? this.newJob() : monitor.job,
      ...(isNoted ? { records: records.source } : {}),
    };
  }

  private newJob(): string {
    return this.request.job || this.name;
  }

  private literal(value: string): string {
    return pythonLiteral(value, declaresOtherEncoding(this.script.text));
  }

  private edits(): readonly TextEdit[] {
    const indents = new IndentEdits(this.script.source);
    const wrapping = wrapEdits(this.script, this.wraps, indents);
    return mergeInsertions([...this.moduleEdits(), ...wrapping, ...indents.toEdits()]);
  }

  private moduleEdits(): readonly TextEdit[] {
    const insertions: Insertion[] = [];
    if (this.times.created !== undefined) {
      insertions.push(timeImportEdit(this.script, this.times.created, this.chosen?.place, this.line));
    }
    if (this.chosen !== undefined) {
      const { name, classImport, className, place } = this.chosen;
      const chunk = {
        importModule: classImport === undefined ? this.request.importModule : undefined,
        className,
        monitor: name,
        job: this.literal(this.newJob()),
      };
      insertions.push(chunkEdit(this.script, place, chunk));
    }
    return insertions.map(({ at, text }) => ({ start: at, end: at, newText: text }));
  }
}

/** One edit an offset, so that nothing depends on how insertions at one place are ordered. All edits insert. */
function mergeInsertions(edits: readonly TextEdit[]): readonly TextEdit[] {
  const merged = new Map<number, TextEdit>();
  for (const edit of edits) {
    const before = merged.get(edit.start)?.newText ?? '';
    merged.set(edit.start, { ...edit, newText: before + edit.newText });
  }
  return [...merged.values()];
}
