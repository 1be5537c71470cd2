//! Points that count up to where they are now, and only when they changed.

use std::time::Duration;

use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*};

use super::{wants_stillness, words::format_count};

/// How far the count is after each tick, in thousandths: fast first, then slower.
const WAY: [i64; 20] = [
    143, 271, 386, 488, 578, 657, 725, 784, 834, 875, 909, 936, 957, 973, 984, 992, 996, 998, 999,
    1000,
];
const TICK: Duration = Duration::from_millis(40);

/// The number, grouped. `last` outlives this view: it is what was shown before, and a different
/// number counts up from it.
#[component]
pub fn CountUp(
    /// The number now.
    to: i64,
    /// The number shown before, if any.
    last: StoredValue<Option<i64>>,
) -> impl IntoView {
    let (shown, set_shown) = signal(to);
    Effect::new(move |_| {
        let before = last.get_value();
        last.set_value(Some(to));
        if let Some(from) = before.filter(|from| *from != to && !wants_stillness()) {
            count(from, to, set_shown);
        }
    });
    move || format_count(shown.get())
}

fn count(from: i64, to: i64, show: WriteSignal<i64>) {
    let tick = StoredValue::new(0_usize);
    let handle = StoredValue::new(None::<IntervalHandle>);
    let stop = move || {
        if let Some(handle) = handle.try_get_value().flatten() {
            handle.clear();
        }
    };
    show.set(from);
    let started = set_interval_with_handle(
        move || {
            let Some(now) = tick.try_update_value(|tick| {
                *tick += 1;
                *tick
            }) else {
                return;
            };
            let way = WAY.get(now - 1).copied().unwrap_or(1000);
            let _ = show.try_set(from + (to - from).saturating_mul(way) / 1000);
            if way == 1000 {
                stop();
            }
        },
        TICK,
    );
    handle.set_value(started.ok());
    on_cleanup(stop);
}
