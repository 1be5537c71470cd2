//! What is different in two versions of the rules, in the merchant's words.
//!
//! Each version is told as items (a reward, a level, the programme as a whole), each with facts
//! about it. What is told is compared, so that a line always says what a merchant can look up.

mod fact;
mod items;
mod offers;
#[cfg(test)]
mod tests;
mod whole;

use std::collections::BTreeMap;

use super::Programme;
use crate::money::Currency;
use fact::{Fact, Item};

/// Said when two documents differ in nothing but the order of their lists.
const REORDERED: &str = "The same rules, listed in another order.";

/// What changes from `before` to `after`, a sentence each: what is new, what is changed, what is
/// gone. Empty only for equal documents.
pub fn compare(before: &Programme, after: &Programme, currency: Currency) -> Vec<String> {
    if before == after {
        return Vec::new();
    }
    let (before, after) = (items::of(before, currency), items::of(after, currency));
    let was: BTreeMap<_, &Item> = before.iter().map(|item| (item.place(), item)).collect();
    let is: BTreeMap<_, &Item> = after.iter().map(|item| (item.place(), item)).collect();
    let mut lines = Vec::new();
    for item in &after {
        match was.get(&item.place()) {
            Some(old) => lines.extend(changed(old, item)),
            None => lines.push(format!("New {}: {}", item.kind, closed(&item.summary))),
        }
    }
    let gone = before.iter().filter(|item| !is.contains_key(&item.place()));
    lines.extend(gone.map(|item| format!("Removed {}: {}.", item.kind, item.name)));
    if lines.is_empty() {
        lines.push(REORDERED.to_owned());
    }
    lines
}

/// One line for an item of both versions; nothing when it is the same. For the programme as a
/// whole, a line a fact.
fn changed(was: &Item, is: &Item) -> Vec<String> {
    let told: Vec<String> = labels(was, is)
        .into_iter()
        .filter_map(|label| difference(was.fact(label), is.fact(label)))
        .collect();
    match is.name.as_str() {
        _ if told.is_empty() => told,
        "" => told.iter().map(|line| capital(&closed(line))).collect(),
        _ => vec![format!("{}: {}.", was.name, told.join("; "))],
    }
}

/// The labels of both, in the order of the new one.
fn labels(was: &Item, is: &Item) -> Vec<&'static str> {
    let mut labels: Vec<&'static str> = is.facts.iter().map(|fact| fact.label).collect();
    let old = was.facts.iter().map(|fact| fact.label);
    let only_old: Vec<&'static str> = old.filter(|label| !labels.contains(label)).collect();
    labels.extend(only_old);
    labels
}

fn difference(was: Option<&Fact>, is: Option<&Fact>) -> Option<String> {
    match (was, is) {
        (Some(was), Some(is)) if was.exact == is.exact => None,
        (Some(was), Some(is)) if was.words == is.words => {
            Some(format!("{}, but not as before", is.told()))
        }
        (Some(was), Some(is)) => Some(format!("{} instead of {}", is.told(), was.words)),
        (None, Some(is)) => Some(format!("now {}", is.told())),
        (Some(was), None) => Some(format!("no longer {}", was.told())),
        (None, None) => None,
    }
}

fn closed(text: &str) -> String {
    format!("{}.", text.trim_end_matches('.'))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    first + letters.as_str()
}
