//! Reading the sheet of one client: what is stored, or a new one that follows the plan.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use protocol::{Address, OfficeNumber};
use standard::{FileKind, FileName, read_file};

use super::check::check_lines;
use super::lines::{Line, item};
use super::{LineFinding, Sheet};
use crate::inbox::ReceivedId;
use crate::reconciling::{ClientSummary, Side, SourceBundle, planned_of_month};
use crate::store::{Store, StoreError, actuals as rows, reconciling as reconciled};

/// A stamp for the check of what is not yet a file.
const CHECK_STAMP: &str = "20000101000000";

/// Everything about one client's actuals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetView {
    /// The number in addresses of pages.
    pub number: i64,
    /// The month, `"202611"`.
    pub month: String,
    /// 保険者番号.
    pub insurer: String,
    /// 被保険者番号.
    pub insured: String,
    /// The name, where a file said it.
    pub name: Option<String>,
    /// What is entered.
    pub sheet: Sheet,
    /// The plan that counts now; `None` when it was taken back.
    pub plan: Option<ReceivedId>,
    /// Whether a newer plan counts than the sheet follows.
    pub plan_changed: bool,
    /// Who made the plan and gets the actuals.
    pub partner: Option<Address>,
    /// What the check finds.
    pub findings: Vec<LineFinding>,
}

/// The sheet of the client with this number; `None` when there is no plan and no sheet.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn read_sheet(
    store: &mut Store,
    own: OfficeNumber,
    number: i64,
) -> Result<Option<SheetView>, StoreError> {
    let Some(month) = store.read(|tx| reconciled::month_of(tx, number))? else {
        return Ok(None);
    };
    let found = planned_of_month(store, Side::Service(own), &month)?;
    let client = found
        .into_iter()
        .find(|(client, _)| client.number == number);
    match client {
        Some((client, plan)) => view(store, &mut Plans::default(), own, &month, &client, plan),
        None => Ok(None),
    }
}

/// The sheet of a client of whom the plan is known.
pub(super) fn view(
    store: &mut Store,
    plans: &mut Plans,
    own: OfficeNumber,
    month: &str,
    client: &ClientSummary,
    plan: Option<SourceBundle>,
) -> Result<Option<SheetView>, StoreError> {
    let id = (client.insurer.clone(), client.insured.clone());
    let plan = match plan {
        Some(SourceBundle::Received(plan)) => Some(plan),
        _ => None,
    };
    let (stored, partner) = store.read(|tx| {
        let stored = rows::find(tx, month, &id)?;
        // A plan that was taken back still says to whom the sheet belongs.
        let of = match (&plan, &stored) {
            (Some(plan), _) => Some(plan.to_string()),
            (None, Some(stored)) => Some(stored.plan.clone()),
            (None, None) => None,
        };
        let of = of.and_then(|text| text.parse().ok());
        let partner = match of {
            Some(bundle) => rows::sender(tx, bundle)?,
            None => None,
        };
        Ok::<_, StoreError>((stored, partner))
    })?;
    let sheet = match (stored, plan) {
        (Some(sheet), _) => sheet,
        (None, Some(plan)) => Sheet {
            plan: plan.to_string(),
            lines: plans.lines(store, own, &id, plan)?,
            ready: false,
            version: 0,
            changed: None,
            made: None,
        },
        (None, None) => return Ok(None),
    };
    let findings = partner.map_or_else(Vec::new, |to| findings(&sheet.lines, own, month, to));
    Ok(Some(SheetView {
        number: client.number,
        month: month.to_owned(),
        insurer: id.0,
        insured: id.1,
        name: client.name.clone(),
        plan_changed: plan.is_some_and(|plan| plan.to_string() != sheet.plan),
        plan,
        partner,
        findings,
        sheet,
    }))
}

/// What the check finds, of each service kind in a file of its own as they will be sent.
fn findings(lines: &[Line], own: OfficeNumber, month: &str, to: Address) -> Vec<LineFinding> {
    let mut kinds: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.code().get(..2))
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut all = Vec::new();
    for kind in kinds {
        let of_kind: Vec<(usize, Line)> = lines
            .iter()
            .cloned()
            .enumerate()
            .filter(|(_, line)| line.code().get(..2) == Some(kind))
            .collect();
        let name = file_name(own, kind, month, to, CHECK_STAMP);
        let lines: Vec<Line> = of_kind.iter().map(|(_, line)| line.clone()).collect();
        let created = format!("{month}01");
        for mut found in check_lines(&lines, month, &created, &name) {
            found.line = found.line.map(|line| of_kind[line].0);
            all.push(found);
        }
    }
    all
}

/// The name of a file with actuals of one service kind.
pub(super) fn file_name(
    own: OfficeNumber,
    kind: &str,
    month: &str,
    to: Address,
    stamp: &str,
) -> String {
    format!(
        "UPJSK_{month}_{own}_{kind}_{}_{}_{stamp}.CSV",
        to.office, to.service
    )
}

/// The records of one plan by client (insurer number, insured number), each as its items.
type PlanRecords = BTreeMap<(String, String), Vec<Vec<String>>>;

/// The records of this office in plans, each of which is read once for all its clients.
#[derive(Default)]
pub(super) struct Plans(BTreeMap<ReceivedId, PlanRecords>);

impl Plans {
    /// The lines of this office in the plan of a client.
    pub(super) fn lines(
        &mut self,
        store: &mut Store,
        own: OfficeNumber,
        client: &(String, String),
        plan: ReceivedId,
    ) -> Result<Vec<Line>, StoreError> {
        let records = match self.0.entry(plan) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(plan_records(store, own, plan)?),
        }
        .get(client);
        Ok(Line::gather(records.into_iter().flatten().cloned()))
    }
}

fn plan_records(
    store: &mut Store,
    own: OfficeNumber,
    plan: ReceivedId,
) -> Result<PlanRecords, StoreError> {
    let bundle = SourceBundle::Received(plan);
    let files = store.read(|tx| reconciled::standard_files(tx, bundle))?;
    let mut clients = PlanRecords::new();
    for (name, bytes) in files {
        if !FileName::parse(&name).is_ok_and(|name| name.kind == FileKind::UpPlan) {
            continue;
        }
        let document = read_file(&bytes, FileKind::UpPlan);
        for record in document.records() {
            let texts = document.texts(record);
            if texts.len() == item::ALL && texts[item::OFFICE - 1] == own.as_str() {
                let client = (texts[1].clone(), texts[2].clone());
                clients.entry(client).or_default().push(texts);
            }
        }
    }
    Ok(clients)
}
