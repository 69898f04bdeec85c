//! Hints to connected devices that something of their office changed.
//!
//! Fed after commits by the store's writer and by the watch over notices, emptied by `http/events.rs`. A hint carries no contents and may be lost or
//! come twice: devices also ask from time to time. Easily got wrong: a device that reads too slowly does not slow the
//! hub down; it loses hints and gets one of each kind instead.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use protocol::{OfficeNumber, message::Event};
use tokio::sync::broadcast;

use crate::store::Announcement;

/// Hints that wait for one slow device. There are few kinds, so more than a few say nothing new.
const WAITING_MAX: usize = 16;

/// Devices of one office that may listen at the same time: more than the terminals of a large office.
const LISTENERS_MAX: usize = 64;

/// The listening devices of all offices.
#[derive(Debug, Default)]
pub struct Events {
    offices: Mutex<HashMap<OfficeNumber, broadcast::Sender<Event>>>,
}

impl Events {
    /// Passes a hint on to the devices of an office that listen now.
    pub fn announce(&self, announcement: Announcement) {
        let mut offices = self.offices.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(sender) = offices.get(&announcement.office) else {
            return;
        };
        if sender.send(announcement.event).is_err() {
            // The last device has gone.
            offices.remove(&announcement.office);
        }
    }

    /// Passes a hint on to all devices that listen now.
    pub fn announce_to_all(&self, event: Event) {
        let mut offices = self.offices.lock().unwrap_or_else(PoisonError::into_inner);
        // Offices whose last device has gone are forgotten on the way.
        offices.retain(|_, sender| sender.send(event).is_ok());
    }

    /// Begins to listen; nothing if too many devices of the office do already.
    pub fn listen(&self, office: OfficeNumber) -> Option<broadcast::Receiver<Event>> {
        let mut offices = self.offices.lock().unwrap_or_else(PoisonError::into_inner);
        let sender = offices
            .entry(office)
            .or_insert_with(|| broadcast::channel(WAITING_MAX).0);
        (sender.receiver_count() < LISTENERS_MAX).then(|| sender.subscribe())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office(text: &str) -> OfficeNumber {
        text.parse().unwrap()
    }

    #[tokio::test]
    async fn a_hint_reaches_the_devices_of_its_office_only() {
        let events = Events::default();
        let mut first = events.listen(office("1370200015")).unwrap();
        let mut second = events.listen(office("1370200015")).unwrap();
        let mut other = events.listen(office("1370300021")).unwrap();
        events.announce(Announcement {
            office: office("1370200015"),
            event: Event::Inbox,
        });
        assert_eq!(first.recv().await, Ok(Event::Inbox));
        assert_eq!(second.recv().await, Ok(Event::Inbox));
        assert_eq!(other.try_recv(), Err(broadcast::error::TryRecvError::Empty));
    }

    #[tokio::test]
    async fn a_hint_to_all_reaches_every_office() {
        let events = Events::default();
        let mut first = events.listen(office("1370200015")).unwrap();
        let mut other = events.listen(office("1370300021")).unwrap();
        drop(events.listen(office("1370500041")));
        events.announce_to_all(Event::Notice);
        assert_eq!(first.recv().await, Ok(Event::Notice));
        assert_eq!(other.recv().await, Ok(Event::Notice));
        assert_eq!(events.offices.lock().unwrap().len(), 2);
    }

    #[test]
    fn an_office_without_listeners_takes_no_memory() {
        let events = Events::default();
        drop(events.listen(office("1370200015")));
        events.announce(Announcement {
            office: office("1370200015"),
            event: Event::Inbox,
        });
        assert!(events.offices.lock().unwrap().is_empty());
    }

    #[test]
    fn the_devices_of_one_office_are_limited() {
        let events = Events::default();
        let listening: Vec<_> = (0..LISTENERS_MAX)
            .map(|_| events.listen(office("1370200015")).unwrap())
            .collect();
        assert!(events.listen(office("1370200015")).is_none());
        drop(listening);
        assert!(events.listen(office("1370200015")).is_some());
    }
}
