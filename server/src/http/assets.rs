//! The site's files: carried inside the release binary, compressed when it was built; read from
//! disk while developing.

use std::{borrow::Cow, collections::HashMap};

use axum::{
    body::Body,
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use leptos::{
    WasmSplitManifest,
    prelude::{ArcStoredValue, LeptosOptions, provide_context},
};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use super::{
    AppState,
    negotiate::{accepts_encoding, content_type, is_known},
};

/// The folder that cargo-leptos fills before it builds the server.
#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Site;

/// Where the scripts, the WASM and the style lie.
const PACKAGE: &str = "pkg/";
/// Name of the scripts and the style, as in the workspace's Cargo.toml.
const OUTPUT_NAME: &str = "regulars";

/// What the build wrote about the split of the WASM.
const SPLIT_MANIFEST: &str = "pkg/__wasm_split_manifest.json";
/// The name that the build gives to the loader of the parts.
const SPLIT_LOADER: &str = "__wasm_split.______________________.js";

/// The site's files by path.
#[derive(Debug)]
pub struct Assets {
    files: HashMap<String, Asset>,
    /// Part of the address of every file in the package; changes when one of them does.
    build: String,
    /// Which parts of the split WASM belong to which lazy page, for loading them early.
    split: Option<WasmSplitManifest>,
}

#[derive(Debug, Clone)]
struct Asset {
    content_type: HeaderValue,
    etag: String,
    plain: Cow<'static, [u8]>,
    brotli: Option<Cow<'static, [u8]>>,
    gzip: Option<Cow<'static, [u8]>>,
}

impl Assets {
    /// Finds what the binary carries. While developing nothing is kept: files change.
    pub fn load() -> Self {
        if cfg!(debug_assertions) {
            return Self {
                files: HashMap::new(),
                build: String::new(),
                split: None,
            };
        }
        let names = Site::iter().filter(|name| !is_compressed_copy(name));
        let files: HashMap<String, Asset> = names
            .filter_map(|name| Some((name.to_string(), Asset::read(&name)?)))
            .collect();
        let mut package: Vec<(&String, &Asset)> = files
            .iter()
            .filter(|(name, _)| name.starts_with(PACKAGE))
            .collect();
        package.sort_by_key(|(name, _)| *name);
        let mut hasher = Sha256::new();
        for (name, asset) in package {
            hasher.update(name.as_bytes());
            hasher.update(asset.etag.as_bytes());
        }
        let build = hex(&hasher.finalize())[..12].to_owned();
        let split = files.get(SPLIT_MANIFEST).and_then(|manifest| {
            let parts = serde_json::from_slice(&manifest.plain).ok()?;
            let value = (format!("/{PACKAGE}{build}"), parts, SPLIT_LOADER.to_owned());
            Some(WasmSplitManifest(ArcStoredValue::new(value)))
        });
        Self {
            files,
            build,
            split,
        }
    }

    /// Provides the page being rendered with the split's manifest: the framework itself looks
    /// for it on disk, where a single deployed file has none.
    pub fn provide_split_manifest(&self) {
        if let Some(split) = &self.split {
            provide_context(split.clone());
        }
    }

    /// Whether the files are those that the binary carries.
    pub fn is_carried(&self) -> bool {
        !self.files.is_empty()
    }

    /// Tells the framework under which addresses pages find the package.
    pub fn leptos_options(&self) -> LeptosOptions {
        let package = if self.is_carried() {
            format!("pkg/{}", self.build)
        } else {
            "pkg".into()
        };
        LeptosOptions::builder()
            .output_name(OUTPUT_NAME)
            .site_root("target/site")
            .site_pkg_dir(package)
            .env(if cfg!(debug_assertions) {
                leptos::config::Env::DEV
            } else {
                leptos::config::Env::PROD
            })
            .build()
    }

    /// The file of a request's path, and whether the path changes with the content.
    fn find(&self, path: &str) -> Option<(Asset, bool)> {
        let path = path.strip_prefix('/')?;
        if path.is_empty() || path.ends_with('/') || is_compressed_copy(path) {
            return None;
        }
        if !self.is_carried() {
            return Some((Asset::read(path)?, false));
        }
        let in_build = path
            .strip_prefix(PACKAGE)
            .and_then(|rest| rest.strip_prefix(self.build.as_str()))
            .and_then(|rest| rest.strip_prefix('/'));
        match in_build {
            Some(name) => Some((self.files.get(&format!("{PACKAGE}{name}"))?.clone(), true)),
            None => Some((self.files.get(path)?.clone(), false)),
        }
    }
}

fn is_compressed_copy(name: &str) -> bool {
    name.ends_with(".br") || name.ends_with(".gz")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Asset {
    fn read(name: &str) -> Option<Self> {
        let file = Site::get(name)?;
        let variant = |ending: &str| Some(Site::get(&format!("{name}{ending}"))?.data);
        Some(Self {
            content_type: content_type(name),
            etag: format!("\"{}\"", &hex(&file.metadata.sha256_hash())[..32]),
            plain: file.data,
            brotli: variant(".br"),
            gzip: variant(".gz"),
        })
    }

    fn respond(self, request: &Request, immutable: bool) -> Response {
        let headers = request.headers();
        let (body, encoding) = self.variant(headers);
        // Each variant has bytes of its own, so a strong tag must tell them apart.
        let etag = match encoding {
            Some(encoding) => format!("{}-{encoding}\"", self.etag.trim_end_matches('"')),
            None => self.etag.clone(),
        };
        let mut response = if is_known(headers, &etag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else if request.method() == Method::HEAD {
            let mut response = Body::empty().into_response();
            response
                .headers_mut()
                .insert(header::CONTENT_LENGTH, body.len().into());
            response
        } else {
            match body {
                Cow::Borrowed(bytes) => Body::from(bytes).into_response(),
                Cow::Owned(bytes) => Body::from(bytes).into_response(),
            }
        };
        let cache = if immutable {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, self.content_type);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Ok(etag) = HeaderValue::from_str(&etag) {
            headers.insert(header::ETAG, etag);
        }
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }

    /// The smallest variant that the browser takes.
    fn variant(&self, headers: &HeaderMap) -> (Cow<'static, [u8]>, Option<&'static str>) {
        let accepts = |name| accepts_encoding(headers, name);
        match (&self.brotli, &self.gzip) {
            (Some(bytes), _) if accepts("br") => (bytes.clone(), Some("br")),
            (_, Some(bytes)) if accepts("gzip") => (bytes.clone(), Some("gzip")),
            _ => (self.plain.clone(), None),
        }
    }
}

/// Answers with a file of the site where there is one, before any page is asked.
pub async fn serve(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD)
        && let Some((asset, immutable)) = state.assets.find(request.uri().path())
    {
        return asset.respond(&request, immutable);
    }
    next.run(request).await
}
