//! Taking a reward, and giving its voucher back while it is unused.

use super::draft::{Cause, Draft};
use crate::{
    command::{Redeem, ReturnVoucher},
    ledger::{Account, TransferKind},
    plan::{Event, Plan, Receipt},
    rejection::Rejection,
    reward::{Voucher, VoucherState},
    state::World,
    time::Now,
};

pub(super) fn take(world: &World, redeem: &Redeem, now: Now) -> Result<Plan, Rejection> {
    let published = world.programme.as_ref().ok_or(Rejection::NoProgramme)?;
    let reward = published
        .programme
        .reward(&redeem.reward)
        .ok_or(Rejection::UnknownReward)?;
    let mut draft = Draft::new(world, now);
    draft.settle(redeem.member)?;
    let cause = Cause {
        voucher: Some(redeem.voucher),
        ..Cause::new(TransferKind::Redeem, now.at)
    };
    draft.spend(redeem.member, &cause, Account::Redeemed, reward.points)?;
    let head = draft.head(redeem.member)?;
    let (paid_seq, available) = (head.last_seq, head.balances.available);
    let expires_on = now.today.plus_days(i32::from(reward.valid_days));
    draft.plan.new_voucher = Some(Voucher {
        id: redeem.voucher,
        member: redeem.member,
        code: redeem.code.clone(),
        reward: reward.clone(),
        expires_on,
        state: VoucherState::Open,
        paid_seq,
        used_by: None,
    });
    draft.plan.events.push(Event::RewardTaken {
        member: redeem.member,
        voucher: redeem.voucher,
    });
    Ok(draft.finish(Receipt::Redeemed {
        voucher: redeem.voucher,
        code: redeem.code.clone(),
        expires_on,
        points: reward.points,
        available,
    }))
}

/// The points go back into the lots they came from; those whose last day has passed in the
/// meantime do not come back, as they would have expired.
pub(super) fn give_back(world: &World, back: &ReturnVoucher, now: Now) -> Result<Plan, Rejection> {
    let voucher = world
        .vouchers
        .get(&back.code)
        .filter(|voucher| voucher.member == back.member)
        .ok_or(Rejection::VoucherNotValid)?;
    if voucher.state != VoucherState::Open || voucher.expires_on < now.today {
        return Err(Rejection::VoucherNotOpen);
    }
    let mut draft = Draft::new(world, now);
    draft.settle(back.member)?;
    let cause = Cause {
        voucher: Some(voucher.id),
        ..Cause::new(TransferKind::Reinstate, now.at)
    };
    let uses = world
        .voucher_lots
        .get(&back.code)
        .map_or(&[][..], Vec::as_slice);
    let points = draft.reinstate(back.member, &cause, Account::Redeemed, uses)?;
    draft.plan.changed_vouchers.push(Voucher {
        state: VoucherState::Returned,
        ..voucher.clone()
    });
    let available = draft.head(back.member)?.balances.available;
    Ok(draft.finish(Receipt::Returned { points, available }))
}
