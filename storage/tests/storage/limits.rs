//! Law 8 for what is limited: never exceeded, also when many ask at once on two servers.

use std::collections::BTreeSet;

use regulars::{
    act::{Act, ActRule, ClaimState, HowOften},
    command::{ClaimAct, Command, Join, JudgeClaim, RingUp},
    condition::When,
    ids::ClaimId,
    limit::Limits,
    money::Minor,
    plan::Receipt,
    programme::Programme,
    promotion::{Promotion, PromotionKind},
    rejection::Rejection,
};
use regulars_storage::{SubmitError, fetch_all};

use crate::{
    concurrency::all_at_once,
    offers::{next_order, rules, sell},
    shop::{SHOP, TODAY, join, new_id, on_both_engines, redeem, refund, ring_up, spare},
};

fn five_off(limits: Limits) -> Promotion {
    let kind = PromotionKind::AmountOff {
        amount: Minor(5_00),
    };
    Promotion {
        limits,
        ..Promotion::new("five", "Five off", kind)
    }
}

fn off(answers: &[Result<regulars_storage::Answer, SubmitError>]) -> Vec<i64> {
    let off = |answer: &Result<regulars_storage::Answer, SubmitError>| match answer {
        Ok(answer) => match &answer.receipt {
            Receipt::RungUp(rung_up) => rung_up.promoted.0,
            other => panic!("not a sale: {other:?}"),
        },
        Err(error) => panic!("not sold: {error}"),
    };
    answers.iter().map(off).filter(|off| *off > 0).collect()
}

