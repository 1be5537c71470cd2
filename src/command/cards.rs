//! What can be asked of gift cards and store credit.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{MemberId, PurseId},
    money::Minor,
    purse::Delivery,
    reward::VoucherCode,
};

/// The least and the most that goes on a gift card at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardTerms {
    /// The least.
    pub least: Minor,
    /// The most.
    pub most: Minor,
}

/// Sells a gift card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SellCard {
    /// The new row.
    pub purse: PurseId,
    /// Its code.
    pub code: VoucherCode,
    /// Whose page shows it; `None`: whoever has the code.
    pub owner: Option<MemberId>,
    /// What is paid for it, and is on it.
    pub amount: Minor,
    /// The shop's terms.
    pub terms: CardTerms,
    /// To whom it is sent by mail.
    pub delivery: Option<Delivery>,
}

/// Puts more on a gift card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadCard {
    /// Its code.
    pub code: VoucherCode,
    /// What is paid, and put on it.
    pub amount: Minor,
    /// The shop's terms.
    pub terms: CardTerms,
}

/// Takes the last sale or load of a gift card back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidCard {
    /// Its code.
    pub code: VoucherCode,
}

/// Gives or takes store credit by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiveCredit {
    /// Whose.
    pub member: MemberId,
    /// How much; negative takes.
    pub amount: Minor,
    /// Why, kept with the movement.
    pub reason: String,
    /// The most that the role may give or take.
    pub limit: Minor,
}
