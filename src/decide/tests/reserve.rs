//! Reservations: what is kept for one order is nobody else's, until it is used, released or its
//! time is up.

use super::{
    money_moves::CARD_TERMS,
    rules::{programme, sale},
    shop::Shop,
};
use crate::{
    command::{Command, PassOn, Release, Reserve, RingUp, SellCard},
    ids::{MemberId, PassId, PurseId, ReservationId},
    limit::Limits,
    money::Minor,
    order::Order,
    passing::PassingTerms,
    plan::Receipt,
    programme::PayWithPoints,
    promotion::{Promotion, PromotionKind},
    purse::PayWith,
    rejection::Rejection,
    reward::VoucherCode,
};

/// A shop where 100 points pay 5.00 and one order in all gets three off; two members with 100
/// points each, and a gift card of 20.00.
fn checkout() -> (Shop, [MemberId; 2], VoucherCode) {
    let mut rules = programme();
    rules.pay_with_points = Some(PayWithPoints {
        points: 100,
        amount: Minor(500),
        minimum_points: 0,
        at_most_percent: None,
    });
    let three = PromotionKind::AmountOff { amount: Minor(300) };
    rules.passing = Some(PassingTerms {
        at_least: 1,
        most_a_day: 100,
    });
    rules.promotions = vec![Promotion {
        limits: Limits {
            total: Some(1),
            ..Limits::default()
        },
        ..Promotion::new("three", "Three off", three)
    }];
    let mut shop = Shop::new(rules);
    let members = [shop.join(), shop.join()];
    for member in members {
        shop.adjust(member, 100).unwrap();
    }
    let id = shop.id();
    let code = VoucherCode::from_random(id.as_u128());
    shop.ask(Command::SellCard(SellCard {
        purse: PurseId(id),
        code: code.clone(),
        owner: None,
        amount: Minor(2_000),
        terms: CARD_TERMS,
        delivery: None,
    }))
    .unwrap();
    (shop, members, code)
}

fn order(shop: &mut Shop, member: MemberId, code: &VoucherCode, order: Order) -> RingUp {
    let mut command = shop.ring_up_command(member, order);
    command.pay_points = 100;
    command.pay_with = PayWith {
        cards: vec![code.clone()],
        credit: false,
    };
    command
}

fn reserve(shop: &mut Shop, order: RingUp, minutes: u16) -> Result<ReservationId, Rejection> {
    let id = ReservationId(shop.id());
    let receipt = shop.ask(Command::Reserve(Reserve { id, minutes, order }))?;
    assert!(matches!(receipt, Receipt::Reserved { reservation, .. } if reservation == id));
    Ok(id)
}

/// What was taken off, paid with points, and paid with cards.
fn outcome(shop: &mut Shop, order: RingUp) -> Result<(i64, i64, i64), Rejection> {
    match shop.ask(Command::RingUp(order))? {
        Receipt::RungUp(it) => Ok((it.promoted.0, it.points_paid, it.paid_with_cards().0)),
        other => panic!("{other:?}"),
    }
}

fn pass_minutes(shop: &mut Shop, minutes: i64) {
    shop.now.at = shop.now.at.plus_seconds(minutes * 60);
}

#[test]
fn what_is_kept_is_nobody_elses_and_is_there_for_the_order() {
    let (mut shop, [ada, bob], code) = checkout();
    let first = order(&mut shop, ada, &code, sale(2_300));
    let id = reserve(&mut shop, first.clone(), Reserve::MINUTES).unwrap();
    // 3.00 off, 5.00 with points, 15.00 with the card: 5.00 of it is left, and no promotion.
    let other = order(&mut shop, bob, &code, sale(4_000));
    assert_eq!(outcome(&mut shop, other), Ok((0, 100, 500)));
    let own = order(&mut shop, ada, &code, sale(2_000));
    let refused = outcome(&mut shop, own);
    assert_eq!(refused, Err(Rejection::NotEnoughPoints { missing: 100 }));
    let redeemed = shop.redeem(ada, "coffee");
    assert_eq!(redeemed, Err(Rejection::NotEnoughPoints { missing: 50 }));
    let pass = PassId(shop.id());
    let passed = shop.ask(Command::PassOn(PassOn {
        id: pass,
        from: ada,
        to: bob,
        points: 40,
    }));
    assert_eq!(passed, Err(Rejection::NotEnoughPoints { missing: 40 }));
    let captured = RingUp {
        reservation: Some(id),
        ..first
    };
    assert_eq!(outcome(&mut shop, captured.clone()), Ok((300, 100, 1_500)));
    assert_eq!(shop.world.gift_card(&code).unwrap().balance, Minor::ZERO);
    let again = outcome(&mut shop, captured);
    assert_eq!(
        again,
        Err(Rejection::ReservationOver),
        "it is captured once"
    );
}

