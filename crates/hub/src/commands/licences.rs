//! `tsunagu-hub licence …`: until when offices may send.

use protocol::{OfficeNumber, UtcSeconds};
use serde_json::json;
use tsunagu_hub::{
    calendar::{end_of_day, japan_day},
    folder::Folder,
    http::clock,
    licences::{ChooseRenewalError, GrantedLicence, choose_renewal, find_licence, grant_licence},
    store::{self, Access, StoreError},
};

use super::{Failure, print, print_json};
use crate::{GrantArguments, LicenceListArguments, RenewalArguments};

pub(super) fn grant(arguments: &GrantArguments) -> Result<(), Failure> {
    let folder = Folder::open(&arguments.folder.dir)?;
    let ends_at = end_of_day(arguments.until)
        .ok_or_else(|| Failure::Failed("--until: no such day".to_owned()))?;
    let granted = GrantedLicence {
        office: arguments.office,
        ends_at,
        fee_yen: arguments.fee,
    };
    let now = clock::now();
    let mut engine = folder.engine(Access::Change)?;
    let period = store::write(&mut engine, |records| grant_licence(records, &granted, now))
        .map_err(|err| Failure::of(&err))?;
    let office = arguments.office;
    if arguments.output.json {
        return print_json(&json!({
            "office": office, "began_at": period.began_at, "ends_at": period.ends_at, "fee_yen": period.fee_yen,
        }));
    }
    print(format_args!(
        "office {office} may send from {} to {}, for {} yen",
        first_day(period.began_at),
        last_day(period.ends_at),
        period.fee_yen
    ))
}

pub(super) fn renewal(arguments: &RenewalArguments) -> Result<(), Failure> {
    let folder = Folder::open(&arguments.folder.dir)?;
    let terms = folder.settings()?.licence_terms();
    let (office, renews, now) = (arguments.office, arguments.renews(), clock::now());
    let mut engine = folder.engine(Access::Change)?;
    let licence = store::write(&mut engine, |records| {
        choose_renewal(records, terms, office, renews, now)?;
        Ok::<_, ChooseRenewalError>(find_licence(records, terms, office, now)?)
    })
    .map_err(|err| Failure::of(&err))?;
    if arguments.output.json {
        return print_json(&json!({ "office": office, "licence": licence }));
    }
    let word = if renews { "renews by itself" } else { "ends" };
    let end = licence.map(|licence| last_day(licence.ends_at));
    print(format_args!(
        "the licence of office {office} {word} after {}",
        end.unwrap_or_default()
    ))
}

pub(super) fn list(arguments: &LicenceListArguments) -> Result<(), Failure> {
    let mut engine = Folder::open(&arguments.folder.dir)?.engine(Access::Read)?;
    let listed = store::read(&mut engine, |records| {
        let periods = records.licence_periods(arguments.office)?;
        let lines = periods.into_iter().map(|(office, period)| {
            let renews = records
                .licence(office)?
                .is_some_and(|licence| licence.renews);
            Ok((office, period, renews))
        });
        lines.collect::<Result<Vec<_>, StoreError>>()
    })?;
    if arguments.output.json {
        let documents = listed.iter().map(|(office, period, renews)| {
            json!({
                "office": office, "began_at": period.began_at, "ends_at": period.ends_at,
                "fee_yen": period.fee_yen, "renews": renews,
            })
        });
        return print_json(&documents.collect());
    }
    if listed.is_empty() {
        return print(
            "no licence was granted yet; with licence_months above 0 a running hub does so within a day",
        );
    }
    for (office, period, renews) in listed {
        let office: OfficeNumber = office;
        let mark = if renews { "renews" } else { "ends" };
        let (first, last) = (first_day(period.began_at), last_day(period.ends_at));
        print(format_args!(
            "{office}\t{first}\t{last}\t{}\t{mark}",
            period.fee_yen
        ))?;
    }
    Ok(())
}

fn first_day(began_at: UtcSeconds) -> String {
    japan_day(began_at)
        .map(|day| day.to_string())
        .unwrap_or_default()
}

fn last_day(ends_at: UtcSeconds) -> String {
    first_day(UtcSeconds(ends_at.0 - 1))
}
