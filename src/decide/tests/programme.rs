//! The whole programme through the ledger: stamps, vouchers for later, codes, refunds of it all.

use super::{
    rules::{line, programme, sale},
    shop::Shop,
};
use crate::{
    command::Command,
    condition::Which,
    explain::{PromotionOut, Step},
    ids::{MemberId, OrderId},
    limit::Limits,
    money::Minor,
    order::Order,
    plan::Receipt,
    programme::Programme,
    promotion::{Promotion, PromotionKind, StampCard, StampPer, StampReward, Trigger},
    rejection::Rejection,
    reward::{RewardKind, VoucherCode, VoucherState},
};

fn with(promotions: Vec<Promotion>) -> Programme {
    Programme {
        promotions,
        ..programme()
    }
}

fn fifth() -> Promotion {
    let card = StampCard {
        per: StampPer::Unit,
        rewards: vec![StampReward::percent(5, 100)],
    };
    Promotion {
        which: Which {
            skus: vec!["lesson".to_owned()],
            ..Which::default()
        },
        ..Promotion::new("fifth", "Every fifth", PromotionKind::StampCard(card))
    }
}

fn next_order() -> Promotion {
    let kind = PromotionKind::NextOrder {
        gives: RewardKind::PercentOff {
            percent: 15,
            at_most: None,
        },
        valid_days: 30,
        order_code: false,
    };
    Promotion {
        minimum: Minor(10_000),
        ..Promotion::new("next", "Next order", kind)
    }
}

fn lessons(count: i64) -> Order {
    Order {
        lines: vec![line("lesson", count, 4_000 * count)],
        ..sale(0)
    }
}

fn stamps(shop: &Shop, member: MemberId) -> i64 {
    shop.world.members[&member].activity.stamps_on("fifth")
}

#[test]
fn a_refund_takes_its_stamps_back() {
    let mut shop = Shop::new(with(vec![fifth()]));
    let member = shop.join();
    let first = shop.try_ring_up(member, lessons(4)).unwrap();
    assert_eq!(stamps(&shop, member), 4);
    shop.refund(first.order, Some(4_100)).unwrap();
    assert_eq!(stamps(&shop, member), 3, "a quarter and a bit: one of four");
    shop.refund(first.order, Some(3_900)).unwrap();
    assert_eq!(stamps(&shop, member), 2);
    shop.refund(first.order, None).unwrap();
    assert_eq!(stamps(&shop, member), 0);
    shop.try_ring_up(member, lessons(4)).unwrap();
    let free = shop.try_ring_up(member, lessons(1)).unwrap();
    assert_eq!((free.total, free.promoted), (Minor::ZERO, Minor(4_000)));
    shop.undo(free.order).unwrap();
    assert_eq!(stamps(&shop, member), 4, "and the fifth is free again");
}

/// Rings up an order that makes a voucher, and says which.
fn made(shop: &mut Shop, member: MemberId) -> (OrderId, VoucherCode) {
    let order = shop.ring_up(member, 10_000);
    (order.order, order.coupons[0].clone())
}

#[test]
fn a_voucher_for_the_next_order_is_the_members_and_works_once() {
    let mut shop = Shop::new(with(vec![next_order()]));
    let (member, other) = (shop.join(), shop.join());
    let (_, code) = made(&mut shop, member);
    let mut order = sale(2_000);
    order.vouchers = vec![code.clone()];
    let stolen = shop.try_ring_up(other, order.clone());
    assert_eq!(stolen, Err(Rejection::VoucherNotValid));
    assert_eq!(
        shop.give_back(member, &code),
        Err(Rejection::VoucherNotOpen)
    );
    let used = shop.try_ring_up(member, order.clone()).unwrap();
    assert_eq!((used.redeemed, used.points), (Minor(300), 17));
    let again = shop.try_ring_up(member, order);
    assert_eq!(again, Err(Rejection::VoucherNotValid));
}

