//! A version that some members have already: who is judged by it, and what follows from it.

use std::sync::Arc;

use super::{
    rules::{programme, spend_rule},
    shop::Shop,
};
use crate::{
    command::{Command, Redeem},
    ids::{MemberId, VoucherId},
    programme::{Programme, Published},
    rejection::Rejection,
    release::{Audience, Release},
    reward::VoucherCode,
};

/// Two points for each pound, and no coffee.
fn next() -> Programme {
    let mut rules = programme();
    rules.earning = vec![spend_rule("spend", 2, 100)];
    rules.rewards.retain(|reward| reward.key != "coffee");
    rules
}

/// A shop with version 2 released to staff, a member who works there, and one who does not.
fn shop() -> (Shop, MemberId, MemberId) {
    let mut shop = Shop::new(programme());
    let (staff, guest) = (shop.join(), shop.join());
    shop.world.release = Some(Release {
        published: Arc::new(Published {
            version: 2,
            programme: next(),
        }),
        audience: Audience::Staff,
    });
    shop.world.staff.insert(staff);
    (shop, staff, guest)
}

fn take_coffee(shop: &mut Shop, member: MemberId) -> Result<(), Rejection> {
    let id = shop.id();
    let redeem = Redeem {
        member,
        reward: "coffee".to_owned(),
        voucher: VoucherId(id),
        code: VoucherCode::from_random(id.as_u128()),
    };
    shop.ask(Command::Redeem(redeem)).map(drop)
}

#[test]
fn each_is_judged_by_the_own_version_and_the_order_keeps_it() {
    let (mut shop, staff, guest) = shop();
    for (member, points, version) in [(staff, 200, 2), (guest, 100, 1)] {
        shop.ring_up(member, 10_000);
        assert_eq!(shop.points(member).0, points);
        let order = shop.plans.last().unwrap().order.as_ref().unwrap();
        assert_eq!(order.version, version);
    }
    assert_eq!(take_coffee(&mut shop, staff), Err(Rejection::UnknownReward));
    assert_eq!(take_coffee(&mut shop, guest), Ok(()));
}

#[test]
fn taking_a_version_back_leaves_what_it_gave() {
    let (mut shop, staff, _) = shop();
    shop.ring_up(staff, 10_000);
    shop.world.release = None;
    assert_eq!(shop.points(staff).0, 200);
    shop.ring_up(staff, 10_000);
    assert_eq!(shop.points(staff).0, 300);
}

#[test]
fn a_tier_is_the_one_after_the_last_order() {
    let (mut shop, staff, guest) = shop();
    let audience = Audience::Tier {
        key: "gold".to_owned(),
    };
    shop.world.release.as_mut().unwrap().audience = audience;
    let head = &mut shop.world.members.get_mut(&guest).unwrap().head;
    head.tier = Some("gold".to_owned());
    let version = |member| shop.world.for_member(member).unwrap().version;
    assert_eq!((version(guest), version(staff)), (2, 1));
}
