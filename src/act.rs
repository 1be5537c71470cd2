//! Acts other than buying that bring points: joining, a birthday, a review and the like.

use serde::{Deserialize, Serialize};

use crate::{
    condition::When,
    ids::{ClaimId, MemberId},
    time::Day,
};

/// What a member did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Joined.
    Join,
    /// Has a birthday.
    Birthday,
    /// Wrote a review.
    Review,
    /// Shared something.
    Share,
    /// Answered a survey.
    Survey,
    /// Brought a friend.
    Referral,
    /// Completed the profile.
    Profile,
}

impl Act {
    /// Whether it is seen without a claim of the member's: nobody can be asked for proof of it.
    pub fn is_seen(self) -> bool {
        match self {
            Self::Join | Self::Birthday | Self::Referral | Self::Profile => true,
            Self::Review | Self::Share | Self::Survey => false,
        }
    }
}

/// How often an act brings points.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HowOften {
    /// Once.
    #[default]
    Once,
    /// Once a calendar year.
    Yearly,
    /// Once a calendar month.
    Monthly,
    /// Once a day.
    Daily,
}

impl HowOften {
    /// Whether an act on `day` is in the same period as the last one.
    pub fn same_period(self, last: Day, day: Day) -> bool {
        match self {
            Self::Once => true,
            Self::Yearly => last.year_start() == day.year_start(),
            Self::Monthly => last.month_start() == day.month_start(),
            Self::Daily => last == day,
        }
    }

    /// The first day on which it brings points again after `last`; `None`: never.
    pub fn again_on(self, last: Day) -> Option<Day> {
        match self {
            Self::Once => None,
            Self::Yearly => Some(last.year_end().plus_days(1)),
            Self::Monthly => Some(last.month_end().plus_days(1)),
            Self::Daily => Some(last.plus_days(1)),
        }
    }

    /// `once`, `once a year`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Once => "once",
            Self::Yearly => "once a year",
            Self::Monthly => "once a month",
            Self::Daily => "once a day",
        }
    }
}

/// Points for an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActRule {
    /// Unique among the acts.
    pub key: String,
    /// What the member reads.
    pub name: String,
    /// What for.
    pub act: Act,
    /// How many.
    pub points: i64,
    /// How often.
    #[serde(default)]
    pub how_often: HowOften,
    /// Whether somebody who works for the merchant looks at it first.
    #[serde(default)]
    pub needs_approval: bool,
    /// When it applies.
    #[serde(default, skip_serializing_if = "When::is_always")]
    pub when: When,
}

impl ActRule {
    /// In one sentence, for members.
    pub fn sentence(&self) -> String {
        let points = crate::programme::words::points(self.points);
        let how_often = self.how_often.words();
        let mut sentence = format!("{}: {points}, {how_often}", self.name);
        if !self.when.is_always() {
            sentence.push_str(&format!(", {}", self.when.words()));
        }
        if self.needs_approval {
            sentence.push_str(", after we have looked at it");
        }
        sentence.push('.');
        sentence
    }
}

/// Where a claim is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(i16)]
pub enum ClaimState {
    /// Waits for somebody to look at it.
    Waiting = 1,
    /// Brought its points.
    Paid = 2,
    /// Was refused: another one may be made.
    Refused = 3,
}

impl ClaimState {
    /// The code under which it is stored.
    pub fn code(self) -> i16 {
        self as i16
    }

    /// The state of a stored code.
    pub fn from_code(code: i16) -> Option<Self> {
        [Self::Waiting, Self::Paid, Self::Refused]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// A member's claim to the points of an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Its row.
    pub id: ClaimId,
    /// Whose.
    pub member: MemberId,
    /// The key of the act's rule.
    pub rule: String,
    /// What it brings, as the rule said on the day: a later programme does not change it.
    pub points: i64,
    /// The merchant's day of the act.
    pub on: Day,
    /// What shows it: an address, a text.
    pub proof: Option<String>,
    /// Where it is in its life.
    pub state: ClaimState,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_brings_points_again_on_the_first_day_of_the_next_period() {
        let last: Day = "2026-12-31".parse().unwrap();
        for often in [HowOften::Yearly, HowOften::Monthly, HowOften::Daily] {
            let again = often.again_on(last).unwrap();
            assert!(!often.same_period(last, again), "{often:?}");
            assert!(often.same_period(last, again.plus_days(-1)), "{often:?}");
        }
        assert_eq!(HowOften::Once.again_on(last), None);
    }
}