#[test]
fn the_order_that_makes_a_voucher_cannot_use_it() {
    let mut shop = Shop::new(with(vec![next_order()]));
    let member = shop.join();
    let mut command = shop.ring_up_command(member, sale(10_000));
    command.order.vouchers = vec![command.spare[0].code.clone()];
    let refused = shop.ask(Command::RingUp(command));
    assert_eq!(refused, Err(Rejection::VoucherNotValid));
}

#[test]
fn a_refunded_order_takes_its_unused_voucher_with_it() {
    let mut shop = Shop::new(with(vec![next_order()]));
    let member = shop.join();
    let (order, code) = made(&mut shop, member);
    shop.refund(order, Some(100)).unwrap();
    assert_eq!(shop.world.vouchers[&code].state, VoucherState::Open);
    shop.refund(order, None).unwrap();
    assert_eq!(shop.world.vouchers[&code].state, VoucherState::Revoked);
    let (order, code) = made(&mut shop, member);
    let mut later = sale(2_000);
    later.vouchers = vec![code.clone()];
    shop.try_ring_up(member, later).unwrap();
    shop.undo(order).unwrap();
    assert_eq!(shop.world.vouchers[&code].state, VoucherState::Used);
}

#[test]
fn without_a_fresh_code_no_voucher_is_made_and_the_trace_says_so() {
    let mut shop = Shop::new(with(vec![next_order()]));
    let member = shop.join();
    let mut command = shop.ring_up_command(member, sale(10_000));
    command.spare.clear();
    shop.ask(Command::RingUp(command)).unwrap();
    let plan = shop.plans.last().unwrap();
    assert!(plan.coupons.is_empty() && plan.uses.is_empty());
    let Receipt::RungUp(receipt) = &plan.receipt else {
        panic!("{:?}", plan.receipt);
    };
    assert!(receipt.trace.steps.contains(&Step::PromotionLeftOut {
        promotion: "next".to_owned(),
        name: "Next order".to_owned(),
        because: PromotionOut::NoVoucher,
    }));
}

#[test]
fn the_last_use_of_a_code_is_the_last_and_a_refund_gives_it_back() {
    let offer = Promotion {
        trigger: Trigger::Code {
            code: "SPRING".to_owned(),
        },
        limits: Limits {
            total: Some(2),
            per_member: Some(1),
            ..Limits::default()
        },
        ..Promotion::new(
            "spring",
            "Spring",
            PromotionKind::PercentOff { percent: 10 },
        )
    };
    let mut shop = Shop::new(with(vec![offer]));
    let members = [shop.join(), shop.join(), shop.join()];
    let mut order = sale(1_000);
    order.codes = vec!["spring".to_owned()];
    let first = shop.try_ring_up(members[0], order.clone()).unwrap();
    assert_eq!(first.total, Minor(900));
    let own_again = shop.try_ring_up(members[0], order.clone()).unwrap();
    assert_eq!(own_again.total, Minor(1_000));
    shop.try_ring_up(members[1], order.clone()).unwrap();
    let refused = Err(Rejection::VoucherNotValid);
    assert_eq!(shop.try_ring_up(members[2], order.clone()), refused);
    shop.undo(first.order).unwrap();
    assert!(shop.try_ring_up(members[2], order).is_ok());
}

#[test]
fn two_people_with_the_same_initials_get_two_order_codes() {
    let mut rules = with(vec![next_order()]);
    if let PromotionKind::NextOrder { order_code, .. } = &mut rules.promotions[0].kind {
        *order_code = true;
    }
    let mut shop = Shop::new(rules);
    let mut joined = |name: &str| {
        let mut join = shop.join_command(None, None);
        join.name = name.to_owned();
        let member = join.member;
        shop.ask(Command::Join(join)).unwrap();
        member
    };
    let members = [
        "Jane Wilma Roberts",
        "John W. Reed",
        "",
        "Jane Wilma Roberts",
    ]
    .map(&mut joined);
    let codes = members.map(|member| {
        shop.ring_up(member, 10_000);
        let voucher = &shop.plans.last().unwrap().coupons[0];
        voucher.order_code.as_ref().map(ToString::to_string)
    });
    let code = |text: &str| Some(text.to_owned());
    assert_eq!(codes, [code("JWR01"), code("JWR02"), None, code("JWR03")]);
}
