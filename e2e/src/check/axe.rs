//! The rules of access (WCAG) as axe-core judges them.
//!
//! The checker is put into the page by the browser's own tools, since the page itself would not let it in. Easily got
//! wrong: findings of axe are sorted by impact; `serious` and `critical` fail, the lesser ones are opinions.

use crate::browser::Browser;
use crate::places::axe_source;
use anyhow::{Result, ensure};
use serde_json::{Value, json};

/// The serious and critical findings, each with the rule and the places.
pub(super) fn serious_findings(browser: &Browser) -> Result<Vec<String>> {
    browser.cdp("Runtime.evaluate", &json!({"expression": axe_source()?}))?;
    let judged = browser.cdp(
        "Runtime.evaluate",
        &json!({
            "expression": "axe.run(document, {resultTypes: ['violations']}).then((r) => r.violations)",
            "awaitPromise": true,
            "returnByValue": true,
        }),
    )?;
    let violations = &judged["result"]["value"];
    ensure!(violations.is_array(), "axe-core gave no result: {judged}");
    let mut findings = Vec::new();
    for violation in list(violations) {
        if violation["impact"] == "serious" || violation["impact"] == "critical" {
            let places: Vec<String> = list(&violation["nodes"])
                .map(|node| format!("{}\n    {}", node["html"], node["failureSummary"]))
                .collect();
            findings.push(format!(
                "{} ({}):\n  {}",
                violation["id"],
                violation["help"],
                places.join("\n  ")
            ));
        }
    }
    Ok(findings)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
