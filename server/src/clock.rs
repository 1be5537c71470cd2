//! The one place that reads the system's clock and its source of randomness.

use regulars::time::Micros;
use regulars_storage::env::Environment;
use uuid::Uuid;

/// Time and randomness of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Environment for System {
    #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
    fn now(&self) -> Micros {
        // A clock set before 1970 reads as 1970: the programme's dates reject that by themselves.
        let since_epoch = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        Micros(i64::try_from(since_epoch.as_micros()).unwrap_or(i64::MAX))
    }

    #[expect(clippy::disallowed_methods, reason = "ids are made beside the clock")]
    fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }

    fn random(&self) -> u128 {
        let mut bytes = [0; 16];
        // Going on with guessable secrets would be worse than stopping.
        getrandom::fill(&mut bytes).expect("the system's source of randomness always answers");
        u128::from_ne_bytes(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_ordered_and_secrets_differ() {
        let (first, second) = (System.new_id(), System.new_id());
        assert!(first < second);
        assert_ne!(System.random(), System.random());
        assert!(System.now() > Micros(1_700_000_000_000_000));
    }
}
