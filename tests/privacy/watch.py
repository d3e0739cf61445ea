"""Watches a program from outside, with strace: which sockets it opens, which names it looks up, which files it makes.

strace follows every thread and process that the program starts. So it also sees what a library does outside Python.
"""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# These system calls use the network. io_uring could do the same unseen, so that setting it up counts as a socket.
NETWORK = ("socket", "connect", "sendto", "sendmsg", "sendmmsg", "io_uring_setup")
# These system calls open a file, and perhaps make it.
OPENING = ("open", "openat", "openat2")
# These system calls make a file, a folder or another name of one.
MAKING = (
    *("creat", "mkdir", "mkdirat", "rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat"),
    *("mknod", "mknodat", "bind"),
)
# These system calls choose the current folder, which paths are relative to.
FOLDERS = ("chdir", "fchdir")
# These system calls begin a thread or a process.
BIRTHS = ("clone", "clone3", "fork", "vfork")
# strace shows at most this many bytes of a string. Paths here and questions to a name server are shorter.
LONGEST = 300
# This matches a line of strace's output: process, call, arguments, result.
ENDED = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+|\?)", re.DOTALL)
# If a line of another thread comes in between, strace cuts a line in two. These match its first and its second part.
BEGUN = re.compile(r"^(\d+) +(\w+\(.*) <unfinished \.\.\.>$", re.DOTALL)
RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$", re.DOTALL)
# This matches a string, which strace -xx writes in hexadecimal.
STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
# This matches the path that strace -y writes after a file descriptor.
FOLDER = re.compile(r"<((?:\\x[0-9a-f]{2})*)>")
# This matches the kind and the port of an internet address. The address itself is the next string.
ADDRESS = re.compile(r"sa_family=(AF_INET6?), sin6?_port=htons\((\d+)\).*?(?:inet_addr\(|inet_pton\(AF_INET6, )")
# Programs connect to this socket to ask systemd for the address of a name.
RESOLVED = b"/run/systemd/resolve/io.systemd.Resolve"


@dataclass(frozen=True)
class Watched:
    """What a program did.

    sockets: the kinds of sockets that could reach beyond this computer. connected: the "address:port" that sockets were
    told to reach. names: the names that were looked up; "(resolver started)" if the program only prepared to look one
    up; "(system asked)" if it asked systemd. made: files and folders that it made or opened with O_CREAT. opened: all
    files that it opened, also those that it only read.
    """

    status: int
    output: str
    sockets: tuple[str, ...]
    connected: tuple[str, ...]
    names: tuple[str, ...]
    made: tuple[Path, ...]
    opened: frozenset[Path]


@dataclass(frozen=True)
class _Call:
    process: str
    name: str
    arguments: str
    result: int


def watch(command: Sequence[str], log: Path, env: Mapping[str, str], cwd: Path, seconds: float = 300) -> Watched:
    """Run a command to its end under strace. strace writes to `log`. Raises TimeoutExpired after `seconds`."""
    # With the question mark, strace ignores a call that it or the processor does not know.
    looked_at = ",".join(f"?{name}" for name in (*NETWORK, *OPENING, *MAKING, *FOLDERS, *BIRTHS))
    strace = [shutil.which("strace") or "strace", "-f", "-qq", "-y", "-xx", "-s", str(LONGEST), "--seccomp-bpf"]
    strace += ["-e", f"trace={looked_at}", "-o", str(log), *command]
    done = _ended(strace, env, cwd, seconds)
    calls = list(_calls(log.read_text(encoding="latin-1")))
    located = list(_located(calls, cwd))
    return Watched(
        done.returncode,
        done.stdout,
        tuple(sorted({_family(c) for c in calls if c.name in ("socket", "io_uring_setup")} - {"AF_UNIX", "AF_LOCAL"})),
        tuple(sorted(set(_connected(calls)))),
        tuple(sorted(set(_names(calls)))),
        tuple(sorted({path for call, path in located if call.name in MAKING or "O_CREAT" in call.arguments})),
        frozenset(path for call, path in located if call.name in OPENING),
    )


