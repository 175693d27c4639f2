import { assertInstruments } from './instrumenting';

const before = `"""Doc."""
import os

__all__ = ["f"]


def f():
    return os.getpid()
`;

describe('a module that lists its public names', () => {
  it('is given private ones', async () => {
    await assertInstruments(
      before,
      `"""Doc."""
import os
from monitoring import TaskMonitor as _TaskMonitor  # taskmonitor

_monitor = _TaskMonitor("nightly")  # taskmonitor

__all__ = ["f"]


def f():
    with _monitor.task("nightly.f") as task:  # taskmonitor
        return os.getpid()
`,
    );
  });

  it('is given a private name of the module time', async () => {
    await assertInstruments(
      before.replace(
        'import os\n',
        'import os\nfrom monitoring import TaskMonitor\n\nmonitor = TaskMonitor("nightly")\n',
      ),
      `"""Doc."""
import os
from monitoring import TaskMonitor
import time as _time  # taskmonitor

monitor = TaskMonitor("nightly")

__all__ = ["f"]


def f():
    error_code = None  # taskmonitor
    started = _time.monotonic()  # taskmonitor
    try:  # taskmonitor
        return os.getpid()
    except SystemExit as error:  # taskmonitor
        error_code = None if error.code in (None, 0) else error.__class__.__name__  # taskmonitor
        raise  # taskmonitor
    except BaseException as error:  # taskmonitor
        error_code = error.__class__.__name__  # taskmonitor
        raise  # taskmonitor
    finally:  # taskmonitor
        if error_code is None:  # taskmonitor
            monitor.record_success("nightly.f", _time.monotonic() - started)  # taskmonitor
        else:  # taskmonitor
            monitor.record_failure("nightly.f", error_code, _time.monotonic() - started)  # taskmonitor
`,
      { style: 'try' },
    );
  });
});
