//! The lines of `src/web/access.rs`, with ids of nothing in their places: what tests
//! go through so that no page and no form is forgotten.

/// One line: method, an address that fits the route, and who may.
pub(crate) struct Line {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) access: String,
}

/// All lines.
pub(crate) fn lines() -> Vec<Line> {
    let source = include_str!("../../src/web/access.rs");
    let table = source.split("const ACCESS").nth(1).unwrap();
    let table = table.split("];").next().unwrap();
    let lines: Vec<Line> = table
        .lines()
        .filter_map(|line| line.trim().strip_prefix("(\""))
        .map(|line| {
            let mut parts = line.split(['"', ',', ')']).map(str::trim);
            let method = parts.next().unwrap().to_owned();
            let mut parts = parts.filter(|part| !part.is_empty());
            let route = parts.next().unwrap().to_owned();
            Line {
                method,
                path: with_ids(&route),
                access: parts.next().unwrap().to_owned(),
            }
        })
        .collect();
    assert!(lines.len() > 50, "the table is read");
    lines
}

/// The addresses of all forms.
pub(crate) fn forms() -> Vec<String> {
    let lines = lines().into_iter();
    lines
        .filter(|line| line.method == "POST")
        .map(|line| line.path)
        .collect()
}

fn with_ids(route: &str) -> String {
    let id = "01a200b5-81e8-7861-95fe-f80bdb82eeff";
    let id = if route.starts_with("/inbox") {
        format!("1370300021-{id}")
    } else {
        id.to_owned()
    };
    let path = route
        .replace("{id}", &id)
        .replace("{number}", "1")
        .replace("{pile}", "1")
        .replace("{index}", "0")
        .replace("{page}", "README")
        .replace("{name}", "tsunagu.css");
    assert!(!path.contains('{'), "say here what stands for {path}");
    path
}
