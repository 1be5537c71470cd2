//! What can go wrong between the product and its database, one variant a cause.

use std::sync::Arc;

use regulars::rejection::Rejection;
use sqlx::error::{DatabaseError, ErrorKind};

/// A database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Neither `sqlite:` nor `postgres:`.
    #[error("{url:?} is not a database address; write sqlite:FILE or postgres://USER@HOST/NAME")]
    Address {
        /// What was given.
        url: String,
    },
    /// The folder of the file does not exist.
    #[error("the folder {folder} does not exist; create it, or choose another place for the data")]
    FolderMissing {
        /// The folder.
        folder: String,
    },
    /// Another program holds the file.
    #[error("{place} is locked by another program; stop it and try again")]
    Locked {
        /// The file or database.
        place: String,
    },
    /// The file or its folder cannot be written.
    #[error("{place} cannot be written; check the permissions of the file and of its folder")]
    ReadOnly {
        /// The file or database.
        place: String,
    },
    /// The file is something else.
    #[error("{place} is not a database of this program")]
    NotADatabase {
        /// The file or database.
        place: String,
    },
    /// A later version of the program wrote it.
    #[error(
        "{place} was written by a newer version of this program (schema {version}); update the program"
    )]
    Newer {
        /// The file or database.
        place: String,
        /// Its schema's version.
        version: i64,
    },
    /// The server does not answer or refuses.
    #[error("cannot connect to {place}: {cause}")]
    CannotConnect {
        /// The database, without its password.
        place: String,
        /// What the driver says.
        cause: String,
    },
    /// Anything else.
    #[error("cannot open {place}: {cause}")]
    Other {
        /// The file or database.
        place: String,
        /// What the driver says.
        cause: sqlx::Error,
    },
}

/// A row that does not make sense. Nothing wrote it that way.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a row of {table} is corrupt: {what}")]
pub struct Corrupt {
    /// The table.
    pub table: &'static str,
    /// Which value, and why it cannot be.
    pub what: String,
}

