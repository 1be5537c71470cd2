//! Server functions: adapters that find out who asks, parse, call a service and map its error.
//!
//! Each is a public address and authorises for itself.

pub mod admin;
pub mod inbox;
pub mod member;
