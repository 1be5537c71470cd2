//! Money that a merchant keeps for people: gift cards and store credit.
//!
//! Double entry as for points: a movement takes an amount from one account to another, so its two
//! entries sum to zero by construction. Every movement belongs to one purse and carries its next
//! number; the merchant's own accounts are sums over movements and no hot row. A purse never goes
//! below zero and has no last day: what was paid in stays whole.

mod pay;

use serde::{Deserialize, Serialize};

use crate::{
    ids::{MemberId, OrderId, PurseId, RefundId, VoucherId},
    money::Minor,
    reward::VoucherCode,
    time::Micros,
};

pub use pay::{Delivery, PayWith, Payer, Payment, name_of};

/// An account of money. A purse has the first; the rest are the merchant's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(i16)]
pub enum MoneyAccount {
    /// What is in the purse.
    Purse = 1,
    /// Where money paid in for a gift card comes from.
    Sold = 10,
    /// Where money goes that paid an order.
    Spent = 11,
    /// Where money comes from that the merchant gives: by hand, or as a reward.
    Given = 12,
    /// Where the rest of a refund comes from that goes to store credit.
    Refunded = 13,
}

impl MoneyAccount {
    /// The code under which it is stored.
    pub fn code(self) -> i16 {
        self as i16
    }
}

/// Why money moved. The codes are stored; never reuse one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(i16)]
pub enum MovementKind {
    /// A gift card was sold, or more put on it.
    Load = 1,
    /// A load was taken back before any of it was used.
    Void = 2,
    /// It paid a part of an order.
    Pay = 3,
    /// A refund put back what it had paid.
    PutBack = 4,
    /// Staff gave it.
    Give = 5,
    /// Staff took it.
    Take = 6,
    /// The rest of a refund, which the customer has as store credit.
    Refund = 7,
    /// A reward made the card.
    Reward = 8,
    /// The reward that made the card was given back.
    Unreward = 9,
}

impl MovementKind {
    /// All kinds, in the order of their codes.
    pub const ALL: [Self; 9] = [
        Self::Load,
        Self::Void,
        Self::Pay,
        Self::PutBack,
        Self::Give,
        Self::Take,
        Self::Refund,
        Self::Reward,
        Self::Unreward,
    ];

    /// The code under which it is stored.
    pub fn code(self) -> i16 {
        self as i16
    }

    /// The kind of a stored code.
    pub fn from_code(code: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The account that gives and the account that takes.
    pub fn accounts(self) -> (MoneyAccount, MoneyAccount) {
        use MoneyAccount::{Given, Purse, Refunded, Sold, Spent};
        match self {
            Self::Load => (Sold, Purse),
            Self::Void => (Purse, Sold),
            Self::Pay => (Purse, Spent),
            Self::PutBack => (Spent, Purse),
            Self::Give | Self::Reward => (Given, Purse),
            Self::Take | Self::Unreward => (Purse, Given),
            Self::Refund => (Refunded, Purse),
        }
    }

    /// Whether it puts money into the purse.
    pub fn is_in(self) -> bool {
        self.accounts().1 == MoneyAccount::Purse
    }
}

/// Money moved from one account to another. Never changed once written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// Whose account it touches.
    pub purse: PurseId,
    /// The purse's running number, from 1.
    pub seq: i64,
    /// Why.
    pub kind: MovementKind,
    /// How much, at least 1.
    pub amount: Minor,
    /// What is in the purse after it.
    pub balance_after: Minor,
    /// When it happened for the business.
    pub occurred_at: Micros,
    /// The order it comes from.
    pub order: Option<OrderId>,
    /// The refund it comes from.
    pub refund: Option<RefundId>,
    /// The reason that staff gave.
    pub reason: Option<String>,
}

/// A gift card, or a member's store credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purse {
    /// Its row.
    pub id: PurseId,
    /// What opens a gift card; whoever has it can pay. `None`: store credit.
    pub code: Option<VoucherCode>,
    /// Whose page shows it.
    pub owner: Option<MemberId>,
    /// What is in it; a cache of its movements.
    pub balance: Minor,
    /// The last movement's number.
    pub last_seq: i64,
    /// What the last movement put on it by a sale, while nothing came after: that much can be
    /// taken back.
    pub fresh: Minor,
}

impl Purse {
    /// A gift card with nothing on it yet.
    pub fn gift_card(id: PurseId, code: VoucherCode, owner: Option<MemberId>) -> Self {
        Self {
            id,
            code: Some(code),
            owner,
            balance: Minor::ZERO,
            last_seq: 0,
            fresh: Minor::ZERO,
        }
    }

    /// A member's store credit with nothing in it yet.
    pub fn credit_of(member: MemberId) -> Self {
        Self {
            id: PurseId::credit_of(member),
            code: None,
            owner: Some(member),
            balance: Minor::ZERO,
            last_seq: 0,
            fresh: Minor::ZERO,
        }
    }

    /// The last four characters of a gift card's code, which is all that a receipt shows of it.
    pub fn ending(&self) -> Option<String> {
        self.code.as_ref().map(VoucherCode::ending)
    }
}

impl PurseId {
    /// A member has one store credit, under the member's own id.
    pub fn credit_of(member: MemberId) -> Self {
        Self(member.0)
    }

    /// A card that a reward made has the id of the reward's voucher.
    pub fn of_voucher(voucher: VoucherId) -> Self {
        Self(voucher.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_codes_are_read_back_as_what_they_were() {
        for kind in MovementKind::ALL {
            assert_eq!(MovementKind::from_code(kind.code()), Some(kind));
            let (from, to) = kind.accounts();
            assert_ne!(from, to, "two sides: {kind:?}");
            assert!(from == MoneyAccount::Purse || to == MoneyAccount::Purse);
        }
        assert_eq!(MovementKind::from_code(0), None);
    }

    #[test]
    fn a_receipt_shows_the_end_of_a_code_and_no_more() {
        let code = VoucherCode::from_random(7);
        let card = Purse::gift_card(PurseId(uuid::Uuid::nil()), code.clone(), None);
        let name = name_of(card.ending().as_deref());
        assert!(name.starts_with("Gift card \u{b7}\u{b7}\u{b7}"), "{name}");
        assert!(code.as_str().ends_with(&card.ending().unwrap()));
        assert_eq!(card.ending().unwrap().len(), 4);
        assert_eq!(name_of(None), "Store credit");
    }
}
