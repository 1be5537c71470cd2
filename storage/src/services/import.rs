//! Bringing in an order history from a CSV file, of any size, as often as one likes.
//!
//! [`inspect`] shows what a file holds and guesses its mapping, [`start`] notes an import, and
//! [`run`] carries it out or goes on where it stopped. The file is read once, from front to back:
//!
//! | step | file | bound |
//! | --- | --- | --- |
//! | physical lines | `lines` | 256 kB a line |
//! | CSV records | `records` | 50 lines a record; a broken one costs its first line only |
//! | typed rows | `rows`, `dates`, `mapping` | |
//! | orders, from adjacent rows with one number | `groups` | one order at a time |
//! | commands, many at once, each member's in the order of the file | `run`, `under_way`, `orders` | 4,096 waiting |
//! | what was done so far, kept every 2,000 orders | `ledger`, `book` | 10,000 bad rows kept |
//!
//! Every order has the key `import:SOURCE:NUMBER`, so that an order of a source gets in once:
//! running a file twice, or again after being killed, changes nothing. Members are created by
//! their number as it is written, on the day of their first order in the file.

mod book;
pub(super) mod dates;
mod file;
mod groups;
mod inspect;
mod ledger;
mod lines;
mod mapping;
mod orders;
mod quoting;
mod reader;
mod records;
mod rows;
mod run;
mod under_way;

pub(crate) use book::STATEMENTS as BOOK_STATEMENTS;
pub use book::{list, progress, stop_interrupted};
pub use inspect::{NewImport, inspect, inspect_as, start};
pub(crate) use orders::STATEMENTS as ORDER_STATEMENTS;
pub use run::run;
