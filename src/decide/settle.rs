//! What falls due by itself: holds that end, lots that expire.

use super::draft::Draft;
use crate::{
    command::Settle,
    plan::{Plan, Receipt},
    rejection::Rejection,
    state::World,
    time::Now,
};

pub(super) fn decide(world: &World, settle: &Settle, now: Now) -> Result<Plan, Rejection> {
    let mut draft = Draft::new(world, now);
    let (posted, expired) = draft.settle(settle.member)?;
    Ok(draft.finish(Receipt::Settled { posted, expired }))
}
