//! One store over SQLite and Postgres.
