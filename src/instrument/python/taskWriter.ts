import type { Node } from '@vscode/tree-sitter-wasm';
import type { TextEdit } from '../../text/textEdit';
import type { FunctionOutcome, InstrumentRequest } from '../plan';
import { scriptName } from '../taskNames';
import { MonitorChooser, type MonitorChoice } from './chooseMonitor';
import { chunkEdit, timeImportEdit, type Insertion } from './chunk';
import { IndentEdits } from './indentEdits';
import { declaresOtherEncoding, pythonLiteral } from './pythonLiteral';
import type { Script } from './script';
import type { StyleWrap, TaskNames } from './styles/pythonStyle';
import { TimeChooser } from './timeModule';
import { wrapEdits, type Wrap } from './wrap';
import type { WrittenRecords } from './writtenRecords';

/** A task as it is to be written. */
export interface NewTask {
  readonly functionName: string;
  readonly taskName: string;
  /** Where its first line looks up the monitor, from `offset` on. */
  readonly scope: Node;
  readonly offset: number;
  /** The line that a new monitor has to stand above, when it matters. */
  readonly line: number | undefined;
  readonly records: WrittenRecords | undefined;
}

/** Writes tasks of one file, in the order of the text, with the monitor and the imports that they need. */
export class TaskWriter {
  /** Whether the script imports the runtime itself. */
  importsRuntime = false;
  private readonly chooser: MonitorChooser;
  private readonly times: TimeChooser;
  private readonly wraps: Wrap[] = [];
  /** The line of the module that everything has to stand above, when it matters. */
  private line: number | undefined;
  private chosen: Extract<MonitorChoice, { kind: 'new' }> | undefined;

  constructor(
    private readonly script: Script,
    private readonly request: InstrumentRequest,
  ) {
    this.chooser = new MonitorChooser(script);
    this.times = new TimeChooser(script);
  }

  /** Chooses the names for a task and keeps what is to be written. */
  write(task: NewTask, wrapIn: (names: TaskNames) => StyleWrap): FunctionOutcome {
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
    const isNoted = records !== undefined && (records.records !== 'lines' || wrap.wrapping.noteRecords !== undefined);
    return {
      kind: 'instrumented',
      functionName,
      taskName: task.taskName,
      jobName: monitor.kind === 'new' ? this.newJob() : monitor.job,
      ...(isNoted ? { records: records.source } : {}),
    };
  }

  private newJob(): string {
    return this.request.job || scriptName(this.request.path);
  }

  private literal(value: string): string {
    return pythonLiteral(value, declaresOtherEncoding(this.script.text));
  }

  /** For `applyEdits`: all that was written, and what it needs at module level. */
  edits(): readonly TextEdit[] {
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
