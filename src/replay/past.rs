//! An order of the past, as it is judged again.

use crate::{
    command::RingUp,
    ids::{LocationId, MemberId, OrderId},
    order::Order,
    purse::PayWith,
    rate::Rate,
    time::{Day, Micros},
};

use super::as_at_a_till;

/// An order of the past.
#[derive(Debug, Clone)]
pub struct PastOrder {
    /// Its row.
    pub id: OrderId,
    /// What was bought, at the prices before promotions and vouchers. Its vouchers and codes are
    /// passed over.
    pub order: Order,
    /// When it happened.
    pub occurred_at: Micros,
    /// The merchant's day of it.
    pub occurred_on: Day,
    /// The merchant's hour of it, 0 to 23, where known.
    pub hour: Option<u8>,
    /// Where it was rung up, where known.
    pub location: Option<LocationId>,
    /// The share of what was paid that went back since; one: the order is left out.
    pub refunded: Rate,
    /// Keys of the promotions that it used: one that asks for a code was quoted.
    pub used: Vec<String>,
}

impl PastOrder {
    /// As a command, and the promotions that the order used.
    pub(super) fn ring_up(self, member: MemberId) -> (Vec<String>, RingUp) {
        let mut ring_up = RingUp {
            id: self.id,
            member,
            order: self.order,
            occurred_at: self.occurred_at,
            occurred_on: self.occurred_on,
            hour: self.hour,
            location: self.location,
            spare: Vec::new(),
            pay_points: 0,
            pay_with: PayWith::default(),
            reservation: None,
        };
        as_at_a_till(&mut ring_up);
        (self.used, ring_up)
    }
}
