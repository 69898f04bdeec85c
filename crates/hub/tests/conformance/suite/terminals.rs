//! What an engine must do for the terminals of an office and what they share.

use protocol::{DeviceId, Digest, EntryId, ErrorCode, UtcMillis, UtcSeconds, joining::Nonce};
use tsunagu_hub::{
    journal::{JournalLimits, append_entry},
    store::{Engine, JoiningRecord, JournalRecord, RecoveryRecord, StoreError, read, write},
};

use super::{Maker, NOW, connected, exchange, momiji, sakura};

fn id(number: u8) -> EntryId {
    EntryId::new(UtcMillis(1), [number; 10])
}

fn journal(engine: &mut dyn Engine, after: u64, rows_max: u32) -> Vec<JournalRecord> {
    read(engine, |records| records.journal(sakura(), after, rows_max)).unwrap()
}

pub(crate) fn the_journal_of_an_office_has_one_order_and_its_totals(maker: &dyn Maker) {
    let mut engine = maker.open();
    let exchange = exchange(engine.as_mut());
    write(engine.as_mut(), |records| {
        for number in 1..=3 {
            let device = exchange.sakura.id;
            let sealed = vec![number; usize::from(number)];
            records.add_journal_entry(sakura(), id(number), device, &sealed, NOW)?;
        }
        // The same id in another office is another entry.
        records.add_journal_entry(momiji(), id(1), exchange.momiji.id, b"m", NOW)?;
        assert_eq!(records.journal_totals(sakura())?, (3, 6));
        let device = exchange.sakura.id;
        assert!(
            records
                .add_journal_entry(sakura(), id(1), device, b"x", NOW)
                .is_err(),
            "an id is unique in its office"
        );
        Ok::<_, StoreError>(())
    })
    .unwrap();
    let all = journal(engine.as_mut(), 0, 10);
    assert!(all.is_sorted_by_key(|entry| entry.sequence));
    let ids: Vec<EntryId> = all.iter().map(|entry| entry.id).collect();
    assert_eq!(ids, [id(1), id(2), id(3)]);
    assert_eq!(all[2].sha256, Digest::of(&[3; 3]));
    assert_eq!(journal(engine.as_mut(), all[0].sequence, 1), all[1..2]);
    write(engine.as_mut(), |records| {
        assert_eq!(records.journal_contents(all[1].sequence)?, [2, 2]);
        records.erase_journal_entry(sakura(), &all[1])?;
        assert_eq!(records.journal_entry(sakura(), id(2))?, None);
        assert_eq!(
            records.journal_entry(sakura(), id(3))?.as_ref(),
            Some(&all[2])
        );
        assert!(records.journal_contents(all[1].sequence).is_err());
        assert_eq!(records.journal_totals(sakura())?, (2, 4));
        assert_eq!(records.journal_totals(momiji())?, (1, 1));
        for read in [5, 3] {
            records.note_journal_read(exchange.sakura.id, read)?;
        }
        let terminal = records.terminal(sakura(), exchange.sakura.id)?.unwrap();
        assert_eq!(terminal.journal_read, 5);
        Ok::<_, StoreError>(())
    })
    .unwrap();
}

pub(crate) fn a_full_journal_erases_what_every_terminal_has_read(maker: &dyn Maker) {
    let mut engine = maker.open();
    let exchange = exchange(engine.as_mut());
    let limits = JournalLimits {
        entries_max: 3,
        size_bytes_max: 10,
    };
    let append = |engine: &mut dyn Engine, number: u8, size: usize| {
        write(engine, |records| {
            let device = connected(records, &exchange.sakura);
            let sealed = vec![number; size];
            append_entry(records, device, id(number), &sealed, limits, NOW)
        })
        .map_err(|err| ErrorCode::from(&err).code())
    };
    for number in 1..=3 {
        append(engine.as_mut(), number, 2).unwrap();
    }
    // Nobody has read anything: an entry that a terminal still needs is not erased for a new one.
    assert_eq!(append(engine.as_mut(), 4, 2), Err("HUB-117"));
    let second = journal(engine.as_mut(), 0, 10)[1].sequence;
    let device = exchange.sakura.id;
    write(engine.as_mut(), |records| {
        records.note_journal_read(device, second)
    })
    .unwrap();
    append(engine.as_mut(), 4, 2).unwrap();
    let left = |engine: &mut dyn Engine| -> Vec<EntryId> {
        let entries = journal(engine, 0, 10);
        entries.iter().map(|entry| entry.id).collect()
    };
    assert_eq!(left(engine.as_mut()), [id(2), id(3), id(4)]);
    // Room is needed by size as well; the third one was not read.
    assert_eq!(append(engine.as_mut(), 5, 8), Err("HUB-117"));
    append(engine.as_mut(), 5, 6).unwrap();
    assert_eq!(left(engine.as_mut()), [id(3), id(4), id(5)]);
}

