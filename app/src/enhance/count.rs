//! Points that count up to where they are now, and only when they changed.

use std::{cell::Cell, rc::Rc, time::Duration};

use leptos::{leptos_dom::helpers::IntervalHandle, prelude::set_interval_with_handle};
use web_sys::Element;

use crate::components::{wants_stillness, words::format_count};

/// How far the count is after each tick, in thousandths: fast first, then slower.
const WAY: [i64; 20] = [
    143, 271, 386, 488, 578, 657, 725, 784, 834, 875, 909, 936, 957, 973, 984, 992, 996, 998, 999,
    1000,
];
const TICK: Duration = Duration::from_millis(40);

/// Where an element says what its number is.
pub const ATTRIBUTE: &str = "data-count";

/// Shows `to` in an element that showed another number.
pub fn count_to(element: &Element, to: i64) {
    let from = number_of(element)
        .filter(|_| !wants_stillness())
        .unwrap_or(to);
    let _ = element.set_attribute(ATTRIBUTE, &to.to_string());
    if from == to {
        element.set_text_content(Some(&format_count(to)));
        return;
    }
    let element = element.clone();
    let tick = Cell::new(0_usize);
    let interval = Rc::new(Cell::new(None::<IntervalHandle>));
    let own = interval.clone();
    let step = move || {
        let way = WAY.get(tick.get()).copied().unwrap_or(1000);
        tick.set(tick.get() + 1);
        // A newer number has a count of its own.
        let newest = number_of(&element) == Some(to);
        if newest {
            let now = from + (to - from).saturating_mul(way) / 1000;
            element.set_text_content(Some(&format_count(now)));
        }
        if !newest || way == 1000 {
            own.take().inspect(IntervalHandle::clear);
        }
    };
    interval.set(set_interval_with_handle(step, TICK).ok());
}

/// The number that an element says it shows.
pub fn number_of(element: &Element) -> Option<i64> {
    element.get_attribute(ATTRIBUTE)?.parse().ok()
}
