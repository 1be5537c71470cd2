//! A sale on the server: text becomes an order, rewards become vouchers, the order is rung up.

use regulars::{
    explain::{Step, Trace},
    ids::{MemberId, OrderId},
    money::Minor,
    order::{Order, OrderLine, OrderSource},
    order_code::OrderCode,
    plan::{Receipt, RungUp},
    purse::{PayWith, name_of},
    reward::VoucherCode,
    time::Micros,
    views::VoucherView,
};
use regulars_storage::services::{
    ServiceError, codes,
    guess::{self, Guesser},
    orders, purses, rewards, till,
};

use super::{super::Desk, CardPaid, Sold, VoucherMade, basket::read_basket, uses::Use};
use crate::error::AppError;

/// What is bought, and what of the member's it uses.
pub struct Purchase {
    order: Order,
    rewards: Vec<String>,
    /// Codes that were quoted: of promotions, or order codes.
    quoted: Vec<String>,
    pay_points: i64,
    pay_with: PayWith,
    /// When it happened, if not now.
    pub occurred_at: Option<Micros>,
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
        let lines = lines.into_iter().map(OrderLine::from).collect();
        let mut purchase = Self {
            order: Order {
                lines,
                ..Order::of_amount(OrderSource::Till, Minor::ZERO)
            },
            rewards: Vec::new(),
            quoted: Vec::new(),
            pay_points: 0,
            pay_with: PayWith::default(),
            occurred_at: None,
        };
        for text in used {
            match text
                .parse()
                .map_err(|error| AppError::field("used", error))?
            {
                Use::Voucher(code) => purchase.order.vouchers.push(code),
                Use::Reward(key) => purchase.rewards.push(key),
                Use::Code(code) => purchase.quoted.push(code),
                Use::Points(points) => purchase.pay_points = points,
                Use::Credit => purchase.pay_with.credit = true,
            }
        }
        purchase.order.validate()?;
        Ok(purchase)
    }

    /// What it would come to. Points pay no more than the rewards leave.
    pub async fn preview(mut self, desk: &Desk, member: MemberId) -> Result<RungUp, AppError> {
        let (store, env, shop) = (desk.store(), desk.env(), &desk.shop);
        if self.pay_points > 0 {
            let at = till::at_till(store, shop, member).await?;
            let taken = at.rewards.iter().map(|offer| &offer.reward);
            let taken = taken.filter(|reward| self.rewards.contains(&reward.key));
            let left = at.row.available - taken.map(|reward| reward.points).sum::<i64>();
            self.pay_points = self.pay_points.min(left).max(0);
        }
        let codes = self.codes();
        self.sort_codes(desk, member).await?;
        let ask = till::preview(store, env, shop, member, self.bought(), &self.rewards);
        guarded(desk, &codes, ask).await
    }

    /// Rings it up, with the rewards taken for it first.
    pub async fn submit(
        mut self,
        desk: &Desk,
        member: MemberId,
        key: &str,
    ) -> Result<RungUp, AppError> {
        let (store, env, shop) = (desk.store(), desk.env(), &desk.shop);
        let by = desk.at_work();
        let codes = self.codes();
        self.sort_codes(desk, member).await?;
        self.take_rewards(desk, member, key).await?;
        let ask = till::ring_up(store, env, shop, &by, member, self.bought(), key);
        guarded(desk, &codes, ask).await
    }

    /// Rings it up, and answers with the receipt.
    pub async fn ring_up(self, desk: &Desk, member: MemberId, key: &str) -> Result<Sold, AppError> {
        let (store, shop) = (desk.store(), &desk.shop);
        let done = self.submit(desk, member, key).await?;
        let left_to_pay = done.left_to_pay();
        let member_name = till::name_of(store, shop, member).await?;
        let made = match done.coupons.is_empty() {
            true => Vec::new(),
            // Of the order and not of what is open: the answer stays when a voucher is used.
            false => {
                let vouchers = orders::detail(store, shop, done.order).await?.made;
                vouchers.iter().map(voucher_made).collect()
            }
        };
        Ok(Sold {
            order: done.order,
            member_name,
            total: done.total,
            points: done.points,
            available_on: done.available_on,
            available: done.available,
            pending: done.pending,
            new_tier: done.new_tier,
            saved: done.promoted.plus(done.redeemed),
            paid_with_points: paid(done.points_paid, done.paid_with_points),
            left_to_pay,
            cards: cards(&done.trace),
            stamps: stamps(&done.trace),
            made,
        })
    }

    /// Takes the rewards, each under a key made from the sale's: trying again finds the voucher
    /// that the first try made. The sale is decided before any is taken, so that one which would
    /// be refused takes nothing.
    async fn take_rewards(
        &mut self,
        desk: &Desk,
        member: MemberId,
        key: &str,
    ) -> Result<(), AppError> {
        let (store, env, shop, by) = (desk.store(), desk.env(), &desk.shop, desk.at_work());
        let key_of = |reward: &str| format!("{key}-{reward}");
        let mut open = Vec::new();
        for reward in std::mem::take(&mut self.rewards) {
            match rewards::taken_before(store, shop, &key_of(&reward)).await? {
                Some(code) => self.order.vouchers.push(code),
                None => open.push(reward),
            }
        }
        if !open.is_empty() {
            till::preview(store, env, shop, member, self.bought(), &open).await?;
        }
        for reward in open {
            let key = key_of(&reward);
            let receipt =
                rewards::take(store, env, shop, by.actor(), member, &reward, &key).await?;
            self.order.vouchers.push(code_of(receipt)?);
        }
        Ok(())
    }

    /// As the service takes it.
    fn bought(&self) -> till::Purchase {
        till::Purchase {
            order: self.order.clone(),
            pay_points: self.pay_points,
            pay_with: self.pay_with.clone(),
            occurred_at: self.occurred_at,
        }
    }

    /// Everything that was typed or scanned, as one who guesses would.
    fn codes(&self) -> Vec<String> {
        let vouchers = self.order.vouchers.iter();
        let vouchers = vouchers.map(|code| code.as_str().to_owned());
        vouchers.chain(self.quoted.iter().cloned()).collect()
    }

    /// Tells gift cards and one-time codes from vouchers, and the order codes of the member's vouchers from the codes
    /// of promotions. Used vouchers count: a form sent twice stays the same after the first time.
    async fn sort_codes(&mut self, desk: &Desk, member: MemberId) -> Result<(), AppError> {
        let vouchers = &self.order.vouchers;
        if !vouchers.is_empty() {
            let cards = purses::are_cards(desk.store(), &desk.shop, vouchers).await?;
            let one_time = codes::are_one_time(desk.store(), &desk.shop, vouchers).await?;
            let others = |code: &VoucherCode| !cards.contains(code) && !one_time.contains(code);
            self.order.vouchers.retain(others);
            self.pay_with.cards = cards;
            let one_time = one_time.iter().map(|code| code.as_str().to_owned());
            self.order.codes.extend(one_time);
        }
        for quoted in std::mem::take(&mut self.quoted) {
            let found = match quoted.parse::<OrderCode>() {
                Ok(code) => till::quoted(desk.store(), &desk.shop, member, &code).await?,
                Err(_) => None,
            };
            match found {
                Some(code) if self.order.vouchers.contains(&code) => {}
                Some(code) => self.order.vouchers.push(code),
                None => self.order.codes.push(quoted),
            }
        }
        Ok(self.order.validate()?)
    }
}

