//! A draft on past orders: the figures are the engine's, a run can be stopped, and one whose server
//! is gone is not shown as running.

use regulars::{
    ids::MemberId,
    plan::RungUp,
    programme::Programme,
    promotion::{Promotion, PromotionKind, Trigger},
    rate::Rate,
    replay::{Options, PastOrder, Replay},
    time::Day,
    views::{ReplayPage, ReplayState},
};
use regulars_storage::{
    env::{Environment as _, local_time},
    services::{
        AtWork, ServiceError, join, orders,
        orders::RefundRequest,
        programme,
        replay::{self, Wish},
        till,
    },
};

use crate::counter::{Counter, at_both_counters, new_shop, sale};

/// A tenth off everything, by a code.
fn draft(counter: &Counter) -> Programme {
    let tenth = Promotion {
        trigger: Trigger::Code {
            code: "TENTH".to_owned(),
        },
        ..Promotion::new(
            "tenth",
            "A tenth off",
            PromotionKind::PercentOff { percent: 10 },
        )
    };
    let mut rules = crate::counter::programme(counter.shop.currency.code());
    rules.promotions = vec![tenth];
    rules.hold_days = 3;
    rules
}

async fn save(counter: &Counter, rules: &Programme) {
    let (store, env) = (&counter.store, &counter.env);
    programme::save_draft(store, env, &counter.shop, &counter.owner, rules)
        .await
        .unwrap();
}

fn wish<'a>(counter: &Counter, key: &'a str) -> Wish<'a> {
    Wish {
        key,
        from: None,
        until: counter.shop.today,
        spent_percent: 60,
    }
}

async fn start(counter: &Counter, key: &str) -> Result<Option<replay::Job>, ServiceError> {
    let (store, env, by) = (&counter.store, &counter.env, &counter.owner);
    replay::start(store, env, &counter.shop, by, wish(counter, key)).await
}

async fn page(counter: &Counter) -> ReplayPage {
    replay::load(&counter.store, &counter.env, &counter.shop)
        .await
        .unwrap()
}

async fn run_whole(counter: &Counter, key: &str) {
    let job = start(counter, key).await.unwrap().unwrap();
    replay::run(&counter.store, &counter.env, job)
        .await
        .unwrap();
}

/// An order of this moment, as the engine is fed with it.
fn past(counter: &Counter, sold: &RungUp, pence: i64) -> (MemberId, PastOrder) {
    let at = counter.env.now();
    let local = local_time(&counter.shop.time_zone, at);
    let past = PastOrder {
        id: sold.order,
        order: sale(pence),
        occurred_at: at,
        occurred_on: local.day,
        hour: Some(local.hour),
        location: None,
        refunded: Rate::ZERO,
        used: Vec::new(),
    };
    (sold.member, past)
}

fn fields(result: Result<Option<replay::Job>, ServiceError>) -> String {
    match result {
        Err(ServiceError::Fields(fields)) => fields[0].field.clone(),
        other => panic!("not refused by a field: {other:?}"),
    }
}

