//! How the errors of storage become those that people read.

use regulars_storage::{
    StoreError, SubmitError,
    services::{self, ServiceError, sign_in::SignInError},
};

use super::{AppError, FieldError};

impl AppError {
    /// Logs `error` under the request's id and keeps only the id.
    pub fn internal(error: impl std::fmt::Display) -> Self {
        let id = crate::context::request_id();
        tracing::error!(request = %id, "{error:#}");
        Self::Internal { id }
    }

    fn of_store(error: &StoreError) -> Self {
        match error {
            StoreError::DiskFull(_) | StoreError::ReadOnly(_) => {
                tracing::error!(request = %crate::context::request_id(), "{error:#}");
                Self::NotSaved
            }
            error => Self::internal(error),
        }
    }
}

impl From<ServiceError> for AppError {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Rejected(rejection) => Self::Rejected(rejection),
            ServiceError::KeyReused => Self::Conflict,
            ServiceError::NotFound => Self::NotFound,
            ServiceError::Fields(fields) => {
                Self::Fields(fields.into_iter().map(Into::into).collect())
            }
            ServiceError::Busy => Self::Busy,
            ServiceError::Storage(error) => Self::of_store(&error),
        }
    }
}

impl From<services::FieldError> for FieldError {
    fn from(error: services::FieldError) -> Self {
        Self {
            field: error.field,
            message: error.message,
        }
    }
}

impl From<SignInError> for AppError {
    fn from(error: SignInError) -> Self {
        let words = error.to_string();
        match error {
            SignInError::WrongCode => Self::field("code", words),
            SignInError::WrongLink => Self::field("link", words),
            SignInError::WrongPassword => Self::field("password", words),
            SignInError::TooMany { retry_after_s } => Self::TooMany { retry_after_s },
            SignInError::Service(error) => error.into(),
        }
    }
}

impl From<SubmitError> for AppError {
    fn from(error: SubmitError) -> Self {
        ServiceError::from(error).into()
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        Self::of_store(&error)
    }
}
