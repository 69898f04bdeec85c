//! The arrows between our crates, and what a crate must not carry.
//!
//! [`ARROWS`] says what may be, the manifests say what is; a crate without a line in the list is a finding too. Asks
//! `cargo metadata`, so renamed and target-specific dependencies are seen. Not obvious: a test-only arrow is a promise as
//! well, since a circle through tests compiles each type twice.

use super::Finding;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// One crate: what it may use in the product, and what its tests may use besides.
struct Arrow {
    package: &'static str,
    uses: &'static [&'static str],
    tests_use: &'static [&'static str],
}

const STANDARD: &str = "tsunagu-standard";
const PROTOCOL: &str = "tsunagu-protocol";
const SHEETS: &str = "tsunagu-sheets";
const RECONCILE: &str = "tsunagu-reconcile";
const SAMPLES: &str = "tsunagu-samples";
const HUB: &str = "tsunagu-hub";
const OFFICE: &str = "tsunagu-office";
const CLI: &str = "tsunagu-cli";
const TESTKIT: &str = "tsunagu-testkit";
const SIMULATION: &str = "tsunagu-simulation";
const BENCH: &str = "tsunagu-bench";
const E2E: &str = "tsunagu-e2e";

const ARROWS: &[Arrow] = &[
    arrow(STANDARD, &[], &[]),
    arrow(PROTOCOL, &[], &[]),
    arrow(SHEETS, &[STANDARD], &[SAMPLES]),
    arrow(RECONCILE, &[STANDARD], &[SAMPLES]),
    arrow(SAMPLES, &[STANDARD], &[]),
    arrow(HUB, &[PROTOCOL], &[]),
    // Practice needs files of the last month, whichever that is. The office's tests need a hub that answers; it is a
    // library in the same process there.
    arrow(
        OFFICE,
        &[STANDARD, PROTOCOL, SHEETS, RECONCILE, SAMPLES],
        &[HUB],
    ),
    arrow(
        CLI,
        &[OFFICE, STANDARD, SHEETS, RECONCILE, SAMPLES, PROTOCOL],
        &[TESTKIT],
    ),
    // Runs programs, and speaks to them over the wire; its example prints the reference pages from the tables.
    arrow(TESTKIT, &[PROTOCOL], &[STANDARD, OFFICE]),
    // Tests only. Bench borrows the running hub from testkit.
    arrow(
        SIMULATION,
        &[HUB, OFFICE, TESTKIT, PROTOCOL, SAMPLES],
        &[STANDARD],
    ),
    arrow(
        BENCH,
        &[STANDARD, HUB, OFFICE, SAMPLES, PROTOCOL, TESTKIT],
        &[],
    ),
    // Tests only: it knows the programs by their pages and commands, never by their insides.
    arrow(E2E, &[TESTKIT], &[]),
    arrow("xtask", &[], &[]),
];

const fn arrow(
    package: &'static str,
    uses: &'static [&'static str],
    tests_use: &'static [&'static str],
) -> Arrow {
    Arrow {
        package,
        uses,
        tests_use,
    }
}

