//! The server's settings: read from a file, the environment and flags, checked as a whole.
//!
//! To add a setting: a field in [`Settings`], its key in [`KEYS`] and its line in `Settings::read`.

mod read;
mod source;

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use lettre::message::Mailbox;

pub use source::{Fault, Faults, Flags, Origin, Sources};

/// Every setting: its key in the file, and what it is for. In the environment a key is written
/// `REGULARS_LISTEN`, as a flag `--listen`.
pub const KEYS: &[(&str, &str)] = &[
    ("listen", "address and port to listen on"),
    ("database", "sqlite:FILE or postgres://USER@HOST/NAME"),
    (
        "public_url",
        "how people reach the server, such as https://cards.example.com",
    ),
    (
        "trusted_proxies",
        "addresses of proxies whose X-Forwarded-For is believed, with commas",
    ),
    (
        "time_zone",
        "time zone of a new shop, such as Europe/London",
    ),
    (
        "smtp_url",
        "mail server, such as smtps://user:password@mail.example.com",
    ),
    (
        "smtp_from",
        "sender of mail, such as Northside Coffee <cards@example.com>",
    ),
    ("log_format", "pretty or json"),
    (
        "log_level",
        "error, warn, info, debug or trace; or a filter such as info,sqlx=warn",
    ),
    (
        "member_session_days",
        "days that a member stays signed in without a visit",
    ),
    (
        "staff_session_hours",
        "hours that staff stay signed in without a request",
    ),
    (
        "body_max_mb",
        "largest request accepted, in megabytes; bounds a file to import",
    ),
];

/// How lines of the log are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Pretty,
    /// One JSON object a line, for machines.
    Json,
}

/// The mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Smtp {
    /// `smtp://`, `smtps://`, with user and password where needed.
    pub url: String,
    /// The sender.
    pub from: Mailbox,
}

/// The server's settings, valid as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// `sqlite:FILE` or `postgres://...`.
    pub database: String,
    /// How people reach the server, without a slash at the end.
    pub public_url: String,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Time zone of a new shop.
    pub time_zone: String,
    /// The mail server; without one mail waits in the queue.
    pub smtp: Option<Smtp>,
    /// How the log is written.
    pub log_format: LogFormat,
    /// What is logged.
    pub log_level: String,
    /// Days that a member stays signed in without a visit.
    pub member_session_days: u32,
    /// Hours that staff stay signed in without a request.
    pub staff_session_hours: u32,
    /// Largest request body, in megabytes (10^6 bytes).
    pub body_max_mb: u32,
}

/// Where a settings file is looked for when none is named.
pub fn usual_files() -> [PathBuf; 2] {
    [
        PathBuf::from("regulars.toml"),
        PathBuf::from("/etc/regulars.toml"),
    ]
}

impl Settings {
    /// Reads and checks all settings.
    ///
    /// # Errors
    /// Everything that is wrong, at once, each with where it came from and what would be right.
    pub fn load(file: Option<&PathBuf>, flags: &Flags) -> Result<Self, Faults> {
        let sources = Sources::collect(file, std::env::vars(), flags)?;
        Self::read(&sources)
    }
}
