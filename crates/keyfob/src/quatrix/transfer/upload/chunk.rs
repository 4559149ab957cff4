//! The chunks of an upload.

use std::sync::Arc;
use std::time::Instant;

use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap};

use crate::quatrix::transfer::journal::Note;
use crate::quatrix::transfer::progress::Meter;
use crate::quatrix::transfer::source::Source;
use crate::quatrix::transfer::{Error, Resume, Transfer, Tries};

impl Transfer {
    /// Sends what did not arrive yet, chunk by chunk. What arrived is noted together with the chunk that goes next, before that goes.
    pub(super) async fn send_chunks<S: Source>(
        &self,
        source: &mut S,
        resume: &mut Resume,
        meter: &Arc<Meter>,
        note: Option<&Note>,
    ) -> Result<(), Error> {
        let mut last = None;
        loop {
            let rest = resume.size.saturating_sub(resume.offset);
            let planned = resume.under_way.unwrap_or_else(|| self.chunks.next(last));
            let length = planned.min(S::LONGEST).min(rest);
            resume.under_way = (length > 0).then_some(length);
            meter.arrived(resume);
            note.map_or(Ok(()), |note| note.arrived(resume))?;
            if length == 0 {
                return Ok(());
            }
            // What is another file by now need not be sent to its end.
            source.check().await?;
            let began = Instant::now();
            self.send_chunk(source, resume, length, meter).await?;
            last = Some((length, began.elapsed()));
            resume.offset += length;
            resume.under_way = None;
            resume.hear();
        }
    }

    /// Sends one chunk, and sends it again where that is allowed. The runtime cannot: it has the bytes only once.
    async fn send_chunk<S: Source>(
        &self,
        source: &mut S,
        resume: &Resume,
        length: u64,
        meter: &Arc<Meter>,
    ) -> Result<(), Error> {
        let (first, size) = (resume.offset, resume.size);
        let range = format!("bytes {first}-{}/{size}", first + length - 1);
        let mut tries = Tries::new();
        loop {
            let body = source.chunk(first, length, meter).await?;
            let fault = body.fault();
            let outcome = self
                .client
                .uploads()
                .chunk()
                .upload_key(resume.upload_key.expose().to_owned())
                .content_range(range.clone())
                .body(reqwest::Body::wrap(body))
                .send()
                .await;
            let error = match outcome {
                Ok(answer) if is_page(answer.headers()) => {
                    return Err(Error::incomplete("upload_chunk", "the file's id"));
                }
                Ok(_) => return Ok(()),
                Err(error) => error,
            };
            if let Some(why) = fault.take() {
                return Err(source.fault(why));
            }
            tries.count(Some(&error));
            let Some(wait) = self.wait("upload_chunk", &error, &tries) else {
                return Err(error.into());
            };
            tokio::time::sleep(wait).await;
            meter.again(first);
        }
    }
}

/// Whether it is a page of somebody on the way, who has the bytes now. The vendor answers with JSON as it is; its own clients look
/// at the status alone, so nothing at all is good, too.
fn is_page(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|text| text.to_str().ok());
    let encoded = |encoding: &str| !encoding.eq_ignore_ascii_case("identity");
    let page = |kind: &str| {
        let kind = kind.to_ascii_lowercase();
        let mut pages = ["html", "xml", "javascript"].iter();
        pages.any(|page| kind.contains(page))
    };
    text(CONTENT_ENCODING).is_some_and(encoded) || text(CONTENT_TYPE).is_some_and(page)
}
