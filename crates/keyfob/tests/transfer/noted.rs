//! What the journal notes as unfinished, and is finished: a file like any other.

use std::fs;
use std::path::PathBuf;

use keyfob::quatrix::transfer::{Error, Existing, Resume, Target, Transfer};
use tempfile::TempDir;

use crate::probe::{once, transfer};
use crate::server::Server;
use crate::store::{Content, Fault};

const EXISTS: Fault = Fault::Raw(
    "HTTP/1.1 400 x\r\ncontent-type: application/json\r\ncontent-length: 28\r\n\r\n{\"code\": 30, \"msg\": \"there\"}",
);

/// An upload that is whole and has its name, with a journal that does not know it.
struct Scene {
    server: Server,
    top: TempDir,
    beside: TempDir,
    path: PathBuf,
    id: String,
    resume: Resume,
}

impl Scene {
    async fn new() -> Self {
        let server = Server::start().await;
        let (top, beside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let path = top.path().join("a.bin");
        fs::write(&path, "first").unwrap();
        server.fail("file/rename", Fault::Status(403));
        let journal = beside.path().join("journal");
        let transfer = once(&server).with_journal(journal).await.unwrap();
        let stopped = transfer.upload_file(&path, Target::new("home", "a.bin"));
        let stopped = stopped.await.unwrap_err();
        let id = stopped.file_id.unwrap();
        "a.bin".clone_into(&mut server.store().items.get_mut(&id).unwrap().name);
        Self {
            server,
            top,
            beside,
            path,
            id,
            resume: *stopped.resume.unwrap(),
        }
    }

    fn journal(&self) -> PathBuf {
        self.beside.path().join("journal")
    }

    async fn transfer(&self) -> Transfer {
        let transfer = transfer(&self.server);
        transfer.with_journal(self.journal()).await.unwrap()
    }

    fn edit_there(&self) {
        let mut store = self.server.store();
        let item = store.items.get_mut(&self.id).unwrap();
        item.content = Content::Bytes(b"other".to_vec());
        item.mtime = "1600000000.5".to_owned();
    }

    fn assert_there(&self, content: &str) {
        let store = self.server.store();
        assert_eq!(store.items.keys().collect::<Vec<_>>(), [&self.id]);
        let item = &store.items[&self.id];
        assert!(item.content.slice(0..item.content.size()) == content.as_bytes());
        drop(store);
        assert_eq!(self.server.count("file/modify"), 0, "nothing was emptied");
        assert_eq!(fs::read(self.journal()).unwrap(), b"");
    }
}

#[tokio::test]
async fn a_finished_file_is_not_emptied_for_a_local_one_that_changed() {
    let scene = Scene::new().await;
    fs::write(&scene.path, "second one").unwrap();
    let target = Target::new("home", "a.bin");
    let stopped = scene
        .transfer()
        .await
        .upload_file(&scene.path, target)
        .await;
    assert!(matches!(stopped.unwrap_err().error, Error::Taken(_)));
    scene.assert_there("first");
}

#[tokio::test]
async fn a_folder_that_refuses_what_is_there_leaves_a_finished_file() {
    let scene = Scene::new().await;
    fs::write(&scene.path, "second one").unwrap();
    let transfer = scene.transfer().await;
    let up = transfer.upload_folder(scene.top.path(), "home", Existing::Refuse);
    assert!(matches!(
        up.await.unwrap().failed[..],
        [(_, Error::Taken(_))]
    ));
    scene.assert_there("first");
}

#[tokio::test]
async fn a_folder_replaces_a_finished_file_only_once_the_new_one_is_whole() {
    let scene = Scene::new().await;
    fs::write(&scene.path, "second one").unwrap();
    scene.server.fail("upload/chunked", Fault::Status(400));
    let transfer = scene.transfer().await;
    let up = transfer.upload_folder(scene.top.path(), "home", Existing::ReplaceIfOther);
    assert_eq!(up.await.unwrap().failed.len(), 1);
    assert_eq!(scene.server.count("file/modify"), 0, "nothing was emptied");
    let store = scene.server.store();
    assert_eq!(store.items[&scene.id].content.size(), 5);
}

#[tokio::test]
async fn a_finished_file_that_was_edited_there_is_not_told_as_uploaded() {
    let scene = Scene::new().await;
    scene.edit_there();
    let target = Target::new("home", "a.bin");
    let stopped = scene
        .transfer()
        .await
        .upload_file(&scene.path, target)
        .await;
    assert!(matches!(stopped.unwrap_err().error, Error::Taken(_)));
    scene.assert_there("other");
}

#[tokio::test]
async fn a_resume_of_a_finished_file_that_was_edited_there_is_refused() {
    let scene = Scene::new().await;
    scene.edit_there();
    let transfer = scene.transfer().await;
    let stopped = transfer
        .resume_file(&scene.path, scene.resume.clone())
        .await;
    assert!(matches!(stopped.unwrap_err().error, Error::Taken(_)));
    scene.assert_there("other");
}

#[tokio::test]
async fn a_finished_file_is_found_whoever_asks() {
    for way in ["file", "resume", "folder"] {
        let scene = Scene::new().await;
        let transfer = scene.transfer().await;
        match way {
            "file" => {
                let target = Target::new("home", "a.bin");
                let uploaded = transfer.upload_file(&scene.path, target).await;
                assert_eq!(uploaded.unwrap().file_id, scene.id);
            }
            "resume" => {
                let resume = scene.resume.clone();
                let uploaded = transfer.resume_file(&scene.path, resume).await;
                assert_eq!(uploaded.unwrap().file_id, scene.id);
            }
            _ => {
                let up = transfer.upload_folder(scene.top.path(), "home", Existing::Refuse);
                assert_eq!(up.await.unwrap().files, 1);
            }
        }
        scene.assert_there("first");
        assert_eq!(scene.server.count("upload/chunked"), 1, "{way}");
    }
}

/// The vendor says that the name is taken, by the very file that has it.
#[tokio::test]
async fn a_file_that_has_its_name_already_is_not_deleted_for_it() {
    for journal in [true, false] {
        let scene = Scene::new().await;
        // The first look, so that the name is asked for once more.
        scene.server.fail("file/metadata", Fault::Status(400));
        scene.server.fail("file/rename", EXISTS);
        let transfer = match journal {
            true => scene.transfer().await,
            false => transfer(&scene.server),
        };
        let uploaded = transfer
            .resume_file(&scene.path, scene.resume.clone())
            .await;
        assert_eq!(uploaded.unwrap().name, "a.bin");
        assert_eq!(scene.server.count("file/delete"), 0);
        assert!(scene.server.store().items.contains_key(&scene.id));
    }
}

/// What a machine that stopped leaves at the end of a file: room, and nothing in it.
#[tokio::test]
async fn a_journal_with_noughts_at_its_end_is_read_up_to_them() {
    let scene = Scene::new().await;
    let mut lines = fs::read(scene.journal()).unwrap();
    lines.extend_from_slice(&[0; 300]);
    fs::write(scene.journal(), lines).unwrap();
    let target = Target::new("home", "a.bin");
    let uploaded = scene
        .transfer()
        .await
        .upload_file(&scene.path, target)
        .await;
    assert_eq!(uploaded.unwrap().file_id, scene.id);
    assert_eq!(fs::read(scene.journal()).unwrap(), b"");
}

#[tokio::test]
async fn a_file_that_only_begins_like_a_journal_is_none() {
    let server = Server::start().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal");
    for text in ["{", "{\"", "{\"U", "\0\0", "{\0"] {
        fs::write(&path, text).unwrap();
        let opened = transfer(&server).with_journal(&path).await;
        assert!(matches!(opened, Err(Error::NotAJournal(_))), "{text:?}");
        assert_eq!(fs::read(&path).unwrap(), text.as_bytes());
    }
}
