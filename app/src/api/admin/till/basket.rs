//! A sale as it is typed and sent: lines of text, the same in the browser and on the server.
//!
//! | typed | means |
//! | --- | --- |
//! | `12.50` | an amount |
//! | `Flat white 3.20` | an item and its price |
//! | `3 x Flat white 3.20` | three of them at 3.20 each |
//! | `Beans #ETH1 24` | an item with its article number |
//! | `Rye loaf @Bakery / Bread 4.20` | an item with its category |
//!
//! Text and not JSON, so that the plain form of a browser without JavaScript can carry it.

use regulars::{
    money::{AmountError, Currency, Minor},
    order::{Order, OrderLine},
};

/// One line of a sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasketLine {
    /// Units.
    pub quantity: i64,
    /// What the receipt says; empty for a bare amount.
    pub name: String,
    /// The article number.
    pub sku: Option<String>,
    /// The category, which may have parts.
    pub category: Option<String>,
    /// Price of one unit.
    pub price: Minor,
}

/// What is wrong with a typed line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// The amount is wrong.
    #[error(transparent)]
    Amount(#[from] AmountError),
    /// A name without a price.
    #[error("Add the price after the name, such as Flat white 3.20.")]
    NoPrice,
    /// More units than one line holds, or none.
    #[error("The number of units is between 1 and 1,000,000,000.")]
    Quantity,
    /// A name that is too long.
    #[error("A name has at most 200 characters.")]
    TooLong,
    /// More lines than one order holds.
    #[error("A sale has at most 1,000 lines. Ring this one up, then go on.")]
    TooManyLines,
}

impl BasketLine {
    /// Reads what was typed.
    ///
    /// # Errors
    /// [`LineError`], one variant a reason.
    pub fn read(text: &str, currency: Currency) -> Result<Self, LineError> {
        let (quantity, rest) = split_quantity(text.trim())?;
        let (words, amount) = rest.rsplit_once(char::is_whitespace).unwrap_or(("", rest));
        if !amount.is_empty() && !looks_like_amount(amount) {
            let named = amount.chars().any(char::is_alphabetic) && !amount.starts_with('-');
            return Err(if named {
                LineError::NoPrice
            } else {
                AmountError::NotANumber.into()
            });
        }
        let price = currency.parse_positive(amount)?;
        let marked = Marked::read(words);
        let texts = [
            Some(&marked.name),
            marked.sku.as_ref(),
            marked.category.as_ref(),
        ];
        let long = |text: &String| text.chars().count() > Order::TEXT_MAX;
        if texts.into_iter().flatten().any(long) {
            return Err(LineError::TooLong);
        }
        let line = Self {
            quantity,
            name: marked.name,
            sku: marked.sku,
            category: marked.category,
            price,
        };
        if line.total() > Minor::MAX {
            Err(AmountError::TooLarge.into())
        } else {
            Ok(line)
        }
    }

    /// The line as [`BasketLine::read`] reads it.
    pub fn write(&self, currency: Currency) -> String {
        let sku = self
            .sku
            .as_ref()
            .map(|sku| format!(" #{sku}"))
            .unwrap_or_default();
        let category = self
            .category
            .as_ref()
            .map(|category| format!(" @{category}"))
            .unwrap_or_default();
        let price = currency.format_plain(self.price);
        let text = format!("{} x {}{sku}{category} {price}", self.quantity, self.name);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What the line comes to.
    pub fn total(&self) -> Minor {
        Minor(self.price.0.saturating_mul(self.quantity))
    }

    /// The name, or what stands in its place.
    pub fn label(&self) -> &str {
        if self.name.is_empty() {
            "Sale"
        } else {
            &self.name
        }
    }
}

impl From<BasketLine> for OrderLine {
    fn from(line: BasketLine) -> Self {
        Self {
            quantity: line.quantity,
            total: line.total(),
            sku: line.sku.clone(),
            category: line.category.clone(),
            ..Self::amount(line.label(), line.total())
        }
    }
}

/// `3 x rest` and `3x rest`: the number and the rest; without it, one of all.
fn split_quantity(text: &str) -> Result<(i64, &str), LineError> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    let rest = rest.trim_start();
    let Some(after) = rest.strip_prefix(['x', 'X', '\u{d7}']) else {
        return Ok((1, text));
    };
    if number.is_empty() || !after.starts_with(char::is_whitespace) {
        return Ok((1, text));
    }
    match number.parse() {
        Ok(quantity) if (1..=Order::QUANTITY_MAX).contains(&quantity) => {
            Ok((quantity, after.trim()))
        }
        _ => Err(LineError::Quantity),
    }
}

fn looks_like_amount(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit()) && !text.chars().any(char::is_alphabetic)
}

