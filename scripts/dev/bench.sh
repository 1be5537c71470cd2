# shellcheck shell=bash
# The measurements. Each figure has a name, a value and a unit.

BENCH_PARTS=(engine replay ledger web import)

# bench_parts [PART] [--json]
bench_parts() {
  local argument json=() parts=() part failed=no
  for argument in "$@"; do
    case $argument in
      --json) json=(--json) ;;
      *) [[ " ${BENCH_PARTS[*]} " == *" $argument "* ]] ||
        die "there is no part '$argument'." "The parts are: ${BENCH_PARTS[*]}"
        parts+=("$argument") ;;
    esac
  done
  [[ ${#parts[@]} -gt 0 ]] || parts=("${BENCH_PARTS[@]}")
  for part in "${parts[@]}"; do
    "bench_$part" ${json[@]+"${json[@]}"} || failed=yes
  done
  [[ $failed == no ]]
}

# Decisions on one core, with nothing stored.
bench_engine() {
  need_rust
  in_step cargo run --release --quiet -p regulars --example bench_engine -- "$@"
}

# Past orders judged by two programmes. They lie beside the project, where there are some.
bench_replay() {
  need_rust
  local orders=${REGULARS_DATA:-$ROOT/../shared/data}/grocery_order_lines.csv
  [[ -f $orders ]] || { say "no past orders at $orders: nothing to replay"; return 0; }
  in_step cargo run --release --quiet -p regulars --example bench_replay -- "$orders" "$@"
}

# Awards through the ledger writer, and the bare statements they are compared with.
bench_ledger() {
  need_rust
  start_postgres durable
  local figures=$WORK/ledger.figures
  in_step kept "$figures" \
    cargo run --release --quiet -p regulars-storage --example bench_ledger -- "$@" || return 1
  # The same work asked for over HTTP: the whole server instead of the writer alone.
  need_node
  need_wrk
  build >&2 || die "the release build failed; see above."
  start_shop
  in_step node scripts/bench/ring-up.mjs "$SHOP_URL" "$SHOP_PID" "$figures" "$@"
}

# kept FILE COMMAND...: shows the output and keeps it.
kept() {
  local file=$1
  shift
  "$@" | tee "$file"
}

# The member's card on a phone, and the server under load.
bench_web() {
  need_npm_packages scripts/bench
  need_chromium
  need_wrk
  build >&2 || die "the release build failed; see above."
  start_shop
  in_step node scripts/bench/web.mjs "$SHOP_URL" "$SHOP_PID" "$@"
}

# Order histories from files. The real one lies beside the project, where there is one.
bench_import() {
  need_node
  build >&2 || die "the release build failed; see above."
  make_work_folder
  local orders=${REGULARS_DATA:-$ROOT/../shared/data}/cdnow_sample.csv
  [[ -f $orders ]] || orders=''
  in_step node scripts/bench/import.mjs "$REGULARS" "$WORK" "$orders" "$@"
}
