"""Runs a command as the computer's administrator, on Linux. The desktop itself asks for the password, through polkit.

`pkexec`, which belongs to polkit, asks and then runs the command. HIME never sees the password.
"""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

# pkexec's exit status is 126 if the person closed the desktop's question, and 127 if the command may not be run or the
# question cannot be asked. Otherwise it is the exit status of the command.
DISMISSED, REFUSED = 126, 127
# With the status 127, pkexec prints this if the account may not run the command, or if the password was wrong.
NOT_AUTHORISED = "Not authorized"
# While the desktop asks, HIME looks once in so many seconds whether anybody still waits for the answer.
LOOK_EVERY = 0.1


@dataclass(frozen=True)
class Ran:
    """What became of the command.

    end: "done" if it succeeded, and "failed" if it did not. "dismissed": the person gave no password. "refused": the
    account may not run it, or the password was wrong. "cannot ask": there is nothing here that could ask for the
    password. said: the first line that the command or pkexec printed as an error, or empty.
    """

    end: Literal["done", "failed", "dismissed", "refused", "cannot ask"]
    said: str = ""


def run(command: Sequence[str], wanted: Callable[[], bool]) -> Ran:
    """Ask for the password, run the command and wait for its end.

    command: a program by its whole path, and its arguments. wanted: whether anybody still waits. If not, the question
    is taken back, and a command that runs already is left alone.
    """
    pkexec = shutil.which("pkexec")
    if pkexec is None:
        return Ran("cannot ask", "pkexec is missing")
    # pkexec refuses to work if SHELL names a shell that the system does not list. Of its own accord, it would ask in
    # the terminal where the desktop does not ask. Nobody may be looking at that terminal, so HIME asks nowhere else.
    surroundings = {name: value for name, value in os.environ.items() if name != "SHELL"}
    process = subprocess.Popen(
        [pkexec, "--disable-internal-agent", *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        env=surroundings,
        start_new_session=True,
    )
    while True:
        try:
            _, errors = process.communicate(timeout=LOOK_EVERY)
        except subprocess.TimeoutExpired:
            if not wanted():
                with contextlib.suppress(PermissionError):  # a command that runs already belongs to root
                    process.terminate()
                    process.wait()
                return Ran("dismissed")
        else:
            return _ran(process.returncode, next(filter(None, map(str.strip, errors.splitlines())), ""))


def _ran(status: int, said: str) -> Ran:
    if status == 0:
        return Ran("done")
    if status == DISMISSED:
        return Ran("dismissed", said)
    if status == REFUSED:
        return Ran("refused" if NOT_AUTHORISED in said else "cannot ask", said)
    return Ran("failed", said)
