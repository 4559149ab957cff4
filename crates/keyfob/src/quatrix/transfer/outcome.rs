//! Deleting, moving and copying: done, or queued.

use quatrix::types::{FileCopyMoveRequest, FileDeleteRequest, builder};

use super::{Error, Transfer};

/// What became of a call on several files.
///
/// The vendor does up to about 10 at once; more become a job in the background, of which it tells the id and **nothing else: no call
/// that asks how a job goes is documented**. So `Queued` means that nobody knows when it is done, or whether. Look at the folder, or
/// ask for fewer at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Done with these. What was asked for and is not among them was not done.
    Done(Vec<String>),
    /// The job with this id will, some time.
    Queued(String),
}

impl Outcome {
    fn of(
        operation: &'static str,
        ids: Vec<String>,
        job_id: Option<String>,
    ) -> Result<Self, Error> {
        match job_id {
            Some(job) => Ok(Self::Queued(job)),
            None if !ids.is_empty() => Ok(Self::Done(ids)),
            None => Err(Error::incomplete(operation, "ids")),
        }
    }
}

impl Transfer {
    /// Moves files and folders to the Trash, or deletes them at once. What lies in the Trash already is deleted at once.
    ///
    /// # Errors
    /// Those of the call; it is never repeated by itself.
    pub async fn delete<I>(
        &self,
        ids: impl IntoIterator<Item = I>,
        permanently: bool,
    ) -> Result<Outcome, Error>
    where
        I: Into<String>,
    {
        let body = FileDeleteRequest::builder().ids(texts(ids));
        let body = body.set_delete_permanently(permanently.then_some(true));
        let answer = self.client.files().delete().body(body).send().await?;
        let answer = answer.into_inner();
        Outcome::of("file_delete", answer.ids, answer.job_id)
    }

    /// Moves files and folders into a folder. `other_name` lets the vendor pick another name where one is taken; else that is an
    /// error.
    ///
    /// # Errors
    /// Those of the call; it is never repeated by itself.
    pub async fn move_to<I>(
        &self,
        ids: impl IntoIterator<Item = I>,
        folder_id: impl Into<String>,
        other_name: bool,
    ) -> Result<Outcome, Error>
    where
        I: Into<String>,
    {
        let body = copy_or_move(ids, folder_id.into(), other_name);
        let answer = self.client.files().move_to().body(body).send().await?;
        let answer = answer.into_inner();
        Outcome::of("file_move", answer.ids, answer.job_id)
    }

    /// Copies files and folders into a folder: always [`Outcome::Queued`], as far as is known. See [`Transfer::move_to`] for
    /// `other_name`.
    ///
    /// # Errors
    /// Those of the call; it is never repeated by itself.
    pub async fn copy_to<I>(
        &self,
        ids: impl IntoIterator<Item = I>,
        folder_id: impl Into<String>,
        other_name: bool,
    ) -> Result<Outcome, Error>
    where
        I: Into<String>,
    {
        let body = copy_or_move(ids, folder_id.into(), other_name);
        let answer = self.client.files().copy().body(body).send().await?;
        Outcome::of("file_copy", Vec::new(), answer.into_inner().job_id)
    }
}

fn copy_or_move<I: Into<String>>(
    ids: impl IntoIterator<Item = I>,
    target: String,
    resolve: bool,
) -> builder::FileCopyMoveRequest {
    let body = FileCopyMoveRequest::builder().ids(texts(ids));
    body.target(target).resolve(resolve)
}

fn texts<I: Into<String>>(ids: impl IntoIterator<Item = I>) -> Vec<String> {
    ids.into_iter().map(Into::into).collect()
}
