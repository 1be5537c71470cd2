//! A CSV file, open: its delimiter and headers known, its records ready to be read.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

use super::{lines::LINE_BYTES_MAX, records::Records};
use crate::services::ServiceError;

/// Delimiters that are recognised.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How to get UTF-8 out of the usual programs.
const SAVE_AS_UTF8: &str = "In Excel choose \u{201c}CSV UTF-8\u{201d} when saving, in LibreOffice \
    tick \u{201c}Edit filter settings\u{201d} and choose Unicode (UTF-8).";

/// A file whose header was read.
#[derive(Debug)]
pub struct CsvFile {
    /// What the columns are called; a column without a name is called by its place.
    pub headers: Vec<String>,
    /// The records after the header.
    pub records: Records<BufReader<File>>,
}

/// What is wrong with the file as a whole.
pub fn file_error(message: impl Into<String>) -> ServiceError {
    ServiceError::field("file", message)
}

/// The error of reading it.
pub fn unreadable(error: &io::Error) -> ServiceError {
    file_error(format!("The file cannot be read: {error}."))
}

/// Opens a file and reads its header.
///
/// # Errors
/// [`ServiceError::Fields`] on `file`: it cannot be read, is empty, or is no CSV file.
pub fn open(path: &Path) -> Result<CsvFile, ServiceError> {
    let delimiter = delimiter(&first_line(path)?);
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let mut records = Records::new(BufReader::with_capacity(1 << 16, file), delimiter);
    let header = match records.read().map_err(|error| unreadable(&error))? {
        None => return Err(file_error("The file is empty.")),
        Some(Err(bad)) => {
            return Err(file_error(format!(
                "The header cannot be read: {}.",
                bad.reason
            )));
        }
        Some(Ok(header)) => header.fields,
    };
    if header.len() < 2 {
        let message = "The first line must name the columns, separated by commas or semicolons.";
        return Err(file_error(message));
    }
    let named = |(index, name): (usize, String)| {
        if name.is_empty() {
            format!("Column {}", index + 1)
        } else {
            name
        }
    };
    let headers = header.into_iter().enumerate().map(named).collect();
    Ok(CsvFile { headers, records })
}

fn first_line(path: &Path) -> Result<Vec<u8>, ServiceError> {
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let mut line = Vec::new();
    BufReader::new(file.take(LINE_BYTES_MAX as u64))
        .read_until(b'\n', &mut line)
        .map_err(|error| unreadable(&error))?;
    Ok(line)
}

/// The delimiter that the header has most of.
fn delimiter(header: &[u8]) -> u8 {
    let count = |delimiter: &u8| header.iter().filter(|byte| *byte == delimiter).count();
    // Of equally many the first one listed wins: the comma.
    DELIMITERS
        .into_iter()
        .rev()
        .max_by_key(count)
        .unwrap_or(b',')
}

/// Reads the whole file once: its hash, its length, and whether it is UTF-8 text.
///
/// # Errors
/// [`ServiceError::Fields`] on `file`, naming the first line that is no UTF-8 text and how to save
/// the file so that it is.
pub fn check(path: &Path) -> Result<Checked, ServiceError> {
    use sha2::{Digest as _, Sha256};
    let mut file = File::open(path).map_err(|error| unreadable(&error))?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    let (mut kept, mut lines, mut bytes) = (0, 1_u64, 0_u64);
    loop {
        let read = file
            .read(&mut buffer[kept..])
            .map_err(|error| unreadable(&error))?;
        let text = &buffer[..kept + read];
        if bytes == 0 && (text.starts_with(b"\xff\xfe") || text.starts_with(b"\xfe\xff")) {
            return Err(file_error(format!(
                "The file is UTF-16 text. {SAVE_AS_UTF8}"
            )));
        }
        hash.update(&text[kept..]);
        bytes += read as u64;
        let valid = match std::str::from_utf8(text) {
            Ok(_) => text.len(),
            // A character cut in two by the buffer's end is whole with the next read.
            Err(error) if error.error_len().is_none() && read > 0 => error.valid_up_to(),
            Err(error) => {
                lines += newlines(&text[..error.valid_up_to()]);
                return Err(file_error(format!(
                    "Line {lines} is not UTF-8 text; perhaps the file is in Windows-1252. \
                     {SAVE_AS_UTF8}",
                )));
            }
        };
        lines += newlines(&text[..valid]);
        let length = text.len();
        buffer.copy_within(valid..length, 0);
        kept = length - valid;
        if read == 0 {
            let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
            return Ok(Checked {
                hash: hash.finalize().into(),
                bytes,
            });
        }
    }
}

fn newlines(text: &[u8]) -> u64 {
    text.iter().filter(|byte| **byte == b'\n').count() as u64
}

/// A file that was read through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// Its SHA-256.
    pub hash: [u8; 32],
    /// Its length.
    pub bytes: i64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    fn message(error: ServiceError) -> String {
        match error {
            ServiceError::Fields(fields) => fields[0].message.clone(),
            other => other.to_string(),
        }
    }

    #[test]
    fn the_delimiter_is_found() {
        for text in ["a,b;c,d\n", "\"a\";b;c\n", "a\tb\n", "a|b\n"] {
            let open = open(file(text.as_bytes()).path()).unwrap();
            assert!(open.headers.len() >= 2, "{text}");
        }
    }

    #[test]
    fn another_encoding_is_named_with_its_line_and_what_to_do() {
        let mut bytes = "a,b\n".repeat(30_000).into_bytes();
        bytes.extend_from_slice(b"caf\xe9,1\n");
        let error = message(check(file(&bytes).path()).unwrap_err());
        assert!(
            error.contains("Line 30001") && error.contains("CSV UTF-8"),
            "{error}"
        );
        assert!(message(check(file(b"\xff\xfea\0").path()).unwrap_err()).contains("UTF-16"));
    }

    #[test]
    fn a_character_across_two_reads_is_no_error() {
        let mut text = "x".repeat((1 << 16) - 1);
        text.push('é');
        text.push('\n');
        assert_eq!(
            check(file(text.as_bytes()).path()).unwrap().bytes,
            text.len() as i64
        );
    }

    #[test]
    fn a_file_without_header_or_content_says_so() {
        assert!(message(open(file(b"").path()).unwrap_err()).contains("empty"));
        assert!(message(open(file(b"only\n").path()).unwrap_err()).contains("columns"));
        assert!(message(open(Path::new("/nowhere/x.csv")).unwrap_err()).contains("cannot be read"));
    }
}
