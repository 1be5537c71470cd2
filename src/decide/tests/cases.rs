//! Published cases: numbers that others give for rules like these.

use super::{
    rules::{line, programme, reward, sale, spend_rule},
    shop::Shop,
};
use crate::{
    explain::{LeftOut, Step},
    money::Minor,
    order::{Order, OrderSource},
    programme::{EarningKind, EarningRule, Programme},
    rejection::Rejection,
    reward::RewardKind,
};

fn with_rule(points: i64, per: i64) -> Programme {
    Programme {
        earning: vec![spend_rule("spend", points, per)],
        ..programme()
    }
}

#[test]
fn a_tenth_of_a_point_a_unit_on_265_gives_26() {
    let mut shop = Shop::new(with_rule(1, 1_000));
    let member = shop.join();
    assert_eq!(shop.ring_up(member, 26_500).points, 26);
    assert_eq!(shop.ring_up(member, 26_500).points, 26);
}

#[test]
fn with_carrying_on_the_half_point_is_kept() {
    let mut rules = with_rule(1, 1_000);
    rules.carry_fractions = true;
    let mut shop = Shop::new(rules);
    let member = shop.join();
    assert_eq!(shop.ring_up(member, 26_500).points, 26);
    assert_eq!(shop.world.members[&member].head.carry.to_string(), "0.5");
    assert_eq!(shop.ring_up(member, 26_500).points, 27);
}

#[test]
fn at_one_per_ten_105_gives_10() {
    let mut shop = Shop::new(with_rule(1, 1_000));
    let member = shop.join();
    assert_eq!(shop.ring_up(member, 10_500).points, 10);
}

#[test]
fn a_discount_of_30_per_cent_on_100_leaves_70_points_and_a_code_of_10_leaves_90() {
    let mut shop = Shop::new(programme());
    let member = shop.join();
    let mut order = sale(10_000);
    order.discount = Minor(3_000);
    assert_eq!(shop.try_ring_up(member, order).unwrap().points, 70);
    let mut order = sale(10_000);
    order.vouchers = vec![shop.voucher(member, "tenth-off")];
    let receipt = shop.try_ring_up(member, order).unwrap();
    assert_eq!((receipt.total, receipt.points), (Minor(9_000), 90));
}

#[test]
fn of_several_discounts_on_the_whole_order_only_the_best_applies() {
    for (total, best, other) in [
        (10_000, "tenth-off", "five-off"),
        (2_000, "five-off", "tenth-off"),
    ] {
        let mut shop = Shop::new(programme());
        let member = shop.join();
        let codes = ["five-off", "tenth-off"].map(|reward| shop.voucher(member, reward));
        let mut order = sale(total);
        order.vouchers = codes.to_vec();
        let receipt = shop.try_ring_up(member, order).unwrap();
        let off = if total == 10_000 { 1_000 } else { 500 };
        assert_eq!(receipt.redeemed, Minor(off));
        let used = Step::VoucherUsed {
            name: format!("Reward {best}"),
            discount: Minor(off),
        };
        let left_out = Step::VoucherLeftOut {
            name: format!("Reward {other}"),
            because: LeftOut::BetterOneApplies,
        };
        assert_eq!(receipt.trace.steps[..2], [used, left_out]);
        let unused = codes
            .iter()
            .filter(|code| shop.give_back(member, code).is_ok());
        assert_eq!(unused.count(), 1);
    }
}

#[test]
fn discounts_never_exceed_the_order() {
    let mut shop = Shop::new(programme());
    let member = shop.join();
    let mut order = Order {
        lines: vec![line("flat-white", 1, 350), line("cake", 1, 100)],
        ..sale(0)
    };
    order.discount = Minor(50);
    order.vouchers = vec![
        shop.voucher(member, "five-off"),
        shop.voucher(member, "coffee"),
    ];
    let receipt = shop.try_ring_up(member, order).unwrap();
    assert_eq!((receipt.redeemed, receipt.total), (Minor(400), Minor::ZERO));
    assert_eq!(receipt.points, 0);
}

