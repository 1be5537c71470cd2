//! Reservations in the ledger: what is kept for one order is there for it and for nobody else, and
//! lapses by itself.

use regulars::{
    command::{Command, Release, Reserve, RingUp},
    ids::{MemberId, OrderId, ReservationId},
    limit::Limits,
    money::Minor,
    plan::Receipt,
    promotion::{Promotion, PromotionKind},
    rejection::Rejection,
    reward::VoucherCode,
};
use regulars_storage::{Answer, SubmitError, services::reservations};

use crate::{
    concurrency::all_at_once,
    money::{card, paying},
    offers::{rules, sell},
    shop::{SHOP, Shop, TODAY, new_id, noon, on_both_engines, ring_up, submission},
};

fn reserving(order: &RingUp) -> (ReservationId, Command) {
    let id = ReservationId(new_id());
    let reserve = Reserve {
        id,
        minutes: Reserve::MINUTES,
        order: order.clone(),
    };
    (id, Command::Reserve(reserve))
}

async fn reserve(shop: &Shop, order: &RingUp) -> ReservationId {
    let (id, command) = reserving(order);
    shop.submit(command).await.unwrap();
    id
}

fn by_card(member: MemberId, code: &VoucherCode, pence: i64) -> RingUp {
    paying(member, pence, &[code], false)
}

/// Three pounds off an order, as often as `limits` say.
async fn publish_three_off(shop: &Shop, limits: Limits) {
    let kind = PromotionKind::AmountOff {
        amount: Minor(3_00),
    };
    let three = Promotion {
        limits,
        ..Promotion::new("three", "Three off", kind)
    };
    shop.publish(SHOP, 2, &rules(vec![three])).await;
}

async fn promoted(shop: &Shop, order: RingUp) -> i64 {
    sell(shop, order).await.unwrap().promoted.0
}

fn captured(order: RingUp, id: ReservationId) -> RingUp {
    RingUp {
        reservation: Some(id),
        ..order
    }
}

/// Submits so many minutes after noon.
async fn later(shop: &Shop, minutes: i64, command: Command) -> Result<Answer, SubmitError> {
    let mut wish = submission(SHOP, &new_id().to_string(), TODAY, command);
    wish.now.at = wish.now.at.plus_seconds(minutes * 60);
    shop.store.submit(wish).await
}

fn paid(answer: &Answer) -> i64 {
    match &answer.receipt {
        Receipt::RungUp(rung_up) => rung_up.paid_with_cards().0,
        other => panic!("not a sale: {other:?}"),
    }
}

