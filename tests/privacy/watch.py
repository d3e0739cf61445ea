"""A program watched from outside, by strace: which sockets it opens, which names it looks up, which files it makes.

What a library does behind Python's back is seen here as well: every thread and process that it starts is followed.
"""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# System calls that reach for the network. io_uring could do their work unseen, so its setting up counts as a socket.
NETWORK = ("socket", "connect", "sendto", "sendmsg", "sendmmsg", "io_uring_setup")
# System calls that open a file, and perhaps make it.
OPENING = ("open", "openat", "openat2")
# System calls that make a file, a folder or a name.
MAKING = (
    *("creat", "mkdir", "mkdirat", "rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat"),
    *("mknod", "mknodat", "bind"),
)
# System calls that choose the folder which paths are relative to.
FOLDERS = ("chdir", "fchdir")
# System calls that begin a thread or a process.
BIRTHS = ("clone", "clone3", "fork", "vfork")
# Bytes of a string that strace shows: more than any path here, and than a question to a name server.
LONGEST = 300
# A line of strace's: process, call, arguments, result.
ENDED = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+|\?)", re.DOTALL)
# The first part of a line that another thread's cut in two, and the second.
BEGUN = re.compile(r"^(\d+) +(\w+\(.*) <unfinished \.\.\.>$", re.DOTALL)
RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$", re.DOTALL)
# A string, in hexadecimal as strace -xx writes it.
STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
# What strace -y says that a descriptor stands for.
FOLDER = re.compile(r"<((?:\\x[0-9a-f]{2})*)>")
# Kind and port of an internet address; the address itself is the next string.
ADDRESS = re.compile(r"sa_family=(AF_INET6?), sin6?_port=htons\((\d+)\).*?(?:inet_addr\(|inet_pton\(AF_INET6, )")
# The socket at which systemd is asked for names.
RESOLVED = b"/run/systemd/resolve/io.systemd.Resolve"


@dataclass(frozen=True)
class Watched:
    """What was seen.

    sockets: the kinds that could reach beyond this computer; connected: "address:port" of what they were told to reach;
    names: looked up, or "(resolver started)" where one only got ready to; made: files and folders that appeared or were
    written anew; opened: all files, those only read too.
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
    """Run a command to its end under strace. log: gets strace's lines. Raises TimeoutExpired after `seconds`."""
    # The question mark: a processor or a strace that does not know a call goes without.
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
    """Run it to its end; past its time everything that it started ends, too: killing strace alone lets them go on."""
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
    """strace's lines; a call that another thread's line cut in two is put together again."""
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
    """Where sockets were told to connect to, or to send to."""
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
    """The name that a DNS packet asks for, RFC 1035 section 4.1; empty where the bytes are no such packet."""
    if len(packet) < 17 or packet[2:3] != b"\x01" or packet[4:6] != b"\x00\x01":  # recursion desired, one question
        return ""
    labels, at = [], 12
    while at < len(packet) and packet[at]:
        labels.append(packet[at + 1 : at + 1 + packet[at]].decode("latin-1"))
        at += 1 + packet[at]
    return ".".join(labels)


def _located(calls: list[_Call], cwd: Path) -> Iterator[tuple[_Call, Path]]:
    """The calls that opened or made something, each with its path. cwd: the first process's folder."""
    parents = {str(c.result): c for c in calls if c.name in BIRTHS and c.result > 0}
    # A thread shares its parent's folder, whoever changes it; a process has one of its own. So folders are kept by the
    # process that began them.
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
            owner(str(call.result))  # its folder is the parent's of now, not of later
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
    """The last path that a call names, since of two it is the new one; relative to the folder named right before it."""
    strings = list(STRING.finditer(call.arguments))
    if call.name == "bind":  # before its path stands what the socket is
        return Path(os.path.normpath(cwd / os.fsdecode(_bytes(strings[-1][1]))))
    before = call.arguments[strings[-2].end() if len(strings) > 1 else 0 : strings[-1].start()]
    named = FOLDER.findall(before)
    folder = Path(os.fsdecode(_bytes(named[-1]))) if named else cwd
    return Path(os.path.normpath(folder / os.fsdecode(_bytes(strings[-1][1]))))


def _strings(arguments: str) -> list[bytes]:
    return [_bytes(text) for text in STRING.findall(arguments)]


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
