//! `regulars backup`.

use std::path::PathBuf;

use clap::Args;

use crate::{
    cli::{DatabaseArgs, say},
    failure::Failure,
};

/// Where the copy goes.
#[derive(Debug, Args)]
pub struct BackupArgs {
    #[command(flatten)]
    database: DatabaseArgs,
    /// The file to write; it must not exist
    file: PathBuf,
}

/// Writes a copy and verifies it.
///
/// # Errors
/// A file that exists or cannot be written; a copy that does not add up; the database's.
pub async fn backup(args: &BackupArgs) -> Result<(), Failure> {
    let (_, store) = super::open(&args.database).await?;
    let written = store.backup(&args.file).await;
    store.close().await;
    written?;
    say(&format!(
        "The database is copied to {}, and the copy adds up.",
        args.file.display()
    ));
    Ok(())
}
