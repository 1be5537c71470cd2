//! From fields to a document, with every fault by the path of its field.

use regulars::{
    money::{AmountError, Currency, Minor},
    programme::{Bonuses, Caps, Expiry, Fault, Programme},
    promotion::{OrderLimit, Promotion},
    rate::Rate,
    reward::Reward,
    tier::{TierScheme, Window},
    time::Day,
};

use super::form::{CapsForm, ExpiryForm, Form, WindowForm};
use super::key::new_key;

/// The document in the fields, and what is wrong with it. With faults, the document holds
/// zeros where nothing could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The document.
    pub programme: Programme,
    /// What is wrong; empty: it can be saved and published.
    pub faults: Vec<Fault>,
}

impl Reading {
    /// What is wrong with a field, if anything.
    pub fn fault(&self, path: &str) -> Option<&str> {
        self.faults
            .iter()
            .find(|fault| fault.field == path)
            .map(|fault| fault.reason.as_str())
    }

    /// Whether something is wrong with a part of the document.
    pub fn is_faulty(&self, part: &str) -> bool {
        self.faults
            .iter()
            .any(|fault| fault.field.starts_with(part))
    }
}

impl Form {
    /// Reads every field.
    pub fn read(&self, currency: Currency) -> Reading {
        let mut reader = Reader {
            currency,
            faults: Vec::new(),
        };
        let programme = self.programme(&mut reader);
        let mut faults = reader.faults;
        // What could not be read says why itself; the rules would only complain about the zero.
        if let Err(found) = programme.validate() {
            let unread = |fault: &Fault| faults.iter().all(|read| read.field != fault.field);
            let more: Vec<Fault> = found.0.into_iter().filter(unread).collect();
            faults.extend(more);
        }
        Reading { programme, faults }
    }

    fn programme(&self, reader: &mut Reader) -> Programme {
        let rules = (0..).zip(&self.rules);
        let bonuses = (0..).zip(&self.bonuses);
        let acts = (0..).zip(&self.acts);
        Programme {
            name: self.name.trim().to_owned(),
            earning: rules
                .map(|(index, rule)| rule.read(reader, index))
                .collect(),
            carry_fractions: self.carry_fractions,
            caps: self.caps.read(reader),
            bonuses: Bonuses {
                overlap: self.overlap,
                list: bonuses
                    .map(|(index, bonus)| bonus.read(reader, index))
                    .collect(),
            },
            acts: acts.map(|(index, act)| act.read(reader, index)).collect(),
            hold_days: reader.small("hold_days", &self.hold_days),
            expiry: self.expiry(reader),
            refund_policy: self.refund_policy,
            tiers: self.has_tiers.then(|| self.tiers(reader)),
            rewards: self.rewards(reader),
            promotions: self.promotions(reader),
            order_limit: OrderLimit {
                amount: reader.optional_amount("order_limit.amount", &self.order_most),
                percent: reader.optional_small("order_limit.percent", &self.order_most_percent),
            },
            passing: self.passing.read(reader),
            pay_with_points: self.pay.read(reader),
            margin: self.margin.read(reader),
            referral: self.has_referral.then(|| self.referral.read(reader)),
        }
    }

    fn expiry(&self, reader: &mut Reader) -> Expiry {
        match self.expiry {
            ExpiryForm::Never => Expiry::Never,
            ExpiryForm::Days => Expiry::Days {
                days: reader.small("expiry", &self.expiry_number),
            },
            ExpiryForm::Months => Expiry::Months {
                months: reader.small("expiry", &self.expiry_number),
            },
            ExpiryForm::EndOf => Expiry::EndOf {
                period: self.expiry_period,
                grace_days: reader.small("expiry", &self.grace_days),
            },
            ExpiryForm::Inactivity => Expiry::Inactivity {
                months: reader.small("expiry", &self.expiry_number),
                notice_days: reader.small("expiry.notice_days", &self.notice_days),
            },
        }
    }

    fn tiers(&self, reader: &mut Reader) -> TierScheme {
        let levels = (0..).zip(&self.levels);
        TierScheme {
            basis: self.basis,
            window: match self.window {
                WindowForm::CalendarYear => Window::CalendarYear,
                WindowForm::Lifetime => Window::Lifetime,
                WindowForm::Rolling => Window::Rolling {
                    days: reader.small("tiers.window", &self.window_days),
                },
            },
            grace_days: reader.small("tiers.grace_days", &self.tier_grace_days),
            downgrade: self.downgrade,
            levels: levels
                .map(|(index, level)| level.read(reader, self.basis, index))
                .collect(),
        }
    }

