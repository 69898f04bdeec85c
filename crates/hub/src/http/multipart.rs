//! Bodies in parts, given to their parser so that it misses nothing.
//!
//! The parser of multipart bodies (multer 3.1) looks for the first boundary, asks once more for bytes, and takes an end of
//! the body in that second question for a body without a boundary, although it has just received it. What a reader would
//! get wrong: that happens only when the rest of a body arrives between two questions that follow each other at once, so
//! once in some ten thousand requests of a busy machine. Here no question is answered with bytes and the end together.
//! `crates/office/src/web/multipart.rs` does the same: hub and office share `protocol` alone, which is pure.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use futures_util::stream::{self, StreamExt};

/// Lets a multipart body come piece by piece, and its end after a piece of its own.
pub(crate) async fn in_pieces(request: Request) -> Request {
    let kind = request.headers().get(CONTENT_TYPE);
    let is_multipart = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
    if is_multipart {
        request.map(pieces)
    } else {
        request
    }
}

fn pieces(body: Body) -> Body {
    let end = stream::once(async { Ok(Bytes::new()) });
    let pieces = body.into_data_stream().chain(end).then(|piece| async {
        tokio::task::yield_now().await;
        piece
    });
    Body::from_stream(pieces)
}

#[cfg(test)]
mod tests {
    use axum::extract::{FromRequest, Multipart};

    use super::*;

    #[tokio::test]
    async fn a_body_whose_rest_comes_between_two_questions_is_read() {
        let whole = "--b\r\nContent-Disposition: form-data; name=\"one\"\r\n\r\nfirst\r\n--b--\r\n";
        for at in 0..whole.len() {
            let (begin, rest) = whole.split_at(at);
            let begin = stream::iter([Ok::<_, std::io::Error>(begin)]);
            let rest = stream::once(async move {
                tokio::task::yield_now().await;
                Ok(rest)
            });
            let request = Request::builder()
                .header(CONTENT_TYPE, "multipart/form-data; boundary=b")
                .body(Body::from_stream(begin.chain(rest)))
                .unwrap();
            let mut body = Multipart::from_request(in_pieces(request).await, &())
                .await
                .unwrap();
            let field = body.next_field().await.unwrap().unwrap();
            assert_eq!(field.text().await.unwrap(), "first", "cut at {at}");
            assert!(body.next_field().await.unwrap().is_none(), "cut at {at}");
        }
    }
}
