//! A member's stamp cards, from the stamps in all and the programme in force.

use std::collections::HashMap;

use regulars::{
    programme::Programme,
    promotion::{Promotion, PromotionKind, StampCard},
    views::StampCardView,
};

/// Whether the programme has stamp cards.
pub fn any(programme: &Programme) -> bool {
    programme.promotions.iter().any(|it| card_of(it).is_some())
}

/// The cards of the programme, in its order, for somebody with `stamps` in all, by card.
pub fn cards(programme: &Programme, stamps: &HashMap<String, i64>) -> Vec<StampCardView> {
    let cards = programme
        .promotions
        .iter()
        .filter_map(|promotion| Some((promotion, card_of(promotion)?)));
    cards
        .map(|(promotion, card)| {
            let all = stamps.get(&promotion.key).copied().unwrap_or(0);
            StampCardView {
                key: promotion.key.clone(),
                name: promotion.name.clone(),
                filled: card.filled(all),
                card: card.clone(),
            }
        })
        .collect()
}

fn card_of(promotion: &Promotion) -> Option<&StampCard> {
    match &promotion.kind {
        PromotionKind::StampCard(card) => Some(card),
        _ => None,
    }
}
