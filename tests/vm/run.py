"""`make test-vm`: boots the guest under QEMU's software emulation and tells what its cases showed.

usage: run.py [package]. package: runs the cases of guest/package.py alone.

Exit 0 where all passed, 1 where one failed, 2 where the guest could not be built or gave no report.
"""

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
BUILT = PROJECT / "out/vm"
TIME_LIMIT = 3600  # seconds for the whole guest; a quiet machine takes some ten minutes


def boot(report: Path) -> None:
    """Run the guest until it turns itself off. Its console goes to ours, its report to a file."""
    shares = {"project": PROJECT, "site": BUILT / "site"}
    command = ["qemu-system-x86_64", "-machine", "q35", "-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "2"]
    command += ["-m", "2G", "-display", "none", "-no-reboot", "-nic", "none"]
    command += ["-serial", "stdio", "-serial", f"file:{report}"]
    command += ["-kernel", str(BUILT / "vmlinuz"), "-initrd", str(BUILT / "initrd")]
    # The kernel hands the last word to the first process, in its environment.
    cases = f" CASES={sys.argv[1]}" if sys.argv[1:] else ""
    command += ["-append", f"console=ttyS0 root=/dev/vda ro quiet panic=-1 init=/sbin/guest-init{cases}"]
    command += ["-drive", f"file={BUILT / 'disk'},if=virtio,format=raw,snapshot=on"]
    for tag, folder in shares.items():
        command += ["-virtfs", f"local,path={folder},mount_tag={tag},security_model=none,readonly=on"]
    subprocess.run(command, stdin=subprocess.DEVNULL, timeout=TIME_LIMIT, check=True)


def main() -> int:
    if (
        not list((PROJECT / "dist").glob("hime_*.deb"))
        and subprocess.run(["make", "deb"], cwd=PROJECT, check=False).returncode
    ):
        return 2
    if subprocess.run([HERE / "build.sh", BUILT], check=False).returncode:
        return 2
    path = BUILT / "report.json"
    path.unlink(missing_ok=True)
    try:
        boot(path)
        report = json.loads(path.read_text())
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        print(f"test-vm: the guest gave no report ({error}); its last lines are above", file=sys.stderr)
        return 2
    failed = [row["name"] for row in report["cases"] if not row["ok"]]
    print(f"Linux {report['kernel']}, v4l2loopback {report['v4l2loopback']}: {len(report['cases'])} cases; {path}")
    print(f"{len(report['cases']) - len(failed)} passed, {len(failed)} failed {' '.join(failed)}")
    return 1 if failed else 0


sys.exit(main())
