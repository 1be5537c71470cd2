//! When a rule applies, what of a basket it counts, and how often it may be had: as fields.

use regulars::{
    condition::{Hours, Weekday, When, Which},
    limit::Limits,
    money::Currency,
};

use super::{super::read::Reader, optional_plain, optional_text};

/// When a rule applies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhenForm {
    pub from: String,
    pub until: String,
    pub weekdays: Vec<Weekday>,
    pub hour_from: String,
    pub hour_until: String,
    /// Places and tiers have no fields here and are kept.
    kept: When,
}

impl WhenForm {
    /// The fields of a condition.
    pub fn of(when: &When) -> Self {
        Self {
            from: optional_text(when.from),
            until: optional_text(when.until),
            weekdays: when.weekdays.clone(),
            hour_from: optional_text(when.hours.map(|hours| hours.from)),
            hour_until: optional_text(when.hours.map(|hours| hours.until)),
            kept: when.clone(),
        }
    }

    /// The condition in the fields; `at` is its path in the document.
    pub fn read(&self, reader: &mut Reader, at: &str) -> When {
        When {
            from: reader.day(&format!("{at}.from"), &self.from),
            until: reader.day(&format!("{at}.until"), &self.until),
            weekdays: self.weekdays.clone(),
            hours: self.hours(reader, &format!("{at}.hours")),
            ..self.kept.clone()
        }
    }

    fn hours(&self, reader: &mut Reader, at: &str) -> Option<Hours> {
        let (from, until) = (self.hour_from.trim(), self.hour_until.trim());
        (!from.is_empty() || !until.is_empty()).then(|| Hours {
            from: reader.small(at, from.trim_end_matches(":00")),
            until: reader.small(at, until.trim_end_matches(":00")),
        })
    }

    /// Adds a day of the week, or takes it away.
    pub fn set_weekday(&mut self, day: Weekday, on: bool) {
        self.weekdays.retain(|each| *each != day);
        if on {
            self.weekdays.push(day);
            self.weekdays.sort();
        }
    }
}

/// What of a basket a rule counts; lists with commas.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhichForm {
    pub categories: String,
    pub skus: String,
    pub without_categories: String,
    pub without_skus: String,
    kept: Which,
}

impl WhichForm {
    /// The fields of a filter.
    pub fn of(which: &Which) -> Self {
        Self {
            categories: join(&which.categories),
            skus: join(&which.skus),
            without_categories: join(&which.without_categories),
            without_skus: join(&which.without_skus),
            kept: which.clone(),
        }
    }

    /// The filter in the fields.
    pub fn read(&self) -> Which {
        Which {
            categories: split(&self.categories, &self.kept.categories),
            skus: split(&self.skus, &self.kept.skus),
            without_categories: split(&self.without_categories, &self.kept.without_categories),
            without_skus: split(&self.without_skus, &self.kept.without_skus),
        }
    }
}

/// How often something may be had.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LimitsForm {
    pub total: String,
    pub budget: String,
    pub per_member: String,
    pub per_member_month: String,
}

impl LimitsForm {
    /// The fields of limits.
    pub fn of(limits: &Limits, currency: Currency) -> Self {
        Self {
            total: optional_text(limits.total),
            budget: optional_plain(currency, limits.budget),
            per_member: optional_text(limits.per_member),
            per_member_month: optional_text(limits.per_member_month),
        }
    }

    /// The limits in the fields; `at` is their path in the document.
    pub fn read(&self, reader: &mut Reader, at: &str) -> Limits {
        Limits {
            total: reader.optional_whole(at, &self.total),
            budget: reader.optional_amount(&format!("{at}.budget"), &self.budget),
            per_member: reader.optional_whole(at, &self.per_member),
            per_member_month: reader.optional_whole(at, &self.per_member_month),
        }
    }
}

/// A list as one types it.
pub fn join(list: &[String]) -> String {
    list.join(", ")
}

/// What stands in a list. One that was not touched stays as it is, also with commas in its names.
pub fn split(text: &str, kept: &[String]) -> Vec<String> {
    if text == join(kept) {
        return kept.to_vec();
    }
    text.split([',', '\n'])
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_was_not_touched_keeps_its_commas() {
        let kept = vec!["Wine, red".to_owned(), "Beer".to_owned()];
        assert_eq!(split("Wine, red, Beer", &kept), kept);
        assert_eq!(split("Beer,  Tea ,", &kept), ["Beer", "Tea"]);
    }
}
