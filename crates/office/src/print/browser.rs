//! Which browser prints: Edge, Chrome or Chromium in its usual places.
//!
//! Firefox and Safari are not looked for, because they print no PDF without a window. Nothing is
//! asked of the registry of Windows: both installers have used the same folders for ten years.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// The variable that names another browser by its whole path.
pub const BROWSER_VARIABLE: &str = "TSUNAGU_BROWSER";

/// Programs below the folders for programs on Windows, the one that is always there first.
const ON_WINDOWS: [&str; 3] = [
    "Microsoft/Edge/Application/msedge.exe",
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
];

/// The variables of Windows that name folders for programs; the last is the user's own.
const FOLDERS_ON_WINDOWS: [&str; 4] = [
    "ProgramFiles(x86)",
    "ProgramFiles",
    "ProgramW6432",
    "LocalAppData",
];

/// Programs on a Unix, in a folder of `PATH`.
const ON_UNIX: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
];

/// Programs on a Mac.
const ON_MAC: [&str; 3] = [
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// The browser of this machine that can print: the one in `TSUNAGU_BROWSER` when that is set, else
/// the first that is found.
///
/// A browser that is named but not there is not replaced by another: whoever names one wants it.
pub fn find_browser() -> Option<PathBuf> {
    let variable = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    find_in(&variable, &|path| path.is_file())
}

fn find_in(
    variable: &dyn Fn(&str) -> Option<OsString>,
    is_there: &dyn Fn(&Path) -> bool,
) -> Option<PathBuf> {
    if let Some(named) = variable(BROWSER_VARIABLE) {
        return Some(PathBuf::from(named)).filter(|path| is_there(path));
    }
    let below = |folder: &OsStr, names: &[&str]| -> Vec<PathBuf> {
        let folder = Path::new(folder);
        names.iter().map(|name| folder.join(name)).collect()
    };
    let mut places = Vec::new();
    for folder in FOLDERS_ON_WINDOWS {
        places.extend(variable(folder).map(|folder| below(&folder, &ON_WINDOWS)));
    }
    if let Some(path) = variable("PATH").filter(|_| cfg!(unix)) {
        places.extend(env::split_paths(&path).map(|folder| below(folder.as_os_str(), &ON_UNIX)));
    }
    places
        .into_iter()
        .flatten()
        .chain(ON_MAC.map(PathBuf::from))
        .find(|path| is_there(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Finds a browser given the variables and the files that are there.
    fn find(variables: &[(&str, &str)], files: &[&str]) -> Option<PathBuf> {
        find_in(
            &|name| {
                let known = variables.iter().find(|(known, _)| *known == name);
                known.map(|(_, value)| value.into())
            },
            &|path| files.iter().any(|file| Path::new(file) == path),
        )
    }

    #[test]
    fn edge_comes_first_on_windows_and_a_named_browser_before_all() {
        let edge = "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe";
        let chrome = "C:/Program Files/Google/Chrome/Application/chrome.exe";
        let windows = [
            ("ProgramFiles(x86)", "C:/Program Files (x86)"),
            ("ProgramFiles", "C:/Program Files"),
        ];
        assert_eq!(find(&windows, &[chrome, edge]), Some(edge.into()));
        assert_eq!(find(&windows, &[chrome]), Some(chrome.into()));
        assert_eq!(find(&windows, &[]), None);
        let named = [windows[0], (BROWSER_VARIABLE, "D:/browser.exe")];
        assert_eq!(
            find(&named, &[edge, "D:/browser.exe"]),
            Some("D:/browser.exe".into())
        );
        assert_eq!(find(&named, &[edge]), None);
    }

    #[cfg(unix)]
    #[test]
    fn the_folders_of_the_path_are_searched_in_their_order() {
        let path = [("PATH", "/a:/b")];
        assert_eq!(
            find(&path, &["/b/chromium", "/a/google-chrome"]),
            Some("/a/google-chrome".into())
        );
    }
}
