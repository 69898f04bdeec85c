//! Where the data of an office lies when nobody says where: in the profile of the user.

use std::ffi::OsString;
use std::path::PathBuf;

/// The folder for this user's data, as each system wants it; `None` when the system names no home.
///
/// Windows: `%LOCALAPPDATA%\Tsunagu`, which stays on the machine (`%APPDATA%` may travel with the
/// profile to a server). Linux: `$XDG_DATA_HOME/tsunagu`, else `~/.local/share/tsunagu`.
pub(super) fn data_folder() -> Option<PathBuf> {
    folder_of(&|name| std::env::var_os(name), cfg!(windows))
}

fn folder_of(variable: &dyn Fn(&str) -> Option<OsString>, windows: bool) -> Option<PathBuf> {
    // The rules of freedesktop.org: a relative path counts as none.
    let path = |name: &str| variable(name).map(PathBuf::from);
    if windows {
        let local = path("LOCALAPPDATA").filter(|path| !path.as_os_str().is_empty());
        return local.map(|local| local.join("Tsunagu"));
    }
    let data = path("XDG_DATA_HOME").filter(|path| path.is_absolute());
    let home = || path("HOME").filter(|path| path.is_absolute());
    data.or_else(|| Some(home()?.join(".local/share")))
        .map(|data| data.join("tsunagu"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_has_its_place() {
        for (variables, windows, expected) in [
            (
                &[("LOCALAPPDATA", "C:/Users/山田/AppData/Local")][..],
                true,
                Some("C:/Users/山田/AppData/Local/Tsunagu"),
            ),
            (&[("LOCALAPPDATA", "")], true, None),
            (&[("HOME", "/people/a")], true, None),
            (
                &[("HOME", "/people/a")],
                false,
                Some("/people/a/.local/share/tsunagu"),
            ),
            (
                &[("HOME", "/people/a"), ("XDG_DATA_HOME", "/data")],
                false,
                Some("/data/tsunagu"),
            ),
            (
                &[("HOME", "/people/a"), ("XDG_DATA_HOME", "data")],
                false,
                Some("/people/a/.local/share/tsunagu"),
            ),
            (&[], false, None),
        ] {
            let variable = |name: &str| {
                let known = variables.iter().find(|(known, _)| *known == name);
                known.map(|(_, value)| OsString::from(value))
            };
            assert_eq!(
                folder_of(&variable, windows),
                expected.map(PathBuf::from),
                "{variables:?}"
            );
        }
    }
}
