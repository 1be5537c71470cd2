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
        let published = world.for_member(adjust.member);
        let expiry = published.map(|it| it.programme.expiry);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        command::Command,
        decide::tests::{rules::programme, shop::Shop},
        ids::MemberId,
        programme::Expiry,
    };

    fn adjust(member: MemberId, points: i64, limit: i64, reason: &str) -> Command {
        Command::Adjust(Adjust {
            member,
            points,
            reason: reason.to_owned(),
            limit,
        })
    }

    #[test]
    fn points_given_by_hand_expire_like_others_and_carry_the_reason() {
        let mut shop = Shop::new(programme());
        let mut rules = programme();
        rules.expiry = Expiry::Days { days: 30 };
        shop.publish(rules);
        let member = shop.join();
        shop.ask(adjust(member, 70, 100, "  spilled coffee "))
            .unwrap();
        let transfer = &shop.plans.last().unwrap().transfers[0];
        assert_eq!(transfer.reason.as_deref(), Some("spilled coffee"));
        assert_eq!((transfer.from, transfer.points), (Account::Adjusted, 70));
        assert_eq!(
            shop.lots(member)[0].expires_on.unwrap().to_string(),
            "2026-03-31"
        );
        shop.ask(adjust(member, -70, 100, "entered twice")).unwrap();
        assert_eq!(shop.points(member), (0, 0));
    }

    #[test]
    fn each_wrong_adjustment_has_its_own_reason() {
        let mut shop = Shop::new(programme());
        let member = shop.join();
        for points in [0, 101, -101, i64::MAX, i64::MIN] {
            let refused = Err(Rejection::BadAdjustment { limit: 100 });
            assert_eq!(
                shop.ask(adjust(member, points, 100, "why")),
                refused,
                "{points}"
            );
        }
        let none = Err(Rejection::BadAdjustment { limit: 0 });
        assert_eq!(shop.ask(adjust(member, i64::MIN, i64::MIN, "why")), none);
        let silent = Err(Rejection::ReasonMissing);
        assert_eq!(shop.ask(adjust(member, 5, 100, " \n ")), silent);
        let nobody = MemberId(shop.id());
        let unknown = Err(Rejection::UnknownMember);
        assert_eq!(shop.ask(adjust(nobody, 5, 100, "why")), unknown);
        assert_eq!(shop.ask(adjust(nobody, -5, 100, "why")), unknown);
    }

    #[test]
    fn no_more_is_taken_than_is_there() {
        let mut shop = Shop::new(programme());
        let member = shop.join();
        shop.adjust(member, 30).unwrap();
        let refused = Err(Rejection::NotEnoughPoints { missing: 1 });
        assert_eq!(shop.adjust(member, -31), refused);
        assert_eq!(shop.points(member), (30, 0));
    }

    #[test]
    fn a_balance_has_a_bound() {
        let mut shop = Shop::new(programme());
        let member = shop.join();
        let limit = crate::decide::BALANCE_MAX;
        shop.ask(adjust(member, limit, i64::MAX, "all of it"))
            .unwrap();
        let refused = Err(Rejection::BalanceTooLarge);
        assert_eq!(shop.ask(adjust(member, 1, i64::MAX, "one more")), refused);
        assert_eq!(shop.ask(adjust(member, i64::MAX, i64::MAX, "all")), refused);
        assert_eq!(shop.points(member), (limit, 0));
    }
}
