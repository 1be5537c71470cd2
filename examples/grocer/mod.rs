//! A year of a grocer: its orders from a file, and ten rules over its departments and categories.

use std::{collections::BTreeMap, error::Error};

use regulars::{
    condition::{Weekday, When, Which},
    margin::{CategoryCost, MarginGuard},
    money::Minor,
    order::{Order, OrderLine, OrderSource},
    programme::{Base, EarningKind, EarningRule, Programme},
    promotion::{OrderLimit, Promotion, PromotionKind, StampCard, StampPer, StampReward},
    time::Day,
};

/// An order, whose, and when.
#[derive(Debug, Clone)]
pub struct Sold {
    /// The household that bought.
    #[allow(dead_code)] // Not every measurement asks who bought.
    pub household: u32,
    /// The day.
    pub day: Day,
    /// What was bought.
    pub order: Order,
}

/// Three ways of earning and seven promotions.
pub fn programme() -> Programme {
    let earn = |key, which, kind| EarningRule {
        which,
        ..EarningRule::new(key, key, kind)
    };
    let spend = |points| EarningKind::Spend {
        points,
        per: Minor(100),
        base: Base::default(),
    };
    let on = |key, which, kind| Promotion {
        which,
        ..Promotion::new(key, key, kind)
    };
    let percent = |percent| PromotionKind::PercentOff { percent };
    let cheese = PromotionKind::BuyGet {
        buy: 2,
        get: 1,
        percent: 50,
        repeats: true,
    };
    let bread = PromotionKind::StampCard(StampCard {
        per: StampPer::Unit,
        rewards: vec![StampReward::percent(5, 100)],
    });
    let large = Promotion {
        minimum: Minor(5_000),
        ..Promotion::new("large-order", "large-order", percent(5))
    };
    let drinks = Promotion {
        group: Some("drinks".to_owned()),
        ..on(
            "soft-drinks",
            Which::category("GROCERY / SOFT DRINKS"),
            percent(15),
        )
    };
    let juices = Promotion {
        group: Some("drinks".to_owned()),
        ..on(
            "drinks-off",
            Which {
                categories: ["GROCERY / SOFT DRINKS", "GROCERY / CANNED JUICES"]
                    .map(str::to_owned)
                    .to_vec(),
                ..Which::default()
            },
            PromotionKind::AmountOff { amount: Minor(100) },
        )
    };
    let meat_days = Promotion {
        when: When {
            weekdays: vec![Weekday::Monday, Weekday::Tuesday],
            ..When::default()
        },
        ..on("meat-days", Which::category("MEAT"), percent(10))
    };
    let everything_but_fuel = Which {
        without_categories: vec!["FUEL".to_owned()],
        ..Which::default()
    };
    Programme {
        name: "Grocer".to_owned(),
        earning: vec![
            earn("spend", everything_but_fuel, spend(1)),
            earn("produce", Which::category("PRODUCE"), spend(2)),
            earn("visit", Which::default(), EarningKind::Visit { points: 5 }),
        ],
        promotions: vec![
            on("cheese", Which::category("GROCERY / CHEESE"), cheese),
            on(
                "bread",
                Which::category("GROCERY / BAKED BREAD/BUNS/ROLLS"),
                bread,
            ),
            on(
                "soup",
                Which::category("GROCERY / SOUP"),
                PromotionKind::Ladder {
                    steps: vec![0, 2, 5],
                },
            ),
            large,
            drinks,
            juices,
            meat_days,
        ],
        order_limit: OrderLimit {
            percent: Some(40),
            ..OrderLimit::default()
        },
        margin: Some(MarginGuard {
            floor_percent: 5,
            usual_percent: 35,
            costs: vec![CategoryCost {
                category: "FUEL".to_owned(),
                percent: 85,
            }],
            usual_order: Some(Minor(3_000)),
            ..MarginGuard::default()
        }),
        ..Programme::default()
    }
}

/// The orders of a file with one line a row, in the order of their numbers.
///
/// # Errors
/// A row that does not have the columns of the file.
pub fn read(file: &str) -> Result<Vec<Sold>, Box<dyn Error>> {
    let mut orders: BTreeMap<&str, Sold> = BTreeMap::new();
    for row in file.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let [
            household,
            _,
            basket,
            sku,
            quantity,
            sales,
            _,
            _,
            _,
            _,
            at,
            department,
            category,
            name,
        ] = cells[..]
        else {
            return Err(format!("not fourteen columns: {row}").into());
        };
        let day = at.split(' ').next().unwrap_or_default().parse()?;
        let household = household.parse()?;
        let empty = || Sold {
            household,
            day,
            order: Order {
                lines: Vec::new(),
                ..Order::of_amount(OrderSource::Import, Minor::ZERO)
            },
        };
        let line = OrderLine {
            sku: Some(sku.to_owned()),
            name: name.to_owned(),
            category: Some(format!("{department} / {category}")),
            quantity: quantity.parse()?,
            total: cents(sales)?,
            unit_cost: None,
        };
        orders
            .entry(basket)
            .or_insert_with(empty)
            .order
            .lines
            .push(line);
    }
    Ok(orders.into_values().collect())
}

/// `1.39`, `0.0`, `12` and `13.530000000000001` in cents.
fn cents(text: &str) -> Result<Minor, Box<dyn Error>> {
    // Numbers such as 2.2e-16 stand for nothing.
    if text.contains("e-") {
        return Ok(Minor::ZERO);
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction = fraction.get(..2).unwrap_or(fraction);
    Ok(Minor(format!("{whole}{fraction:0<2}").parse()?))
}
