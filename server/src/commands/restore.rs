//! `regulars restore`.

use std::path::{Path, PathBuf};

use clap::Args;
use regulars_storage::backup::{self, BackupError};

use crate::{
    cli::{DatabaseArgs, say},
    config::Settings,
    failure::Failure,
};

/// Which backup.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    #[command(flatten)]
    database: DatabaseArgs,
    /// The file that `regulars backup` wrote
    file: PathBuf,
}

/// Verifies the copy and puts it where the database belongs. What is there already is never
/// overwritten: whoever restores moves it away first, with the server stopped.
///
/// # Errors
/// A copy that does not add up; a database that is in the way.
pub async fn restore(args: &RestoreArgs) -> Result<(), Failure> {
    let settings = Settings::load(args.database.config.as_ref(), &args.database.flags())?;
    let place = settings
        .database
        .strip_prefix("sqlite:")
        .ok_or(BackupError::UsePgDump)?;
    let place = Path::new(place.strip_prefix("//").unwrap_or(place));
    backup::restore(&args.file, place).await?;
    say(&format!(
        "{} is restored from {}.",
        place.display(),
        args.file.display()
    ));
    Ok(())
}
