//! `tsunagu-start`: what a person double-clicks. It starts `tsunagu start` and is gone.
//!
//! On Windows `tsunagu.exe` is a program for the console, so that its commands can be used in one;
//! a double click on it would open a black window that must stay open. This program has none, and
//! gives none to the other. Elsewhere it does the same, which nobody needs.

#![cfg_attr(windows, windows_subsystem = "windows")]

use std::env;
use std::process::{Command, ExitCode, Stdio};

/// Runs without a console window (`CREATE_NO_WINDOW` of Windows).
#[cfg(windows)]
const NO_WINDOW: u32 = 0x0800_0000;

fn main() -> ExitCode {
    let Ok(own) = env::current_exe() else {
        return ExitCode::from(2);
    };
    let program = own.with_file_name(format!("tsunagu{}", env::consts::EXE_SUFFIX));
    let mut command = Command::new(program);
    command
        .arg("start")
        .args(env::args_os().skip(1))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    #[cfg(windows)]
    std::os::windows::process::CommandExt::creation_flags(&mut command, NO_WINDOW);
    // It says itself what goes wrong, in the log of its folder; here is nobody to read it.
    match command.spawn() {
        Ok(_) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(2),
    }
}
