//! The day on which a level would be lost, and what it takes to keep it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Basis, Downgrade, Spend, TierScheme};
use crate::{money::Minor, time::Day};

/// A level that will be lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtRisk {
    /// The level's key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The last day on which it is held.
    pub until: Day,
    /// The name of the level that follows.
    pub then: String,
    /// What keeps it when it is done today; `None`: nothing that is done today does.
    pub missing: Option<Minor>,
    /// What `missing` is counted in.
    pub basis: Basis,
}

impl TierScheme {
    /// The first day after `day` on which the level held is lost without further spend; `None`
    /// when it is the lowest, or kept for good. What a warning before the downgrade goes by.
    pub fn lost_on(&self, spend: &Spend, day: Day) -> Option<Day> {
        self.lost_by(spend, day, Day::MAX)
    }

    /// The same, when it is lost on `limit` at the latest.
    fn lost_by(&self, spend: &Spend, day: Day, limit: Day) -> Option<Day> {
        let unchanged = (day, Minor::ZERO);
        let held = self.level_held(spend, unchanged, day);
        if held == 0 {
            return None;
        }
        let steps = match self.downgrade {
            Downgrade::ByBalance => 0,
            Downgrade::OneStep => self.levels.len(),
        };
        let ends: BTreeSet<Day> = self
            .last_days(spend, unchanged, day)
            .into_iter()
            .flat_map(|last| (0..=steps).map(move |steps| self.after(last, steps).plus_days(1)))
            .filter(|end| *end > day && *end <= limit)
            .collect();
        ends.into_iter()
            .find(|end| self.level_held(spend, unchanged, *end) < held)
    }

    /// The level held on `day`, when it is lost within `days` days.
    pub fn at_risk(&self, spend: &Spend, day: Day, days: u16) -> Option<AtRisk> {
        let lost_on = self.lost_by(spend, day, day.plus_days(i32::from(days)))?;
        let unchanged = (day, Minor::ZERO);
        let held = self.level_held(spend, unchanged, day);
        let level = self.levels.get(held)?;
        let then = self
            .levels
            .get(self.level_held(spend, unchanged, lost_on))?;
        let keeps = |more: i64| self.level_held(spend, (day, Minor(more)), lost_on) >= held;
        Some(AtRisk {
            key: level.key.clone(),
            name: level.name.clone(),
            until: lost_on.plus_days(-1),
            then: then.name.clone(),
            missing: least(level.from.0, keeps).map(Minor),
            basis: self.basis,
        })
    }
}

/// The least number from 1 to `most` that is enough, where more never is less; `None`: not even
/// `most` is.
fn least(most: i64, is_enough: impl Fn(i64) -> bool) -> Option<i64> {
    if !is_enough(most) {
        return None;
    }
    let (mut low, mut high) = (1, most);
    while low < high {
        let middle = low + (high - low) / 2;
        if is_enough(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(high)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            Window,
            downgrade::tests::{day, scheme, spent},
        },
        *,
    };

    #[test]
    fn a_warning_says_how_much_keeps_the_level() {
        let scheme = scheme(Window::Rolling { days: 30 }, 0, Downgrade::ByBalance);
        let spend = spent(&[("2026-03-01", 150), ("2026-03-20", 60)]);
        let risk = scheme.at_risk(&spend, day("2026-03-25"), 30).unwrap();
        assert_eq!((risk.key.as_str(), risk.then.as_str()), ("gold", "member"));
        assert_eq!(risk.until, day("2026-03-30"));
        assert_eq!(risk.missing, Some(Minor(140)));
        assert_eq!(scheme.at_risk(&spend, day("2026-03-25"), 5), None);
        // A window that has moved on by then keeps nothing of today.
        let short = TierScheme {
            window: Window::Rolling { days: 3 },
            grace_days: 10,
            ..scheme
        };
        let spend = spent(&[("2026-03-01", 100)]);
        let risk = short.at_risk(&spend, day("2026-03-02"), 30).unwrap();
        assert_eq!(
            (risk.until, risk.missing),
            (day("2026-03-13"), Some(Minor(100)))
        );
        let early = short.at_risk(&spent(&[("2026-03-09", 100)]), day("2026-03-09"), 30);
        assert_eq!(early.unwrap().missing, None);
    }
}
