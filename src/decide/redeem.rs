//! Taking a reward, and giving its voucher back while it is unused.

use super::{
    cards,
    draft::{Cause, Draft},
    limits::{may_take, use_of},
};
use crate::{
    command::{Redeem, ReturnVoucher},
    ledger::{Account, TransferKind},
    plan::{Event, Plan, Receipt},
    rejection::Rejection,
    reservation::{Asked, Held},
    reward::{Voucher, VoucherState},
    state::World,
    time::Now,
};

pub(super) fn take(world: &World, redeem: &Redeem, now: Now) -> Result<Plan, Rejection> {
    let published = world.for_member(redeem.member);
    let published = published.ok_or(Rejection::NoProgramme)?;
    let reward = published
        .programme
        .reward(&redeem.reward)
        .ok_or(Rejection::UnknownReward)?;
    may_take(world, redeem, reward, now)?;
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
    let voucher = Voucher {
        id: redeem.voucher,
        member: redeem.member,
        code: redeem.code.clone(),
        reward: reward.clone(),
        expires_on,
        state: VoucherState::Open,
        paid_seq,
        made_by: None,
        order_code: None,
        used_by: None,
    };
    cards::make_of_voucher(&mut draft, &voucher)?;
    draft.plan.new_voucher = Some(voucher);
    let change = use_of(redeem.member, reward, now.today, 1);
    draft.plan.uses.push(change);
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
    let good = voucher.state == VoucherState::Open && voucher.expires_on >= now.today;
    let asked = Asked {
        at: now.at,
        own: None,
    };
    let kept = Held::Voucher(back.code.clone());
    if !good || voucher.made_by.is_some() || world.holds.is_held(&kept, asked) {
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
    if points == 0 && voucher.reward.points > 0 {
        return Err(Rejection::PointsExpired);
    }
    cards::unmake_of_voucher(&mut draft, voucher, true)?;
    draft.plan.changed_vouchers.push(Voucher {
        state: VoucherState::Returned,
        ..voucher.clone()
    });
    let change = use_of(back.member, &voucher.reward, voucher.taken_on(), -1);
    draft.plan.uses.push(change);
    let available = draft.head(back.member)?.balances.available;
    Ok(draft.finish(Receipt::Returned { points, available }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        decide::tests::{
            rules::{programme, sale},
            shop::Shop,
        },
        ids::MemberId,
        programme::{Expiry, RefundPolicy},
        reward::VoucherCode,
    };

    /// A member with a lot of 60 that expires on 31 March and one of 60 that does on 10 April.
    fn two_lots() -> (Shop, MemberId) {
        let mut rules = programme();
        rules.expiry = Expiry::Days { days: 30 };
        let mut shop = Shop::new(rules);
        let member = shop.join();
        shop.ring_up(member, 6_000);
        shop.wait(10);
        shop.ring_up(member, 6_000);
        (shop, member)
    }

    fn remaining(shop: &Shop, member: MemberId) -> Vec<i64> {
        shop.lots(member).iter().map(|lot| lot.remaining).collect()
    }

    #[test]
    fn the_lot_that_expires_first_is_spent_first() {
        let (mut shop, member) = two_lots();
        shop.redeem(member, "five-off").unwrap();
        assert_eq!(remaining(&shop, member), [0, 20]);
        assert_eq!(shop.points(member), (20, 0));
    }

    #[test]
    fn exactly_enough_is_enough() {
        let mut shop = Shop::new(programme());
        let member = shop.join();
        shop.adjust(member, 99).unwrap();
        let refused = Err(Rejection::NotEnoughPoints { missing: 1 });
        assert_eq!(shop.redeem(member, "five-off"), refused);
        shop.adjust(member, 1).unwrap();
        assert!(shop.redeem(member, "five-off").is_ok());
        let refused = Err(Rejection::NotEnoughPoints { missing: 100 });
        assert_eq!(shop.redeem(member, "five-off"), refused);
    }

    #[test]
    fn what_waits_or_has_run_out_cannot_be_spent() {
        let (mut shop, member) = two_lots();
        shop.on("2026-04-01");
        let refused = Err(Rejection::NotEnoughPoints { missing: 40 });
        assert_eq!(shop.redeem(member, "five-off"), refused);
        shop.redeem(member, "coffee").unwrap();
        assert_eq!(remaining(&shop, member), [0, 10]);

        let mut rules = programme();
        rules.hold_days = 14;
        let mut shop = Shop::new(rules);
        let member = shop.join();
        shop.ring_up(member, 10_000);
        let refused = Err(Rejection::NotEnoughPoints { missing: 100 });
        assert_eq!(shop.redeem(member, "five-off"), refused);
        shop.wait(14);
        assert!(shop.redeem(member, "five-off").is_ok());
    }

    #[test]
    fn only_what_is_offered_can_be_taken() {
        let mut shop = Shop::new(programme());
        let member = shop.join();
        shop.adjust(member, 100).unwrap();
        assert_eq!(shop.redeem(member, "yacht"), Err(Rejection::UnknownReward));
        let nobody = MemberId(shop.id());
        let unknown = Err(Rejection::UnknownMember);
        assert_eq!(shop.redeem(nobody, "five-off"), unknown);
        shop.world.programme = None;
        assert_eq!(shop.redeem(member, "five-off"), Err(Rejection::NoProgramme));
    }

    #[test]
    fn a_voucher_keeps_the_terms_it_was_taken_under() {
        let mut shop = Shop::new(programme());
        let member = shop.join();
        let code = shop.voucher(member, "five-off");
        let mut changed = programme();
        changed.rewards.clear();
        shop.publish(changed);
        let voucher = &shop.world.vouchers[&code];
        assert_eq!(
            (voucher.reward.points, voucher.reward.key.as_str()),
            (100, "five-off")
        );
        assert_eq!(voucher.expires_on.to_string(), "2026-03-31");
    }

    #[test]
    fn points_go_back_where_they_came_from() {
        let (mut shop, member) = two_lots();
        let code = shop.redeem(member, "five-off").unwrap();
        assert_eq!(shop.give_back(member, &code), Ok(100));
        assert_eq!(remaining(&shop, member), [60, 60]);
        assert_eq!(shop.points(member), (120, 0));
        let again = shop.give_back(member, &code);
        assert_eq!(again, Err(Rejection::VoucherNotOpen));
    }

    #[test]
    fn only_what_paid_for_it_comes_back_and_not_what_was_settled_with_it() {
        let mut rules = programme();
        rules.refund_policy = RefundPolicy::Owe;
        let mut shop = Shop::new(rules.clone());
        let member = shop.join();
        let order = shop.ring_up(member, 10_000).order;
        shop.redeem(member, "five-off").unwrap();
        shop.refund(order, Some(3_000)).unwrap();
        rules.hold_days = 14;
        shop.publish(rules);
        shop.ring_up(member, 10_000);
        shop.wait(14);
        // The hold ends in the same plan, and thirty of the hundred pay the debt.
        let code = shop.redeem(member, "coffee").unwrap();
        assert_eq!(shop.points(member), (20, 0));
        assert_eq!(shop.give_back(member, &code), Ok(50));
        assert_eq!(shop.points(member), (70, 0));
    }

    #[test]
    fn points_that_would_have_expired_do_not_come_back() {
        let (mut shop, member) = two_lots();
        let code = shop.redeem(member, "five-off").unwrap();
        shop.on("2026-04-05");
        assert_eq!(shop.give_back(member, &code), Ok(40));
        assert_eq!(shop.points(member), (60, 0));
    }

    #[test]
    fn a_voucher_that_would_bring_nothing_back_is_kept() {
        let (mut shop, member) = two_lots();
        let code = shop.redeem(member, "five-off").unwrap();
        let longer = shop.now.today.plus_days(60);
        shop.world.vouchers.get_mut(&code).unwrap().expires_on = longer;
        shop.on("2026-04-11");
        let refused = Err(Rejection::PointsExpired);
        assert_eq!(shop.give_back(member, &code), refused);
        assert_eq!(shop.world.vouchers[&code].state, VoucherState::Open);
    }

    #[test]
    fn only_the_owner_gives_back_and_only_while_it_is_good() {
        let mut shop = Shop::new(programme());
        let (member, other) = (shop.join(), shop.join());
        let code = shop.voucher(member, "five-off");
        let stolen = shop.give_back(other, &code);
        assert_eq!(stolen, Err(Rejection::VoucherNotValid));
        let guessed = shop.give_back(member, &VoucherCode::from_random(9));
        assert_eq!(guessed, Err(Rejection::VoucherNotValid));
        let mut order = sale(2_000);
        order.vouchers = vec![code.clone()];
        shop.try_ring_up(member, order).unwrap();
        let used = shop.give_back(member, &code);
        assert_eq!(used, Err(Rejection::VoucherNotOpen));
        let code = shop.voucher(member, "five-off");
        shop.wait(31);
        let late = shop.give_back(member, &code);
        assert_eq!(late, Err(Rejection::VoucherNotOpen));
    }
}
