# shellcheck shell=bash
# What every command uses: messages, the cache folder, a temporary folder, cleaning up.

bold='' plain=''
[[ ! -t 2 ]] || bold=$'\e[1m' plain=$'\e[0m'

say() { printf '%s==> %s%s\n' "$bold" "$*" "$plain" >&2; }

# die MESSAGE [WHAT TO DO]...
die() {
  printf 'dev: %s\n' "$1" >&2
  shift
  [[ $# -eq 0 ]] || printf '     %s\n' "$@" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

prepend_path() {
  case :$PATH: in
    *":$1:"*) ;;
    *) PATH=$1:$PATH ;;
  esac
}

# Tools and build results live in the user's cache, so a clone stays clean and every
# clone shares them. The web build tools of this clone come first: cargo-leptos takes
# wasm-opt and tailwindcss from PATH and would otherwise download its own.
use_cache() {
  mkdir -p "$CACHE/bin"
  prepend_path "$HOME/.cargo/bin"
  prepend_path "$CACHE/node/node_modules/.bin"
  prepend_path "$CACHE/bin"
  prepend_path "$ROOT/style/node_modules/.bin"
  export PATH
  export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$CACHE/target}
  REGULARS=$CARGO_TARGET_DIR/release/regulars
}

# version_at_least HAVE WANT, both as 1.2.3
version_at_least() {
  [[ $(printf '%s\n%s\n' "$2" "$1" | sort --version-sort | head -n 1) == "$2" ]]
}

# The locked version of a Rust dependency; empty when it is not in Cargo.lock.
locked_version() {
  awk -v name="$1" '$1 == "name" { hit = $3 == "\"" name "\"" }
    hit && $1 == "version" { gsub("\"", "", $3); print $3; exit }' "$ROOT/Cargo.lock"
}

# --- Temporary folder and background processes -------------------------------------

WORK=''        # temporary folder of this run, removed at exit
services=()    # "PID SIGNAL" of each process started by start_service
step_pid=''    # the process group that runs in the foreground, if any

# Other users may pass through the folder (Postgres runs as its own user), not list it.
make_work_folder() {
  [[ -z $WORK ]] || return 0
  WORK=$(mktemp -d "${TMPDIR:-/tmp}/regulars-dev.XXXXXX")
  chmod 711 "$WORK"
}

clean_up() {
  local service pid signal
  if [[ -n $step_pid ]]; then
    kill -TERM -- "-$step_pid" 2>/dev/null || true
    wait "$step_pid" 2>/dev/null || true
  fi
  for service in ${services[@]+"${services[@]}"}; do
    read -r pid signal <<<"$service"
    stop_process "$pid" "$signal"
  done
  [[ -z $WORK ]] || rm -rf "$WORK"
}

# Asks a process to stop and gives it ten seconds before its whole group is killed.
stop_process() {
  local pid=$1 signal=$2 tick
  kill -"$signal" "$pid" 2>/dev/null || return 0
  for ((tick = 0; tick < 100; tick++)); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL -- "-$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
}

trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# in_step COMMAND...: runs it in a process group of its own and returns its status. The
# shell only waits, so an interrupt is handled at once and ends the whole group.
in_step() {
  local status=0
  set -m
  "$@" </dev/null &
  step_pid=$!
  set +m
  wait "$step_pid" || status=$?
  step_pid=''
  return "$status"
}

# --- Debian packages ---------------------------------------------------------------

apt_updated=no

# apt_install WHAT PACKAGE...: WHAT says for whom, in the message when it cannot be done.
apt_install() {
  local what=$1 as_root=()
  shift
  have apt-get || die "$what is missing and this is not a Debian system." \
    "Install what Debian calls: $*" "Then run the command again."
  if [[ $EUID -ne 0 ]]; then
    have sudo || die "$what is missing and installing it needs root." \
      "As root: apt-get install $*" "Then run the command again."
    as_root=(sudo)
  fi
  say "installing $what: $*"
  if [[ $apt_updated == no ]]; then
    ${as_root[@]+"${as_root[@]}"} apt-get update -qq || die "apt-get update failed; see above."
    apt_updated=yes
  fi
  ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
    die "apt-get could not install $what; see above." "By hand: apt-get install $*"
}

# run_as_root COMMAND...
run_as_root() {
  if [[ $EUID -eq 0 ]]; then "$@"; elif have sudo; then sudo "$@"; else
    die "this needs root: $*" "Run it as root, then run the command again."
  fi
}
