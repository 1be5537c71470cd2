//! Each ledger law that a constraint can hold, shown to be held by it: a hand in the database
//! that goes past the program is stopped. What no constraint can hold, `verify` finds; see the
//! tests of that name.

use regulars::{
    command::{Command, PayReferral, ReturnVoucher, Settle},
    plan::Receipt,
    programme::{Programme, RefundPolicy},
    rejection::Rejection,
};
use regulars_storage::{StoreError, SubmitError};

use crate::shop::{
    OTHER_SHOP, SHOP, Shop, TODAY, on_both_engines, own_code, programme, redeem, refund, ring_up,
    submission,
};

/// A shop in which everything has happened once.
async fn lively(shop: &Shop) {
    let advocate = shop.join().await;
    let friend = shop.join_with(SHOP, Some(own_code(advocate))).await;
    let order = shop.ring_up(friend, 150_00).await;
    shop.redeem(friend).await.unwrap();
    shop.submit(Command::Refund(refund(order, Some(50_00), false)))
        .await
        .unwrap();
    let referral = {
        let mut db = shop.store.read().await.unwrap();
        let rows = regulars_storage::fetch_all!(db, (uuid::Uuid,), "SELECT id FROM referrals");
        regulars::ids::ReferralId(rows.unwrap()[0].0)
    };
    let pay = Command::PayReferral(PayReferral { referral });
    shop.submit_on(TODAY.plus_days(15), pay).await.unwrap();
}

async fn is_refused(shop: &Shop, sql: &'static str) {
    match shop.tamper(sql).await {
        Err(StoreError::Constraint { .. }) => {}
        other => panic!("{sql}: {other:?}"),
    }
}

