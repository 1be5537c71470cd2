//! A replay against figures worked out by hand, against the ledger, and against itself.

mod cases;
mod laws;
mod offers;

use uuid::Uuid;

use super::{Options, Outcome, PastOrder, Replay};
use crate::{
    decide::tests::rules::programme,
    ids::{MemberId, OrderId},
    money::Minor,
    order::{Order, OrderLine, OrderSource},
    programme::Programme,
    promotion::{Promotion, PromotionKind},
    rate::Rate,
    time::Day,
};

const UNTIL: &str = "2026-12-31";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn member(number: u128) -> MemberId {
    MemberId(Uuid::from_u128(number))
}

/// All orders to the end of 2026, with a share of the points spent.
fn spending(spent_percent: u8) -> Options {
    Options {
        from: None,
        until: day(UNTIL),
        spent_percent,
    }
}

fn past(number: u128, on: Day, order: Order) -> PastOrder {
    PastOrder {
        id: OrderId(Uuid::from_u128(number)),
        order,
        occurred_at: on.utc_start(),
        occurred_on: on,
        hour: None,
        location: None,
        refunded: Rate::ZERO,
        used: Vec::new(),
    }
}

fn sale(total: i64) -> Order {
    Order::of_amount(OrderSource::Till, Minor(total))
}

fn coffees(quantity: i64) -> Order {
    Order {
        lines: vec![OrderLine {
            sku: Some("espresso".to_owned()),
            quantity,
            ..OrderLine::amount("Espresso", Minor(300 * quantity))
        }],
        ..sale(0)
    }
}

/// A member's orders: when, and what.
type History = Vec<PastOrder>;

fn replay(
    today: Option<&Programme>,
    draft: &Programme,
    options: Options,
    histories: &[(MemberId, History)],
) -> Outcome {
    let mut replay = Replay::new(today, draft, options);
    for (member, history) in histories {
        for past in history {
            replay.feed(*member, past.clone());
        }
    }
    replay.finish()
}

/// A point a unit of money, and nothing that points buy.
fn plain() -> Programme {
    Programme {
        rewards: Vec::new(),
        referral: None,
        ..programme()
    }
}

fn with_promotion(promotion: Promotion) -> Programme {
    Programme {
        promotions: vec![promotion],
        ..plain()
    }
}

fn tenth_off() -> Promotion {
    Promotion::new(
        "tenth",
        "A tenth off",
        PromotionKind::PercentOff { percent: 10 },
    )
}
