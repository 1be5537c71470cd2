# shellcheck shell=bash
# The Rust compiler with the WASM target, and the two cargo tools of the web build.
#
# The developer's own toolchain is used when it can build for the browser. If not, rustup
# is asked to add the target. Where rustup is absent or cannot reach its server, Debian's
# `-web` packages follow upstream closely; they lack the WASM standard library only,
# which is built once from their source package.

CARGO_LEPTOS_VERSION=0.3.11
WASM=wasm32-unknown-unknown

need_rust() {
  [[ ${rust_found:-no} == no ]] || return 0
  need_c_compiler
  rust_works || use_debian_rust || add_rustup_target || install_debian_rust
  rust_found=yes
}

rust_version_min() { awk -F '"' '/^rust-version = "/ { print $2; exit }' "$ROOT/Cargo.toml"; }

# Compiles and links an empty library for the browser: finds a missing or outdated
# standard library and a missing linker in a tenth of a second.
rust_works() {
  local version tools
  have cargo && have rustc || return 1
  version=$(rustc --version 2>/dev/null | cut -d ' ' -f 2) || return 1
  version_at_least "$version" "$(rust_version_min)" || return 1
  tools=$(rustc --print sysroot)/bin
  make_work_folder
  [[ -x $tools/cargo-clippy && -x $tools/rustfmt ]] || return 1
  rustc --target "$WASM" --crate-type cdylib --crate-name probe -o "$WORK/probe.wasm" - \
    <<<'#[unsafe(no_mangle)] pub fn probe() { drop(String::from("std")) }' 2>/dev/null
}

# Tries the distribution's compiler; leaves the environment as it was if it does not do.
use_debian_rust() {
  [[ -x /usr/bin/rustc && -x /usr/bin/cargo ]] || return 1
  if have rustup; then
    rustup toolchain list | grep -q '^distro\b' || rustup toolchain link distro /usr || return 1
    local before=${RUSTUP_TOOLCHAIN:-}
    export RUSTUP_TOOLCHAIN=distro
    rust_works && return 0
    if [[ -n $before ]]; then RUSTUP_TOOLCHAIN=$before; else unset RUSTUP_TOOLCHAIN; fi
  fi
  return 1
}

add_rustup_target() {
  have rustup || return 1
  say "adding $WASM with rustup"
  rustup target add "$WASM" && rust_works
}

install_debian_rust() {
  apt_install "the Rust compiler" \
    rustc-web cargo-web rust-web-src rust-web-clippy rustfmt-web ca-certificates
  local llvm
  llvm=$(/usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
  have "wasm-ld-$llvm" || apt_install "the linker for WASM" "lld-$llvm"
  ln -sf "$(command -v "wasm-ld-$llvm")" "$CACHE/bin/rust-lld"
  hash -r
  use_debian_rust || rust_works || build_wasm_std
  use_debian_rust || rust_works ||
    die "this Rust compiler cannot build for $WASM: $(/usr/bin/rustc --version)" \
      "Install Rust $(rust_version_min) or later with rustup, then run the command again."
}

# The crate must not be called `std`, or its own file would shadow the real one.
build_wasm_std() {
  local folder=$CACHE/wasm-std target=/usr/lib/rustlib/$WASM/lib
  say "building the standard library for $WASM (half a minute)"
  rm -rf "$folder"
  (
    unset RUSTUP_TOOLCHAIN CARGO_TARGET_DIR
    export RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1
    /usr/bin/cargo init --quiet --vcs none --lib --name seed "$folder"
    cd "$folder"
    /usr/bin/cargo build --quiet --release --target "$WASM" -Zbuild-std=std,panic_abort
  ) || die "the standard library for $WASM did not build; see above."
  rm "$folder/target/$WASM"/release/deps/libseed-*.rlib
  run_as_root rm -rf "$target"
  run_as_root mkdir -p "$target"
  run_as_root cp "$folder/target/$WASM"/release/deps/*.rlib "$target/"
  rm -rf "$folder"
}

need_c_compiler() {
  have cc || apt_install "a C compiler" build-essential
}

need_cargo_leptos() {
  need_rust
  [[ $(tool_version cargo-leptos) == "$CARGO_LEPTOS_VERSION" ]] ||
    cargo_install cargo-leptos "$CARGO_LEPTOS_VERSION" --locked
}

# The command line must be of exactly the library's version. Its own lock file is not
# kept to: it may pin an older library than Cargo.lock does.
need_wasm_bindgen() {
  need_rust
  [[ -f Cargo.lock ]] || cargo generate-lockfile
  local version
  version=$(locked_version wasm-bindgen)
  [[ -n $version ]] || die "Cargo.lock has no wasm-bindgen." "Run: cargo update --workspace"
  [[ $(tool_version wasm-bindgen) == "$version" ]] ||
    cargo_install wasm-bindgen-cli "$version"
}

tool_version() { "$1" --version 2>/dev/null | awk '{ print $NF; exit }'; }

# cargo_install CRATE VERSION [ARGS]: speed of building matters here, not of running.
cargo_install() {
  local crate=$1 version=$2
  shift 2
  say "building $crate $version (some minutes, once)"
  CARGO_TARGET_DIR=$CACHE/tools CARGO_PROFILE_RELEASE_LTO=off \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=0 \
    cargo install --quiet --root "$CACHE" --force "$crate" --version "$version" "$@" ||
    die "$crate $version did not build; see above."
  rm -rf "$CACHE/tools"
}
