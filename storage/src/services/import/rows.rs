//! One record as a row of an order, typed, or the reason why it cannot be one.

use regulars::{
    mail_address::MailAddress,
    money::{Currency, Minor},
    order::{Order, OrderLine},
};

use super::{
    dates::{self, Moment},
    mapping::Columns,
    records::{BadRow, Record},
};

/// One row, typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line it begins on.
    pub line: i64,
    /// As it stands in the file, shortened.
    pub shown: String,
    /// The member's number, as written: leading zeros count.
    pub member: String,
    /// The member's mail address.
    pub mail: Option<MailAddress>,
    /// The member's name.
    pub member_name: Option<String>,
    /// The order's number.
    pub order: Option<String>,
    /// When it happened.
    pub moment: Moment,
    /// What was bought.
    pub item: OrderLine,
}

/// How the rows of a file are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowReader {
    /// Where each field stands.
    pub columns: Columns,
    /// How dates are written.
    pub date_format: String,
    /// The merchant's currency.
    pub currency: Currency,
    /// The merchant's time zone.
    pub time_zone: String,
}

impl RowReader {
    /// Reads one record.
    ///
    /// # Errors
    /// The first thing wrong with it, in words.
    pub fn read(&self, record: Record) -> Result<Row, BadRow> {
        self.typed(&record).map_err(|reason| BadRow {
            line: record.line,
            reason,
            shown: record.shown,
        })
    }

    fn typed(&self, record: &Record) -> Result<Row, String> {
        let columns = &self.columns;
        let text = |place: usize| record.fields.get(place).map_or("", String::as_str);
        let optional = |place: Option<usize>, what: &str| {
            place
                .map(text)
                .filter(|text| !text.is_empty())
                .map(|text| short(text, what))
                .transpose()
        };
        let member = match text(columns.member) {
            "" => return Err("the member's number is empty".to_owned()),
            member => short(member, "the member's number")?,
        };
        let order = optional(columns.order, "the order's number")?;
        if columns.order.is_some() && order.is_none() {
            return Err("the order's number is empty".to_owned());
        }
        let date = text(columns.occurred_at);
        let moment =
            dates::read(date, &self.date_format, &self.time_zone).ok_or_else(|| match date {
                "" => "the date is empty".to_owned(),
                _ => format!("\u{201c}{date}\u{201d} is not a date like the others in this file"),
            })?;
        let total = self
            .currency
            .parse(text(columns.total))
            .map_err(|error| error.to_string())?;
        let quantity = columns
            .quantity
            .map_or(Ok(1), |place| quantity(text(place)))?;
        let mail = match optional(columns.mail, "the mail address")? {
            None => None,
            Some(mail) => Some(
                mail.parse::<MailAddress>()
                    .map_err(|error| error.to_string())?,
            ),
        };
        let sku = optional(columns.sku, "the article number")?;
        let name = optional(columns.name, "the article's name")?;
        Ok(Row {
            line: record.line,
            shown: record.shown.clone(),
            member,
            mail,
            member_name: optional(columns.member_name, "the member's name")?,
            order,
            moment,
            item: OrderLine {
                name: name
                    .or_else(|| sku.clone())
                    .unwrap_or_else(|| "Purchase".to_owned()),
                sku,
                category: optional(columns.category, "the category")?,
                quantity,
                total,
                unit_cost: None,
            },
        })
    }

    /// The row in a sentence, for the preview.
    pub fn words(&self, row: &Row) -> String {
        let amount: Minor = row.item.total;
        let order = row
            .order
            .as_ref()
            .map(|order| format!(" in order {order}"))
            .unwrap_or_default();
        format!(
            "Member {}{order} on {}: {} \u{d7} {} for {}",
            row.member,
            row.moment.day.to_date().format("%-d %B %Y"),
            row.item.quantity,
            row.item.name,
            self.currency.format(amount),
        )
    }
}

fn short(text: &str, what: &str) -> Result<String, String> {
    if text.chars().count() > Order::TEXT_MAX {
        return Err(format!(
            "{what} is longer than {} characters",
            Order::TEXT_MAX
        ));
    }
    Ok(text.to_owned())
}

/// Whole units: `3`, `3.0`, or nothing for one.
fn quantity(text: &str) -> Result<i64, String> {
    let whole = text.split_once('.').map_or(text, |(whole, fraction)| {
        if fraction.bytes().all(|byte| byte == b'0') {
            whole
        } else {
            text
        }
    });
    match whole {
        "" => Ok(1),
        digits if digits.len() <= 15 && digits.bytes().all(|byte| byte.is_ascii_digit()) => digits
            .parse()
            .map_err(|_| "the quantity is out of range".to_owned()),
        _ => Err(format!("\u{201c}{text}\u{201d} is not a whole quantity")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::import::mapping;

    fn read(line: &str) -> Result<Row, String> {
        let headers: Vec<String> = "customer_id,date,qty,amount"
            .split(',')
            .map(str::to_owned)
            .collect();
        let reader = RowReader {
            columns: Columns::find(&mapping::guess(&headers), &headers).unwrap(),
            date_format: "%Y%m%d".to_owned(),
            currency: "USD".parse().unwrap(),
            time_zone: "UTC".to_owned(),
        };
        let fields = line.split(',').map(str::to_owned).collect();
        reader
            .read(Record {
                line: 2,
                fields,
                shown: line.to_owned(),
            })
            .map_err(|bad| bad.reason)
    }

    #[test]
    fn a_row_is_read_exactly() {
        let row = read("0001,19970101,2.0,29.330").unwrap();
        assert_eq!(
            (row.member.as_str(), row.item.quantity, row.item.total),
            ("0001", 2, Minor(2_933))
        );
        assert_eq!(read("0001,19970101,0,0.0").unwrap().item.total, Minor::ZERO);
    }

    #[test]
    fn each_wrong_row_says_what_is_wrong() {
        for (line, word) in [
            (",19970101,1,1.00", "member"),
            ("1,,1,1.00", "date is empty"),
            ("1,1997-01-01,1,1.00", "1997-01-01"),
            ("1,19970101,1.5,1.00", "quantity"),
            ("1,19970101,1,6.789", "decimals"),
            ("1,19970101,1,-3.00", "negative"),
            ("1,19970101,1,many", "not an amount"),
        ] {
            let reason = read(line).unwrap_err();
            assert!(reason.contains(word), "{line}: {reason}");
        }
    }
}
