"""Compares instrumented Python files with their originals, in the eyes of Python itself.

usage: checkInstrumented.py MANIFEST

MANIFEST is JSON: a list of {"name", "original", "instrumented", "wrapped"}: two paths, and how many functions were
instrumented. Prints one JSON object a line for each file that differs: {"name", "problem"}; and last
{"files", "wrapped", "skipped"}. `skipped` names the originals that this Python itself does not compile.
"""

import ast
import json
import sys
import symtable
import warnings

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def is_generated_with(statement, marked):
    return (
        isinstance(statement, (ast.With, ast.AsyncWith))
        and statement.lineno in marked
        and len(statement.items) == 1
        and isinstance(statement.items[0].context_expr, ast.Call)
        and isinstance(statement.items[0].context_expr.func, ast.Attribute)
        and statement.items[0].context_expr.func.attr == "task"
    )


def is_task(call):
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "task"


def take_decorator(node, marked):
    """Drops the generated decorator of a function, which is the innermost one. Returns whether there was one."""
    if not (node.decorator_list and is_task(node.decorator_list[-1]) and node.decorator_list[-1].lineno in marked):
        return False
    del node.decorator_list[-1]
    return True


TRY = """
{error_code} = None
{started} = {time}.monotonic()
try:
    pass
except SystemExit as {error}:
    {error_code} = None if {error}.code in (None, 0) else {error}.__class__.__name__
    raise
except BaseException as {error}:
    {error_code} = {error}.__class__.__name__
    raise
finally:
    if {error_code} is None:
        {monitor}.record_success({task!r}, {time}.monotonic() - {started})
    {otherwise}:
        {monitor}.record_failure({task!r}, {error_code}, {time}.monotonic() - {started})
"""


def try_names(statements, marked):
    """The names in a generated `try` and the two lines above it; None when these statements are none."""
    if len(statements) != 3 or not isinstance(statements[2], ast.Try) or statements[0].lineno not in marked:
        return None
    try:
        success = statements[2].finalbody[0].body[0].value
        return {
            "error_code": statements[0].targets[0].id,
            "started": statements[1].targets[0].id,
            "time": statements[1].value.func.value.id,
            "error": statements[2].handlers[0].name,
            "monitor": success.func.value.id,
            "task": success.args[0].value,
        }
    except (AttributeError, IndexError):
        return None


def yields(function):
    """Whether a function is a generator itself."""
    todo = list(function.body)
    while todo:
        node = todo.pop()
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            return True
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            todo.extend(node.decorator_list)
            continue
        todo.extend(ast.iter_child_nodes(node))
    return False


def check_try(function, statements, names):
    """The lines around the body are exactly these."""
    abandoned = isinstance(function, ast.AsyncFunctionDef) or yields(function)
    otherwise = f"elif {names['error_code']} != 'GeneratorExit'" if abandoned else "else"
    expected = ast.parse(TRY.format(**names, otherwise=otherwise)).body
    expected[2].body = statements[2].body
    written = [ast.dump(each) for each in statements]
    assert written == [ast.dump(each) for each in expected], f"{function.name}: another try"


def class_names(marked, tree):
    """The names that the class has by generated imports."""
    return {"TaskMonitor"} | {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.lineno in marked
        for alias in node.names
        if alias.name == "TaskMonitor"
    }


class Unwrap(ast.NodeTransformer):
    """Takes generated statements out of a tree and counts the functions they stood in."""

    def __init__(self, tree, marked):
        self.classes = class_names(marked, tree)
        self.marked = marked
        self.count = 0

    def visit_Module(self, node):
        node.body = [each for each in node.body if not self.is_generated(each)]
        self.generic_visit(node)
        return node

    def is_generated(self, statement):
        if statement.lineno not in self.marked:
            return False
        if isinstance(statement, ast.Import):
            return [alias.name for alias in statement.names] == ["time"]
        if isinstance(statement, ast.ImportFrom):
            return [alias.name for alias in statement.names] == ["TaskMonitor"]
        return (
            isinstance(statement, ast.Assign)
            and isinstance(statement.value, ast.Call)
            and getattr(statement.value.func, "id", "") in self.classes
        )

    def function(self, node):
        self.count += take_decorator(node, self.marked)
        body = node.body
        start = 0 if ast.get_docstring(node, clean=False) is None else 1
        rest = body[start:]
        if len(rest) == 1 and is_generated_with(rest[0], self.marked):
            expected = ast.AsyncWith if isinstance(node, ast.AsyncFunctionDef) else ast.With
            assert type(rest[0]) is expected, f"{node.name}: {type(rest[0]).__name__}"
            self.take_out(node, start, rest[0])
        names = try_names(rest, self.marked)
        if names is not None:
            check_try(node, rest, names)
            self.take_out(node, start, rest[2])
        self.generic_visit(node)
        return node

    def take_out(self, node, start, block):
        first = block.body[0]
        is_string = isinstance(first, ast.Expr) and isinstance(getattr(first.value, "value", None), str)
        assert start or not is_string, f"{node.name}: its docstring moved"
        node.body = node.body[:start] + block.body
        self.count += 1

    visit_FunctionDef = function
    visit_AsyncFunctionDef = function


