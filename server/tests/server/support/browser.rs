//! A browser: keeps cookies, and sends what a hydrated page or a plain form sends.

use std::{collections::BTreeMap, sync::Mutex};

use axum::{
    Router,
    body::{Body, to_bytes},
};
use http::{HeaderMap, Method, Request, StatusCode, header};
use regulars_app::error::AppError;
use serde::de::DeserializeOwned;
use tower::ServiceExt;

/// Where the browser thinks it is.
const HOST: &str = "127.0.0.1:3000";

#[derive(Debug)]
pub struct Browser {
    router: Router,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Browser {
    pub fn new(router: Router) -> Self {
        Self {
            router,
            cookies: Mutex::default(),
        }
    }

    /// A second browser with the same cookies.
    pub fn twin(&self) -> Self {
        let cookies = self.cookies.lock().unwrap().clone();
        Self {
            router: self.router.clone(),
            cookies: Mutex::new(cookies),
        }
    }

    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies
            .lock()
            .unwrap()
            .insert(name.to_owned(), value.to_owned());
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    /// Opens a page.
    pub async fn open(&self, path: &str) -> Reply {
        let request = self
            .request(Method::GET, path)
            .header(header::ACCEPT, "text/html");
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Asks a server function that only reads, as a hydrated page does.
    pub async fn ask(&self, function: &str, fields: &[(&str, &str)]) -> Reply {
        let path = format!("/api/{function}?{}", encode(fields));
        let request = self
            .request(Method::GET, &path)
            .header(header::ACCEPT, "application/json");
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Calls a server function, as a hydrated page does.
    pub async fn call(&self, function: &str, fields: &[(&str, &str)]) -> Reply {
        let form = "application/x-www-form-urlencoded";
        let request = self
            .request(Method::POST, &format!("/api/{function}"))
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, form);
        self.send(request.body(encode(fields).into()).unwrap())
            .await
    }

    /// Calls a server function that takes JSON.
    pub async fn call_json(&self, function: &str, body: &serde_json::Value) -> Reply {
        let request = self
            .request(Method::POST, &format!("/api/{function}"))
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(body.to_string().into()).unwrap())
            .await
    }

    /// Sends a plain form from the page at `from`, as a browser without JavaScript does.
    pub async fn submit(&self, from: &str, function: &str, fields: &[(&str, &str)]) -> Reply {
        let request = self
            .request(Method::POST, &format!("/api/{function}"))
            .header(header::ACCEPT, "text/html,application/xhtml+xml")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::REFERER, format!("http://{HOST}{from}"));
        self.send(request.body(encode(fields).into()).unwrap())
            .await
    }

    /// A request with this browser's cookies, from a page of this site.
    pub fn request(&self, method: Method, path: &str) -> http::request::Builder {
        let cookies: Vec<String> = self
            .cookies
            .lock()
            .unwrap()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, HOST)
            .header(header::ORIGIN, format!("http://{HOST}"));
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        request
    }

    pub async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(line.to_str().unwrap());
        }
        let body = to_bytes(body, 10_000_000).await.unwrap();
        let body = String::from_utf8_lossy(&body).into_owned();
        Reply {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    fn keep(&self, line: &str) {
        let (name, rest) = line.split_once('=').unwrap();
        let value = rest.split(';').next().unwrap();
        let mut cookies = self.cookies.lock().unwrap();
        if value.is_empty() {
            cookies.remove(name);
        } else {
            cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}

impl Reply {
    /// What the server function answered.
    pub fn json<T: DeserializeOwned>(&self) -> T {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {}", self.body))
    }

    /// The error that the server function answered.
    pub fn error(&self) -> AppError {
        assert!(
            self.status.is_client_error() || self.status.is_server_error(),
            "{}",
            self.body
        );
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {}", self.body))
    }

    /// Where the browser is sent.
    pub fn location(&self) -> &str {
        assert_eq!(self.status, StatusCode::FOUND, "{}", self.body);
        self.headers[header::LOCATION].to_str().unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

fn encode(fields: &[(&str, &str)]) -> String {
    let word = |text: &str| {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                    char::from(byte).to_string()
                }
                other => format!("%{other:02X}"),
            })
            .collect::<String>()
    };
    // The names of list fields hold brackets, which the decoder wants to see as they are.
    fields
        .iter()
        .map(|(name, value)| format!("{name}={}", word(value)))
        .collect::<Vec<_>>()
        .join("&")
}
