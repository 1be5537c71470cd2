//! Writes the plans of a batch with one multi-row insert a table.
//!
//! Rows that several commands of a batch change (a member's totals, a lot, a voucher, a referral)
//! are written once, as they are at its end. Rows are in the order of their table's key, so that
//! each page is touched once.

mod days;
mod last;
mod money;
mod offers;
mod reservations;
mod targets;

use std::{collections::HashSet, sync::Arc};

use regulars::{
    ids::{MemberId, MerchantId},
    ledger::Transfer,
    plan::Plan,
};

use crate::{db::Engine, error::StoreError, many::Texts, writer::Submission};
use last::Final;
use targets::{
    AccountRow, CommandRow, LineRow, LotRow, MemberDayRow, MemberRow, MerchantDayRow, OrderRow,
    OrderVoucherRow, OutboxRow, ReferralRow, RefundRow, TransferRow, UseRow, VoucherRow,
};

pub(crate) use targets::{NEW_CODES, OneTimeCodeRow, TARGETS};

/// A command that was accepted.
#[derive(Debug)]
pub(crate) struct Decided<'a> {
    /// The command.
    pub submission: &'a Submission,
    /// What it changes.
    pub plan: Plan,
    /// Its answer, as it is kept.
    pub answer: Arc<str>,
}

/// Members whose balance may be below zero.
pub(crate) type MayOwe = HashSet<(MerchantId, MemberId)>;

