//! A CSV file's records, each with the line it begins on; a bad one never takes a good one along.
//!
//! `csv_core` does the parsing, a record at a time, so that what is wrong stays with its own
//! line: a quotation mark that is never closed would otherwise swallow the rest of the file.

use std::{
    collections::VecDeque,
    io::{self, BufRead},
};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::{
    lines::{LINE_BYTES_MAX, Line, Lines},
    quoting::{Quoting, quoting},
};

/// Most lines that one record may span.
const LINES_PER_RECORD_MAX: usize = 50;
/// Most columns.
pub const COLUMNS_MAX: usize = 200;
/// Characters of a bad row that are shown.
const SHOWN_CHARS_MAX: usize = 120;

/// One record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The line it begins on, from 1.
    pub line: i64,
    /// Its fields, trimmed.
    pub fields: Vec<String>,
    /// As it stands in the file, shortened.
    pub shown: String,
}

/// A record that cannot be read, or a row that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// The line it begins on, from 1.
    pub line: i64,
    /// Why.
    pub reason: String,
    /// As it stands in the file, shortened.
    pub shown: String,
}

/// Reads records.
pub struct Records<R> {
    lines: Lines<R>,
    /// Lines read ahead for a record that turned out to be broken.
    again: VecDeque<Line>,
    parser: Reader,
    delimiter: u8,
    columns: Option<usize>,
}

impl<R> std::fmt::Debug for Records<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Records")
            .field("columns", &self.columns)
            .finish_non_exhaustive()
    }
}

impl<R: BufRead> Records<R> {
    /// Records of a file with this delimiter. The first one is the header: it fixes the number
    /// of columns.
    pub fn new(file: R, delimiter: u8) -> Self {
        Self {
            lines: Lines::new(file),
            again: VecDeque::new(),
            parser: ReaderBuilder::new().delimiter(delimiter).build(),
            delimiter,
            columns: None,
        }
    }

    /// Bytes of the file that were read.
    pub fn offset(&self) -> u64 {
        self.again
            .front()
            .map_or(self.lines.offset(), |line| line.offset)
    }

    /// The next record, or what is wrong with it; `None` at the end. Empty lines are passed over.
    ///
    /// # Errors
    /// Those of reading the file.
    pub fn read(&mut self) -> io::Result<Option<Result<Record, BadRow>>> {
        loop {
            let Some(mut line) = self.next_line()? else {
                return Ok(None);
            };
            if line.number == 1 && line.bytes.starts_with(b"\xef\xbb\xbf") {
                line.bytes.drain(..3);
            }
            if line.bytes.iter().all(u8::is_ascii_whitespace) && !line.too_long {
                continue;
            }
            return self.record_from(line).map(Some);
        }
    }

    fn next_line(&mut self) -> io::Result<Option<Line>> {
        match self.again.pop_front() {
            Some(line) => Ok(Some(line)),
            None => self.lines.read(),
        }
    }

    fn record_from(&mut self, first: Line) -> io::Result<Result<Record, BadRow>> {
        if first.too_long {
            let limit = LINE_BYTES_MAX / 1024;
            return Ok(bad(&first, format!("the line is longer than {limit} kB")));
        }
        let mut text = first.bytes.clone();
        let mut taken: Vec<Line> = Vec::new();
        let ends = loop {
            match quoting(&text, self.delimiter) {
                Quoting::Whole => break true,
                Quoting::Broken => break false,
                Quoting::Open => {}
            }
            let room = taken.len() + 1 < LINES_PER_RECORD_MAX && text.len() < LINE_BYTES_MAX;
            match if room { self.next_line()? } else { None } {
                None => break false,
                Some(line) => {
                    text.push(b'\n');
                    text.extend_from_slice(&line.bytes);
                    let broken = line.too_long;
                    taken.push(line);
                    if broken {
                        break false;
                    }
                }
            }
        };
        let fields = if ends { self.parse(&text) } else { None };
        let Some(fields) = fields else {
            self.give_back(taken);
            return Ok(bad(
                &first,
                "a quotation mark is missing or too many".to_owned(),
            ));
        };
        let expected = *self.columns.get_or_insert(fields.len());
        if fields.len() != expected {
            let reason = format!("{} fields where the header has {expected}", fields.len());
            self.give_back(taken);
            return Ok(bad(&first, reason));
        }
        Ok(texts(fields).map_or_else(
            |column| Err(not_utf8(&first, column)),
            |fields| {
                Ok(Record {
                    line: first.number,
                    fields,
                    shown: shorten(&text),
                })
            },
        ))
    }

