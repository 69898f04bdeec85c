//! The items of the forms, read from `facts.tsv`.

/// One item of one form.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) form: &'static str,
    /// Counted from 1.
    pub(crate) number: usize,
    pub(crate) kind: &'static str,
    /// The most characters, if there is a limit.
    pub(crate) longest: Option<usize>,
    pub(crate) exact: bool,
    /// `y`, `n` or `cond`.
    pub(crate) required: &'static str,
    pub(crate) codes: Vec<&'static str>,
}

/// Every item of every form, in the order of the file.
pub(crate) fn items() -> Vec<Item> {
    include_str!("facts.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(item)
        .collect()
}

fn item(line: &'static str) -> Item {
    let columns: Vec<&str> = line.split('\t').collect();
    let [form, number, kind, longest, exact, required, codes] = columns[..] else {
        panic!("facts.tsv has a line of another shape: {line}");
    };
    let codes = if codes == "-" {
        Vec::new()
    } else {
        codes.split('|').collect()
    };
    let number = number.parse().unwrap();
    Item {
        form,
        number,
        kind,
        longest: longest.parse().ok(),
        exact: exact == "y",
        required,
        codes,
    }
}

#[test]
fn the_forms_have_as_many_items_as_the_standard_says() {
    let count = |form| items().iter().filter(|item| item.form == form).count();
    let counts = [
        ("UP1KYO", 28),
        ("UP2KYO", 22),
        ("UP3KYO", 13),
        ("UPHOSOKU", 63),
        ("UPPLAN", 25),
        ("UPSIKYU", 37),
        ("UPKIHON", 71),
        ("UPKIHON_SUB1", 7),
        ("UPKIHON_SUB2", 11),
        ("UPYOBO", 57),
        ("UPYOBO_SUB", 17),
        ("DLT1KYO", 4),
        ("DLTPLAN", 4),
        ("DLTJSK", 6),
        ("DLTKIHON", 4),
        ("DLTYOBO", 4),
    ];
    for (form, expected) in counts {
        assert_eq!(count(form), expected, "{form}");
    }
}
