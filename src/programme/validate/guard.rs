//! What can be wrong with acts, bonuses, caps, paying with points and the margin.

use super::{Faults, LIST_MAX, NAME_MAX, POINTS_MAX};
use crate::{
    act::{Act, HowOften},
    margin::MarginGuard,
    money::Minor,
    order::Order,
    programme::{Caps, Programme},
    rate::Rate,
};

impl Faults {
    pub(super) fn acts(&mut self, programme: &Programme) {
        let acts = &programme.acts;
        self.keys("acts", acts.iter().map(|it| it.key.as_str()));
        for (index, rule) in acts.iter().enumerate() {
            let at = |field: &str| format!("acts.{index}.{field}");
            self.name(&at("name"), &rule.name);
            self.check(
                (1..=POINTS_MAX).contains(&rule.points),
                at("points"),
                "give at least 1 point and at most 1,000,000,000",
            );
            self.check(
                !(rule.needs_approval && rule.act.is_seen()),
                at("needs_approval"),
                "nobody claims this one, so there is nothing to look at",
            );
            self.check(
                rule.act != Act::Birthday
                    || matches!(rule.how_often, HowOften::Once | HowOften::Yearly),
                at("how_often"),
                "a birthday is once a year",
            );
            self.when(&rule.when, programme, &at("when"));
        }
    }

    pub(super) fn bonuses(&mut self, programme: &Programme) {
        let bonuses = &programme.bonuses.list;
        self.keys("bonuses.list", bonuses.iter().map(|it| it.key.as_str()));
        let hundred = Rate::whole(100).unwrap_or(Rate::ONE);
        for (index, bonus) in bonuses.iter().enumerate() {
            let at = |field: &str| format!("bonuses.list.{index}.{field}");
            self.name(&at("name"), &bonus.name);
            self.check(
                bonus.multiplier.exceeds(Rate::ONE) && !bonus.multiplier.exceeds(hundred),
                at("multiplier"),
                "a bonus multiplies points by more than 1 and at most 100",
            );
            self.when(&bonus.when, programme, &at("when"));
        }
    }

    pub(super) fn caps(&mut self, caps: &Caps) {
        for (field, cap) in [
            ("caps.order", caps.order),
            ("caps.day", caps.day),
            ("caps.month", caps.month),
        ] {
            self.check(
                cap.is_none_or(|cap| (1..=POINTS_MAX).contains(&cap)),
                field,
                "a cap is at least 1 point and at most 1,000,000,000",
            );
        }
        let never = |narrow: Option<i64>, wide: Option<i64>| match (narrow, wide) {
            (Some(narrow), Some(wide)) => narrow > wide,
            _ => false,
        };
        self.check(
            !never(caps.order, caps.day) && !never(caps.order, caps.month),
            "caps.order",
            "the cap of an order is above that of a longer time: it can never apply",
        );
        self.check(
            !never(caps.day, caps.month),
            "caps.day",
            "the cap of a day is above that of a month: it can never apply",
        );
    }

    pub(super) fn passing(&mut self, programme: &Programme) {
        let Some(terms) = programme.passing else {
            return;
        };
        self.check(
            (1..=POINTS_MAX).contains(&terms.at_least),
            "passing.at_least",
            "one passes on 1 point at least and 1,000,000,000 at most",
        );
        self.check(
            (terms.at_least..=POINTS_MAX).contains(&terms.most_a_day),
            "passing.most_a_day",
            "the most in a day is not less than the fewest at once, and 1,000,000,000 at most",
        );
    }

    pub(super) fn paying(&mut self, programme: &Programme) {
        let Some(terms) = programme.pay_with_points else {
            return;
        };
        self.check(
            (1..=POINTS_MAX).contains(&terms.points),
            "pay_with_points.points",
            "points that pay are at least 1 and at most 1,000,000,000",
        );
        self.check(
            (1..=Minor::MAX.0).contains(&terms.amount.0),
            "pay_with_points.amount",
            "what points pay must be more than zero",
        );
        self.check(
            (0..=POINTS_MAX).contains(&terms.minimum_points),
            "pay_with_points.minimum_points",
            "the fewest points cannot be negative or above 1,000,000,000",
        );
        self.check(
            terms
                .at_most_percent
                .is_none_or(|share| (1..=100).contains(&share)),
            "pay_with_points.at_most_percent",
            "a percentage is between 1 and 100",
        );
    }

    pub(super) fn margin(&mut self, programme: &Programme) {
        let Some(guard) = &programme.margin else {
            return;
        };
        let before = self.0.len();
        self.margin_figures(guard);
        if let Some(name) = &guard.overridden {
            let told = |text: &str, most: usize| (1..=most).contains(&text.trim().chars().count());
            self.check(
                told(&name.by, NAME_MAX),
                "margin.overridden.by",
                "say who lets orders go below the floor",
            );
            self.check(
                told(&name.reason, 500),
                "margin.overridden.reason",
                "say why orders may go below the floor, in at most 500 characters",
            );
        } else if self.0.len() == before
            && let Some(worst) = programme.worst_case()
            && worst.margin_hundredths < i64::from(guard.floor_percent) * 100
        {
            let reason = format!(
                "{}, below the floor of {}\u{202f}%; give less, or let somebody override it with a reason",
                worst.words(),
                guard.floor_percent
            );
            self.check(false, "margin.floor_percent", &reason);
        }
    }

    fn margin_figures(&mut self, guard: &MarginGuard) {
        self.check(
            guard.floor_percent <= 99,
            "margin.floor_percent",
            "the least margin is between 0 and 99 per cent",
        );
        self.check(
            guard.usual_percent <= 100,
            "margin.usual_percent",
            "the usual margin is between 0 and 100 per cent",
        );
        self.check(
            guard.value_back_percent <= 100,
            "margin.value_back_percent",
            "the share that customers get back is between 0 and 100 per cent",
        );
        self.check(
            guard
                .usual_order
                .is_none_or(|usual| (1..=Minor::MAX.0).contains(&usual.0)),
            "margin.usual_order",
            "a usual order is more than zero",
        );
        let named = |name: &str| (1..=Order::TEXT_MAX).contains(&name.trim().chars().count());
        let fine = guard.costs.len() <= LIST_MAX
            && guard
                .costs
                .iter()
                .all(|cost| cost.percent <= 100 && named(&cost.category));
        self.check(
            fine,
            "margin.costs",
            "list at most 100 categories, each with a cost of 0 to 100 per cent",
        );
    }
}
