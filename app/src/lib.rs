//! What people see.

pub mod context;
pub mod error;
