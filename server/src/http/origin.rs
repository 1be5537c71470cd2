//! Forms of other sites must not act in the name of whoever is signed in here.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, Method, StatusCode, header};

use super::AppState;

/// Refuses requests that may change something and come from another site's page.
///
/// Browsers say where a request comes from (`Sec-Fetch-Site`, and `Origin` on all that is not
/// GET or HEAD). Programs that are not browsers say neither and hold no cookie by accident.
pub async fn check(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if safe || is_own(request.headers(), &state.context.site.public_url) {
        return next.run(request).await;
    }
    let text = "This form came from another site. Open the page here, then send it again.";
    (StatusCode::FORBIDDEN, text).into_response()
}

fn is_own(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-site") {
        Some("same-origin" | "none") => return true,
        Some(_) => return false,
        None => {}
    }
    match text(header::ORIGIN.as_str()) {
        None => true,
        Some(origin) if origin == public_url => true,
        Some(origin) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == text(header::HOST.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect();
        is_own(&headers, "https://cards.example.com")
    }

    #[test]
    fn other_sites_are_refused() {
        assert!(own(&[]));
        assert!(own(&[
            ("sec-fetch-site", "same-origin"),
            ("origin", "null")
        ]));
        assert!(own(&[
            ("origin", "https://cards.example.com"),
            ("host", "10.0.0.3:3000")
        ]));
        assert!(own(&[
            ("origin", "http://127.0.0.1:3000"),
            ("host", "127.0.0.1:3000")
        ]));
        assert!(!own(&[("sec-fetch-site", "cross-site")]));
        assert!(!own(&[("sec-fetch-site", "same-site")]));
        assert!(!own(&[
            ("origin", "https://evil.example"),
            ("host", "cards.example.com")
        ]));
        assert!(!own(&[("origin", "null"), ("host", "cards.example.com")]));
    }
}
