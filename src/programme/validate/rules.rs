//! What can be wrong with earning, holding, expiry and tiers.

use super::{DAYS_MAX, Faults, HOLD_DAYS_MAX, POINTS_MAX};
use crate::{
    money::Minor,
    programme::{EarningKind, Expiry, Overlap, Programme},
    rate::Rate,
    tier::{TierScheme, Window},
};

/// Largest common denominator of all rates together: with it every sum of up to 10^9 points an
/// order is exact.
const DENOMINATOR_MAX: i64 = 1_000_000_000;

impl Faults {
    pub(super) fn earning(&mut self, programme: &Programme) {
        let rules = &programme.earning;
        self.check(
            !rules.is_empty() || !programme.promotions.is_empty(),
            "earning",
            "say how points are earned, or what is cheaper",
        );
        self.keys("earning", rules.iter().map(|rule| rule.key.as_str()));
        for (index, rule) in rules.iter().enumerate() {
            let at = |field: &str| format!("earning.{index}.{field}");
            self.name(&at("name"), &rule.name);
            self.minimums(rule.minimum, rule.minimum_quantity, at);
            self.which(&rule.which, &at("which"));
            self.when(&rule.when, programme, &at("when"));
            match &rule.kind {
                EarningKind::Order { points }
                | EarningKind::Visit { points }
                | EarningKind::Unit { points } => self.check(
                    (1..=POINTS_MAX).contains(points),
                    at("points"),
                    "give at least 1 point and at most 1,000,000,000",
                ),
                EarningKind::Spend { points, per, .. } => {
                    self.check(
                        (1..=POINTS_MAX).contains(points),
                        at("points"),
                        "give at least 1 point and at most 1,000,000,000",
                    );
                    self.check(
                        (1..=1_000_000_000).contains(&per.0),
                        at("per"),
                        "points are given for an amount above zero, at most 10^9 minor units",
                    );
                }
            }
        }
        self.check(
            common_denominator(programme).is_some(),
            "earning",
            "these amounts are too uneven to be counted exactly together; use round ones",
        );
    }

    pub(super) fn hold(&mut self, hold_days: u16) {
        self.check(
            hold_days <= HOLD_DAYS_MAX,
            "hold_days",
            "a hold lasts 365 days at most",
        );
    }

    pub(super) fn expiry(&mut self, expiry: Expiry, hold_days: u16) {
        let (fine, days_at_least) = match expiry {
            Expiry::Never => return,
            Expiry::Days { days } => ((30..=DAYS_MAX).contains(&days), u32::from(days)),
            // No month is shorter than 28 days.
            Expiry::Months { months } => ((1..=120).contains(&months), u32::from(months) * 28),
            // Points earned on the last day of the period have the grace only.
            Expiry::EndOf { grace_days, .. } => {
                ((30..=366).contains(&grace_days), u32::from(grace_days))
            }
            Expiry::Inactivity {
                months,
                notice_days,
            } => {
                self.check(
                    (Expiry::NOTICE_DAYS_MIN..=Expiry::NOTICE_DAYS_MAX).contains(&notice_days),
                    "expiry.notice_days",
                    "the notice goes out 30 to 60 days before",
                );
                // With fewer months the notice would be due before the last purchase.
                ((3..=120).contains(&months), u32::from(months) * 28)
            }
        };
        self.check(
            fine,
            "expiry",
            "points last at least 30 days or a month (3 months without a purchase), and at most 10 years",
        );
        self.check(
            days_at_least > u32::from(hold_days),
            "expiry",
            "points would expire before their hold ends",
        );
    }

    pub(super) fn tiers(&mut self, programme: &Programme) {
        let Some(scheme) = &programme.tiers else {
            return;
        };
        let levels = &scheme.levels;
        self.check(
            !levels.is_empty(),
            "tiers.levels",
            "tiers need at least one level",
        );
        self.keys(
            "tiers.levels",
            levels.iter().map(|level| level.key.as_str()),
        );
        if let Window::Rolling { days } = scheme.window {
            self.check(
                (28..=DAYS_MAX).contains(&days),
                "tiers.window",
                "a rolling window has 28 days at least and 10 years at most",
            );
        }
        self.check(
            scheme.grace_days <= HOLD_DAYS_MAX,
            "tiers.grace_days",
            "a tier is kept for 365 days at most",
        );
        let mut welcomes = levels.iter().filter_map(|level| level.welcome.as_ref());
        self.check(
            welcomes.all(|key| programme.reward(key).is_some()),
            "tiers.levels",
            "a welcome gift names a reward that there is not",
        );
        for index in 0..levels.len() {
            self.level(scheme, index);
        }
    }

    fn level(&mut self, scheme: &TierScheme, index: usize) {
        let at = |field: &str| format!("tiers.levels.{index}.{field}");
        let level = &scheme.levels[index];
        self.name(&at("name"), &level.name);
        let ten = Rate::whole(10).unwrap_or(Rate::ONE);
        self.check(
            !Rate::ONE.exceeds(level.multiplier) && !level.multiplier.exceeds(ten),
            at("multiplier"),
            "a tier multiplies points by 1 to 10",
        );
        self.check(
            level.from <= Minor::MAX,
            at("from"),
            "the amount is too large",
        );
        match index.checked_sub(1).map(|before| &scheme.levels[before]) {
            None => self.check(
                level.from.0 == 0,
                at("from"),
                "the first tier starts at zero: everyone is in it",
            ),
            Some(before) => self.check(
                level.from > before.from,
                at("from"),
                "a tier starts above the one before it, or the two overlap",
            ),
        }
    }
}

/// The denominator in which every rule, with every tier and a kept fraction, is whole; `None`
/// beyond [`DENOMINATOR_MAX`].
fn common_denominator(programme: &Programme) -> Option<i64> {
    let mut rules = programme.earning.iter().map(|rule| match &rule.kind {
        EarningKind::Spend { points, per, .. } => {
            Rate::new(*points, per.0).map_or(1, Rate::denominator)
        }
        EarningKind::Order { .. } | EarningKind::Visit { .. } | EarningKind::Unit { .. } => 1,
    });
    let mut bonuses = programme
        .bonuses
        .list
        .iter()
        .map(|bonus| bonus.multiplier.denominator());
    let bonuses = match programme.bonuses.overlap {
        Overlap::Best => bonuses.try_fold(1, common)?,
        Overlap::Both => bonuses.try_fold(1, i64::checked_mul)?,
    };
    let levels = programme.tiers.iter().flat_map(|scheme| &scheme.levels);
    let mut multipliers = levels.map(|level| level.multiplier.denominator());
    let (rules, multipliers) = (rules.try_fold(1, common)?, multipliers.try_fold(1, common)?);
    rules
        .checked_mul(multipliers)?
        .checked_mul(bonuses)
        .filter(|product| *product <= DENOMINATOR_MAX)
}

/// The least common multiple, unless it passes [`DENOMINATOR_MAX`].
fn common(a: i64, b: i64) -> Option<i64> {
    // In lowest terms a / b has b / gcd(a, b) below the line.
    let multiple = a.checked_mul(Rate::new(a, b)?.denominator())?;
    (multiple <= DENOMINATOR_MAX).then_some(multiple)
}
