//! What no constraint can hold, `verify` finds: each cache and each row is spoilt once.

use regulars::{
    act::{Act, ActRule, HowOften},
    command::{ClaimAct, Command, PassOn, PayReferral, RingUp, Settle},
    condition::When,
    ids::{ClaimId, MemberId, PassId},
    money::Minor,
    passing::PassingTerms,
    programme::{PayWithPoints, Programme},
    promotion::{Promotion, PromotionKind, Trigger},
};
use regulars_storage::db::EngineKind;

use crate::{
    codes, money,
    offers::{next_order, sell, stamp_card},
    shop::{
        SHOP, Shop, TODAY, new_id, on_both_engines, own_code, programme, refund, ring_up, spare,
    },
    spoilt::SPOILT,
};

/// Drops what stands in the way of a hand that spoils rows.
async fn disarm(shop: &Shop) {
    let tables = [
        "transfers",
        "lot_uses",
        "orders",
        "order_lines",
        "refunds",
        "purse_movements",
    ];
    let mut tx = shop.store.write().await.unwrap();
    for table in tables {
        let sql = match shop.store.kind() {
            EngineKind::Sqlite => format!("DROP TRIGGER {table}_no_update"),
            EngineKind::Postgres => format!("DROP TRIGGER {table}_are_final ON {table}"),
        };
        regulars_storage::execute!(tx, sqlx::AssertSqlSafe(sql)).unwrap();
    }
    tx.commit().await.unwrap();
}

/// Rules of every kind that leaves rows.
fn everything() -> Programme {
    let tenth = PromotionKind::Ladder { steps: vec![10] };
    let five = PromotionKind::AmountOff {
        amount: Minor(5_00),
    };
    let terms = PayWithPoints {
        points: 100,
        amount: Minor(1_00),
        minimum_points: 0,
        at_most_percent: None,
    };
    let act = ActRule {
        key: "review".to_owned(),
        name: "Write a review".to_owned(),
        act: Act::Review,
        points: 30,
        how_often: HowOften::Once,
        needs_approval: false,
        when: When::default(),
    };
    Programme {
        hold_days: 5,
        promotions: vec![
            Promotion::new("tenth", "A tenth off one", tenth),
            stamp_card("card", 3, 30),
            next_order("next"),
            Promotion {
                trigger: Trigger::OneTime,
                ..Promotion::new("five", "Five off", five)
            },
        ],
        pay_with_points: Some(terms),
        passing: Some(PassingTerms {
            at_least: 1,
            most_a_day: 100,
        }),
        acts: vec![act],
        ..programme()
    }
}

/// A sale that makes a voucher and is paid with points in part, one that is given back, a code, a
/// gift card, an act, points passed on.
async fn lively_offers(shop: &Shop, member: MemberId) {
    let (spare, pay_points) = (spare(1), 100);
    let order = RingUp {
        spare,
        pay_points,
        ..ring_up(member, 60_00)
    };
    sell(shop, order).await.unwrap();
    let returned = shop.ring_up(member, 10_00).await;
    shop.submit(Command::Refund(refund(returned, None, false)))
        .await
        .unwrap();
    let coded = codes::put_codes(shop).await;
    sell(shop, codes::quoting(member, &coded[0])).await.unwrap();
    let card = money::card(shop, 30_00).await;
    let paid = money::paying(member, 90_00, &[&card], false);
    let id = paid.id;
    sell(shop, paid).await.unwrap();
    shop.submit(Command::Refund(refund(id, Some(40_00), false)))
        .await
        .unwrap();
    let claim = ClaimAct {
        id: ClaimId(new_id()),
        member,
        rule: "review".to_owned(),
        proof: None,
    };
    shop.submit(Command::ClaimAct(claim)).await.unwrap();
    let pass = PassOn {
        id: PassId(new_id()),
        from: member,
        to: shop.join().await,
        points: 10,
    };
    shop.submit(Command::PassOn(pass)).await.unwrap();
}

async fn lively(shop: &Shop) {
    let held = everything();
    shop.publish(SHOP, 2, &held).await;
    let advocate = shop.join().await;
    let friend = shop.join_with(SHOP, Some(own_code(advocate))).await;
    let order = shop.ring_up(friend, 150_00).await;
    shop.ring_up(advocate, 30_00).await;
    shop.adjust(friend, 200).await;
    let code = shop.redeem(friend).await.unwrap();
    let mut with_voucher = ring_up(friend, 20_00);
    with_voucher.order.vouchers = vec![code];
    shop.submit(Command::RingUp(with_voucher)).await.unwrap();
    let settle = Command::Settle(Settle { member: friend });
    shop.submit_on(TODAY.plus_days(5), settle).await.unwrap();
    shop.submit(Command::Refund(refund(order, Some(50_00), false)))
        .await
        .unwrap();
    shop.adjust(advocate, 100).await;
    lively_offers(shop, advocate).await;
    let mut db = shop.store.read().await.unwrap();
    let rows = regulars_storage::fetch_all!(db, (uuid::Uuid,), "SELECT id FROM referrals").unwrap();
    drop(db);
    let pay = Command::PayReferral(PayReferral {
        referral: regulars::ids::ReferralId(rows[0].0),
    });
    shop.submit_on(TODAY.plus_days(15), pay).await.unwrap();
    let settle = Command::Settle(Settle { member: friend });
    shop.submit_on(TODAY.plus_days(400), settle).await.unwrap();
}

on_both_engines! {
    async fn every_cache_and_every_row_that_is_spoilt_is_found(shop) {
        lively(shop).await;
        let sound = shop.store.verify().await.unwrap();
        assert!(sound.is_sound(), "{sound}");
        disarm(shop).await;
        for (spoil, mend, claim) in SPOILT {
            shop.tamper(spoil).await.unwrap();
            let report = shop.store.verify().await.unwrap();
            let finding = report.findings.iter().find(|finding| finding.claim == *claim).unwrap();
            assert!(finding.disagreement.is_some(), "{spoil}: {claim}\n{report}");
            shop.tamper(mend).await.unwrap();
        }
        let checks: std::collections::BTreeSet<_> =
            sound.findings.iter().map(|finding| finding.claim).collect();
        let broken: std::collections::BTreeSet<_> = SPOILT.iter().map(|(_, _, claim)| *claim).collect();
        // A transfer's two sides are one row: that they sum to zero cannot be spoilt at all.
        let never: Vec<_> = checks.difference(&broken).collect();
        assert_eq!(
            never,
            [
                &"all entries sum to zero",
                &"both sides of every movement of money sum to zero"
            ]
        );
    }
}
