//! What reservations add to the rows of a batch. A sale without one adds nothing.

use std::collections::BTreeMap;

use regulars::{plan::Offer, reservation::Held, time::Micros};

use super::{
    Decided,
    last::Final,
    targets::{self, HoldRow, MemberUseHeldRow, OfferUseHeldRow, ReservationRow},
};
use crate::{db::Engine, error::StoreError, many::Texts, rows::offer_name};

/// Reservations as they are at the end of the batch, and what they keep.
pub(super) async fn write(
    db: &mut Engine<'_>,
    texts: &mut Texts,
    batch: &[Decided<'_>],
    last: &Final<'_>,
    lane: i16,
) -> Result<(), StoreError> {
    let kept = || last.reservations.iter();
    let reservations: Vec<_> = kept()
        .map(|((merchant, _), reservation)| ReservationRow(*merchant, reservation))
        .collect();
    let table = &targets::RESERVATIONS;
    texts.insert(db, table, &reservations).await?;
    let mut holds: Vec<_> = kept()
        .flat_map(|((merchant, _), reservation)| {
            let holds = reservation.holds.iter();
            holds.map(move |(held, amount)| HoldRow::new(*merchant, reservation, held, *amount))
        })
        .collect();
    holds.sort_unstable();
    texts.insert(db, &targets::HOLDS, &holds).await?;
    write_marks(db, texts, batch, lane).await
}

/// Marks the counters of the promotions of which uses are kept, so that a sale that finds no mark
/// has nothing more to read. A mark outlasts what is released, and is then in vain.
async fn write_marks(
    db: &mut Engine<'_>,
    texts: &mut Texts,
    batch: &[Decided<'_>],
    lane: i16,
) -> Result<(), StoreError> {
    let mut offers: BTreeMap<(i64, String), Micros> = BTreeMap::new();
    let mut members = BTreeMap::new();
    for decided in batch {
        let merchant = decided.submission.merchant.0;
        let month = decided.submission.now.today.month_start();
        let open = decided.plan.reservations.iter().filter(|it| it.open);
        for reservation in open {
            for (held, _) in &reservation.holds {
                let Held::Promotion(key) = held else {
                    continue;
                };
                let offer = offer_name(&Offer::Promotion(key.clone()));
                let member = (merchant, reservation.member, offer.clone(), month);
                let until = offers.entry((merchant, offer)).or_default();
                *until = reservation.until.max(*until);
                let until: &mut Micros = members.entry(member).or_default();
                *until = reservation.until.max(*until);
            }
        }
    }
    let offers: Vec<_> = offers
        .iter()
        .map(|((merchant, offer), until)| OfferUseHeldRow(*merchant, offer, lane, *until))
        .collect();
    texts.insert(db, &targets::OFFER_USES_HELD, &offers).await?;
    let members: Vec<_> = members
        .iter()
        .map(|((merchant, member, offer, month), until)| {
            MemberUseHeldRow(*merchant, *member, offer, *month, *until)
        })
        .collect();
    let table = &targets::MEMBER_USES_HELD;
    texts.insert(db, table, &members).await
}
