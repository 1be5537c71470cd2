//! One-time codes in the ledger: each used once, also when many try at once.

use regulars::{
    command::{Command, RingUp},
    ids::MemberId,
    money::Minor,
    plan::Receipt,
    promotion::{Promotion, PromotionKind, Trigger},
    rejection::Rejection,
    reward::VoucherCode,
};
use regulars_storage::{SubmitError, execute};

use crate::{
    concurrency::all_at_once,
    offers::{rules, sell},
    shop::{SHOP, Shop, TODAY, new_id, on_both_engines, refund, ring_up},
};

/// Publishes five off with a one-time code, and puts three codes there.
pub async fn batch(shop: &Shop, version: i64) -> Vec<VoucherCode> {
    let five = PromotionKind::AmountOff {
        amount: Minor(5_00),
    };
    let promotion = Promotion {
        trigger: Trigger::OneTime,
        ..Promotion::new("five", "Five off", five)
    };
    shop.publish(SHOP, version, &rules(vec![promotion])).await;
    put_codes(shop).await
}

/// Three codes of a batch for the promotion `five`.
pub async fn put_codes(shop: &Shop) -> Vec<VoucherCode> {
    let mut tx = shop.store.write().await.unwrap();
    let batch = new_id();
    execute!(
        tx,
        "INSERT INTO code_batches (merchant_id, id, promotion, name, size, good_until, enabled, \
         created_at) VALUES ($1, $2, 'five', 'Spring', 3, $3, TRUE, 0)",
        SHOP.0,
        batch,
        TODAY.plus_days(10).0
    )
    .unwrap();
    let mut codes = Vec::new();
    for _ in 0..3 {
        let code = VoucherCode::from_random(new_id().as_u128() << 20);
        execute!(
            tx,
            "INSERT INTO one_time_codes (merchant_id, code, batch_id) VALUES ($1, $2, $3)",
            SHOP.0,
            code.as_str(),
            batch
        )
        .unwrap();
        codes.push(code);
    }
    tx.commit().await.unwrap();
    codes
}

pub fn quoting(member: MemberId, code: &VoucherCode) -> RingUp {
    let mut order = ring_up(member, 20_00);
    order.order.codes = vec![code.grouped()];
    order
}

on_both_engines! {
    async fn of_64_sales_with_the_same_code_exactly_one_gets_it(shop) {
        let codes = batch(shop, 2).await;
        let mut members = Vec::new();
        for _ in 0..16 {
            members.push(shop.join().await);
        }
        let second = shop.second_server().await;
        let sales = (0..64).map(|n| Command::RingUp(quoting(members[n % 16], &codes[0])));
        let answers = all_at_once(&[&shop.store, &second], sales.collect()).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        for refused in answers.into_iter().filter_map(Result::err) {
            let why = Rejection::VoucherNotValid;
            assert!(matches!(&refused, SubmitError::Rejected(r) if *r == why), "{refused:?}");
        }
        second.close().await;
    }

    async fn a_sale_that_is_undone_frees_its_code(shop) {
        let codes = batch(shop, 2).await;
        let member = shop.join().await;
        let order = quoting(member, &codes[0]);
        let id = order.id;
        match sell(shop, order).await {
            Ok(rung_up) => assert_eq!(rung_up.promoted, Minor(5_00)),
            Err(error) => panic!("{error}"),
        }
        shop.submit(Command::Refund(refund(id, None, true))).await.unwrap();
        let again = shop.submit(Command::RingUp(quoting(member, &codes[0]))).await.unwrap();
        assert!(matches!(again.receipt, Receipt::RungUp(it) if it.promoted == Minor(5_00)));
    }

    async fn a_batch_that_is_over_or_switched_off_is_no_more(shop) {
        let codes = batch(shop, 2).await;
        let member = shop.join().await;
        let mut late = quoting(member, &codes[0]);
        late.occurred_on = TODAY.plus_days(11);
        assert!(shop.submit_on(TODAY.plus_days(11), Command::RingUp(late)).await.is_err());
        shop.tamper("UPDATE code_batches SET enabled = FALSE").await.unwrap();
        assert!(shop.submit(Command::RingUp(quoting(member, &codes[0]))).await.is_err());
        shop.tamper("UPDATE code_batches SET enabled = TRUE").await.unwrap();
        shop.submit(Command::RingUp(quoting(member, &codes[0]))).await.unwrap();
    }
}
