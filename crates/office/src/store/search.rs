//! Queries that search: clients by name and number, bundles by words.
//!
//! Words are looked for in narrow tables, row by row: with 100,000 bundles that is a
//! few megabytes. Where few bundles have them, the list is made from those; where many
//! do, the list is walked in its order and soon full. `instr` of the engine goes on
//! character by character, so that looking is a function of our own.

use memchr::memmem;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Transaction, params, params_from_iter};

use super::sent_rows::Conditions;
use super::{StoreError, parsed};
use crate::search::{ClientKey, FoundClient, Words, offices_with_word};

/// Bundles with the words up to which a list is made from them alone.
const FEW: usize = 1_000;

/// The word stands in the names of files or in the message.
const IN_TEXTS: &str = "holds(words.files, ?) OR holds(words.message, ?)";

/// Gives statements the function `holds(text, word)`: whether the word stands in the text. Both are in the form in which
/// searches compare.
pub(super) fn add_holds(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_DIRECTONLY;
    connection.create_scalar_function("holds", 2, flags, |context| {
        Ok(match (context.get_raw(0), context.get_raw(1)) {
            // Characters of UTF-8 never begin inside of another, so bytes may be compared.
            (ValueRef::Text(text), ValueRef::Text(word)) => memmem::find(text, word).is_some(),
            _ => false,
        })
    })
}

