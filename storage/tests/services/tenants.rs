//! No merchant sees or touches another's row (law 12): every use case, asked for by another shop.

use regulars::{command::Actor, plan::Receipt, views::MemberSort};
use regulars_storage::services::{
    ServiceError, audit, card, history, import, jobs, me, members,
    members::Adjustment,
    orders::{self, OrderFilter, RefundRequest},
    overview, programme, programme_page, refer, rewards, till, voucher,
};

use crate::counter::{at_both_counters, new_shop, sale};

/// Not there, whether the service or the engine says so.
fn absent<T: std::fmt::Debug>(what: &str, result: Result<T, ServiceError>) {
    let absent = matches!(
        result,
        Err(ServiceError::NotFound | ServiceError::Rejected(_))
    );
    assert!(absent, "{what}: {result:?}");
}

at_both_counters! {
    async fn another_shop_finds_nothing(counter) {
        let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
        let ada = counter.join("ada@example.com", None).await;
        let order = counter.sell(ada, 50_000, "one").await.order;
        let me = Actor::Member(ada);
        let taken = rewards::take(store, env, shop, me, ada, "five-off", "t").await.unwrap();
        let Receipt::Redeemed { code, .. } = taken else { panic!("{taken:?}") };
        let own_code = refer::load(store, shop, ada).await.unwrap().code;
        let card_code = card::load(store, shop, ada).await.unwrap().card_code;
        let before = card::load(store, shop, ada).await.unwrap();

        let other = &new_shop(store, env, "rival", "GBP").await;
        absent("card", card::load(store, other, ada).await);
        absent("history", history::page(store, other, ada, None).await);
        absent("rewards", rewards::load(store, other, ada).await);
        absent("take", rewards::take(store, env, other, me, ada, "five-off", "x").await);
        absent("give back", rewards::give_back(store, env, other, me, ada, &code).await);
        absent("voucher", voucher::by_code(store, other, ada, &code).await);
        absent("refer", refer::load(store, other, ada).await);
        let mail = "mara@example.com".parse().unwrap();
        absent("invite", refer::invite(store, env, other, ada, mail, "x").await);
        absent("me", me::load(store, other, ada).await);
        absent("rename", me::rename(store, other, ada, "Eve").await);
        absent("export", me::export(store, other, ada).await);
        absent("delete", me::delete(store, env, other, ada).await);
        absent("member", members::detail(store, other, ada).await);
        absent("order", orders::detail(store, other, order).await);
        absent("at till", till::at_till(store, other, ada).await);
        absent("preview", till::preview(store, env, other, ada, sale(100), &[]).await);
        let sold = till::ring_up(store, env, other, &counter.cashier, ada, sale(100), "x").await;
        absent("ring up", sold);
        let undone = till::undo_last(store, env, other, &counter.cashier, order, "x").await;
        absent("undo", undone);
        let request = RefundRequest {
            order,
            amount: None,
            to_credit: false,
            reason: "x".to_owned(),
        };
        absent("refund", orders::refund(store, env, other, Actor::System, &request, "x").await);
        let adjustment = Adjustment { member: ada, points: 1, reason: "x".to_owned() };
        let adjusted = members::adjust(store, env, other, &counter.owner, &adjustment, "x").await;
        absent("adjust", adjusted);

        for query in ["ada", "ada@example.com", &own_code, &card_code, code.as_str()] {
            assert_eq!(till::find(store, other, query).await.unwrap(), [], "{query}");
        }
        let last = till::last_sale(store, env, other, counter.cashier.staff).await.unwrap();
        assert_eq!(last, None);
        let listed = members::page(store, other, "", MemberSort::Joined, None).await.unwrap();
        assert_eq!(listed.rows, []);
        let sold = orders::page(store, other, &OrderFilter::default(), None).await.unwrap();
        assert_eq!(sold.rows, []);
        let numbers = overview::load(store, other, other.today, other.today).await.unwrap();
        assert_eq!((numbers.members, numbers.now.orders, numbers.outstanding), (0, 0, 0));
        let page = programme_page::load(store, other, Some(&own_code)).await.unwrap();
        assert_eq!(page.referred_by, None);
        assert!(import::list(store, other).await.unwrap().is_empty());
        assert!(audit::list(store, other, None).await.unwrap().rows.is_empty());
        assert_eq!(programme::editor(store, other).await.unwrap().versions.len(), 1);
        assert_eq!(jobs::settle_due(store, env, other, 10).await.unwrap(), 0);

        assert_eq!(card::load(store, shop, ada).await.unwrap(), before, "nothing was touched");
        let same_mail = regulars_storage::services::join::JoinRequest {
            mail: "ada@example.com".parse().unwrap(), name: None, referred_by: None,
        };
        let joined = regulars_storage::services::join::join(store, env, other, &same_mail, "j");
        assert_ne!(joined.await.unwrap(), ada, "the same person may be a member of both");
    }
}
