//! Items of a document and the facts about them.

use serde::Serialize;

use crate::{
    condition::{When, Which},
    limit::Limits,
    money::{Currency, Minor, format_count},
};

/// One fact about an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    /// What is told, such as `from`; unique within the item.
    pub label: &'static str,
    /// The value in words.
    pub words: String,
    /// What tells it from every other value.
    pub exact: String,
}

impl Fact {
    /// `from £500`.
    pub fn told(&self) -> String {
        format!("{} {}", self.label, self.words).trim().to_owned()
    }
}

/// Something with a name, or the programme as a whole, which has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// What it is, such as `reward`; with the key, its place in the document.
    pub kind: &'static str,
    /// Unique among those of its kind.
    pub key: String,
    /// What it is called; empty for the programme as a whole.
    pub name: String,
    /// What to say of it when it is new.
    pub summary: String,
    /// Everything about it. What is not there has no fact.
    pub facts: Vec<Fact>,
}

impl Item {
    pub fn new(kind: &'static str, key: &str, name: &str, summary: String) -> Self {
        Self {
            kind,
            key: key.to_owned(),
            name: name.to_owned(),
            summary,
            facts: Vec::new(),
        }
    }

    /// Where it is in a document.
    pub fn place(&self) -> (&'static str, &str) {
        (self.kind, &self.key)
    }

    pub fn fact(&self, label: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.label == label)
    }

    /// A fact whose words say it all.
    pub fn is(mut self, label: &'static str, words: impl Into<String>) -> Self {
        let words = words.into();
        let exact = words.clone();
        self.facts.push(Fact {
            label,
            words,
            exact,
        });
        self
    }

    /// A fact that is not always there.
    pub fn may(self, label: &'static str, words: Option<String>) -> Self {
        match words {
            Some(words) => self.is(label, words),
            None => self,
        }
    }

    /// Something that is so or is not.
    pub fn when_set(self, set: bool, label: &'static str) -> Self {
        if set { self.is(label, "") } else { self }
    }

    /// A fact whose words leave out something of `value`.
    pub fn exactly(mut self, label: &'static str, words: String, value: &impl Serialize) -> Self {
        // What cannot be written has no other value to be told from.
        let exact = serde_json::to_string(value).unwrap_or_default();
        self.facts.push(Fact {
            label,
            words,
            exact,
        });
        self
    }

    /// A least amount, before tax or not.
    pub fn minimum(self, minimum: Minor, before_tax: bool, currency: Currency) -> Self {
        let tax = if before_tax { " before tax" } else { "" };
        let words = format!("{}{tax}", currency.format_short(minimum));
        self.may(
            "on orders from",
            (minimum.0 != 0 || before_tax).then_some(words),
        )
    }

    /// A least number of units.
    pub fn units(self, number: i64) -> Self {
        let words = format!("{} units", format_count(number));
        self.may("from", (number != 0).then_some(words))
    }

    pub fn which(self, which: &Which) -> Self {
        match which.is_everything() {
            true => self,
            false => self.exactly("on", which.words(), which),
        }
    }

    pub fn when(self, when: &When) -> Self {
        match when.is_always() {
            true => self,
            false => self.exactly("only", when.words(), when),
        }
    }

    pub fn limits(self, limits: &Limits, currency: Currency) -> Self {
        let Limits {
            total,
            budget,
            per_member,
            per_member_month,
        } = *limits;
        let times =
            |number: Option<i64>| number.map(|number| format!("{} times", format_count(number)));
        self.may("in all at most", times(total))
            .may("for at most", budget.map(|it| currency.format_short(it)))
            .may("by one member at most", times(per_member))
            .may("by one member in a month at most", times(per_member_month))
    }
}
