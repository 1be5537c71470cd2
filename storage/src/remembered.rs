//! Rows that are read with every request and hardly ever change: they may be a second old.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
};

use regulars::time::Micros;

/// How old a row may be, in seconds. Another server may have changed it since.
const SECONDS_MAX: i64 = 1;
/// Rows that are kept; when there are more, all are read again.
const ROWS_MAX: usize = 1_000;

/// The last rows read, by what they were asked by.
#[derive(Debug)]
pub struct Remembered<K, V>(Mutex<HashMap<K, (Micros, V)>>);

impl<K, V> Default for Remembered<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Hash + Eq, V: Clone> Remembered<K, V> {
    /// The row, if it was read within the last second before `now`.
    pub fn get(&self, key: &K, now: Micros) -> Option<V> {
        let rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, row) = rows.get(key)?;
        (at.0 <= now.0 && now.0 < at.plus_seconds(SECONDS_MAX).0).then(|| row.clone())
    }

    /// Keeps a row that was read at `now`.
    pub fn keep(&self, key: K, row: V, now: Micros) {
        let mut rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if rows.len() >= ROWS_MAX {
            rows.clear();
        }
        rows.insert(key, (now, row));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_kept_for_a_second_and_no_longer() {
        let rows = Remembered::default();
        let at = Micros(5_000_000);
        rows.keep("north", 1, at);
        assert_eq!(rows.get(&"north", at), Some(1));
        assert_eq!(rows.get(&"north", Micros(5_999_999)), Some(1));
        assert_eq!(rows.get(&"north", at.plus_seconds(1)), None);
        assert_eq!(rows.get(&"north", Micros(4_999_999)), None);
        assert_eq!(rows.get(&"south", at), None);
    }

    #[test]
    fn what_is_kept_has_a_bound() {
        let rows = Remembered::default();
        for key in 0..ROWS_MAX + 1 {
            rows.keep(key, (), Micros(0));
        }
        assert_eq!(rows.get(&0, Micros(0)), None);
        assert_eq!(rows.get(&ROWS_MAX, Micros(0)), Some(()));
    }
}
