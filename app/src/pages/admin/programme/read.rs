//! From fields to a document, with every fault by the path of its field.

use regulars::{
    money::{AmountError, Currency, Minor},
    programme::{EarningKind, EarningRule, Expiry, Fault, Programme, ReferralOffer},
    rate::Rate,
    reward::{Reward, RewardKind},
    tier::{Level, TierScheme, Window},
};

use super::form::{
    ExpiryForm, Form, LevelForm, ReferralForm, RewardForm, RewardSort, RuleForm, WindowForm,
};
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
}

impl Form {
    /// Reads every field.
    pub fn read(&self, currency: Currency) -> Reading {
        let mut reader = Reader {
            currency,
            faults: Vec::new(),
        };
        let programme = reader.programme(self);
        let mut faults = reader.faults;
        // What could not be read says why itself; the rules would only complain about the zero.
        if let Err(found) = programme.validate() {
            let unread = |fault: &Fault| faults.iter().all(|read| read.field != fault.field);
            let more: Vec<Fault> = found.0.into_iter().filter(unread).collect();
            faults.extend(more);
        }
        Reading { programme, faults }
    }
}

struct Reader {
    currency: Currency,
    faults: Vec<Fault>,
}

impl Reader {
    fn fault(&mut self, path: &str, reason: &str) {
        self.faults.push(Fault {
            field: path.to_owned(),
            reason: reason.to_owned(),
        });
    }

    /// A whole number; `text` may group thousands.
    fn whole(&mut self, path: &str, text: &str) -> i64 {
        let digits: String = text
            .chars()
            .filter(|c| !matches!(c, ',' | ' ' | '\u{a0}'))
            .collect();
        digits.parse().unwrap_or_else(|_| {
            self.fault(path, "type a whole number, such as 100");
            0
        })
    }

    /// A small number of days, months or per cent.
    fn small<T: TryFrom<i64> + Default>(&mut self, path: &str, text: &str) -> T {
        let number = self.whole(path, text);
        T::try_from(number).unwrap_or_else(|_| {
            self.fault(path, "this number is out of range");
            T::default()
        })
    }

    /// An amount; empty is nothing where `or_nothing`.
    fn amount(&mut self, path: &str, text: &str, or_nothing: bool) -> Minor {
        match self.currency.parse(text) {
            Ok(amount) => amount,
            Err(AmountError::Empty) if or_nothing => Minor::ZERO,
            Err(error) => {
                self.fault(path, &error.to_string());
                Minor::ZERO
            }
        }
    }

    fn programme(&mut self, form: &Form) -> Programme {
        Programme {
            name: form.name.trim().to_owned(),
            earning: (0..)
                .zip(&form.rules)
                .map(|(index, rule)| self.rule(index, rule))
                .collect(),
            carry_fractions: form.carry_fractions,
            hold_days: self.small("hold_days", &form.hold_days),
            expiry: self.expiry(form),
            refund_policy: form.refund_policy,
            tiers: form.has_tiers.then(|| self.tiers(form)),
            rewards: self.rewards(&form.rewards),
            referral: form.has_referral.then(|| self.referral(&form.referral)),
        }
    }

    fn rule(&mut self, index: usize, rule: &RuleForm) -> EarningRule {
        let at = |field: &str| format!("earning.{index}.{field}");
        EarningRule {
            key: rule.key.clone(),
            name: rule.name.trim().to_owned(),
            minimum: self.amount(&at("minimum"), &rule.minimum, true),
            kind: EarningKind::Spend {
                points: self.whole(&at("points"), &rule.points),
                per: self.amount(&at("per"), &rule.per, false),
                base: rule.base,
            },
        }
    }

    fn expiry(&mut self, form: &Form) -> Expiry {
        match form.expiry {
            ExpiryForm::Never => Expiry::Never,
            ExpiryForm::Days => Expiry::Days {
                days: self.small("expiry", &form.expiry_number),
            },
            ExpiryForm::Months => Expiry::Months {
                months: self.small("expiry", &form.expiry_number),
            },
        }
    }