def _ended(command: list[str], env: Mapping[str, str], cwd: Path, seconds: float) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end. After `seconds`, kill it and every process that it started.

    Killing strace alone would leave these processes running.
    """
    with subprocess.Popen(
        command,
        env=dict(env),
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as running:
        try:
            output, _ = running.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            raise
    return subprocess.CompletedProcess(command, running.returncode, output)


def _calls(log: str) -> Iterator[_Call]:
    """The calls in strace's lines. The two parts of a line that was cut in two are put together again."""
    begun: dict[str, str] = {}
    for line in log.splitlines():
        if cut := BEGUN.match(line):
            begun[cut[1]] = cut[2]
            continue
        rest = RESUMED.match(line)
        if whole := ENDED.match(f"{rest[1]} {begun.pop(rest[1], '')}{rest[2]}" if rest else line):
            yield _Call(whole[1], whole[2], whole[3], -1 if whole[4] == "?" else int(whole[4]))


def _family(call: _Call) -> str:
    return call.arguments.split(",")[0] if call.name == "socket" else call.name


def _connected(calls: list[_Call]) -> Iterator[str]:
    """The addresses to which sockets were told to connect or to send."""
    for call in calls:
        if call.name in ("connect", "sendto", "sendmsg", "sendmmsg") and (found := ADDRESS.search(call.arguments)):
            (address, *_) = _strings(call.arguments[found.end() :])
            yield f"{address.decode()}:{found[2]}"


def _names(calls: list[_Call]) -> Iterator[str]:
    for call in calls:
        strings = _strings(call.arguments)
        if call.name in OPENING and b"/etc/resolv.conf" in strings:
            yield "(resolver started)"
        if call.name == "connect" and RESOLVED in strings:
            yield "(system asked)"
        if call.name.startswith("send"):
            yield from filter(None, map(_question, strings))


def _question(packet: bytes) -> str:
    """The name that a DNS packet asks for (RFC 1035 section 4.1). It is "" if the bytes are not such a packet."""
    if len(packet) < 17 or packet[2:3] != b"\x01" or packet[4:6] != b"\x00\x01":  # recursion desired, one question
        return ""
    labels, at = [], 12
    while at < len(packet) and packet[at]:
        labels.append(packet[at + 1 : at + 1 + packet[at]].decode("latin-1"))
        at += 1 + packet[at]
    return ".".join(labels)


def _located(calls: list[_Call], cwd: Path) -> Iterator[tuple[_Call, Path]]:
    """The calls that opened or made something, each with its path. cwd: the current folder of the first process."""
    parents = {str(c.result): c for c in calls if c.name in BIRTHS and c.result > 0}
    # All threads of a process share one current folder, and a new process gets one of its own. So each thread is given
    # an owner, the process that it belongs to, and folders are kept for owners.
    owners: dict[str, str] = {}
    folders: dict[str, Path] = {}

    def owner(process: str) -> str:
        if process not in owners:
            birth = parents.get(process)
            if birth and "CLONE_FS" in birth.arguments:
                owners[process] = owner(birth.process)
            else:
                owners[process] = process
                folders[process] = folders[owner(birth.process)] if birth else cwd
        return owners[process]

    for call in calls:
        begun = owner(call.process)
        if call.name in BIRTHS and call.result > 0:
            owner(str(call.result))  # it starts in the folder that its parent is in now
        if call.result < 0:
            continue
        if call.name == "fchdir":
            folders[begun] = Path(os.fsdecode(_bytes(FOLDER.findall(call.arguments)[-1])))
        elif call.name == "chdir":
            folders[begun] = Path(os.path.normpath(folders[begun] / os.fsdecode(_strings(call.arguments)[-1])))
        elif call.name == "bind" and "AF_UNIX" not in call.arguments:
            continue
        elif call.name in OPENING or call.name in MAKING:
            yield call, _path(call, folders[begun])


def _path(call: _Call, cwd: Path) -> Path:
    """The last path that a call names. If a call names two, the last one is the new name.

    A path is relative to the folder whose descriptor stands before it, and otherwise to `cwd`.
    """
    strings = list(STRING.finditer(call.arguments))
    if call.name == "bind":  # the descriptor before the path is the socket, not a folder
        return Path(os.path.normpath(cwd / os.fsdecode(_bytes(strings[-1][1]))))
    before = call.arguments[strings[-2].end() if len(strings) > 1 else 0 : strings[-1].start()]
    named = FOLDER.findall(before)
    folder = Path(os.fsdecode(_bytes(named[-1]))) if named else cwd
    return Path(os.path.normpath(folder / os.fsdecode(_bytes(strings[-1][1]))))


def _strings(arguments: str) -> list[bytes]:
    return [_bytes(text) for text in STRING.findall(arguments)]


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
