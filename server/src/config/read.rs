//! From texts to settings, one check a setting.

use std::net::IpAddr;

use lettre::message::Mailbox;

use super::{Fault, Faults, LogFormat, Settings, Smtp, Sources};

/// Reads settings one by one and gathers what is wrong.
struct Reader<'a> {
    sources: &'a Sources,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    /// The value of `key`, or `default`; a value that does not do is noted, and the default
    /// stands in so that the other settings can still be checked.
    fn value<T>(
        &mut self,
        key: &str,
        default: T,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> T {
        let Some((text, origin)) = self.sources.get(key) else {
            return default;
        };
        read(text.trim()).unwrap_or_else(|reason| {
            self.faults.push(Fault {
                key: key.to_owned(),
                given: Some((shown(key, text), origin.clone())),
                reason,
            });
            default
        })
    }

    fn missing(&mut self, key: &str, reason: &str) {
        self.faults.push(Fault {
            key: key.to_owned(),
            given: None,
            reason: reason.to_owned(),
        });
    }
}

/// A password never goes to the screen or the log.
fn shown(key: &str, text: &str) -> String {
    match (key, text.split_once("://"), text.rsplit_once('@')) {
        ("smtp_url" | "database", Some((scheme, _)), Some((_, host))) => {
            format!("{scheme}://...@{host}")
        }
        _ => text.to_owned(),
    }
}

impl Settings {
    /// Reads settings from what was collected.
    ///
    /// # Errors
    /// Everything that is wrong, at once.
    pub fn read(sources: &Sources) -> Result<Self, Faults> {
        let mut reader = Reader {
            sources,
            faults: Vec::new(),
        };
        let r = &mut reader;
        let listen = r.value("listen", ([127, 0, 0, 1], 3000).into(), |text| {
            text.parse()
                .map_err(|_| "write an address and a port, such as 127.0.0.1:3000".into())
        });
        let settings = Self {
            listen,
            database: r.value("database", "sqlite:regulars.sqlite3".into(), read_database),
            public_url: r.value("public_url", format!("http://{listen}"), read_public_url),
            trusted_proxies: r.value("trusted_proxies", Vec::new(), read_addresses),
            time_zone: r.value("time_zone", "UTC".into(), read_zone),
            smtp: read_smtp(r),
            log_format: r.value("log_format", LogFormat::Pretty, |text| match text {
                "pretty" => Ok(LogFormat::Pretty),
                "json" => Ok(LogFormat::Json),
                _ => Err("write pretty or json".into()),
            }),
            log_level: r.value("log_level", "info".into(), read_level),
            member_session_days: r.value("member_session_days", 180, |t| whole(t, 1, 730)),
            staff_session_hours: r.value("staff_session_hours", 12, |t| whole(t, 1, 720)),
            body_max_mb: r.value("body_max_mb", 200, |t| whole(t, 1, 4_000)),
        };
        if reader.faults.is_empty() {
            Ok(settings)
        } else {
            Err(Faults(reader.faults))
        }
    }
}

fn whole(text: &str, min: u32, max: u32) -> Result<u32, String> {
    text.parse()
        .ok()
        .filter(|number| (min..=max).contains(number))
        .ok_or_else(|| format!("write a whole number from {min} to {max}"))
}

fn read_database(text: &str) -> Result<String, String> {
    let known = ["sqlite:", "postgres://", "postgresql://"];
    if known
        .iter()
        .any(|scheme| text.len() > scheme.len() && text.starts_with(scheme))
    {
        Ok(text.to_owned())
    } else {
        Err("write sqlite:FILE or postgres://USER@HOST/NAME".into())
    }
}

fn read_public_url(text: &str) -> Result<String, String> {
    let text = text.trim_end_matches('/');
    let right =
        "write how people reach the server, without a path, such as https://cards.example.com";
    let uri: http::Uri = text.parse().map_err(|_| right.to_owned())?;
    let scheme_fits = matches!(uri.scheme_str(), Some("http" | "https"));
    let bare = matches!(uri.path(), "" | "/") && uri.query().is_none();
    if scheme_fits && bare && uri.host().is_some_and(|host| !host.is_empty()) {
        Ok(text.to_owned())
    } else {
        Err(right.to_owned())
    }
}

fn read_addresses(text: &str) -> Result<Vec<IpAddr>, String> {
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            part.parse()
                .map_err(|_| format!("{part:?} is not an address such as 10.0.0.2"))
        })
        .collect()
}

