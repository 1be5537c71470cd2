//! What can be asked of reservations.

use serde::{Deserialize, Serialize};

use super::RingUp;
use crate::ids::ReservationId;

/// Keeps what an order at a checkout will use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reserve {
    /// The new row.
    pub id: ReservationId,
    /// For how long, 1 to [`Reserve::MINUTES_MAX`].
    pub minutes: u16,
    /// The order as it stands; nothing of it is rung up. A reservation that it names is replaced.
    pub order: RingUp,
}

impl Reserve {
    /// How long an order is kept where nothing else is asked for.
    pub const MINUTES: u16 = 30;
    /// The longest: a day.
    pub const MINUTES_MAX: u16 = 1_440;
}

/// Frees what was kept for an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// Which.
    pub reservation: ReservationId,
}