#[test]
fn released_or_lapsed_it_counts_for_nothing() {
    let (mut shop, [ada, bob], code) = checkout();
    let first = order(&mut shop, ada, &code, sale(2_300));
    let id = reserve(&mut shop, first.clone(), 10).unwrap();
    let released = shop.ask(Command::Release(Release { reservation: id }));
    assert_eq!(released, Ok(Receipt::Released { released: true }));
    let released = shop.ask(Command::Release(Release { reservation: id }));
    assert_eq!(released, Ok(Receipt::Released { released: false }));

    let id = reserve(&mut shop, first.clone(), 10).unwrap();
    pass_minutes(&mut shop, 10);
    let meanwhile = order(&mut shop, bob, &code, sale(100));
    assert_eq!(
        outcome(&mut shop, meanwhile),
        Ok((0, 20, 0)),
        "up to the last minute"
    );
    shop.now.at.0 += 1;
    let other = order(&mut shop, bob, &code, sale(4_000));
    let other = RingUp {
        pay_points: 0,
        ..other
    };
    assert_eq!(outcome(&mut shop, other), Ok((300, 0, 2_000)));
    let late = RingUp {
        reservation: Some(id),
        ..first
    };
    assert_eq!(outcome(&mut shop, late), Err(Rejection::ReservationOver));
}

#[test]
fn a_voucher_that_is_kept_is_neither_used_nor_given_back() {
    let (mut shop, [ada, _], code) = checkout();
    let voucher = shop.voucher(ada, "five-off");
    let mut with_voucher = sale(3_000);
    with_voucher.vouchers = vec![voucher.clone()];
    let first = order(&mut shop, ada, &code, with_voucher.clone());
    let id = reserve(&mut shop, first, 10).unwrap();
    let refused = shop.try_ring_up(ada, with_voucher);
    assert_eq!(refused, Err(Rejection::VoucherNotValid));
    let refused = shop.give_back(ada, &voucher);
    assert_eq!(refused, Err(Rejection::VoucherNotOpen));
    shop.ask(Command::Release(Release { reservation: id }))
        .unwrap();
    assert_eq!(shop.give_back(ada, &voucher), Ok(100));
}

#[test]
fn only_its_own_order_captures_a_reservation() {
    let (mut shop, [ada, bob], code) = checkout();
    let first = order(&mut shop, ada, &code, sale(2_300));
    for minutes in [0, 1_441] {
        let refused = reserve(&mut shop, first.clone(), minutes);
        assert!(
            matches!(refused, Err(Rejection::BadOrder { .. })),
            "{minutes}"
        );
    }
    let id = reserve(&mut shop, first.clone(), 10).unwrap();
    let stolen = RingUp {
        reservation: Some(id),
        ..order(&mut shop, bob, &code, sale(2_300))
    };
    assert_eq!(outcome(&mut shop, stolen), Err(Rejection::ReservationOver));
    let unknown = Release {
        reservation: ReservationId(shop.id()),
    };
    let refused = shop.ask(Command::Release(unknown));
    assert_eq!(refused, Err(Rejection::ReservationOver));
    let poor = order(&mut shop, ada, &code, sale(2_300));
    let refused = reserve(&mut shop, poor, 10);
    assert_eq!(refused, Err(Rejection::NotEnoughPoints { missing: 100 }));
}

#[test]
fn a_reservation_is_replaced_by_one_that_names_it() {
    let (mut shop, [ada, bob], code) = checkout();
    let first = order(&mut shop, ada, &code, sale(2_300));
    let id = reserve(&mut shop, first.clone(), 10).unwrap();
    let bigger = RingUp {
        reservation: Some(id),
        ..order(&mut shop, ada, &code, sale(2_800))
    };
    let next = reserve(&mut shop, bigger.clone(), 10).unwrap();
    let old = outcome(&mut shop, bigger.clone());
    assert_eq!(old, Err(Rejection::ReservationOver));
    let other = order(&mut shop, bob, &code, sale(4_000));
    assert_eq!(outcome(&mut shop, other), Ok((0, 100, 0)));
    let captured = RingUp {
        reservation: Some(next),
        ..bigger
    };
    assert_eq!(outcome(&mut shop, captured), Ok((300, 100, 2_000)));
}

#[test]
fn an_id_is_used_once() {
    let (mut shop, [ada, _], code) = checkout();
    let order = order(&mut shop, ada, &code, sale(2_300));
    let id = reserve(&mut shop, order.clone(), 10).unwrap();
    shop.ask(Command::Release(Release { reservation: id }))
        .unwrap();
    let minutes = 10;
    let again = shop.ask(Command::Reserve(Reserve { id, minutes, order }));
    assert_eq!(again, Err(Rejection::ReservationOver));
}
