//! How often something may be had, and for how much money in all.

use serde::{Deserialize, Serialize};

use crate::money::Minor;

/// How often something may be had; `None`: as often as one likes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// In all: the stock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
    /// What it may cost the merchant in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<Minor>,
    /// By one member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_member: Option<i64>,
    /// By one member in a calendar month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_member_month: Option<i64>,
}

/// How often something was had by everybody together, uses taken back not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Used {
    /// Times.
    pub times: i64,
    /// What it came to.
    pub amount: Minor,
}

/// How often something was had by one member, uses taken back not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UsedByMember {
    /// Times.
    pub times: i64,
    /// Times in the calendar month of the decision.
    pub this_month: i64,
}

/// Which limit is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitReached {
    /// All of them are gone.
    Total,
    /// The money for it is spent.
    Budget,
    /// This member had it as often as one may.
    Member,
    /// This member had it as often as one may in a month.
    Month,
}

impl LimitReached {
    /// The end of a sentence that begins with the name: `all of them are gone`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Total | Self::Budget => "all of them are gone",
            Self::Member => "it was used as often as one may",
            Self::Month => "it was used as often as one may in a month",
        }
    }
}

impl Limits {
    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Whether one more may be had, that costs the merchant at least `cost`.
    ///
    /// # Errors
    /// The limit that is reached.
    pub fn check(&self, all: Used, own: UsedByMember, cost: Minor) -> Result<(), LimitReached> {
        let reached = |limit: Option<i64>, used: i64| limit.is_some_and(|limit| used >= limit);
        let spent = self
            .left(all)
            .is_some_and(|left| left < cost || left.0 <= 0);
        let failed = [
            (reached(self.total, all.times), LimitReached::Total),
            (spent, LimitReached::Budget),
            (reached(self.per_member, own.times), LimitReached::Member),
            (
                reached(self.per_member_month, own.this_month),
                LimitReached::Month,
            ),
        ];
        match failed.into_iter().find(|(fails, _)| *fails) {
            Some((_, why)) => Err(why),
            None => Ok(()),
        }
    }

    /// What is left of the budget.
    pub fn left(&self, all: Used) -> Option<Minor> {
        self.budget.map(|budget| budget.minus(all.amount))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_one_may_be_had_and_no_more() {
        let limits = Limits {
            total: Some(3),
            budget: Some(Minor(1_000)),
            per_member: Some(2),
            per_member_month: Some(1),
        };
        let check = |times, amount, own, this_month| {
            let amount = Minor(amount);
            let own = UsedByMember {
                times: own,
                this_month,
            };
            limits.check(Used { times, amount }, own, Minor(100))
        };
        assert_eq!(check(2, 900, 1, 0), Ok(()));
        assert_eq!(check(3, 0, 0, 0), Err(LimitReached::Total));
        assert_eq!(check(2, 901, 0, 0), Err(LimitReached::Budget));
        assert_eq!(check(2, 0, 2, 0), Err(LimitReached::Member));
        assert_eq!(check(2, 0, 1, 1), Err(LimitReached::Month));
        assert!(Limits::default().is_none());
        let free = Limits::default().check(Used::default(), UsedByMember::default(), Minor(9));
        assert_eq!(free, Ok(()));
    }
}
