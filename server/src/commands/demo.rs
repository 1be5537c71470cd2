//! `regulars demo`.

use std::path::PathBuf;

use regulars::{programme::template, views::Role, views::Shop};
use regulars_storage::{
    Store,
    services::{
        join::{self, JoinRequest},
        shop::{self, NewShop},
        staff,
    },
};

use crate::{
    cli::{ServeArgs, say},
    clock::System,
    config::{Settings, Sources},
    failure::Failure,
    logging,
    serve::Server,
};

/// The sample shop's staff: role, name, mail address. All have the same password.
const STAFF: [(Role, &str, &str); 3] = [
    (Role::Owner, "Olivia Hart", "owner@northside.example"),
    (Role::Manager, "Marcus Reid", "manager@northside.example"),
    (Role::Cashier, "Cara Singh", "cashier@northside.example"),
];
const PASSWORD: &str = "sample-password";
const MEMBER: (&str, &str) = ("Ada Bloom", "ada@members.example");

/// Starts the server with the sample shop; makes the shop first where there is none.
///
/// # Errors
/// What keeps it from starting.
pub async fn demo(args: &ServeArgs) -> Result<(), Failure> {
    let mut flags = args.flags();
    let file = args.database.config.as_ref();
    if Sources::collect(file, std::env::vars(), &flags)?.get("database").is_none() {
        flags.insert("database", format!("sqlite:{}", usual_file()?.display()));
    }
    let settings = Settings::load(file, &flags)?;
    logging::start(settings.log_format, &settings.log_level);
    let server = Server::bind(settings, true).await?;
    let shop = match shop::first(server.store(), &System).await? {
        Some(shop) => shop,
        None => open_shop(server.store()).await?,
    };
    let url = server.public_url();
    say(&format!("{} is open at {url}/{}", shop.name, shop.slug));
    say("");
    say("Sign in as");
    for (role, _, mail) in STAFF {
        let role = format!("{role:?}").to_lowercase();
        say(&format!("  {role:8} at {url}/admin with {mail} and {PASSWORD}"));
    }
    say(&format!("  member   at {url}/{}/sign-in with {}", shop.slug, MEMBER.1));
    say(&format!("Mail does not leave: the codes are at {url}/inbox"));
    server.run().await
}

async fn open_shop(store: &Store) -> Result<Shop, Failure> {
    let currency = "GBP".parse().map_err(|error| Failure::Usage(format!("{error}")))?;
    let new = NewShop {
        slug: "northside".to_owned(),
        name: "Northside Coffee".to_owned(),
        currency,
        time_zone: "Europe/London".to_owned(),
        colour: None,
        sample: true,
        programme: Some(template::simple("Northside Regulars", currency)),
    };
    let shop = shop::create(store, &System, new).await?;
    let address = |mail: &str| mail.parse().map_err(|error| Failure::Usage(format!("{error}")));
    for (role, name, mail) in STAFF {
        let mail = address(mail)?;
        staff::add_with_password(store, &System, shop.id, &mail, name, role, PASSWORD).await?;
    }
    let request = JoinRequest { mail: address(MEMBER.1)?, name: Some(MEMBER.0.to_owned()), referred_by: None };
    join::join(store, &System, &shop, &request, "sample").await?;
    Ok(shop)
}

/// The sample shop's file in the user's own folder.
fn usual_file() -> Result<PathBuf, Failure> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = set("XDG_DATA_HOME")
        .or_else(|| set("HOME").map(|home| home.join(".local/share")))
        .map(|data| data.join("regulars"))
        .ok_or_else(|| Failure::Usage("say where the data goes with --database".to_owned()))?;
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure::file(format!("cannot create {}", folder.display()), error))?;
    Ok(folder.join("sample.sqlite3"))
}
