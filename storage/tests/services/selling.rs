//! From joining to undoing a sale: what a member and a cashier do in a day.

use regulars::{
    command::Actor, ledger::TransferKind, money::Minor, plan::Receipt, referral::Stage,
    rejection::Rejection, reward::VoucherState, views::MemberSort,
};
use regulars_storage::services::{
    ServiceError, card, history, jobs, me, members,
    members::Adjustment,
    orders::{self, OrderFilter, RefundRequest},
    programme, programme_page, refer, rewards, till, voucher,
};

use crate::counter::{at_both_counters, sale};

fn rejection<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> Rejection {
    match result {
        Err(ServiceError::Rejected(rejection)) => rejection,
        other => panic!("not rejected: {other:?}"),
    }
}

at_both_counters! {
    async fn a_member_joins_once_however_the_address_is_written(counter) {
        let ada = counter.join("ada@example.com", None).await;
        assert_eq!(counter.join("ada@example.com", None).await, ada, "the same form again");
        let again = counter.try_join("ADA@Example.com", None, "another form").await;
        assert_eq!(rejection(again), Rejection::AlreadyMember);
        let unknown = counter.try_join("bob@example.com", Some("NOBODY-0000"), "bob").await;
        assert_eq!(rejection(unknown), Rejection::UnknownReferralCode);
    }

    async fn a_sale_moves_the_card_and_undoing_it_moves_it_back(counter) {
        let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
        let ada = counter.join("ada@example.com", None).await;
        let preview = till::preview(store, env, shop, ada, sale(2_599), &[]).await.unwrap();
        assert_eq!(card::load(store, shop, ada).await.unwrap().available, 0, "a preview writes nothing");
        let sold = counter.sell(ada, 2_599, "one").await;
        assert_eq!((sold.points, preview.points), (25, 25));
        assert_eq!(counter.sell(ada, 2_599, "one").await, sold, "the same form again");
        let reused = counter.try_sell(ada, &sale(100), "one").await;
        assert!(matches!(reused, Err(ServiceError::KeyReused)), "{reused:?}");
        let shown = card::load(store, shop, ada).await.unwrap();
        assert_eq!((shown.available, shown.tier.unwrap().spend), (25, Minor(2_599)));
        let moved = history::page(store, shop, ada, None).await.unwrap().page.rows;
        assert_eq!((moved.len(), moved[0].kind, moved[0].points), (1, TransferKind::Earn, 25));
        assert_eq!(moved[0].trace.as_ref(), Some(&sold.trace));

        let last = till::last_sale(store, env, shop, counter.cashier.staff).await.unwrap().unwrap();
        assert_eq!((last.order, last.points), (sold.order, 25));
        let nobodys = till::undo_last(store, env, shop, &counter.owner, sold.order, "u").await;
        assert!(matches!(nobodys, Err(ServiceError::NotFound)), "{nobodys:?}");
        env.wait_seconds(60);
        let later = counter.sell(ada, 500, "two").await;
        let covered = till::undo_last(store, env, shop, &counter.cashier, sold.order, "u").await;
        assert!(matches!(covered, Err(ServiceError::Fields(_))), "{covered:?}");
        let undo = |order| till::undo_last(store, env, shop, &counter.cashier, order, "u2");
        let undone = undo(later.order).await.unwrap();
        assert_eq!(undo(later.order).await.unwrap(), undone, "the same form again");
        assert_eq!(card::load(store, shop, ada).await.unwrap().available, 25);
    }

    async fn a_reward_becomes_a_voucher_that_works_once(counter) {
        let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
        let ada = counter.join("ada@example.com", None).await;
        let me = Actor::Member(ada);
        let take = |key| rewards::take(store, env, shop, me, ada, "five-off", key);
        assert_eq!(rejection(take("too early").await), Rejection::NotEnoughPoints { missing: 100 });
        counter.sell(ada, 20_000, "big").await;
        let taken = take("once").await.unwrap();
        assert_eq!(take("once").await.unwrap(), taken, "the same form again");
        let Receipt::Redeemed { code, available: 100, .. } = taken else { panic!("{taken:?}") };
        let shown = rewards::load(store, shop, ada).await.unwrap();
        assert_eq!((shown.vouchers.len(), shown.offers[0].missing), (1, 0));
        let mut order = sale(1_200);
        order.vouchers = vec![code.clone()];
        let sold = counter.try_sell(ada, &order, "with voucher").await.unwrap();
        assert_eq!((sold.redeemed, sold.total), (Minor(500), Minor(700)));
        let used = voucher::by_code(store, shop, ada, &code).await.unwrap();
        assert_eq!(used.state, VoucherState::Used);
        let again = counter.try_sell(ada, &order, "again").await;
        assert_eq!(rejection(again), Rejection::VoucherNotValid);

        let second = take("second").await.unwrap();
        let Receipt::Redeemed { code, .. } = second else { panic!("{second:?}") };
        let back = rewards::give_back(store, env, shop, me, ada, &code).await.unwrap();
        assert_eq!(back, Receipt::Returned { points: 100, available: 107 });
        assert_eq!(rewards::give_back(store, env, shop, me, ada, &code).await.unwrap(), back);
    }

    async fn a_friend_is_paid_for_after_the_hold(counter) {
        let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
        let ada = counter.join("ada@example.com", None).await;
        let code = refer::load(store, shop, ada).await.unwrap().code;
        assert!(code.starts_with("ADA-"), "{code}");
        let page = programme_page::load(store, shop, Some(&code.to_lowercase())).await.unwrap();
        assert_eq!(page.referred_by.as_deref(), Some("ada"));
        let mail: regulars::mail_address::MailAddress = "mara@example.com".parse().unwrap();
        refer::invite(store, env, shop, ada, mail.clone(), "invite").await.unwrap();
        assert_eq!(refer::load(store, shop, ada).await.unwrap().friends[0].name, "m\u{2026}@example.com");
        let mara = counter.join("mara@example.com", None).await;
        let invited = refer::invite(store, env, shop, ada, mail, "too late").await;
        assert_eq!(rejection(invited), Rejection::AlreadyMember);
        counter.sell(mara, 1_500, "first").await;
        let friend = refer::load(store, shop, ada).await.unwrap().friends.remove(0);
        assert_eq!((friend.stage, friend.points, friend.order_total), (Stage::Held, 100, Some(Minor(1_500))));
        assert_eq!(jobs::pay_due_referrals(store, env, shop, 10).await.unwrap(), 0);
        env.wait_days(14);
        let later = regulars_storage::services::shop::by_id(store, env, shop.id).await.unwrap();
        assert_eq!(jobs::pay_due_referrals(store, env, &later, 10).await.unwrap(), 1);
        assert_eq!(jobs::pay_due_referrals(store, env, &later, 10).await.unwrap(), 0);
        let shown = card::load(store, &later, ada).await.unwrap();
        assert_eq!((shown.available, shown.friend_points, shown.friends[0].stage), (100, 100, Stage::Rewarded));
    }

    async fn holds_end_and_points_expire_by_the_calendar(counter) {
        let (store, env) = (&counter.store, &counter.env);
        let mut rules = programme::editor(store, &counter.shop).await.unwrap().document;
        rules.hold_days = 3;
        rules.expiry = regulars::programme::Expiry::Days { days: 30 };
        programme::save_draft(store, env, &counter.shop, &counter.owner, &rules).await.unwrap();
        assert!(programme::editor(store, &counter.shop).await.unwrap().is_draft);
        let version = programme::publish(store, env, &counter.shop, &counter.owner).await.unwrap();
        assert_eq!(version, 2);
        let ada = counter.join("ada@example.com", None).await;
        counter.sell(ada, 15_000, "one").await;
        let shown = card::load(store, &counter.shop, ada).await.unwrap();
        assert_eq!((shown.available, shown.pending), (0, 150));
        for (days, available, settles) in [(3, 150, 1), (28, 0, 1), (1, 0, 0)] {
            env.wait_days(days);
            let shop = regulars_storage::services::shop::by_id(store, env, counter.shop.id).await.unwrap();
            let shown = card::load(store, &shop, ada).await.unwrap();
            assert_eq!((shown.available, shown.pending), (available, 0), "after {days} days more");
            assert_eq!(jobs::settle_due(store, env, &shop, 10).await.unwrap(), settles);
            let settled = card::load(store, &shop, ada).await.unwrap();
            assert_eq!(settled, shown, "settling changes nothing that was shown");
        }
    }

    async fn the_merchant_finds_adjusts_and_refunds(counter) {
        let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
        let ada = counter.join("ada@example.com", None).await;
        let bob = counter.join("bob@example.com", None).await;
        let sold = counter.sell(ada, 10_000, "one").await;
        counter.sell(bob, 300, "two").await;
        let shown = card::load(store, shop, ada).await.unwrap();
        for query in ["ad", "ADA", "ada@example.com", "da@ex", &shown.card_code, " ada "] {
            let found = till::find(store, shop, query).await.unwrap();
            assert_eq!((found.len(), found.first().map(|row| row.id)), (1, Some(ada)), "{query}");
        }
        for query in ["", "%", "_da", "nobody"] {
            assert_eq!(till::find(store, shop, query).await.unwrap(), [], "{query}");
        }
        let by_spend = members::page(store, shop, "", MemberSort::Spend, None).await.unwrap();
        assert_eq!(by_spend.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [ada, bob]);

        let adjust = |points, reason: &str| {
            let adjustment = Adjustment { member: ada, points, reason: reason.to_owned() };
            async move {
                let key = format!("{points}");
                members::adjust(store, env, shop, &counter.cashier, &adjustment, &key).await
            }
        };
        assert_eq!(rejection(adjust(101, "x").await), Rejection::BadAdjustment { limit: 100 });
        assert_eq!(rejection(adjust(5, " ").await), Rejection::ReasonMissing);
        assert_eq!(adjust(-40, "typed twice").await.unwrap(), Receipt::Adjusted { available: 60 });

        let refund = |amount, key: &'static str| {
            let request = RefundRequest {
                order: sold.order,
                amount,
                to_credit: false,
                reason: "torn".to_owned(),
            };
            async move {
                orders::refund(store, env, shop, counter.owner.actor(), &request, key).await
            }
        };
        let part = refund(Some(Minor(2_500)), "a").await.unwrap();
        assert!(matches!(part, Receipt::Refunded { points_taken: 25, available: 35, .. }), "{part:?}");
        let too_much = rejection(refund(Some(Minor(7_501)), "b").await);
        assert_eq!(too_much, Rejection::RefundTooLarge { left_minor: 7_500 });
        let detail = orders::detail(store, shop, sold.order).await.unwrap();
        assert_eq!((detail.refunds.len(), detail.row.refunded, detail.trace), (1, Minor(2_500), sold.trace));
        let bobs = OrderFilter { query: "bob".to_owned(), ..OrderFilter::default() };
        assert_eq!(orders::page(store, shop, &bobs, None).await.unwrap().rows.len(), 1);
        let page = members::detail(store, shop, ada).await.unwrap();
        assert_eq!((page.orders.len(), page.history.rows.len(), page.row.available), (1, 3, 35));
    }

    async fn lists_are_paged_without_gaps(counter) {
        let (store, shop) = (&counter.store, &counter.shop);
        let mut all = Vec::new();
        for number in 0..60 {
            let member = counter.join(&format!("m{number}@example.com"), None).await;
            counter.sell(member, 100 * (1 + number % 7), &number.to_string()).await;
            all.push(member);
        }
        all.sort();
        for sort in [MemberSort::Joined, MemberSort::Points, MemberSort::Spend] {
            let (mut seen, mut cursor) = (Vec::new(), None::<String>);
            loop {
                let page = members::page(store, shop, "", sort, cursor.as_deref()).await.unwrap();
                seen.extend(page.rows.iter().map(|row| row.id));
                cursor = page.next;
                if cursor.is_none() {
                    break;
                }
            }
            seen.sort();
            assert_eq!(seen, all, "{sort:?}");
        }
    }

    async fn a_member_takes_the_data_along_and_is_forgotten(counter) {
        let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
        let ada = counter.join("ada@example.com", None).await;
        counter.sell(ada, 12_000, "one").await;
        me::rename(store, shop, ada, " Ada Lovelace ").await.unwrap();
        let export = me::export(store, shop, ada).await.unwrap();
        assert_eq!(export["name"], "Ada Lovelace");
        assert_eq!(export["orders"][0]["lines"][0]["total"], 12_000);
        assert_eq!(export["points"][0]["points"], 120);
        me::delete(store, env, shop, ada).await.unwrap();
        assert!(matches!(card::load(store, shop, ada).await, Err(ServiceError::NotFound)));
        assert_eq!(till::find(store, shop, "ada").await.unwrap(), []);
        assert!(matches!(me::delete(store, env, shop, ada).await, Err(ServiceError::NotFound)));
        let sold = orders::page(store, shop, &OrderFilter::default(), None).await.unwrap();
        assert_eq!((sold.rows.len(), sold.rows[0].member_name.as_str()), (1, "Member"));
        let same_mail_again = counter.try_join("ada@example.com", None, "after").await.unwrap();
        assert_ne!(same_mail_again, ada);
    }
}
