//! Random moves of gift cards and store credit.

use proptest::prelude::*;

use super::{
    moves::{Known, pick},
    shop::Shop,
};
use crate::{
    command::{CardTerms, Command, GiveCredit, LoadCard, SellCard, VoidCard},
    ids::PurseId,
    money::Minor,
    reward::VoucherCode,
};

/// What goes on a gift card at a time.
pub(super) const CARD_TERMS: CardTerms = CardTerms {
    least: Minor(500),
    most: Minor(50_000),
};

/// One move of money. The numbers pick among what there is, modulo how much there is.
#[derive(Debug, Clone)]
pub(super) enum MoneyMove {
    Sell { owner: Option<usize>, amount: i64 },
    Load { card: usize, amount: i64 },
    Void { card: usize },
    Give { member: usize, amount: i64 },
}

pub(super) fn money_moves() -> impl Strategy<Value = MoneyMove> {
    let number = 0..1_000_usize;
    let amount = 300..12_000_i64;
    prop_oneof![
        (prop::option::of(number.clone()), amount.clone())
            .prop_map(|(owner, amount)| MoneyMove::Sell { owner, amount }),
        (number.clone(), amount).prop_map(|(card, amount)| MoneyMove::Load { card, amount }),
        number.clone().prop_map(|card| MoneyMove::Void { card }),
        (number, -3_000..6_000_i64).prop_map(|(member, amount)| MoneyMove::Give { member, amount }),
    ]
}

impl Known {
    /// The command of a move of money, unless there is nothing to move.
    pub(super) fn money_command(&self, shop: &mut Shop, a_move: &MoneyMove) -> Option<Command> {
        Some(match a_move {
            MoneyMove::Sell { owner, amount } => {
                let id = shop.id();
                Command::SellCard(SellCard {
                    purse: PurseId(id),
                    code: VoucherCode::from_random(id.as_u128()),
                    owner: owner.and_then(|number| pick(&self.members, number)),
                    amount: Minor(*amount),
                    terms: CARD_TERMS,
                    delivery: None,
                })
            }
            MoneyMove::Load { card, amount } => Command::LoadCard(LoadCard {
                code: pick(&self.cards, *card)?,
                amount: Minor(*amount),
                terms: CARD_TERMS,
            }),
            MoneyMove::Void { card } => Command::VoidCard(VoidCard {
                code: pick(&self.cards, *card)?,
            }),
            MoneyMove::Give { member, amount } => Command::GiveCredit(GiveCredit {
                member: pick(&self.members, *member)?,
                amount: Minor(*amount),
                reason: "goodwill".to_owned(),
                limit: Minor(5_000),
            }),
        })
    }
}
