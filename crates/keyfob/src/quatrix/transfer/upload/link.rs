//! The link that an upload begins with.

use quatrix::types::{FileIdRequest, FileModifyRequest, UploadLink, UploadLinkRequest};

use super::finalize::is_no;
use crate::quatrix::transfer::{Error, Transfer, Tries};

impl Transfer {
    /// A link for a new file under a name that nobody else gives. If the answer is lost, the file is looked for.
    pub(super) async fn temporary_link(
        &self,
        body: UploadLinkRequest,
    ) -> Result<UploadLink, Error> {
        let mut tries = Tries::new();
        loop {
            tries.count(None);
            let error = match self.new_link(body.clone()).await {
                Err(error) if !is_no(&error) => error,
                answered => return answered,
            };
            match self.id_of(&body.parent_id, &body.name).await {
                Ok(Some(file_id)) => return self.link_over(file_id).await,
                // It did not come about, so asking again makes no second one.
                Ok(None) => {}
                Err(_) => return Err(error),
            }
            let wait = error
                .api()
                .and_then(|error| self.wait("upload_chunk", error, &tries));
            let Some(wait) = wait else { return Err(error) };
            tokio::time::sleep(wait).await;
        }
    }

    /// A link for a new file.
    pub(super) async fn new_link(&self, body: UploadLinkRequest) -> Result<UploadLink, Error> {
        let answer = self.client.uploads().link().body(body).send().await?;
        Ok(answer.into_inner())
    }

    /// A link for new content of a file, which is emptied.
    pub(super) async fn link_over(&self, file_id: String) -> Result<UploadLink, Error> {
        let body = FileModifyRequest::builder().id(file_id).truncate(0);
        let answer = self.client.files().modify_link().body(body).send().await?;
        Ok(answer.into_inner())
    }

    /// The id of what has this name in this folder.
    pub(super) async fn id_of(&self, folder_id: &str, name: &str) -> Result<Option<String>, Error> {
        let body = FileIdRequest::builder().parent_id(folder_id).path(name);
        match self.client.files().lookup().body(body).send().await {
            Ok(found) => Ok(found.into_inner().file_id),
            Err(error) if error.status().is_some_and(|status| status.as_u16() == 404) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}
