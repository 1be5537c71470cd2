//! What a refund of the first order does to the referral that it closed.

use super::{rules::programme, shop::Shop};
use crate::{
    ids::{MemberId, OrderId, ReferralId},
    money::Minor,
    plan::Event,
    programme::{Programme, RefundPolicy},
    referral::{Referral, Stage},
};

struct Scene {
    shop: Shop,
    advocate: MemberId,
    friend: MemberId,
    referral: ReferralId,
    order: OrderId,
}

/// A friend whose order of 20.00 closed the referral on 1 March.
fn held(programme: Programme) -> Scene {
    let mut shop = Shop::new(programme);
    let advocate = shop.join();
    let (friend, referral) = shop.friend_of(advocate);
    let order = shop.ring_up(friend, 2_000).order;
    Scene {
        shop,
        advocate,
        friend,
        referral,
        order,
    }
}

fn rewarded(programme: Programme) -> Scene {
    let mut scene = held(programme);
    scene.shop.wait(15);
    scene.shop.pay(scene.referral).unwrap();
    scene
}

impl Scene {
    fn stage(&self) -> Stage {
        self.shop.referral(self.referral).stage
    }
}

#[test]
fn unpaid_it_waits_for_another_order_and_is_paid_after_that_ones_hold() {
    let mut scene = held(programme());
    scene.shop.wait(10);
    scene.shop.refund(scene.order, None).unwrap();
    let fresh = Referral {
        friend: Some(scene.friend),
        stage: Stage::Lead,
        ..Referral::new(scene.referral, scene.advocate)
    };
    assert_eq!(scene.shop.referral(scene.referral), &fresh);
    let moved = Event::ReferralMoved {
        member: scene.advocate,
        referral: scene.referral,
    };
    assert!(scene.shop.plans.last().unwrap().events.contains(&moved));

    scene.shop.ring_up(scene.friend, 3_000);
    let again = scene.shop.referral(scene.referral);
    assert_eq!(
        (again.stage, again.order_total),
        (Stage::Held, Minor(3_000))
    );
    scene.shop.wait(14);
    assert!(scene.shop.pay(scene.referral).is_err());
    scene.shop.wait(1);
    scene.shop.pay(scene.referral).unwrap();
    assert_eq!(scene.shop.points(scene.advocate), (100, 0));
    assert_eq!(scene.shop.points(scene.friend), (70, 0));
    assert!(scene.shop.pay(scene.referral).is_err());
}

#[test]
fn a_part_that_leaves_the_minimum_changes_nothing() {
    let mut scene = held(programme());
    scene.shop.refund(scene.order, Some(1_000)).unwrap();
    assert_eq!(scene.stage(), Stage::Held);
}

#[test]
fn a_part_that_leaves_too_little_rejects_it_with_a_reason() {
    let mut scene = held(programme());
    scene.shop.refund(scene.order, Some(1_001)).unwrap();
    assert_eq!(scene.stage(), Stage::Rejected);
    assert!(scene.shop.referral(scene.referral).reason.is_some());
    scene.shop.wait(15);
    assert!(scene.shop.pay(scene.referral).is_err());
    scene.shop.refund(scene.order, None).unwrap();
    assert_eq!(scene.stage(), Stage::Rejected);
}

#[test]
fn paid_it_is_taken_back_from_both_sides_and_stays_so() {
    let mut scene = rewarded(programme());
    scene.shop.refund(scene.order, None).unwrap();
    assert_eq!(scene.stage(), Stage::Reversed);
    assert!(scene.shop.referral(scene.referral).reason.is_some());
    assert_eq!(scene.shop.points(scene.advocate), (0, 0));
    assert_eq!(scene.shop.points(scene.friend), (0, 0));
    let plan = scene.shop.plans.last().unwrap();
    let taken = plan
        .transfers
        .iter()
        .filter(|it| it.referral == Some(scene.referral));
    assert_eq!(taken.map(|it| it.points).collect::<Vec<_>>(), [100, 40]);

    scene.shop.ring_up(scene.friend, 9_000);
    assert_eq!(scene.stage(), Stage::Reversed);
}

#[test]
fn a_referrer_who_spent_it_keeps_the_debt_only_if_the_merchant_says_so() {
    for (refund_policy, left) in [(RefundPolicy::Clamp, 0), (RefundPolicy::Owe, -100)] {
        let mut scene = rewarded(Programme {
            refund_policy,
            ..programme()
        });
        scene.shop.redeem(scene.advocate, "five-off").unwrap();
        scene.shop.refund(scene.order, Some(1_500)).unwrap();
        assert_eq!(scene.stage(), Stage::Reversed);
        assert_eq!(scene.shop.points(scene.advocate), (left, 0));
    }
}

#[test]
fn refunds_of_other_orders_leave_it_alone() {
    let mut scene = held(programme());
    let later = scene.shop.ring_up(scene.friend, 5_000).order;
    scene.shop.refund(later, None).unwrap();
    assert_eq!(scene.stage(), Stage::Held);
}