/// Clients with `compared` in the name or its reading.
pub(crate) fn clients_by_name(
    tx: &Transaction<'_>,
    compared: &str,
    limit: usize,
) -> Result<Vec<FoundClient>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT insurer, insured, min(name) FROM client_name WHERE holds(compared, ?1)
         GROUP BY insured, insurer LIMIT ?2",
    )?;
    let rows = statement.query_map(params![compared, limit_of(limit)], |row| {
        Ok(FoundClient {
            key: ClientKey {
                insurer: row.get(0)?,
                insured: row.get(1)?,
            },
            name: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Clients whose insured number begins with `number`.
pub(crate) fn clients_by_number(
    tx: &Transaction<'_>,
    number: &str,
    limit: usize,
) -> Result<Vec<FoundClient>, StoreError> {
    // From one client to the next along the key, so that clients with many bundles
    // are not read bundle by bundle.
    let mut found: Vec<FoundClient> = Vec::new();
    let mut after = (number.to_owned(), String::new());
    let end = format!("{number}\u{7f}");
    while found.len() < limit {
        let next: Option<(String, String)> = next_client(tx, &after, &end)?;
        let Some((insured, insurer)) = next else {
            break;
        };
        let name = tx
            .prepare_cached(
                "SELECT min(name) FROM client_name WHERE insured = ?1 AND insurer = ?2",
            )?
            .query_row([&insured, &insurer], |row| row.get(0))?;
        found.push(FoundClient {
            key: ClientKey {
                insurer: insurer.clone(),
                insured: insured.clone(),
            },
            name,
        });
        after = (insured, insurer);
    }
    Ok(found)
}

/// The first client after `after` and before `end`, in the order of the keys.
fn next_client(
    tx: &Transaction<'_>,
    after: &(String, String),
    end: &str,
) -> Result<Option<(String, String)>, StoreError> {
    let mut next = None;
    for table in ["received_client", "sent_client"] {
        let mut statement = tx.prepare_cached(&format!(
            "SELECT insured, insurer FROM {table}
             WHERE (insured, insurer) > (?1, ?2) AND insured < ?3 ORDER BY insured, insurer LIMIT 1"
        ))?;
        let mut rows = statement.query(params![after.0, after.1, end])?;
        if let Some(row) = rows.next()? {
            let row = (row.get(0)?, row.get(1)?);
            next = match next {
                Some(known) if known <= row => Some(known),
                _ => Some(row),
            };
        }
    }
    Ok(next)
}

/// How a list is narrowed to bundles that have some words.
pub(crate) enum WithWords {
    /// These and no others: their keys as a JSON list.
    Few(String),
    /// Too many to name: the condition on a row of the list.
    Many(Conditions),
}

/// Finds received bundles with all `words`: in the names of files, in the name of the
/// sender, and in the message of those that a person has opened.
pub(crate) fn received_with_words(
    tx: &Transaction<'_>,
    words: &Words,
) -> Result<WithWords, StoreError> {
    let mut found = Conditions::default();
    let named = "(SELECT named.sender FROM received AS named WHERE named.number = words.number)";
    if words.0.len() > 1 {
        // All words are looked for before one row is asked whether it was opened: most rows have
        // the first word of many a message, and few have all.
        for word in &words.0 {
            add_word(tx, &mut found, word, IN_TEXTS, named)?;
        }
    }
    for word in &words.0 {
        let term = "holds(words.files, ?)
              OR (holds(words.message, ?) AND EXISTS
                  (SELECT 1 FROM received AS opened WHERE opened.number = words.number AND opened.state = 'opened'))";
        add_word(tx, &mut found, word, term, named)?;
    }
    let sql = format!(
        "SELECT words.number FROM received_text AS words WHERE {} LIMIT {}",
        found.sql(),
        FEW + 1
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(found.values.iter()), |row| {
        row.get::<_, i64>(0)
    })?;
    let numbers: Vec<i64> = rows.collect::<Result<_, _>>()?;
    if numbers.len() <= FEW {
        let numbers: Vec<String> = numbers.iter().map(i64::to_string).collect();
        return Ok(WithWords::Few(format!("[{}]", numbers.join(","))));
    }
    let term = format!(
        "EXISTS (SELECT 1 FROM received_text AS words WHERE words.number = received.number AND {})",
        found.sql()
    );
    let mut many = Conditions::default();
    many.add(&term, found.values);
    Ok(WithWords::Many(many))
}

/// Finds sent bundles with all `words`: in the names of files, in the message, in the
/// name of the receiver.
pub(crate) fn sent_with_words(
    tx: &Transaction<'_>,
    words: &Words,
) -> Result<WithWords, StoreError> {
    let mut found = Conditions::default();
    for word in &words.0 {
        let named = "(SELECT named.to_office FROM sent AS named WHERE named.id = words.id)";
        add_word(tx, &mut found, word, IN_TEXTS, named)?;
    }
    let sql = format!(
        "SELECT words.id FROM sent_text AS words WHERE {} LIMIT {}",
        found.sql(),
        FEW + 1
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(found.values.iter()), |row| {
        row.get::<_, String>(0)
    })?;
    let ids: Vec<String> = rows.collect::<Result<_, _>>()?;
    if ids.len() <= FEW {
        // Ids are hexadecimal digits and hyphens, so quotes are all that JSON needs.
        let ids: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
        return Ok(WithWords::Few(format!("[{}]", ids.join(","))));
    }
    let term = format!(
        "EXISTS (SELECT 1 FROM sent_text AS words WHERE words.id = sent.id AND {})",
        found.sql()
    );
    let mut many = Conditions::default();
    many.add(&term, found.values);
    Ok(WithWords::Many(many))
}

/// Adds that a bundle has the word: in its texts, by `term`, which takes it twice, or in the name of the office `named`.
fn add_word(
    tx: &Transaction<'_>,
    found: &mut Conditions,
    word: &str,
    term: &str,
    named: &str,
) -> Result<(), StoreError> {
    let word_value = || Value::Text(word.to_owned());
    match offices_as_json(tx, word)? {
        // Asking each row for an office of none would take longer than all the rest.
        None => found.add(&format!("({term})"), [word_value(), word_value()]),
        Some(offices) => found.add(
            &format!("({term} OR {named} IN (SELECT value FROM json_each(?)))"),
            [word_value(), word_value(), Value::Text(offices)],
        ),
    }
    Ok(())
}

/// The numbers of the partners whose name has the word, as a JSON list; `None` if there are none.
fn offices_as_json(tx: &Transaction<'_>, word: &str) -> Result<Option<String>, StoreError> {
    let mut statement =
        tx.prepare_cached("SELECT number, name FROM partner WHERE name IS NOT NULL")?;
    let rows = statement.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    let partners = rows
        .map(|row| {
            let (number, name) = row?;
            Ok((parsed("partner.number", &number)?, name))
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    let numbers: Vec<String> = offices_with_word(&partners, word)
        .iter()
        .map(|number| format!("\"{number}\""))
        .collect();
    Ok((!numbers.is_empty()).then(|| format!("[{}]", numbers.join(","))))
}

fn limit_of(limit: usize) -> i64 {
    super::sent::integer(limit)
}
