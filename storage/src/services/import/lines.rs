//! A file's lines, one at a time, each of bounded length.

use std::io::{self, BufRead};

/// The longest line that is kept, in bytes. A longer one is passed over and reported.
pub const LINE_BYTES_MAX: usize = 256 * 1024;

/// One physical line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub number: i64,
    /// Where it begins, in bytes from the start of the file.
    pub offset: u64,
    /// What it says, without its line ending; cut at [`LINE_BYTES_MAX`].
    pub bytes: Vec<u8>,
    /// Whether it was longer than that.
    pub too_long: bool,
}

/// Reads lines ended by LF or CRLF.
#[derive(Debug)]
pub struct Lines<R> {
    file: R,
    number: i64,
    offset: u64,
}

impl<R: BufRead> Lines<R> {
    /// Lines of `file`, which stands at its start.
    pub fn new(file: R) -> Self {
        Self {
            file,
            number: 0,
            offset: 0,
        }
    }

    /// Bytes read so far.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// The next line, or `None` at the end.
    ///
    /// # Errors
    /// Those of reading the file.
    pub fn read(&mut self) -> io::Result<Option<Line>> {
        let mut line = Line {
            number: self.number + 1,
            offset: self.offset,
            bytes: Vec::new(),
            too_long: false,
        };
        loop {
            let buffer = self.file.fill_buf()?;
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let length = end.unwrap_or(buffer.len());
            let room = LINE_BYTES_MAX - line.bytes.len();
            line.too_long |= length > room;
            line.bytes.extend_from_slice(&buffer[..length.min(room)]);
            let used = length + usize::from(end.is_some());
            self.file.consume(used);
            self.offset += used as u64;
            if end.is_some() || used == 0 {
                break;
            }
        }
        if self.offset == line.offset {
            return Ok(None);
        }
        if line.bytes.last() == Some(&b'\r') {
            line.bytes.pop();
        }
        self.number = line.number;
        Ok(Some(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[u8]) -> Vec<Line> {
        let mut lines = Lines::new(io::BufReader::with_capacity(7, text));
        std::iter::from_fn(|| lines.read().unwrap()).collect()
    }

    #[test]
    fn both_line_endings_and_a_missing_last_one_are_read() {
        let read = lines(b"one\r\ntwo\n\nlast");
        let texts: Vec<&[u8]> = read.iter().map(|line| line.bytes.as_slice()).collect();
        assert_eq!(texts, [b"one".as_slice(), b"two", b"", b"last"]);
        assert_eq!((read[3].number, read[3].offset), (4, 10));
    }

    #[test]
    fn a_line_without_end_is_cut_and_the_next_one_is_whole() {
        let mut text = vec![b'x'; LINE_BYTES_MAX * 3];
        text.extend_from_slice(b"\nnext\n");
        let read = lines(&text);
        assert!(read[0].too_long && read[0].bytes.len() == LINE_BYTES_MAX);
        assert_eq!(read[1].bytes, b"next");
    }
}
