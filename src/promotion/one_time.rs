//! One-time codes: many codes of one promotion, each good for one order.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{BatchId, OrderId},
    reward::VoucherCode,
    time::Day,
};

/// A code of a batch. It looks like a voucher's, with as many random bits, and belongs to nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OneTimeCode {
    /// The code.
    pub code: VoucherCode,
    /// The batch it was made with.
    pub batch: BatchId,
    /// The key of the promotion that it sets off.
    pub promotion: String,
    /// The last day on which it can be used.
    pub good_until: Day,
    /// Whether the batch can be used.
    pub enabled: bool,
    /// The order that used it.
    pub used_by: Option<OrderId>,
}

impl OneTimeCode {
    /// Whether it can be used on `day`.
    pub fn is_good(&self, day: Day) -> bool {
        self.enabled && self.used_by.is_none() && day <= self.good_until
    }

    /// Whether `text`, as somebody typed it, is this code.
    pub fn is_quoted(&self, text: &str) -> bool {
        text.parse() == Ok(self.code.clone())
    }
}
