//! The worst case of a programme: the stack of promotions and points that leaves the merchant
//! least.
//!
//! Every article that some rule names, and one that none does, is tried on every day on which the
//! set of dated promotions changes. Conditions other than dates are taken to be met. A stamp card
//! counts with what a whole card gives away, points with what the dearest reward for them is
//! worth: a voucher itself is cut at the till like everything else.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    MarginGuard,
    share::{WHOLE, item_share, whole_share},
};
use crate::{
    condition::Which,
    money::Minor,
    order::OrderLine,
    programme::{EarningKind, Overlap, Programme},
    promotion::Promotion,
    rate::Rate,
    time::Day,
};

/// The stack that leaves the merchant least.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorstCase {
    /// The article or category; `None`: one that no rule names.
    pub article: Option<String>,
    /// The promotions together, by key.
    pub promotions: Vec<String>,
    /// What they take off and what the points are worth.
    pub loss: Loss,
    /// The margin left, in hundredths of a per cent of what is paid; below zero at a loss.
    pub margin_hundredths: i64,
}

/// What is given away, in hundredths of a per cent of the price.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loss {
    /// By promotions.
    pub off_hundredths: i64,
    /// By the points earned.
    pub points_hundredths: i64,
}

impl WorstCase {
    /// `At worst 45 % off Wine (wine-week, welcome) leaves a margin of −3.5 %`.
    pub fn words(&self) -> String {
        let article = self.article.as_deref().unwrap_or("any article");
        let by = match self.promotions.is_empty() {
            true => String::new(),
            false => format!(" ({})", self.promotions.join(", ")),
        };
        format!(
            "at worst {}\u{202f}% off {article}{by} and {}\u{202f}% back in points leave a margin of {}\u{202f}%",
            hundredths(self.loss.off_hundredths),
            hundredths(self.loss.points_hundredths),
            hundredths(self.margin_hundredths),
        )
    }
}

/// `12.5`, `3`, `−0.25`.
pub(crate) fn hundredths(number: i64) -> String {
    let sign = if number < 0 { "\u{2212}" } else { "" };
    let size = number.unsigned_abs();
    match (size / 100, size % 100) {
        (whole, 0) => format!("{sign}{whole}"),
        (whole, rest) if rest % 10 == 0 => format!("{sign}{whole}.{}", rest / 10),
        (whole, rest) => format!("{sign}{whole}.{rest:02}"),
    }
}

impl Programme {
    /// The stack that leaves the merchant least; `None` without a margin to guard.
    pub fn worst_case(&self) -> Option<WorstCase> {
        let guard = self.margin.as_ref()?;
        let mut worst: Option<WorstCase> = None;
        for (article, line) in self.articles(guard) {
            for day in self.days() {
                let case = self.case_of(guard, article.as_deref(), &line, day);
                let lower = |before: &WorstCase| case.margin_hundredths < before.margin_hundredths;
                if worst.as_ref().is_none_or(lower) {
                    worst = Some(case);
                }
            }
        }
        worst
    }

    /// One line of each article and category that a rule or a cost names, and one of none.
    fn articles(&self, guard: &MarginGuard) -> Vec<(Option<String>, OrderLine)> {
        let named = self.promotions.iter().map(|it| &it.which);
        let named: Vec<&Which> = named
            .chain(self.earning.iter().map(|it| &it.which))
            .collect();
        let skus: BTreeSet<&String> = named.iter().flat_map(|which| &which.skus).collect();
        let categories = named.iter().flat_map(|which| &which.categories);
        let categories: BTreeSet<&String> = categories
            .chain(guard.costs.iter().map(|cost| &cost.category))
            .collect();
        let plain = OrderLine::amount("", Minor::ZERO);
        let mut articles = vec![(None, plain.clone())];
        articles.extend(skus.into_iter().map(|sku| {
            let sku_line = OrderLine {
                sku: Some(sku.clone()),
                ..plain.clone()
            };
            (Some(sku.clone()), sku_line)
        }));
        articles.extend(categories.into_iter().map(|category| {
            let of_category = OrderLine {
                category: Some(category.clone()),
                ..plain.clone()
            };
            (Some(category.clone()), of_category)
        }));
        articles
    }

    /// The first day of every dated promotion, and one before them all.
    fn days(&self) -> BTreeSet<Day> {
        let first = self
            .promotions
            .iter()
            .filter_map(|promotion| promotion.when.from);
        let mut days: BTreeSet<Day> = first.collect();
        days.insert(Day::MIN);
        days
    }

