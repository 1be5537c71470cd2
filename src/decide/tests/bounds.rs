//! Limits, caps, visits and inactivity through the ledger, and tiers by what they count.

use super::{
    rules::{day, line, programme, reward, sale, tiers},
    shop::Shop,
};
use crate::{
    condition::{NotNow, When},
    ids::MemberId,
    limit::{LimitReached, Limits},
    money::Minor,
    programme::{Caps, EarningKind, EarningRule, Expiry},
    rejection::Rejection,
    reward::{RewardKind, VoucherState},
    tier::{Basis, Window},
};

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
fn a_tier_welcomes_once() {
    let mut rules = programme();
    let mut scheme = tiers(Window::Lifetime);
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
        let mut scheme = tiers(Window::Rolling { days: 60 });
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
    let mut shop = basis(Basis::Points, 100);
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

    let mut shop = basis(Basis::Visits, 2);
    let member = shop.join();
    shop.ring_up(member, 100);
    assert_eq!(shop.ring_up(member, 100).new_tier, None, "the same day");
    shop.wait(1);
    assert_eq!(
        shop.ring_up(member, 100).new_tier.as_deref(),
        Some("silver")
    );

    let mut shop = basis(Basis::Referrals, 1);
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
