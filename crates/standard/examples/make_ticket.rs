//! Makes the ticket of one client for one month: table 6, table 7 and the supplement.
//!
//! A start for care software: take the plain data of your program, fill typed records, write the files, and check
//! them before they leave. Run it with `cargo run -p tsunagu-standard --example make_ticket -- FOLDER`.
//!
//! The client, the offices and the units are invented. Your program has its own table of service codes and its own
//! calculation; the standard does not say how to calculate, so this example keeps to one code and one office.
// An example prints.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::fs;
use std::path::Path;

use tsunagu_standard::finding::en;
use tsunagu_standard::records::codes::{Applies, CareLevel, CertificationStatus, Sex};
use tsunagu_standard::records::value::{Number, OrZeros, ServiceTime, Time, UnitPrice};
use tsunagu_standard::records::{
    SupplementRecord, SupplementRequired, Table06Record, Table06Required, Table07Record,
    Table07Required, write_records,
};
use tsunagu_standard::{Address, Day, FileKind, FileName, Input, Month, Stamp, check_files};

/// What a care-management program knows of a client.
struct Client {
    insurer_number: &'static str,
    insured_number: &'static str,
    name: &'static str,
    kana: &'static str,
    birth_date: &'static str,
    sex: Sex,
    care_level: CareLevel,
    /// Units that the insurance pays in a month.
    limit_units: u32,
    /// What the insurance pays of the cost, in percent.
    benefit_percent: u32,
}

/// A service that is planned on several days.
struct Service {
    office_name: &'static str,
    code: &'static str,
    units: u32,
    /// Hundredths of a yen for each unit.
    unit_price: u16,
    start: (u8, u8),
    end: (u8, u8),
    days: &'static [u8],
}

const FROM: &str = "1370200015-43";
const TO: &str = "1370300021-11";
const MONTH: &str = "202610";
const MADE: &str = "20260925";
const STAMP: &str = "20260925101800";
const CARE_MANAGER: &str = "計画 花子";

const CLIENT: Client = Client {
    insurer_number: "131059",
    insured_number: "0000000123",
    name: "見本 太郎",
    kana: "ミホン タロウ",
    birth_date: "19380412",
    sex: Sex::Male,
    care_level: CareLevel::Care2,
    limit_units: 19_705,
    benefit_percent: 90,
};

const SERVICE: Service = Service {
    office_name: "訪問介護 見本",
    code: "111111",
    units: 387,
    unit_price: 1084,
    start: (9, 0),
    end: (10, 0),
    days: &[5, 12, 19, 26],
};

/// The addresses and dates that all records share.
struct Ticket {
    from: Address,
    to: Address,
    month: Month,
    made: Day,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args()
        .nth(1)
        .ok_or("give a folder to write into")?;
    for line in make_ticket(Path::new(&folder))? {
        println!("{line}");
    }
    Ok(())
}

/// Writes the three files into `folder` and checks them; returns what it did, line by line.
pub(crate) fn make_ticket(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let ticket = Ticket {
        from: FROM.parse()?,
        to: TO.parse()?,
        month: MONTH.parse()?,
        made: MADE.parse()?,
    };
    let files = [
        (
            FileKind::UpPlan,
            write_records(FileKind::UpPlan, &table06(&ticket)?)?,
        ),
        (
            FileKind::UpSikyu,
            write_records(FileKind::UpSikyu, &table07(&ticket)?)?,
        ),
        (
            FileKind::UpHosoku,
            write_records(FileKind::UpHosoku, &[supplement(&ticket)?])?,
        ),
    ];
    fs::create_dir_all(folder)?;
    let mut named = Vec::new();
    for (kind, bytes) in files {
        // Files of one set have the same addresses, month and stamp.
        let name = FileName {
            kind,
            month: Some(ticket.month),
            from: ticket.from,
            to: ticket.to,
            stamp: STAMP.parse::<Stamp>()?,
            branch: None,
        };
        fs::write(folder.join(name.to_string()), &bytes)?;
        named.push((name.to_string(), bytes));
    }
    Ok(check(&named))
}

/// One record for each day of each service.
fn table06(ticket: &Ticket) -> Result<Vec<Table06Record>, Box<dyn Error>> {
    let time = |(hour, minute)| Time::new(hour, minute).map(ServiceTime::At);
    let mut records = Vec::new();
    for day in SERVICE.days {
        let mut record = Table06Record::new(Table06Required {
            insurer_number: CLIENT.insurer_number.parse()?,
            insured_number: CLIENT.insured_number.parse()?,
            created_date: ticket.made,
            target_month: ticket.month,
            service_date: format!("{}{day:02}", ticket.month).parse()?,
            start_time: time(SERVICE.start).ok_or("no time of the day")?,
            end_time: time(SERVICE.end).ok_or("no time of the day")?,
            service_count: Number::from(1_u32),
            service_code: SERVICE.code.parse()?,
            service_office_number: ticket.to.office,
            over_30_days: Applies::DoesNotApply,
        });
        record.care_office_number = Some(ticket.from.office);
        record.care_manager_name = Some(CARE_MANAGER.to_owned());
        record.units = Some(Number::from(SERVICE.units));
        record.service_office_name = Some(SERVICE.office_name.to_owned());
        record.updater_office_number = Some(ticket.from.office);
        records.push(record);
    }
    Ok(records)
}

