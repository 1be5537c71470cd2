//! A house to test in: a store of its own, a clock that stands still, shops, people, browsers.

mod browser;
mod house;
mod place;
mod program;
mod time;

pub use browser::{Browser, Reply};
pub use house::{House, PASSWORD};
pub use place::{Place, errors, said};
pub use program::Program;
pub use time::TestEnv;

/// The value of a variable that `./dev test` sets.
pub fn needed(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| {
        panic!(
            "{name} is not set: run these tests with `./dev test http`, which starts what they need"
        )
    })
}
