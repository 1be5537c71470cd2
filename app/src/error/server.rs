//! How the errors of storage become those that people read.

use regulars_storage::{
    StoreError, SubmitError,
    services::{self, ServiceError},
};

use super::{AppError, FieldError};

impl AppError {
    /// Logs `error` under the request's id and keeps only the id.
    pub fn internal(error: impl std::fmt::Display) -> Self {
        let id = crate::context::request_id();
        tracing::error!(request = %id, "{error:#}");
        Self::Internal { id }
    }
}

impl From<ServiceError> for AppError {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Rejected(rejection) => Self::Rejected(rejection),
            ServiceError::KeyReused => Self::Conflict,
            ServiceError::NotFound => Self::NotFound,
            ServiceError::Fields(fields) => Self::Fields(fields.into_iter().map(Into::into).collect()),
            ServiceError::Busy => Self::Busy,
            ServiceError::Storage(error) => error.into(),
        }
    }
}

impl From<services::FieldError> for FieldError {
    fn from(error: services::FieldError) -> Self {
        Self { field: error.field, message: error.message }
    }
}

impl From<SubmitError> for AppError {
    fn from(error: SubmitError) -> Self {
        ServiceError::from(error).into()
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        Self::internal(error)
    }
}
