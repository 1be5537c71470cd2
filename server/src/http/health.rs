//! For whatever watches over the server.

use axum::extract::State;
use http::StatusCode;
use regulars_storage::services::health;

use super::AppState;

/// The process runs.
pub async fn health() -> &'static str {
    "ok"
}

/// The process can do its work: the database answers, and it is not stopping.
pub async fn ready(State(state): State<AppState>) -> (StatusCode, &'static str) {
    if state.stopping.is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping");
    }
    match health::ping(&state.context.store).await {
        Ok(()) => (StatusCode::OK, "ready"),
        Err(error) => {
            tracing::error!("not ready: {error}");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the database does not answer",
            )
        }
    }
}
