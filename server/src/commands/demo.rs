//! `regulars demo`.

use std::path::PathBuf;

use regulars::views::Shop;
use regulars_storage::services::{sample, shop};

use crate::{
    cli::{ServeArgs, say},
    clock::System,
    config::{Settings, Sources},
    failure::Failure,
    logging,
    serve::Server,
};

/// The sample shop is the same every time.
const SEED: u64 = 2_718_281_828;
/// The password of everybody who works there. The shop holds nothing that needs a better one.
const PASSWORD: &str = "sample-password";

/// Starts the server with the sample shop; makes the shop first where there is none.
///
/// # Errors
/// What keeps it from starting.
pub async fn demo(args: &ServeArgs) -> Result<(), Failure> {
    let mut flags = args.flags();
    let file = args.database.config.as_ref();
    if Sources::collect(file, std::env::vars(), &flags)?
        .get("database")
        .is_none()
    {
        flags.insert("database", format!("sqlite:{}", usual_file()?.display()));
    }
    let settings = Settings::load(file, &flags)?;
    logging::start(settings.log_format, &settings.log_level);
    let server = Server::bind(settings, true).await?;
    if shop::first(server.store(), &System).await?.is_none() {
        say("Making the sample shop, a year of it: this takes a few seconds.");
    }
    let shop = sample::create(server.store(), &System, SEED, PASSWORD)
        .await?
        .shop;
    let url = server.public_url().to_owned();
    server.run(|| introduce(&shop, &url)).await
}

fn introduce(shop: &Shop, url: &str) {
    say(&format!("{} is open at {url}/{}", shop.name, shop.slug));
    say("");
    say("Sign in as");
    for (mail, _, role) in sample::STAFF {
        let role = format!("{role:?}").to_lowercase();
        say(&format!(
            "  {role:8} at {url}/admin with {mail} and {PASSWORD}"
        ));
    }
    say(&format!(
        "  member   at {url}/{}/sign-in with {}",
        shop.slug,
        sample::ADA
    ));
    say(&format!(
        "Mail does not leave: the codes are at {url}/inbox"
    ));
}

/// The sample shop's file in the user's own folder.
fn usual_file() -> Result<PathBuf, Failure> {
    let set = |name| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let folder = set("XDG_DATA_HOME")
        .or_else(|| set("HOME").map(|home| home.join(".local/share")))
        .map(|data| data.join("regulars"))
        .ok_or_else(|| Failure::Usage("say where the data goes with --database".to_owned()))?;
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure::file(format!("cannot create {}", folder.display()), error))?;
    Ok(folder.join("sample.sqlite3"))
}