    fn tiers(&mut self, form: &Form) -> TierScheme {
        let window = match form.window {
            WindowForm::CalendarYear => Window::CalendarYear,
            WindowForm::Lifetime => Window::Lifetime,
            WindowForm::Rolling => Window::Rolling {
                days: self.small("tiers.window", &form.window_days),
            },
        };
        let levels = (0..)
            .zip(&form.levels)
            .map(|(index, level)| self.level(index, level))
            .collect();
        TierScheme { window, levels }
    }

    fn level(&mut self, index: usize, level: &LevelForm) -> Level {
        let at = |field: &str| format!("tiers.levels.{index}.{field}");
        let multiplier = level.multiplier.parse().unwrap_or_else(|_| {
            self.fault(&at("multiplier"), "type a number such as 1.5");
            Rate::ONE
        });
        Level {
            key: level.key.clone(),
            name: level.name.trim().to_owned(),
            from: self.amount(&at("from"), &level.from, false),
            multiplier,
        }
    }

    fn rewards(&mut self, forms: &[RewardForm]) -> Vec<Reward> {
        let mut rewards: Vec<Reward> = (0..)
            .zip(forms)
            .map(|(index, form)| self.reward(index, form))
            .collect();
        for index in 0..rewards.len() {
            if rewards[index].key.is_empty() {
                let key = new_key(
                    &rewards[index].name,
                    rewards.iter().map(|reward| reward.key.as_str()),
                );
                rewards[index].key = key;
            }
        }
        rewards
    }

    fn reward(&mut self, index: usize, form: &RewardForm) -> Reward {
        let at = |field: &str| format!("rewards.{index}.{field}");
        let kind = match form.sort {
            RewardSort::AmountOff => RewardKind::AmountOff {
                amount: self.amount(&at("amount"), &form.amount, false),
            },
            RewardSort::PercentOff => {
                let cap = self.amount(&at("at_most"), &form.at_most, true);
                let at_most = (!form.at_most.trim().is_empty()).then_some(cap);
                RewardKind::PercentOff {
                    percent: self.small(&at("percent"), &form.percent),
                    at_most,
                }
            }
            RewardSort::FreeItem => {
                let skus = form
                    .skus
                    .split([',', '\n'])
                    .map(str::trim)
                    .filter(|sku| !sku.is_empty());
                RewardKind::FreeItem {
                    skus: skus.map(str::to_owned).collect(),
                    worth: self.amount(&at("worth"), &form.worth, false),
                }
            }
        };
        Reward {
            key: form.key.clone(),
            name: form.name.trim().to_owned(),
            points: self.whole(&at("points"), &form.points),
            kind,
            valid_days: self.small(&at("valid_days"), &form.valid_days),
            icon: form.icon.clone(),
        }
    }

    fn referral(&mut self, form: &ReferralForm) -> ReferralOffer {
        ReferralOffer {
            advocate_points: self.whole("referral.advocate_points", &form.advocate_points),
            friend_points: self.whole("referral.friend_points", &form.friend_points),
            minimum_order: self.amount("referral.minimum_order", &form.minimum_order, true),
            hold_days: self.small("referral.hold_days", &form.hold_days),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use regulars::programme::template;

    fn gbp() -> Currency {
        "GBP".parse().unwrap()
    }

    #[test]
    fn a_document_survives_the_editor() {
        let mut programme = template::simple("Northside", gbp());
        programme.expiry = Expiry::Months { months: 18 };
        programme.rewards.push(Reward {
            key: "flat-white".to_owned(),
            name: "Flat white".to_owned(),
            points: 60,
            kind: RewardKind::FreeItem {
                skus: vec!["FW".to_owned(), "FW-L".to_owned()],
                worth: Minor(320),
            },
            valid_days: 30,
            icon: "coffee".to_owned(),
        });
        let reading = Form::of(&programme, gbp()).read(gbp());
        assert_eq!(reading.faults, vec![]);
        assert_eq!(reading.programme, programme);
    }

    #[test]
    fn what_cannot_be_read_is_said_once_where_it_is() {
        let mut form = Form::of(&template::simple("Northside", gbp()), gbp());
        form.rules[0].per = "1.005".to_owned();
        form.rewards[0].points = "many".to_owned();
        form.name.clear();
        let reading = form.read(gbp());
        let fields: Vec<&str> = reading
            .faults
            .iter()
            .map(|fault| fault.field.as_str())
            .collect();
        assert_eq!(fields, ["earning.0.per", "rewards.0.points", "name"]);
    }
}
