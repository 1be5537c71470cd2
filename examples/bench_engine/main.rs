//! How many decisions the engine makes a second on one core: `./dev bench engine [--json]`.
//!
//! With the path of a file of order lines as an argument (`household_id`, `basket_id`, ... in
//! [`grocer`]) its orders are judged by ten rules as well.
//!
//! Nothing is stored here: the figures are the ceiling that storage cannot pass, and the reason
//! why it need not care.
#![allow(clippy::print_stdout)] // The figures are its output.

#[path = "../grocer/mod.rs"]
mod grocer;
mod groceries;

use std::{
    error::Error,
    hint::black_box,
    sync::Arc,
    time::{Duration, Instant},
};

use regulars::{
    command::{Command, Redeem, Refund, RingUp},
    decide::decide,
    evaluate::preview,
    ids::{MemberId, OrderId, RefundId, VoucherId},
    ledger::{Lot, LotState},
    money::{Minor, UnknownCurrency},
    order::{Order, OrderLine, OrderSource},
    programme::{Programme, Published, template},
    purse::PayWith,
    rejection::Rejection,
    reward::VoucherCode,
    state::{MemberState, World},
    time::{Day, Micros, Now},
};
use uuid::Uuid;

/// How long each figure is measured.
const MEASURED: Duration = Duration::from_secs(1);
const MEMBERS: u128 = 1_000;
const LOTS: i64 = 24;
const TODAY: Day = Day(20_000);

/// One measured figure.
struct Figure {
    name: &'static str,
    value: u128,
    unit: &'static str,
}

fn main() -> Result<(), Box<dyn Error>> {
    let json = std::env::args().any(|argument| argument == "--json");
    let file = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"));
    let mut figures = measure()?;
    if let Some(file) = file {
        figures.extend(groceries::measure(&std::fs::read_to_string(file)?)?);
    }
    for Figure { name, value, unit } in figures {
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

fn measure() -> Result<Vec<Figure>, Box<dyn Error>> {
    let programme = rules()?;
    let world = world(&programme)?;
    let now = Now {
        at: Micros(0),
        today: TODAY,
    };
    let judged = |name, order: Order| {
        let value = a_second(|_| {
            let order = black_box(&order);
            let _ = black_box(preview(&programme, order, None, TODAY));
        });
        Figure {
            name,
            value,
            unit: "orders/s",
        }
    };
    let decided = |name, unit, command: fn(u128) -> Command| -> Result<Figure, Rejection> {
        let commands: Vec<Command> = (0..MEMBERS).map(command).collect();
        for command in &commands {
            decide(&world, command, now)?;
        }
        let value = a_second(|turn| {
            let _ = black_box(decide(&world, &commands[turn % commands.len()], now));
        });
        Ok(Figure { name, value, unit })
    };
    Ok(vec![
        judged("points of an order of 3 lines", basket(3)),
        judged("points of an order of 100 lines", basket(100)),
        decided("an order rung up", "orders/s", ring_up)?,
        decided("a reward taken, 24 lots", "rewards/s", redeem)?,
        decided("an order refunded in part, 24 lots", "refunds/s", refund)?,
    ])
}

/// How often `work` is done in a second. The clock is read once a hundred times.
fn a_second(mut work: impl FnMut(usize)) -> u128 {
    let (start, mut turns) = (Instant::now(), 0);
    while start.elapsed() < MEASURED {
        for _ in 0..100 {
            work(turns);
            turns += 1;
        }
    }
    turns as u128 * 1_000_000_000 / start.elapsed().as_nanos()
}

fn rules() -> Result<Programme, UnknownCurrency> {
    let mut programme = template::simple("Bench", "GBP".parse()?);
    for (key, minimum) in [("large", 5_000), ("larger", 10_000)] {
        let mut rule = programme.earning[0].clone();
        (rule.key, rule.minimum) = (key.to_owned(), Minor(minimum));
        programme.earning.push(rule);
    }
    programme.hold_days = 7;
    Ok(programme)
}

fn basket(lines: i64) -> Order {
    let line = |number: i64| OrderLine {
        sku: Some(format!("sku-{number}")),
        quantity: 2,
        ..OrderLine::amount("Flat white", Minor(350 + number))
    };
    Order {
        lines: (0..lines).map(line).collect(),
        ..Order::of_amount(OrderSource::Till, Minor::ZERO)
    }
}

fn member(number: u128) -> MemberId {
    MemberId(Uuid::from_u128(number))
}

fn ring_up(number: u128) -> Command {
    Command::RingUp(RingUp {
        id: OrderId(Uuid::from_u128(number)),
        member: member(number),
        order: basket(3),
        occurred_at: Micros(0),
        occurred_on: TODAY,
        hour: None,
        location: None,
        spare: Vec::new(),
        pay_points: 0,
        pay_with: PayWith::default(),
        reservation: None,
    })
}

fn redeem(number: u128) -> Command {
    Command::Redeem(Redeem {
        member: member(number),
        reward: "five-off".to_owned(),
        voucher: VoucherId(Uuid::from_u128(number)),
        code: VoucherCode::from_random(number),
    })
}

fn refund(number: u128) -> Command {
    Command::Refund(Refund {
        id: RefundId(Uuid::from_u128(number)),
        order: OrderId(Uuid::from_u128(number)),
        amount: Some(Minor(500)),
        undo: false,
        to_credit: false,
        reason: "wrong size".to_owned(),
        occurred_at: Micros(0),
        occurred_on: TODAY,
    })
}

/// Members with two years of orders behind them: a lot a month, and an order to refund.
fn world(programme: &Programme) -> Result<World, Rejection> {
    let mut world = World {
        programme: Some(Arc::new(Published {
            version: 1,
            programme: programme.clone(),
        })),
        ..World::default()
    };
    for number in 0..MEMBERS {
        let mut state = MemberState::new(member(number));
        state.head.last_lot = LOTS;
        state.head.balances.available = 50 * LOTS;
        for month in 0..LOTS {
            let ago = i32::try_from(30 * (LOTS - month)).unwrap_or(0);
            state.spend.add(TODAY.plus_days(-ago), Minor(5_000));
            state.lots.push(Lot {
                no: month + 1,
                original: 50,
                remaining: 50,
                state: LotState::Open,
                available_on: None,
                expires_on: Some(TODAY.plus_days(900 - ago)),
                order: None,
            });
        }
        world.members.insert(state.head.id, state);
        let now = Now {
            at: Micros(0),
            today: TODAY,
        };
        let plan = decide(&world, &ring_up(number), now)?;
        world.apply(&plan);
    }
    Ok(world)
}
