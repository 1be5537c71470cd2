//! Points given or taken by hand.

use super::{
    draft::{Cause, Draft, Grant, Take},
    refund::REASON_MAX,
};
use crate::{
    command::Adjust,
    ledger::{Account, TransferKind},
    plan::{Plan, Receipt},
    rejection::Rejection,
    state::World,
    time::Now,
};

pub(super) fn decide(world: &World, adjust: &Adjust, now: Now) -> Result<Plan, Rejection> {
    if adjust.points == 0 || adjust.points.unsigned_abs() > adjust.limit.unsigned_abs() {
        return Err(Rejection::BadAdjustment {
            limit: adjust.limit,
        });
    }
    let reason: String = adjust.reason.trim().chars().take(REASON_MAX).collect();
    if reason.is_empty() {
        return Err(Rejection::ReasonMissing);
    }
    let mut draft = Draft::new(world, now, Receipt::Adjusted { available: 0 });
    let available = draft.member(adjust.member)?.head.balances.available;
    let cause = Cause {
        reason: Some(reason),
        ..Cause::new(TransferKind::Adjust, now.at)
    };
    if adjust.points > 0 {
        let expiry = world
            .programme
            .as_ref()
            .map(|published| published.programme.expiry);
        draft.grant(
            adjust.member,
            &cause,
            Grant {
                points: adjust.points,
                from: Account::Adjusted,
                available_on: None,
                expires_on: expiry.and_then(|expiry| expiry.last_day(now.today)),
            },
        )?;
    } else {
        let wanted = -adjust.points;
        if wanted > available {
            return Err(Rejection::NotEnoughPoints {
                missing: wanted - available,
            });
        }
        draft.take(
            adjust.member,
            &cause,
            Account::Adjusted,
            wanted,
            Take::default(),
        )?;
    }
    let available = draft.head(adjust.member)?.balances.available;
    Ok(draft.finish(Receipt::Adjusted { available }))
}
