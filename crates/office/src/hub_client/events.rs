//! The hub's stream of events, read line by line.
//!
//! An event is a hint to ask again; its data says nothing and is passed over.

use protocol::message::Event;
use reqwest::Response;

use super::{HubError, transport};

/// The longest line of the stream that is waited for.
const EVENT_LINE_BYTES_MAX: usize = 64 * 1024;

/// The hub's events, one at a time.
pub struct EventStream {
    response: Response,
    buffer: Vec<u8>,
}

impl EventStream {
    pub(super) fn new(response: Response) -> EventStream {
        EventStream {
            response,
            buffer: Vec::new(),
        }
    }

    /// Waits for the next event; `None` when the hub ended the stream.
    ///
    /// # Errors
    ///
    /// [`HubError`] when the connection broke; connect again.
    pub async fn next(&mut self) -> Result<Option<Event>, HubError> {
        loop {
            while let Some(line) = self.take_line() {
                if let Some(event) = event_of_line(&line) {
                    return Ok(Some(event));
                }
            }
            if self.buffer.len() > EVENT_LINE_BYTES_MAX {
                return Err(HubError::Unclear);
            }
            match self.response.chunk().await {
                Ok(Some(chunk)) => self.buffer.extend_from_slice(&chunk),
                Ok(None) => return Ok(None),
                Err(err) => return Err(transport(&err)),
            }
        }
    }

    fn take_line(&mut self) -> Option<String> {
        let end = self.buffer.iter().position(|byte| *byte == b'\n')?;
        let line: Vec<u8> = self.buffer.drain(..=end).collect();
        Some(String::from_utf8_lossy(&line).trim_end().to_owned())
    }
}

/// The event that a line of the stream names; data and signs of life name none.
fn event_of_line(line: &str) -> Option<Event> {
    let name = line.strip_prefix("event:")?.trim();
    [
        Event::Inbox,
        Event::Outbox,
        Event::Notice,
        Event::Certificate,
    ]
    .into_iter()
    .find(|event| event.as_str() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_named_by_their_lines() {
        for (line, event) in [
            ("event: inbox", Some(Event::Inbox)),
            ("event:outbox", Some(Event::Outbox)),
            ("event: weather", None),
            ("data: {}", None),
            (": still here", None),
            ("", None),
        ] {
            assert_eq!(event_of_line(line), event, "{line}");
        }
    }
}
