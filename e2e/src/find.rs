//! Finding things on a page as a screen reader does: by role and accessible name.
//!
//! What cannot be found so cannot be used by a person without sight either, so a test that finds its way is a check of
//! access as well. Easily got wrong: a name that only contains the words asked for counts too, if it is the only one.

use crate::browser::Browser;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// Something on the page that was found. It stays valid until the page changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its accessible name.
    pub name: String,
    pub(crate) id: i64,
}

impl Browser {
    /// Waits for the one thing of `role` (`button`, `link`, `textbox`, `checkbox`, …) with this name: equal to `name`, or,
    /// when none is equal, the only one that contains it.
    ///
    /// # Errors
    ///
    /// When there is none in time, or there are several.
    pub fn find(&self, role: &str, name: &str) -> Result<Node> {
        self.wait_for(&format!("one {role} {name:?}"), || {
            let nodes = self.find_all(role)?;
            let equal: Vec<&Node> = nodes.iter().filter(|node| node.name == name).collect();
            let like: Vec<&Node> = nodes
                .iter()
                .filter(|node| node.name.contains(name))
                .collect();
            match (equal.as_slice(), like.as_slice()) {
                ([one], _) | ([], [one]) => Ok(Some((*one).clone())),
                ([], []) => Ok(None),
                _ => bail!("several {role} are named like {name:?}: {like:?}"),
            }
        })
    }

    /// Whether something of `role` has a name that contains `name`.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub fn has(&self, role: &str, name: &str) -> Result<bool> {
        let nodes = self.find_all(role)?;
        Ok(nodes.iter().any(|node| node.name.contains(name)))
    }

    /// All things of `role` that are not hidden from a screen reader, in reading order.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub fn find_all(&self, role: &str) -> Result<Vec<Node>> {
        let tree = self.cdp("Accessibility.getFullAXTree", &json!({}))?;
        let nodes = tree["nodes"].as_array().context("the tree of the page")?;
        Ok(nodes
            .iter()
            .filter(|node| node["ignored"] != true && node["role"]["value"] == role)
            .filter_map(|node| {
                Some(Node {
                    name: node["name"]["value"]
                        .as_str()
                        .unwrap_or_default()
                        .to_owned(),
                    id: node["backendDOMNodeId"].as_i64()?,
                })
            })
            .collect())
    }

    /// The middle of a thing in the window, scrolled into view.
    pub(crate) fn middle_of(&self, node: &Node) -> Result<(f64, f64)> {
        let id = json!({ "backendNodeId": node.id });
        self.cdp("DOM.scrollIntoViewIfNeeded", &id)?;
        let quads = self.cdp("DOM.getContentQuads", &id)?;
        let quad: Vec<f64> = quads["quads"][0]
            .as_array()
            .map(|points| points.iter().filter_map(Value::as_f64).collect())
            .unwrap_or_default();
        let [left, top, _, _, right, bottom, ..] = quad.as_slice() else {
            bail!("{:?} has no place on the page", node.name);
        };
        Ok((f64::midpoint(*left, *right), f64::midpoint(*top, *bottom)))
    }
}
