//! Records of the standard's forms, by item number.
//!
//! Each module fills the forms of one subject. An item that is not put stays empty; the checks that the values fit
//! their items are not here but in the tests, which ask the `standard` crate.

pub(crate) mod deletions;
pub(crate) mod plan;
pub(crate) mod prevention;
pub(crate) mod supplement;
pub(crate) mod ticket;

/// The version that every record begins with: 4.1.
const CSV_VERSION: &str = "202407";

/// One record while it is being filled.
pub(crate) struct Record(Vec<String>);

impl Record {
    /// A record of `items` empty items, but for the version, the insurer number and the insured number that begin
    /// every form.
    fn of_client(items: usize, client: &crate::client::Client) -> Record {
        let record = Record(vec![String::new(); items]);
        record
            .put(1, CSV_VERSION)
            .put(2, client.insurer_number)
            .put(3, &client.insured_number)
    }

    /// Sets item `number`, counted from 1.
    fn put(mut self, number: usize, value: impl ToString) -> Record {
        self.0[number - 1] = value.to_string();
        self
    }

    /// Sets item `number` if there is a value.
    fn put_some(self, number: usize, value: Option<impl ToString>) -> Record {
        match value {
            Some(value) => self.put(number, value),
            None => self,
        }
    }

    /// The values, one for each item.
    fn values(self) -> Vec<String> {
        self.0
    }
}
