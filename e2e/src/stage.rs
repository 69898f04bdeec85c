//! One test: a hub, some offices with their pages, and browsers in front of them.
//!
//! The offices are those of a sample month, the care-management office first; each runs `tsunagu office run`, so what one
//! sends reaches the other by itself. Easily got wrong: an office that is stopped and started gets another port, which
//! [`Stage::start_office`] tells the browsers that are opened afterwards, not those that are open.

use crate::browser::Browser;
use crate::driver::Driver;
use anyhow::{Context, Result, bail};
use std::cell::RefCell;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::rc::Rc;
use tempfile::TempDir;
use testkit::{Background, HubProgram, OfficeProgram, SampleMonth, program_path, wait_for};

/// The index of the care-management office; service offices follow.
pub const CARE: usize = 0;

/// Where an office keeps its settings, in its folder.
const SETTINGS_FILE: &str = "config.toml";

/// What one test plays with; everything ends with it.
pub struct Stage {
    // Fields are dropped in this order: browsers before their driver, offices before the hub.
    browsers: RefCell<Vec<Rc<Browser>>>,
    driver: Rc<Driver>,
    running: Vec<Option<(Background, String)>>,
    new_terminals: RefCell<Vec<NewTerminal>>,
    /// The terminals, in the order of the sample month.
    pub offices: Vec<OfficeProgram>,
    /// The hub between them.
    pub hub: HubProgram,
    /// The files that they have to send.
    pub sample: SampleMonth,
}

/// Runs one test called `name` with a hub and three offices (one of them manages care) of so many clients.
///
/// # Panics
///
/// When `play` fails, and when a browser complained about a page (see [`Browser::take_troubles`]). Pictures of what the
/// browsers showed then are in `target/screenshots/failed-NAME-N.png`.
pub fn act(name: &str, clients: u32, play: impl FnOnce(&mut Stage) -> Result<()>) {
    let mut stage = match Stage::build(clients) {
        Ok(stage) => stage,
        Err(error) => panic!("{name}: the programs could not be started: {error:#}"),
    };
    let outcome = play(&mut stage).and_then(|()| stage.check_troubles());
    if let Err(error) = outcome {
        let pictures = stage.take_failure_pictures(name);
        panic!("{name}: {error:#}\n{pictures}");
    }
}

impl Stage {
    fn build(clients: u32) -> Result<Stage> {
        let hub = HubProgram::start()?;
        let sample = SampleMonth::write(7, 2, clients)?;
        let mut offices = Vec::new();
        for office in sample.offices() {
            let services: Vec<&str> = office.services.iter().map(String::as_str).collect();
            let office = OfficeProgram::join(&hub, &office.number, &office.name, &services)?;
            set_undo_seconds(&office, 1)?;
            offices.push(office);
        }
        let mut stage = Stage {
            browsers: RefCell::default(),
            driver: Rc::new(Driver::start()?),
            running: offices.iter().map(|_| None).collect(),
            new_terminals: RefCell::default(),
            offices,
            hub,
            sample,
        };
        for office in 0..stage.offices.len() {
            stage.start_office(office)?;
        }
        Ok(stage)
    }

    /// Opens a browser with a fresh profile at an office's pages.
    ///
    /// # Errors
    ///
    /// When the office does not run or no browser starts.
    pub fn browser(&self, office: usize) -> Result<Rc<Browser>> {
        let Some((_, address)) = &self.running[office] else {
            bail!("office {office} does not run");
        };
        let browser = Rc::new(Browser::start(&self.driver, address)?);
        self.browsers.borrow_mut().push(Rc::clone(&browser));
        Ok(browser)
    }

