//! Refunds and undone sales: points, vouchers, spend.

use super::{
    rules::{programme, sale, tiers},
    shop::Shop,
};
use crate::{
    command::Command,
    ids::{MemberId, OrderId},
    ledger::{LotState, TransferKind},
    programme::{Expiry, Programme, RefundPolicy},
    rejection::Rejection,
    tier::Window,
};

fn owing() -> Programme {
    Programme {
        refund_policy: RefundPolicy::Owe,
        ..programme()
    }
}

/// A member who earned 100 points with an order of 100.00.
fn bought(programme: Programme) -> (Shop, MemberId, OrderId) {
    let mut shop = Shop::new(programme);
    let member = shop.join();
    let order = shop.ring_up(member, 10_000).order;
    (shop, member, order)
}

/// The same member, who has spent them.
fn bought_and_spent(programme: Programme) -> (Shop, MemberId, OrderId) {
    let (mut shop, member, order) = bought(programme);
    shop.redeem(member, "five-off").unwrap();
    (shop, member, order)
}

#[test]
fn parts_claw_back_pro_rata_and_the_last_takes_the_rest() {
    let (mut shop, member, order) = bought(programme());
    let taken: Vec<_> = [3_333, 1, 3_333, 3_333]
        .map(|part| shop.refund(order, Some(part)).unwrap())
        .to_vec();
    assert_eq!(taken, [33, 0, 33, 34]);
    assert_eq!(shop.points(member), (0, 0));
    let again = shop.refund(order, None);
    assert_eq!(again, Err(Rejection::AlreadyRefunded));
}

#[test]
fn each_wrong_refund_has_its_own_reason() {
    let (mut shop, _, order) = bought(programme());
    shop.refund(order, Some(4_000)).unwrap();
    let too_large = Err(Rejection::RefundTooLarge { left_minor: 6_000 });
    assert_eq!(shop.refund(order, Some(6_001)), too_large);
    for nothing in [0, -1] {
        assert_eq!(
            shop.refund(order, Some(nothing)),
            Err(Rejection::EmptyRefund)
        );
    }
    let unknown = OrderId(shop.id());
    assert_eq!(shop.refund(unknown, None), Err(Rejection::UnknownOrder));
    let mut late = shop.refund_command(order, None, false);
    late.occurred_on = late.occurred_on.plus_days(2);
    assert_eq!(shop.ask(Command::Refund(late)), Err(Rejection::BadDate));
}

#[test]
fn a_refund_takes_from_the_orders_own_lot_first() {
    let mut shop = Shop::new(Programme {
        expiry: Expiry::Days { days: 30 },
        ..programme()
    });
    let member = shop.join();
    shop.ring_up(member, 10_000);
    shop.wait(5);
    let second = shop.ring_up(member, 10_000).order;
    shop.refund(second, Some(5_000)).unwrap();
    let remaining: Vec<_> = shop.lots(member).iter().map(|lot| lot.remaining).collect();
    assert_eq!(remaining, [100, 50]);
}

#[test]
fn what_still_waits_is_voided_and_leaves_nothing_to_claw_back() {
    let (mut shop, member, order) = bought(Programme {
        hold_days: 14,
        ..programme()
    });
    assert_eq!(shop.refund(order, Some(4_000)), Ok(40));
    assert_eq!(shop.points(member), (0, 60));
    assert_eq!(shop.refund(order, None), Ok(60));
    assert_eq!(shop.lots(member)[0].state, LotState::Voided);
    shop.wait(14);
    assert_eq!(shop.settle(member), (0, 0));
}

#[test]
fn a_part_voided_leaves_the_other_part_to_be_posted() {
    let (mut shop, member, order) = bought(Programme {
        hold_days: 14,
        ..programme()
    });
    shop.refund(order, Some(4_000)).unwrap();
    shop.wait(14);
    assert_eq!(shop.settle(member), (60, 0));
    assert_eq!(shop.refund(order, None), Ok(60));
    assert_eq!(shop.points(member), (0, 0));
}

#[test]
fn clamping_takes_what_is_there_and_does_not_come_back_for_the_rest() {
    let (mut shop, member, order) = bought_and_spent(programme());
    shop.adjust(member, 30).unwrap();
    assert_eq!(shop.refund(order, Some(5_000)), Ok(30));
    shop.adjust(member, 200).unwrap();
    assert_eq!(shop.refund(order, None), Ok(50));
    assert_eq!(shop.points(member), (150, 0));
}

