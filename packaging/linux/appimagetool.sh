#!/usr/bin/env bash
# Fetches what makes an AppImage: packaging/linux/appimagetool.sh FOLDER. Put FOLDER on PATH afterwards.
#
# Both files are fixed by their checksums. By itself, appimagetool fetches whatever runtime is the newest, and puts it
# into the AppImage; so `appimagetool` in FOLDER is a line that names the fixed one.
set -euo pipefail
mkdir -p "$1"
cd "$1"
releases=https://github.com/AppImage
curl --fail --silent --show-error --location --output tool.AppImage \
    $releases/appimagetool/releases/download/1.9.1/appimagetool-x86_64.AppImage
curl --fail --silent --show-error --location --output runtime \
    $releases/type2-runtime/releases/download/20251108/runtime-x86_64
sha256sum --check --strict <<'SUMS'
ed4ce84f0d9caff66f50bcca6ff6f35aae54ce8135408b3fa33abfc3cb384eb0  tool.AppImage
2fca8b443c92510f1483a883f60061ad09b46b978b2631c807cd873a47ec260d  runtime
SUMS
chmod +x tool.AppImage
# It is an AppImage itself. It unpacks itself where the system cannot mount it.
cat > appimagetool <<RUN
#!/bin/sh
APPIMAGE_EXTRACT_AND_RUN=1 exec "$PWD/tool.AppImage" --runtime-file "$PWD/runtime" "\$@"
RUN
chmod +x appimagetool
