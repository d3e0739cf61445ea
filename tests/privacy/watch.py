"""A program watched from outside, by strace: which sockets it opens, which names it looks up, which files it makes.

What a library does behind Python's back is seen here as well: every thread and process that it starts is followed.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# The system calls that are looked at. io_uring could do the others' work unseen, so its setting up counts as a socket.
NETWORK = ("socket", "connect", "sendto", "sendmsg", "sendmmsg", "io_uring_setup")
FILES = ("open", "openat", "creat", "mkdir", "mkdirat", "rename", "renameat", "renameat2", "link", "linkat", "symlink")
FILES += ("symlinkat", "mknod", "mknodat")
LONGEST = 300  # bytes of a string that strace shows: more than any path here, and than a question to a name server
ENDED = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+|\?)", re.DOTALL)
BEGUN = re.compile(r"^(\d+) +(\w+\(.*) <unfinished \.\.\.>$", re.DOTALL)
RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$", re.DOTALL)
STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
FOLDER = re.compile(r"<((?:\\x[0-9a-f]{2})*)>")  # what strace -y says a descriptor stands for


@dataclass(frozen=True)
class Watched:
    """What was seen. sockets: those that could reach beyond this computer; names: looked up; made: files, folders."""

    status: int
    output: str
    sockets: tuple[str, ...]
    names: tuple[str, ...]
    made: tuple[Path, ...]


@dataclass(frozen=True)
class _Call:
    name: str
    arguments: str
    result: int


def watch(command: Sequence[str], log: Path, env: Mapping[str, str], cwd: Path, seconds: float = 300) -> Watched:
    """Run a command to its end under strace. log: gets strace's lines. Raises TimeoutExpired after `seconds`."""
    strace = [shutil.which("strace") or "strace", "-f", "-qq", "-y", "-xx", "-s", str(LONGEST), "--seccomp-bpf"]
    strace += ["-e", f"trace={','.join(NETWORK + FILES)}", "-o", str(log), *command]
    done = subprocess.run(strace, env=dict(env), cwd=cwd, capture_output=True, text=True, check=False, timeout=seconds)
    calls = list(_calls(log.read_text(encoding="latin-1")))
    return Watched(
        done.returncode,
        done.stdout + done.stderr,
        tuple(sorted({_family(c) for c in calls if c.name in ("socket", "io_uring_setup")} - {"AF_UNIX"})),
        tuple(sorted(set(_names(calls)))),
        tuple(sorted(set(_made(calls, cwd)))),
    )


def _calls(log: str) -> Iterator[_Call]:
    """strace's lines; a call that another thread's line cut in two is put together again."""
    begun: dict[str, str] = {}
    for line in log.splitlines():
        if cut := BEGUN.match(line):
            begun[cut[1]] = cut[2]
            continue
        rest = RESUMED.match(line)
        if whole := ENDED.match(f"{rest[1]} {begun.pop(rest[1], '')}{rest[2]}" if rest else line):
            yield _Call(whole[2], whole[3], -1 if whole[4] == "?" else int(whole[4]))


def _family(call: _Call) -> str:
    return call.arguments.split(",")[0] if call.name == "socket" else call.name


def _names(calls: list[_Call]) -> Iterator[str]:
    """The names in questions to name servers; "(resolver started)" where one only got ready to ask."""
    for call in calls:
        if call.name == "openat" and b"/etc/resolv.conf" in _strings(call.arguments):
            yield "(resolver started)"
        if call.name.startswith("send"):
            yield from filter(None, map(_question, _strings(call.arguments)))


def _question(packet: bytes) -> str:
    """The name that a DNS packet asks for, RFC 1035 section 4.1; empty where the bytes are no such packet."""
    if len(packet) < 17 or packet[2:3] != b"\x01" or packet[4:6] != b"\x00\x01":  # recursion desired, one question
        return ""
    labels, at = [], 12
    while at < len(packet) and packet[at]:
        labels.append(packet[at + 1 : at + 1 + packet[at]].decode("latin-1"))
        at += 1 + packet[at]
    return ".".join(labels)


def _made(calls: list[_Call], cwd: Path) -> Iterator[Path]:
    """Files and folders that appeared, or were written anew."""
    for call in calls:
        if call.name not in FILES or call.result < 0:
            continue
        if call.name in ("open", "openat") and "O_CREAT" not in call.arguments:
            continue
        strings = _strings(call.arguments)
        if strings:  # of two paths the latter is the new one
            folders = FOLDER.findall(call.arguments.split('"')[0])
            beside = Path(os.fsdecode(_bytes(folders[-1]))) if folders else cwd
            yield Path(os.path.normpath(beside / os.fsdecode(strings[-1])))


def _strings(arguments: str) -> list[bytes]:
    return [_bytes(text) for text in STRING.findall(arguments)]


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
