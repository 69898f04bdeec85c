//! Lists whose entries are found by a short key: clients, their services, what links records.
//!
//! A map of the standard library holds every key twice as soon as the order of the first lines
//! matters as well, and moves whole entries when it grows. Here the entries stand in their order
//! and a table of eight bytes for each finds them, so the facts of a large file stay small.
//! What is remembered of a file is bounded by whoever adds.

use crate::hash::fold;

/// A key of some words: compared and mixed in registers, which bytes put together are not.
pub(crate) trait Key: Copy + Eq {
    /// The words of the key, of which two keys have as many.
    fn words(&self) -> &[u64];
}

#[inline(always)]
fn hash_of(key: &impl Key) -> u64 {
    let words = key.words().iter();
    words.fold(0x9e37_79b9_7f4a_7c15, |state, &word| {
        fold(state ^ word, 0xa076_1d64_78bd_642f)
    })
}

/// Slots of the smallest table; tables double when they are half full.
const SLOTS_MIN: usize = 16;

/// Entries in the order in which they were added, each under a key of its own.
#[derive(Debug)]
pub(crate) struct KeyedList<K, V> {
    entries: Vec<(K, V)>,
    slots: Vec<Slot>,
}

/// The place of an entry, with a part of its hash so that others need not be compared.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    mark: u32,
    /// The index counted from 1; 0 is an empty slot.
    number: u32,
}

impl<K, V> Default for KeyedList<K, V> {
    fn default() -> KeyedList<K, V> {
        KeyedList {
            entries: Vec::new(),
            slots: Vec::new(),
        }
    }
}

impl<K: Key, V> KeyedList<K, V> {
    /// The index of the entry with `key`.
    pub(crate) fn index_of(&self, key: &K) -> Option<usize> {
        if self.slots.is_empty() {
            return None;
        }
        let slot = self.slots[self.slot_of(key, hash_of(key))];
        (slot.number as usize).checked_sub(1)
    }

    /// The value of the entry with `key`.
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        Some(&self.entries[self.index_of(key)?].1)
    }

    /// The index of the entry with `key`, which is added with `value` if there is none. `None`
    /// if it would be one more than `entries_max`.
    pub(crate) fn index_or_add(
        &mut self,
        key: K,
        entries_max: usize,
        value: impl FnOnce() -> V,
    ) -> Option<usize> {
        if self.entries.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let hash = hash_of(&key);
        let place = self.slot_of(&key, hash);
        if let Some(index) = (self.slots[place].number as usize).checked_sub(1) {
            return Some(index);
        }
        if self.entries.len() >= entries_max {
            return None;
        }
        self.entries.push((key, value()));
        self.slots[place] = Slot {
            mark: mark_of(hash),
            number: self.entries.len() as u32,
        };
        Some(self.entries.len() - 1)
    }

    /// The value of the entry at `index`.
    pub(crate) fn value_mut(&mut self, index: usize) -> &mut V {
        &mut self.entries[index].1
    }

    /// The entries in the order in which they were added.
    pub(crate) fn entries(&self) -> &[(K, V)] {
        &self.entries
    }

    /// The slot of `key`, or the empty one where it belongs.
    fn slot_of(&self, key: &K, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut place = hash as usize & mask;
        loop {
            let slot = self.slots[place];
            let found = slot.number == 0
                || slot.mark == mark_of(hash) && self.entries[slot.number as usize - 1].0 == *key;
            if found {
                return place;
            }
            place = (place + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let count = (self.slots.len() * 2).max(SLOTS_MIN);
        self.slots.clear();
        self.slots.resize(count, Slot::default());
        let mask = count - 1;
        for (number, (key, _)) in (1..).zip(&self.entries) {
            let hash = hash_of(key);
            let mut place = hash as usize & mask;
            while self.slots[place].number != 0 {
                place = (place + 1) & mask;
            }
            let mark = mark_of(hash);
            self.slots[place] = Slot { mark, number };
        }
    }
}

/// The half of a hash that does not say where its slot is.
fn mark_of(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// A few different values, mostly one: the first needs no memory of its own.
#[derive(Debug)]
pub(crate) struct Few<T> {
    first: Option<T>,
    more: Option<std::collections::BTreeSet<T>>,
}

impl<T> Default for Few<T> {
    fn default() -> Few<T> {
        Few {
            first: None,
            more: None,
        }
    }
}

impl<T: Copy + Ord> Few<T> {
    /// Adds `value` unless it is there.
    pub(crate) fn insert(&mut self, value: T) {
        match self.first {
            None => self.first = Some(value),
            Some(first) if first == value => (),
            Some(_) => {
                self.more.get_or_insert_default().insert(value);
            }
        }
    }

    /// Whether `value` is among them.
    pub(crate) fn contains(&self, value: &T) -> bool {
        self.first.as_ref() == Some(value)
            || self.more.as_ref().is_some_and(|more| more.contains(value))
    }

    /// All of them, the least first.
    pub(crate) fn sorted(&self) -> Vec<T> {
        let more = self.more.iter().flat_map(|more| more.iter().copied());
        let mut values: Vec<T> = self.first.into_iter().chain(more).collect();
        values.sort_unstable();
        values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Key for [u64; 2] {
        fn words(&self) -> &[u64] {
            self
        }
    }

    #[test]
    fn entries_are_found_by_their_keys_and_stay_in_order() {
        let mut list = KeyedList::default();
        let key = |number: u64| [number, 7];
        for number in 0..5_000 {
            assert_eq!(list.index_of(&key(number)), None);
            let index = list.index_or_add(key(number), 5_000, || number);
            assert_eq!(index, Some(number as usize));
        }
        for number in 0..5_000 {
            assert_eq!(list.get(&key(number)), Some(&number));
            let again = list.index_or_add(key(number), 5_000, || 9_999);
            assert_eq!(again, Some(number as usize));
        }
        *list.value_mut(17) = 1;
        assert_eq!(list.get(&key(17)), Some(&1));
        assert_eq!(list.index_or_add(key(5_000), 5_000, || 5_000), None);
        assert_eq!(list.entries().len(), 5_000);
    }

    #[test]
    fn few_values_are_kept_once_and_sorted() {
        let mut few = Few::default();
        assert!(few.sorted().is_empty() && !few.contains(&3));
        for value in [3, 1, 3, 2, 1] {
            few.insert(value);
        }
        assert_eq!(few.sorted(), [1, 2, 3]);
        assert!(few.contains(&2) && !few.contains(&4));
    }
}