    fn rewards(&self, reader: &mut Reader) -> Vec<Reward> {
        let forms = (0..).zip(&self.rewards);
        let mut rewards: Vec<Reward> = forms
            .map(|(index, form)| form.read(reader, index))
            .collect();
        let named = rewards.iter().map(|it| (it.name.clone(), it.key.clone()));
        let keys = keys(named.collect());
        for (reward, key) in rewards.iter_mut().zip(keys) {
            reward.key = key;
        }
        rewards
    }

    fn promotions(&self, reader: &mut Reader) -> Vec<Promotion> {
        let forms = (0..).zip(&self.promotions);
        let mut promotions: Vec<Promotion> = forms
            .map(|(index, form)| form.read(reader, index))
            .collect();
        let named = promotions
            .iter()
            .map(|it| (it.name.clone(), it.key.clone()));
        let keys = keys(named.collect());
        for (promotion, key) in promotions.iter_mut().zip(keys) {
            promotion.key = key;
        }
        promotions
    }
}

impl CapsForm {
    fn read(&self, reader: &mut Reader) -> Caps {
        Caps {
            order: reader.optional_whole("caps.order", &self.order),
            day: reader.optional_whole("caps.day", &self.day),
            month: reader.optional_whole("caps.month", &self.month),
        }
    }
}

/// The keys of a list of names and keys, where those that have none yet get one.
fn keys(mut list: Vec<(String, String)>) -> Vec<String> {
    for index in 0..list.len() {
        if list[index].1.is_empty() {
            let taken = list.iter().map(|(_, key)| key.as_str());
            list[index].1 = new_key(&list[index].0, taken);
        }
    }
    list.into_iter().map(|(_, key)| key).collect()
}

/// Reads single fields, and notes what is wrong with them.
pub struct Reader {
    currency: Currency,
    faults: Vec<Fault>,
}

impl Reader {
    /// Notes that something is wrong with a field.
    pub fn fault(&mut self, path: &str, reason: &str) {
        self.faults.push(Fault {
            field: path.to_owned(),
            reason: reason.to_owned(),
        });
    }

    /// A whole number; `text` may group thousands.
    pub fn whole(&mut self, path: &str, text: &str) -> i64 {
        let digits: String = text
            .chars()
            .filter(|c| !matches!(c, ',' | ' ' | '\u{a0}'))
            .collect();
        digits.parse().unwrap_or_else(|_| {
            self.fault(path, "type a whole number, such as 100");
            0
        })
    }

    /// A whole number, or nothing.
    pub fn optional_whole(&mut self, path: &str, text: &str) -> Option<i64> {
        (!text.trim().is_empty()).then(|| self.whole(path, text))
    }

    /// A small number of days, months, units or per cent.
    pub fn small<T: TryFrom<i64> + Default>(&mut self, path: &str, text: &str) -> T {
        let number = self.whole(path, text);
        T::try_from(number).unwrap_or_else(|_| {
            self.fault(path, "this number is out of range");
            T::default()
        })
    }

    /// A small number, or nothing.
    pub fn optional_small<T: TryFrom<i64> + Default>(
        &mut self,
        path: &str,
        text: &str,
    ) -> Option<T> {
        (!text.trim().is_empty()).then(|| self.small(path, text))
    }

    /// Shares in per cent, with commas between.
    pub fn percents(&mut self, path: &str, text: &str) -> Vec<u8> {
        let parts = text
            .split(',')
            .map(|part| part.trim().trim_end_matches('%').trim());
        let read: Result<Vec<u8>, _> = parts.map(str::parse).collect();
        read.unwrap_or_else(|_| {
            self.fault(path, "type whole per cents with commas, such as 0, 2, 5");
            Vec::new()
        })
    }

    /// An amount; empty is nothing where `or_nothing`.
    pub fn amount(&mut self, path: &str, text: &str, or_nothing: bool) -> Minor {
        match self.currency.parse(text) {
            Ok(amount) => amount,
            Err(AmountError::Empty) if or_nothing => Minor::ZERO,
            Err(error) => {
                self.fault(path, &error.to_string());
                Minor::ZERO
            }
        }
    }

    /// An amount, or none.
    pub fn optional_amount(&mut self, path: &str, text: &str) -> Option<Minor> {
        (!text.trim().is_empty()).then(|| self.amount(path, text, false))
    }

    /// A multiplier.
    pub fn rate(&mut self, path: &str, text: &str) -> Option<Rate> {
        let rate = text.parse().ok();
        if rate.is_none() {
            self.fault(path, "type a number such as 1.5");
        }
        rate
    }

    /// A day, or none.
    pub fn day(&mut self, path: &str, text: &str) -> Option<Day> {
        let text = text.trim();
        let day = text.parse().ok();
        if day.is_none() && !text.is_empty() {
            self.fault(path, "choose a day, such as 2026-12-24");
        }
        day
    }
}

#[cfg(test)]
mod tests;
