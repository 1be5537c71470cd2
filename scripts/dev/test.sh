# shellcheck shell=bash
# The tests. Each part runs in a process of its own, so that one that cannot even start
# is counted as a failure and hides nothing; it leaves its counts in a file.

TEST_PARTS=(fmt lint engine storage http browser)

# test_parts [PART]...: the last line printed is `N passed, N failed`.
test_parts() {
  [[ $# -gt 0 ]] || set -- "${TEST_PARTS[@]}"
  local part passed=0 failed=0 part_passed part_failed seconds table=''
  for part in "$@"; do
    [[ " ${TEST_PARTS[*]} " == *" $part "* ]] ||
      die "there is no part '$part'." "The parts are: ${TEST_PARTS[*]}"
  done
  make_work_folder
  for part in "$@"; do
    say "test $part"
    seconds=$SECONDS
    in_step setpriv --pdeathsig TERM env REGULARS_COUNTS="$WORK/$part.counts" "$ROOT/dev" test-part "$part" || true
    read_counts "$WORK/$part.counts"
    passed=$((passed + part_passed))
    failed=$((failed + part_failed))
    table+=$(printf '%-8s %6d passed %4d failed %5d s' "$part" "$part_passed" "$part_failed" \
      "$((SECONDS - seconds))")$'\n'
  done
  printf '\n%s%d passed, %d failed\n' "$table" "$passed" "$failed"
  [[ $failed -eq 0 ]]
}

# A part that left no counts could not run; one that ran nothing proves nothing.
read_counts() {
  part_passed=0 part_failed=1
  if [[ ! -f $1 ]]; then
    say "test $part could not run; the reason is above"
  else
    read -r part_passed part_failed <"$1"
    if [[ $((part_passed + part_failed)) -eq 0 ]]; then
      say "test $part ran no test at all"
      part_failed=1
    fi
  fi
}

# test_part PART: the inner half of test_parts.
test_part() {
  passed=0 failed=0
  make_work_folder
  "part_$1"
  echo "$passed $failed" >"${REGULARS_COUNTS:?is set by ./dev test}"
  [[ $failed -eq 0 ]]
}

part_fmt() {
  need_rust
  check "formatting" cargo fmt --all --check
}

part_lint() {
  need_rust
  need_shellcheck
  need_npm_packages end2end
  check "clippy: engine" clippy -p regulars --all-targets
  check "clippy: engine in the browser" clippy -p regulars --target "$WASM"
  check "clippy: storage" clippy -p regulars-storage --all-targets
  check "clippy: app on the server" clippy -p regulars-app --features ssr --all-targets
  check "clippy: app in the browser" clippy -p regulars-frontend --target "$WASM"
  check "clippy: server" clippy -p regulars-server --all-targets
  check "shellcheck" shellcheck --external-sources --check-sourced dev .ci/run
  check "browser specs: types" end2end/node_modules/.bin/tsc --noEmit -p end2end
}

clippy() { cargo clippy --quiet "$@" -- -D warnings; }

part_engine() {
  need_rust
  cargo_tests -p regulars
}

part_storage() {
  need_rust
  start_postgres fast
  cargo_tests -p regulars-storage
}

part_http() {
  need_rust
  start_postgres fast
  start_mail
  cargo_tests -p regulars-app -p regulars-server --features regulars-app/ssr
}

part_browser() {
  need_npm_packages end2end
  need_chromium
  build || die "the release build failed; see above."
  start_shop
  export REGULARS_PROGRAM=$REGULARS REGULARS_TEST_URL=$SHOP_URL PLAYWRIGHT_JSON_OUTPUT_FILE=$WORK/browser.json
  local status=0
  in_step playwright_test || status=$?
  count_playwright "$PLAYWRIGHT_JSON_OUTPUT_FILE" "$status"
}

playwright_test() { cd end2end && node_modules/.bin/playwright test; }

# check NAME COMMAND...: a command that counts as one test.
check() {
  local name=$1
  shift
  if in_step "$@"; then
    printf 'ok      %s\n' "$name"
    passed=$((passed + 1))
  else
    printf 'FAILED  %s\n' "$name"
    failed=$((failed + 1))
  fi
}

# cargo_tests ARGS...: shows the output while it runs and adds up its result lines.
cargo_tests() {
  local log=$WORK/cargo-test.log status=0 log_passed log_failed
  in_step shown_and_kept "$log" cargo test --no-fail-fast "$@" || status=$?
  read -r log_passed log_failed < <(sed 's/\x1b\[[0-9;]*m//g' "$log" | awk '
    /^test result:/ { for (i = 2; i <= NF; i++) {
      if ($i ~ /^passed/) passed += $(i - 1)
      if ($i ~ /^failed/) failed += $(i - 1)
    } }
    END { print passed + 0, failed + 0 }')
  add_counts "$log_passed" "$log_failed" "$status"
}

shown_and_kept() {
  local log=$1
  shift
  [[ ! -t 1 ]] || export CARGO_TERM_COLOR=always
  "$@" 2>&1 | tee "$log"
}

# A skipped spec counts as failed: here everything it may need has been started. One that passed
# the second time counts as passed; the list above names it.
count_playwright() {
  local counts='0 0'
  [[ ! -f $1 ]] || counts=$(node -e '
    const { stats } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    console.log(stats.expected + stats.flaky, stats.unexpected + stats.skipped)' "$1")
  read -r log_passed log_failed <<<"$counts"
  add_counts "$log_passed" "$log_failed" "$2"
}

# add_counts PASSED FAILED STATUS: a command that failed without naming a failed test did
# not compile or was killed; that is one failure.
add_counts() {
  passed=$((passed + $1))
  failed=$((failed + $2))
  [[ $3 -eq 0 || $2 -gt 0 ]] || failed=$((failed + 1))
}
