//! A question that is asked once the typing pauses.

use leptos::prelude::*;

/// Milliseconds of quiet before the server is asked.
const QUIET_MS: u64 = 150;

/// `question`, at once at first and then whenever it has been quiet for a moment.
pub fn settled<T>(question: impl Fn() -> T + Copy + Send + Sync + 'static) -> RwSignal<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let asked = RwSignal::new(untrack(question));
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        let next = question();
        if let Some(timer) = waiting.get_value() {
            timer.clear();
        }
        if asked.with_untracked(|asked| *asked == next) {
            return;
        }
        let ask = move || {
            let _ = asked.try_set(next.clone());
        };
        let timer = set_timeout_with_handle(ask, std::time::Duration::from_millis(QUIET_MS));
        waiting.set_value(timer.ok());
    });
    asked
}