on_both_engines! {
    async fn law_1_a_transfer_has_two_sides_that_differ(shop) {
        lively(shop).await;
        is_refused(shop, "INSERT INTO transfers SELECT merchant_id, member_id, seq + 1000, kind, \
            from_account, from_account, points, balance_after, pending_after, occurred_at, \
            occurred_on, recorded_at, order_id, refund_id, voucher_id, referral_id, lot, reason, \
            actor_kind, actor_id FROM transfers WHERE kind = 1").await;
        is_refused(shop, "INSERT INTO transfers SELECT merchant_id, member_id, seq + 1000, kind, \
            from_account, to_account, -points, balance_after, pending_after, occurred_at, \
            occurred_on, recorded_at, order_id, refund_id, voucher_id, referral_id, lot, reason, \
            actor_kind, actor_id FROM transfers WHERE kind = 1").await;
        assert_eq!(shop.number("SELECT CAST(SUM(points) AS BIGINT) FROM entries").await, 0);
    }

    async fn law_2_a_balance_is_not_negative(shop) {
        lively(shop).await;
        is_refused(shop, "UPDATE accounts SET available = -1").await;
        is_refused(shop, "UPDATE accounts SET pending = -1").await;
    }

    async fn law_2_except_where_the_merchant_chose_owe(shop) {
        let owe = Programme { refund_policy: RefundPolicy::Owe, ..programme() };
        shop.publish(SHOP, 2, &owe).await;
        let member = shop.join().await;
        let order = shop.ring_up(member, 100_00).await;
        shop.redeem(member).await.unwrap();
        shop.submit(Command::Refund(refund(order, None, false))).await.unwrap();
        assert_eq!(shop.available(member).await, -100);
        // The debt stays a debt when the policy changes, and the next points pay it.
        shop.publish(SHOP, 3, &programme()).await;
        shop.ring_up(member, 40_00).await;
        assert_eq!(shop.available(member).await, -60);
        shop.ring_up(member, 100_00).await;
        assert_eq!(shop.available(member).await, 40);
        is_refused(shop, "UPDATE accounts SET available = -1").await;
    }

    async fn law_3_a_lot_stays_within_its_bounds(shop) {
        lively(shop).await;
        is_refused(shop, "UPDATE lots SET remaining = original + 1").await;
        is_refused(shop, "UPDATE lots SET remaining = -1").await;
        is_refused(shop, "UPDATE lots SET state = 4 WHERE remaining > 0").await;
    }

    async fn law_3_a_lot_expires_once(shop) {
        let member = shop.join().await;
        shop.ring_up(member, 100_00).await;
        let settle = || Command::Settle(Settle { member });
        let last_day = TODAY.plus_days(365);
        let early = shop.submit_on(last_day, settle()).await.unwrap();
        assert_eq!(early.receipt, Receipt::Settled { posted: 0, expired: 0 });
        let over = shop.submit_on(last_day.plus_days(1), settle()).await.unwrap();
        assert_eq!(over.receipt, Receipt::Settled { posted: 0, expired: 100 });
        let again = shop.submit_on(last_day.plus_days(2), settle()).await.unwrap();
        assert_eq!(again.receipt, Receipt::Settled { posted: 0, expired: 0 });
        is_refused(shop, "INSERT INTO transfers SELECT merchant_id, member_id, seq + 1000, kind, \
            from_account, to_account, points, balance_after, pending_after, occurred_at, \
            occurred_on, recorded_at, order_id, refund_id, voucher_id, referral_id, lot, reason, \
            actor_kind, actor_id FROM transfers WHERE kind = 6").await;
    }

    async fn law_4_what_happened_is_never_changed_or_removed(shop) {
        lively(shop).await;
        is_refused(shop, "UPDATE transfers SET points = points + 1").await;
        is_refused(shop, "DELETE FROM transfers").await;
        is_refused(shop, "UPDATE orders SET total = 1").await;
        is_refused(shop, "DELETE FROM orders").await;
        is_refused(shop, "UPDATE order_lines SET total = 1").await;
        is_refused(shop, "DELETE FROM order_lines").await;
        is_refused(shop, "UPDATE refunds SET amount = 1").await;
        is_refused(shop, "DELETE FROM refunds").await;
        is_refused(shop, "UPDATE lot_uses SET points = 1").await;
        is_refused(shop, "DELETE FROM lot_uses").await;
    }

    async fn law_5_pending_points_are_posted_once_and_not_spent(shop) {
        let held = Programme { hold_days: 7, ..programme() };
        shop.publish(SHOP, 2, &held).await;
        let member = shop.join().await;
        shop.ring_up(member, 200_00).await;
        let refused = shop.redeem(member).await;
        let why = Rejection::NotEnoughPoints { missing: 100 };
        assert!(matches!(refused, Err(SubmitError::Rejected(r)) if r == why));
        let settle = || Command::Settle(Settle { member });
        let posted = shop.submit_on(TODAY.plus_days(7), settle()).await.unwrap();
        assert_eq!(posted.receipt, Receipt::Settled { posted: 200, expired: 0 });
        let again = shop.submit_on(TODAY.plus_days(8), settle()).await.unwrap();
        assert_eq!(again.receipt, Receipt::Settled { posted: 0, expired: 0 });
        is_refused(shop, "INSERT INTO transfers SELECT merchant_id, member_id, seq + 1000, kind, \
            from_account, to_account, points, balance_after, pending_after, occurred_at, \
            occurred_on, recorded_at, order_id, refund_id, voucher_id, referral_id, lot, reason, \
            actor_kind, actor_id FROM transfers WHERE kind = 2").await;
    }

    async fn law_6_a_key_is_kept_once(shop) {
        lively(shop).await;
        is_refused(shop, "INSERT INTO commands SELECT * FROM commands").await;
    }

    async fn law_7_refunds_never_exceed_the_order(shop) {
        let member = shop.join().await;
        let order = shop.ring_up(member, 99_99).await;
        for pence in [33_33, 33_33, 33_32] {
            shop.submit(Command::Refund(refund(order, Some(pence), false))).await.unwrap();
        }
        let refused = shop.submit(Command::Refund(refund(order, Some(2), false))).await;
        let why = Rejection::RefundTooLarge { left_minor: 1 };
        assert!(matches!(refused, Err(SubmitError::Rejected(r)) if r == why));
        shop.submit(Command::Refund(refund(order, Some(1), false))).await.unwrap();
        assert_eq!(shop.available(member).await, 0);
        is_refused(shop, "UPDATE accounts SET carry_denominator = 0").await;
        is_refused(shop, "INSERT INTO refunds SELECT merchant_id, order_id, order_id, member_id, \
            amount, points_due, points_taken, closes, undo, reason, occurred_at, occurred_on, \
            recorded_at, actor_kind, actor_id FROM refunds WHERE closes").await;
    }

    async fn law_8_a_voucher_is_open_or_used_by_an_order(shop) {
        lively(shop).await;
        is_refused(shop, "UPDATE vouchers SET state = 2").await;
        is_refused(shop, "UPDATE vouchers SET used_by = (SELECT id FROM orders LIMIT 1)").await;
        is_refused(shop, "UPDATE vouchers SET code = 'short'").await;
    }

    async fn law_8_an_undone_order_gives_its_voucher_back_for_use(shop) {
        let member = shop.join().await;
        shop.adjust(member, 100).await;
        let code = shop.redeem(member).await.unwrap();
        let mut order = ring_up(member, 20_00);
        order.order.vouchers = vec![code.clone()];
        shop.submit(Command::RingUp(order.clone())).await.unwrap();
        let back = || Command::ReturnVoucher(ReturnVoucher { member, code: code.clone() });
        let refused = shop.submit(back()).await;
        assert!(matches!(refused, Err(SubmitError::Rejected(Rejection::VoucherNotOpen))));
        shop.submit(Command::Refund(refund(order.id, None, true))).await.unwrap();
        let returned = shop.submit(back()).await.unwrap();
        assert_eq!(returned.receipt, Receipt::Returned { points: 100, available: 100 });
    }

    async fn law_9_a_referral_pays_once_a_side_and_never_to_oneself(shop) {
        lively(shop).await;
        is_refused(shop, "INSERT INTO transfers SELECT merchant_id, member_id, seq + 1000, kind, \
            from_account, to_account, points, balance_after, pending_after, occurred_at, \
            occurred_on, recorded_at, order_id, refund_id, voucher_id, referral_id, lot, reason, \
            actor_kind, actor_id FROM transfers WHERE kind = 8").await;
        is_refused(shop, "UPDATE referrals SET friend_id = advocate_id").await;
        is_refused(shop, "UPDATE referrals SET friend_id = NULL").await;
    }

    async fn law_9_a_referral_is_paid_only_after_its_hold(shop) {
        let advocate = shop.join().await;
        let friend = shop.join_with(SHOP, Some(own_code(advocate))).await;
        shop.ring_up(friend, 50_00).await;
        let mut db = shop.store.read().await.unwrap();
        let rows = regulars_storage::fetch_all!(db, (uuid::Uuid,), "SELECT id FROM referrals");
        let referral = regulars::ids::ReferralId(rows.unwrap()[0].0);
        drop(db);
        let pay = || Command::PayReferral(PayReferral { referral });
        for (day, due) in [(13, false), (14, true), (15, false)] {
            let paid = shop.submit_on(TODAY.plus_days(day), pay()).await;
            assert_eq!(paid.is_ok(), due, "{day}: {paid:?}");
        }
        assert_eq!((shop.available(advocate).await, shop.available(friend).await), (100, 50 + 50));
    }

    async fn law_11_every_event_is_in_the_outbox(shop) {
        lively(shop).await;
        let told = shop.number("SELECT COUNT(*) FROM outbox").await;
        let last = shop.number("SELECT MAX(position) FROM outbox").await;
        assert_eq!(told, last, "positions have no gap");
        assert!(told >= 10, "{told}");
    }

    async fn law_12_no_merchant_touches_anothers_rows(shop) {
        let ours = shop.join().await;
        let order = shop.ring_up(ours, 10_00).await;
        shop.adjust(ours, 100).await;
        let code = shop.redeem(ours).await.unwrap();
        let theirs = shop.join_with(OTHER_SHOP, None).await;
        let mut with_voucher = ring_up(theirs, 20_00);
        with_voucher.order.vouchers = vec![code.clone()];
        let attempts = [
            (Command::RingUp(ring_up(ours, 1_00)), Rejection::UnknownMember),
            (Command::Refund(refund(order, None, false)), Rejection::UnknownOrder),
            (Command::Redeem(redeem(ours)), Rejection::UnknownMember),
            (Command::RingUp(with_voucher), Rejection::VoucherNotValid),
            (
                Command::ReturnVoucher(ReturnVoucher { member: theirs, code }),
                Rejection::VoucherNotValid,
            ),
            (Command::Settle(Settle { member: ours }), Rejection::UnknownMember),
        ];
        for (number, (command, why)) in attempts.into_iter().enumerate() {
            let attempt = submission(OTHER_SHOP, &format!("attempt-{number}"), TODAY, command);
            let refused = shop.store.submit(attempt).await;
            assert!(matches!(&refused, Err(SubmitError::Rejected(r)) if *r == why), "{refused:?}");
        }
    }
}
