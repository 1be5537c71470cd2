//! How much of an order a rule counts.

use super::Sale;
use crate::{
    money::Minor,
    order::Order,
    programme::{Base, EarningRule},
};

impl Base {
    /// The part of `order` that counts, where promotions took `promoted` off and vouchers
    /// `redeemed`; never negative.
    /// `gift_card` is what gift cards and store credit paid.
    pub fn of(&self, order: &Order, promoted: Minor, redeemed: Minor, gift_card: Minor) -> Minor {
        let left_out: Minor = [
            (self.after_discounts, order.discount.plus(promoted)),
            (!self.redeemed, redeemed),
            (!self.tax, order.tax),
            (!self.gift_cards, gift_card),
        ]
        .into_iter()
        .filter_map(|(out, amount)| out.then_some(amount))
        .sum();
        let all = if self.shipping {
            order.subtotal().plus(order.shipping)
        } else {
            order.subtotal()
        };
        all.minus_down_to_zero(left_out)
    }
}

impl Sale<'_> {
    /// What `base` counts for a rule, of which `lines` are what it is for. Shipping belongs to no
    /// line, so it counts only for a rule for everything.
    pub(super) fn counted(&self, base: &Base, rule: &EarningRule, lines: &[usize]) -> Minor {
        let order = self.basket.order;
        let sum = |amounts: &[i64]| Minor(amounts.iter().sum());
        if rule.which.is_everything() {
            let (promoted, redeemed) = (sum(self.promoted), sum(self.redeemed));
            let counted = base.of(order, promoted, redeemed, self.gift_card);
            return counted.minus_down_to_zero(sum(self.paid));
        }
        let (mut counted, mut gross, mut to_pay) = (0, 0, 0);
        for line in lines.iter().copied() {
            let total = self.basket.lines[line].total.0;
            let net = self.basket.net[line];
            let (promoted, redeemed) = (self.promoted[line], self.redeemed[line]);
            gross += total;
            to_pay += net - promoted - redeemed - self.paid[line];
            counted += if base.after_discounts {
                net - promoted
            } else {
                total
            };
            counted -= if base.redeemed { 0 } else { redeemed };
            counted -= self.paid[line];
        }
        if !base.tax {
            counted -= self.basket.tax_in(gross);
        }
        if !base.gift_cards {
            counted -= self.gift_card_in(to_pay);
        }
        Minor(counted.max(0))
    }

    /// The part of `to_pay` that gift cards and store credit pay, in proportion; rounded down.
    fn gift_card_in(&self, to_pay: i64) -> i64 {
        let order = self.basket.order;
        let off: i64 = self
            .promoted
            .iter()
            .chain(self.redeemed)
            .chain(self.paid)
            .sum();
        let all = order.total(Minor(off)).0;
        if self.gift_card.0 == 0 || all == 0 {
            return 0;
        }
        let exact = i128::from(self.gift_card.0) * i128::from(to_pay) / i128::from(all);
        i64::try_from(exact).unwrap_or(i64::MAX)
    }
}
