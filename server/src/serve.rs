//! The server from its first open file to its last: bind, serve, stop without losing anything.

use std::{
    io,
    net::SocketAddr,
    panic,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use axum::serve::ListenerExt;
use regulars_app::context::{ServerContext, Site};
use regulars_storage::{Store, StoreConfig};
use tokio::{
    net::{TcpListener, TcpSocket},
    signal::unix::{SignalKind, signal},
    task::JoinSet,
};
use tokio_util::sync::CancellationToken;

use crate::{
    clock::System,
    config::Settings,
    failure::Failure,
    http::{AppState, build_router},
    jobs,
    mail::Post,
};

/// How long requests that are under way may take to end when the server stops.
const DRAIN_MAX: Duration = Duration::from_secs(20);

/// Connections that may wait to be taken.
const BACKLOG: u32 = 1_024;

/// A server that has its address and its database, and does not serve yet.
#[derive(Debug)]
pub struct Server {
    settings: Settings,
    socket: TcpSocket,
    address: SocketAddr,
    context: ServerContext,
}

impl Server {
    /// Takes the address, then opens the database: a second server fails before it touches data.
    /// Connections are taken by [`Server::run`] only, so that whoever waits for the port finds
    /// everything ready.
    ///
    /// # Errors
    /// An address in use, a database that cannot be opened.
    pub async fn bind(mut settings: Settings, sample: bool) -> Result<Self, Failure> {
        let wanted = settings.listen;
        let failed = |error| Failure::listening(wanted, error);
        let socket = bind(wanted).map_err(failed)?;
        let address = socket.local_addr().map_err(failed)?;
        // Port 0 asks the system for a free one; then only now is the own address known.
        if settings.public_url == format!("http://{wanted}") {
            settings.public_url = format!("http://{address}");
        }
        let store = Store::open(StoreConfig::new(settings.database.clone())).await?;
        let context = ServerContext {
            store,
            env: Arc::new(System),
            site: Arc::new(site(&settings, sample)),
        };
        Ok(Self {
            settings,
            socket,
            address,
            context,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its database.
    pub fn store(&self) -> &Store {
        &self.context.store
    }

    /// How people reach it.
    pub fn public_url(&self) -> &str {
        &self.settings.public_url
    }

    /// Serves until a signal asks to stop; then takes no more, ends what is under way, and
    /// closes the database. `listening` is called once connections are taken.
    ///
    /// # Errors
    /// A mail server's address that cannot be read; a listener that fails.
    pub async fn run(self, listening: impl FnOnce()) -> Result<(), Failure> {
        log_panics();
        let upload_max = usize::try_from(self.settings.body_max_mb).unwrap_or(usize::MAX);
        let state = AppState::new(
            self.context.clone(),
            &self.settings.trusted_proxies,
            upload_max.saturating_mul(1_000_000),
        );
        let stopping = state.stopping.clone();
        let post = self.settings.smtp.as_ref().map(Post::new).transpose();
        let post = post.map_err(|error| Failure::Usage(format!("smtp_url: {error}")))?;
        if post.is_none() && !self.context.site.sample {
            tracing::warn!("smtp_url is not set: mail waits until it is");
        }
        let failed = |error| Failure::listening(self.address, error);
        let listener = self.socket.listen(BACKLOG).map_err(failed)?;
        listening();
        let jobs = jobs::start(&self.context, post, &stopping);
        tokio::spawn(stop_on_signal(stopping.clone()));
        tracing::info!(address = %self.address, "serving");
        let served = serve(listener, self.address, state).await;
        stopping.cancel();
        finish(jobs).await;
        self.context.store.close().await;
        tracing::info!("stopped");
        served
    }
}

async fn serve(listener: TcpListener, address: SocketAddr, state: AppState) -> Result<(), Failure> {
    let stopping = state.stopping.clone();
    let service = build_router(state).into_make_service_with_connect_info::<SocketAddr>();
    // Small answers leave at once instead of waiting for more.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!("no TCP_NODELAY: {error}");
        }
    });
    let serving = axum::serve(listener, service)
        .with_graceful_shutdown(stopping.clone().cancelled_owned())
        .into_future();
    let too_late = async {
        stopping.cancelled().await;
        tokio::time::sleep(DRAIN_MAX).await;
    };
    tokio::select! {
        served = serving => served.map_err(|error| Failure::listening(address, error)),
        () = too_late => {
            tracing::warn!("requests were still under way and are cut off");
            Ok(())
        }
    }
}

fn bind(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    // A server that was just stopped leaves connections behind that would block its address.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    Ok(socket)
}

fn site(settings: &Settings, sample: bool) -> Site {
    Site {
        public_url: settings.public_url.clone(),
        sample,
        member_session_days: settings.member_session_days,
        staff_session_hours: settings.staff_session_hours,
        upload_folder: upload_folder(&settings.database),
    }
}

/// Beside SQLite's file, where there is room for data; elsewhere the system's folder for files
/// that come and go.
fn upload_folder(database: &str) -> PathBuf {
    let file = database
        .strip_prefix("sqlite:")
        .map(Path::new)
        .and_then(Path::parent);
    file.map_or_else(std::env::temp_dir, Path::to_owned)
        .join("regulars-uploads")
}

/// A panic's place goes to the log, where somebody looks for it, with the request's id around it.
fn log_panics() {
    panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        let what = panic.payload_as_str().unwrap_or("no message");
        tracing::error!(place, "panic: {what}");
    }));
}

async fn stop_on_signal(stopping: CancellationToken) {
    let (Ok(mut terminate), Ok(mut interrupt)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    ) else {
        tracing::error!("signals cannot be heard: the server stops only when it is killed");
        return;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
        () = stopping.cancelled() => {}
    }
    tracing::info!("stopping");
    stopping.cancel();
}

async fn finish(mut jobs: JoinSet<()>) {
    let all = async { while jobs.join_next().await.is_some() {} };
    if tokio::time::timeout(DRAIN_MAX, all).await.is_err() {
        tracing::warn!("a job was still at work and is cut off; it goes on after the next start");
    }
}
