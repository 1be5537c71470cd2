//! Gift cards sold, loaded and taken back; store credit given by hand; what both pay of an order
//! and get back with a refund.

use super::{
    draft::{Draft, Moved},
    reason_of,
};
use crate::{
    command::{CardTerms, GiveCredit, LoadCard, RingUp, SellCard, VoidCard},
    ids::{MemberId, PurseId},
    money::Minor,
    plan::{Plan, Receipt},
    purse::{Delivery, MovementKind, PayWith, Payer, Payment, Purse},
    rejection::Rejection,
    reservation::{Asked, Held},
    reward::{RewardKind, Voucher},
    state::World,
    time::Now,
};

fn check(amount: Minor, terms: CardTerms) -> Result<(), Rejection> {
    let good = amount.0 > 0 && (terms.least..=terms.most).contains(&amount);
    good.then_some(()).ok_or(Rejection::BadCardAmount {
        least_minor: terms.least.0,
        most_minor: terms.most.0,
    })
}

pub(super) fn sell(world: &World, sell: &SellCard, now: Now) -> Result<Plan, Rejection> {
    check(sell.amount, sell.terms)?;
    let mut draft = Draft::new(world, now);
    if let Some(owner) = sell.owner {
        draft.member(owner)?;
    }
    let card = Purse::gift_card(sell.purse, sell.code.clone(), sell.owner);
    let cause = Moved::new(MovementKind::Load, now.at);
    let card = draft.move_money(&card, &cause, sell.amount)?;
    let cut = |text: &str, most| text.trim().chars().take(most).collect();
    draft.plan.money.delivery = sell.delivery.as_ref().map(|delivery| {
        let delivery = Delivery {
            mail: delivery.mail.clone(),
            from: cut(&delivery.from, Delivery::FROM_MAX),
            message: cut(&delivery.message, Delivery::MESSAGE_MAX),
        };
        (card.id, delivery)
    });
    Ok(draft.finish(moved(&card, sell.amount)))
}

pub(super) fn load(world: &World, load: &LoadCard, now: Now) -> Result<Plan, Rejection> {
    check(load.amount, load.terms)?;
    let mut draft = Draft::new(world, now);
    let card = world.gift_card(&load.code);
    let card = card.ok_or(Rejection::VoucherNotValid)?;
    let cause = Moved::new(MovementKind::Load, now.at);
    let card = draft.move_money(card, &cause, load.amount)?;
    Ok(draft.finish(moved(&card, load.amount)))
}

pub(super) fn void(world: &World, void: &VoidCard, now: Now) -> Result<Plan, Rejection> {
    let mut draft = Draft::new(world, now);
    let card = world.gift_card(&void.code);
    let card = card.ok_or(Rejection::VoucherNotValid)?;
    let amount = card.fresh;
    if amount.is_zero() || amount > draft.free_in(card) {
        return Err(Rejection::CardUsed);
    }
    let cause = Moved::new(MovementKind::Void, now.at);
    let card = draft.move_money(card, &cause, amount)?;
    Ok(draft.finish(moved(&card, Minor(-amount.0))))
}

pub(super) fn give_credit(world: &World, give: &GiveCredit, now: Now) -> Result<Plan, Rejection> {
    let limit = give.limit.0.max(0);
    if give.amount.is_zero() || give.amount.0.unsigned_abs() > limit.unsigned_abs() {
        return Err(Rejection::BadCredit { limit_minor: limit });
    }
    let reason = Some(reason_of(&give.reason).ok_or(Rejection::ReasonMissing)?);
    let mut draft = Draft::new(world, now);
    draft.member(give.member)?;
    let credit = credit_of(&draft, give.member);
    let kind = if give.amount.0 > 0 {
        MovementKind::Give
    } else {
        MovementKind::Take
    };
    let cause = Moved {
        reason,
        ..Moved::new(kind, now.at)
    };
    let credit = draft.move_money(&credit, &cause, Minor(give.amount.0.abs()))?;
    Ok(draft.finish(moved(&credit, give.amount)))
}

fn moved(purse: &Purse, amount: Minor) -> Receipt {
    Receipt::PurseMoved {
        purse: purse.id,
        code: purse.code.clone(),
        amount,
        balance: purse.balance,
    }
}