/// Asks cargo for packages, dependencies and features.
///
/// # Errors
///
/// When cargo fails, for example on a broken manifest; the message is cargo's.
pub(super) fn read_metadata(root: &Path) -> Result<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root)
        .output()
        .context("cargo metadata could not be run")?;
    if !output.status.success() {
        bail!(
            "cargo metadata failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    serde_json::from_slice(&output.stdout).context("cargo metadata printed no JSON")
}

pub(super) fn check(metadata: &Value) -> Vec<Finding> {
    let mut findings = Vec::new();
    let ours: Vec<&Value> = list(&metadata["packages"])
        .filter(|package| package["source"].is_null())
        .collect();
    for package in &ours {
        let name = text(&package["name"]);
        let Some(arrow) = ARROWS.iter().find(|arrow| arrow.package == name) else {
            findings.push(finding(
                name,
                format!("the crate `{name}` has no line in the list of arrows"),
            ));
            continue;
        };
        for dependency in list(&package["dependencies"]) {
            let target = text(&dependency["name"]);
            if !ours.iter().any(|other| text(&other["name"]) == target) {
                continue;
            }
            let is_test = text(&dependency["kind"]) == "dev";
            let allowed =
                arrow.uses.contains(&target) || (is_test && arrow.tests_use.contains(&target));
            if !allowed {
                let how = if is_test { "its tests use" } else { "it uses" };
                findings.push(finding(
                    name,
                    format!("{how} `{target}`, which is no arrow of `{name}`"),
                ));
            }
        }
    }
    findings.extend(check_hub_is_blind());
    findings.extend(check_features(metadata));
    findings
}

/// The hub must not be able to read what it forwards, not even through another crate.
fn check_hub_is_blind() -> Option<Finding> {
    let mut reachable = vec![HUB];
    let mut next = 0;
    while let Some(package) = reachable.get(next) {
        let uses = ARROWS
            .iter()
            .find(|arrow| arrow.package == *package)
            .map_or(&[][..], |arrow| arrow.uses);
        for target in uses {
            if !reachable.contains(target) {
                reachable.push(target);
            }
        }
        next += 1;
    }
    reachable.contains(&STANDARD).then(|| {
        finding(
            HUB,
            "the list of arrows leads from the hub to the data standard".to_owned(),
        )
    })
}

/// The `builder` feature of `cms` wraps content keys with a key of zeros for elliptic-curve recipients.
fn check_features(metadata: &Value) -> Vec<Finding> {
    list(&metadata["resolve"]["nodes"])
        .filter(|node| {
            let id = text(&node["id"]);
            let is_cms = id.contains("#cms@") || id.starts_with("cms ");
            is_cms && list(&node["features"]).any(|feature| text(feature) == "builder")
        })
        .map(|_| Finding {
            path: "Cargo.toml".to_owned(),
            line: 0,
            rule: "crate-feature",
            message: "feature `builder` of `cms` is on; it encrypts to a key of zeros".to_owned(),
            remedy: "find who turns it on with `cargo tree -e features -i cms` and turn it off",
        })
        .collect()
}

fn finding(package: &str, message: String) -> Finding {
    let folder = package.trim_start_matches("tsunagu-");
    let path = match folder {
        "xtask" | "e2e" => format!("{folder}/Cargo.toml"),
        _ => format!("crates/{folder}/Cargo.toml"),
    };
    Finding {
        path,
        line: 0,
        rule: "crate-arrow",
        message,
        remedy: "turn the dependency round, or add the arrow in xtask/src/tidy/arrows.rs and docs/internals/ARCHITECTURE.md",
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::check;
    use serde_json::{Value, json};

    fn workspace(packages: &[(&str, Value)]) -> Value {
        let packages: Vec<Value> = packages
            .iter()
            .map(|(name, dependencies)| json!({"name": name, "source": null, "dependencies": dependencies}))
            .collect();
        json!({"packages": packages, "resolve": {"nodes": []}})
    }

    #[track_caller]
    fn messages(metadata: &Value) -> Vec<String> {
        check(metadata)
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }

    #[test]
    fn arrows_point_one_way() {
        let standard = ("tsunagu-standard", json!([]));
        let good =
            json!([{"name": "tsunagu-protocol", "kind": null}, {"name": "serde", "kind": null}]);
        let packages = [
            standard.clone(),
            ("tsunagu-protocol", json!([])),
            ("tsunagu-hub", good),
        ];
        assert!(messages(&workspace(&packages)).is_empty());

        let bad = json!([{"name": "tsunagu-standard", "kind": null}]);
        assert_eq!(
            messages(&workspace(&[standard, ("tsunagu-hub", bad)])),
            ["it uses `tsunagu-standard`, which is no arrow of `tsunagu-hub`"]
        );
    }

    #[test]
    fn tests_may_use_more_but_not_everything() {
        let uses = |kind: Value| json!([{"name": "tsunagu-samples", "kind": kind}]);
        let samples = ("tsunagu-samples", json!([]));
        assert!(
            messages(&workspace(&[
                samples.clone(),
                ("tsunagu-sheets", uses(json!("dev")))
            ]))
            .is_empty()
        );
        assert_eq!(
            messages(&workspace(&[
                samples.clone(),
                ("tsunagu-sheets", uses(Value::Null))
            ]))
            .len(),
            1
        );
        assert_eq!(
            messages(&workspace(&[samples, ("tsunagu-hub", uses(json!("dev")))])).len(),
            1
        );
    }

    #[test]
    fn a_new_crate_needs_a_line() {
        assert_eq!(
            messages(&workspace(&[("tsunagu-new", json!([]))])),
            ["the crate `tsunagu-new` has no line in the list of arrows"]
        );
    }

    #[test]
    fn the_builder_feature_of_cms_stays_off() {
        let node = |feature: &str| {
            json!({"packages": [], "resolve": {"nodes": [
                {"id": "registry+https://example.org/index#cms@0.3.0-rc.0", "features": [feature]}
            ]}})
        };
        assert_eq!(messages(&node("builder")).len(), 1);
        assert!(messages(&node("std")).is_empty());
    }
}