/// The line of the service and the grand total, which every client must have.
fn table07(ticket: &Ticket) -> Result<Vec<Table07Record>, Box<dyn Error>> {
    let count = SERVICE.days.len() as u32;
    let units = SERVICE.units * count;
    // Yen are cut off, never rounded; the client pays what the insurance does not.
    let cost = units * u32::from(SERVICE.unit_price) / 100;
    let insured = cost * CLIENT.benefit_percent / 100;
    let line = |code: &str, office: Address| -> Result<Table07Record, Box<dyn Error>> {
        let mut record = Table07Record::new(Table07Required {
            insurer_number: CLIENT.insurer_number.parse()?,
            insured_number: CLIENT.insured_number.parse()?,
            created_date: ticket.made,
            target_month: ticket.month,
            service_office_number: office.office,
            service_code: code.parse()?,
            units: Number::from(0_u32),
            count: Number::from(0_u32),
            over_30_days: Applies::DoesNotApply,
        });
        record.service_units = Some(Number::from(units));
        record.benefit_management_units = Some(Number::from(units));
        record.category_limit_excess_units = Some(Number::from(0_u32));
        record.category_limit_within_units = Some(Number::from(units));
        record.total_cost_insured = Some(Number::from(cost));
        record.insurance_claim_amount = Some(Number::from(insured));
        record.copay_insured = Some(Number::from(cost - insured));
        record.copay_full = Some(Number::from(0_u32));
        record.office_number_fixed = Some("9999999999".to_owned());
        record.updater_office_number = Some(ticket.from.office);
        Ok(record)
    };
    let mut service = line(SERVICE.code, ticket.to)?;
    service.service_office_name = Some(SERVICE.office_name.to_owned());
    service.units = Number::from(SERVICE.units);
    service.count = Number::from(count);
    service.unit_price = UnitPrice::from_hundredths(SERVICE.unit_price);
    service.benefit_rate = Some(Number::from(CLIENT.benefit_percent));
    // The grand total stands under an office and a code of its own, with units and count 0.
    let mut total = line("999999", "9999999999-11".parse()?)?;
    total.service_office_name = Some("合計".to_owned());
    Ok(vec![service, total])
}

/// The client's facts that belong to the ticket: the month is that of the ticket, the day zeros.
fn supplement(ticket: &Ticket) -> Result<SupplementRecord, Box<dyn Error>> {
    let mut record = SupplementRecord::new(SupplementRequired {
        insurer_number: CLIENT.insurer_number.parse()?,
        insured_number: CLIENT.insured_number.parse()?,
        care_plan_date: OrZeros::Zeros,
        user_name: CLIENT.name.to_owned(),
        user_sex: CLIENT.sex,
        user_birth_date: CLIENT.birth_date.parse()?,
        target_month: OrZeros::Value(ticket.month),
    });
    record.user_name_kana = Some(CLIENT.kana.to_owned());
    record.certification_status = Some(CertificationStatus::Certified);
    record.care_level = Some(CLIENT.care_level);
    record.category_limit_units = Some(Number::from(CLIENT.limit_units));
    record.limit_period_start_date = Some("20260401".parse()?);
    record.limit_period_end_date = Some("20280331".parse()?);
    record.updater_office_number = Some(ticket.from.office);
    Ok(record)
}

/// Checks the files as the receiver will, and says what was found.
fn check(files: &[(String, Vec<u8>)]) -> Vec<String> {
    let inputs: Vec<Input<'_>> = files
        .iter()
        .map(|(path, bytes)| Input { path, bytes })
        .collect();
    let report = check_files(&inputs);
    let mut lines = Vec::new();
    for file in &report.files {
        lines.push(format!("wrote {} (records: {})", file.name, file.records));
        for finding in &file.findings {
            let severity = finding.severity.as_str();
            let (place, text) = (en::place(finding), en::text(finding));
            lines.push(format!(
                "  {severity} {} {place}: {}",
                finding.code, text.message
            ));
        }
    }
    for set in &report.sets {
        let kind = set.set.map_or("no permitted set", |kind| kind.as_str());
        lines.push(format!("{kind} from {} to {}", set.from, set.to));
        let texts = set.findings.iter().map(|finding| en::text(finding).message);
        lines.extend(texts.map(|message| format!("  {message}")));
    }
    let (errors, warnings) = (report.errors(), report.warnings());
    lines.push(format!("errors: {errors}, warnings: {warnings}"));
    lines
}