/// Does `ask`, which uses `codes`, unless too many wrong ones were tried here.
async fn guarded<T>(
    desk: &Desk,
    codes: &[String],
    ask: impl Future<Output = Result<T, ServiceError>>,
) -> Result<T, AppError> {
    let whom = desk.staff.staff.to_string();
    let guesser = Guesser {
        shop: &desk.shop,
        actor: desk.staff.actor(),
        whom: &whom,
    };
    Ok(guess::guarded(desk.store(), desk.env(), guesser, codes, ask).await?)
}

/// What gift cards and store credit paid, and what stays in each.
fn cards(trace: &Trace) -> Vec<CardPaid> {
    let steps = trace.steps.iter();
    steps
        .filter_map(|step| match step {
            Step::PaidWithCard {
                ending,
                amount,
                left,
            } => Some(CardPaid {
                name: name_of(ending.as_deref()),
                amount: *amount,
                left: *left,
            }),
            _ => None,
        })
        .collect()
}

fn paid(points: i64, amount: Minor) -> Option<(i64, Minor)> {
    (points > 0).then_some((points, amount))
}

/// Stamp cards that the order stamped.
fn stamps(trace: &Trace) -> Vec<(String, i64, i64)> {
    let steps = trace.steps.iter();
    steps
        .filter_map(|step| match step {
            Step::Stamped {
                name, filled, size, ..
            } => Some((name.clone(), *filled, *size)),
            _ => None,
        })
        .collect()
}

fn voucher_made(voucher: &VoucherView) -> VoucherMade {
    VoucherMade {
        name: voucher.reward.name.clone(),
        until: voucher.expires_on,
        order_code: voucher.order_code.clone(),
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

/// The receipt of a sale that a plain form rang up, from what is stored.
pub async fn sold_before(desk: &Desk, order: OrderId) -> Result<Sold, AppError> {
    let detail = orders::detail(desk.store(), &desk.shop, order).await?;
    let row = detail.row;
    let at = till::at_till(desk.store(), &desk.shop, row.member).await?;
    Ok(Sold {
        order: row.id,
        member_name: row.member_name,
        total: row.total,
        points: row.points,
        available_on: None,
        available: at.row.available,
        pending: at.row.pending,
        new_tier: None,
        saved: detail.promoted.plus(detail.redeemed),
        paid_with_points: paid(detail.points_paid, detail.paid_with_points),
        left_to_pay: row
            .total
            .minus_down_to_zero(cards(&detail.trace).iter().map(|card| card.amount).sum()),
        cards: cards(&detail.trace),
        stamps: stamps(&detail.trace),
        made: detail.made.iter().map(voucher_made).collect(),
    })
}
