//! Points that members pass on to one another.

use regulars::{
    ids::MemberId,
    ledger::TransferKind,
    passing::PassingTerms,
    plan::Receipt,
    programme::{Expiry, Programme},
    rejection::Rejection,
};
use regulars_storage::services::{
    ServiceError, history, members, members::Adjustment, passing, programme, till,
};

use crate::counter::{Counter, at_both_counters};

async fn publish(counter: &Counter) {
    let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
    let rules = Programme {
        passing: Some(PassingTerms {
            at_least: 10,
            most_a_day: 100,
        }),
        expiry: Expiry::Months { months: 12 },
        ..crate::counter::programme(shop.currency.code())
    };
    programme::save_draft(store, env, shop, &counter.owner, &rules)
        .await
        .unwrap();
    programme::publish(store, env, shop, &counter.owner)
        .await
        .unwrap();
}

async fn give(counter: &Counter, member: MemberId, points: i64, key: &str) {
    let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
    let reason = "hello".to_owned();
    let gift = Adjustment {
        member,
        points,
        reason,
    };
    members::adjust(store, env, shop, &counter.owner, &gift, key)
        .await
        .unwrap();
}

async fn pass(
    counter: &Counter,
    from: MemberId,
    (whom, points): (&str, i64),
    key: &str,
) -> Result<Receipt, ServiceError> {
    let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
    passing::pass_on(store, env, shop, from, (whom, points), key).await
}

async fn balance(counter: &Counter, member: MemberId) -> i64 {
    let detail = members::detail(&counter.store, &counter.shop, member).await;
    detail.unwrap().row.available
}

at_both_counters! {
    async fn both_sides_see_it_and_staff_undo_it_once(counter) {
        publish(counter).await;
        let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
        let ada = counter.join("ada@example.com", None).await;
        let ben = counter.join("ben@example.com", None).await;
        give(counter, ada, 120, "gift").await;
        pass(counter, ada, ("Ben@example.com", 70), "1").await.unwrap();
        pass(counter, ada, ("Ben@example.com", 70), "1").await.unwrap();
        assert_eq!((balance(counter, ada).await, balance(counter, ben).await), (50, 70));
        let card = till::at_till(store, shop, ben).await.unwrap();
        assert_eq!(card.row.available, 70);
        for (member, kind, points, about) in [
            (ada, TransferKind::PassOn, -70, "ben"),
            (ben, TransferKind::PassIn, 70, "ada"),
        ] {
            let rows = history::page(store, shop, member, None).await.unwrap().page.rows;
            assert_eq!((rows[0].kind, rows[0].points, rows[0].about.as_deref()), (kind, points, Some(about)));
        }
        let left = passing::page(store, shop, ada).await.unwrap();
        assert_eq!((left.available, left.left_today), (50, 30));
        give(counter, ben, -20, "spent").await;
        let shown = members::detail(store, shop, ada).await.unwrap().passed_on;
        assert_eq!((shown.len(), shown[0].to, shown[0].undone), (1, ben, None));
        passing::undo(store, env, shop, &counter.owner, shown[0].id, "u").await.unwrap();
        assert_eq!((balance(counter, ada).await, balance(counter, ben).await), (100, 0));
        let twice = passing::undo(store, env, shop, &counter.owner, shown[0].id, "u2").await;
        assert!(matches!(twice, Err(ServiceError::Rejected(Rejection::NothingToUndo))), "{twice:?}");
        assert_eq!(passing::page(store, shop, ada).await.unwrap().left_today, 100);
    }

    async fn the_limit_of_a_day_holds_whatever_comes_at_once(counter) {
        publish(counter).await;
        let ada = counter.join("ada@example.com", None).await;
        let ben = counter.join("ben@example.com", None).await;
        give(counter, ada, 500, "gift").await;
        give(counter, ben, 500, "gift2").await;
        let keys: Vec<String> = (0..16).map(|number| number.to_string()).collect();
        let there = keys.iter().map(|key| pass(counter, ada, ("ben@example.com", 20), key));
        let back = keys.iter().map(|key| pass(counter, ben, ("ada@example.com", 20), key));
        let (there, back) = tokio::join!(
            futures::future::join_all(there),
            futures::future::join_all(back),
        );
        let done = |answers: Vec<Result<Receipt, ServiceError>>| answers.into_iter().filter(Result::is_ok).count();
        assert_eq!((done(there), done(back)), (5, 5));
        assert_eq!((balance(counter, ada).await, balance(counter, ben).await), (500, 500));
    }

    async fn nobody_and_oneself_are_refused(counter) {
        publish(counter).await;
        let ada = counter.join("ada@example.com", None).await;
        give(counter, ada, 50, "gift").await;
        for nobody in ["nobody@example.com", "", "7Q4K9XWM2HTBV", "%"] {
            let refused = pass(counter, ada, (nobody, 20), nobody).await;
            assert!(matches!(refused, Err(ServiceError::Fields(_))), "{nobody}: {refused:?}");
        }
        let refused = pass(counter, ada, ("ada@example.com", 20), "k").await;
        assert!(matches!(refused, Err(ServiceError::Rejected(Rejection::PassToOneself))), "{refused:?}");
        for points in [0, -20, 9, 101, i64::MAX] {
            counter.join(&format!("b{points}@example.com"), None).await;
            let refused = pass(counter, ada, (&format!("b{points}@example.com"), points), "k2").await;
            assert!(matches!(refused, Err(ServiceError::Rejected(_))), "{points}: {refused:?}");
        }
    }
}
