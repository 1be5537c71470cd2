//! Time that stands still until it is moved, and ids and secrets that differ.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use regulars::time::Micros;
use regulars_storage::env::Environment;
use uuid::Uuid;

/// 15 June 2026, 10:00 UTC.
const BEGINNING: i64 = 1_781_517_600_000_000;

/// Time and randomness of a test.
#[derive(Debug)]
pub struct TestEnv {
    now: AtomicI64,
    made: AtomicU64,
}

impl TestEnv {
    pub fn new() -> Self {
        Self {
            now: AtomicI64::new(BEGINNING),
            made: AtomicU64::new(1),
        }
    }

    /// Lets time pass.
    pub fn pass(&self, seconds: i64) {
        self.now.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }

    fn next(&self) -> u128 {
        u128::from(self.made.fetch_add(1, Ordering::SeqCst))
    }
}

impl Environment for TestEnv {
    fn now(&self) -> Micros {
        Micros(self.now.load(Ordering::SeqCst))
    }

    fn new_id(&self) -> Uuid {
        let millis = u128::try_from(self.now().0 / 1_000).unwrap_or(0);
        Uuid::from_u128((millis << 80) | (7 << 76) | (2 << 62) | self.next())
    }

    fn random(&self) -> u128 {
        // An odd factor: different inputs give different outputs, spread over all bits.
        self.next()
            .wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
            .rotate_left(64)
    }
}
