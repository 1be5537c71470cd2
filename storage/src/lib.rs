//! One store over SQLite and Postgres.
pub mod env;
