//! Real orders of a grocer, judged by ten rules over its departments and categories.

use std::{collections::HashMap, error::Error, hint::black_box};

use regulars::{
    condition::Moment,
    evaluate::{Case, evaluate},
    limit::Used,
    programme::Programme,
    rate::Rate,
    state::Activity,
};

use super::{
    Figure, a_second,
    grocer::{Sold, programme, read},
};

/// Orders judged a second, and what the rules did to them, so that one sees they did something.
pub fn measure(file: &str) -> Result<Vec<Figure>, Box<dyn Error>> {
    let programme = programme();
    if let Err(faults) = programme.validate() {
        return Err(format!("the ten rules are wrong: {faults:?}").into());
    }
    let orders = read(file)?;
    let (activity, used) = (Activity::default(), HashMap::new());
    let mut cheaper: u128 = 0;
    for sold in &orders {
        let judged = evaluate(&case(&programme, sold, &activity, &used))?;
        cheaper += u128::from(judged.promoted.0 > 0);
    }
    let value = a_second(|turn| {
        let sold = &orders[turn % orders.len()];
        let judged = evaluate(black_box(&case(&programme, sold, &activity, &used)));
        let _ = black_box(judged);
    });
    let lines: usize = orders.iter().map(|sold| sold.order.lines.len()).sum();
    Ok(vec![
        figure(
            "orders of a grocer in the file",
            orders.len() as u128,
            "orders",
        ),
        figure("their lines", lines as u128, "lines"),
        figure("of these orders made cheaper", cheaper, "orders"),
        figure("judged by ten rules and a margin", value, "orders/s"),
    ])
}

fn figure(name: &'static str, value: u128, unit: &'static str) -> Figure {
    Figure { name, value, unit }
}

fn case<'a>(
    programme: &'a Programme,
    sold: &'a Sold,
    activity: &'a Activity,
    used: &'a HashMap<String, Used>,
) -> Case<'a> {
    Case {
        programme,
        order: &sold.order,
        moment: Moment::on(sold.day),
        vouchers: &[],
        tier: None,
        carry: Rate::ZERO,
        activity,
        used,
        pay_points: 0,
        payers: &[],
        one_time: &[],
    }
}
