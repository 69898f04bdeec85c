//! PDFで保存: the forms that a page shows as a file, printed by the browser of this machine.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use protocol::BundleId;
use sheets::Sheet;

use super::super::Pages;
use super::super::download;
use super::super::failure::Failure;
use super::super::form::{Asked, Fields, Place as Path};
use super::super::texts::Language;
use super::super::visit::Visit;
use super::{Loaded, PaperNote, load_draft, load_received, load_sent, of_sheets, prepare, show};
use crate::error_code::{self, ErrorCode, text_of};
use crate::print::{PrintError, print_page, print_pdf};

/// `GET /inbox/{id}/forms.pdf?client=&form=`
pub(crate) async fn save_received(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let loaded = load_received(&pages, &visit, &id).await?;
    match save(&pages, &visit, loaded, &asked).await? {
        Ok(pdf) => Ok(pdf),
        Err(problem) => {
            let loaded = load_received(&pages, &visit, &id).await?;
            show(&pages, &visit, loaded, &asked, Some(problem)).await
        }
    }
}

/// `GET /sent/{id}/forms.pdf?client=&form=`
pub(crate) async fn save_sent(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<BundleId>,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let loaded = load_sent(&pages, &visit, id).await?;
    match save(&pages, &visit, loaded, &asked).await? {
        Ok(pdf) => Ok(pdf),
        Err(problem) => {
            let loaded = load_sent(&pages, &visit, id).await?;
            show(&pages, &visit, loaded, &asked, Some(problem)).await
        }
    }
}

/// `GET /drafts/{id}/forms.pdf?client=&form=`
pub(crate) async fn save_draft(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<BundleId>,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let loaded = load_draft(&pages, &visit, id).await?;
    match save(&pages, &visit, loaded, &asked).await? {
        Ok(pdf) => Ok(pdf),
        Err(problem) => {
            let loaded = load_draft(&pages, &visit, id).await?;
            show(&pages, &visit, loaded, &asked, Some(problem)).await
        }
    }
}

/// The PDF, or what the page says when there is none.
async fn save(
    pages: &Pages,
    visit: &Visit,
    loaded: Loaded,
    asked: &Fields,
) -> Result<Result<Response, PaperNote>, Failure> {
    let language = visit.language;
    let shown = prepare(pages, language, loaded, asked).await?.shown;
    if shown.is_empty() {
        return Err(Failure::NotFound);
    }
    let name = file_name(&shown, language);
    let printed = pages
        .work(move || print_pdf(&print_page(&shown, of_errors(language))))
        .await?;
    Ok(match printed {
        Ok(bytes) => Ok(download::file(&name, bytes)),
        Err(error) => Err(problem(&error, language)),
    })
}

/// The form's title: a name of a client is not in it, for the file may lie in a shared folder.
fn file_name(shown: &[Sheet], language: Language) -> String {
    let title = shown[0].title.read(of_sheets(language));
    match (shown.len(), language) {
        (1, _) => format!("{title}.pdf"),
        (_, Language::Japanese) => format!("{title} ほか{}件.pdf", shown.len() - 1),
        (_, Language::English) => format!("{title} and {} more.pdf", shown.len() - 1),
    }
}

fn problem(error: &PrintError, language: Language) -> PaperNote {
    tracing::warn!(error = %error, "no PDF was made");
    let code = ErrorCode::from(error).code();
    let text = text_of(code, of_errors(language));
    PaperNote {
        class: "status-warning",
        text: text.map_or_else(
            || code.to_owned(),
            |text| format!("{} {} {code}", text.title, text.remedy),
        ),
        href: None,
        link: "",
    }
}

fn of_errors(language: Language) -> error_code::Language {
    match language {
        Language::Japanese => error_code::Language::Japanese,
        Language::English => error_code::Language::English,
    }
}