at_both_counters! {
    async fn the_figures_are_the_engines_and_no_others_orders_count(counter) {
        let (store, env) = (&counter.store, &counter.env);
        let today = programme::published(store, counter.shop.id).await.unwrap().unwrap();
        let rules = draft(counter);
        // With the promotion in force, one order quotes its code.
        save(counter, &rules).await;
        programme::publish(store, env, &counter.shop, &counter.owner).await.unwrap();
        let mut fed = Vec::new();
        for (mail, pence) in [("ada@example.com", 12_000), ("bob@example.com", 900)] {
            let member = counter.join(mail, None).await;
            let mut order = sale(pence);
            order.codes = vec!["tenth".to_owned()];
            let sold = counter.try_sell(member, &order, mail).await.unwrap();
            fed.push(past(counter, &sold, pence));
            fed.last_mut().unwrap().1.used = vec!["tenth".to_owned()];
            env.wait_seconds(60);
            let sold = counter.sell(member, 5_000, &format!("{mail} 2")).await;
            fed.push(past(counter, &sold, 5_000));
            env.wait_seconds(60);
        }
        for (sold, amount) in [(1, Some("12.50")), (3, None)] {
            let amount = amount.map(|text| counter.shop.currency.parse(text).unwrap());
            fed[sold].1.refunded = amount.map_or(Rate::ONE, |it| Rate::new(it.0, 5_000).unwrap());
            let request = RefundRequest { order: fed[sold].1.id, amount, reason: "x".to_owned(), to_credit: false };
            let by = counter.owner.actor();
            orders::refund(store, env, &counter.shop, by, &request, &sold.to_string()).await.unwrap();
        }
        // The first programme again, so that the draft differs from what is in force.
        save(counter, &today.programme).await;
        programme::publish(store, env, &counter.shop, &counter.owner).await.unwrap();
        save(counter, &rules).await;
        another_shop_sells(counter).await;

        run_whole(counter, "whole").await;
        let run = page(counter).await.run.unwrap();
        let went = run.progress;
        assert_eq!((went.state, went.done, went.total), (ReplayState::Done, 4, 4));
        assert!(!run.outdated);
        fed.sort_by_key(|(member, _)| *member);
        let options = Options { from: None, until: counter.shop.today, spent_percent: 60 };
        let mut expected = Replay::new(Some(&today.programme), &rules, options);
        for (member, past) in fed {
            expected.feed(member, past);
        }
        let outcome = run.outcome.unwrap();
        assert_eq!(outcome, expected.finish());
        assert_eq!((outcome.orders, outcome.members, outcome.refunded), (3, 2, 1));
        assert_eq!(outcome.more().0, 1_200 + 90, "a tenth of what quoted the code");
        let named: Vec<&str> = run.names.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(named.len(), outcome.winners.biggest.len() + outcome.losers.biggest.len());
        assert!(named.contains(&"ada"), "{named:?}");

        let mut changed = rules.clone();
        changed.hold_days = 4;
        save(counter, &changed).await;
        assert!(page(counter).await.run.unwrap().outdated, "the draft is another one");
    }

    async fn a_run_is_stopped_where_it_is(counter) {
        let member = counter.join("ada@example.com", None).await;
        counter.sell(member, 5_000, "one").await;
        save(counter, &draft(counter)).await;
        let job = start(counter, "stopped").await.unwrap().unwrap();
        assert_eq!(page(counter).await.run.unwrap().progress.state, ReplayState::Running);
        replay::stop(&counter.store, &counter.shop, "another").await.unwrap();
        assert!(!page(counter).await.run.unwrap().progress.stopping);
        replay::stop(&counter.store, &counter.shop, "stopped").await.unwrap();
        assert!(page(counter).await.run.unwrap().progress.stopping);
        replay::run(&counter.store, &counter.env, job).await.unwrap();
        let run = page(counter).await.run.unwrap();
        assert_eq!((run.progress.state, run.progress.done, run.outcome), (ReplayState::Stopped, 0, None));
        run_whole(counter, "again").await;
        assert_eq!(page(counter).await.run.unwrap().progress.state, ReplayState::Done);
    }

    async fn one_runs_at_a_time_and_a_form_starts_once(counter) {
        let member = counter.join("ada@example.com", None).await;
        counter.sell(member, 5_000, "one").await;
        save(counter, &draft(counter)).await;
        let first = start(counter, "first").await.unwrap().unwrap();
        assert!(start(counter, "first").await.unwrap().is_none(), "pressed twice");
        assert_eq!(fields(start(counter, "second").await), "key");

        // Its server is gone; another run takes its place, and what is left of it has no effect.
        counter.env.wait_seconds(31);
        assert_eq!(page(counter).await.run.unwrap().progress.state, ReplayState::Interrupted);
        let second = start(counter, "second").await.unwrap().unwrap();
        replay::run(&counter.store, &counter.env, first).await.unwrap();
        let run = page(counter).await.run.unwrap();
        assert_eq!((run.run.as_str(), run.progress.state), ("second", ReplayState::Running));
        replay::run(&counter.store, &counter.env, second).await.unwrap();
        assert_eq!(page(counter).await.run.unwrap().progress.state, ReplayState::Done);
    }

    async fn what_cannot_be_tried_is_refused_with_its_field(counter) {
        let before = page(counter).await;
        assert_eq!((before.has_draft, before.first_order, before.run), (false, None, None));
        assert!(!before.share.own, "a shop without a history has a guess");
        assert_eq!(fields(start(counter, "none").await), "key", "there is no draft");
        save(counter, &draft(counter)).await;
        let asked = async |change: fn(&mut Wish<'_>)| {
            let mut wish = wish(counter, "bad");
            change(&mut wish);
            let (store, env, by): (_, _, &AtWork) = (&counter.store, &counter.env, &counter.owner);
            fields(replay::start(store, env, &counter.shop, by, wish).await)
        };
        assert_eq!(asked(|it| it.until = it.until.plus_days(1)).await, "until");
        assert_eq!(asked(|it| it.from = Some(it.until.plus_days(1))).await, "until");
        assert_eq!(asked(|it| it.from = Some(Day(-40_000))).await, "from");
        assert_eq!(asked(|it| it.spent_percent = 101).await, "share");
        assert_eq!(asked(|it| it.key = "").await, "key");
        run_whole(counter, "nothing sold").await;
        assert_eq!(page(counter).await.run.unwrap().outcome.unwrap().orders, 0);
    }
}

/// Somebody else's shop in the same database sells something.
async fn another_shop_sells(counter: &Counter) {
    let (store, env) = (&counter.store, &counter.env);
    let other = new_shop(store, env, "rival", "GBP").await;
    let request = join::JoinRequest {
        mail: "eve@example.com".parse().unwrap(),
        name: None,
        referred_by: None,
    };
    let eve = join::join(store, env, &other, &request, "eve")
        .await
        .unwrap();
    let by = &counter.cashier;
    till::ring_up(store, env, &other, by, eve, sale(7_000), "eve")
        .await
        .unwrap();
    let seen = replay::load(store, env, &other).await.unwrap();
    assert_eq!((seen.has_draft, seen.run), (false, None));
    assert!(seen.first_order.is_some());
}
