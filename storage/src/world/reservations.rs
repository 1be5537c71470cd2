//! The steps that load reservations: those that commands name, and what others keep of what the
//! commands use. An ordinary sale reads nothing here.

use regulars::{
    ids::{MemberId, PurseId, ReservationId},
    reservation::{Held, Hold, Reservation},
    time::{Micros, Now},
};
use sqlx::FromRow;
use uuid::Uuid;

use super::loader::Loader;
use crate::{
    error::{Corrupt, StoreError},
    many::Lookup,
};

/// Reads by lists of keys, for the test that prepares every statement.
pub(crate) const RESERVATION_LOOKUPS: &[&Lookup] = &[&NAMED, &KEPT, &HOLDS];

static NAMED: Lookup = Lookup {
    sql: "SELECT id, member_id, until_at, open FROM reservations \
        WHERE merchant_id = $1 AND id {keys}",
    singles: 1,
};
static KEPT: Lookup = Lookup {
    sql: "SELECT held, reservation_id, member_id, until_at, amount FROM reservation_holds \
        WHERE merchant_id = $1 AND reservation_id {keys}",
    singles: 1,
};
static HOLDS: Lookup = Lookup {
    sql: "SELECT held, reservation_id, member_id, until_at, amount FROM reservation_holds \
        WHERE merchant_id = $1 AND until_at >= $2 AND held {keys}",
    singles: 2,
};

#[derive(Debug, FromRow)]
struct ReservationRow {
    id: Uuid,
    member_id: Uuid,
    until_at: i64,
    open: bool,
}

#[derive(Debug, FromRow)]
struct HoldRow {
    held: String,
    reservation_id: Uuid,
    member_id: Uuid,
    until_at: i64,
    amount: i64,
}

/// The stored name of what is kept.
pub(crate) fn held_name(held: &Held) -> String {
    match held {
        Held::Voucher(code) => format!("voucher:{}", code.as_str()),
        Held::Code(code) => format!("code:{}", code.as_str()),
        Held::Purse(purse) => format!("purse:{purse}"),
        Held::Promotion(key) => format!("promotion:{key}"),
        Held::Points(member) => format!("points:{member}"),
    }
}

/// What is kept, by its stored name.
fn held_of_name(name: &str) -> Result<Held, Corrupt> {
    let corrupt = || Corrupt {
        table: "reservation_holds",
        what: format!("{name:?} is kept"),
    };
    let (kind, rest) = name.split_once(':').ok_or_else(corrupt)?;
    Ok(match kind {
        "voucher" => Held::Voucher(rest.parse().map_err(|_| corrupt())?),
        "code" => Held::Code(rest.parse().map_err(|_| corrupt())?),
        "purse" => Held::Purse(rest.parse::<PurseId>().map_err(|_| corrupt())?),
        "promotion" => Held::Promotion(rest.to_owned()),
        "points" => Held::Points(rest.parse::<MemberId>().map_err(|_| corrupt())?),
        _ => return Err(corrupt()),
    })
}

impl Loader<'_> {
    /// The reservations that commands capture or release.
    pub async fn reservations(&mut self) -> Result<(), StoreError> {
        let named: Vec<Uuid> = self.named.reservations.iter().copied().collect();
        let rows: Vec<ReservationRow> = self.fetch(&NAMED, &named).await?;
        for row in rows {
            let reservation = Reservation {
                id: ReservationId(row.id),
                member: MemberId(row.member_id),
                until: Micros(row.until_at),
                open: row.open,
                holds: Vec::new(),
            };
            self.world.reservations.insert(reservation.id, reservation);
        }
        let kept: Vec<HoldRow> = self.fetch(&KEPT, &named).await?;
        for row in kept {
            let (held, id) = (held_of_name(&row.held)?, ReservationId(row.reservation_id));
            if let Some(reservation) = self.world.reservations.get_mut(&id) {
                reservation.holds.push((held, row.amount));
            }
        }
        Ok(())
    }

    /// What reservations keep of the vouchers, codes, purses, limited promotions and points that
    /// the commands use. These are locked; how often the promotions were had is read.
    pub async fn holds(&mut self, now: Now, purses: &[Uuid]) -> Result<(), StoreError> {
        let vouchers = self
            .named
            .codes
            .iter()
            .map(|code| format!("voucher:{code}"));
        let codes = self
            .named
            .one_time
            .iter()
            .map(|code| format!("code:{code}"));
        let purses = purses
            .iter()
            .map(|id| held_name(&Held::Purse(PurseId(*id))));
        let points = self.named.takers.iter();
        let points = points.map(|id| held_name(&Held::Points(MemberId(*id))));
        let limited = self.kept.iter().cloned();
        let keys: Vec<String> = vouchers
            .chain(codes)
            .chain(purses)
            .chain(points)
            .chain(limited)
            .collect();
        let singles = [self.merchant, now.at.0];
        let rows: Vec<HoldRow> = self
            .texts
            .fetch(&mut self.db, &HOLDS, &singles, &keys)
            .await?;
        for row in rows {
            let hold = Hold {
                reservation: ReservationId(row.reservation_id),
                member: MemberId(row.member_id),
                until: Micros(row.until_at),
                amount: row.amount,
            };
            self.world.holds.note(held_of_name(&row.held)?, hold);
        }
        Ok(())
    }
}
