# Shared by the scripts in this folder; sourced, never run.

# What the program links against, and what the tests compare it with.
BUILD_PACKAGES=(
    pkg-config libsecp256k1-dev libssl-dev libxml2-dev libsqlite3-dev libqrencode-dev libcurl4-openssl-dev
    libzip-dev
    git ca-certificates
)
TEST_PACKAGES=(
    openssl sqlite3 zbar-tools librsvg2-bin strace
    python3 python3-cryptography python3-lxml python3-jsonschema
)
# The names by which pkg-config knows the libraries, for systems without apt.
PKG_CONFIG_NAMES=(libsecp256k1 libcrypto libxml-2.0 sqlite3 libqrencode libcurl libzip)

# say TEXT: talk goes to standard error, like the program's own.
say() { printf '%s\n' "$*" >&2; }

# die TEXT [REMEDY]
die() {
    say "sijil: error: $1"
    [ $# -lt 2 ] || say "sijil: hint: $2"
    exit 2
}

need_swift() {
    command -v swift >/dev/null || die "no Swift toolchain was found" \
        "install Swift 6.2 or newer from https://www.swift.org/install/linux/ and put its usr/bin in PATH"
    local version
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\)\.\([0-9]*\).*/\1 \2/p')
    version=${version%%$'\n'*}
    [ -n "$version" ] || die "swift --version gave no version" \
        "run it by hand; Swift 6.2 or newer is needed: https://www.swift.org/install/linux/"
    local major=${version% *} minor=${version#* }
    if [ "$major" -lt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -lt 2 ]; }; then
        die "Swift $major.$minor is too old" \
            "install Swift 6.2 or newer from https://www.swift.org/install/linux/"
    fi
}

# need_packages NAME...: installs the Debian packages that are missing; without missing ones apt is not called.
need_packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        # Not Debian or Ubuntu: the libraries may be there all the same.
        if command -v pkg-config >/dev/null && pkg-config --exists "${PKG_CONFIG_NAMES[@]}"; then
            say "sijil: this system has no apt; if something is missing below, install the equivalents of: $*"
            return
        fi
        die "this system has no apt, and a library that Sijil needs is missing" \
            "install what your system calls: $*"
    fi
    local name missing=()
    for name in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
    done
    [ ${#missing[@]} -gt 0 ] || return 0

    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || die "these packages are missing and there is no sudo: ${missing[*]}" \
            "as root run: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    say "sijil: installing ${missing[*]}"
    # A stale list of some other source must not stop us, so only the installation itself counts.
    "${as_root[@]}" apt-get update -q >&2 || true
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends "${missing[@]}" >&2 ||
        die "apt-get could not install: ${missing[*]}" "its own words are above; correct the cause and run this again"
}

# build_release PRODUCT...: builds and prints the folder of the programs.
build_release() {
    local product
    for product in "$@"; do
        swift build -c release --product "$product" >&2
    done
    swift build -c release --show-bin-path
}
