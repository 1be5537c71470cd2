//! The whole programme through the ledger: stamps, vouchers for later, limits, refunds of it all.

use super::{
    rules::{day, line, programme, reward, sale},
    shop::Shop,
};
use crate::{
    command::Command,
    condition::{NotNow, When, Which},
    explain::{PromotionOut, Step},
    ids::MemberId,
    limit::{LimitReached, Limits},
    money::Minor,
    order::Order,
    plan::{Receipt, RungUp},
    programme::{Caps, EarningKind, EarningRule, Expiry, PayWithPoints, Programme},
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
        rewards: vec![StampReward {
            at: 5,
            percent: 100,
        }],
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
fn made(shop: &mut Shop, member: MemberId) -> (crate::ids::OrderId, VoucherCode) {
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

fn limited(limits: Limits, when: When) -> Shop {
    let mut rules = programme();
    let gift = RewardKind::ExclusiveItem { worth: Minor(900) };
    rules.rewards = vec![crate::reward::Reward {
        limits,
        when,
        ..reward("mug", 50, gift)
    }];
    Shop::new(rules)
}

#[test]
fn a_reward_is_had_as_often_as_its_limits_say() {
    let limits = Limits {
        total: Some(3),
        budget: Some(Minor(2_699)),
        per_member: Some(1),
        per_member_month: None,
    };
    let mut shop = limited(limits, When::default());
    let members = [shop.join(), shop.join(), shop.join()];
    for member in members {
        shop.adjust(member, 200).unwrap();
    }
    let reached = |limit| Err(Rejection::RewardLimit { limit });
    let code = shop.redeem(members[0], "mug").unwrap();
    assert_eq!(
        shop.redeem(members[0], "mug"),
        reached(LimitReached::Member)
    );
    shop.redeem(members[1], "mug").unwrap();
    // Two cost 18.00: what is left of 26.99 is less than the third.
    assert_eq!(
        shop.redeem(members[2], "mug"),
        reached(LimitReached::Budget)
    );
    shop.give_back(members[0], &code).unwrap();
    assert!(shop.redeem(members[2], "mug").is_ok());
}

#[test]
fn a_reward_is_had_in_its_time() {
    let when = When {
        from: Some(day("2026-03-02")),
        ..When::default()
    };
    let mut shop = limited(Limits::default(), when);
    let member = shop.join();
    shop.adjust(member, 50).unwrap();
    let because = NotNow::TooEarly;
    let refused = Err(Rejection::RewardNotNow { because });
    assert_eq!(shop.redeem(member, "mug"), refused);
    shop.wait(1);
    let code = shop.redeem(member, "mug").unwrap();
    let mut order = sale(1_000);
    order.vouchers = vec![code.clone()];
    assert_eq!(shop.try_ring_up(member, order).unwrap().total, Minor(1_000));
    assert_eq!(shop.world.vouchers[&code].state, VoucherState::Used);
}

#[test]
fn caps_and_visits_count_what_the_day_brought_and_refunds_give_it_back() {
    let mut rules = programme();
    let visit = EarningRule::new("visit", "Visit", EarningKind::Visit { points: 5 });
    rules.earning.push(visit);
    rules.caps = Caps {
        day: Some(25),
        ..Caps::default()
    };
    let mut shop = Shop::new(rules);
    let member = shop.join();
    let first = shop.ring_up(member, 1_000);
    assert_eq!(first.points, 15);
    assert_eq!(shop.ring_up(member, 2_000).points, 10);
    assert_eq!(shop.ring_up(member, 2_000).points, 0);
    shop.undo(first.order).unwrap();
    assert_eq!(shop.ring_up(member, 2_000).points, 15);
    shop.wait(1);
    assert_eq!(shop.ring_up(member, 1_000).points, 15);
}

#[test]
fn points_expire_by_inactivity_only_after_a_notice() {
    let mut rules = programme();
    rules.expiry = Expiry::Inactivity {
        months: 12,
        notice_days: 45,
    };
    let mut shop = Shop::new(rules);
    let member = shop.join();
    shop.ring_up(member, 10_000);
    shop.on("2027-06-01");
    assert_eq!(shop.settle(member), (0, 0), "nobody told the member");
    let noticed = Some(day("2027-06-01"));
    shop.world
        .members
        .get_mut(&member)
        .unwrap()
        .activity
        .noticed = noticed;
    shop.on("2027-07-01");
    assert_eq!(shop.settle(member), (0, 0), "the last of thirty days");
    shop.on("2027-07-02");
    assert_eq!(shop.settle(member), (0, 100));
    assert_eq!(shop.points(member), (0, 0));
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

#[test]
fn a_tier_welcomes_once() {
    let mut rules = programme();
    let mut scheme = super::rules::tiers(crate::tier::Window::Lifetime);
    scheme.levels[1].welcome = Some("coffee".to_owned());
    rules.tiers = Some(scheme);
    let mut shop = Shop::new(rules);
    let member = shop.join();
    assert!(shop.ring_up(member, 24_999).coupons.is_empty());
    let reaching = shop.ring_up(member, 1);
    assert_eq!(
        (reaching.new_tier.as_deref(), reaching.coupons.len()),
        (Some("silver"), 1)
    );
    let voucher = &shop.world.vouchers[&reaching.coupons[0]];
    assert_eq!(
        (voucher.reward.key.as_str(), voucher.reward.points),
        ("coffee", 0)
    );
    assert!(shop.ring_up(member, 5_000).coupons.is_empty());
    let mut order = sale(0);
    order.lines = vec![line("espresso", 1, 250)];
    order.vouchers = reaching.coupons;
    assert_eq!(shop.try_ring_up(member, order).unwrap().total, Minor::ZERO);
}

#[test]
fn tiers_by_points_visits_and_referrals_are_exact_at_the_boundary() {
    let basis = |basis, from| {
        let mut rules = programme();
        let mut scheme = super::rules::tiers(crate::tier::Window::Rolling { days: 60 });
        (scheme.basis, scheme.levels[1].from) = (basis, Minor(from));
        rules.tiers = Some(scheme);
        Shop::new(rules)
    };
    let tier = |shop: &Shop, member: MemberId| {
        let programme = &shop.world.programme.as_ref().unwrap().programme;
        let scheme = programme.tiers.as_ref().unwrap();
        let standing = shop.world.members[&member].standing(scheme, shop.now.today);
        standing.unwrap().key
    };
    let mut shop = basis(crate::tier::Basis::Points, 100);
    let member = shop.join();
    shop.ring_up(member, 9_999);
    shop.redeem(member, "coffee").unwrap();
    assert_eq!(tier(&shop, member), "member");
    let reaching = shop.ring_up(member, 100);
    assert_eq!(
        reaching.new_tier.as_deref(),
        Some("silver"),
        "points spent count as earned"
    );
    shop.refund(reaching.order, None).unwrap();
    assert_eq!(tier(&shop, member), "member");

    let mut shop = basis(crate::tier::Basis::Visits, 2);
    let member = shop.join();
    shop.ring_up(member, 100);
    assert_eq!(shop.ring_up(member, 100).new_tier, None, "the same day");
    shop.wait(1);
    assert_eq!(
        shop.ring_up(member, 100).new_tier.as_deref(),
        Some("silver")
    );

    let mut shop = basis(crate::tier::Basis::Referrals, 1);
    let advocate = shop.join();
    let (friend, referral) = shop.friend_of(advocate);
    let order = shop.ring_up(friend, 2_000).order;
    assert_eq!(tier(&shop, advocate), "member");
    shop.wait(15);
    shop.pay(referral).unwrap();
    assert_eq!(tier(&shop, advocate), "silver");
    shop.refund(order, None).unwrap();
    assert_eq!(tier(&shop, advocate), "member");
}

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
