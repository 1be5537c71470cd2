//! The server as its callers see it: through the router in process, and as the real program.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

mod acts;
mod books;
mod cards;
mod codes;
mod crash;
mod errors;
mod idempotency;
mod kept;
mod live;
mod mail;
mod origin;
mod pages;
mod program;
mod replay;
mod roles;
mod set_up;
mod sign_in;
mod staff;
mod tenants;
mod versions;
