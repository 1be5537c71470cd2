//! The rows of an award, table by table.

use regulars::ids::MemberId;
use uuid::Uuid;

use crate::shop::{SHOP, TODAY, now};

const EVENT: &str = r#"{"event":"balance_changed","member":"01990000-0000-7000-8000-000000000001","available":1200,"pending":0}"#;
const ORDER_EVENT: &str = r#"{"event":"order_rung_up","member":"01990000-0000-7000-8000-000000000001","order":"01990000-0000-7000-8000-000000000002","total":1200,"points":12}"#;
const ANSWER: &str = r#"{"receipt":"rung_up","order":"01990000-0000-7000-8000-000000000002","member":"01990000-0000-7000-8000-000000000001","subtotal":1200,"redeemed":0,"total":1200,"points":12,"available_on":null,"available":1200,"pending":0,"new_tier":null,"trace":{"steps":[{"step":"gave","rule":"spend","name":"Every purchase","base":1200,"exact":"12/1"}]}}"#;

/// One value.
#[derive(Clone)]
pub enum Value {
    Number(i64),
    Small(i16),
    Id(Uuid),
    Text(String),
    Bytes(Vec<u8>),
    NoNumber,
    NoId,
    NoText,
    Flag(bool),
}

/// One award's place in its member's life.
pub struct Award {
    pub member: MemberId,
    pub nth: i64,
    pub order: Uuid,
}

pub struct Table {
    pub insert: &'static str,
    pub columns: usize,
    pub on_conflict: &'static str,
    pub rows: fn(&Award, &mut i64) -> Vec<Vec<Value>>,
}

fn n(number: i64) -> Value {
    Value::Number(number)
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub const TABLES: &[Table] = &[
    Table {
        insert: "accounts (merchant_id, member_id, available, pending, may_be_negative, last_seq, \
            last_lot, carry_numerator, carry_denominator, orders, lifetime_spend, tier)",
        columns: 12,
        on_conflict: "ON CONFLICT (merchant_id, member_id) DO UPDATE SET \
            available = excluded.available, last_seq = excluded.last_seq, \
            last_lot = excluded.last_lot, orders = excluded.orders, \
            lifetime_spend = excluded.lifetime_spend, tier = excluded.tier",
        rows: |award, _| {
            vec![vec![
                n(SHOP.0),
                Value::Id(award.member.0),
                n(12 * award.nth),
                n(0),
                Value::Flag(false),
                n(award.nth),
                n(award.nth),
                n(0),
                n(1),
                n(award.nth),
                n(1200 * award.nth),
                text("member"),
            ]]
        },
    },
    Table {
        insert: "orders (merchant_id, id, member_id, location_id, occurred_at, occurred_on, \
            recorded_at, source, reference, subtotal, discount, tax, shipping, gift_card, redeemed, \
            total, earned, lot, programme_version, command_key, actor_kind, actor_id)",
        columns: 22,
        on_conflict: "",
        rows: |award, _| {
            vec![vec![
                n(SHOP.0),
                Value::Id(award.order),
                Value::Id(award.member.0),
                Value::NoId,
                n(now().at.0),
                n(TODAY.0.into()),
                n(now().at.0),
                Value::Small(1),
                Value::NoText,
                n(1200),
                n(0),
                n(0),
                n(0),
                n(0),
                n(0),
                n(1200),
                n(12),
                n(award.nth),
                n(1),
                Value::Text(award.order.to_string()),
                Value::Small(3),
                Value::NoId,
            ]]
        },
    },
    Table {
        insert: "order_lines (merchant_id, order_id, line, sku, name, category, quantity, total, \
            unit_cost)",
        columns: 9,
        on_conflict: "",
        rows: |award, _| {
            vec![vec![
                n(SHOP.0),
                Value::Id(award.order),
                Value::Small(1),
                Value::NoText,
                text("Sale"),
                Value::NoText,
                n(1),
                n(1200),
                Value::NoNumber,
            ]]
        },
    },
    Table {
        insert: "transfers (merchant_id, member_id, seq, kind, from_account, to_account, points, \
            balance_after, pending_after, occurred_at, occurred_on, recorded_at, order_id, \
            refund_id, voucher_id, referral_id, lot, reason, actor_kind, actor_id)",
        columns: 20,
        on_conflict: "",
        rows: |award, _| {
            vec![vec![
                n(SHOP.0),
                Value::Id(award.member.0),
                n(award.nth),
                Value::Small(1),
                Value::Small(10),
                Value::Small(1),
                n(12),
                n(12 * award.nth),
                n(0),
                n(now().at.0),
                n(TODAY.0.into()),
                n(now().at.0),
                Value::Id(award.order),
                Value::NoId,
                Value::NoId,
                Value::NoId,
                n(award.nth),
                Value::NoText,
                Value::Small(3),
                Value::NoId,
            ]]
        },
    },
    Table {
        insert: "lots (merchant_id, member_id, no, original, remaining, state, available_on, \
            expires_on, order_id)",
        columns: 9,
        on_conflict: "",
        rows: |award, _| {
            vec![vec![
                n(SHOP.0),
                Value::Id(award.member.0),
                n(award.nth),
                n(12),
                n(12),
                Value::Small(2),
                Value::NoNumber,
                Value::NoNumber,
                Value::Id(award.order),
            ]]
        },
    },
    Table {
        insert: "member_days (merchant_id, member_id, day, spend, orders)",
        columns: 5,
        on_conflict: "ON CONFLICT (merchant_id, member_id, day) DO UPDATE SET \
            spend = member_days.spend + excluded.spend, orders = member_days.orders + excluded.orders",
        rows: |award, _| {
            vec![vec![
                n(SHOP.0),
                Value::Id(award.member.0),
                n(TODAY.0.into()),
                n(1200),
                n(1),
            ]]
        },
    },
    Table {
        insert: "commands (merchant_id, idem_key, fingerprint, answer, recorded_at)",
        columns: 5,
        on_conflict: "",
        rows: |award, _| {
            vec![vec![
                n(SHOP.0),
                Value::Text(award.order.to_string()),
                Value::Bytes(vec![7; 32]),
                text(ANSWER),
                n(now().at.0),
            ]]
        },
    },
    Table {
        insert: "outbox (lane, position, merchant_id, member_id, event, recorded_at)",
        columns: 6,
        on_conflict: "",
        rows: |award, position| {
            let mut row = |event: &str| {
                *position += 1;
                vec![
                    Value::Small(i16::try_from(*position >> 40).unwrap_or(0)),
                    n(*position),
                    n(SHOP.0),
                    Value::Id(award.member.0),
                    text(event),
                    n(now().at.0),
                ]
            };
            vec![row(ORDER_EVENT), row(EVENT)]
        },
    },
];

pub const DAY: &str = "INSERT INTO merchant_days (merchant_id, day, lane, orders, sales, refunds, \
    new_members, points_issued, points_redeemed, points_expired, points_reversed, points_adjusted) \
    VALUES ($1, $2, $3, $4, $5, 0, 0, $6, 0, 0, 0, 0) ON CONFLICT (merchant_id, day, lane) \
    DO UPDATE SET orders = merchant_days.orders + excluded.orders, \
    sales = merchant_days.sales + excluded.sales, \
    points_issued = merchant_days.points_issued + excluded.points_issued";
