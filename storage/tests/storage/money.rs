//! Gift cards and store credit in the ledger: never exceeded, never negative, put back pro rata.

use regulars::{
    command::{CardTerms, Command, GiveCredit, LoadCard, RingUp, SellCard, VoidCard},
    ids::{MemberId, PurseId},
    money::Minor,
    plan::{Receipt, RungUp},
    purse::PayWith,
    rejection::Rejection,
    reward::{RewardKind, VoucherCode},
};
use regulars_storage::SubmitError;

use crate::{
    concurrency::all_at_once,
    offers::{rules, sell},
    shop::{SHOP, Shop, new_id, on_both_engines, redeem, refund, ring_up},
};

const TERMS: CardTerms = CardTerms {
    least: Minor(5_00),
    most: Minor(500_00),
};

fn selling(pence: i64) -> SellCard {
    let id = new_id();
    SellCard {
        purse: PurseId(id),
        code: VoucherCode::from_random(id.as_u128()),
        owner: None,
        amount: Minor(pence),
        terms: TERMS,
        delivery: None,
    }
}

pub async fn card(shop: &Shop, pence: i64) -> VoucherCode {
    let sell = selling(pence);
    let code = sell.code.clone();
    shop.submit(Command::SellCard(sell)).await.unwrap();
    code
}

pub fn paying(member: MemberId, pence: i64, cards: &[&VoucherCode], credit: bool) -> RingUp {
    let cards = cards.iter().map(|code| (*code).clone()).collect();
    RingUp {
        pay_with: PayWith { cards, credit },
        ..ring_up(member, pence)
    }
}

fn giving(member: MemberId, pence: i64) -> Command {
    Command::GiveCredit(GiveCredit {
        member,
        amount: Minor(pence),
        reason: "Cold soup".to_owned(),
        limit: Minor(1_000_00),
    })
}

async fn in_purses(shop: &Shop) -> i64 {
    shop.number("SELECT CAST(COALESCE(SUM(balance), 0) AS BIGINT) FROM purses")
        .await
}

fn paid(receipt: &Receipt) -> &RungUp {
    match receipt {
        Receipt::RungUp(rung_up) => rung_up,
        other => panic!("not a sale: {other:?}"),
    }
}

