//! A request's id and its line in the log.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderMap, HeaderName, HeaderValue};
use regulars_app::context::{RemoteAddress, RequestId};
use tracing::Instrument;

use super::AppState;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives the request an id, finds out who asks, and logs how it went.
pub async fn request(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let env = &state.context.env;
    let (id, begun) = (env.new_id().simple().to_string(), env.now());
    let from = remote_address(&request, &state.trusted_proxies);
    let span = tracing::info_span!(
        "request", id = %id, method = %request.method(), path = %path_shown(request.uri().path()),
    );
    request.extensions_mut().insert(RequestId(id.clone()));
    request.extensions_mut().insert(RemoteAddress(from));
    let mut response = next.run(request).instrument(span.clone()).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let took_us = env.now().0 - begun.0;
    let status = response.status().as_u16();
    span.in_scope(|| match status {
        500.. => tracing::warn!(status, took_us, "answered"),
        _ => tracing::debug!(status, took_us, "answered"),
    });
    response
}

/// An invitation's secret is part of its address and must not be readable in the log.
fn path_shown(path: &str) -> &str {
    path.split_inclusive('/')
        .position(|part| part == "invitation/")
        .map_or(path, |_| "/admin/invitation/...")
}

/// The peer's address or, behind a proxy that is trusted, the last address before the proxies.
fn remote_address(request: &Request, trusted: &[IpAddr]) -> String {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|info| info.0.ip());
    let Some(peer) = peer else {
        return String::new();
    };
    let forwarded = forwarded_for(request.headers());
    let trusted_chain = std::iter::once(peer).chain(forwarded.into_iter().rev());
    let mut client = peer;
    for address in trusted_chain {
        client = address;
        if !trusted.contains(&address) {
            break;
        }
    }
    client.to_string()
}

fn forwarded_for(headers: &HeaderMap) -> Vec<IpAddr> {
    headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .filter_map(|part| part.trim().parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, forwarded: Option<&str>, trusted: &[&str]) -> String {
        let mut builder = Request::builder();
        if let Some(forwarded) = forwarded {
            builder = builder.header("x-forwarded-for", forwarded);
        }
        let mut request = builder.body(axum::body::Body::empty()).unwrap();
        let peer = SocketAddr::new(peer.parse().unwrap(), 1);
        request.extensions_mut().insert(ConnectInfo(peer));
        let trusted: Vec<IpAddr> = trusted.iter().map(|text| text.parse().unwrap()).collect();
        remote_address(&request, &trusted)
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(from("9.9.9.9", Some("1.1.1.1"), &[]), "9.9.9.9");
        assert_eq!(
            from("10.0.0.1", Some("6.6.6.6, 1.1.1.1"), &["10.0.0.1"]),
            "1.1.1.1"
        );
        assert_eq!(
            from(
                "10.0.0.1",
                Some("1.1.1.1, 10.0.0.2"),
                &["10.0.0.1", "10.0.0.2"]
            ),
            "1.1.1.1"
        );
        assert_eq!(from("10.0.0.1", None, &["10.0.0.1"]), "10.0.0.1");
    }

    #[test]
    fn secrets_stay_out_of_the_log() {
        assert_eq!(
            path_shown("/admin/invitation/1-abc"),
            "/admin/invitation/..."
        );
        assert_eq!(path_shown("/northside/card"), "/northside/card");
    }
}
