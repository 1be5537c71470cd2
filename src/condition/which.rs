//! What of a basket a rule counts: articles and categories, some of them left out.

use serde::{Deserialize, Serialize};

use super::when::list;
use crate::order::OrderLine;

/// What of a basket a rule counts. Empty: everything.
///
/// A line counts when its article or its category is listed, or nothing is, and neither is left
/// out. Categories may have parts, written `Bakery / Bread`: a rule for `Bakery` counts both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Which {
    /// Article numbers that count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skus: Vec<String>,
    /// Categories that count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// Article numbers left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without_skus: Vec<String>,
    /// Categories left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without_categories: Vec<String>,
}

impl Which {
    /// Everything.
    pub fn is_everything(&self) -> bool {
        self.skus.is_empty()
            && self.categories.is_empty()
            && self.without_skus.is_empty()
            && self.without_categories.is_empty()
    }

    /// One category.
    pub fn category(name: &str) -> Self {
        Self {
            categories: vec![name.to_owned()],
            ..Self::default()
        }
    }

    /// Whether a line counts.
    pub fn counts(&self, line: &OrderLine) -> bool {
        let sku = line.sku.as_deref();
        let category = line.category.as_deref();
        let has_sku = |list: &[String]| sku.is_some_and(|it| list.iter().any(|one| one == it));
        let has_category =
            |list: &[String]| category.is_some_and(|it| list.iter().any(|one| is_within(it, one)));
        let all = self.skus.is_empty() && self.categories.is_empty();
        (all || has_sku(&self.skus) || has_category(&self.categories))
            && !has_sku(&self.without_skus)
            && !has_category(&self.without_categories)
    }

    /// Whether what is listed is left out again, so that no line can ever count.
    pub fn counts_nothing(&self) -> bool {
        let out = |sku: &String| self.without_skus.contains(sku);
        let shut = |category: &String| {
            let mut without = self.without_categories.iter();
            without.any(|it| is_within(category, it))
        };
        let listed = !self.skus.is_empty() || !self.categories.is_empty();
        listed && self.skus.iter().all(out) && self.categories.iter().all(shut)
    }

    /// One of what counts: `lesson`, `item of Bakery and Drinks`, `item except Wine`, `item`.
    pub fn one(&self) -> String {
        let (counted, left_out) = self.names();
        let one = match self.skus.len() + self.categories.len() {
            0 => "item".to_owned(),
            1 => counted,
            _ => format!("item of {counted}"),
        };
        if left_out.is_empty() {
            one
        } else {
            format!("{one} except {left_out}")
        }
    }

    /// `Bakery and Drinks, not Wine`; empty for everything.
    pub fn words(&self) -> String {
        let (counted, left_out) = self.names();
        match (counted.is_empty(), left_out.is_empty()) {
            (_, true) => counted,
            (true, false) => format!("everything but {left_out}"),
            (false, false) => format!("{counted}, not {left_out}"),
        }
    }

    /// What counts and what is left out, each as a list in words.
    fn names(&self) -> (String, String) {
        let names = |skus: &[String], categories: &[String]| {
            let all: Vec<&str> = categories.iter().chain(skus).map(String::as_str).collect();
            list(&all)
        };
        let counted = names(&self.skus, &self.categories);
        (counted, names(&self.without_skus, &self.without_categories))
    }
}

/// Whether `category` is `whole` or a part of it: `Bakery / Bread` is within `Bakery`.
pub(crate) fn is_within(category: &str, whole: &str) -> bool {
    category.strip_prefix(whole).is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.is_empty() || rest.starts_with('/')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Minor;

    fn line(sku: &str, category: &str) -> OrderLine {
        OrderLine {
            sku: Some(sku.to_owned()),
            category: Some(category.to_owned()),
            ..OrderLine::amount("Something", Minor(100))
        }
    }

    #[test]
    fn what_is_listed_counts_unless_it_is_left_out() {
        let plain = OrderLine::amount("Sale", Minor(100));
        let mut which = Which::default();
        assert!(which.counts(&plain) && which.is_everything());
        which.categories = vec!["Bakery".to_owned()];
        which.skus = vec!["tea".to_owned()];
        assert!(!which.counts(&plain));
        assert!(which.counts(&line("bun", "Bakery")) && which.counts(&line("tea", "Drinks")));
        assert!(which.counts(&line("rye", "Bakery / Bread")));
        assert!(!which.counts(&line("pan", "Bakeryware")));
        which.without_categories = vec!["Bakery / Bread".to_owned()];
        which.without_skus = vec!["bun".to_owned()];
        assert!(!which.counts(&line("rye", "Bakery / Bread")));
        assert!(!which.counts(&line("bun", "Bakery")));
        assert!(which.counts(&line("cake", "Bakery")));
        assert_eq!(which.words(), "Bakery and tea, not Bakery / Bread and bun");
    }

    #[test]
    fn a_list_that_is_wholly_left_out_counts_nothing() {
        let mut which = Which::category("Bakery / Bread");
        assert!(!which.counts_nothing());
        which.without_categories = vec!["Bakery".to_owned()];
        assert!(which.counts_nothing());
        which.skus = vec!["tea".to_owned()];
        assert!(!which.counts_nothing());
    }
}
