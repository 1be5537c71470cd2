//! Promotions, stamp cards, codes for later orders and paying with points: what the ledger keeps
//! of them, and what refunds give back.

use regulars::{
    command::{Command, RingUp},
    condition::Which,
    ids::{MemberId, OrderId},
    money::Minor,
    order::OrderLine,
    plan::{Receipt, RungUp},
    programme::{PayWithPoints, Programme},
    promotion::{Promotion, PromotionKind, StampCard, StampPer, StampReward, Trigger},
    rejection::Rejection,
    reward::RewardKind,
};
use regulars_storage::{SubmitError, fetch_all};

use crate::shop::{SHOP, Shop, on_both_engines, programme, refund, ring_up, spare};

/// The usual rules without tiers, with `promotions`.
pub fn rules(promotions: Vec<Promotion>) -> Programme {
    Programme {
        tiers: None,
        promotions,
        ..programme()
    }
}

pub fn stamp_card(key: &str, at: u16, percent: u8) -> Promotion {
    let (per, rewards) = (StampPer::Order, vec![StampReward::percent(at, percent)]);
    Promotion::new(
        key,
        "Card",
        PromotionKind::StampCard(StampCard { per, rewards }),
    )
}

/// Two pounds off a later order from twenty pounds, with an order code.
pub fn next_order(key: &str) -> Promotion {
    let kind = PromotionKind::NextOrder {
        gives: RewardKind::AmountOff {
            amount: Minor(2_00),
        },
        valid_days: 30,
        order_code: true,
    };
    Promotion {
        minimum: Minor(20_00),
        ..Promotion::new(key, "Next order", kind)
    }
}

pub async fn sell(shop: &Shop, order: RingUp) -> Result<RungUp, SubmitError> {
    match shop.submit(Command::RingUp(order)).await?.receipt {
        Receipt::RungUp(rung_up) => Ok(rung_up),
        other => panic!("not a sale: {other:?}"),
    }
}

fn refused(result: Result<RungUp, SubmitError>) -> Rejection {
    match result {
        Err(SubmitError::Rejected(why)) => why,
        other => panic!("not refused: {other:?}"),
    }
}

async fn give_back(shop: &Shop, order: OrderId, pence: Option<i64>) {
    let refund = Command::Refund(refund(order, pence, false));
    shop.submit(refund).await.unwrap();
}

async fn stamps(shop: &Shop) -> i64 {
    let sql = "SELECT CAST(COALESCE(SUM(stamps), 0) AS BIGINT) FROM member_stamps";
    shop.number(sql).await
}

/// So many units of an item of a category, at a price each.
fn line(category: &str, quantity: i64, pence: i64) -> OrderLine {
    OrderLine {
        category: Some(category.to_owned()),
        quantity,
        ..OrderLine::amount(category, Minor(pence * quantity))
    }
}

fn basket(member: MemberId, lines: Vec<OrderLine>) -> RingUp {
    let mut order = ring_up(member, 1);
    order.order.lines = lines;
    order
}

fn on(category: &str, kind: PromotionKind) -> Promotion {
    Promotion {
        which: Which::category(category),
        ..Promotion::new(category, category, kind)
    }
}

