//! `regulars verify`.

use crate::{
    cli::{DatabaseArgs, say},
    failure::Failure,
};

/// Recomputes everything from the entries and says what was looked at.
///
/// # Errors
/// The first row of each check that disagrees; the database's.
pub async fn verify(args: &DatabaseArgs) -> Result<(), Failure> {
    let (_, store) = super::open(args).await?;
    let report = store.verify().await;
    store.close().await;
    let report = report?;
    if !report.is_sound() {
        return Err(Failure::Negative(format!(
            "the ledger does not add up\n{report}"
        )));
    }
    say(report.to_string().trim_end());
    Ok(())
}
