//! What holds for the programme as a whole, told in facts.

use super::{
    super::{
        Caps, Expiry, Overlap, PayWithPoints, Programme, RefundPolicy,
        words::{days, points},
    },
    fact::Item,
};
use crate::{margin::MarginGuard, money::Currency, passing::PassingTerms, promotion::OrderLimit};

/// Everything that is on no list.
pub(super) fn of(programme: &Programme, currency: Currency) -> Item {
    let hold = programme.hold_days;
    let item = Item::new("programme", "", "", String::new())
        .is("the programme is called", programme.name.as_str())
        .when_set(
            programme.carry_fractions,
            "fractions of a point are kept for the next order",
        )
        .may("points wait", (hold > 0).then(|| days(hold)))
        .is("points expire", expiry_words(programme.expiry))
        .is(
            "a refund of spent points is",
            refund_words(programme.refund_policy),
        )
        .is(
            "of several bonuses",
            overlap_words(programme.bonuses.overlap),
        );
    let item = capped(item, programme.caps);
    let item = limited(
        item,
        programme.order_limit,
        programme.pay_with_points,
        currency,
    );
    let item = passed_on(item, programme.passing);
    guarded(item, programme.margin.as_ref(), currency)
}

fn passed_on(item: Item, terms: Option<PassingTerms>) -> Item {
    let Some(terms) = terms else {
        return item;
    };
    let PassingTerms {
        at_least,
        most_a_day,
    } = terms;
    item.is("points are passed on from", points(at_least))
        .is("points are passed on in a day at most", points(most_a_day))
}

fn capped(item: Item, caps: Caps) -> Item {
    let Caps { order, day, month } = caps;
    item.may("an order earns at most", order.map(points))
        .may("a member earns in a day at most", day.map(points))
        .may("a member earns in a month at most", month.map(points))
}

fn limited(
    item: Item,
    limit: OrderLimit,
    paying: Option<PayWithPoints>,
    currency: Currency,
) -> Item {
    let OrderLimit { amount, percent } = limit;
    let item = item
        .may(
            "off one order goes at most",
            amount.map(|it| currency.format_short(it)),
        )
        .may("of one order goes off at most", percent.map(share));
    let Some(terms) = paying else {
        return item;
    };
    let PayWithPoints {
        points: number,
        amount,
        minimum_points,
        at_most_percent,
    } = terms;
    let worth = format!("{} for {}", points(number), currency.format_short(amount));
    item.is("points pay", worth)
        .may(
            "points pay from",
            (minimum_points != 0).then(|| points(minimum_points)),
        )
        .may("points pay of an order at most", at_most_percent.map(share))
}

fn guarded(item: Item, guard: Option<&MarginGuard>, currency: Currency) -> Item {
    let Some(guard) = guard else {
        return item;
    };
    let MarginGuard {
        floor_percent,
        usual_percent,
        costs: _, // Items of their own.
        usual_order,
        value_back_percent,
        overridden,
    } = guard;
    let item = item
        .is("the least margin is", share(*floor_percent))
        .is("the usual margin is", share(*usual_percent))
        .may(
            "a usual order is",
            usual_order.map(|it| currency.format_short(it)),
        )
        .is("customers should get back", share(*value_back_percent));
    match overridden {
        None => item,
        Some(name) => {
            let words = format!("{}, who says: {}", name.by, name.reason);
            item.exactly("orders may go below the margin by word of", words, name)
        }
    }
}

fn expiry_words(expiry: Expiry) -> String {
    match expiry {
        Expiry::Never => "never".to_owned(),
        Expiry::Days { days: number } => format!("{} after the order", days(number)),
        Expiry::Months { months: 1 } => "a month after the order".to_owned(),
        Expiry::Months { months } => format!("{months} months after the order"),
        Expiry::EndOf { period, grace_days } => {
            format!("{} after the end of {}", days(grace_days), period.words())
        }
        Expiry::Inactivity {
            months,
            notice_days,
        } => format!(
            "after {months} months without a purchase, told {} before",
            days(notice_days)
        ),
    }
}

fn refund_words(policy: RefundPolicy) -> &'static str {
    match policy {
        RefundPolicy::Clamp => "forgiven",
        RefundPolicy::Owe => "owed by the member",
    }
}

fn overlap_words(overlap: Overlap) -> &'static str {
    match overlap {
        Overlap::Best => "the largest counts",
        Overlap::Both => "all count",
    }
}

/// `20 %`.
pub(super) fn share(percent: u8) -> String {
    format!("{percent}\u{202f}%")
}
