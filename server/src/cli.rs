//! The command line.

use std::{io::Write, path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};

use crate::{commands, config::Flags, failure::Failure};

/// A self-hosted loyalty and referral programme.
#[derive(Debug, Parser)]
#[command(name = "regulars", version, max_term_width = 100)]
#[command(after_help = "Exit codes: 0 done, 1 failed, 2 the call or the settings are wrong.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the server.
    Serve(ServeArgs),
    /// Start the server with a sample shop; mail goes to a page instead of leaving.
    Demo(ServeArgs),
    /// Import orders from a CSV file. Running it twice changes nothing.
    Import(commands::import::ImportArgs),
    /// Recompute every balance, lot and total from the entries.
    Verify(DatabaseArgs),
    /// Write a verified copy of the database, while the server runs.
    Backup(commands::backup::BackupArgs),
    /// Put a backup in the place of the database.
    Restore(commands::restore::RestoreArgs),
    /// Open a shop where there is none, and invite its owner.
    CreateOwner(commands::create_owner::CreateOwnerArgs),
}

/// The settings file and the database, for commands that need no more.
#[derive(Debug, Clone, Args)]
pub struct DatabaseArgs {
    /// Settings file [default: ./regulars.toml or /etc/regulars.toml, where there is one]
    #[arg(long, value_name = "FILE", env = "REGULARS_CONFIG")]
    pub config: Option<PathBuf>,
    /// sqlite:FILE or postgres://USER@HOST/NAME
    #[arg(long, value_name = "ADDRESS")]
    pub database: Option<String>,
}

impl DatabaseArgs {
    /// The flags that were given.
    pub fn flags(&self) -> Flags {
        given([("database", &self.database)])
    }
}

/// All settings. Each can also stand in the settings file (`listen`) or in the environment
/// (`REGULARS_LISTEN`); a flag wins over the environment, and that over the file.
#[derive(Debug, Clone, Args)]
pub struct ServeArgs {
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    /// Address and port to listen on [default: 127.0.0.1:3000]
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
    /// How people reach the server, such as https://cards.example.com
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Proxies whose X-Forwarded-For is believed, with commas
    #[arg(long, value_name = "ADDRESSES")]
    trusted_proxies: Option<String>,
    /// Mail server, such as smtps://user:password@mail.example.com
    #[arg(long, value_name = "URL")]
    smtp_url: Option<String>,
    /// Sender of mail, such as "Northside Coffee <cards@example.com>"
    #[arg(long, value_name = "SENDER")]
    smtp_from: Option<String>,
    /// pretty or json
    #[arg(long, value_name = "FORMAT")]
    log_format: Option<String>,
    /// error, warn, info, debug or trace
    #[arg(long, value_name = "LEVEL")]
    log_level: Option<String>,
    /// Days that a member stays signed in without a visit [default: 180]
    #[arg(long, value_name = "DAYS")]
    member_session_days: Option<String>,
    /// Hours that staff stay signed in without a request [default: 12]
    #[arg(long, value_name = "HOURS")]
    staff_session_hours: Option<String>,
    /// Largest file to import, in megabytes [default: 200]
    #[arg(long, value_name = "MB")]
    body_max_mb: Option<String>,
}

impl ServeArgs {
    /// The flags that were given.
    pub(crate) fn flags(&self) -> Flags {
        let mut flags = given([
            ("listen", &self.listen),
            ("public_url", &self.public_url),
            ("trusted_proxies", &self.trusted_proxies),
            ("smtp_url", &self.smtp_url),
            ("smtp_from", &self.smtp_from),
            ("log_format", &self.log_format),
            ("log_level", &self.log_level),
            ("member_session_days", &self.member_session_days),
            ("staff_session_hours", &self.staff_session_hours),
            ("body_max_mb", &self.body_max_mb),
        ]);
        flags.extend(self.database.flags());
        flags
    }
}

fn given<const N: usize>(pairs: [(&'static str, &Option<String>); N]) -> Flags {
    pairs
        .into_iter()
        .filter_map(|(key, value)| Some((key, value.clone()?)))
        .collect()
}

/// Reads the command line, does what it says, and answers the exit code.
pub fn main() -> ExitCode {
    // Clap prints its own message and ends with 2 on wrong usage, with 0 on `--help`.
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            return report(&Failure::file(
                "cannot start the threads of the program",
                error,
            ));
        }
    };
    let done = runtime.block_on(run(cli.command));
    // A thread that still hashes or reads must not keep the program from ending.
    runtime.shutdown_background();
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => report(&failure),
    }
}

async fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Serve(args) => commands::serve::serve(&args).await,
        Command::Demo(args) => commands::demo::demo(&args).await,
        Command::Import(args) => commands::import::import(&args).await,
        Command::Verify(args) => commands::verify::verify(&args).await,
        Command::Backup(args) => commands::backup::backup(&args).await,
        Command::Restore(args) => commands::restore::restore(&args).await,
        Command::CreateOwner(args) => commands::create_owner::create_owner(&args).await,
    }
}

fn report(failure: &Failure) -> ExitCode {
    // Nothing is left to tell when standard error is closed.
    let _ = writeln!(std::io::stderr(), "regulars: {failure}");
    failure.exit_code()
}

/// A line for whoever started the program.
pub(crate) fn say(line: &str) {
    // A closed standard output, as of `| head`, is no reason to stop serving.
    let _ = writeln!(std::io::stdout(), "{line}");
}