#[test]
fn a_coupon_freed_by_a_cancelled_order_and_used_by_another_does_not_return() {
    let mut shop = Shop::new(programme());
    let member = shop.join();
    let code = shop.voucher(member, "five-off");
    let mut order = sale(2_000);
    order.vouchers = vec![code];
    let first = shop.try_ring_up(member, order.clone()).unwrap();
    let twice = shop.try_ring_up(member, order.clone());
    assert_eq!(twice, Err(Rejection::VoucherNotValid));
    shop.undo(first.order).unwrap();
    let second = shop.try_ring_up(member, order.clone()).unwrap();
    assert_eq!(second.redeemed, Minor(500));
    let again = shop.try_ring_up(member, order);
    assert_eq!(again, Err(Rejection::VoucherNotValid));
}

#[test]
fn a_coupon_of_another_member_is_refused_like_one_that_never_was() {
    let mut shop = Shop::new(programme());
    let (member, other) = (shop.join(), shop.join());
    let mut order = sale(2_000);
    order.vouchers = vec![shop.voucher(other, "five-off")];
    let refused = Err(Rejection::VoucherNotValid);
    assert_eq!(shop.try_ring_up(member, order.clone()), refused);
    order.vouchers = vec![crate::reward::VoucherCode::from_random(7)];
    assert_eq!(shop.try_ring_up(member, order), refused);
}

#[test]
fn dates_include_both_ends() {
    for (on, fine) in [("2026-03-31", true), ("2026-04-01", false)] {
        let mut shop = Shop::new(programme());
        let member = shop.join();
        let mut order = sale(2_000);
        order.vouchers = vec![shop.voucher(member, "five-off")];
        shop.on(on);
        assert_eq!(shop.try_ring_up(member, order).is_ok(), fine, "{on}");
    }
}

#[test]
fn an_order_of_nothing_in_a_file_is_real_and_earns_nothing() {
    let mut shop = Shop::new(programme());
    let member = shop.join();
    let order = Order::of_amount(OrderSource::Import, Minor::ZERO);
    let receipt = shop.try_ring_up(member, order).unwrap();
    assert_eq!((receipt.points, receipt.total), (0, Minor::ZERO));
    assert_eq!(shop.world.members[&member].head.orders, 1);
    assert_eq!(shop.undo(receipt.order), Ok(0));
}

#[test]
fn a_loyalty_card_gives_a_point_a_unit_of_money_and_five_off_for_two_hundred() {
    let mut rules = programme();
    let five = RewardKind::AmountOff { amount: Minor(500) };
    rules.rewards = vec![reward("card", 200, five)];
    let mut shop = Shop::new(rules);
    let member = shop.join();
    assert_eq!(shop.ring_up(member, 19_999).points, 199);
    let missing = Err(Rejection::NotEnoughPoints { missing: 1 });
    assert_eq!(shop.redeem(member, "card"), missing);
    assert_eq!(shop.ring_up(member, 100).points, 1);
    let mut order = sale(2_000);
    order.vouchers = vec![shop.redeem(member, "card").unwrap()];
    let receipt = shop.try_ring_up(member, order).unwrap();
    assert_eq!((receipt.total, receipt.points), (Minor(1_500), 15));
}

#[test]
fn a_fidelity_card_gives_ten_off_for_eleven_units() {
    let mut rules = programme();
    let each = EarningKind::Unit { points: 1 };
    rules.earning = vec![EarningRule::new("unit", "Each unit", each)];
    let ten = RewardKind::AmountOff {
        amount: Minor(1_000),
    };
    rules.rewards = vec![reward("card", 11, ten)];
    let mut shop = Shop::new(rules);
    let member = shop.join();
    let units = |count| Order {
        lines: vec![line("bag", count, 900 * count)],
        ..sale(0)
    };
    assert_eq!(shop.try_ring_up(member, units(11)).unwrap().points, 11);
    let mut order = units(2);
    order.vouchers = vec![shop.redeem(member, "card").unwrap()];
    let receipt = shop.try_ring_up(member, order).unwrap();
    assert_eq!((receipt.total, receipt.points), (Minor(800), 2));
}

#[test]
fn a_gift_card_may_pay_the_whole_order_and_that_earns_nothing() {
    let mut shop = Shop::new(programme());
    let member = shop.join();
    let mut order = sale(5_000);
    order.gift_card = Minor(5_000);
    assert_eq!(shop.try_ring_up(member, order.clone()).unwrap().points, 0);
    order.gift_card = Minor(3_000);
    assert_eq!(shop.try_ring_up(member, order).unwrap().points, 20);
}
