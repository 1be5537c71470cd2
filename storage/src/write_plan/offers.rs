//! What promotions, stamp cards, codes and acts add to the rows of a batch. An ordinary sale adds
//! nothing.

use regulars::ledger::TransferKind;

use super::{
    Decided,
    last::Final,
    targets::{
        self, ClaimRow, MemberStampRow, MemberUseRow, MemberWelcomeRow, OfferUseRow,
        OneTimeCodeRow, OrderCodeRow, OrderPaymentRow, OrderPromotionRow, OrderStampRow, PassRow,
    },
};
use crate::{db::Engine, error::StoreError, many::Texts};

/// The promotions, payments and stamps of each order, and the stamps that refunds take back.
pub(super) async fn write_of_orders(
    db: &mut Engine<'_>,
    texts: &mut Texts,
    batch: &[Decided<'_>],
) -> Result<(), StoreError> {
    let orders = || {
        batch.iter().filter_map(|decided| {
            let order = decided.plan.order.as_ref()?;
            Some((decided.submission.merchant.0, &decided.plan, order))
        })
    };
    let promotions: Vec<_> = orders()
        .flat_map(|(merchant, _, order)| {
            let used = order.promotions.iter();
            used.map(move |(key, off)| OrderPromotionRow(merchant, order, key, off.0))
        })
        .collect();
    let table = &targets::ORDER_PROMOTIONS;
    texts.insert(db, table, &promotions).await?;
    let payments: Vec<_> = orders()
        .filter_map(|(merchant, plan, order)| {
            let mut transfers = plan.transfers.iter();
            let paid = transfers.find(|transfer| transfer.kind == TransferKind::Pay)?;
            Some(OrderPaymentRow(merchant, order, paid.seq))
        })
        .collect();
    texts
        .insert(db, &targets::ORDER_PAYMENTS, &payments)
        .await?;
    let stamps: Vec<_> = batch
        .iter()
        .filter_map(|decided| {
            let (order, refund) = (&decided.plan.order, &decided.plan.refund);
            let given = order.as_ref().map(|it| (it.ring_up.id, it.ring_up.id.0));
            let taken = refund.as_ref().map(|it| (it.order, it.id.0));
            Some((decided, given.or(taken)?))
        })
        .flat_map(|(decided, (order, cause))| {
            let merchant = decided.submission.merchant.0;
            let changes = decided.plan.stamps.iter().filter(|it| it.stamps != 0);
            changes.map(move |change| OrderStampRow(merchant, order, cause, change))
        })
        .collect();
    texts.insert(db, &targets::ORDER_STAMPS, &stamps).await
}

/// What several commands of the batch may change.
pub(super) async fn write_final(
    db: &mut Engine<'_>,
    texts: &mut Texts,
    last: &Final<'_>,
    lane: i16,
) -> Result<(), StoreError> {
    let stamps: Vec<_> = last
        .stamps
        .iter()
        .map(|((merchant, member, card), more)| MemberStampRow(*merchant, *member, card, *more))
        .collect();
    texts.insert(db, &targets::MEMBER_STAMPS, &stamps).await?;
    let uses: Vec<_> = last
        .offer_uses
        .iter()
        .map(|((merchant, offer), sums)| OfferUseRow(*merchant, offer, lane, *sums))
        .collect();
    texts.insert(db, &targets::OFFER_USES, &uses).await?;
    let uses: Vec<_> = last
        .member_uses
        .iter()
        .map(|((merchant, member, offer, month), times)| {
            MemberUseRow(*merchant, *member, offer, *month, *times)
        })
        .collect();
    texts.insert(db, &targets::MEMBER_USES, &uses).await?;
    let welcomes: Vec<_> = last
        .welcomes
        .iter()
        .map(|((merchant, member, tier), at)| MemberWelcomeRow(*merchant, *member, tier, *at))
        .collect();
    let table = &targets::MEMBER_WELCOMES;
    texts.insert(db, table, &welcomes).await?;
    let codes: Vec<_> = last
        .order_codes
        .iter()
        .map(|((merchant, initials), number)| OrderCodeRow(*merchant, initials, *number))
        .collect();
    texts.insert(db, &targets::ORDER_CODES, &codes).await?;
    let codes: Vec<_> = last
        .one_time_codes
        .iter()
        .map(|((merchant, _), code)| OneTimeCodeRow(*merchant, code))
        .collect();
    let table = &targets::ONE_TIME_CODES;
    texts.insert(db, table, &codes).await?;
    let claims: Vec<_> = last
        .claims
        .iter()
        .map(|((merchant, _), (claim, at))| ClaimRow(*merchant, claim, *at))
        .collect();
    texts.insert(db, &targets::CLAIMS, &claims).await?;
    let passes: Vec<_> = last
        .passes
        .iter()
        .map(|((merchant, _), (pass, at))| PassRow(*merchant, pass, *at))
        .collect();
    texts.insert(db, &targets::PASSES, &passes).await
}
