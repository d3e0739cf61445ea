#!/usr/bin/env bash
# Signs an app, has Apple notarise it, and packs it anew: packaging/macos/sign.sh HIME.app PACKED.zip
#
# Without $CERTIFICATE it says so and does nothing. It was never run: it needs an account with Apple that costs money.
#   CERTIFICATE, CERTIFICATE_PASSWORD   a "Developer ID Application" certificate with its key, .p12 in base64
#   APPLE_ID, APPLE_TEAM, APPLE_PASSWORD   the account, its team, and a password that Apple gives for one program
set -euo pipefail
app=$1 packed=$2
if [ -z "${CERTIFICATE:-}" ]; then
    echo "no certificate: the app is not signed, and macOS will refuse it until its user allows it"
    exit 0
fi
work=$(mktemp -d)
keychain=$work/hime.keychain-db
trap 'security delete-keychain "$keychain" || true; rm -rf "$work"' EXIT
password=$(openssl rand -hex 24)
security create-keychain -p "$password" "$keychain"
security unlock-keychain -p "$password" "$keychain"
printf '%s' "$CERTIFICATE" | base64 --decode > "$work/certificate.p12"
security import "$work/certificate.p12" -f pkcs12 -P "$CERTIFICATE_PASSWORD" -k "$keychain" -T /usr/bin/codesign
# codesign may use the key without asking.
security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain" > /dev/null
identity=$(security find-identity -v -p codesigning "$keychain" | awk '$2 ~ /^[0-9A-F]{40}$/ { print $2; exit }')
sign=(codesign --force --options runtime --timestamp --keychain "$keychain" --sign "$identity")
find "$app/Contents" -type f \( -name '*.so' -o -name '*.dylib' \) -exec "${sign[@]}" {} +
"${sign[@]}" --deep --entitlements "$(dirname "$0")/entitlements.plist" "$app"
codesign --verify --deep --strict "$app"

ditto -c -k --keepParent "$app" "$packed"
xcrun notarytool submit "$packed" --wait --timeout 60m \
    --apple-id "$APPLE_ID" --team-id "$APPLE_TEAM" --password "$APPLE_PASSWORD"
# The app carries Apple's answer, so that it opens without a network too.
xcrun stapler staple "$app"
ditto -c -k --keepParent "$app" "$packed"
