//! Whether a reward may be had, and what having it counts for.

use crate::{
    command::Redeem,
    condition::Moment,
    ids::MemberId,
    money::Minor,
    plan::{Offer, UseChange},
    rejection::Rejection,
    reward::Reward,
    state::World,
    time::{Day, Now},
};

/// Whether the reward is offered now and to this member, and there is one left.
pub(super) fn may_take(
    world: &World,
    redeem: &Redeem,
    reward: &Reward,
    now: Now,
) -> Result<(), Rejection> {
    let member = world
        .members
        .get(&redeem.member)
        .ok_or(Rejection::UnknownMember)?;
    let programme = world.for_member(redeem.member).map(|it| &it.programme);
    let scheme = programme.and_then(|it| it.tiers.as_ref());
    let tier = scheme.and_then(|scheme| member.standing(scheme, now.today));
    let moment = Moment {
        tier: tier.as_ref().map(|progress| progress.key.as_str()),
        ..Moment::on(now.today)
    };
    reward
        .when
        .check(&moment)
        .map_err(|because| Rejection::RewardNotNow { because })?;
    let all = world
        .rewards_used
        .get(&reward.key)
        .copied()
        .unwrap_or_default();
    let own = member
        .activity
        .rewards
        .get(&reward.key)
        .copied()
        .unwrap_or_default();
    let cost = reward.kind.fixed_worth().unwrap_or_default();
    reward
        .limits
        .check(all, own, cost)
        .map_err(|limit| Rejection::RewardLimit { limit })
}

/// A reward taken (1) or given back (-1) on or from `day`.
pub(super) fn use_of(member: MemberId, reward: &Reward, day: Day, times: i64) -> UseChange {
    let worth = reward.kind.fixed_worth().unwrap_or_default();
    UseChange {
        member,
        of: Offer::Reward(reward.key.clone()),
        day,
        times,
        amount: Minor(worth.0 * times),
    }
}
