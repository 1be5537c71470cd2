//! What is typed into the field for the next line: items, and codes that are used at once. Also
//! where each step is a page of its own and the address carries it.

use leptos_router::params::ParamsMap;
use regulars::{ids::MemberId, money::Currency, order_code::OrderCode};

use crate::api::admin::till::{
    basket::{BasketLine, LineError, read_basket},
    uses::Use,
};

/// What the address says of a sale.
pub struct Begun {
    /// What is bought.
    pub lines: Vec<BasketLine>,
    /// What it uses, as [`Use`] writes it.
    pub used: Vec<String>,
    /// What could not be read and stays in the field.
    pub typed: String,
    /// What is wrong with it.
    pub fault: Option<String>,
    /// An order code that was typed while nobody was found yet.
    pub wanted: Option<String>,
    has_member: bool,
}

impl Begun {
    /// The sale that an address names; `member` is whose.
    pub fn of(query: &ParamsMap, currency: Currency, member: Option<MemberId>) -> Self {
        let basket = query.get("basket").unwrap_or_default();
        Self {
            lines: read_basket(&basket, currency).unwrap_or_default(),
            used: query.get_all("used[]").unwrap_or_default(),
            typed: String::new(),
            fault: None,
            has_member: member.is_some(),
            wanted: None,
        }
    }

    /// Adds what was typed; what is wrong stays in the field.
    pub fn add(&mut self, text: String, currency: Currency) {
        match read_item(&text, currency) {
            Ok(Item::Line(line)) => self.lines.push(line),
            Ok(Item::Used(used)) => {
                self.wanted = order_code(&used).filter(|_| !self.has_member);
                if !self.used.contains(&used) {
                    self.used.push(used);
                }
            }
            Err(fault) => (self.typed, self.fault) = (text, Some(fault)),
        }
    }
}

/// What can be typed into the field for the next line.
pub enum Item {
    /// Something that is bought.
    Line(BasketLine),
    /// A voucher or a code, as [`Use`] writes it.
    Used(String),
}

/// Reads what was typed, or says what is wrong with it.
pub fn read_item(text: &str, currency: Currency) -> Result<Item, String> {
    if let Some(voucher) = Use::voucher(text) {
        return Ok(Item::Used(voucher.to_string()));
    }
    match (BasketLine::read(text, currency), Use::quoted(text)) {
        (Ok(line), _) => Ok(Item::Line(line)),
        (Err(_), Some(code)) => Ok(Item::Used(code.to_string())),
        (Err(error @ LineError::NoPrice), None) if !text.trim().contains(' ') => {
            Err(format!("{error} If it is a code, type it in capitals."))
        }
        (Err(error), None) => Err(error.to_string()),
    }
}

/// The order code in what is used, if it is one.
pub fn order_code(used: &str) -> Option<String> {
    let code: OrderCode = used.strip_prefix("c:")?.parse().ok()?;
    Some(code.to_string())
}
