//! A sale on the server: text becomes an order, rewards become vouchers, the order is rung up.

use regulars::{
    ids::{MemberId, OrderId},
    order::{Order, OrderLine, OrderSource},
    plan::{Receipt, RungUp},
    reward::VoucherCode,
};
use regulars_storage::services::{orders, rewards, till};

use super::{super::Desk, Sold, basket::read_basket, uses::Use};
use crate::error::AppError;

/// What is bought, and what of the member's it uses.
pub struct Purchase {
    order: Order,
    rewards: Vec<String>,
}

impl Purchase {
    /// Reads what was sent.
    ///
    /// # Errors
    /// [`AppError::Fields`] on `basket` or `used`.
    pub fn read(desk: &Desk, basket: &str, used: &[String]) -> Result<Self, AppError> {
        let lines = read_basket(basket, desk.shop.currency)
            .map_err(|error| AppError::field("basket", error))?;
        if lines.is_empty() {
            return Err(AppError::field(
                "basket",
                "Type an amount or an item first.",
            ));
        }
        let (mut vouchers, mut rewards) = (Vec::new(), Vec::new());
        for text in used {
            match text
                .parse()
                .map_err(|error| AppError::field("used", error))?
            {
                Use::Voucher(code) => vouchers.push(code),
                Use::Reward(key) => rewards.push(key),
            }
        }
        let lines = lines.into_iter().map(OrderLine::from).collect();
        let order = Order {
            lines,
            vouchers,
            ..Order::of_amount(OrderSource::Till, regulars::money::Minor::ZERO)
        };
        order.validate()?;
        Ok(Self { order, rewards })
    }

    /// What it would come to.
    pub async fn preview(self, desk: &Desk, member: MemberId) -> Result<RungUp, AppError> {
        let Self { order, rewards } = self;
        Ok(till::preview(
            desk.store(),
            desk.env(),
            &desk.shop,
            member,
            order,
            &rewards,
        )
        .await?)
    }

    /// Rings it up. Rewards are taken first, each under a key made from the sale's: trying again
    /// finds the voucher that the first try made. Should the sale be refused after that, the
    /// member has the voucher, and the till shows it.
    pub async fn ring_up(
        mut self,
        desk: &Desk,
        member: MemberId,
        key: &str,
    ) -> Result<Sold, AppError> {
        let (store, env, shop, by) = (desk.store(), desk.env(), &desk.shop, desk.at_work());
        for reward in &self.rewards {
            let key = format!("{key}-{reward}");
            let receipt = rewards::take(store, env, shop, by.actor(), member, reward, &key).await?;
            self.order.vouchers.push(code_of(receipt)?);
        }
        let done = till::ring_up(store, env, shop, &by, member, self.order, key).await?;
        let name = till::name_of(store, shop, member).await?;
        Ok(sold(done, name))
    }
}

fn code_of(receipt: Receipt) -> Result<VoucherCode, AppError> {
    match receipt {
        Receipt::Redeemed { code, .. } => Ok(code),
        other => Err(AppError::internal(format!(
            "taking a reward answered {other:?}"
        ))),
    }
}

fn sold(done: RungUp, member_name: String) -> Sold {
    Sold {
        order: done.order,
        member_name,
        total: done.total,
        points: done.points,
        available_on: done.available_on,
        available: done.available,
        pending: done.pending,
        new_tier: done.new_tier,
    }
}

/// The receipt of a sale that a plain form rang up, from what is stored.
pub async fn sold_before(desk: &Desk, order: OrderId) -> Result<Sold, AppError> {
    let row = orders::detail(desk.store(), &desk.shop, order).await?.row;
    let at = till::at_till(desk.store(), &desk.shop, row.member)
        .await?
        .row;
    Ok(Sold {
        order: row.id,
        member_name: row.member_name,
        total: row.total,
        points: row.points,
        available_on: None,
        available: at.available,
        pending: at.pending,
        new_tier: None,
    })
}
