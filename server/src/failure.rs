//! Why the program ends, in words for whoever started it, and the exit code.

use std::{io, net::SocketAddr, process::ExitCode};

use regulars_storage::{OpenError, StoreError, backup::BackupError, services::ServiceError};

use crate::config::Faults;

/// Why the program could not do what it was started for.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The settings are wrong.
    #[error(transparent)]
    Settings(#[from] Faults),
    /// The command line is wrong in a way that its parser cannot see.
    #[error("{0}")]
    Usage(String),
    /// Somebody else listens there.
    #[error(
        "{address} is in use by another program; stop it, or choose another address with --listen"
    )]
    AddressInUse {
        /// Where.
        address: SocketAddr,
    },
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {cause}")]
    CannotListen {
        /// Where.
        address: SocketAddr,
        /// What the system says.
        cause: io::Error,
    },
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A copy could not be made or put back.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// A use case was refused.
    #[error("{}", words(.0))]
    Service(#[from] ServiceError),
    /// A file cannot be read or written.
    #[error("{what}: {cause}")]
    File {
        /// Which, and what was tried.
        what: String,
        /// What the system says.
        cause: io::Error,
    },
    /// Everything ran, and the answer is no.
    #[error("{0}")]
    Negative(String),
}

/// The field errors are what the reader needs; the variant's own words do not name them.
fn words(error: &ServiceError) -> String {
    match error {
        ServiceError::Fields(fields) => fields
            .iter()
            .map(|field| format!("{}: {}", field.field, field.message))
            .collect::<Vec<_>>()
            .join("\n"),
        other => other.to_string(),
    }
}

impl Failure {
    /// 2 when the call or the settings are wrong, 1 when it failed.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::Settings(_) | Self::Usage(_) => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }

    /// A file that cannot be read or written.
    pub fn file(what: impl Into<String>, cause: io::Error) -> Self {
        Self::File {
            what: what.into(),
            cause,
        }
    }

    /// Why an address cannot be listened on.
    pub fn listening(address: SocketAddr, cause: io::Error) -> Self {
        if cause.kind() == io::ErrorKind::AddrInUse {
            Self::AddressInUse { address }
        } else {
            Self::CannotListen { address, cause }
        }
    }
}
