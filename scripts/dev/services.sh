# shellcheck shell=bash
# The real parts the tests and measurements run against: Postgres, a mail server, the shop.

# start_service NAME SIGNAL COMMAND...: in the background, in its own process group, its
# output in $WORK/NAME.log; stopped with SIGNAL at exit. It also gets SIGNAL when this
# shell dies without a chance to clean up.
start_service() {
  local name=$1 signal=$2
  shift 2
  make_work_folder
  setsid setpriv --pdeathsig "$signal" "$@" >"$WORK/$name.log" 2>&1 </dev/null &
  services+=("$! $signal")
  service_pid=$!
}

# wait_for_service NAME SECONDS COMMAND...: until COMMAND succeeds.
wait_for_service() {
  local name=$1 ticks=$(($2 * 10)) tick
  shift 2
  for ((tick = 0; tick < ticks; tick++)); do
    "$@" >/dev/null 2>&1 && return 0
    kill -0 "$service_pid" 2>/dev/null || break
    sleep 0.1
  done
  tail -n 30 "$WORK/$name.log" >&2
  die "$name did not start; its last lines are above."
}

port_open() { (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# A port nobody listens on, below the range the system gives to outgoing connections.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    port_open "$port" || break
  done
  echo "$port"
}

# start_postgres fast|durable: a new server on a free port in the temporary folder.
# `fast` skips the sync of each commit, for tests; `durable` keeps it, for measuring.
start_postgres() {
  need_postgres
  make_work_folder
  local mode=$1 port folder=$WORK/postgres as_user=() settings=()
  port=$(free_port)
  mkdir "$folder"
  # Postgres refuses to run as root.
  if [[ $EUID -eq 0 ]]; then
    local user=nobody
    ! id postgres >/dev/null 2>&1 || user=postgres
    chown "$user" "$folder"
    as_user=(setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups)
  fi
  [[ $mode == durable ]] || settings=(-c fsync=off -c full_page_writes=off)
  (cd "$folder" && ${as_user[@]+"${as_user[@]}"} "$POSTGRES_BIN/initdb" -D "$folder/data" \
    -U regulars -A trust -E UTF8 --locale=C.UTF-8 --no-sync) >"$WORK/initdb.log" 2>&1 || {
    cat "$WORK/initdb.log" >&2
    die "initdb failed; see above."
  }
  start_service postgres INT ${as_user[@]+"${as_user[@]}"} "$POSTGRES_BIN/postgres" \
    -D "$folder/data" -k "$folder" -p "$port" -c listen_addresses=127.0.0.1 \
    -c max_connections=300 ${settings[@]+"${settings[@]}"}
  wait_for_service postgres 30 "$POSTGRES_BIN/pg_isready" -h 127.0.0.1 -p "$port" -U regulars
  export REGULARS_TEST_POSTGRES=postgres://regulars@127.0.0.1:$port/postgres
}

# A mail server that keeps what it receives and shows it over HTTP.
start_mail() {
  need_npm_packages end2end
  local smtp http
  smtp=$(free_port)
  http=$(free_port)
  start_service mail TERM node end2end/mail-server.mjs "$smtp" "$http"
  wait_for_service mail 30 port_open "$http"
  export REGULARS_TEST_SMTP=smtp://127.0.0.1:$smtp
  export REGULARS_TEST_SMTP_INBOX=http://127.0.0.1:$http
}

# The sample shop of the release build on a free port, with its data in the temporary
# folder. Sets SHOP_URL and SHOP_PID. It believes X-Forwarded-For, so that tests can come
# from as many addresses as people do.
start_shop() {
  make_work_folder
  local port
  port=$(free_port)
  start_service shop TERM env REGULARS_LISTEN="127.0.0.1:$port" \
    REGULARS_DATABASE="sqlite:$WORK/shop.sqlite3" REGULARS_TRUSTED_PROXIES=127.0.0.1 \
    "$REGULARS" demo
  SHOP_PID=$service_pid
  wait_for_service shop 180 port_open "$port"
  SHOP_URL=http://127.0.0.1:$port
}
