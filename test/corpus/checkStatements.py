"""Compares Python files in which statements run as tasks with their originals, in the eyes of Python itself.

usage: checkStatements.py MANIFEST

MANIFEST is JSON: a list of {"name", "original", "instrumented", "wrapped"}: two paths, and how many tasks there are.
Prints one JSON object a line for each file that differs: {"name", "problem"}; and last {"files", "wrapped", "skipped"}.
`skipped` are originals that this Python itself does not compile.
"""

import ast
import json
import sys
import warnings


class TakeOut(ast.NodeTransformer):
    """Puts what stands in generated statements in their place, and counts those."""

    def __init__(self, source):
        text = source.decode("utf-8", "replace").replace("\r\n", "\n")
        lines = [*enumerate(text.split("\n"), 1)]
        self.marked = {number for number, line in lines if line.rstrip().endswith("# taskmonitor")}
        # `with … as task: body` goes on up to the line of the marker.
        self.openers = self.marked | {
            number for number, line in lines if '.task("nightly.' in line or line.strip().startswith("try:")
        }
        self.count = 0

    def generic_visit(self, node):
        super().generic_visit(node)
        for field in ("body", "orelse", "finalbody"):
            statements = getattr(node, field, None)
            if isinstance(statements, list):
                setattr(node, field, [each for old in statements for each in self.flat(old)])
        return node

    def flat(self, statement):
        if statement.lineno not in self.openers:
            return [statement]
        if isinstance(statement, (ast.With, ast.AsyncWith)) and is_task(statement.items[0].context_expr):
            self.count += 1
            return statement.body
        if isinstance(statement, ast.Try) and is_generated_try(statement):
            self.count += 1
            return statement.body
        return [] if statement.lineno in self.marked and is_generated(statement) else [statement]


def is_task(call):
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "task"


def is_generated_try(statement):
    last = statement.finalbody[0] if statement.finalbody else None
    call = getattr(last.body[0], "value", None) if isinstance(last, ast.If) else None
    return isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "record_success"


def is_generated(statement):
    """Imports, the monitor, the variables of a `try` and the numbers of records."""
    if isinstance(statement, ast.ImportFrom):
        return [alias.name for alias in statement.names] == ["TaskMonitor"]
    if isinstance(statement, ast.Import):
        return [alias.name for alias in statement.names] == ["time"]
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return False
    value, target = statement.value, statement.targets[0]
    if "records" in getattr(target, "attr", getattr(target, "id", "")):
        return True
    if isinstance(value, ast.Call):
        return getattr(value.func, "id", "").endswith("TaskMonitor") or getattr(value.func, "attr", "") == "monotonic"
    return isinstance(value, ast.Constant) and value.value is None


def compare(original, instrumented, wrapped):
    compile(instrumented, "instrumented", "exec", dont_inherit=True)
    take_out = TakeOut(instrumented)
    after = take_out.visit(ast.parse(instrumented))
    assert take_out.count == wrapped, f"{take_out.count} tasks, not {wrapped}"
    assert ast.dump(ast.parse(original)) == ast.dump(after), "the statements differ"


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    with open(sys.argv[1], encoding="utf-8") as file:
        entries = json.load(file)
    wrapped = skipped = 0
    for entry in entries:
        with open(entry["original"], "rb") as file:
            original = file.read()
        with open(entry["instrumented"], "rb") as file:
            instrumented = file.read()
        try:
            compile(original, "original", "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            skipped += 1
            continue
        try:
            compare(original, instrumented, entry["wrapped"])
            wrapped += entry["wrapped"]
        except (AssertionError, SyntaxError, ValueError, AttributeError) as error:
            print(json.dumps({"name": entry["name"], "problem": f"{type(error).__name__}: {error}"}))
    print(json.dumps({"files": len(entries), "wrapped": wrapped, "skipped": skipped}))


main()
