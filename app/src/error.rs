//! The one closed set of errors that cross to the browser. Everything else is logged under an
//! id, and the browser learns the id.

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use regulars::rejection::Rejection;
use serde::{Deserialize, Serialize};

/// What a server function may answer instead of its result. One variant for each thing that
/// the person in front of the screen can do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "error", content = "with")]
pub enum AppError {
    /// Nobody is signed in, or the session is over.
    #[error("Sign in to go on.")]
    NotSignedIn,
    /// Somebody is signed in who may not do this.
    #[error("Your role does not allow this. Ask the owner of the shop.")]
    NotAllowed,
    /// The address or the row it names does not exist, or is another merchant's.
    #[error("There is nothing here. Check the address.")]
    NotFound,
    /// The rules refused it; nothing was written.
    #[error("{0}")]
    Rejected(Rejection),
    /// The form needs another look; nothing was written.
    #[error("{}", first_message(.0))]
    Fields(Vec<FieldError>),
    /// The same idempotency key came with another content.
    #[error("This was sent before with other content. Load the page again, then repeat it.")]
    Conflict,
    /// Too many tries.
    #[error("Too many tries. Wait {}, then try again.", wait_words(*.retry_after_s))]
    TooMany {
        /// Seconds until a try may succeed.
        retry_after_s: u32,
    },
    /// Came too early, at a moment when the server takes no more, or while it stops.
    #[error("The shop is busy. Try again in a moment.")]
    Busy,
    /// The server's disk takes nothing more; nothing was written.
    #[error(
        "Nothing was saved: the disk of the server is full or cannot be written to. Tell whoever runs it; once it has room, repeat this step."
    )]
    NotSaved,
    /// The request could not be read: an old page, or a hand-made request.
    #[error("This page is out of date. Load it again, then repeat the step.")]
    BadRequest,
    /// The server was not reached.
    #[error("There is no connection. Check it, then try again.")]
    Offline,
    /// Something that is nobody's fault but ours.
    #[error("Something went wrong on our side. Try again; if it stays, say this number: {id}.")]
    Internal {
        /// Under which it is in the log.
        id: String,
    },
}

/// What is wrong with one field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name in the form.
    pub field: String,
    /// What is wrong and what would be right.
    pub message: String,
}

impl AppError {
    /// One field is wrong.
    pub fn field(field: &str, message: impl ToString) -> Self {
        Self::Fields(vec![FieldError {
            field: field.to_owned(),
            message: message.to_string(),
        }])
    }

    /// In plain words, for the person in front of the screen.
    pub fn message(&self) -> String {
        self.to_string()
    }

    /// What is wrong with `field`, if that is the error.
    pub fn of_field(&self, field: &str) -> Option<&str> {
        match self {
            Self::Fields(errors) => errors
                .iter()
                .find(|error| error.field == field)
                .map(|error| error.message.as_str()),
            _ => None,
        }
    }

    /// The HTTP status under which it travels.
    pub fn status(&self) -> u16 {
        match self {
            Self::NotSignedIn => 401,
            Self::NotAllowed => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::Rejected(_) | Self::Fields(_) => 422,
            Self::TooMany { .. } => 429,
            Self::BadRequest => 400,
            Self::Busy | Self::Offline => 503,
            Self::Internal { .. } => 500,
            Self::NotSaved => 507,
        }
    }
}

fn first_message(errors: &[FieldError]) -> &str {
    errors
        .first()
        .map_or("Check what you typed.", |error| error.message.as_str())
}

fn wait_words(seconds: u32) -> String {
    match seconds {
        0..=1 => "a second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

impl From<Rejection> for AppError {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_) => Self::BadRequest,
            other => framework(&other),
        }
    }
}

#[cfg(feature = "ssr")]
fn framework(error: &ServerFnErrorErr) -> AppError {
    AppError::internal(error)
}

#[cfg(not(feature = "ssr"))]
fn framework(_: &ServerFnErrorErr) -> AppError {
    AppError::Offline
}

#[cfg(feature = "ssr")]
mod server;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_survives_the_wire() {
        let errors = [
            AppError::NotSignedIn,
            AppError::Rejected(Rejection::NotEnoughPoints { missing: 3 }),
            AppError::field("mail", "Type a mail address."),
            AppError::TooMany { retry_after_s: 600 },
            AppError::Internal { id: "7".to_owned() },
        ];
        for error in errors {
            assert_eq!(AppError::de(error.ser()), error);
            assert!((400..600).contains(&error.status()));
        }
    }

    #[test]
    fn messages_say_what_to_do() {
        let message = AppError::TooMany { retry_after_s: 600 }.message();
        assert_eq!(message, "Too many tries. Wait 10 minutes, then try again.");
        assert_eq!(AppError::field("a", "b").of_field("a"), Some("b"));
    }
}