/// The words before the price: the name, one with `#` is the article number, and from one with
/// `@` on they are the category.
#[derive(Default)]
struct Marked {
    name: String,
    sku: Option<String>,
    category: Option<String>,
}

impl Marked {
    fn read(words: &str) -> Self {
        let mut marked = Self::default();
        let (mut name, mut category) = (Vec::new(), Vec::new());
        for word in words.split_whitespace() {
            match word.split_at_checked(1) {
                Some(("#", sku)) if !sku.is_empty() => {
                    marked.sku.get_or_insert_with(|| sku.to_owned());
                }
                Some(("@", first)) if !first.is_empty() => category.push(first),
                _ if category.is_empty() => name.push(word),
                _ => category.push(word),
            }
        }
        marked.name = name.join(" ");
        marked.category = (!category.is_empty()).then(|| category.join(" "));
        marked
    }
}

/// Reads a whole sale, one line of text each.
///
/// # Errors
/// That of the first line that is wrong.
pub fn read_basket(text: &str, currency: Currency) -> Result<Vec<BasketLine>, LineError> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let lines: Vec<_> = lines.take(Order::LINES_MAX + 1).collect();
    if lines.len() > Order::LINES_MAX {
        return Err(LineError::TooManyLines);
    }
    lines
        .into_iter()
        .map(|line| BasketLine::read(line, currency))
        .collect()
}

/// A whole sale as [`read_basket`] reads it.
pub fn write_basket(lines: &[BasketLine], currency: Currency) -> String {
    lines
        .iter()
        .map(|line| line.write(currency))
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gbp() -> Currency {
        "GBP".parse().unwrap()
    }

    #[test]
    fn lines_are_read_as_people_type_them() {
        for (typed, quantity, name, price) in [
            ("12.50", 1, "", 1250),
            ("£3", 1, "", 300),
            ("Flat white 3.20", 1, "Flat white", 320),
            ("3 x Flat white 3.20", 3, "Flat white", 320),
            ("3x Flat white 3,20", 3, "Flat white", 320),
            ("2 \u{d7} 4", 2, "", 400),
            ("Rioja 2019 14", 1, "Rioja 2019", 1400),
            ("7up 1.50", 1, "7up", 150),
            ("  Brewing   lesson  35 ", 1, "Brewing lesson", 3500),
        ] {
            let line = BasketLine::read(typed, gbp()).unwrap();
            assert_eq!(
                (line.quantity, line.name.as_str(), line.price.0),
                (quantity, name, price),
                "{typed}"
            );
            assert_eq!(
                BasketLine::read(&line.write(gbp()), gbp()),
                Ok(line),
                "{typed}"
            );
        }
        let beans = BasketLine::read("Beans #ETH1 24", gbp()).unwrap();
        assert_eq!(
            (beans.name.as_str(), beans.sku.as_deref()),
            ("Beans", Some("ETH1"))
        );
    }

    #[test]
    fn a_category_goes_on_to_the_price() {
        let typed = "2 x Rye loaf #RYE @Bakery / Bread 4.20";
        let line = BasketLine::read(typed, gbp()).unwrap();
        assert_eq!(line.name, "Rye loaf");
        assert_eq!(line.sku.as_deref(), Some("RYE"));
        assert_eq!(line.category.as_deref(), Some("Bakery / Bread"));
        assert_eq!(line.write(gbp()), typed);
        let mail = BasketLine::read("Lunch @ noon 12", gbp()).unwrap();
        assert_eq!((mail.name.as_str(), mail.category), ("Lunch @ noon", None));
    }

    #[test]
    fn each_wrong_line_has_its_own_reason() {
        for (typed, error) in [
            ("", LineError::Amount(AmountError::Empty)),
            ("0", LineError::Amount(AmountError::Zero)),
            ("-5", LineError::Amount(AmountError::Negative)),
            ("Flat white -5", LineError::Amount(AmountError::Negative)),
            (
                "1.005",
                LineError::Amount(AmountError::TooManyDecimals { allowed: 2 }),
            ),
            ("10000000000.01", LineError::Amount(AmountError::TooLarge)),
            (
                "1000000000 x 10000000000",
                LineError::Amount(AmountError::TooLarge),
            ),
            ("Flat white", LineError::NoPrice),
            ("0 x Flat white 3", LineError::Quantity),
            ("??", LineError::Amount(AmountError::NotANumber)),
        ] {
            assert_eq!(BasketLine::read(typed, gbp()), Err(error), "{typed}");
        }
    }

    #[test]
    fn a_sale_survives_the_form() {
        let text = "3 x Flat white 3.20\n1 x 12.50";
        let lines = read_basket(text, gbp()).unwrap();
        assert_eq!(write_basket(&lines, gbp()), text);
        let total: Minor = lines
            .into_iter()
            .map(|line| OrderLine::from(line).total)
            .sum();
        assert_eq!(total, Minor(2210));
    }
}
