//! What a plan changes in gift cards and store credit.

use crate::{
    ids::PurseId,
    purse::{Delivery, Movement, Purse},
};

/// What moves in gift cards and store credit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MoneyPlan {
    /// Purses touched or new, as they are afterwards.
    pub purses: Vec<Purse>,
    /// Movements to insert, in order.
    pub movements: Vec<Movement>,
    /// A new card that is sent to somebody by mail.
    pub delivery: Option<(PurseId, Delivery)>,
}