    fn case_of(
        &self,
        guard: &MarginGuard,
        article: Option<&str>,
        line: &OrderLine,
        day: Day,
    ) -> WorstCase {
        let running = self.promotions.iter().filter(|promotion| {
            let when = &promotion.when;
            let dated = when.from.is_none_or(|from| from <= day)
                && when.until.is_none_or(|until| until >= day);
            dated && promotion.which.counts(line)
        });
        let (items, mut names) = stack_of_items(running.clone(), guard);
        let best = running
            .filter_map(|promotion| Some((whole_share(promotion, guard)?, &promotion.key)))
            .max_by(|a, b| a.0.cmp(&b.0).then_with(|| b.1.cmp(a.1)));
        let items = items.min(WHOLE);
        let mut off = items;
        if let Some((share, key)) = best.filter(|(share, _)| *share > 0) {
            off += (WHOLE - items) * share / WHOLE;
            names.insert(key);
        }
        if let Some(percent) = self.order_limit.percent {
            off = off.min(i64::from(percent) * WHOLE / 100);
        }
        let paid = WHOLE - off;
        let points = self
            .value_back(guard, line)
            .times(Rate::new(paid, WHOLE).unwrap_or(Rate::ONE));
        let points = points.of(WHOLE).min(WHOLE * 100);
        let cost = i64::from(guard.cost_percent(line.category.as_deref())) * WHOLE / 100;
        let margin = if paid == 0 {
            -WHOLE
        } else {
            (paid - cost - points) * WHOLE / paid
        };
        WorstCase {
            article: article.map(str::to_owned),
            promotions: names.into_iter().cloned().collect(),
            loss: Loss {
                off_hundredths: off / 100,
                points_hundredths: points / 100,
            },
            margin_hundredths: margin.div_euclid(100),
        }
    }

    /// The share of what is spent on `line` that comes back in points, at their best worth, with
    /// every bonus and the highest tier.
    pub(super) fn value_back(&self, guard: &MarginGuard, line: &OrderLine) -> Rate {
        let Some(worth) = self.point_worth() else {
            return Rate::ZERO;
        };
        let larger = |best: Rate, next: Rate| if next.exceeds(best) { next } else { best };
        let bonuses = self.bonuses.list.iter().map(|bonus| bonus.multiplier);
        let bonus = match self.bonuses.overlap {
            Overlap::Best => bonuses.fold(Rate::ONE, larger),
            Overlap::Both => bonuses.fold(Rate::ONE, Rate::times),
        };
        let levels = self.tiers.iter().flat_map(|scheme| &scheme.levels);
        let tier = levels.map(|level| level.multiplier).fold(Rate::ONE, larger);
        self.points_for_money(guard, line)
            .times(bonus)
            .times(tier)
            .times(worth)
    }

    /// Points for a minor unit spent on `line`, in a usual order, without bonus and tier.
    pub(super) fn points_for_money(&self, guard: &MarginGuard, line: &OrderLine) -> Rate {
        let usual = guard.usual_order.map_or(0, |amount| amount.0);
        let rates = self
            .earning
            .iter()
            .filter(|rule| rule.which.counts(line))
            .filter(|rule| usual == 0 || rule.minimum.0 <= usual)
            .filter_map(|rule| match rule.kind {
                EarningKind::Spend { points, per, .. } => Rate::new(points, per.0),
                EarningKind::Order { points }
                | EarningKind::Visit { points }
                | EarningKind::Unit { points } => Rate::new(points, usual),
            });
        rates.fold(Rate::ZERO, Rate::plus)
    }
}

/// What promotions on items take off together, in millionths: of a group the best.
fn stack_of_items<'a>(
    running: impl Iterator<Item = &'a Promotion>,
    guard: &MarginGuard,
) -> (i64, BTreeSet<&'a String>) {
    let mut groups: BTreeMap<&str, (i64, &String)> = BTreeMap::new();
    let (mut sum, mut names) = (0, BTreeSet::new());
    for promotion in running {
        let Some(share) = item_share(promotion, guard).filter(|share| *share > 0) else {
            continue;
        };
        match &promotion.group {
            None => {
                sum += share;
                names.insert(&promotion.key);
            }
            Some(group) => {
                let best = groups.entry(group).or_insert((share, &promotion.key));
                if share > best.0 || (share == best.0 && promotion.key < *best.1) {
                    *best = (share, &promotion.key);
                }
            }
        }
    }
    for (share, key) in groups.into_values() {
        sum += share;
        names.insert(key);
    }
    (sum, names)
}
