//! Rows that make one order, put together.
//!
//! Rows with the same order number must stand one after the other, so that a file of any size is
//! read in one pass: an order whose number comes back later is refused, as its first part is
//! in the books by then. Without order numbers every row is an order of its own, and its key is
//! made of member, day and how many the member had that day so far, so that the same file read
//! again makes the same keys.

use std::collections::HashMap;

use regulars::{mail_address::MailAddress, order::OrderLine};
use sha2::{Digest, Sha256};

use super::{dates::Moment, records::BadRow, rows::Row};

/// Most orders that a file without order numbers may hold: their counts are kept in memory,
/// nine bytes each.
pub const UNNUMBERED_MAX: usize = 7_000_000;

/// One order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The line it begins on.
    pub line: i64,
    /// Its first row as it stands in the file, shortened.
    pub shown: String,
    /// What tells it from all other orders of the source.
    pub key: String,
    /// Its number in the shop system.
    pub reference: Option<String>,
    /// The member's number.
    pub member: String,
    /// The member's mail address.
    pub mail: Option<MailAddress>,
    /// The member's name.
    pub member_name: Option<String>,
    /// When it happened: the time of its first row.
    pub moment: Moment,
    /// What was bought.
    pub lines: Vec<OrderLine>,
}

/// Puts rows together.
#[derive(Debug, Default)]
pub struct Grouper {
    open: Option<Group>,
    /// How many orders each member had on each day. Keyed by 48 bits of a hash: two days that
    /// share them count on from each other, which changes their keys and nothing else.
    counts: HashMap<[u8; 6], [u8; 2]>,
}

impl Grouper {
    /// Takes the next row. Answers with the order that it ended, if it begins another one.
    ///
    /// # Errors
    /// The row, when it does not fit the order whose number it has, or when too many orders
    /// without number have been read.
    pub fn push(&mut self, row: Row) -> Result<Option<Group>, BadRow> {
        let same = self
            .open
            .as_ref()
            .is_some_and(|open| row.order.is_some() && open.reference == row.order);
        match &mut self.open {
            Some(open) if same => {
                if open.member != row.member {
                    return Err(BadRow {
                        line: row.line,
                        reason: format!(
                            "the order began for member {} and this row is for member {}",
                            open.member, row.member,
                        ),
                        shown: row.shown,
                    });
                }
                open.lines.push(row.item);
                Ok(None)
            }
            _ => {
                let group = self.begin(row)?;
                Ok(self.open.replace(group))
            }
        }
    }

    /// The last order.
    pub fn finish(&mut self) -> Option<Group> {
        self.open.take()
    }

    fn begin(&mut self, row: Row) -> Result<Group, BadRow> {
        let key = match &row.order {
            Some(number) => bounded(number),
            None => match self.count(&row) {
                Some(count) => bounded(&format!("{}/{}/{count}", row.member, row.moment.day)),
                None => {
                    return Err(BadRow {
                        line: row.line,
                        reason: "too many orders without a number; split the file".to_owned(),
                        shown: row.shown,
                    });
                }
            },
        };
        Ok(Group {
            line: row.line,
            shown: row.shown,
            key,
            reference: row.order,
            member: row.member,
            mail: row.mail,
            member_name: row.member_name,
            moment: row.moment,
            lines: vec![row.item],
        })
    }

    /// How many orders the member had on this day with this one; `None` when too many are kept.
    fn count(&mut self, row: &Row) -> Option<u16> {
        let digest = Sha256::digest(format!("{}\u{1f}{}", row.member, row.moment.day));
        let key: [u8; 6] = digest.first_chunk().copied()?;
        if self.counts.len() >= UNNUMBERED_MAX && !self.counts.contains_key(&key) {
            return None;
        }
        let count = self.counts.entry(key).or_default();
        let next = u16::from_le_bytes(*count).checked_add(1)?;
        *count = next.to_le_bytes();
        Some(next)
    }
}

/// Keys have a bound, order numbers in files have not.
pub fn bounded(text: &str) -> String {
    if text.len() <= 100 {
        return text.to_owned();
    }
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use regulars::{
        money::Minor,
        time::{Day, Micros},
    };

    fn row(line: i64, member: &str, order: Option<&str>, day: i32) -> Row {
        Row {
            line,
            shown: String::new(),
            member: member.to_owned(),
            mail: None,
            member_name: None,
            order: order.map(str::to_owned),
            moment: Moment {
                at: Micros(0),
                day: Day(day),
            },
            item: OrderLine::amount("x", Minor(1)),
        }
    }

    fn grouped(rows: Vec<Row>) -> Vec<(String, usize)> {
        let mut grouper = Grouper::default();
        let mut groups: Vec<Group> = rows
            .into_iter()
            .filter_map(|row| grouper.push(row).unwrap())
            .collect();
        groups.extend(grouper.finish());
        groups
            .into_iter()
            .map(|group| (group.key, group.lines.len()))
            .collect()
    }

    #[test]
    fn rows_with_one_number_become_one_order() {
        let rows = vec![
            row(2, "1", Some("a"), 0),
            row(3, "1", Some("a"), 0),
            row(4, "2", Some("b"), 0),
        ];
        assert_eq!(grouped(rows), [("a".to_owned(), 2), ("b".to_owned(), 1)]);
    }

    #[test]
    fn without_numbers_each_row_is_an_order_counted_by_day() {
        let rows = vec![
            row(2, "1", None, 0),
            row(3, "1", None, 0),
            row(4, "1", None, 1),
        ];
        let keys: Vec<String> = grouped(rows).into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys, ["1/1970-01-01/1", "1/1970-01-01/2", "1/1970-01-02/1"]);
    }

    #[test]
    fn a_row_of_another_member_is_refused() {
        let mut grouper = Grouper::default();
        grouper.push(row(2, "1", Some("a"), 0)).unwrap();
        assert_eq!(grouper.push(row(3, "2", Some("a"), 0)).unwrap_err().line, 3);
    }
}
