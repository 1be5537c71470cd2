//! Reads a file on a thread of its own and hands on what can be carried out.

use std::{io, path::PathBuf};

use tokio::sync::mpsc;

use super::{
    file::{self, CsvFile, unreadable},
    groups::{Group, Grouper},
    records::BadRow,
    rows::RowReader,
};
use crate::services::ServiceError;

/// Units handed over at a time.
const CHUNK: usize = 256;
/// Chunks that wait for being taken.
const CHUNKS_WAITING: usize = 4;
/// Bad rows that one unit may collect; then its order counts as ended.
const BAD_PER_UNIT_MAX: usize = 1_000;

/// One order of the file with the bad rows among and after its own: done or not as a whole.
#[derive(Debug, Default)]
pub struct Unit {
    /// The order.
    pub group: Option<Group>,
    /// Rows that cannot be used.
    pub bad: Vec<BadRow>,
    /// The last line it holds.
    pub last_line: i64,
    /// Bytes of the file read by then.
    pub offset: u64,
}

/// Begins to read. Rows up to `lines_done` are read and counted, and not handed on.
pub fn spawn(
    path: PathBuf,
    reader: RowReader,
    lines_done: i64,
) -> mpsc::Receiver<Result<Vec<Unit>, ServiceError>> {
    let (sender, receiver) = mpsc::channel(CHUNKS_WAITING);
    tokio::task::spawn_blocking(move || {
        let hand = Hand {
            sender,
            chunk: Vec::with_capacity(CHUNK),
            lines_done,
        };
        read(path, reader, hand);
    });
    receiver
}

/// Where units go.
#[derive(Debug)]
struct Hand {
    sender: mpsc::Sender<Result<Vec<Unit>, ServiceError>>,
    chunk: Vec<Unit>,
    lines_done: i64,
}

/// Nobody takes the units any more.
#[derive(Debug)]
struct Gone;

impl Hand {
    fn unit(&mut self, unit: Unit) -> Result<(), Gone> {
        if unit.last_line > self.lines_done {
            self.chunk.push(unit);
        }
        if self.chunk.len() >= CHUNK {
            self.flush()
        } else {
            Ok(())
        }
    }

    fn flush(&mut self) -> Result<(), Gone> {
        let chunk = std::mem::replace(&mut self.chunk, Vec::with_capacity(CHUNK));
        self.sender.blocking_send(Ok(chunk)).map_err(|_| Gone)
    }
}

fn read(path: PathBuf, reader: RowReader, mut hand: Hand) {
    let outcome = match file::open(&path) {
        Ok(file) => units(file, &reader, &mut hand).map_err(|error| unreadable(&error)),
        Err(error) => Err(error),
    };
    if let Err(error) = outcome {
        // If nobody listens any more, nobody misses it.
        let _ = hand.sender.blocking_send(Err(error));
    }
}

fn units(mut file: CsvFile, reader: &RowReader, hand: &mut Hand) -> io::Result<()> {
    let mut grouper = Grouper::default();
    let mut bad: Vec<BadRow> = Vec::new();
    let mut last_line = 0;
    while let Some(record) = file.records.read()? {
        let offset = file.records.offset();
        let pushed = record
            .and_then(|record| reader.read(record))
            .and_then(|row| {
                let line = row.line;
                grouper.push(row).map(|group| (group, line))
            });
        let ended = match pushed {
            Ok((group, line)) => {
                last_line = line;
                group.map(|group| (Some(group), line - 1))
            }
            Err(row) => {
                last_line = row.line;
                bad.push(row);
                (bad.len() >= BAD_PER_UNIT_MAX).then(|| (grouper.finish(), last_line))
            }
        };
        if let Some((group, last_line)) = ended {
            let bad = std::mem::take(&mut bad);
            if hand
                .unit(Unit {
                    group,
                    bad,
                    last_line,
                    offset,
                })
                .is_err()
            {
                return Ok(());
            }
        }
    }
    let (group, offset) = (grouper.finish(), file.records.offset());
    if (group.is_some() || !bad.is_empty())
        && hand
            .unit(Unit {
                group,
                bad,
                last_line,
                offset,
            })
            .is_err()
    {
        return Ok(());
    }
    // The end of the channel says that the file is read; a listener gone needs no last chunk.
    let _ = hand.flush();
    Ok(())
}
