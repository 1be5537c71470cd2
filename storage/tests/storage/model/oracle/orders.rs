//! Orders and refunds.

use regulars::{
    command::{Refund, RingUp},
    ids::OrderId,
    rejection::Rejection,
    reward::VoucherCode,
    time::Day,
};

use super::{
    ADVOCATE_POINTS, CARD_EVERY, FRIEND_POINTS, MINIMUM_PENCE, Oracle, Predicted, REFERRAL_DAYS,
    REWARD_PENCE, Sale, Stage, TENTH_PER_MEMBER, TENTH_TOTAL,
};

impl Oracle {
    pub(super) fn ring_up(&mut self, ring_up: &RingUp, today: Day) -> Predicted {
        let pence = ring_up.order.lines[0].total.0;
        if pence <= 0 {
            let reason = match pence {
                0 => "the amount must be more than zero",
                _ => "an amount cannot be negative; to give money back, refund the order",
            };
            return Err(Rejection::BadOrder {
                reason: reason.to_owned(),
            });
        }
        let day = ring_up.occurred_on;
        if day > today.plus_days(1) {
            return Err(Rejection::BadDate);
        }
        self.card(ring_up.member)?;
        let mut best: Option<(Day, VoucherCode)> = None;
        for code in &ring_up.order.vouchers {
            let good = self.tickets.get(code).filter(|ticket| {
                let unused = ticket.used_by.is_none() && !ticket.returned;
                ticket.member == ring_up.member && unused && ticket.ends >= day
            });
            let rank = (good.ok_or(Rejection::VoucherNotValid)?.ends, code.clone());
            best = Some(best.map_or(rank.clone(), |best| best.min(rank)));
        }
        let (tenth, by_card) = self.promoted(ring_up, pence)?;
        let left = pence - tenth - by_card;
        let off = if best.is_some() {
            REWARD_PENCE.min(left)
        } else {
            0
        };
        let used = best.map(|(_, code)| code);
        if let Some(ticket) = used.as_ref().and_then(|code| self.tickets.get_mut(code)) {
            ticket.used_by = Some(ring_up.id);
        }
        let (total, earned, ends) = (left - off, (left - off) / 100, self.ends(day));
        let opens = Some(day.plus_days(i32::from(self.rules.hold_days))).filter(|day| *day > today);
        let card = self.card(ring_up.member)?;
        let pot = (earned > 0).then(|| card.give(earned, opens, ends));
        let referral = card.referral;
        let sale = Sale {
            member: ring_up.member,
            total,
            earned,
            pot,
            refunded: 0,
            taken_back: 0,
            closed: false,
            vouchers: used.into_iter().collect(),
            tenth: tenth > 0,
            card: by_card > 0,
        };
        self.sales.insert(ring_up.id, sale);
        if let Some((_, it)) = self
            .friendships
            .iter_mut()
            .find(|(id, _)| Some(*id) == referral)
            && it.stage == Stage::Joined
            && total >= MINIMUM_PENCE
        {
            it.stage = Stage::Waiting {
                order: ring_up.id,
                due: day.plus_days(REFERRAL_DAYS),
            };
        }
        Ok(())
    }

    /// What the tenth and the card take off, counted at once.
    fn promoted(&mut self, ring_up: &RingUp, pence: i64) -> Result<(i64, i64), Rejection> {
        let gone = self.tenths >= TENTH_TOTAL;
        let card = self.card(ring_up.member)?;
        let tenth = match gone || card.tenths >= TENTH_PER_MEMBER {
            true => 0,
            false => pence / 10,
        };
        card.stamps += 1;
        let by_card = match card.stamps % i64::from(CARD_EVERY) {
            0 => pence * 30 / 100,
            _ => 0,
        };
        if tenth > 0 {
            card.tenths += 1;
            self.tenths += 1;
        }
        Ok((tenth, by_card))
    }

    pub(super) fn refund(&mut self, refund: &Refund, today: Day) -> Predicted {
        let sale = self
            .sales
            .get_mut(&refund.order)
            .ok_or(Rejection::UnknownOrder)?;
        if sale.closed {
            return Err(Rejection::AlreadyRefunded);
        }
        let left = sale.total - sale.refunded;
        let amount = refund.amount.map_or(left, |amount| amount.0);
        if refund.amount.is_some() && amount <= 0 {
            return Err(Rejection::EmptyRefund);
        }
        if amount > left {
            return Err(Rejection::RefundTooLarge { left_minor: left });
        }
        sale.refunded += amount;
        sale.closed = sale.refunded == sale.total;
        let goal = match sale.closed {
            true => sale.earned,
            false => sale.earned * sale.refunded / sale.total,
        };
        let due = goal - sale.taken_back;
        sale.taken_back = goal;
        let sale = sale.clone();
        if sale.closed {
            self.card(sale.member)?.stamps -= 1;
            if sale.tenth {
                self.card(sale.member)?.tenths -= 1;
                self.tenths -= 1;
            }
        }
        self.claw_back(&sale, due, today)?;
        if sale.closed && refund.undo {
            for code in &sale.vouchers {
                if let Some(ticket) = self.tickets.get_mut(code) {
                    ticket.used_by = None;
                }
            }
        }
        self.unwind(refund.order, &sale, today);
        Ok(())
    }

    fn claw_back(&mut self, sale: &Sale, due: i64, today: Day) -> Predicted {
        let owe = self.rules.owe;
        let card = self.card(sale.member)?;
        card.settle(today);
        let mut due = due;
        if let Some(place) = sale.pot {
            let pot = &mut card.pots[place];
            if pot.expired {
                return Ok(());
            }
            if pot.opens.is_some() {
                let part = due.min(pot.left);
                pot.left -= part;
                due -= part;
            }
        }
        card.take(due, sale.pot, owe);
        Ok(())
    }

    fn unwind(&mut self, order: OrderId, sale: &Sale, today: Day) {
        let owe = self.rules.owe;
        let referral = self.cards.get(&sale.member).and_then(|card| card.referral);
        let enough = !sale.closed && sale.total - sale.refunded >= MINIMUM_PENCE;
        let Some((_, it)) = self
            .friendships
            .iter_mut()
            .find(|(id, _)| Some(*id) == referral)
        else {
            return;
        };
        match it.stage {
            Stage::Waiting { order: closing, .. } if closing == order && !enough => {
                it.stage = if sale.closed {
                    Stage::Joined
                } else {
                    Stage::Over
                };
            }
            Stage::Paid { order: closing } if closing == order && !enough => {
                it.stage = Stage::Reversed;
                let sides = [
                    (Some(it.advocate), ADVOCATE_POINTS),
                    (it.friend, FRIEND_POINTS),
                ];
                for (member, points) in sides {
                    if let Some(card) = member.and_then(|member| self.cards.get_mut(&member)) {
                        card.settle(today);
                        card.take(points, None, owe);
                    }
                }
            }
            _ => {}
        }
    }
}
