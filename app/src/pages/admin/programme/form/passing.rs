//! Passing points on as fields.

use regulars::passing::PassingTerms;

use super::super::read::Reader;

/// On which terms members pass points on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassingForm {
    pub on: bool,
    pub at_least: String,
    pub most_a_day: String,
}

impl PassingForm {
    /// The fields of the terms.
    pub fn of(terms: Option<&PassingTerms>) -> Self {
        let (at_least, most_a_day) = terms.map_or((50, 1_000), |it| (it.at_least, it.most_a_day));
        Self {
            on: terms.is_some(),
            at_least: at_least.to_string(),
            most_a_day: most_a_day.to_string(),
        }
    }

    /// The terms in the fields.
    pub fn read(&self, reader: &mut Reader) -> Option<PassingTerms> {
        self.on.then(|| PassingTerms {
            at_least: reader.whole("passing.at_least", &self.at_least),
            most_a_day: reader.whole("passing.most_a_day", &self.most_a_day),
        })
    }
}
