#!/usr/bin/env bash
# Builds what run.py boots: a Debian root file system with v4l2loopback, and HIME's packages for the guest's Python.
# usage: build.sh FOLDER. What is there already stays; remove FOLDER to build anew.
set -euo pipefail
suite=trixie # the first Debian whose v4l2loopback tells who sends that somebody watches
here=$(cd "$(dirname "$0")" && pwd)
project=${here%/tests/vm}
PATH=$PATH:/sbin
mkdir -p "$1" && cd "$1"

for tool in mmdebstrap mke2fs qemu-system-x86_64; do
    command -v $tool >/dev/null ||
        { echo "test-vm: no $tool; apt-get install mmdebstrap e2fsprogs qemu-system-x86" >&2; exit 2; }
done

if [ ! -e disk ]; then
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | head -n 1)
    [ -n "$mirror" ] || { echo "test-vm: apt names no Debian mirror; run it on Debian" >&2; exit 2; }
    echo "test-vm: installing Debian $suite into $PWD/disk (minutes)"
    rm -rf root
    # The dkms package compiles the module for the kernel beside it. OpenCV needs libgl1 and glib. The rest is what
    # HIME's package asks for, because the guest has no network to fetch it from.
    packages=linux-image-amd64,linux-headers-amd64,v4l2loopback-dkms,python3,kmod,libgl1,libglib2.0-0t64
    packages+=,$("$project/.venv/bin/python" "$project/packaging/libraries.py" --all)
    mmdebstrap --quiet --variant=minbase --include=$packages $suite root "$mirror"
    chroot root python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])' >python
    cp root/boot/vmlinuz-* vmlinuz
    cp root/boot/initrd.img-* initrd
    mkdir root/project root/site
    cp "$here/guest/init" root/sbin/guest-init
    mke2fs -q -F -t ext4 -d root disk.partial $(($(du -sm root | cut -f1) * 5 / 4 + 1500))M # room for HIME's package
    mv disk.partial disk
    rm -rf root
fi

if [ ! -e site ]; then
    echo "test-vm: HIME's packages for the guest's Python into $PWD/site (a minute)"
    rm -rf site.partial
    "$project/.venv/bin/python" - "$project/pyproject.toml" >requirements.txt <<'END'
import sys, tomllib

with open(sys.argv[1], "rb") as file:
    project = tomllib.load(file)["project"]
print(*project["dependencies"], *project["optional-dependencies"]["cpu"], sep="\n")
END
    "$project/.venv/bin/pip" install --quiet --quiet --target site.partial --only-binary :all: \
        --python-version "$(cat python)" --requirement requirements.txt \
        --platform manylinux_2_28_x86_64 --platform manylinux_2_27_x86_64 --platform manylinux2014_x86_64
    mv site.partial site
fi
