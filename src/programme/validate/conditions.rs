//! What can be wrong with conditions and limits, wherever a rule has them.

use super::{Faults, LIST_MAX};
use crate::{
    condition::{When, Which},
    limit::Limits,
    money::Minor,
    order::Order,
    programme::Programme,
    time::Day,
};

impl Faults {
    pub(super) fn when(&mut self, when: &When, programme: &Programme, field: &str) {
        let at = |part: &str| format!("{field}.{part}");
        if let (Some(from), Some(until)) = (when.from, when.until) {
            self.check(
                from <= until,
                at("until"),
                "the last day is before the first; turn them round",
            );
            let weekdays = &when.weekdays;
            let meets = (0..7)
                .map(|days| from.plus_days(days))
                .filter(|day| *day <= until)
                .any(|day| weekdays.contains(&crate::condition::Weekday::of(day)));
            self.check(
                from > until || weekdays.is_empty() || meets,
                at("weekdays"),
                "none of these weekdays lies between the two dates: the rule can never apply",
            );
        }
        let dates = [when.from, when.until].into_iter().flatten();
        let known = dates
            .into_iter()
            .all(|day| (Day::MIN..=Day::MAX).contains(&day));
        self.check(
            known,
            at("from"),
            "dates lie between the years 1900 and 2199",
        );
        if let Some(hours) = when.hours {
            self.check(
                hours.from <= 23 && (1..=24).contains(&hours.until),
                at("hours"),
                "hours go from 0 to 23 and end at 1 to 24",
            );
            self.check(
                hours.from != hours.until,
                at("hours"),
                "these hours are empty: the rule can never apply",
            );
        }
        self.check(
            when.locations.len() <= LIST_MAX && when.weekdays.len() <= 7,
            at("locations"),
            "list at most 100 places, and each weekday once",
        );
        let levels = programme.tiers.iter().flat_map(|scheme| &scheme.levels);
        let keys: Vec<&str> = levels.map(|level| level.key.as_str()).collect();
        self.check(
            when.tiers.iter().all(|tier| keys.contains(&tier.as_str())),
            at("tiers"),
            "there is no tier with this key: the rule can never apply",
        );
    }

    pub(super) fn which(&mut self, which: &Which, field: &str) {
        let lists = [
            &which.skus,
            &which.categories,
            &which.without_skus,
            &which.without_categories,
        ];
        let well_formed =
            |name: &String| (1..=Order::TEXT_MAX).contains(&name.trim().chars().count());
        self.check(
            lists
                .iter()
                .all(|list| list.len() <= LIST_MAX && list.iter().all(well_formed)),
            field,
            "list at most 100 articles and categories, each of 1 to 200 characters",
        );
        self.check(
            !which.counts_nothing(),
            field,
            "all that is listed is left out again: the rule can never apply",
        );
    }

    pub(super) fn minimums(&mut self, minimum: Minor, quantity: i64, at: impl Fn(&str) -> String) {
        self.check(
            (0..=Minor::MAX.0).contains(&minimum.0),
            at("minimum"),
            "the minimum cannot be negative or above the limit",
        );
        self.check(
            (0..=Order::QUANTITY_MAX).contains(&quantity),
            at("minimum_quantity"),
            "the number of units cannot be negative or above 1,000,000,000",
        );
    }

    pub(super) fn limits(&mut self, limits: &Limits, field: &str) {
        let counts = [limits.total, limits.per_member, limits.per_member_month];
        self.check(
            counts.into_iter().flatten().all(|count| count >= 1),
            field,
            "a limit is at least 1, or it can never be had; to stop it, take it out",
        );
        self.check(
            limits
                .budget
                .is_none_or(|budget| (1..=Minor::MAX.0).contains(&budget.0)),
            format!("{field}.budget"),
            "the budget must be more than zero",
        );
    }
}