    /// Opens a browser on another computer of an office, at pages that reach it over TLS under `home`.
    ///
    /// `pin` is the digest of the one public key that it is told to trust (see [`key_pin`](crate::key_pin)); without it the
    /// browser trusts what any browser does, which no certificate of a test is.
    ///
    /// # Errors
    ///
    /// When no browser starts.
    pub fn browser_on_network(&self, home: &str, pin: Option<&str>) -> Result<Rc<Browser>> {
        let switch = pin.map(|pin| format!("--ignore-certificate-errors-spki-list={pin}"));
        let switches: Vec<&str> = switch.iter().map(String::as_str).collect();
        let browser = Rc::new(Browser::start_with(&self.driver, home, &switches)?);
        self.browsers.borrow_mut().push(Rc::clone(&browser));
        Ok(browser)
    }

    /// Starts the program on a machine that has no office yet, and opens a browser at its first setup.
    ///
    /// # Errors
    ///
    /// When the program does not say the address of its pages in time, or no browser starts.
    pub fn browser_of_new_terminal(&self) -> Result<Rc<Browser>> {
        let folder = tempfile::tempdir().context("a folder for a new terminal")?;
        self.browser_at_start(folder)
    }

    /// Ends the program of the newest terminal, starts it again, and opens a browser at its pages.
    ///
    /// # Errors
    ///
    /// As [`Stage::browser_of_new_terminal`], and when there is no such terminal.
    pub fn browser_of_restarted_terminal(&self) -> Result<Rc<Browser>> {
        let terminal = self.new_terminals.borrow_mut().pop();
        let folder = terminal.context("a terminal that was started")?.end()?;
        self.browser_at_start(folder)
    }