on_both_engines! {
    async fn limits_hold_for_a_member_in_total_and_in_money(shop) {
        let limits = Limits {
            total: Some(3),
            budget: Some(Minor(12_00)),
            per_member: Some(2),
            per_member_month: Some(1),
        };
        shop.publish(SHOP, 2, &rules(vec![five_off(limits)])).await;
        let (ada, bob) = (shop.join().await, shop.join().await);
        let sold = async |day, member| {
            let mut order = ring_up(member, 20_00);
            order.occurred_on = day;
            let answer = shop.submit_on(day, Command::RingUp(order)).await.unwrap();
            let off = off(&[Ok(answer.clone())]).first().copied().unwrap_or(0);
            match answer.receipt {
                Receipt::RungUp(rung_up) => (off, rung_up.order),
                other => panic!("not a sale: {other:?}"),
            }
        };
        assert_eq!(sold(TODAY, ada).await.0, 5_00);
        assert_eq!(sold(TODAY.plus_days(29), ada).await.0, 0, "once a month");
        let (july, order) = sold(TODAY.plus_days(30), ada).await;
        assert_eq!(july, 5_00);
        assert_eq!(sold(TODAY.plus_days(61), ada).await.0, 0, "twice in all");
        assert_eq!(sold(TODAY.plus_days(61), bob).await.0, 2_00, "what is left of the money");
        assert_eq!(sold(TODAY.plus_days(92), bob).await.0, 0, "three in all");
        let undo = Command::Refund(refund(order, None, true));
        shop.submit_on(TODAY.plus_days(92), undo).await.unwrap();
        assert_eq!(sold(TODAY.plus_days(92), ada).await.0, 5_00, "given back, had again");
    }

    async fn of_64_sales_for_the_last_unit_exactly_one_gets_it(shop) {
        let limits = Limits { total: Some(1), ..Limits::default() };
        shop.publish(SHOP, 2, &rules(vec![five_off(limits)])).await;
        let mut members = Vec::new();
        for _ in 0..64 {
            members.push(shop.join().await);
        }
        let second = shop.second_server().await;
        let sales = members.iter().map(|member| Command::RingUp(ring_up(*member, 20_00)));
        let answers = all_at_once(&[&shop.store, &second], sales.collect()).await;
        assert_eq!(off(&answers), [5_00]);
        second.close().await;
    }

    async fn of_64_sales_the_budget_pays_what_is_in_it(shop) {
        let limits = Limits { budget: Some(Minor(22_00)), ..Limits::default() };
        shop.publish(SHOP, 2, &rules(vec![five_off(limits)])).await;
        let mut members = Vec::new();
        for _ in 0..64 {
            members.push(shop.join().await);
        }
        let second = shop.second_server().await;
        let sales = members.iter().map(|member| Command::RingUp(ring_up(*member, 20_00)));
        let answers = all_at_once(&[&shop.store, &second], sales.collect()).await;
        let mut off = off(&answers);
        off.sort_unstable();
        assert_eq!(off, [2_00, 5_00, 5_00, 5_00, 5_00]);
        second.close().await;
    }

    async fn of_64_who_take_the_last_of_a_reward_exactly_one_has_it(shop) {
        let mut limited = rules(Vec::new());
        limited.rewards[0].limits.total = Some(1);
        shop.publish(SHOP, 2, &limited).await;
        let mut wishes = Vec::new();
        for _ in 0..64 {
            let member = shop.join().await;
            shop.adjust(member, 100).await;
            wishes.push(Command::Redeem(redeem(member)));
        }
        let second = shop.second_server().await;
        let answers = all_at_once(&[&shop.store, &second], wishes).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        second.close().await;
    }

    async fn two_people_with_the_same_initials_never_share_a_code(shop) {
        shop.publish(SHOP, 2, &rules(vec![next_order("next")])).await;
        let mut members = Vec::new();
        for name in ["Jane Wilma Roberts", "John Wesley-Reed"] {
            let join = Join { name: name.to_owned(), ..join(None) };
            members.push(join.member);
            shop.submit(Command::Join(join)).await.unwrap();
        }
        let second = shop.second_server().await;
        let sales = (0..64).map(|n| {
            let order = RingUp { spare: spare(1), ..ring_up(members[n % 4 / 2], 30_00) };
            Command::RingUp(order)
        });
        let answers = all_at_once(&[&shop.store, &second], sales.collect()).await;
        assert!(answers.iter().all(Result::is_ok), "{answers:?}");
        second.close().await;
        let mut db = shop.store.read().await.unwrap();
        let codes = fetch_all!(db, (String,), "SELECT order_code FROM vouchers").unwrap();
        let codes: BTreeSet<String> = codes.into_iter().map(|(code,)| code).collect();
        let expected: BTreeSet<String> = (1..=64).map(|n| format!("JWR{n:02}")).collect();
        assert_eq!(codes, expected);
    }

    async fn an_act_brings_its_points_once_it_was_looked_at(shop) {
        let rule = ActRule {
            key: "review".to_owned(),
            name: "Write a review".to_owned(),
            act: Act::Review,
            points: 30,
            how_often: HowOften::Once,
            needs_approval: true,
            when: When::default(),
        };
        let acting = Programme { acts: vec![rule], ..rules(Vec::new()) };
        shop.publish(SHOP, 2, &acting).await;
        let member = shop.join().await;
        let claim = || ClaimAct {
            id: ClaimId(new_id()),
            member,
            rule: "review".to_owned(),
            proof: Some("https://example.com/review".to_owned()),
        };
        let first = claim();
        let claimed = shop.submit(Command::ClaimAct(first.clone())).await.unwrap().receipt;
        assert!(matches!(claimed, Receipt::Claimed { state: ClaimState::Waiting, points: 0, .. }));
        let again = shop.submit(Command::ClaimAct(claim())).await;
        assert!(matches!(again, Err(SubmitError::Rejected(Rejection::ActClaimed))), "{again:?}");
        let judge = |approve| Command::JudgeClaim(JudgeClaim { claim: first.id, approve });
        let second = shop.second_server().await;
        let answers = all_at_once(&[&shop.store, &second], vec![judge(true); 8]).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        assert_eq!(shop.available(member).await, 30);
        second.close().await;
    }

    async fn an_ordinary_sale_writes_nothing_of_all_this(shop) {
        let member = shop.join().await;
        sell(shop, ring_up(member, 20_00)).await.unwrap();
        for table in [
            "order_promotions", "order_payments", "order_stamps", "member_stamps", "offer_uses",
            "member_uses", "member_welcomes", "order_codes", "claims",
        ] {
            let sql = format!("SELECT COUNT(*) FROM {table}");
            let mut db = shop.store.read().await.unwrap();
            let rows = fetch_all!(db, (i64,), sqlx::AssertSqlSafe(sql)).unwrap();
            assert_eq!(rows[0].0, 0, "{table}");
        }
    }
}
