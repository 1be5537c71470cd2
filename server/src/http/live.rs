//! Live updates: server-sent events from the store's broadcast, to the member or staff they
//! concern.
//!
//! A browser that lost the line connects again by itself and is told at once that something may
//! have moved; so is one that read too slowly. Pages ask again for what they show, so no event
//! needs to be kept for anybody.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    extract::State,
    response::{IntoResponse, Response, Sse, sse},
};
use futures::{Stream, stream};
use http::{HeaderMap, HeaderName, StatusCode};
use regulars::ids::{MemberId, MerchantId};
use regulars_app::context::Viewer;
use regulars_storage::LiveEvent;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, broadcast};
use tokio_util::sync::CancellationToken;

use super::AppState;

/// Open streams of one server.
const STREAMS_MAX: usize = 4_000;
/// Comments sent on a quiet line, so that proxies and phones keep it.
const KEEP_ALIVE: Duration = Duration::from_secs(25);
/// What a page that may have missed something is told.
const MAY_HAVE_MOVED: &str = r#"{"event":"may_have_moved"}"#;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// The places for open streams.
#[derive(Debug, Clone)]
pub struct Streams(Arc<Semaphore>);

impl Default for Streams {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(STREAMS_MAX)))
    }
}

/// Whose events a stream carries.
#[derive(Debug, Clone, Copy)]
struct Topic {
    merchant: MerchantId,
    /// One member's; `None`: all of the merchant's.
    member: Option<MemberId>,
}

impl Topic {
    fn covers(self, event: &LiveEvent) -> bool {
        event.merchant == self.merchant && self.member.is_none_or(|member| member == event.member)
    }
}

/// The events of the member who is signed in.
pub async fn member(
    State(state): State<AppState>,
    axum::Extension(viewer): axum::Extension<Viewer>,
    headers: HeaderMap,
) -> Response {
    let topic = viewer.member.map(|m| Topic {
        merchant: m.merchant,
        member: Some(m.member),
    });
    open(&state, topic, &headers)
}

/// All events of the merchant whose staff is signed in.
pub async fn merchant(
    State(state): State<AppState>,
    axum::Extension(viewer): axum::Extension<Viewer>,
    headers: HeaderMap,
) -> Response {
    let topic = viewer.staff.map(|staff| Topic {
        merchant: staff.merchant,
        member: None,
    });
    open(&state, topic, &headers)
}

fn open(state: &AppState, topic: Option<Topic>, headers: &HeaderMap) -> Response {
    let Some(topic) = topic else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let Ok(place) = state.live.0.clone().try_acquire_owned() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let line = Line {
        topic,
        news: state.context.store.live(),
        stopping: state.stopping.clone(),
        returning: headers.contains_key(LAST_EVENT_ID),
        sent: 0,
        _place: place,
    };
    let keep_alive = sse::KeepAlive::new().interval(KEEP_ALIVE);
    Sse::new(line.events())
        .keep_alive(keep_alive)
        .into_response()
}

/// One browser that listens.
struct Line {
    topic: Topic,
    news: broadcast::Receiver<LiveEvent>,
    stopping: CancellationToken,
    /// It was here before and may have missed something.
    returning: bool,
    sent: u64,
    _place: OwnedSemaphorePermit,
}

impl Line {
    fn events(self) -> impl Stream<Item = Result<sse::Event, Infallible>> + Send + use<> {
        stream::unfold(self, |mut line| async move {
            let text = line.next().await?;
            line.sent += 1;
            // An id makes the browser say, when it returns, that it was here.
            let event = sse::Event::default().id(line.sent.to_string()).data(text);
            Some((Ok(event), line))
        })
    }

    /// The next message; `None` when the server stops.
    async fn next(&mut self) -> Option<String> {
        if std::mem::take(&mut self.returning) {
            return Some(MAY_HAVE_MOVED.to_owned());
        }
        loop {
            let news = tokio::select! {
                () = self.stopping.cancelled() => return None,
                news = self.news.recv() => news,
            };
            match news {
                Ok(event) if self.topic.covers(&event) => {
                    let text = serde_json::to_string(&event.event);
                    return Some(text.unwrap_or_else(|_| MAY_HAVE_MOVED.to_owned()));
                }
                Ok(_) => {}
                Err(broadcast::error::RecvError::Lagged(_)) => {
                    return Some(MAY_HAVE_MOVED.to_owned());
                }
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }
}
