"""Run modules of CPython's own test suite and print the outcome of every test.

    PYTHONPATH=FOLDER python3 runLibraryTests.py JOB RESULTS MODULE…

FOLDER holds instrumented modules and the runtime; without a runtime there the plain library is tested. All pushes of the job
are batched, so that each group is sent once. RESULTS becomes a JSON object {test id: outcome}.
"""

import contextlib
import json
import os
import sys
import unittest


class Outcomes(unittest.TextTestResult):
    """Keeps what unittest only counts. A test with failing subtests is one that failed."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.outcomes = {}

    def note(self, test, outcome):
        self.outcomes[test.id()] = outcome

    def addSuccess(self, test):
        super().addSuccess(test)
        self.outcomes.setdefault(test.id(), "success")

    def addError(self, test, err):
        super().addError(test, err)
        self.note(test, f"error: {err[0].__name__}")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.note(test, "failure")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.note(test, "skipped")

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self.note(test, "expected failure")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.note(test, "unexpected success")

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.note(test, "failing subtest")


def batched(job):
    try:
        from monitoring import TaskMonitor
    except ImportError:
        return contextlib.nullcontext()
    return TaskMonitor(job).batch_push()


def main(job, results, *modules):
    with batched(job):
        os.environ["TASK_MONITOR_TEST_BATCH"] = job  # for sitecustomize, in processes that tests start
        suite = unittest.defaultTestLoader.loadTestsFromNames(modules)
        result = unittest.TextTestRunner(resultclass=Outcomes, verbosity=0).run(suite)
    with open(results, "w", encoding="utf-8") as file:
        json.dump(result.outcomes, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
