//! Mouse, keyboard and dropped files: events of the real browser, which do what a person's hands would.
//!
//! Nothing here calls a function of the page. Easily got wrong: a press at a place reaches whatever lies on top there,
//! so a thing that is covered is not clicked, and the test fails as the person would.

use crate::browser::Browser;
use crate::find::Node;
use anyhow::{Context, Result, bail};
use reqwest::Method;
use serde_json::json;
use std::path::{Path, PathBuf};

impl Browser {
    /// Clicks the one thing of `role` and `name` (see [`Browser::find`]).
    ///
    /// # Errors
    ///
    /// When it is not there.
    pub fn click(&self, role: &str, name: &str) -> Result<()> {
        let node = self.find(role, name)?;
        self.click_node(&node)
    }

    /// Clicks something that leads to another page, and waits for that.
    ///
    /// # Errors
    ///
    /// When it is not there, or no page comes.
    pub fn follow(&self, role: &str, name: &str) -> Result<()> {
        let node = self.find(role, name)?;
        self.leave_page(|| self.click_node(&node))
            .with_context(|| format!("after a click on {role} {:?}", node.name))
    }

    /// Clicks in the middle of something.
    ///
    /// # Errors
    ///
    /// When it has no place on the page.
    pub fn click_node(&self, node: &Node) -> Result<()> {
        let (x, y) = self.middle_of(node)?;
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1});
            self.cdp("Input.dispatchMouseEvent", &event)?;
        }
        Ok(())
    }

    /// Clicks into a field and types.
    ///
    /// # Errors
    ///
    /// When there is no such field.
    pub fn fill(&self, role: &str, name: &str, text: &str) -> Result<()> {
        self.click(role, name)?;
        self.type_text(text)
    }

    /// Chooses the entry of a list to choose from whose words contain `entry`, by the arrow keys: the list itself opens in a
    /// window of the system, which no test sees.
    ///
    /// # Errors
    ///
    /// When there is no such list or no such entry.
    pub fn choose(&self, name: &str, entry: &str) -> Result<()> {
        let list = self.find("combobox", name)?;
        self.cdp("DOM.focus", &json!({ "backendNodeId": list.id }))?;
        self.press("Home")?;
        let script = "const list = document.activeElement; \
            return [list.selectedOptions[0].text, list.selectedIndex === list.options.length - 1]";
        loop {
            let chosen = self.run(script, &[])?;
            if chosen[0].as_str().unwrap_or_default().contains(entry) {
                return Ok(());
            }
            if chosen[1] == true {
                bail!("{name:?} offers no {entry:?} at {}", self.path()?);
            }
            self.press("Down")?;
        }
    }

    /// Types into whatever has the focus. Text that no key gives is entered as an input method does.
    ///
    /// # Errors
    ///
    /// When the browser does not take it.
    pub fn type_text(&self, text: &str) -> Result<()> {
        self.cdp("Input.insertText", &json!({ "text": text }))?;
        Ok(())
    }

    /// Presses and releases a key: a character, or `Tab`, `Enter`, `Space`, `Escape`, `Home`, `End`, an arrow such as `Down`;
    /// with `Shift+`, `Control+` or `Alt+` before it.
    ///
    /// # Errors
    ///
    /// When the key has no such name.
    pub fn press(&self, keys: &str) -> Result<()> {
        let mut codes = Vec::new();
        for key in keys.split('+') {
            codes.push(key_code(key)?);
        }
        let down = codes
            .iter()
            .map(|code| json!({"type": "keyDown", "value": code}));
        let up = codes
            .iter()
            .rev()
            .map(|code| json!({"type": "keyUp", "value": code}));
        let events: Vec<_> = down.chain(up).collect();
        let body = json!({"actions": [{"type": "key", "id": "keyboard", "actions": events}]});
        self.command(Method::POST, "/actions", Some(&body))?;
        Ok(())
    }

    /// Presses Tab until the thing of `role` and `name` has the focus.
    ///
    /// # Errors
    ///
    /// When it never gets it.
    pub fn tab_to(&self, role: &str, name: &str) -> Result<()> {
        /// More than any page has; a page with more stops would be no help to a person either.
        const STOPS_MAX: u32 = 300;
        let mut passed = Vec::new();
        for _ in 0..STOPS_MAX {
            self.press("Tab")?;
            let focused = self.focused()?;
            if let Some((of_role, of_name)) = &focused
                && of_role == role
                && of_name.contains(name)
            {
                return Ok(());
            }
            passed.push(focused);
        }
        bail!(
            "Tab never reaches the {role} {name:?} at {}; it passes {passed:?}",
            self.path()?
        )
    }

    /// Goes to something with Tab and presses Enter on it, and waits for the page that this leads to.
    ///
    /// # Errors
    ///
    /// When Tab never reaches it, or no page comes.
    pub fn follow_by_keyboard(&self, role: &str, name: &str) -> Result<()> {
        self.tab_to(role, name)?;
        self.leave_page(|| self.press("Enter"))
            .with_context(|| format!("after Enter on {role} {name:?}"))
    }

    /// Role and accessible name of what has the focus.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub fn focused(&self) -> Result<Option<(String, String)>> {
        let object = self.cdp(
            "Runtime.evaluate",
            &json!({"expression": "document.activeElement"}),
        )?;
        let object = &object["result"]["objectId"];
        if !object.is_string() {
            return Ok(None);
        }
        let parameters = json!({"objectId": object, "fetchRelatives": false});
        let tree = self.cdp("Accessibility.getPartialAXTree", &parameters)?;
        let node = &tree["nodes"][0];
        let word = |field: &str| node[field]["value"].as_str().unwrap_or_default().to_owned();
        Ok(Some((word("role"), word("name"))))
    }

    /// Drops files and folders from the desktop onto the middle of the element that `selector` names.
    ///
    /// # Errors
    ///
    /// When there is no such element.
    pub fn drop_files(&self, selector: &str, paths: &[PathBuf]) -> Result<()> {
        let script = "const box = document.querySelector(arguments[0]); if (!box) return null; \
            box.scrollIntoView({block: 'center'}); const r = box.getBoundingClientRect(); \
            return [r.left + r.width / 2, r.top + r.height / 2]";
        let place = self.run(script, &[json!(selector)])?;
        let (Some(x), Some(y)) = (place[0].as_f64(), place[1].as_f64()) else {
            bail!("nothing to drop on: {selector} at {}", self.path()?);
        };
        for kind in ["dragEnter", "dragOver", "drop"] {
            let data = json!({"items": [], "files": paths, "dragOperationsMask": 1});
            let event = json!({"type": kind, "x": x, "y": y, "data": data});
            self.cdp("Input.dispatchDragEvent", &event)?;
        }
        Ok(())
    }

    /// Chooses files in a file field, as the system's window of files would.
    ///
    /// # Errors
    ///
    /// When there is no such field.
    pub fn choose_files(&self, selector: &str, paths: &[&Path]) -> Result<()> {
        let found = self.cdp(
            "Runtime.evaluate",
            &json!({"expression": format!("document.querySelector({})", json!(selector))}),
        )?;
        let object = &found["result"]["objectId"];
        self.cdp(
            "DOM.setFileInputFiles",
            &json!({"files": paths, "objectId": object}),
        )?;
        Ok(())
    }
}

/// The code of a key in WebDriver.
fn key_code(key: &str) -> Result<String> {
    let code = match key {
        "Tab" => '\u{E004}',
        "Enter" => '\u{E007}',
        "Shift" => '\u{E008}',
        "Control" => '\u{E009}',
        "Alt" => '\u{E00A}',
        "Escape" => '\u{E00C}',
        "Space" => ' ',
        "End" => '\u{E010}',
        "Home" => '\u{E011}',
        "Left" => '\u{E012}',
        "Up" => '\u{E013}',
        "Right" => '\u{E014}',
        "Down" => '\u{E015}',
        "Delete" => '\u{E017}',
        _ if key.chars().count() == 1 => return Ok(key.to_owned()),
        _ => bail!("no key is named {key:?}"),
    };
    Ok(code.to_string())
}
