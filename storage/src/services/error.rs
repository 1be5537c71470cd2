//! Why a service could not do what it was asked.

use std::sync::Arc;

use regulars::{programme::Faults, rejection::Rejection};

use crate::{StoreError, SubmitError};

/// Why a service could not do what it was asked. One variant a kind of reader.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// The engine refused; its words are for whoever asked.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The idempotency key was used for something else before.
    #[error("This form was sent before with other content. Load the page again and repeat it.")]
    KeyReused,
    /// No such row with this merchant.
    #[error("There is no such thing here.")]
    NotFound,
    /// What was typed is wrong, field by field.
    #[error("Some fields need another look.")]
    Fields(Vec<FieldError>),
    /// Too much to do at this moment.
    #[error("The shop is very busy. Try again in a moment.")]
    Busy,
    /// The database failed; for the operator.
    #[error(transparent)]
    Storage(Arc<StoreError>),
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name, or its path in a document, such as `rewards.2.points`.
    pub field: String,
    /// What is wrong and what would be right.
    pub message: String,
}

impl ServiceError {
    /// An error about one field.
    pub fn field(field: &str, message: impl Into<String>) -> Self {
        Self::Fields(vec![FieldError {
            field: field.to_owned(),
            message: message.into(),
        }])
    }
}

impl From<SubmitError> for ServiceError {
    fn from(error: SubmitError) -> Self {
        match error {
            SubmitError::Rejected(rejection) => Self::Rejected(rejection),
            SubmitError::KeyReused => Self::KeyReused,
            SubmitError::BadKey => Self::field("key", "Load the page again and repeat it."),
            SubmitError::UnknownMerchant => Self::NotFound,
            SubmitError::Busy => Self::Busy,
            SubmitError::Duplicate(name) => StoreError::Constraint { name, unique: true }.into(),
            SubmitError::Storage(error) => Self::Storage(error),
        }
    }
}

impl From<StoreError> for ServiceError {
    fn from(error: StoreError) -> Self {
        Self::Storage(Arc::new(error))
    }
}

impl From<crate::Corrupt> for ServiceError {
    fn from(error: crate::Corrupt) -> Self {
        StoreError::from(error).into()
    }
}

impl From<Faults> for ServiceError {
    fn from(faults: Faults) -> Self {
        let field = |fault: regulars::programme::Fault| FieldError {
            field: fault.field,
            message: fault.reason,
        };
        Self::Fields(faults.0.into_iter().map(field).collect())
    }
}
