//! `regulars import`.

use std::{
    io::Write,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use regulars::views::{ImportField, ImportMapping, ImportProgress, ImportState, Shop};
use regulars_storage::{
    Store,
    services::{
        ServiceError,
        import::{self, NewImport},
        shop,
    },
};

use crate::{
    cli::{DatabaseArgs, say},
    clock::System,
    failure::Failure,
};

/// Which file, and how its columns are used.
#[derive(Debug, Args)]
pub struct ImportArgs {
    #[command(flatten)]
    database: DatabaseArgs,
    /// The CSV file
    file: PathBuf,
    /// The shop's name in addresses, such as northside
    #[arg(long, value_name = "NAME")]
    merchant: String,
    /// A column, as FIELD=HEADER; without any the columns are found by their names. Fields:
    /// member, order, occurred_at, total, quantity, sku, name, category, mail, member_name
    #[arg(long = "map", value_name = "FIELD=HEADER")]
    columns: Vec<String>,
    /// How dates are written, such as %Y%m%d [default: found out from the file]
    #[arg(long, value_name = "FORMAT")]
    date_format: Option<String>,
    /// What tells this source of orders from others: an order of a source is imported once
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
}

/// Imports the file, or goes on where an earlier run stopped.
///
/// # Errors
/// What is wrong with the file or the mapping; an import that was stopped; the database's. Rows
/// that are refused are listed and do not stop the others.
pub async fn import(args: &ImportArgs) -> Result<(), Failure> {
    let (_, store) = super::open(&args.database).await?;
    let done = run(args, &store).await;
    store.close().await;
    let progress = done?;
    report(&progress);
    match progress.state {
        ImportState::Done => Ok(()),
        _ => Err(Failure::Negative(
            "stopped; run the same command again to go on".to_owned(),
        )),
    }
}

async fn run(args: &ImportArgs, store: &Store) -> Result<ImportProgress, Failure> {
    let shop = shop::by_slug(store, &System, &args.merchant)
        .await
        .map_err(|error| match error {
            ServiceError::NotFound => {
                Failure::Usage(format!("there is no shop called {:?}", args.merchant))
            }
            other => other.into(),
        })?;
    let path = std::fs::canonicalize(&args.file)
        .map_err(|error| Failure::file(format!("cannot read {}", args.file.display()), error))?;
    let new = NewImport {
        mapping: mapping(args, store, &shop, &path).await?,
        file_name: path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        path,
        staff: None,
    };
    let id = import::start(store, &System, &shop, &new).await?;
    let cancel = Arc::new(AtomicBool::new(false));
    tokio::spawn(cancel_on_interrupt(cancel.clone()));
    let bar = bar();
    let tell = |progress: &ImportProgress| {
        bar.set_length(u64::try_from(progress.bytes_total).unwrap_or(0));
        bar.set_position(u64::try_from(progress.bytes_done).unwrap_or(0));
        bar.set_message(format!("{} orders", progress.orders));
    };
    let progress = import::run(store, &System, &shop, id, &tell, &cancel).await?;
    bar.finish_and_clear();
    Ok(progress)
}

/// The mapping of the flags over the one that was kept for these headers or guessed.
async fn mapping(
    args: &ImportArgs,
    store: &Store,
    shop: &Shop,
    path: &std::path::Path,
) -> Result<ImportMapping, Failure> {
    let mut mapping = import::inspect(store, shop, path).await?.mapping;
    for pair in &args.columns {
        let (field, header) = column(pair)?;
        mapping.columns.retain(|(known, _)| *known != field);
        mapping.columns.push((field, header));
    }
    if let Some(format) = &args.date_format {
        mapping.date_format = Some(format.clone());
    }
    if let Some(source) = &args.source {
        mapping.source.clone_from(source);
    }
    Ok(mapping)
}

fn column(pair: &str) -> Result<(ImportField, String), Failure> {
    let wrong = || {
        let text = format!("--map {pair}: write FIELD=HEADER, such as total=Amount; see --help");
        Failure::Usage(text)
    };
    let (field, header) = pair.split_once('=').ok_or_else(wrong)?;
    let field = serde_json::from_value(field.trim().into()).map_err(|_| wrong())?;
    Ok((field, header.trim().to_owned()))
}

async fn cancel_on_interrupt(cancel: Arc<AtomicBool>) {
    if tokio::signal::ctrl_c().await.is_ok() {
        cancel.store(true, Ordering::Relaxed);
    }
}

/// On standard error, so that standard output stays for the result.
fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let template = "{bar:40} {percent:>3}% {bytes}/{total_bytes} {msg} {eta}";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

fn report(progress: &ImportProgress) {
    say(&format!(
        "{}: {} rows, {} orders, {} there already, {} members, {} points, {} rows refused",
        progress.file,
        progress.rows,
        progress.orders,
        progress.repeated,
        progress.members,
        progress.points,
        progress.refused,
    ));
    for error in &progress.errors {
        // Standard error: a script that reads the result does not read these.
        let _ = writeln!(
            std::io::stderr(),
            "line {}: {} [{}]",
            error.line,
            error.reason,
            error.row
        );
    }
}
