//! A table 6 (UPPLAN) of any size: the records of a sample month again and again, each time of other clients.
//!
//! Every record is right and none occurs twice, so the whole check is at work and finds nothing.

use anyhow::{Context, Result};
use samples::{Batch, Settings};
use standard::csv::{Record, Scanner};
use std::io::Write;
use std::ops::Range;

/// Version and insurer come first, so the insured number stands at the same place of every record.
const INSURED_NUMBER: Range<usize> = 14..24;

/// The records of one ticket.
pub(crate) struct Sample {
    /// The file name that belongs to the records.
    pub(crate) name: String,
    records: Vec<Vec<u8>>,
    /// For each record, the index of its client among those of the sample.
    clients: Vec<usize>,
}

impl Sample {
    /// The largest ticket of a month of one town.
    pub(crate) fn new() -> Sample {
        let month = samples::generate(&Settings {
            seed: 6,
            offices: 4,
            clients: 400,
            month: "202610".parse().expect("a month"),
        });
        let tickets = month.files.iter();
        let file = tickets
            .filter(|file| file.batch == Batch::Ticket && file.name.starts_with("UPPLAN_"))
            .max_by_key(|file| file.bytes.len())
            .expect("every month has tickets");
        let (mut records, mut clients) = (Vec::new(), Vec::new());
        let mut scanner = Scanner::new(&file.bytes, 0);
        let mut record = Record::default();
        let mut numbers: Vec<&[u8]> = Vec::new();
        while scanner.read(&mut record) {
            let end = record
                .fields
                .last()
                .map_or(record.start, |field| field.raw.end);
            let bytes = &file.bytes[record.start..end];
            let number = &bytes[INSURED_NUMBER];
            let known = numbers.iter().position(|other| *other == number);
            clients.push(known.unwrap_or(numbers.len()));
            if known.is_none() {
                numbers.push(number);
            }
            records.push([bytes, b"\r\n"].concat());
        }
        Sample {
            name: file.name.clone(),
            records,
            clients,
        }
    }

    /// Writes at least `size_bytes`, in whole clients; returns how many of them.
    ///
    /// # Errors
    ///
    /// What `out` cannot write.
    pub(crate) fn write(&self, out: &mut impl Write, size_bytes: usize) -> Result<u32> {
        let clients = self.clients.iter().max().map_or(1, |last| last + 1);
        let (mut written, mut records, mut first) = (0, 0, 1);
        let mut bytes = Vec::new();
        while written < size_bytes {
            for (index, (record, client)) in self.records.iter().zip(&self.clients).enumerate() {
                // A client of whom the last lines are missing would seem to have no service.
                if written >= size_bytes && index > 0 && self.clients[index - 1] != *client {
                    break;
                }
                bytes.clear();
                bytes.extend_from_slice(record);
                let number = format!("{:010}", first + client);
                bytes[INSURED_NUMBER].copy_from_slice(number.as_bytes());
                out.write_all(&bytes).context("writing table 6")?;
                written += bytes.len();
                records += 1;
            }
            first += clients;
        }
        Ok(records)
    }
}
