//! What gift cards and store credit add to the rows of a batch. An ordinary sale adds nothing.

use super::{
    Decided, days,
    last::Final,
    targets::{self, DeliveryRow, MovementRow, PurseRow},
};
use crate::{db::Engine, error::StoreError, many::Texts};

/// Purses as they are at the end of the batch, then what moved in them.
pub(super) async fn write(
    db: &mut Engine<'_>,
    texts: &mut Texts,
    batch: &[Decided<'_>],
    last: &Final<'_>,
) -> Result<(), StoreError> {
    let purses: Vec<_> = last
        .purses
        .iter()
        .map(|((merchant, _), (purse, at))| PurseRow(*merchant, purse, *at))
        .collect();
    texts.insert(db, &targets::PURSES, &purses).await?;
    let mut movements: Vec<_> = batch
        .iter()
        .flat_map(|decided| {
            let submission = decided.submission;
            let day = days::business_day(&submission.command, submission.now);
            let movements = decided.plan.money.movements.iter();
            movements.map(move |movement| MovementRow(submission, movement, day))
        })
        .collect();
    movements.sort_unstable_by_key(|row| (row.0.merchant, row.1.purse, row.1.seq));
    texts.insert(db, &targets::MOVEMENTS, &movements).await?;
    let deliveries: Vec<_> = batch
        .iter()
        .filter_map(|decided| {
            let (purse, delivery) = decided.plan.money.delivery.as_ref()?;
            Some(DeliveryRow(decided.submission.merchant.0, *purse, delivery))
        })
        .collect();
    texts.insert(db, &targets::DELIVERIES, &deliveries).await
}