on_both_engines! {
    async fn of_64_payments_with_one_card_no_penny_is_paid_twice(shop) {
        let code = card(shop, 200_00).await;
        let mut members = Vec::new();
        for _ in 0..16 {
            members.push(shop.join().await);
        }
        let second = shop.second_server().await;
        let sales = (0..64).map(|n| Command::RingUp(paying(members[n % 16], 7_00, &[&code], false)));
        let answers = all_at_once(&[&shop.store, &second], sales.collect()).await;
        let mut amounts: Vec<i64> = answers
            .iter()
            .map(|answer| paid(&answer.as_ref().unwrap().receipt).paid_with_cards().0)
            .collect();
        amounts.sort_unstable();
        assert_eq!(amounts.iter().sum::<i64>(), 200_00, "all of it, and no more");
        assert_eq!(amounts.iter().filter(|amount| **amount == 7_00).count(), 28);
        assert_eq!(in_purses(shop).await, 0);
        second.close().await;
    }

    async fn of_64_payments_with_store_credit_no_penny_is_paid_twice(shop) {
        let member = shop.join().await;
        shop.submit(giving(member, 100_00)).await.unwrap();
        let second = shop.second_server().await;
        let sales = (0..64).map(|_| Command::RingUp(paying(member, 3_00, &[], true)));
        let answers = all_at_once(&[&shop.store, &second], sales.collect()).await;
        let all: i64 = answers
            .iter()
            .map(|answer| paid(&answer.as_ref().unwrap().receipt).paid_with_cards().0)
            .sum();
        assert_eq!((all, in_purses(shop).await), (100_00, 0));
        second.close().await;
    }

    async fn store_credit_that_many_begin_at_once_is_one(shop) {
        let member = shop.join().await;
        let second = shop.second_server().await;
        let gifts = (0..32).map(|_| giving(member, 1_00)).collect();
        let answers = all_at_once(&[&shop.store, &second], gifts).await;
        assert!(answers.iter().all(Result::is_ok));
        assert_eq!(in_purses(shop).await, 32_00);
        assert_eq!(shop.number("SELECT COUNT(*) FROM purses").await, 1);
        second.close().await;
    }

    async fn many_cards_and_members_crosswise_lose_nothing(shop) {
        let mut cards = Vec::new();
        for _ in 0..6 {
            cards.push(card(shop, 100_00).await);
        }
        let mut members = Vec::new();
        for _ in 0..6 {
            members.push(shop.join().await);
        }
        let second = shop.second_server().await;
        let sales = (0..240).map(|n| {
            let both = [&cards[n % 6], &cards[(n * 5 + 1) % 6]];
            let both = if both[0] == both[1] { &both[..1] } else { &both[..] };
            Command::RingUp(paying(members[n % 6], 2_00, both, false))
        });
        let answers = all_at_once(&[&shop.store, &second], sales.collect()).await;
        let all: i64 = answers
            .iter()
            .map(|answer| paid(&answer.as_ref().unwrap().receipt).paid_with_cards().0)
            .sum();
        assert_eq!(all + in_purses(shop).await, 600_00);
        second.close().await;
    }

    async fn refunds_put_back_what_was_paid_after_a_restart_too(shop) {
        let member = shop.join().await;
        let (first, other) = (card(shop, 20_00).await, card(shop, 5_00).await);
        let order = paying(member, 75_00, &[&first, &other], false);
        let id = order.id;
        sell(shop, order).await.unwrap();
        assert_eq!(in_purses(shop).await, 0);
        shop.submit(Command::Refund(refund(id, Some(25_00), false))).await.unwrap();
        assert_eq!(in_purses(shop).await, 8_33);
        let mut to_credit = refund(id, Some(25_00), false);
        to_credit.to_credit = true;
        shop.submit(Command::Refund(to_credit)).await.unwrap();
        assert_eq!(in_purses(shop).await, 8_33 + 25_00);
        shop.submit(Command::Refund(refund(id, None, false))).await.unwrap();
        assert_eq!(in_purses(shop).await, 8_33 + 25_00 + 25_00 - 16_66);
        let undone = paying(member, 3_00, &[&first], false);
        let id = undone.id;
        let before = in_purses(shop).await;
        sell(shop, undone).await.unwrap();
        shop.submit(Command::Refund(refund(id, None, true))).await.unwrap();
        assert_eq!(in_purses(shop).await, before);
    }

    async fn a_load_is_taken_back_once_and_only_unused(shop) {
        let code = card(shop, 20_00).await;
        let load = LoadCard { code: code.clone(), amount: Minor(5_00), terms: TERMS };
        shop.submit(Command::LoadCard(load)).await.unwrap();
        let void = || Command::VoidCard(VoidCard { code: code.clone() });
        let second = shop.second_server().await;
        let answers = all_at_once(&[&shop.store, &second], vec![void(), void(), void()]).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        for refused in answers.into_iter().filter_map(Result::err) {
            assert!(matches!(refused, SubmitError::Rejected(Rejection::CardUsed)), "{refused}");
        }
        assert_eq!(in_purses(shop).await, 20_00);
        second.close().await;
    }

    async fn a_card_of_another_shop_is_no_card_here(shop) {
        let code = card(shop, 20_00).await;
        let member = shop.join_with(crate::shop::OTHER_SHOP, None).await;
        let sale = Command::RingUp(paying(member, 5_00, &[&code], false));
        let there = crate::shop::submission(
            crate::shop::OTHER_SHOP, "elsewhere", crate::shop::TODAY, sale,
        );
        let refused = shop.store.submit(there).await;
        let why = Rejection::VoucherNotValid;
        assert!(matches!(&refused, Err(SubmitError::Rejected(r)) if *r == why), "{refused:?}");
    }

    async fn a_reward_makes_a_card_and_takes_it_back_whole(shop) {
        let mut made = rules(Vec::new());
        made.rewards[0].kind = RewardKind::GiftCard { amount: Minor(10_00) };
        shop.publish(SHOP, 2, &made).await;
        let member = shop.join().await;
        shop.adjust(member, 200).await;
        let take = redeem(member);
        let code = take.code.clone();
        shop.submit(Command::Redeem(take)).await.unwrap();
        assert_eq!(in_purses(shop).await, 10_00);
        let back = Command::ReturnVoucher(regulars::command::ReturnVoucher {
            member,
            code: code.clone(),
        });
        shop.submit(back.clone()).await.unwrap();
        assert_eq!((in_purses(shop).await, shop.available(member).await), (0, 200));
        let code = shop.redeem(member).await.unwrap();
        sell(shop, paying(member, 4_00, &[&code], false)).await.unwrap();
        let used = Command::ReturnVoucher(regulars::command::ReturnVoucher { member, code });
        let refused = shop.submit(used).await;
        let why = Rejection::VoucherNotOpen;
        assert!(matches!(&refused, Err(SubmitError::Rejected(r)) if *r == why), "{refused:?}");
    }
}