on_both_engines! {
    async fn what_is_kept_is_there_for_its_order_and_for_nobody_else(shop) {
        let (ada, bob) = (shop.join().await, shop.join().await);
        let code = card(shop, 20_00).await;
        let order = by_card(ada, &code, 15_00);
        let id = reserve(shop, &order).await;
        let other = sell(shop, by_card(bob, &code, 12_00)).await.unwrap();
        assert_eq!(other.paid_with_cards().0, 5_00);
        let captured = RingUp { reservation: Some(id), ..order };
        assert_eq!(sell(shop, captured.clone()).await.unwrap().paid_with_cards().0, 15_00);
        let again = RingUp { id: OrderId(new_id()), ..captured };
        let refused = shop.submit(Command::RingUp(again)).await;
        let why = Rejection::ReservationOver;
        assert!(matches!(&refused, Err(SubmitError::Rejected(r)) if *r == why), "{refused:?}");
    }

    async fn a_lapsed_reservation_counts_for_nothing_without_a_job(shop) {
        let (ada, bob) = (shop.join().await, shop.join().await);
        let code = card(shop, 20_00).await;
        reserve(shop, &by_card(ada, &code, 20_00)).await;
        let early = later(shop, 29, Command::RingUp(by_card(bob, &code, 4_00))).await.unwrap();
        assert_eq!(paid(&early), 0);
        let late = later(shop, 31, Command::RingUp(by_card(bob, &code, 4_00))).await.unwrap();
        assert_eq!(paid(&late), 4_00);
    }

    async fn what_is_released_is_free_at_once(shop) {
        let (ada, bob) = (shop.join().await, shop.join().await);
        let code = card(shop, 20_00).await;
        let reservation = reserve(shop, &by_card(ada, &code, 20_00)).await;
        shop.submit(Command::Release(Release { reservation })).await.unwrap();
        let sold = sell(shop, by_card(bob, &code, 4_00)).await.unwrap();
        assert_eq!(sold.paid_with_cards().0, 4_00);
    }

    async fn of_64_reservations_of_one_card_no_penny_is_kept_twice(shop) {
        let code = card(shop, 20_00).await;
        let mut members = Vec::new();
        for _ in 0..8 {
            members.push(shop.join().await);
        }
        let second = shop.second_server().await;
        let wishes = (0..64).map(|n| reserving(&by_card(members[n % 8], &code, 3_00)).1);
        let answers = all_at_once(&[&shop.store, &second], wishes.collect()).await;
        let kept: i64 = answers
            .iter()
            .map(|answer| match &answer.as_ref().unwrap().receipt {
                Receipt::Reserved { cards, .. } => cards.iter().map(|it| it.amount.0).sum::<i64>(),
                other => panic!("not a reservation: {other:?}"),
            })
            .sum();
        assert_eq!(kept, 20_00);
        second.close().await;
    }

    async fn the_last_use_of_a_promotion_is_kept(shop) {
        let one = Limits { total: Some(1), ..Limits::default() };
        publish_three_off(shop, one).await;
        let (ada, bob) = (shop.join().await, shop.join().await);
        let order = ring_up(ada, 20_00);
        let id = reserve(shop, &order).await;
        assert_eq!(promoted(shop, ring_up(bob, 20_00)).await, 0);
        assert_eq!(promoted(shop, captured(order, id)).await, 3_00);
        assert_eq!(shop.number("SELECT CAST(SUM(times) AS BIGINT) FROM offer_uses").await, 1);
    }

    async fn a_members_own_use_of_a_promotion_is_kept(shop) {
        let one_each = Limits { per_member: Some(1), ..Limits::default() };
        publish_three_off(shop, one_each).await;
        let (ada, bob) = (shop.join().await, shop.join().await);
        let order = ring_up(ada, 20_00);
        let id = reserve(shop, &order).await;
        assert_eq!(promoted(shop, ring_up(ada, 20_00)).await, 0);
        assert_eq!(promoted(shop, ring_up(bob, 20_00)).await, 3_00);
        assert_eq!(promoted(shop, captured(order, id)).await, 3_00);
    }

    async fn what_a_promotion_has_no_end_of_is_not_kept(shop) {
        publish_three_off(shop, Limits::default()).await;
        let ada = shop.join().await;
        reserve(shop, &ring_up(ada, 20_00)).await;
        assert_eq!(shop.number("SELECT COUNT(*) FROM reservation_holds").await, 0);
    }

    async fn a_voucher_is_kept(shop) {
        let ada = shop.join().await;
        shop.adjust(ada, 100).await;
        let mut order = ring_up(ada, 20_00);
        order.order.vouchers = vec![shop.redeem(ada).await.unwrap()];
        let id = reserve(shop, &order).await;
        let other = RingUp { id: OrderId(new_id()), ..order.clone() };
        let refused = sell(shop, other).await;
        let why = Rejection::VoucherNotValid;
        assert!(matches!(&refused, Err(SubmitError::Rejected(r)) if *r == why), "{refused:?}");
        assert!(sell(shop, captured(order, id)).await.unwrap().redeemed > Minor::ZERO);
    }

    async fn what_was_long_over_is_forgotten(shop) {
        let ada = shop.join().await;
        let code = card(shop, 20_00).await;
        reserve(shop, &by_card(ada, &code, 20_00)).await;
        let until = noon(TODAY).at.plus_seconds(30 * 60);
        assert_eq!(reservations::purge(&shop.store, until).await.unwrap(), 0);
        let later = until.plus_seconds(1);
        assert_eq!(reservations::purge(&shop.store, later).await.unwrap(), 1);
        assert_eq!(shop.number("SELECT COUNT(*) FROM reservation_holds").await, 0);
    }
}
