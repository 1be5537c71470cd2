//! `regulars serve`.

use regulars_storage::services::shop;

use crate::{
    cli::{ServeArgs, say},
    clock::System,
    config::Settings,
    failure::Failure,
    logging,
    serve::Server,
};

/// Starts the server and serves until it is told to stop.
///
/// # Errors
/// What keeps it from starting, and a job or writer that ended badly.
pub async fn serve(args: &ServeArgs) -> Result<(), Failure> {
    let settings = Settings::load(args.database.config.as_ref(), &args.flags())?;
    logging::start(settings.log_format, &settings.log_level);
    let server = Server::bind(settings, false).await?;
    let is_empty = shop::first(server.store(), &System).await?.is_none();
    let address = server.address();
    server
        .run(|| {
            say(&format!("Regulars listens on http://{address}"));
            if is_empty {
                say("There is no shop yet. Open one with `regulars create-owner`.");
            }
        })
        .await
}
