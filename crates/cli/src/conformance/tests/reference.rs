//! The list of patterns in the documentation is made from the catalogue.

use crate::conformance::pattern::patterns;
use crate::conformance::world::Role;

/// The table of patterns of all roles.
fn table() -> String {
    let mut text = String::new();
    for role in Role::ALL {
        text.push_str(&format!("### {} ({})\n\n", role.name_en(), role.name_ja()));
        text.push_str("| id | pattern | パターン | what to do |\n|---|---|---|---|\n");
        for pattern in patterns(role) {
            let theme = pattern.theme;
            text.push_str(&format!(
                "| {} | {} | {} | {} |\n",
                pattern.id, theme.name_en, theme.name_ja, theme.task_en
            ));
        }
        text.push('\n');
    }
    text
}

#[test]
fn the_documentation_lists_the_patterns() {
    const PAGE: &str = include_str!("../../../../../docs/reference/conformance.md");
    let table = table();
    assert!(
        PAGE.contains(&table),
        "put this between the marks of docs/reference/conformance.md:\n{table}"
    );
}
