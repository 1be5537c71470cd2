//! How many past orders a replay judges a second on one core: `./dev bench replay [--json]`.
//!
//! The argument is the path of a file of order lines (see [`grocer`]). Its orders are taken again,
//! for other members each time, until there are 100,000; each is judged by today's programme of ten
//! rules and by a draft with two more, with tiers, rewards and points that expire.
#![allow(clippy::print_stdout)] // The figures are its output.

#[path = "../grocer/mod.rs"]
mod grocer;

use std::{
    collections::BTreeMap,
    error::Error,
    time::{Duration, Instant},
};

use grocer::Sold;
use regulars::{
    ids::{MemberId, OrderId},
    money::Minor,
    programme::{Expiry, Programme, template},
    promotion::{Promotion, PromotionKind},
    rate::Rate,
    replay::{Options, PastOrder, Replay},
    reward::RewardKind,
    time::Day,
};
use uuid::Uuid;

/// The least number of orders that are judged again.
const ORDERS: usize = 100_000;

fn main() -> Result<(), Box<dyn Error>> {
    let json = std::env::args().any(|argument| argument == "--json");
    let file = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"));
    let file = file.ok_or("say which file of order lines to replay")?;
    let members = by_member(grocer::read(&std::fs::read_to_string(file)?)?);
    let (today, draft) = (grocer::programme(), draft()?);
    let until = members.values().flatten().map(|sold| sold.day).max();
    let options = Options {
        from: None,
        until: until.unwrap_or(Day::MIN),
        spent_percent: 60,
    };
    let mut replay = Replay::new(Some(&today), &draft, options);
    let (mut orders, mut spent, mut round) = (0, Duration::ZERO, 0);
    while orders < ORDERS {
        let histories = histories(&members, round);
        let start = Instant::now();
        for (member, past) in histories {
            replay.feed(member, past);
            orders += 1;
        }
        spent += start.elapsed();
        round += 1;
    }
    let start = Instant::now();
    let outcome = replay.finish();
    spent += start.elapsed();
    let a_second = orders as u128 * 1_000_000_000 / spent.as_nanos().max(1);
    for (name, value, unit) in [
        (
            "past orders judged by both programmes",
            orders as u128,
            "orders",
        ),
        ("their members", u128::try_from(outcome.members)?, "members"),
        (
            "members who would get more back",
            u128::try_from(outcome.winners.members)?,
            "members",
        ),
        ("the replay took", spent.as_millis(), "ms"),
        ("replayed", a_second, "orders/s"),
    ] {
        if json {
            println!(
                "{}",
                serde_json::json!({ "name": name, "value": value, "unit": unit })
            );
        } else {
            println!("{name:<42} {value:>12} {unit}");
        }
    }
    Ok(())
}

/// The orders of each household, in the order of time.
fn by_member(sold: Vec<Sold>) -> BTreeMap<u32, Vec<Sold>> {
    let mut members: BTreeMap<u32, Vec<Sold>> = BTreeMap::new();
    for order in sold {
        members.entry(order.household).or_default().push(order);
    }
    for orders in members.values_mut() {
        orders.sort_by_key(|sold| sold.day);
    }
    members
}

/// All orders once, by other members each round.
fn histories(members: &BTreeMap<u32, Vec<Sold>>, round: u128) -> Vec<(MemberId, PastOrder)> {
    let past = |member, number: usize, sold: &Sold| PastOrder {
        id: OrderId(Uuid::from_u128(member << 32 | number as u128)),
        order: sold.order.clone(),
        occurred_at: sold.day.utc_start(),
        occurred_on: sold.day,
        hour: None,
        location: None,
        refunded: Rate::ZERO,
        used: Vec::new(),
    };
    let mut all = Vec::new();
    for (household, orders) in members {
        let member = round << 32 | u128::from(*household);
        let orders = orders.iter().enumerate();
        all.extend(orders.map(|(number, sold)| {
            (
                MemberId(Uuid::from_u128(member)),
                past(member, number, sold),
            )
        }));
    }
    all
}

/// The grocer's ten rules with tiers, rewards, points that expire and a voucher for later.
fn draft() -> Result<Programme, Box<dyn Error>> {
    let simple = template::simple("Grocer", "USD".parse()?);
    let mut draft = grocer::programme();
    draft.tiers = simple.tiers;
    draft.rewards = simple.rewards;
    draft.expiry = Expiry::Months { months: 6 };
    draft.hold_days = 14;
    draft.promotions.push(Promotion {
        minimum: Minor(4_000),
        ..Promotion::new(
            "next",
            "next",
            PromotionKind::NextOrder {
                gives: RewardKind::AmountOff { amount: Minor(200) },
                valid_days: 30,
                order_code: false,
            },
        )
    });
    // What it gives beside the ten rules leaves less at worst.
    if let Some(guard) = &mut draft.margin {
        guard.floor_percent = 3;
    }
    if let Err(faults) = draft.validate() {
        return Err(format!("the draft's rules are wrong: {faults:?}").into());
    }
    Ok(draft)
}
