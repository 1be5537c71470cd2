# shellcheck shell=bash
# Everything but Rust: Node and its packages, Postgres, the browser, small tools.

NODE_MAJOR_MIN=20
NPM_MAJOR_MIN=10

need_web_build() {
  need_cargo_leptos
  need_wasm_bindgen
  need_npm_packages style
}

need_node() {
  [[ ${node_found:-no} == no ]] || return 0
  install_node
  node_found=yes
}

install_node() {
  node_works && return 0
  if ! have node || ! have npm; then apt_install "Node" nodejs npm; fi
  node_works && return 0
  # The distribution's are too old: npm carries newer ones of both as packages.
  say "installing newer ones than Node $(node --version) and npm $(npm --version)"
  npm install --silent --no-save --prefix "$CACHE/node" node@22 npm@11 >/dev/null || true
  hash -r
  node_works ||
    die "Node $NODE_MAJOR_MIN and npm $NPM_MAJOR_MIN or later are needed; these are Node $(node --version) and npm $(npm --version)." \
      "Install a newer Node, then run the command again."
}

node_works() {
  have node && have npm || return 1
  version_at_least "$(node --version | tr -d v)" "$NODE_MAJOR_MIN" &&
    version_at_least "$(npm --version 2>/dev/null)" "$NPM_MAJOR_MIN"
}

# need_npm_packages FOLDER: exactly what its lock file says; a copy of the lock file
# beside the packages tells whether they are up to date.
need_npm_packages() {
  need_node
  local folder=$ROOT/$1
  local stamp=$folder/node_modules/.installed-lock.json
  cmp -s "$folder/package-lock.json" "$stamp" && return 0
  say "installing the packages of $1/package.json"
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --prefix "$folder" --no-audit --no-fund \
    --loglevel=error || die "npm could not install the packages of $1; see above."
  cp "$folder/package-lock.json" "$stamp"
}

# Sets POSTGRES_BIN to the folder of initdb and postgres.
need_postgres() {
  find_postgres && return 0
  # Only the programs are wanted: keep the package from starting a server of its own.
  if [[ -d /etc && ! -e /etc/postgresql-common/createcluster.conf ]] && have apt-get; then
    run_as_root mkdir -p /etc/postgresql-common
    run_as_root tee /etc/postgresql-common/createcluster.conf \
      <<<'create_main_cluster = false' >/dev/null
  fi
  apt_install "Postgres" postgresql
  find_postgres || die "Postgres is installed, but initdb is not in /usr/lib/postgresql/*/bin."
}

find_postgres() {
  local folder
  for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort --version-sort --reverse) \
    "$(dirname "$(command -v initdb || echo /)")"; do
    if [[ -x $folder/initdb && -x $folder/postgres ]]; then
      POSTGRES_BIN=$folder
      return 0
    fi
  done
  return 1
}

# Sets REGULARS_CHROMIUM to the browser's program.
need_chromium() {
  find_chromium && return 0
  apt_install "Chromium" chromium
  find_chromium || die "Chromium is installed, but not on PATH."
}

find_chromium() {
  local name
  for name in chromium chromium-browser google-chrome; do
    if have "$name"; then
      REGULARS_CHROMIUM=$(command -v "$name")
      export REGULARS_CHROMIUM
      return 0
    fi
  done
  return 1
}

need_shellcheck() { have shellcheck || apt_install "shellcheck" shellcheck; }

need_wrk() { have wrk || apt_install "the load generator" wrk; }
