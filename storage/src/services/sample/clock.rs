//! Time and chance in the sample shop: both go as the diary says.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicI64, Ordering},
};

use regulars::time::Micros;
use uuid::{Builder, Uuid};

use super::random::Random;
use crate::env::Environment;

/// The diary's time and chance.
#[derive(Debug)]
pub struct SampleClock {
    now: AtomicI64,
    random: Mutex<Random>,
}

impl SampleClock {
    /// Chance from a seed.
    pub fn new(seed: u64) -> Self {
        Self {
            now: AtomicI64::new(0),
            random: Mutex::new(Random::new(seed)),
        }
    }

    /// Sets the time.
    pub fn set(&self, now: Micros) {
        self.now.store(now.0, Ordering::Relaxed);
    }

    fn draw(&self) -> u128 {
        self.random
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .wide()
    }
}

impl Environment for SampleClock {
    fn now(&self) -> Micros {
        Micros(self.now.load(Ordering::Relaxed))
    }

    fn new_id(&self) -> Uuid {
        let millis = u64::try_from(self.now().0 / 1_000).unwrap_or(0);
        let mut bytes = [0; 10];
        bytes.copy_from_slice(&self.draw().to_le_bytes()[..10]);
        Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }

    fn random(&self) -> u128 {
        self.draw()
    }
}
