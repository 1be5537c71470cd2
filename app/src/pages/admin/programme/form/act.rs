//! Points for something besides buying as fields.

use regulars::act::{Act, ActRule, HowOften};

use super::{super::read::Reader, WhenForm};

/// One act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActForm {
    pub row: u32,
    pub key: String,
    pub name: String,
    pub act: Act,
    pub points: String,
    pub how_often: HowOften,
    pub needs_approval: bool,
    pub when: WhenForm,
}

impl ActForm {
    /// The fields of an act.
    pub fn of(rule: &ActRule, row: u32) -> Self {
        Self {
            row,
            key: rule.key.clone(),
            name: rule.name.clone(),
            act: rule.act,
            points: rule.points.to_string(),
            how_often: rule.how_often,
            needs_approval: rule.needs_approval,
            when: WhenForm::of(&rule.when),
        }
    }

    /// An act to fill in.
    pub fn blank(row: u32, key: String) -> Self {
        Self {
            row,
            key,
            name: String::new(),
            act: Act::Review,
            points: "50".to_owned(),
            how_often: HowOften::Once,
            needs_approval: true,
            when: WhenForm::default(),
        }
    }

    /// Makes it another act. What nobody claims needs nobody to look at it, and a birthday comes
    /// once a year.
    pub fn become_act(&mut self, act: Act) {
        self.act = act;
        self.needs_approval &= !act.is_seen();
        if act == Act::Birthday {
            self.how_often = HowOften::Yearly;
        }
    }

    /// The act in the fields.
    pub fn read(&self, reader: &mut Reader, index: usize) -> ActRule {
        let at = format!("acts.{index}");
        ActRule {
            key: self.key.clone(),
            name: self.name.trim().to_owned(),
            act: self.act,
            points: reader.whole(&format!("{at}.points"), &self.points),
            how_often: self.how_often,
            needs_approval: self.needs_approval,
            when: self.when.read(reader, &format!("{at}.when")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_that_is_seen_needs_nobody_to_look_at_it() {
        let mut form = ActForm::blank(1, "new".to_owned());
        form.become_act(Act::Birthday);
        assert_eq!(
            (form.needs_approval, form.how_often),
            (false, HowOften::Yearly)
        );
    }
}
