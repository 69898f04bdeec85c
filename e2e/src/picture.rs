//! How large the window and its text are, and pictures of it in `target/screenshots`.
//!
//! Easily got wrong: large text is the browser's own setting of letters, under which a window of the same size holds less;
//! it is not a larger window.

use crate::browser::Browser;
use crate::places::target_folder;
use anyhow::{Context, Result};
use data_encoding::BASE64;
use serde_json::json;
use std::path::PathBuf;

/// Width of the smallest screen that offices use, in pixels.
pub const SCREEN_WIDTH: u32 = 1366;

/// Its height, in pixels.
pub const SCREEN_HEIGHT: u32 = 768;

/// How large text gets at most, of its ordinary size.
pub const LARGE_TEXT_PERCENT: u32 = 200;

/// The letters of a browser that nobody changed, in pixels.
const LETTERS: u32 = 16;

impl Browser {
    /// Gives the page a window of this size, in pixels.
    ///
    /// # Errors
    ///
    /// When the browser refuses.
    pub fn resize(&self, width: u32, height: u32) -> Result<()> {
        let size =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.cdp("Emulation.setDeviceMetricsOverride", &size)?;
        Ok(())
    }

    /// Sets the size of letters in the browser's settings, of the ordinary size.
    ///
    /// # Errors
    ///
    /// When the browser refuses.
    pub fn set_text_percent(&self, percent: u32) -> Result<()> {
        let letters = LETTERS * percent / 100;
        let sizes = json!({"fontSizes": {"standard": letters, "fixed": letters * 13 / 16}});
        self.cdp("Page.setFontSizes", &sizes)?;
        Ok(())
    }

    /// Writes what the window shows to `target/screenshots/NAME.png` and returns that path.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn take_picture(&self, name: &str) -> Result<PathBuf> {
        self.write_picture(name, &json!({"format": "png"}))
    }

    /// The same of the whole page, however long it is.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn take_long_picture(&self, name: &str) -> Result<PathBuf> {
        let sizes = self.cdp("Page.getLayoutMetrics", &json!({}))?;
        let size = &sizes["cssContentSize"];
        let clip =
            json!({"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1});
        self.write_picture(
            name,
            &json!({"format": "png", "captureBeyondViewport": true, "clip": clip}),
        )
    }

    fn write_picture(&self, name: &str, how: &serde_json::Value) -> Result<PathBuf> {
        let shot = self.cdp("Page.captureScreenshot", how)?;
        let data = shot["data"].as_str().context("a picture of the page")?;
        let bytes = BASE64
            .decode(data.as_bytes())
            .context("a picture of the page")?;
        let folder = target_folder()?.join("screenshots");
        std::fs::create_dir_all(&folder).context("the folder of pictures")?;
        let path = folder.join(format!("{name}.png"));
        std::fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))?;
        Ok(path)
    }
}