def generated_names(tree, marked):
    names = class_names(marked, tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and node.lineno in marked:
            names.update(target.id for target in node.targets if isinstance(target, ast.Name))
        if isinstance(node, ast.Import) and node.lineno in marked:
            names.update(alias.asname or alias.name for alias in node.names)
        if isinstance(node, FUNCTIONS):
            start = 0 if ast.get_docstring(node, clean=False) is None else 1
            in_try = try_names(node.body[start:], marked)
            if in_try is not None:
                names.update({"SystemExit", "BaseException", in_try["time"], in_try["error"], in_try["monitor"]})
            if node.decorator_list and is_task(node.decorator_list[-1]):
                names.add(node.decorator_list[-1].func.value.id)
        if is_generated_with(node, marked):
            names.add(node.items[0].context_expr.func.value.id)
            if node.items[0].optional_vars is not None:
                names.add(node.items[0].optional_vars.id)
    return names


def flags(symbol):
    return (
        symbol.is_parameter(),
        symbol.is_global(),
        symbol.is_local(),
        symbol.is_free(),
        symbol.is_imported(),
        symbol.is_assigned(),
        symbol.is_referenced(),
        symbol.is_declared_global(),
    )


def compare_scopes(before, after, generated):
    assert before.get_name() == after.get_name(), (before.get_name(), after.get_name())
    olds = {symbol.get_name(): symbol for symbol in before.get_symbols()}
    news = {symbol.get_name(): symbol for symbol in after.get_symbols()}
    added = set(news) - set(olds)
    assert added <= generated, f"{before.get_name()}: new names {added - generated}"
    for name, old in olds.items():
        assert flags(old) == flags(news[name]), f"{before.get_name()}: {name} means something else"
    children = list(zip(before.get_children(), after.get_children()))
    assert len(before.get_children()) == len(after.get_children()), f"{before.get_name()}: scopes inside"
    for old_child, new_child in children:
        compare_scopes(old_child, new_child, generated)


def decoded(source):
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError:
        return source.decode("latin-1")


def marked_lines(source):
    """Numbers of the lines where a statement with a marker on its last line may begin."""
    return {
        number
        for number, line in enumerate(decoded(source).replace("\r\n", "\n").split("\n"), 1)
        if line.rstrip().endswith("# taskmonitor") or (") as " in line or ".task(" in line)
    }


def compare(original, instrumented, wrapped):
    compile(instrumented, "instrumented", "exec", dont_inherit=True)
    before, after = ast.parse(original), ast.parse(instrumented)
    marked = marked_lines(instrumented)
    generated = generated_names(after, marked)
    compare_scopes(
        symtable.symtable(original, "x", "exec"), symtable.symtable(instrumented, "x", "exec"), generated
    )
    unwrap = Unwrap(after, marked)
    after = unwrap.visit(after)
    assert unwrap.count == wrapped, f"{unwrap.count} functions are instrumented, not {wrapped}"
    assert ast.dump(before) == ast.dump(after), "the tree inside the wrappers differs"


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    with open(sys.argv[1], encoding="utf-8") as file:
        entries = json.load(file)
    wrapped = 0
    skipped = []
    for entry in entries:
        with open(entry["original"], "rb") as file:
            original = file.read()
        with open(entry["instrumented"], "rb") as file:
            instrumented = file.read()
        try:
            compile(original, "original", "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            skipped.append(entry["name"])
            continue
        try:
            compare(original, instrumented, entry["wrapped"])
            wrapped += entry["wrapped"]
        except (AssertionError, SyntaxError, ValueError, KeyError) as error:
            print(json.dumps({"name": entry["name"], "problem": f"{type(error).__name__}: {error}"}))
    print(json.dumps({"files": len(entries), "wrapped": wrapped, "skipped": skipped}))


main()
