//! What is rung up at the till, as a command.

use regulars::{
    command::{RingUp, SpareVoucher},
    ids::{MemberId, OrderId, VoucherId},
    order::Order,
    programme::Programme,
    promotion::PromotionKind,
    purse::PayWith,
    reward::VoucherCode,
    time::Micros,
    views::Shop,
};

use crate::{
    Store,
    env::{Environment, local_time},
    services::{ServiceError, programme},
};

/// What is rung up: an order, and how much of it points pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purchase {
    /// The order, with the vouchers handed over and the public codes quoted.
    pub order: Order,
    /// The most points to pay with; 0: none.
    pub pay_points: i64,
    /// Gift cards and store credit to pay with.
    pub pay_with: PayWith,
    /// When it happened, if not now.
    pub occurred_at: Option<Micros>,
}

impl From<Order> for Purchase {
    /// Now, and without points, gift cards or store credit to pay with.
    fn from(order: Order) -> Self {
        Self {
            order,
            pay_points: 0,
            pay_with: PayWith::default(),
            occurred_at: None,
        }
    }
}

/// The command for a purchase, with an id and a code for each voucher that it may
/// make for later orders.
pub(super) async fn command(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    member: MemberId,
    purchase: Purchase,
) -> Result<RingUp, ServiceError> {
    let at = purchase.occurred_at.unwrap_or_else(|| env.now());
    let local = local_time(&shop.time_zone, at);
    let programme = programme::published(store, shop.id).await?;
    let vouchers = programme.map_or(0, |it| vouchers_made(&it.programme));
    let spare = (0..vouchers).map(|_| SpareVoucher {
        id: VoucherId(env.new_id()),
        code: VoucherCode::from_random(env.random()),
    });
    Ok(RingUp {
        id: OrderId(env.new_id()),
        member,
        order: purchase.order,
        occurred_at: at,
        occurred_on: local.day,
        hour: Some(local.hour),
        // Tills have no place of their own yet.
        location: None,
        spare: spare.collect(),
        pay_points: purchase.pay_points,
        pay_with: purchase.pay_with,
        reservation: None,
    })
}

/// The most vouchers that one order makes: for the next order, and as a welcome to tiers.
fn vouchers_made(programme: &Programme) -> usize {
    let coupons = programme
        .promotions
        .iter()
        .filter(|it| matches!(it.kind, PromotionKind::NextOrder { .. }));
    let levels = programme.tiers.iter().flat_map(|scheme| &scheme.levels);
    let welcomes = levels.filter(|level| level.welcome.is_some());
    coupons.count() + welcomes.count()
}