fn read_zone(text: &str) -> Result<String, String> {
    if regulars_storage::env::is_time_zone(text) {
        Ok(text.to_owned())
    } else {
        Err("write a time zone of the IANA list, such as Europe/London".into())
    }
}

fn read_level(text: &str) -> Result<String, String> {
    match text.parse::<tracing_subscriber::filter::EnvFilter>() {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err("write error, warn, info, debug or trace".into()),
    }
}

fn read_smtp(r: &mut Reader<'_>) -> Option<Smtp> {
    let url = r.value("smtp_url", None, |text| {
        lettre::AsyncSmtpTransport::<lettre::Tokio1Executor>::from_url(text)
            .map(|_| Some(text.to_owned()))
            .map_err(|_| "write an address such as smtps://user:password@mail.example.com".into())
    });
    let from = r.value("smtp_from", None, |text| {
        text.parse::<Mailbox>()
            .map(Some)
            .map_err(|_| "write a sender such as Northside Coffee <cards@example.com>".into())
    });
    let given = |key| r.sources.get(key).is_some();
    match (given("smtp_url"), given("smtp_from")) {
        (true, false) => r.missing("smtp_from", "is needed with smtp_url: who sends the mail"),
        (false, true) => r.missing("smtp_url", "is needed with smtp_from: how mail is sent"),
        _ => {}
    }
    Some(Smtp {
        url: url?,
        from: from?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::Flags;
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Settings, Faults> {
        let environment = pairs.iter().map(|(key, value)| {
            (
                format!("REGULARS_{}", key.to_uppercase()),
                (*value).to_owned(),
            )
        });
        Settings::read(&Sources::collect(
            Some(&"/dev/null".into()),
            environment,
            &Flags::new(),
        )?)
    }

    #[test]
    fn the_defaults_are_usable() {
        let settings = read(&[]).unwrap();
        assert_eq!(settings.public_url, "http://127.0.0.1:3000");
        assert_eq!(settings.smtp, None);
    }

    #[test]
    fn everything_wrong_is_said_at_once_with_its_place() {
        let faults = read(&[
            ("listen", "localhost"),
            ("database", "mysql://x"),
            ("public_url", "cards.example.com/path"),
            ("smtp_url", "smtp://me:secret@mail.example.com:port"),
            ("member_session_days", "0"),
        ])
        .unwrap_err();
        let text = faults.to_string();
        for expected in [
            "listen is \"localhost\" in the environment as REGULARS_LISTEN: write an address and a port",
            "database is \"mysql://x\"",
            "public_url is \"cards.example.com/path\"",
            "write a whole number from 1 to 730",
            "smtp_from: is needed with smtp_url",
        ] {
            assert!(text.contains(expected), "{expected:?} is missing in {text}");
        }
        assert!(!text.contains("secret"), "{text}");
    }

    #[test]
    fn a_flag_wins_over_the_environment_and_that_over_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("regulars.toml");
        std::fs::write(
            &file,
            "listen = \"127.0.0.1:1\"\nbody_max_mb = 7\nlog_format = \"json\"",
        )
        .unwrap();
        let environment = [
            ("REGULARS_LISTEN", "127.0.0.1:2"),
            ("REGULARS_BODY_MAX_MB", "8"),
        ]
        .map(|(key, value)| (key.to_owned(), value.to_owned()));
        let flags = Flags::from([("listen", "127.0.0.1:3".to_owned())]);
        let sources = Sources::collect(Some(&file), environment, &flags).unwrap();
        let settings = Settings::read(&sources).unwrap();
        assert_eq!(settings.listen.port(), 3);
        assert_eq!(settings.body_max_mb, 8);
        assert_eq!(settings.log_format, LogFormat::Json);
    }

    #[test]
    fn a_file_with_a_mistake_is_refused_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("regulars.toml");
        let collect = || {
            Sources::collect(Some(&file), [], &Flags::new())
                .unwrap_err()
                .to_string()
        };
        assert!(collect().contains("cannot be read"));
        std::fs::write(&file, "listen = \"x\"\nlisten").unwrap();
        assert!(collect().contains("line 2"), "{}", collect());
        std::fs::write(&file, "lisen = \"x\"").unwrap();
        assert!(collect().contains("has a setting \"lisen\", which does not exist"));
    }
}
