//! What a browser takes and what it has: encodings, kinds of files, tags.

use http::{HeaderMap, HeaderValue, header};

/// `application/wasm` in particular: the browser compiles while it loads only under that name.
pub fn content_type(name: &str) -> HeaderValue {
    if name.ends_with(".webmanifest") {
        return HeaderValue::from_static("application/manifest+json");
    }
    let guess = mime_guess::from_path(name).first_or_octet_stream();
    let is_text = guess.type_() == "text" || guess.subtype() == "javascript";
    let text = if is_text {
        format!("{guess}; charset=utf-8")
    } else {
        guess.to_string()
    };
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

/// Whether `Accept-Encoding` names the encoding, and not with a weight of zero.
pub fn accepts_encoding(headers: &HeaderMap, name: &str) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .any(|part| {
            let mut words = part.split(';').map(str::trim);
            let named = words
                .next()
                .is_some_and(|word| word.eq_ignore_ascii_case(name));
            named && !words.any(|word| matches!(word, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
        })
}

/// Whether the browser has the file of this tag.
pub fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|known| {
            known
                .split(',')
                .any(|tag| tag.trim().trim_start_matches("W/") == etag)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(value: &'static str, name: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
        accepts_encoding(&headers, name)
    }

    #[test]
    fn encodings_are_read_as_sent() {
        assert!(accepts("gzip, deflate, br, zstd", "br"));
        assert!(accepts("gzip;q=0.5, br ; q=1", "br"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("identity", "gzip"));
    }

    #[test]
    fn a_file_is_sent_under_the_name_of_its_kind() {
        assert_eq!(content_type("pkg/a.wasm"), "application/wasm");
        assert_eq!(content_type("pkg/a.js"), "text/javascript; charset=utf-8");
        assert_eq!(
            content_type("manifest.webmanifest"),
            "application/manifest+json"
        );
        assert_eq!(content_type("fonts/a.woff2"), "font/woff2");
    }

    #[test]
    fn a_tag_that_is_known_saves_the_file() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::IF_NONE_MATCH,
            HeaderValue::from_static("\"a\", W/\"b\""),
        );
        assert!(is_known(&headers, "\"b\"") && !is_known(&headers, "\"c\""));
    }
}
