//! One-time codes: each sets its promotion off for one order.

use super::{
    rules::{programme, sale},
    shop::Shop,
};
use crate::{
    ids::{BatchId, MemberId},
    money::Minor,
    plan::RungUp,
    promotion::{OneTimeCode, Promotion, PromotionKind, Trigger},
    rejection::Rejection,
    reward::VoucherCode,
    time::Day,
};

/// Three off from 10.00 with a one-time code, of which there are three.
fn with_codes() -> (Shop, MemberId, Vec<VoucherCode>) {
    let mut rules = programme();
    let three = PromotionKind::AmountOff { amount: Minor(300) };
    rules.promotions = vec![Promotion {
        trigger: Trigger::OneTime,
        minimum: Minor(1_000),
        ..Promotion::new("three", "Three off", three)
    }];
    let mut shop = Shop::new(rules);
    let member = shop.join();
    let codes: Vec<VoucherCode> = (1..=3).map(VoucherCode::from_random).collect();
    for code in &codes {
        let known = OneTimeCode {
            code: code.clone(),
            batch: BatchId(uuid::Uuid::nil()),
            promotion: "three".to_owned(),
            good_until: shop.now.today.plus_days(10),
            enabled: true,
            used_by: None,
        };
        shop.world.one_time_codes.insert(code.clone(), known);
    }
    (shop, member, codes)
}

fn quote(
    shop: &mut Shop,
    member: MemberId,
    total: i64,
    codes: &[&VoucherCode],
) -> Result<RungUp, Rejection> {
    let mut order = sale(total);
    order.codes = codes
        .iter()
        .map(|code| code.grouped().to_lowercase())
        .collect();
    shop.try_ring_up(member, order)
}

#[test]
fn a_code_is_good_for_one_order_and_undoing_frees_it() {
    let (mut shop, member, codes) = with_codes();
    let sold = quote(&mut shop, member, 2_000, &[&codes[0]]).unwrap();
    assert_eq!((sold.promoted, sold.total), (Minor(300), Minor(1_700)));
    let again = quote(&mut shop, member, 2_000, &[&codes[0]]);
    assert_eq!(again, Err(Rejection::VoucherNotValid));
    shop.undo(sold.order).unwrap();
    let sold = quote(&mut shop, member, 2_000, &[&codes[0]]).unwrap();
    shop.refund(sold.order, None).unwrap();
    let again = quote(&mut shop, member, 2_000, &[&codes[0]]);
    assert_eq!(
        again,
        Err(Rejection::VoucherNotValid),
        "a refund keeps it used"
    );
    let without = quote(&mut shop, member, 2_000, &[]).unwrap();
    assert_eq!(without.promoted, Minor::ZERO);
}

#[test]
fn a_code_that_brought_nothing_is_kept() {
    let (mut shop, member, codes) = with_codes();
    let small = quote(&mut shop, member, 999, &[&codes[0]]).unwrap();
    assert_eq!(small.promoted, Minor::ZERO);
    let both = quote(&mut shop, member, 2_000, &[&codes[1], &codes[0]]).unwrap();
    assert_eq!(both.promoted, Minor(300), "once an order");
    let one_left: Vec<bool> = codes
        .iter()
        .map(|code| shop.world.one_time_codes[code].used_by.is_none())
        .collect();
    assert_eq!(one_left, [false, true, true]);
}

#[test]
fn every_code_that_is_not_good_gets_one_answer() {
    let (mut shop, member, codes) = with_codes();
    let refused = Err(Rejection::VoucherNotValid);
    let unknown = VoucherCode::from_random(99);
    assert_eq!(quote(&mut shop, member, 2_000, &[&unknown]), refused);
    assert_eq!(
        quote(&mut shop, member, 2_000, &[&codes[0], &codes[0]]),
        refused
    );
    let spoil = |shop: &mut Shop, change: fn(&mut OneTimeCode)| {
        let code = shop.world.one_time_codes.get_mut(&codes[0]).unwrap();
        change(code);
    };
    spoil(&mut shop, |code| code.enabled = false);
    assert_eq!(quote(&mut shop, member, 2_000, &[&codes[0]]), refused);
    spoil(&mut shop, |code| {
        code.enabled = true;
        code.good_until = Day::MIN;
    });
    assert_eq!(quote(&mut shop, member, 2_000, &[&codes[0]]), refused);
    spoil(&mut shop, |code| {
        code.good_until = Day::MAX;
        code.promotion = "gone".to_owned();
    });
    assert_eq!(quote(&mut shop, member, 2_000, &[&codes[0]]), refused);
}
