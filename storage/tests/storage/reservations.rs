//! Reservations in the ledger: what is kept for one order is there for it and for nobody else, and
//! lapses by itself.

use regulars::{
    command::{Command, Release, Reserve, RingUp},
    ids::{MemberId, ReservationId},
    plan::Receipt,
    rejection::Rejection,
    reward::VoucherCode,
};
use regulars_storage::{Answer, SubmitError};

use crate::{
    concurrency::all_at_once,
    money::{card, paying},
    offers::sell,
    shop::{SHOP, Shop, TODAY, new_id, on_both_engines, submission},
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
        let again = RingUp { id: regulars::ids::OrderId(new_id()), ..captured };
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
}
