//! The log: one line an event on standard error, for people or as JSON.

use tracing_subscriber::{EnvFilter, fmt, prelude::*};

use crate::config::LogFormat;

/// Starts logging. A second start in the same process, as in tests, changes nothing.
pub fn start(format: LogFormat, level: &str) {
    // The driver logs each statement and the framework each resource: noise below a warning.
    let filter = format!("{level},sqlx=warn,hyper=warn,leptos=warn,rustls=warn");
    let filter =
        EnvFilter::builder().parse_lossy(if level.contains('=') { level } else { &filter });
    let lines = fmt::layer().with_writer(std::io::stderr).with_target(false);
    let registry = tracing_subscriber::registry().with(filter);
    let started = match format {
        LogFormat::Pretty => registry.with(lines.compact()).try_init(),
        LogFormat::Json => registry
            .with(lines.json().flatten_event(true).with_current_span(true))
            .try_init(),
    };
    if started.is_err() {
        tracing::debug!("the log was started before");
    }
}
