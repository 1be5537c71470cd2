//! Why an order gave the points it gave: every rule named, with what it gave or why it did not.

mod out;
mod words;

use serde::{Deserialize, Serialize};

use crate::{condition::NotNow, money::Minor, rate::Rate, time::Day};

pub use out::{CapOf, LeftOut, PromotionOut};

/// The trace of one decision.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// In the order of the programme's document, then what followed.
    pub steps: Vec<Step>,
}

/// One step of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "step")]
pub enum Step {
    /// A rule gave points.
    Gave {
        /// The rule's key.
        rule: String,
        /// The rule's name.
        name: String,
        /// The amount it counted.
        base: Minor,
        /// Exactly how many points, before rounding.
        exact: Rate,
    },
    /// The order's base was below a rule's minimum.
    BelowMinimum {
        /// The rule's key.
        rule: String,
        /// The rule's name.
        name: String,
        /// The amount it counted.
        base: Minor,
        /// The amount it needs.
        minimum: Minor,
    },
    /// Nothing of the order counted for a rule.
    NothingCounts {
        /// The rule's key.
        rule: String,
        /// The rule's name.
        name: String,
    },
    /// A rule gave points for units.
    GaveEach {
        /// The rule's key.
        rule: String,
        /// The rule's name.
        name: String,
        /// Units counted.
        units: i64,
        /// Exactly how many points.
        exact: Rate,
    },
    /// A rule gave points for the order or the visit as such.
    GaveOnce {
        /// The rule's key.
        rule: String,
        /// The rule's name.
        name: String,
        /// Exactly how many points.
        exact: Rate,
    },
    /// Too few units counted for a rule.
    TooFewUnits {
        /// The rule's key.
        rule: String,
        /// The rule's name.
        name: String,
        /// Units counted.
        units: i64,
        /// Units it needs.
        needed: i64,
    },
    /// A rule does not apply at this time or place, or to this member.
    RuleNotNow {
        /// The rule's key.
        rule: String,
        /// The rule's name.
        name: String,
        /// Why.
        because: NotNow,
    },
    /// A rule for visits: this is not the first order of the day.
    NotFirstToday {
        /// The rule's key.
        rule: String,
        /// The rule's name.
        name: String,
    },
    /// A bonus multiplied everything.
    BonusMultiplied {
        /// The bonus's name.
        name: String,
        /// By how much.
        by: Rate,
    },
    /// A bonus does not apply.
    BonusNotNow {
        /// The bonus's name.
        name: String,
        /// Why.
        because: NotNow,
    },
    /// A bonus was left out for a larger one.
    BonusLeftOut {
        /// The bonus's name.
        name: String,
    },
    /// A cap left fewer points than the rules gave.
    Capped {
        /// Which.
        of: CapOf,
        /// What the rules gave.
        given: i64,
        /// What is left.
        points: i64,
    },
    /// The tier multiplied everything.
    TierMultiplied {
        /// The tier's name.
        tier: String,
        /// By how much.
        by: Rate,
    },
    /// A fraction of a point came from the order before.
    CarriedIn {
        /// The fraction.
        exact: Rate,
    },
    /// The exact sum was rounded down to whole points.
    Rounded {
        /// The exact sum.
        exact: Rate,
        /// What it became.
        points: i64,
        /// Whether the rest is kept for the next order.
        kept: bool,
    },
    /// The points wait for the end of the return window.
    Waits {
        /// The day they can be spent.
        until: Day,
    },
    /// The points have a last day.
    Expires {
        /// That day.
        on: Day,
    },
    /// A voucher took something off.
    VoucherUsed {
        /// The reward's name.
        name: String,
        /// How much it took off.
        discount: Minor,
    },
    /// A voucher was left out and can be used another time.
    VoucherLeftOut {
        /// The reward's name.
        name: String,
        /// Why.
        because: LeftOut,
    },
    /// Points owed from an earlier refund were paid first.
    PaidDebt {
        /// How many.
        points: i64,
    },
    /// A promotion took something off.
    PromotionUsed {
        /// Its key.
        promotion: String,
        /// Its name.
        name: String,
        /// How much it took off.
        discount: Minor,
    },
    /// A promotion took nothing off.
    PromotionLeftOut {
        /// Its key.
        promotion: String,
        /// Its name.
        name: String,
        /// Why.
        because: PromotionOut,
    },
    /// A stamp card was stamped.
    Stamped {
        /// The card's key.
        card: String,
        /// The card's name.
        name: String,
        /// New stamps.
        stamps: i64,
        /// Places filled on the card in use.
        filled: i64,
        /// Places on a card.
        size: i64,
    },
    /// A voucher for a later order was made.
    CouponMade {
        /// The promotion's key.
        promotion: String,
        /// Its name.
        name: String,
        /// The last day on which it can be used.
        until: Day,
    },
    /// Discounts were cut to the most that one order may take off.
    CutToLimit {
        /// The most.
        limit: Minor,
        /// By how much they were cut.
        by: Minor,
    },
    /// Discounts were cut, so that the order stays above the merchant's margin.
    CutToMargin {
        /// The least margin, in whole per cent.
        floor_percent: u8,
        /// By how much they were cut.
        by: Minor,
    },
    /// Points paid a part.
    PaidWithPoints {
        /// How many.
        points: i64,
        /// What they paid.
        amount: Minor,
    },
    /// A gift card or store credit paid a part.
    PaidWithCard {
        /// The end of a gift card's code; `None`: store credit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ending: Option<String>,
        /// How much.
        amount: Minor,
        /// What stays in it.
        left: Minor,
    },
    /// A voucher was honoured: something was handed over.
    HandedOver {
        /// The reward's name.
        name: String,
    },
}
