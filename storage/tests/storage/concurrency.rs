//! Law 8 and its neighbours: what holds for one caller holds for many at once.

use regulars::{command::Command, rejection::Rejection};
use regulars_storage::{Store, SubmitError};

use crate::shop::{
    SHOP, TODAY, join, new_id, on_both_engines, redeem, refund, ring_up, submission,
};

/// Submits all at once, by turns on each of `stores`, and answers in order.
pub async fn all_at_once(
    stores: &[&Store],
    commands: Vec<Command>,
) -> Vec<Result<regulars_storage::Answer, SubmitError>> {
    let tasks: Vec<_> = commands
        .into_iter()
        .zip(stores.iter().cycle())
        .map(|(command, store)| {
            let (store, key) = ((*store).clone(), new_id().to_string());
            let wish = submission(SHOP, &key, TODAY, command);
            tokio::spawn(async move { store.submit(wish).await })
        })
        .collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

on_both_engines! {
    async fn of_64_redemptions_of_a_balance_for_one_exactly_one_succeeds(shop) {
        let member = shop.join().await;
        shop.adjust(member, 150).await;
        let second = shop.second_server().await;
        let wishes = (0..64).map(|_| Command::Redeem(redeem(member))).collect();
        let answers = all_at_once(&[&shop.store, &second], wishes).await;
        let taken = answers.iter().filter(|answer| answer.is_ok()).count();
        assert_eq!(taken, 1);
        for refused in answers.into_iter().filter_map(Result::err) {
            let why = Rejection::NotEnoughPoints { missing: 50 };
            assert!(matches!(&refused, SubmitError::Rejected(r) if *r == why), "{refused:?}");
        }
        assert_eq!(shop.available(member).await, 50);
        second.close().await;
    }

    async fn one_voucher_is_used_once(shop) {
        let member = shop.join().await;
        shop.adjust(member, 100).await;
        let code = shop.redeem(member).await.unwrap();
        let orders = (0..16)
            .map(|_| {
                let mut order = ring_up(member, 20_00);
                order.order.vouchers = vec![code.clone()];
                Command::RingUp(order)
            })
            .collect();
        let second = shop.second_server().await;
        let answers = all_at_once(&[&shop.store, &second], orders).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        assert_eq!(shop.number("SELECT COUNT(*) FROM order_vouchers").await, 1);
        second.close().await;
    }

    async fn one_order_is_refunded_once(shop) {
        let member = shop.join().await;
        let order = shop.ring_up(member, 50_00).await;
        let second = shop.second_server().await;
        let refunds = (0..16).map(|_| Command::Refund(refund(order, None, false))).collect();
        let answers = all_at_once(&[&shop.store, &second], refunds).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        assert_eq!(shop.available(member).await, 0);
        second.close().await;
    }

    async fn one_mail_address_joins_once(shop) {
        let second = shop.second_server().await;
        let joins = (0..16)
            .map(|_| {
                let mail = "ada@example.com".parse().ok();
                Command::Join(regulars::command::Join { mail, ..join(None) })
            })
            .collect();
        let answers = all_at_once(&[&shop.store, &second], joins).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        for refused in answers.into_iter().filter_map(Result::err) {
            let already = matches!(&refused, SubmitError::Rejected(Rejection::AlreadyMember));
            assert!(already, "{refused:?}");
        }
        second.close().await;
    }

    async fn many_members_on_two_servers_lose_nothing(shop) {
        let mut members = Vec::new();
        for _ in 0..20 {
            members.push(shop.join().await);
        }
        let second = shop.second_server().await;
        let orders =
            (0..600).map(|n| Command::RingUp(ring_up(members[n % 20], 10_00))).collect();
        let answers = all_at_once(&[&shop.store, &second], orders).await;
        assert!(answers.iter().all(Result::is_ok));
        for member in members {
            // 300 pounds: 25 orders at 1 point a pound, then 5 in silver at 1.25, rounded down.
            assert_eq!(shop.available(member).await, 25 * 10 + 5 * 12);
        }
        second.close().await;
    }

    async fn a_command_that_no_row_can_hold_does_not_disturb_its_neighbours(shop) {
        let member = shop.join().await;
        let taken = shop.ring_up(member, 10_00).await;
        let mut commands: Vec<Command> =
            (0..32).map(|_| Command::RingUp(ring_up(member, 1_00))).collect();
        let bad = regulars::command::RingUp { id: taken, ..ring_up(member, 1_00) };
        commands.insert(16, Command::RingUp(bad));
        let answers = all_at_once(&[&shop.store], commands).await;
        let refused: Vec<_> = answers.iter().filter_map(|answer| answer.as_ref().err()).collect();
        assert!(matches!(refused[..], [SubmitError::Duplicate(_)]), "{refused:?}");
        assert_eq!(shop.available(member).await, 10 + 32);
    }

    async fn closing_answers_everything_that_was_submitted(shop) {
        let member = shop.join().await;
        let second = shop.second_server().await;
        let tasks: Vec<_> = (0..200)
            .map(|n| {
                let store = second.clone();
                let wish = submission(
                    SHOP, &format!("closing-{n}"), TODAY, Command::RingUp(ring_up(member, 1_00)),
                );
                tokio::spawn(async move { store.submit(wish).await })
            })
            .collect();
        tokio::task::yield_now().await;
        second.close().await;
        let mut done = 0;
        for task in tasks {
            done += i64::from(task.await.unwrap().is_ok());
        }
        assert_eq!(shop.number("SELECT COUNT(*) FROM orders").await, done);
        let late = submission(SHOP, "late", TODAY, Command::RingUp(ring_up(member, 1_00)));
        assert!(matches!(second.submit(late).await, Err(SubmitError::Storage(_))));
    }
}
