//! What falls due by itself: holds that end, lots that expire.

use super::draft::Draft;
use crate::{
    command::Settle,
    ledger::LotState,
    plan::{Plan, Receipt},
    rejection::Rejection,
    state::World,
    time::Now,
};

pub(super) fn decide(world: &World, settle: &Settle, now: Now) -> Result<Plan, Rejection> {
    let mut draft = Draft::new(
        world,
        now,
        Receipt::Settled {
            posted: 0,
            expired: 0,
        },
    );
    let (mut posted, mut expired) = (0, 0);
    for lot in draft.lots(settle.member)? {
        let due = lot.available_on.is_some_and(|day| day <= now.today);
        if lot.state == LotState::Pending && due {
            posted += lot.remaining;
            draft.post(settle.member, lot)?;
        }
    }
    for lot in draft.lots(settle.member)? {
        let over = lot.expires_on.is_some_and(|day| day < now.today);
        if lot.state == LotState::Open && lot.remaining > 0 && over {
            expired += lot.remaining;
            draft.expire(settle.member, lot)?;
        }
    }
    Ok(draft.finish(Receipt::Settled { posted, expired }))
}