    /// The lines after a broken one are read again: each may be a good record of its own.
    fn give_back(&mut self, lines: Vec<Line>) {
        for line in lines.into_iter().rev() {
            self.again.push_front(line);
        }
    }

    fn parse(&mut self, text: &[u8]) -> Option<Vec<Vec<u8>>> {
        self.parser.reset();
        let mut output = vec![0; text.len() + 1];
        let mut ends = [0; COLUMNS_MAX];
        let (mut result, read, mut written, mut count) =
            self.parser.read_record(text, &mut output, &mut ends);
        while result == ReadRecordResult::InputEmpty {
            // An empty input says that the file ends here: the record has no line ending.
            let (next, _, more, fields) =
                self.parser
                    .read_record(&[], &mut output[written..], &mut ends[count..]);
            (result, written, count) = (next, written + more, count + fields);
        }
        if result != ReadRecordResult::Record || read != text.len() {
            return None;
        }
        let mut start = 0;
        let fields = ends[..count].iter().map(|end| {
            let field = output[start..*end].to_vec();
            start = *end;
            field
        });
        Some(fields.collect())
    }
}

fn texts(fields: Vec<Vec<u8>>) -> Result<Vec<String>, usize> {
    fields
        .into_iter()
        .enumerate()
        .map(|(index, field)| match String::from_utf8(field) {
            Ok(text) if !text.contains('\0') => Ok(text.trim().to_owned()),
            _ => Err(index + 1),
        })
        .collect()
}

fn bad(line: &Line, reason: String) -> Result<Record, BadRow> {
    Err(BadRow {
        line: line.number,
        reason,
        shown: shorten(&line.bytes),
    })
}

fn not_utf8(line: &Line, column: usize) -> BadRow {
    BadRow {
        line: line.number,
        reason: format!("column {column} is not UTF-8 text; save the file as CSV UTF-8"),
        shown: shorten(&line.bytes),
    }
}

fn shorten(bytes: &[u8]) -> String {
    let start = &bytes[..bytes.len().min(SHOWN_CHARS_MAX * 4)];
    let text = String::from_utf8_lossy(start);
    let mut shown: String = text.chars().take(SHOWN_CHARS_MAX).collect();
    if text.chars().count() > SHOWN_CHARS_MAX || start.len() < bytes.len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Vec<Result<Record, BadRow>> {
        let mut records = Records::new(text, b',');
        std::iter::from_fn(|| records.read().unwrap()).collect()
    }

    fn first_fields(rows: &[Result<Record, BadRow>]) -> Vec<Result<&str, i64>> {
        rows.iter()
            .map(|row| {
                row.as_ref()
                    .map(|r| r.fields[0].as_str())
                    .map_err(|b| b.line)
            })
            .collect()
    }

    #[test]
    fn quotes_commas_and_line_breaks_inside_a_field_are_kept() {
        let rows = read(b"\xef\xbb\xbfa,b\n\"x, \"\"y\"\"\nz\",2\n\n3,\n");
        assert_eq!(rows[0].as_ref().unwrap().fields, ["a", "b"]);
        assert_eq!(rows[1].as_ref().unwrap().fields, ["x, \"y\"\nz", "2"]);
        assert_eq!((rows[2].as_ref().unwrap().line, rows.len()), (5, 3));
        assert_eq!(rows[2].as_ref().unwrap().fields, ["3", ""]);
    }

    #[test]
    fn a_quotation_mark_never_closed_costs_its_own_line_only() {
        let rows = read(b"a,b\n1,\"x\n2,y\n3,z\n");
        assert_eq!(first_fields(&rows), [Ok("a"), Err(2), Ok("2"), Ok("3")]);
    }

    #[test]
    fn a_quotation_mark_closed_by_another_rows_mark_is_noticed() {
        let rows = read(b"a,b,c\n1,\"abc,2\n2,\"def\",3\n3,x,4\n");
        assert_eq!(first_fields(&rows), [Ok("a"), Err(2), Ok("2"), Ok("3")]);
    }

    #[test]
    fn a_wrong_number_of_fields_and_another_encoding_name_their_line() {
        let rows = read(b"a,b\n1\n2,caf\xe9\n3,x\n");
        assert_eq!(first_fields(&rows), [Ok("a"), Err(2), Err(3), Ok("3")]);
        assert!(rows[2].as_ref().unwrap_err().reason.contains("UTF-8"));
    }

    #[test]
    fn inches_in_a_field_without_quotes_are_text() {
        let rows = read(b"a,b\n5\" pipe,1\n");
        assert_eq!(first_fields(&rows), [Ok("a"), Ok("5\" pipe")]);
    }
}
