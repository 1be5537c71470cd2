//! QR codes. They are made on the server and travel as one path, so that the browser needs no
//! encoder and draws exactly what the server drew.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A QR code as an SVG path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QrPath {
    /// Modules on a side.
    pub side: u32,
    /// The dark ones.
    pub path: String,
}

/// Codes that are kept: a card is looked at again and again, and to draw its code is a tenth of
/// the work. About 3 kB each.
#[cfg(feature = "ssr")]
const DRAWN_MAX: usize = 2_000;

#[cfg(feature = "ssr")]
static DRAWN: std::sync::LazyLock<quick_cache::sync::Cache<String, QrPath>> =
    std::sync::LazyLock::new(|| quick_cache::sync::Cache::new(DRAWN_MAX));

#[cfg(feature = "ssr")]
impl QrPath {
    /// The code of a short text; `None` for one too long for any code (about 2,300 bytes).
    pub fn of(text: &str) -> Option<Self> {
        if let Some(drawn) = DRAWN.get(text) {
            return Some(drawn);
        }
        let code = Self::draw(text)?;
        DRAWN.insert(text.to_owned(), code.clone());
        Some(code)
    }

    fn draw(text: &str) -> Option<Self> {
        use std::fmt::Write as _;

        let code = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::M).ok()?;
        let side = code.width();
        let colours = code.to_colors();
        let mut path = String::new();
        for (y, row) in colours.chunks(side).enumerate() {
            let mut x = 0;
            // One stroke for each run of dark modules in a row.
            while x < side {
                let run = row[x..]
                    .iter()
                    .take_while(|c| **c == qrcode::Color::Dark)
                    .count();
                if run > 0 {
                    let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
                }
                x += run.max(1);
            }
        }
        Some(Self {
            side: u32::try_from(side).ok()?,
            path,
        })
    }
}

/// Light modules around the code, without which scanners miss it on a dark page.
const QUIET: u32 = 3;

/// Draws a QR code, with its quiet zone, as wide as its parent allows.
#[component]
pub fn Qr(
    /// The code.
    code: QrPath,
    /// What it is for: `Your card`.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let side = code.side + 2 * QUIET;
    view! {
        <svg
            class="qr w-full"
            viewBox=format!("-{QUIET} -{QUIET} {side} {side}")
            shape-rendering="crispEdges"
            role="img"
            aria-label=label
        >
            <path d=code.path></path>
        </svg>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::QrPath;

    #[test]
    fn a_code_is_drawn_and_a_novel_is_refused() {
        let code = QrPath::of("7Q4K9XWM2HTBV").unwrap();
        assert_eq!(code.side, 21);
        assert!(
            code.path.starts_with("M0 0h7v1h-7z"),
            "the corner's finder pattern"
        );
        assert_eq!(QrPath::of(&"x".repeat(5_000)), None);
    }
}