/// A member's store credit as it stands; nobody has less than nothing.
pub(super) fn credit_of(draft: &Draft<'_>, member: MemberId) -> Purse {
    let credit = draft.purse(PurseId::credit_of(member));
    credit.map_or_else(|| Purse::credit_of(member), Clone::clone)
}

/// What the order may be paid with, in the order in which it pays: the gift card with the least on
/// it first, so that cards are used up, and store credit last.
///
/// # Errors
/// [`Rejection::VoucherNotValid`], one answer for every code that is not good.
pub(super) fn payers(
    world: &World,
    ring_up: &RingUp,
    asked: Asked,
) -> Result<Vec<Payer>, Rejection> {
    let PayWith { cards, credit } = &ring_up.pay_with;
    if cards.len() > PayWith::CARDS_MAX {
        return Err(Rejection::BadOrder {
            reason: "at most 10 gift cards pay an order".to_owned(),
        });
    }
    let mut found: Vec<&Purse> = Vec::with_capacity(cards.len());
    for (index, code) in cards.iter().enumerate() {
        let card = world
            .gift_card(code)
            .filter(|_| !cards[..index].contains(code))
            .ok_or(Rejection::VoucherNotValid)?;
        found.push(card);
    }
    found.sort_by(|a, b| (a.balance, &a.code).cmp(&(b.balance, &b.code)));
    let free = |purse: &Purse| {
        let kept = world.holds.amount(&Held::Purse(purse.id), asked);
        Payer {
            balance: purse.balance.minus_down_to_zero(Minor(kept)),
            ..Payer::from(purse)
        }
    };
    let mut payers: Vec<Payer> = found.into_iter().map(free).collect();
    if *credit {
        let own = world.purses.get(&PurseId::credit_of(ring_up.member));
        let none = Purse::credit_of(ring_up.member);
        payers.push(free(own.unwrap_or(&none)));
    }
    Ok(payers)
}

/// Takes from gift cards and store credit what they pay of an order.
pub(super) fn pay(
    draft: &mut Draft<'_>,
    ring_up: &RingUp,
    payments: &[Payment],
) -> Result<(), Rejection> {
    let cause = Moved {
        order: Some(ring_up.id),
        ..Moved::new(MovementKind::Pay, ring_up.occurred_at)
    };
    for payment in payments.iter().filter(|payment| payment.amount.0 > 0) {
        let purse = draft.purse(payment.purse).cloned();
        let purse = purse.ok_or(Rejection::VoucherNotValid)?;
        draft.move_money(&purse, &cause, payment.amount)?;
    }
    Ok(())
}

/// A voucher for a gift card makes the card: it has the voucher's code, and the voucher remembers
/// the points that paid for it.
pub(super) fn make_of_voucher(draft: &mut Draft<'_>, voucher: &Voucher) -> Result<(), Rejection> {
    let RewardKind::GiftCard { amount } = voucher.reward.kind else {
        return Ok(());
    };
    let id = PurseId::of_voucher(voucher.id);
    let card = Purse::gift_card(id, voucher.code.clone(), Some(voucher.member));
    let cause = Moved::new(MovementKind::Reward, draft.now.at);
    draft.move_money(&card, &cause, amount)?;
    Ok(())
}

/// Empties a card that a voucher made. `whole`: only if none of it was used.
///
/// # Errors
/// [`Rejection::VoucherNotOpen`] if it must be whole and is not.
pub(super) fn unmake_of_voucher(
    draft: &mut Draft<'_>,
    voucher: &Voucher,
    whole: bool,
) -> Result<(), Rejection> {
    let RewardKind::GiftCard { amount } = voucher.reward.kind else {
        return Ok(());
    };
    let Some(card) = draft.purse(PurseId::of_voucher(voucher.id)).cloned() else {
        return Ok(());
    };
    if whole && (card.last_seq > 1 || draft.free_in(&card) != amount) {
        return Err(Rejection::VoucherNotOpen);
    }
    let cause = Moved::new(MovementKind::Unreward, draft.now.at);
    let left = amount.min(draft.free_in(&card));
    draft.move_money(&card, &cause, left)?;
    Ok(())
}
