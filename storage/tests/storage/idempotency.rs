//! Law 6: one key has at most one effect, and the answer is repeated byte for byte.

use regulars::{command::Command, rejection::Rejection};
use regulars_storage::SubmitError;

use crate::shop::{OTHER_SHOP, SHOP, TODAY, on_both_engines, redeem, ring_up, submission};

on_both_engines! {
    async fn the_same_key_and_content_give_the_same_answer(shop) {
        let member = shop.join().await;
        let command = Command::RingUp(ring_up(member, 12_34));
        let again = submission(SHOP, "till-7/0001", TODAY, command);
        let first = shop.store.submit(again.clone()).await.unwrap();
        let second = shop.store.submit(again.clone()).await.unwrap();
        assert_eq!((first.replayed, second.replayed), (false, true));
        assert_eq!(first.json, second.json);
        assert_eq!(first.receipt, second.receipt);
        assert_eq!(shop.available(member).await, 12);
        // Also after a restart, and whatever the clock says by then.
        let later = regulars_storage::Submission { now: crate::shop::noon(TODAY.plus_days(9)), ..again };
        let restarted = shop.second_server().await;
        assert_eq!(restarted.submit(later).await.unwrap().json, first.json);
        restarted.close().await;
    }

    async fn other_content_under_the_same_key_is_a_conflict(shop) {
        let member = shop.join().await;
        let first = submission(SHOP, "till-7/0001", TODAY, Command::RingUp(ring_up(member, 12_34)));
        let other = submission(SHOP, "till-7/0001", TODAY, Command::RingUp(ring_up(member, 99_99)));
        shop.store.submit(first).await.unwrap();
        let refused = shop.store.submit(other).await;
        assert!(matches!(refused, Err(SubmitError::KeyReused)), "{refused:?}");
        assert_eq!(shop.available(member).await, 12);
    }

    async fn a_key_is_a_merchants_own(shop) {
        let (here, there) = (shop.join().await, shop.join_with(OTHER_SHOP, None).await);
        for (merchant, member) in [(SHOP, here), (OTHER_SHOP, there)] {
            let ours = submission(merchant, "0001", TODAY, Command::RingUp(ring_up(member, 500)));
            assert!(!shop.store.submit(ours).await.unwrap().replayed);
        }
        assert_eq!(shop.number("SELECT COUNT(*) FROM orders").await, 2);
    }

    async fn sixty_four_copies_of_one_key_have_one_effect(shop) {
        let member = shop.join().await;
        let copy = submission(SHOP, "0001", TODAY, Command::RingUp(ring_up(member, 500)));
        let copies: Vec<_> = (0..64)
            .map(|_| {
                let (store, copy) = (shop.store.clone(), copy.clone());
                tokio::spawn(async move { store.submit(copy).await.unwrap() })
            })
            .collect();
        let mut first_times = 0;
        let mut answers = std::collections::BTreeSet::new();
        for copy in copies {
            let answer = copy.await.unwrap();
            first_times += i32::from(!answer.replayed);
            answers.insert(answer.json.to_string());
        }
        assert_eq!((first_times, answers.len()), (1, 1));
        assert_eq!(shop.available(member).await, 5);
    }

    async fn a_refusal_is_not_kept_under_its_key(shop) {
        let member = shop.join().await;
        let wish = submission(SHOP, "0001", TODAY, Command::Redeem(redeem(member)));
        let refused = shop.store.submit(wish.clone()).await;
        let expected = Rejection::NotEnoughPoints { missing: 100 };
        assert!(matches!(refused, Err(SubmitError::Rejected(why)) if why == expected));
        shop.adjust(member, 100).await;
        assert!(!shop.store.submit(wish).await.unwrap().replayed);
    }

    async fn a_key_has_bounds(shop) {
        let member = shop.join().await;
        for key in ["", &"k".repeat(201)] {
            let bad = submission(SHOP, key, TODAY, Command::RingUp(ring_up(member, 500)));
            assert!(matches!(shop.store.submit(bad).await, Err(SubmitError::BadKey)));
        }
        let long = submission(SHOP, &"é".repeat(200), TODAY, Command::RingUp(ring_up(member, 500)));
        shop.store.submit(long).await.unwrap();
    }
}
