//! Files and folders of Quatrix by their paths, which people know, in place of their ids.

use keyfob::quatrix::Session;
use keyfob::quatrix::types::{File, FileMetadata, FileType};
use keyfob::{Error, OpenEnum};

use crate::failure::Failure;

/// The id of what is named: a path from the home folder, such as `/Reports/june.pdf`, or else an id as it is.
pub async fn id(session: &Session, name: &str) -> Result<String, Failure> {
    let Some(path) = name.strip_prefix('/') else {
        return Ok(name.to_owned());
    };
    let mut id = session.home_folder().await.map_err(failed)?;
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let folder = metadata(session, &id).await?;
        id = only(folder.content, part).map_err(|why| {
            Failure::not_found(format!("{name}: {why} `{part}`"))
                .hint("`keyfob ls` shows what is there, and its ids")
        })?;
    }
    Ok(id)
}

/// The same of a folder that may be left out: then it is the home folder.
pub async fn folder(session: &Session, name: Option<&str>) -> Result<String, Failure> {
    id(session, name.unwrap_or("/")).await
}

/// The id of the only one of this name.
fn only(content: Vec<File>, name: &str) -> Result<String, &'static str> {
    let named = content
        .into_iter()
        .filter(|file| file.name.as_deref() == Some(name));
    let mut ids = named.filter_map(|file| file.id);
    match (ids.next(), ids.next()) {
        (Some(id), None) => Ok(id),
        (Some(_), Some(_)) => Err("there are several of the name"),
        (None, _) => Err("there is no"),
    }
}

/// What Quatrix tells of a file or a folder, and of what lies in it.
pub async fn metadata(session: &Session, id: &str) -> Result<FileMetadata, Failure> {
    let call = session.client().files().metadata().id(id);
    Ok(call.send().await.map_err(failed)?.into_inner())
}

/// The file of this name in a folder, if there is one.
pub async fn file_in(session: &Session, folder: &str, name: &str) -> Result<Option<File>, Failure> {
    let mut all = metadata(session, folder).await?.content.into_iter();
    Ok(all.find(|file| file.name.as_deref() == Some(name) && is_file(file.file_type.as_ref())))
}

/// Whether that is the type of a file, and not of some kind of folder.
pub fn is_file(told: Option<&OpenEnum<FileType>>) -> bool {
    told.is_some_and(|kind| *kind == FileType::File)
}

fn failed(error: Error) -> Failure {
    Failure::from(error).at("quatrix")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_with_a_name_none_is_chosen() {
        let file = |id: &str, name: &str| -> File {
            let told = serde_json::json!({"id": id, "name": name});
            serde_json::from_value(told).unwrap()
        };
        let content = || vec![file("1", "a"), file("2", "b"), file("3", "b")];
        assert_eq!(only(content(), "a").as_deref(), Ok("1"));
        assert_eq!(only(content(), "b"), Err("there are several of the name"));
        assert_eq!(only(content(), "c"), Err("there is no"));
    }
}
