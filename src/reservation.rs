//! Reservations: what an order at a checkout will use, kept for it for some minutes.
//!
//! A reservation takes nothing. It only counts as taken for everybody else, until its time is up,
//! the order is rung up with it, or it is released. Whether its time is up is asked of the clock by
//! every decision, so that no job has to come by.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{
    ids::{MemberId, PurseId, ReservationId},
    reward::VoucherCode,
    time::Micros,
};

/// Something that can be kept for an order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// A voucher.
    Voucher(VoucherCode),
    /// A one-time code.
    Code(VoucherCode),
    /// An amount in a gift card or in store credit.
    Purse(PurseId),
    /// A use of a promotion, and what it takes off.
    Promotion(String),
    /// Points of a member.
    Points(MemberId),
}

/// What one reservation keeps of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    /// Which reservation.
    pub reservation: ReservationId,
    /// For whom.
    pub member: MemberId,
    /// It counts up to this instant.
    pub until: Micros,
    /// Minor units of a purse or a promotion, points; 1 of what there is one of.
    pub amount: i64,
}

/// A reservation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reservation {
    /// Its row.
    pub id: ReservationId,
    /// Whose order it is for.
    pub member: MemberId,
    /// It counts up to this instant.
    pub until: Micros,
    /// Whether it was neither used nor released.
    pub open: bool,
    /// What it keeps, each with how much.
    pub holds: Vec<(Held, i64)>,
}

impl Reservation {
    /// Whether it counts at `at`.
    pub fn counts(&self, at: Micros) -> bool {
        self.open && at <= self.until
    }
}

/// What reservations keep, of what the commands at hand name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holds(HashMap<Held, Vec<Hold>>);

/// When holds are asked for, and which reservation's do not count: that of the order itself.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// When.
    pub at: Micros,
    /// The reservation that is used.
    pub own: Option<ReservationId>,
}

impl Holds {
    /// Notes a hold, in place of what the same reservation kept of the same thing.
    pub fn note(&mut self, held: Held, hold: Hold) {
        let holds = self.0.entry(held).or_default();
        holds.retain(|other| other.reservation != hold.reservation);
        holds.push(hold);
    }

    /// Forgets what a reservation kept.
    pub fn forget(&mut self, reservation: &Reservation) {
        for (held, _) in &reservation.holds {
            if let Some(holds) = self.0.get_mut(held) {
                holds.retain(|hold| hold.reservation != reservation.id);
            }
        }
    }

    /// The holds on something that count.
    pub fn of(&self, held: &Held, asked: Asked) -> impl Iterator<Item = &Hold> {
        let holds = self.0.get(held).into_iter().flatten();
        holds.filter(move |hold| hold.until >= asked.at && Some(hold.reservation) != asked.own)
    }

    /// How much of something is kept for other orders.
    pub fn amount(&self, held: &Held, asked: Asked) -> i64 {
        self.of(held, asked).map(|hold| hold.amount).sum()
    }

    /// Whether something is kept for another order.
    pub fn is_held(&self, held: &Held, asked: Asked) -> bool {
        self.of(held, asked).next().is_some()
    }

    /// The promotions of which uses are kept for other orders.
    pub fn promotions(&self, asked: Asked) -> impl Iterator<Item = (&String, &Hold)> {
        let promotions = self.0.keys().filter_map(|held| match held {
            Held::Promotion(key) => Some((held, key)),
            _ => None,
        });
        promotions.flat_map(move |(held, key)| self.of(held, asked).map(move |hold| (key, hold)))
    }
}