    /// The folder of the newest terminal.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn folder_of_new_terminal(&self) -> Result<PathBuf> {
        let terminals = self.new_terminals.borrow();
        let terminal = terminals.last().context("a terminal that was started")?;
        Ok(terminal.folder.path().to_owned())
    }

    fn browser_at_start(&self, folder: TempDir) -> Result<Rc<Browser>> {
        let file = folder.path().join("address");
        if file.exists() {
            std::fs::remove_file(&file).context("removing the address of the last run")?;
        }
        let program = Command::new(program_path("tsunagu")?)
            .args(["start", "--no-browser", "--listen", "127.0.0.1:0", "--dir"])
            .arg(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .context("starting a new terminal")?;
        let terminal = NewTerminal { program, folder };
        let address = wait_for("the address of its pages", || {
            let text = std::fs::read_to_string(&file).unwrap_or_default();
            let address = text.trim();
            Ok(address.starts_with("http").then(|| address.to_owned()))
        })?;
        self.new_terminals.borrow_mut().push(terminal);
        let browser = Rc::new(Browser::start(&self.driver, &address)?);
        self.browsers.borrow_mut().push(Rc::clone(&browser));
        Ok(browser)
    }

    /// Starts an office's program, as after switching the machine on.
    ///
    /// # Errors
    ///
    /// When it does not say the address of its pages in time.
    pub fn start_office(&mut self, office: usize) -> Result<()> {
        self.start_office_with(office, &[], &[])
    }

    /// Starts one program that serves `first` and `second`, as a corporation with two offices has it; browsers are opened
    /// at `first`.
    ///
    /// # Errors
    ///
    /// As [`Stage::start_office`].
    pub fn start_together(&mut self, first: usize, second: usize) -> Result<()> {
        self.stop_office(second)?;
        let folder = self.offices[second].folder().to_owned();
        self.start_office_with(first, &["--dir".as_ref(), folder.as_os_str()], &[])
    }

    /// As [`Stage::start_office`], with variables of the environment.
    ///
    /// # Errors
    ///
    /// As [`Stage::start_office`].
    pub fn start_office_in(
        &mut self,
        office: usize,
        environment: &[(&'static str, &OsStr)],
    ) -> Result<()> {
        self.start_office_with(office, &[], environment)
    }

    fn start_office_with(
        &mut self,
        office: usize,
        more: &[&OsStr],
        environment: &[(&'static str, &OsStr)],
    ) -> Result<()> {
        self.stop_office(office)?;
        let program = &self.offices[office];
        let address_file = program.folder().join("address");
        if address_file.exists() {
            std::fs::remove_file(&address_file).context("removing the address of the last run")?;
        }
        let mut arguments: Vec<&OsStr> = vec!["--listen".as_ref(), "127.0.0.1:0".as_ref()];
        arguments.extend(more);
        let environment = environment.iter().copied();
        let mut background = program.start_in("office run", arguments, environment)?;
        let address = wait_for("the address of an office's pages", || {
            if !background.is_running()? {
                bail!("the office ended:\n{}", background.log()?);
            }
            let text = std::fs::read_to_string(&address_file).unwrap_or_default();
            let address = text.trim();
            Ok(address.starts_with("http").then(|| address.to_owned()))
        })?;
        self.running[office] = Some((background, address));
        Ok(())
    }

    /// Ends an office's program; nothing happens when it does not run.
    ///
    /// # Errors
    ///
    /// When the system refuses.
    pub fn stop_office(&mut self, office: usize) -> Result<()> {
        match self.running[office].take() {
            Some((background, _)) => background.kill(),
            None => Ok(()),
        }
    }

    /// Gives an office other seconds in which a sending can be stopped, and starts it again.
    ///
    /// # Errors
    ///
    /// When its settings cannot be written or it does not start.
    pub fn hold_sendings(&mut self, office: usize, seconds: u32) -> Result<()> {
        self.stop_office(office)?;
        set_undo_seconds(&self.offices[office], seconds)?;
        self.start_office(office)
    }

    /// The sample files of one kind (`plan`, `ticket`, `actual`) that an office sends.
    ///
    /// # Errors
    ///
    /// When they cannot be listed.
    pub fn files(&self, office: usize, kind: &str) -> Result<Vec<PathBuf>> {
        self.sample.files(self.offices[office].number(), kind)
    }

    /// The name of an office.
    pub fn name(&self, office: usize) -> &str {
        &self.sample.offices()[office].name
    }

    fn check_troubles(&self) -> Result<()> {
        let mut all = Vec::new();
        for browser in self.browsers.borrow().iter() {
            all.extend(browser.take_troubles()?);
        }
        if !all.is_empty() {
            bail!("a browser complained:\n{}", all.join("\n"));
        }
        Ok(())
    }

    fn take_failure_pictures(&self, name: &str) -> String {
        let mut lines = Vec::new();
        for (index, browser) in self.browsers.borrow().iter().enumerate() {
            let taken = browser.take_picture(&format!("failed-{name}-{}", index + 1));
            lines.push(match taken {
                Ok(path) => format!("picture: {}", path.display()),
                Err(error) => format!("no picture of browser {}: {error:#}", index + 1),
            });
        }
        lines.join("\n")
    }
}

/// A program that was started without an office. It ends with the test.
struct NewTerminal {
    program: Child,
    folder: TempDir,
}

impl NewTerminal {
    /// Kills the program; its folder stays.
    fn end(mut self) -> Result<TempDir> {
        self.program.kill().context("killing a terminal")?;
        self.program
            .wait()
            .context("waiting for a killed terminal")?;
        // What is dropped with this value must not be the folder.
        let nothing = tempfile::tempdir().context("an empty folder")?;
        Ok(std::mem::replace(&mut self.folder, nothing))
    }
}

impl Drop for NewTerminal {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// Lets what a person sends leave after so many seconds instead of half a minute.
fn set_undo_seconds(office: &OfficeProgram, seconds: u32) -> Result<()> {
    let path = office.folder().join(SETTINGS_FILE);
    let text = std::fs::read_to_string(&path).context("the settings of an office")?;
    let mut lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("undo_seconds"))
        .collect();
    let setting = format!("undo_seconds = {seconds}");
    lines.push(&setting);
    std::fs::write(&path, lines.join("\n") + "\n").context("the settings of an office")
}