/// A statement failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No space is left; nothing was written.
    #[error("the disk is full; nothing was written")]
    DiskFull(#[source] sqlx::Error),
    /// The database turned read-only; nothing was written.
    #[error("the database cannot be written; nothing was written")]
    ReadOnly(#[source] sqlx::Error),
    /// Another program held the database for too long.
    #[error("the database is locked by another program; nothing was written")]
    Locked(#[source] sqlx::Error),
    /// Two writers met; the whole transaction can be tried again.
    #[error("two writers met; try again")]
    Conflict(#[source] sqlx::Error),
    /// A constraint refused a row.
    #[error("a constraint refused a row: {name}")]
    Constraint {
        /// The constraint, or what the database says of it.
        name: String,
        /// Whether it is one of uniqueness.
        unique: bool,
    },
    /// A row that cannot be read.
    #[error(transparent)]
    Corrupt(#[from] Corrupt),
    /// The server went away or is out of connections.
    #[error("the database does not answer")]
    Unreachable(#[source] sqlx::Error),
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
    /// Something could not be put into words, such as an answer into JSON.
    #[error("cannot write as JSON")]
    Json(#[from] serde_json::Error),
    /// Anything else.
    #[error("the database failed: {0}")]
    Other(#[source] sqlx::Error),
}

/// SQLite's primary result codes that mean something to an operator.
mod sqlite_code {
    pub const BUSY: i64 = 5;
    pub const LOCKED: i64 = 6;
    pub const READ_ONLY: i64 = 8;
    pub const FULL: i64 = 13;
    pub const CONSTRAINT: i64 = 19;
    pub const CANNOT_OPEN: i64 = 14;
    pub const NOT_A_DATABASE: i64 = 26;
}

/// SQLite's primary code of an error.
fn primary_code(error: &sqlx::Error) -> Option<i64> {
    let code = error.as_database_error()?.code()?;
    // Postgres' states have five characters; SQLite's extended codes have at most four digits.
    (code.len() < 5)
        .then(|| code.parse::<i64>().ok())
        .flatten()
        .map(|code| code & 0xff)
}

fn state(error: &sqlx::Error) -> Option<String> {
    error
        .as_database_error()?
        .code()
        .map(|code| code.into_owned())
}

/// Whether a constraint, or a trigger that stands in for one, refused the row.
fn refused_by_constraint(error: &sqlx::Error, cause: &dyn DatabaseError) -> bool {
    !matches!(cause.kind(), ErrorKind::Other)
        || primary_code(error) == Some(sqlite_code::CONSTRAINT)
        || cause.code().is_some_and(|state| state == "P0001")
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match primary_code(&error) {
            Some(sqlite_code::FULL) => return Self::DiskFull(error),
            Some(sqlite_code::READ_ONLY) => return Self::ReadOnly(error),
            Some(sqlite_code::BUSY | sqlite_code::LOCKED) => return Self::Locked(error),
            _ => {}
        }
        match state(&error).as_deref() {
            Some("53100") => return Self::DiskFull(error),
            Some("25006") => return Self::ReadOnly(error),
            Some("55P03") => return Self::Locked(error),
            Some("40001" | "40P01") => return Self::Conflict(error),
            // An administrator ends the session, or the server shuts down.
            Some("57P01" | "57P02" | "57P03") => return Self::Unreachable(error),
            _ => {}
        }
        match &error {
            sqlx::Error::Database(cause) if refused_by_constraint(&error, cause.as_ref()) => {
                Self::Constraint {
                    name: cause.constraint().unwrap_or(cause.message()).to_owned(),
                    unique: cause.is_unique_violation(),
                }
            }
            sqlx::Error::PoolClosed => Self::Closed,
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::Tls(_) => {
                Self::Unreachable(error)
            }
            _ => Self::Other(error),
        }
    }
}

impl OpenError {
    /// The error of opening `place`.
    pub(crate) fn of(place: &str, error: sqlx::Error) -> Self {
        let place = place.to_owned();
        match primary_code(&error) {
            Some(sqlite_code::BUSY | sqlite_code::LOCKED) => return Self::Locked { place },
            Some(sqlite_code::READ_ONLY | sqlite_code::CANNOT_OPEN) => {
                return Self::ReadOnly { place };
            }
            Some(sqlite_code::NOT_A_DATABASE) => return Self::NotADatabase { place },
            _ => {}
        }
        match &error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::Protocol(_) => Self::CannotConnect {
                place,
                cause: error.to_string(),
            },
            sqlx::Error::Database(cause) if primary_code(&error).is_none() => Self::CannotConnect {
                place,
                cause: cause.message().to_owned(),
            },
            _ => Self::Other {
                place,
                cause: error,
            },
        }
    }

    /// The error of migrating `place`.
    pub(crate) fn of_migration(place: &str, error: sqlx::migrate::MigrateError) -> Self {
        use sqlx::migrate::MigrateError;
        let place = place.to_owned();
        match error {
            MigrateError::VersionMissing(version) => Self::Newer { place, version },
            MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _) => {
                Self::of(&place, cause)
            }
            MigrateError::VersionMismatch(_) | MigrateError::Dirty(_) => {
                Self::NotADatabase { place }
            }
            other => Self::Other {
                place,
                cause: sqlx::Error::Migrate(Box::new(other)),
            },
        }
    }
}

/// A command was not carried out. Nothing of it was written.
#[derive(Debug, Clone, thiserror::Error)]
pub enum SubmitError {
    /// The rules refuse it.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The idempotency key was used before, with other content.
    #[error("This key was used before for something else. Use a new one.")]
    KeyReused,
    /// The idempotency key is empty or too long.
    #[error("An idempotency key has 1 to 200 characters.")]
    BadKey,
    /// An id or code that the caller made exists already.
    #[error("This exists already: {0}.")]
    Duplicate(String),
    /// There is no such merchant.
    #[error("There is no such shop.")]
    UnknownMerchant,
    /// Too many commands wait.
    #[error("Too much is going on at the moment. Try again in a few seconds.")]
    Busy,
    /// The database failed.
    #[error("This could not be saved: {0}. Nothing was changed.")]
    Storage(Arc<StoreError>),
}

impl From<StoreError> for SubmitError {
    fn from(error: StoreError) -> Self {
        Self::Storage(Arc::new(error))
    }
}

impl From<sqlx::Error> for SubmitError {
    fn from(error: sqlx::Error) -> Self {
        StoreError::from(error).into()
    }
}
