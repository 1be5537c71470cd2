//! What the command line can do: one file a command.

pub mod backup;
pub mod create_owner;
pub mod demo;
pub mod import;
pub mod restore;
pub mod serve;
pub mod verify;

use regulars_storage::{Store, StoreConfig};

use crate::{cli::DatabaseArgs, config::Settings, failure::Failure, logging};

/// Reads the settings, starts the log and opens the database.
async fn open(args: &DatabaseArgs) -> Result<(Settings, Store), Failure> {
    let settings = Settings::load(args.config.as_ref(), &args.flags())?;
    logging::start(settings.log_format, "warn");
    let store = Store::open(StoreConfig::new(settings.database.clone())).await?;
    Ok((settings, store))
}
