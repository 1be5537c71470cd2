//! An outcome in sentences.

use regulars::{
    money::{Currency, Minor, format_count},
    replay::{Outcome, OverLimit},
    views::Shop,
};

use super::super::parts::plural;

/// Thousandths as per cent with a decimal: `58.1 %`, `−0.4 %`.
pub fn percent(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "\u{2212}" } else { "" };
    let size = thousandths.unsigned_abs();
    let whole = i64::try_from(size / 10).unwrap_or(i64::MAX);
    format!("{sign}{}.{}\u{202f}%", format_count(whole), size % 10)
}

/// `With this draft you would have given back £412 more, 1.3 % of sales; margin 58.1 % instead of
/// 59.4 %.`
pub fn headline(outcome: &Outcome, currency: Currency) -> String {
    let more = outcome.more();
    let given = if more == Minor::ZERO {
        "With this draft you would have given back as much as with what is in force".to_owned()
    } else {
        let way = if more.0 > 0 { "more" } else { "less" };
        let size = Minor(more.0.saturating_abs());
        let share = outcome.more_of_sales().map(|it| percent(it.abs()));
        let share = share.map_or_else(String::new, |share| format!(", {share} of sales"));
        format!(
            "With this draft you would have given back {} {way}{share}",
            currency.format_short(size)
        )
    };
    let margins = outcome
        .margin(&outcome.draft)
        .zip(outcome.margin(&outcome.today));
    let margin = match margins {
        None => String::new(),
        Some((draft, today)) if draft == today => {
            format!("; the margin stays at {}", percent(draft))
        }
        Some((draft, today)) => {
            format!("; margin {} instead of {}", percent(draft), percent(today))
        }
    };
    format!("{given}{margin}.")
}

/// `1,204 orders by 212 members, 3 May 2025 to 21 November.`
pub fn span(outcome: &Outcome, shop: &Shop) -> String {
    let first = outcome.months.first().map(|it| it.month);
    let from = outcome.from.or(first);
    let from = from.map_or_else(String::new, |day| format!("{} to ", day.words(shop.today)));
    format!(
        "{} by {}, {from}{}.",
        plural(outcome.orders, "order", "orders"),
        plural(outcome.members, "member", "members"),
        outcome.until.words(shop.today)
    )
}

/// `Spring was had 312 times, £940 in all; its limit is 200 times.`
pub fn over(over: &OverLimit, currency: Currency) -> String {
    let times = over.limits.total.map(|it| plural(it, "time", "times"));
    let budget = over.limits.budget.map(|it| currency.format_short(it));
    let limits: Vec<String> = times.into_iter().chain(budget).collect();
    format!(
        "{} would have been had {}, {} in all; its limit is {}. The figures count all of them.",
        over.name,
        plural(over.times, "time", "times"),
        currency.format_short(over.amount),
        limits.join(" and ")
    )
}

/// What the figures rest on, a sentence each.
pub fn assumptions(outcome: &Outcome) -> Vec<String> {
    let mut all = vec![
        "Every order is judged by the same rules as at the till: its prices are those of the receipt, before promotions and vouchers.".to_owned(),
        format!(
            "Of 100 points earned {} are spent, as soon as they reach a reward: on the one with the best value in reach, or at the till where they are worth as much there.",
            outcome.spent_percent
        ),
        "A free article costs what it costs you, by your margin; every other reward what it is worth.".to_owned(),
        "What a member gets back is what was cheaper, gifts, and the points that did not expire, at what they are worth at best.".to_owned(),
        "A voucher for a later order is used on the member's next order that it fits.".to_owned(),
        "Codes count on the orders that quoted them then. Imported orders have no time of day.".to_owned(),
        "Points for referrals, for acts other than buying and by hand are left out: they do not come from orders.".to_owned(),
        "People buy as they bought: that a better programme brings more orders is not in it.".to_owned(),
    ];
    if outcome.refunded > 0 {
        all.push(format!(
            "{} refunded whole {} left out.",
            plural(outcome.refunded, "order", "orders"),
            if outcome.refunded == 1 { "is" } else { "are" }
        ));
    }
    if outcome.from.is_some() {
        all.push(
            "Orders before the first day count for tiers, stamps and points, and not in the figures."
                .to_owned(),
        );
    }
    if outcome.goods.is_none() {
        all.push(
            "Neither programme says what goods cost: put in your usual margin there to see the margin here."
                .to_owned(),
        );
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousandths_are_read_as_per_cent() {
        assert_eq!(percent(581), "58.1\u{202f}%");
        assert_eq!(percent(-4), "\u{2212}0.4\u{202f}%");
        assert_eq!(percent(12_340), "1,234.0\u{202f}%");
    }
}