/// Writes all rows of `batch`, with its events from position `first` of `lane` on. Returns the
/// position after the last.
pub(crate) async fn write(
    db: &mut Engine<'_>,
    texts: &mut Texts,
    batch: &[Decided<'_>],
    may_owe: &MayOwe,
    (lane, first): (i16, i64),
) -> Result<i64, StoreError> {
    let last = Final::of(batch);
    write_members(db, texts, batch, &last.accounts(may_owe)).await?;
    write_orders(db, texts, batch).await?;
    offers::write_of_orders(db, texts, batch).await?;
    write_transfers(db, texts, batch).await?;
    write_lots(db, texts, batch, &last).await?;
    write_refunds(db, texts, batch).await?;
    money::write(db, texts, batch, &last).await?;
    write_final(db, texts, &last, lane).await?;
    offers::write_final(db, texts, &last, lane).await?;
    reservations::write(db, texts, batch, &last, lane).await?;
    let commands: Vec<_> = batch
        .iter()
        .map(|d| CommandRow(d.submission, &d.answer))
        .collect();
    texts.insert(db, &targets::COMMANDS, &commands).await?;
    write_outbox(db, texts, batch, (lane, first)).await
}

async fn write_members(
    db: &mut Engine<'_>,
    texts: &mut Texts,
    batch: &[Decided<'_>],
    accounts: &[AccountRow<'_>],
) -> Result<(), StoreError> {
    let joined: Vec<_> = batch
        .iter()
        .filter_map(|decided| {
            let join = decided.plan.joined.as_ref()?;
            Some(MemberRow(
                decided.submission.merchant.0,
                join,
                decided.submission.now.at,
            ))
        })
        .collect();
    texts.insert(db, &targets::MEMBERS, &joined).await?;
    texts.insert(db, &targets::ACCOUNTS, accounts).await
}

async fn write_orders(
    db: &mut Engine<'_>,
    texts: &mut Texts,
    batch: &[Decided<'_>],
) -> Result<(), StoreError> {
    let orders = || {
        batch
            .iter()
            .filter_map(|decided| Some((decided.submission, decided.plan.order.as_ref()?)))
    };
    let rows: Vec<_> = orders()
        .map(|(submission, order)| OrderRow(submission, order))
        .collect();
    texts.insert(db, &targets::ORDERS, &rows).await?;
    let lines: Vec<_> = orders()
        .flat_map(|(submission, order)| {
            let lines = (1_i16..).zip(&order.ring_up.order.lines);
            lines.map(move |(number, line)| LineRow(submission.merchant.0, order, number, line))
        })
        .collect();
    texts.insert(db, &targets::LINES, &lines).await?;
    let vouchers: Vec<_> = orders()
        .flat_map(|(submission, order)| {
            order.vouchers.iter().map(move |(code, off)| {
                OrderVoucherRow(submission.merchant.0, order, code.as_str(), off.0)
            })
        })
        .collect();
    texts.insert(db, &targets::ORDER_VOUCHERS, &vouchers).await
}

async fn write_transfers(
    db: &mut Engine<'_>,
    texts: &mut Texts,
    batch: &[Decided<'_>],
) -> Result<(), StoreError> {
    let mut rows: Vec<_> = batch
        .iter()
        .flat_map(|decided| {
            let submission = decided.submission;
            decided.plan.transfers.iter().map(move |transfer| {
                let day = days::transfer_day(transfer, &submission.command, submission.now);
                TransferRow(submission, transfer, day)
            })
        })
        .collect();
    let key = |row: &TransferRow<'_>| {
        let transfer: &Transfer = row.1;
        (row.0.merchant, transfer.member, transfer.seq)
    };
    rows.sort_unstable_by_key(key);
    texts.insert(db, &targets::TRANSFERS, &rows).await
}

async fn write_lots(
    db: &mut Engine<'_>,
    texts: &mut Texts,
    batch: &[Decided<'_>],
    last: &Final<'_>,
) -> Result<(), StoreError> {
    let rows = |new: bool| -> Vec<_> {
        let lots = last.lots.iter().filter(|(_, (_, is_new))| *is_new == new);
        lots.map(|((merchant, owner, _), (lot, _))| LotRow(*merchant, *owner, lot))
            .collect()
    };
    texts.insert(db, &targets::LOTS, &rows(true)).await?;
    texts
        .insert(db, &targets::CHANGED_LOTS, &rows(false))
        .await?;
    let uses: Vec<_> = batch
        .iter()
        .flat_map(|decided| {
            let merchant = decided.submission.merchant.0;
            decided
                .plan
                .lot_uses
                .iter()
                .map(move |used| UseRow(merchant, used))
        })
        .collect();
    texts.insert(db, &targets::USES, &uses).await
}

async fn write_refunds(
    db: &mut Engine<'_>,
    texts: &mut Texts,
    batch: &[Decided<'_>],
) -> Result<(), StoreError> {
    let rows: Vec<_> = batch
        .iter()
        .filter_map(|decided| {
            let submission = decided.submission;
            let day = days::business_day(&submission.command, submission.now);
            Some(RefundRow(submission, decided.plan.refund.as_ref()?, day))
        })
        .collect();
    texts.insert(db, &targets::REFUNDS, &rows).await
}

async fn write_final(
    db: &mut Engine<'_>,
    texts: &mut Texts,
    last: &Final<'_>,
    lane: i16,
) -> Result<(), StoreError> {
    let vouchers: Vec<_> = last
        .vouchers
        .iter()
        .map(|((merchant, _), (voucher, at))| VoucherRow(*merchant, voucher, *at))
        .collect();
    texts.insert(db, &targets::VOUCHERS, &vouchers).await?;
    let referrals: Vec<_> = last
        .referrals
        .iter()
        .map(|((merchant, _), (referral, invited, at))| {
            ReferralRow(*merchant, referral, *invited, *at)
        })
        .collect();
    texts.insert(db, &targets::REFERRALS, &referrals).await?;
    let days: Vec<_> = last
        .member_days
        .iter()
        .map(|((merchant, member, day), sums)| MemberDayRow(*merchant, *member, *day, *sums))
        .collect();
    texts.insert(db, &targets::MEMBER_DAYS, &days).await?;
    let days: Vec<_> = last
        .merchant_days
        .iter()
        .map(|((merchant, day), sums)| MerchantDayRow(*merchant, *day, lane, sums))
        .collect();
    texts.insert(db, &targets::MERCHANT_DAYS, &days).await
}

async fn write_outbox(
    db: &mut Engine<'_>,
    texts: &mut Texts,
    batch: &[Decided<'_>],
    (lane, first): (i16, i64),
) -> Result<i64, StoreError> {
    let mut rows = Vec::new();
    for decided in batch {
        for event in &decided.plan.events {
            let position = first + rows.len() as i64;
            let json = serde_json::to_string(event)?;
            rows.push(OutboxRow(
                (lane, position),
                decided.submission,
                event.member(),
                json,
            ));
        }
    }
    texts.insert(db, &targets::OUTBOX, &rows).await?;
    Ok(first + rows.len() as i64)
}
