//! `regulars create-owner`.

use std::{cell::RefCell, io::BufRead};

use clap::Args;
use regulars::{
    command::Actor,
    mail_address::MailAddress,
    money::Currency,
    programme::template::{Answers, Sells},
    views::Role,
    views::Shop,
};
use regulars_storage::{
    Store,
    services::{
        ServiceError,
        shop::{self, NewShop},
        staff,
    },
};

use crate::{
    cli::{DatabaseArgs, say},
    clock::System,
    config::Settings,
    failure::Failure,
};

/// Whose shop, and what it is called.
#[derive(Debug, Args)]
pub struct CreateOwnerArgs {
    #[command(flatten)]
    database: DatabaseArgs,
    /// The shop's name in addresses: small letters, digits and dashes, such as northside
    #[arg(long, value_name = "NAME")]
    merchant: String,
    /// What the shop is called; needed to open it
    #[arg(long, value_name = "NAME")]
    shop_name: Option<String>,
    /// The shop's currency, such as GBP; needed to open it
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// The shop's time zone, such as Europe/London [default: the setting time_zone]
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
    /// Publish a programme at once for a shop that sells this: cafe, lessons, retail, online or
    /// contract; without it, the owner answers four questions first
    #[arg(long, value_name = "TRADE", value_parser = trade)]
    sells: Option<Sells>,
    /// The owner's mail address
    #[arg(long, value_name = "ADDRESS")]
    mail: String,
    /// The owner's name
    #[arg(long, value_name = "NAME")]
    name: String,
    /// Read the password from standard input, in place of inviting by a link
    #[arg(long)]
    password_stdin: bool,
}

fn trade(text: &str) -> Result<Sells, String> {
    let found = Sells::ALL.into_iter().find(|sells| sells.key() == text);
    found.ok_or_else(|| "write cafe, lessons, retail, online or contract".to_owned())
}

/// Opens the shop where there is none, and adds the owner.
///
/// # Errors
/// What is missing or wrong, field by field; the database's.
pub async fn create_owner(args: &CreateOwnerArgs) -> Result<(), Failure> {
    let mail: MailAddress = args
        .mail
        .parse()
        .map_err(|error| Failure::Usage(format!("--mail: {error}")))?;
    let (settings, store) = super::open(&args.database).await?;
    let done = add(args, &settings, &store, &mail).await;
    store.close().await;
    done
}

async fn add(
    args: &CreateOwnerArgs,
    settings: &Settings,
    store: &Store,
    mail: &MailAddress,
) -> Result<(), Failure> {
    let shop = match shop::by_slug(store, &System, &args.merchant).await {
        Ok(shop) => shop,
        Err(ServiceError::NotFound) => open_shop(args, settings, store).await?,
        Err(error) => return Err(error.into()),
    };
    if args.password_stdin {
        let mut password = String::new();
        std::io::stdin()
            .lock()
            .read_line(&mut password)
            .map_err(|error| Failure::file("cannot read the password", error))?;
        let password = password.trim_end_matches(['\r', '\n']);
        staff::create_owner(store, &System, shop.id, mail, &args.name, password).await?;
        say(&format!(
            "{mail} can sign in at {}/admin",
            settings.public_url
        ));
        return Ok(());
    }
    let url = RefCell::new(String::new());
    let link = |token: &str| {
        let address = format!("{}/admin/invitation/{token}", settings.public_url);
        url.replace(address.clone());
        address
    };
    let (by, role) = (Actor::System, Role::Owner);
    staff::invitation::invite(store, &System, &shop, by, mail, &args.name, role, link).await?;
    say(&format!(
        "{} chooses a password here, within seven days:\n{}",
        args.name,
        url.borrow()
    ));
    Ok(())
}

async fn open_shop(
    args: &CreateOwnerArgs,
    settings: &Settings,
    store: &Store,
) -> Result<Shop, Failure> {
    let missing = |what: &str| {
        let text = format!(
            "there is no shop {:?} yet; add {what} to open it",
            args.merchant
        );
        Failure::Usage(text)
    };
    let name = args
        .shop_name
        .clone()
        .ok_or_else(|| missing("--shop-name"))?;
    let currency = args
        .currency
        .as_deref()
        .ok_or_else(|| missing("--currency"))?;
    let currency: Currency = currency
        .parse()
        .map_err(|error| Failure::Usage(format!("--currency: {error}")))?;
    let new = NewShop {
        slug: args.merchant.clone(),
        programme: args
            .sells
            .map(|sells| Answers::of(sells).programme(&format!("{name} regulars"), currency)),
        name,
        currency,
        time_zone: args
            .time_zone
            .clone()
            .unwrap_or_else(|| settings.time_zone.clone()),
        colour: None,
        sample: false,
    };
    let shop = shop::create(store, &System, new).await?;
    say(&format!(
        "{} is open at {}/{}",
        shop.name, settings.public_url, shop.slug
    ));
    Ok(shop)
}
