//! The one place where a command becomes a plan, or is refused.
//!
//! Pure: reads the [`World`], writes nothing. The plan is whole or there is none, so a refusal
//! leaves no trace. Each command has a file of its own.

mod acts;
mod adjust;
mod cards;
mod coupons;
mod draft;
mod join;
mod judge;
mod limits;
mod one_time;
mod pass_on;
mod redeem;
mod referral;
mod refund;
mod reserve;
mod ring_up;
mod settle;
#[cfg(test)]
pub(crate) mod tests;
mod unwind;
mod vouchers;

use crate::{
    command::{Command, RingUp},
    plan::Plan,
    rejection::Rejection,
    state::World,
    time::Now,
};

/// The largest balance, and the most points in one transfer.
pub const BALANCE_MAX: i64 = 1_000_000_000_000_000;
/// Longest reason for a refund or an adjustment, in characters; what is longer is cut.
pub const REASON_MAX: usize = 500;

/// Judges one command.
///
/// # Errors
/// The [`Rejection`] that names the first reason found. Nothing is to be written then.
pub fn decide(world: &World, command: &Command, now: Now) -> Result<Plan, Rejection> {
    match command {
        Command::Join(join) => join::decide(world, join, now),
        Command::RingUp(ring_up) => ring_up::decide(world, ring_up, now),
        Command::Refund(refund) => refund::decide(world, refund, now),
        Command::Adjust(adjust) => adjust::decide(world, adjust, now),
        Command::Redeem(redeem) => redeem::take(world, redeem, now),
        Command::ReturnVoucher(back) => redeem::give_back(world, back, now),
        Command::Settle(settle) => settle::decide(world, settle, now),
        Command::Invite(invite) => referral::invite(world, invite, now),
        Command::Qualify(qualify) => referral::qualify(world, qualify, now),
        Command::PayReferral(pay) => referral::pay(world, pay, now),
        Command::ClaimAct(claim) => acts::claim(world, claim, now),
        Command::JudgeClaim(judge) => acts::judge(world, judge, now),
        Command::SellCard(sell) => cards::sell(world, sell, now),
        Command::LoadCard(load) => cards::load(world, load, now),
        Command::VoidCard(void) => cards::void(world, void, now),
        Command::GiveCredit(give) => cards::give_credit(world, give, now),
        Command::Reserve(reserve) => reserve::reserve(world, reserve, now),
        Command::Release(release) => reserve::release(world, release, now),
        Command::PassOn(pass) => pass_on::pass_on(world, pass, now),
        Command::UndoPass(undo) => pass_on::undo(world, undo, now),
    }
}

/// As [`decide`] for an order that the caller keeps, to have it judged again.
///
/// # Errors
/// As [`decide`].
pub(crate) fn ring_up(world: &World, order: &RingUp, now: Now) -> Result<Plan, Rejection> {
    ring_up::decide(world, order, now)
}

/// Whether a command must see lots. If so, those of every member whose points it may take: the
/// member it names or, for a refund, the order's member and the referrer of a referral that the
/// order closed. All that are pending or open with points left; besides these, those that paid
/// for the vouchers it names, that of the order it names and those that paid for a part of it, even
/// when they are empty.
/// Commands that only add points do not.
pub fn needs_lots(command: &Command) -> bool {
    match command {
        Command::Refund(_)
        | Command::Redeem(_)
        | Command::ReturnVoucher(_)
        | Command::Settle(_)
        | Command::PassOn(_)
        | Command::UndoPass(_) => true,
        Command::Adjust(adjust) => adjust.points < 0,
        Command::RingUp(ring_up) => ring_up.pay_points > 0,
        Command::Reserve(reserve) => reserve.order.pay_points > 0,
        Command::Join(_)
        | Command::Invite(_)
        | Command::Qualify(_)
        | Command::PayReferral(_)
        | Command::ClaimAct(_)
        | Command::JudgeClaim(_)
        | Command::SellCard(_)
        | Command::LoadCard(_)
        | Command::VoidCard(_)
        | Command::GiveCredit(_)
        | Command::Release(_) => false,
    }
}

/// A reason as it is kept; `None` when nothing was written.
fn reason_of(text: &str) -> Option<String> {
    let reason: String = text.trim().chars().take(REASON_MAX).collect();
    (!reason.is_empty()).then_some(reason)
}