pub(crate) fn terminals_are_listed_until_they_are_removed(maker: &dyn Maker) {
    let mut engine = maker.open();
    let exchange = exchange(engine.as_mut());
    let (own, other) = (exchange.sakura.id, exchange.momiji.id);
    write(engine.as_mut(), |records| {
        let listed = records.terminals(sakura())?;
        assert_eq!(listed.len(), 1);
        assert!(!listed[0].waiting);
        assert_eq!((listed[0].device, listed[0].seen_at), (own, None));
        assert_eq!(records.terminal(sakura(), other)?, None);
        records.set_waiting(own, true)?;
        records.rename_device(own, "受付")?;
        for seen in [20, 10] {
            records.note_seen(own, UtcSeconds(seen))?;
        }
        let terminal = records.terminal(sakura(), own)?.unwrap();
        assert_eq!(terminal.name, "受付");
        assert_eq!(terminal.seen_at, Some(UtcSeconds(20)));
        assert!(terminal.waiting);
        records.set_removed(own, NOW)?;
        assert_eq!(records.terminals(sakura())?, []);
        assert_eq!(records.terminal(sakura(), own)?, None);
        assert_eq!(records.terminals(momiji())?.len(), 1);
        Ok::<_, StoreError>(())
    })
    .unwrap();
}

pub(crate) fn joining_recovery_and_history_are_kept_as_they_were_given(maker: &dyn Maker) {
    let mut engine = maker.open();
    let exchange = exchange(engine.as_mut());
    let (own, other) = (exchange.sakura.id, exchange.momiji.id);
    write(engine.as_mut(), |records| {
        assert_eq!(records.joining(own)?, None);
        let first = JoiningRecord {
            commitment: Digest::of(b"1"),
            offer: None,
            nonce: None,
            approval: None,
        };
        let last = JoiningRecord {
            commitment: Digest::of(b"2"),
            offer: Some((other, Nonce::from_bytes([1; 32]))),
            nonce: Some(Nonce::from_bytes([2; 32])),
            approval: Some(vec![3]),
        };
        for joining in [first, last] {
            records.save_joining(own, &joining)?;
            assert_eq!(records.joining(own)?, Some(joining));
        }
        assert_eq!(records.recovery(sakura())?, None);
        for made_at in [1, 2] {
            let recovery = RecoveryRecord {
                sealed: vec![7],
                made_at: UtcSeconds(made_at),
            };
            records.save_recovery(sakura(), &recovery)?;
            assert_eq!(records.recovery(sakura())?, Some(recovery));
        }
        for number in [2, 1] {
            records.add_history_piece(own, number, &[9; 3])?;
        }
        assert_eq!(records.history_pieces(own)?, [(1, 3), (2, 3)]);
        assert_eq!(records.history_pieces(other)?, []);
        assert_eq!(records.history_piece(own, 2)?, Some(vec![9; 3]));
        records.drop_history_piece(own, 2)?;
        assert_eq!(records.history_piece(own, 2)?, None);
        records.add_enrolment(Digest::of(b"s"), sakura(), NOW, UtcSeconds(NOW.0 + 1))?;
        let later = UtcSeconds(NOW.0 + 2);
        assert_eq!(records.unused_enrolments(sakura(), NOW)?, 1);
        assert_eq!(records.unused_enrolments(sakura(), later)?, 0);
        // A removed terminal leaves nothing that waits for it.
        records.set_removed(own, NOW)?;
        assert_eq!(records.joining(own)?, None);
        assert_eq!(records.history_pieces(own)?, []);
        let unknown = DeviceId::new(UtcMillis(1), [9; 10]);
        assert_eq!(records.joining(unknown)?, None);
        Ok::<_, StoreError>(())
    })
    .unwrap();
}
