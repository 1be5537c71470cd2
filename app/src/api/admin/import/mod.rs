//! Order histories from files: upload, what a file holds, carrying it out.
//!
//! A file comes by a plain form to [`UPLOAD_PATH`], waits in the upload folder under a name of
//! its own, and goes when its import is done.

mod run;
#[cfg(feature = "ssr")]
mod upload;

pub use run::*;
#[cfg(feature = "ssr")]
pub use upload::receive_upload;

/// Where the form with the file goes: a route of its own, because server functions read their
/// request whole and a file may be larger than memory.
pub const UPLOAD_PATH: &str = "/api/admin/import/upload";