#[test]
fn owing_goes_below_zero_and_the_next_points_pay_it() {
    let (mut shop, member, order) = bought_and_spent(owing());
    assert_eq!(shop.refund(order, None), Ok(100));
    assert_eq!(shop.points(member), (-100, 0));
    let refused = Err(Rejection::NotEnoughPoints { missing: 150 });
    assert_eq!(shop.redeem(member, "coffee"), refused);
    let receipt = shop.ring_up(member, 6_000);
    assert_eq!((receipt.points, receipt.available), (60, -40));
    let paid = crate::explain::Step::PaidDebt { points: 60 };
    assert_eq!(receipt.trace.steps.last(), Some(&paid));
    shop.ring_up(member, 6_000);
    assert_eq!(shop.points(member), (20, 0));
    let remaining: Vec<_> = shop.lots(member).iter().map(|lot| lot.remaining).collect();
    assert_eq!(remaining, [0, 0, 20]);
}

#[test]
fn a_debt_is_paid_by_points_whose_hold_ends_and_by_vouchers_given_back() {
    let mut rules = owing();
    let (mut shop, member, order) = bought(rules.clone());
    let code = shop.redeem(member, "five-off").unwrap();
    shop.refund(order, None).unwrap();
    rules.hold_days = 14;
    shop.publish(rules);
    shop.ring_up(member, 3_000);
    assert_eq!(shop.points(member), (-100, 30));
    shop.wait(14);
    shop.settle(member);
    assert_eq!(shop.points(member), (-70, 0));
    assert_eq!(shop.give_back(member, &code), Ok(100));
    assert_eq!(shop.points(member), (30, 0));
    let open: i64 = shop.lots(member).iter().map(|lot| lot.remaining).sum();
    assert_eq!(open, 30);
}

#[test]
fn points_that_expired_are_not_taken_a_second_time() {
    for policy in [RefundPolicy::Clamp, RefundPolicy::Owe] {
        let (mut shop, member, order) = bought(Programme {
            expiry: Expiry::Days { days: 30 },
            refund_policy: policy,
            ..programme()
        });
        shop.wait(31);
        shop.ring_up(member, 5_000);
        // The lot has expired whether the daily job came by or not.
        assert_eq!(shop.refund(order, None), Ok(0));
        assert_eq!(shop.points(member), (50, 0));
    }
}

#[test]
fn an_undone_sale_frees_its_voucher_and_a_refunded_one_does_not() {
    for undo in [true, false] {
        let mut shop = Shop::new(programme());
        let member = shop.join();
        let code = shop.voucher(member, "five-off");
        let mut order = sale(2_000);
        order.vouchers = vec![code.clone()];
        let id = shop.try_ring_up(member, order).unwrap().order;
        let taken = if undo {
            shop.undo(id)
        } else {
            shop.refund(id, None)
        };
        assert_eq!(taken, Ok(15));
        assert_eq!(shop.give_back(member, &code).is_ok(), undo);
    }
}

#[test]
fn an_undo_of_a_part_is_a_refund() {
    let mut shop = Shop::new(programme());
    let member = shop.join();
    let code = shop.voucher(member, "five-off");
    let mut order = sale(2_000);
    order.vouchers = vec![code.clone()];
    let id = shop.try_ring_up(member, order).unwrap().order;
    let part = shop.refund_command(id, Some(500), true);
    shop.ask(Command::Refund(part)).unwrap();
    let written = shop.plans.last().unwrap().refund.clone().unwrap();
    assert!(!written.undo && !written.closes);
    assert_eq!(
        shop.give_back(member, &code),
        Err(Rejection::VoucherNotOpen)
    );
    assert_eq!(shop.undo(id), Ok(10));
    assert_eq!(shop.give_back(member, &code), Ok(100));
}

#[test]
fn a_refund_takes_its_spend_and_perhaps_a_tier_away() {
    let mut shop = Shop::new(Programme {
        tiers: Some(tiers(Window::CalendarYear)),
        ..programme()
    });
    let member = shop.join();
    let order = shop.ring_up(member, 25_000).order;
    let head = |shop: &Shop| shop.world.members[&member].head.clone();
    assert_eq!(head(&shop).tier.as_deref(), Some("silver"));
    shop.wait(3);
    shop.refund(order, Some(1)).unwrap();
    assert_eq!(head(&shop).tier.as_deref(), Some("member"));
    assert_eq!(
        (head(&shop).orders, head(&shop).lifetime_spend.0),
        (1, 24_999)
    );
    shop.refund(order, None).unwrap();
    assert_eq!((head(&shop).orders, head(&shop).lifetime_spend.0), (0, 0));
    let spend = &shop.world.members[&member].spend;
    assert!(spend.by_day.values().all(|amount| amount.0 == 0));
}

#[test]
fn a_reversal_names_its_order_its_refund_and_why() {
    let (mut shop, _, order) = bought(programme());
    shop.refund(order, None).unwrap();
    let plan = shop.plans.last().unwrap();
    let transfer = &plan.transfers[0];
    assert_eq!(transfer.kind, TransferKind::Reverse);
    assert_eq!(transfer.order, Some(order));
    assert_eq!(transfer.refund, plan.refund.as_ref().map(|it| it.id));
    assert_eq!(transfer.reason.as_deref(), Some("wrong size"));
}
