//! Where settings come from: defaults, then the file, then the environment, then flags.

use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
};

use super::{KEYS, usual_files};

/// Settings given as flags, by key.
pub type Flags = BTreeMap<&'static str, String>;

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A settings file.
    File(PathBuf),
    /// An environment variable of this name.
    Environment(String),
    /// A flag of this name.
    Flag(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "in {}", path.display()),
            Self::Environment(name) => write!(f, "in the environment as {name}"),
            Self::Flag(name) => write!(f, "as the flag {name}"),
        }
    }
}

/// One thing that is wrong with the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Which setting; empty for the file as a whole.
    pub key: String,
    /// What was given, and where.
    pub given: Option<(String, Origin)>,
    /// What is wrong and what would be right.
    pub reason: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.given {
            Some((value, origin)) => {
                write!(f, "{} is {value:?} {origin}: {}", self.key, self.reason)
            }
            None if self.key.is_empty() => f.write_str(&self.reason),
            None => write!(f, "{}: {}", self.key, self.reason),
        }
    }
}

/// Everything that is wrong with the settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the settings cannot be used:{}", .0.iter().map(|fault| format!("\n  {fault}")).collect::<String>())]
pub struct Faults(pub Vec<Fault>);

/// What was given, by key, the last source winning.
#[derive(Debug, Clone, Default)]
pub struct Sources(BTreeMap<&'static str, (String, Origin)>);

impl Sources {
    /// Collects from `file` (or the first of the usual places that exists), from the variables
    /// of the environment, and from flags.
    ///
    /// # Errors
    /// A file that cannot be read, is not TOML, or has a key that does not exist.
    pub fn collect(
        file: Option<&PathBuf>,
        environment: impl IntoIterator<Item = (String, String)>,
        flags: &Flags,
    ) -> Result<Self, Faults> {
        let mut sources = Self::default();
        let usual = || usual_files().into_iter().find(|path| path.exists());
        if let Some(path) = file.cloned().or_else(usual) {
            sources.read_file(&path)?;
        }
        let environment: BTreeMap<String, String> = environment.into_iter().collect();
        for (key, _) in KEYS {
            let name = format!("REGULARS_{}", key.to_uppercase());
            if let Some(value) = environment.get(&name) {
                sources
                    .0
                    .insert(key, (value.clone(), Origin::Environment(name)));
            }
        }
        for (key, value) in flags {
            let name = format!("--{}", key.replace('_', "-"));
            sources.0.insert(key, (value.clone(), Origin::Flag(name)));
        }
        Ok(sources)
    }

    /// What was given for `key`.
    pub fn get(&self, key: &str) -> Option<&(String, Origin)> {
        self.0.get(key)
    }

    fn read_file(&mut self, path: &Path) -> Result<(), Faults> {
        let fault = |reason: String| Fault {
            key: String::new(),
            given: None,
            reason,
        };
        let text = std::fs::read_to_string(path).map_err(|error| {
            Faults(vec![fault(format!(
                "{} cannot be read: {error}",
                path.display()
            ))])
        })?;
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            let place = error.span().map_or(0, |span| span.start);
            let line = text[..place.min(text.len())].lines().count().max(1);
            let what = error.message();
            Faults(vec![fault(format!(
                "{}, line {line}: {what}",
                path.display()
            ))])
        })?;
        let mut faults = Vec::new();
        for (key, value) in table {
            match KEYS.iter().find(|(known, _)| *known == key) {
                Some((known, _)) => {
                    self.0
                        .insert(known, (plain(&value), Origin::File(path.to_owned())));
                }
                None => faults.push(fault(format!(
                    "{} has a setting {key:?}, which does not exist; the settings are {}",
                    path.display(),
                    KEYS.iter()
                        .map(|(key, _)| *key)
                        .collect::<Vec<_>>()
                        .join(", "),
                ))),
            }
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Faults(faults))
        }
    }
}

/// A TOML value as one would write it in the environment.
fn plain(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}
