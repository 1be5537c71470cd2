//! What members are told before they lose something: points for want of a purchase, a level.

use regulars::{
    ids::MemberId,
    money::Minor,
    programme::{Expiry, Programme},
    views::Shop,
};
use regulars_storage::services::{card, downgrades, inactive, mails, members, programme, shop};

use crate::counter::{Counter, at_both_counters};

async fn publish(counter: &Counter, rules: &Programme) {
    let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
    programme::save_draft(store, env, shop, &counter.owner, rules)
        .await
        .unwrap();
    programme::publish(store, env, shop, &counter.owner)
        .await
        .unwrap();
}

/// The shop on the day that the clock shows.
async fn today(counter: &Counter) -> Shop {
    shop::by_slug(&counter.store, &counter.env, "corner")
        .await
        .unwrap()
}

async fn balance(counter: &Counter, member: MemberId) -> i64 {
    let detail = members::detail(&counter.store, &counter.shop, member).await;
    detail.unwrap().row.available
}

/// How many were told now.
async fn notify(counter: &Counter) -> u64 {
    let shop = today(counter).await;
    let url = |path: &str| format!("https://cards.example.com{path}");
    inactive::notify(&counter.store, &counter.env, &shop, &url)
        .await
        .unwrap()
}

/// How many members' points expired now.
async fn expire(counter: &Counter) -> u64 {
    let shop = today(counter).await;
    inactive::expire(&counter.store, &counter.env, &shop)
        .await
        .unwrap()
}

/// How many were warned now.
async fn warn(counter: &Counter) -> u64 {
    let shop = today(counter).await;
    let url = |path: &str| format!("https://cards.example.com{path}");
    downgrades::warn(&counter.store, &counter.env, &shop, &url)
        .await
        .unwrap()
}

async fn letters(counter: &Counter) -> Vec<(String, String)> {
    let all = mails::inbox(&counter.store, counter.shop.id, 10)
        .await
        .unwrap();
    all.into_iter()
        .map(|mail| (mail.subject, mail.text_body))
        .collect()
}

at_both_counters! {
    async fn points_expire_by_inactivity_only_after_a_notice(counter) {
        let expiry = Expiry::Inactivity { months: 12, notice_days: 45 };
        publish(counter, &Programme { expiry, ..crate::counter::programme("GBP") }).await;
        let ada = counter.join("ada@example.com", None).await;
        let ben = counter.join("ben@example.com", None).await;
        counter.sell(ada, 25_000, "1").await;
        counter.sell(ben, 5_000, "2").await;
        // Twelve months later is 21 November 2027: the notice is due on 7 October.
        counter.env.wait_days(319);
        assert_eq!((notify(counter).await, expire(counter).await), (0, 0));
        counter.env.wait_days(1);
        assert_eq!((notify(counter).await, notify(counter).await), (2, 0));
        let letters = letters(counter).await;
        assert_eq!(letters.len(), 2);
        let (_, text) = letters.iter().find(|it| it.0 == "250 points expire on 21 November").unwrap();
        assert!(text.contains("on 21 November 2026") && text.contains("/corner/rewards"), "{text}");
        let shop = today(counter).await;
        let shown = card::load(&counter.store, &shop, ada).await.unwrap();
        let last_day = "2027-11-21".parse().ok();
        assert_eq!((shown.inactive_on, shown.expiries.first().map(|it| it.on)), (last_day, last_day));
        // Ben comes back: nothing of his expires, and he is told again a year later.
        counter.sell(ben, 1_000, "3").await;
        let shown = card::load(&counter.store, &shop, ben).await.unwrap();
        assert_eq!((shown.inactive_on, shown.expiries.len()), (None, 0));
        counter.env.wait_days(45);
        assert_eq!(expire(counter).await, 0, "the last day counts");
        counter.env.wait_days(1);
        assert_eq!((expire(counter).await, expire(counter).await), (1, 0));
        assert_eq!((balance(counter, ada).await, balance(counter, ben).await), (0, 60));
        counter.env.wait_days(300);
        assert_eq!(notify(counter).await, 1);
    }

    async fn a_late_notice_leaves_thirty_days(counter) {
        let expiry = Expiry::Inactivity { months: 3, notice_days: 30 };
        publish(counter, &Programme { expiry, ..crate::counter::programme("GBP") }).await;
        let ada = counter.join("ada@example.com", None).await;
        counter.sell(ada, 5_000, "1").await;
        counter.env.wait_days(200);
        assert_eq!((expire(counter).await, notify(counter).await), (0, 1));
        counter.env.wait_days(30);
        assert_eq!(expire(counter).await, 0);
        counter.env.wait_days(1);
        assert_eq!((expire(counter).await, balance(counter, ada).await), (1, 0));
    }

    async fn a_level_is_warned_about_once_before_it_is_lost(counter) {
        let ada = counter.join("ada@example.com", None).await;
        let ben = counter.join("ben@example.com", None).await;
        counter.sell(ada, 26_000, "1").await;
        counter.sell(ben, 10_000, "2").await;
        assert_eq!(warn(counter).await, 0);
        // Silver of 2026 is kept to the end of 2027. 10 December is within thirty days of it.
        counter.env.wait_days(384);
        assert_eq!((warn(counter).await, warn(counter).await), (1, 0));
        let letters = letters(counter).await;
        assert_eq!(letters.len(), 1);
        assert_eq!(letters[0].0, "Silver is yours until 31 December");
        assert!(letters[0].1.contains("After that it is Member.") && letters[0].1.contains("£250 more"), "{}", letters[0].1);
        let shop = today(counter).await;
        let risk = card::load(&counter.store, &shop, ada).await.unwrap().at_risk.unwrap();
        assert_eq!((risk.name.as_str(), risk.missing), ("Silver", Some(Minor(25_000))));
        counter.sell(ada, 1_000, "3").await;
        assert_eq!(warn(counter).await, 0, "the warning stands");
        counter.sell(ada, 24_000, "4").await;
        let shown = card::load(&counter.store, &shop, ada).await.unwrap();
        assert_eq!(shown.at_risk, None);
    }
}
