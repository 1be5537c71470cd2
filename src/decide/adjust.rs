//! Points given or taken by hand.

use super::{
    draft::{Cause, Draft, Grant},
    reason_of,
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
    let limit = adjust.limit.max(0);
    if adjust.points == 0 || adjust.points.unsigned_abs() > limit.unsigned_abs() {
        return Err(Rejection::BadAdjustment { limit });
    }
    let reason = Some(reason_of(&adjust.reason).ok_or(Rejection::ReasonMissing)?);
    let cause = Cause {
        reason,
        ..Cause::new(TransferKind::Adjust, now.at)
    };
    let mut draft = Draft::new(world, now);
    if adjust.points > 0 {
        let expiry = world.programme.as_ref().map(|it| it.programme.expiry);
        let grant = Grant {
            points: adjust.points,
            from: Account::Adjusted,
            available_on: None,
            expires_on: expiry.and_then(|expiry| expiry.last_day(now.today)),
        };
        draft.grant(adjust.member, &cause, grant)?;
    } else {
        draft.settle(adjust.member)?;
        draft.spend(adjust.member, &cause, Account::Adjusted, -adjust.points)?;
    }
    let available = draft.head(adjust.member)?.balances.available;
    Ok(draft.finish(Receipt::Adjusted { available }))
}