on_both_engines! {
    async fn every_fifth_order_is_free_and_a_refund_takes_its_stamp_back(shop) {
        shop.publish(SHOP, 2, &rules(vec![stamp_card("fifth", 5, 100)])).await;
        let member = shop.join().await;
        let mut orders = Vec::new();
        for _ in 0..4 {
            let sold = sell(shop, ring_up(member, 10_00)).await.unwrap();
            assert_eq!(sold.promoted, Minor::ZERO);
            orders.push(sold.order);
        }
        give_back(shop, orders[1], Some(4_00)).await;
        assert_eq!(stamps(shop).await, 4, "a stamp is not divided");
        give_back(shop, orders[1], None).await;
        assert_eq!(stamps(shop).await, 3);
        let again = sell(shop, ring_up(member, 10_00)).await.unwrap();
        assert_eq!((again.promoted, stamps(shop).await), (Minor::ZERO, 4));
        let fifth = sell(shop, ring_up(member, 10_00)).await.unwrap();
        assert_eq!((fifth.promoted, fifth.total), (Minor(10_00), Minor::ZERO));
        let undo = Command::Refund(refund(fifth.order, None, true));
        shop.submit(undo).await.unwrap();
        assert_eq!(stamps(shop).await, 4);
        assert_eq!(shop.number("SELECT times FROM member_uses").await, 0);
    }

    async fn a_voucher_for_the_next_order_goes_with_the_order_that_made_it(shop) {
        shop.publish(SHOP, 2, &rules(vec![next_order("next")])).await;
        let member = shop.join().await;
        let order = RingUp { spare: spare(1), ..ring_up(member, 30_00) };
        let mut own = order.clone();
        own.order.vouchers = vec![own.spare[0].code.clone()];
        assert_eq!(refused(sell(shop, own).await), Rejection::VoucherNotValid);
        let maker = sell(shop, order).await.unwrap();
        let code = maker.coupons[0].clone();
        give_back(shop, maker.order, None).await;
        assert_eq!(shop.number("SELECT CAST(state AS BIGINT) FROM vouchers").await, 4);
        let mut later = ring_up(member, 30_00);
        later.order.vouchers = vec![code];
        assert_eq!(refused(sell(shop, later.clone()).await), Rejection::VoucherNotValid);

        let order = RingUp { spare: spare(1), ..ring_up(member, 30_00) };
        let maker = sell(shop, order).await.unwrap();
        later.order.vouchers = maker.coupons.clone();
        assert_eq!(sell(shop, later).await.unwrap().redeemed, Minor(2_00));
        give_back(shop, maker.order, None).await;
        let mut db = shop.store.read().await.unwrap();
        let sql = "SELECT order_code, state FROM vouchers ORDER BY order_code";
        let made = fetch_all!(db, (String, i16), sql).unwrap();
        assert_eq!(made, [("A01".to_owned(), 4), ("A02".to_owned(), 2)], "used is used");
        let small = RingUp { spare: spare(1), ..ring_up(member, 19_99) };
        assert_eq!(sell(shop, small).await.unwrap().coupons, []);
    }

    async fn a_public_code_works_when_it_is_quoted(shop) {
        let trigger = Trigger::Code { code: "SUMMER-10".to_owned() };
        let kind = PromotionKind::PercentOff { percent: 10 };
        let tenth = Promotion { trigger, ..Promotion::new("summer", "Summer", kind) };
        shop.publish(SHOP, 2, &rules(vec![tenth])).await;
        let member = shop.join().await;
        let quoting = |code: &str| {
            let mut order = ring_up(member, 20_00);
            order.order.codes = vec![code.to_owned()];
            order
        };
        let sold = sell(shop, quoting(" summer-10 ")).await.unwrap();
        assert_eq!((sold.promoted, sold.total), (Minor(2_00), Minor(18_00)));
        let without = sell(shop, ring_up(member, 20_00)).await.unwrap();
        assert_eq!(without.promoted, Minor::ZERO);
        let unknown = refused(sell(shop, quoting("WINTER-10")).await);
        assert_eq!(unknown, Rejection::VoucherNotValid);
        let used = "SELECT CAST(SUM(times) AS BIGINT) FROM offer_uses WHERE lane > 0";
        assert_eq!(shop.number(used).await, 1);
    }

    async fn every_kind_is_kept_by_line_and_by_order(shop) {
        let promotions = vec![
            on("coffee", PromotionKind::PercentOff { percent: 20 }),
            on("tea", PromotionKind::AmountOff { amount: Minor(3_00) }),
            on("cake", PromotionKind::BuyGet { buy: 2, get: 1, percent: 100, repeats: true }),
            on("lesson", PromotionKind::Ladder { steps: vec![0, 2, 5] }),
        ];
        shop.publish(SHOP, 2, &rules(promotions)).await;
        let member = shop.join().await;
        let lines = vec![
            line("coffee", 1, 3_00),
            line("lesson", 3, 30_00),
            line("tea", 1, 5_00),
            line("coffee", 1, 2_00),
            line("cake", 3, 2_00),
            line("other", 1, 1_00),
        ];
        let sold = sell(shop, basket(member, lines)).await.unwrap();
        let off = [60, 2_10, 3_00, 40, 2_00, 0];
        assert_eq!(sold.line_discounts, off.map(Minor));
        assert_eq!((sold.promoted, sold.total), (Minor(8_10), Minor(107_00 - 8_10)));
        let mut db = shop.store.read().await.unwrap();
        let sql = "SELECT discount FROM order_lines ORDER BY line";
        assert_eq!(fetch_all!(db, (i64,), sql).unwrap(), off.map(|off| (off,)));
        let sql = "SELECT promotion, discount FROM order_promotions ORDER BY promotion";
        let kept = fetch_all!(db, (String, i64), sql).unwrap();
        let kept: Vec<_> = kept.iter().map(|(key, off)| (key.as_str(), *off)).collect();
        assert_eq!(kept, [("cake", 2_00), ("coffee", 1_00), ("lesson", 2_10), ("tea", 3_00)]);
        drop(db);
        assert_eq!(shop.number("SELECT promoted FROM orders").await, 8_10);
    }

    async fn points_pay_a_part_and_come_back_with_it(shop) {
        let terms = PayWithPoints {
            points: 100,
            amount: Minor(1_00),
            minimum_points: 100,
            at_most_percent: Some(50),
        };
        let paying = Programme { pay_with_points: Some(terms), ..rules(Vec::new()) };
        shop.publish(SHOP, 2, &paying).await;
        let member = shop.join().await;
        shop.adjust(member, 300).await;
        shop.adjust(member, 700).await;
        let paying = |points| RingUp { pay_points: points, ..ring_up(member, 20_00) };
        let too_few = refused(sell(shop, paying(99)).await);
        assert_eq!(too_few, Rejection::TooFewToPay { minimum: 100 });
        let too_many = refused(sell(shop, RingUp { pay_points: 2_000, ..ring_up(member, 80_00) }).await);
        assert_eq!(too_many, Rejection::NotEnoughPoints { missing: 1_000 });
        let sold = sell(shop, paying(500)).await.unwrap();
        assert_eq!((sold.points_paid, sold.paid_with_points), (500, Minor(5_00)));
        assert_eq!((sold.total, sold.points, sold.available), (Minor(15_00), 15, 515));
        give_back(shop, sold.order, Some(7_50)).await;
        assert_eq!(shop.available(member).await, 500 + 250 + 15 - 7);
        give_back(shop, sold.order, None).await;
        assert_eq!(shop.available(member).await, 1_000);
    }
}
