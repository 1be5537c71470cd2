//! Release in steps: for whom a version of the programme holds before it holds for everybody.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{ids::MemberId, programme::Published};

/// A version that holds for some members, while the others keep the one in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// The version.
    pub published: Arc<Published>,
    /// For whom.
    pub audience: Audience,
}

/// For whom a version holds first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "to")]
pub enum Audience {
    /// Members who work for the merchant.
    Staff,
    /// Members of a tier.
    Tier {
        /// Its key in the version in force.
        key: String,
    },
    /// A share of the members.
    Share {
        /// In whole per cent, 1 to 99.
        percent: u8,
        /// What the members are drawn by. It stays when the share grows, and so do they.
        seed: i64,
    },
}

/// What decides whether a member is among the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// Who.
    pub member: MemberId,
    /// Whether the member works for the merchant.
    pub is_staff: bool,
    /// The key of the tier after the member's last order.
    pub tier: Option<&'a str>,
}

impl Audience {
    /// Whether the version holds for a member.
    pub fn includes(&self, candidate: Candidate<'_>) -> bool {
        match self {
            Self::Staff => candidate.is_staff,
            Self::Tier { key } => candidate.tier == Some(key.as_str()),
            Self::Share { percent, seed } => drawn(candidate.member, *seed) < u64::from(*percent),
        }
    }

    /// The end of a sentence: `members who work here`, `members of Gold`, `10 % of the members`.
    /// `tier_name` is what a tier is called.
    pub fn words(&self, tier_name: impl Fn(&str) -> String) -> String {
        match self {
            Self::Staff => "members who work here".to_owned(),
            Self::Tier { key } => format!("members of {}", tier_name(key)),
            Self::Share { percent, .. } => format!("{percent}\u{202f}% of the members"),
        }
    }
}

/// A member's number from 0 to 99, the same for ever: the bits of the id and the seed, mixed by
/// the finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
fn drawn(member: MemberId, seed: i64) -> u64 {
    let (high, low) = member.0.as_u64_pair();
    let mixed = mix(mix(high ^ mix(seed.cast_unsigned())) ^ low);
    mixed % 100
}

fn mix(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn candidate(number: u128) -> Candidate<'static> {
        Candidate {
            // As ids are: the time in front, chance behind.
            member: MemberId(Uuid::from_u128((number << 80) | (number * 7_919))),
            is_staff: false,
            tier: Some("gold"),
        }
    }

    fn among(percent: u8, seed: i64) -> Vec<u128> {
        let audience = Audience::Share { percent, seed };
        (0..10_000)
            .filter(|number| audience.includes(candidate(*number)))
            .collect()
    }

    #[test]
    fn a_share_is_about_as_large_as_it_says_and_keeps_whom_it_has() {
        let mut before = among(1, 7);
        for percent in [10, 25, 50, 99] {
            let now = among(percent, 7);
            let expected = usize::from(percent) * 100;
            assert!(
                now.len().abs_diff(expected) < 200,
                "{percent}: {}",
                now.len()
            );
            assert!(
                before.iter().all(|number| now.contains(number)),
                "{percent}"
            );
            before = now;
        }
        assert_ne!(among(10, 7), among(10, 8), "another seed draws others");
    }

    #[test]
    fn staff_and_tiers_are_told_from_others() {
        let other = candidate(1);
        let staff = Candidate {
            is_staff: true,
            ..other
        };
        assert!(Audience::Staff.includes(staff) && !Audience::Staff.includes(other));
        let tier = |key: &str| Audience::Tier {
            key: key.to_owned(),
        };
        assert!(tier("gold").includes(other) && !tier("silver").includes(other));
        let words = tier("gold").words(|key| key.to_uppercase());
        assert_eq!(words, "members of GOLD");
    }
}
