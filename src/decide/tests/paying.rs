//! Paying with points, and a preview that is the real thing.

use std::collections::HashMap;

use super::{
    rules::{programme, sale},
    shop::Shop,
};
use crate::{
    command::Command,
    condition::Moment,
    evaluate::{Case, evaluate},
    ids::MemberId,
    money::Minor,
    plan::{Receipt, RungUp},
    programme::PayWithPoints,
    promotion::{Promotion, PromotionKind},
    rejection::Rejection,
};

/// Five of money for a hundred points, up to half of an order; a member with 250 points.
fn paying() -> (Shop, MemberId) {
    let mut rules = programme();
    rules.pay_with_points = Some(PayWithPoints {
        points: 100,
        amount: Minor(500),
        minimum_points: 50,
        at_most_percent: Some(50),
    });
    let mut shop = Shop::new(rules);
    let member = shop.join();
    shop.adjust(member, 250).unwrap();
    (shop, member)
}

fn pay(shop: &mut Shop, member: MemberId, total: i64, points: i64) -> Result<RungUp, Rejection> {
    let mut command = shop.ring_up_command(member, sale(total));
    command.pay_points = points;
    match shop.ask(Command::RingUp(command))? {
        Receipt::RungUp(receipt) => Ok(receipt),
        other => panic!("{other:?}"),
    }
}

#[test]
fn points_pay_a_part_and_that_part_earns_nothing() {
    let (mut shop, member) = paying();
    let receipt = pay(&mut shop, member, 2_000, 101).unwrap();
    assert_eq!(
        (receipt.points_paid, receipt.paid_with_points),
        (101, Minor(505))
    );
    assert_eq!((receipt.total, receipt.points), (Minor(1_495), 14));
    assert_eq!(shop.points(member), (250 - 101 + 14, 0));
    // Half of 6.01 is 3.00, which takes 60 points and no more.
    let capped = pay(&mut shop, member, 601, 150).unwrap();
    assert_eq!((capped.points_paid, capped.total), (60, Minor(301)));
}

#[test]
fn who_cannot_pay_with_points_is_told_why() {
    let (mut shop, member) = paying();
    let few = pay(&mut shop, member, 2_000, 49);
    assert_eq!(few, Err(Rejection::TooFewToPay { minimum: 50 }));
    let missing = pay(&mut shop, member, 20_000, 260);
    assert_eq!(missing, Err(Rejection::NotEnoughPoints { missing: 10 }));
    shop.publish(programme());
    let refused = pay(&mut shop, member, 2_000, 100);
    assert_eq!(refused, Err(Rejection::NoPayingWithPoints));
}

#[test]
fn refunds_give_the_points_back_in_parts_that_sum_to_all() {
    let (mut shop, member) = paying();
    let order = pay(&mut shop, member, 2_000, 101).unwrap().order;
    shop.refund(order, Some(500)).unwrap();
    // A third of 101 points is 33; of the 14 earned 4 go.
    assert_eq!(shop.points(member), (163 + 33 - 4, 0));
    shop.refund(order, Some(1)).unwrap();
    shop.refund(order, None).unwrap();
    assert_eq!(shop.points(member), (250, 0));
    let order = pay(&mut shop, member, 2_000, 200).unwrap().order;
    shop.undo(order).unwrap();
    assert_eq!(shop.points(member), (250, 0));
}

#[test]
fn what_the_till_previews_is_what_is_rung_up() {
    let (mut shop, member) = paying();
    let mut rules = shop.world.programme.as_ref().unwrap().programme.clone();
    let tenth = PromotionKind::PercentOff { percent: 10 };
    rules.promotions = vec![Promotion::new("tenth", "A tenth off", tenth)];
    rules.carry_fractions = true;
    shop.publish(rules.clone());
    for (total, points) in [(999, 0), (2_345, 77), (601, 150)] {
        let state = shop.world.members[&member].clone();
        let preview = evaluate(&Case {
            programme: &rules,
            order: &sale(total),
            moment: Moment::on(shop.now.today),
            vouchers: &[],
            tier: None,
            carry: state.head.carry,
            activity: &state.activity,
            used: &HashMap::new(),
            pay_points: points,
            payers: &[],
            one_time: &[],
        })
        .unwrap();
        let real = pay(&mut shop, member, total, points).unwrap();
        assert_eq!(
            (
                real.total,
                real.points,
                real.points_paid,
                real.promoted,
                &real.trace
            ),
            (
                preview.total,
                preview.points,
                preview.points_paid,
                preview.promoted,
                &preview.trace
            )
        );
        assert_eq!(real.line_discounts, preview.line_discounts);
        let carry = shop.world.members[&member].head.carry;
        assert_eq!(carry, preview.carry);
    }
}
