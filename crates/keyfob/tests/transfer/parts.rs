//! What grows beside a download: ours, and never anybody else's.

use std::fs;
use std::path::{Path, PathBuf};

use keyfob::quatrix::transfer::{Error, Existing};
use tempfile::TempDir;

use crate::probe::{names, once, session, settings, transfer};
use crate::proxy::{Asked, Proxy, Verdict};
use crate::server::Server;
use crate::store::{Content, Fault, patterned};

const SIZE: u64 = 300_000;

struct Scene {
    server: Server,
    id: String,
    folder: TempDir,
    path: PathBuf,
}

impl Scene {
    async fn new(name: &str) -> Self {
        let server = Server::start().await;
        let id = server
            .store()
            .add("home", name, "F", Content::Pattern(SIZE));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        Self {
            server,
            id,
            folder,
            path,
        }
    }

    /// A download that is cut. The part that it leaves.
    async fn cut(&self) -> PathBuf {
        let before = names(self.folder.path());
        self.server.fail("file/download", Fault::CutAfter(120_000));
        let cut = once(&self.server).download_file(&self.id, &self.path).await;
        cut.unwrap_err();
        let names = names(self.folder.path());
        let mut new = names.iter().filter(|name| !before.contains(name));
        let part = new.find(|name| name.ends_with(".part")).unwrap();
        self.folder.path().join(part)
    }

    async fn assert_comes(&self) {
        let transfer = transfer(&self.server);
        transfer.download_file(&self.id, &self.path).await.unwrap();
        assert!(fs::read(&self.path).unwrap() == patterned(0..SIZE));
    }
}

#[tokio::test]
async fn a_users_own_part_stays_as_it_is() {
    let scene = Scene::new("a.bin").await;
    let own = [
        "a.bin.part",
        "a.bin.part.of",
        "a.bin.keyfob.part",
        ".a.bin.part",
    ];
    for name in own {
        fs::write(scene.folder.path().join(name), "mine").unwrap();
    }
    scene.cut().await;
    scene.assert_comes().await;
    for name in own {
        assert_eq!(
            fs::read(scene.folder.path().join(name)).unwrap(),
            b"mine",
            "{name}"
        );
    }
    assert_eq!(names(scene.folder.path()).len(), own.len() + 1);
}

/// The name that a part would have belongs to somebody else: every way in which that can be.
#[cfg(unix)]
#[tokio::test]
async fn a_file_with_the_name_of_a_part_is_left_alone() {
    type Put = fn(&Path, &Path);
    let file: Put = |part, _| {
        fs::remove_file(part).unwrap();
        fs::write(part, "mine").unwrap();
    };
    let written: Put = |part, _| fs::write(part, "mine").unwrap();
    let link: Put = |part, victim| {
        fs::remove_file(part).unwrap();
        std::os::unix::fs::symlink(victim, part).unwrap();
    };
    let dangling: Put = |part, victim| {
        fs::remove_file(part).unwrap();
        std::os::unix::fs::symlink(victim.with_extension("none"), part).unwrap();
    };
    let folder: Put = |part, _| {
        fs::remove_file(part).unwrap();
        fs::create_dir(part).unwrap();
    };
    let note: Put = |part, victim| {
        fs::remove_file(part).unwrap();
        let note = part.with_extension("part.of");
        fs::remove_file(&note).unwrap();
        std::os::unix::fs::symlink(victim, note).unwrap();
    };
    for put in [file, written, link, dangling, folder, note] {
        let scene = Scene::new("a.bin").await;
        let elsewhere = tempfile::tempdir().unwrap();
        let victim = elsewhere.path().join("victim");
        fs::write(&victim, "precious").unwrap();
        let part = scene.cut().await;
        put(&part, &victim);
        let before = fs::symlink_metadata(&part)
            .ok()
            .map(|found| (found.file_type(), found.len()));
        scene.assert_comes().await;
        let after = fs::symlink_metadata(&part)
            .ok()
            .map(|found| (found.file_type(), found.len()));
        assert_eq!(before, after);
        assert_eq!(fs::read(&victim).unwrap(), b"precious");
        assert_eq!(names(elsewhere.path()), ["victim"]);
        assert!(fs::symlink_metadata(&scene.path).unwrap().is_file());
    }
}

#[tokio::test]
async fn a_refused_file_costs_no_part_either() {
    let scene = Scene::new("a.bin").await;
    for name in ["a.bin", "a.bin.part"] {
        fs::write(scene.folder.path().join(name), "mine").unwrap();
    }
    let transfer = transfer(&scene.server);
    let report = transfer
        .download_folder("home", scene.folder.path(), Existing::Refuse)
        .await;
    assert!(matches!(report.unwrap().failed[..], [(_, Error::Taken(_))]));
    for name in ["a.bin", "a.bin.part"] {
        assert_eq!(fs::read(scene.folder.path().join(name)).unwrap(), b"mine");
    }
}

#[tokio::test]
async fn the_longest_names_work() {
    for name in ["x".repeat(255), "ü".repeat(127)] {
        let scene = Scene::new(&name).await;
        scene.cut().await;
        scene.assert_comes().await;
        assert_eq!(scene.server.ranges("file/download"), ["", "bytes=120000-"]);
        assert_eq!(names(scene.folder.path()), [name]);
    }
}

#[tokio::test]
async fn parts_are_not_uploaded() {
    let scene = Scene::new("a.bin").await;
    scene.cut().await;
    fs::write(scene.folder.path().join("b.part"), "mine").unwrap();
    let transfer = transfer(&scene.server);
    let up = transfer.upload_folder(scene.folder.path(), "other", Existing::Refuse);
    let report = up.await.unwrap();
    assert_eq!((report.files, report.failed.len()), (1, 0), "{report:?}");
    assert!(scene.server.store().find("other", "b.part").is_some());
}

/// One that ends in the middle, and then is another file at the vendor's: one part is enough.
#[tokio::test]
async fn parts_do_not_pile_up() {
    let scene = Scene::new("a.bin").await;
    for time in 0..3 {
        scene.server.store().items.get_mut(&scene.id).unwrap().mtime = format!("{time}");
        scene.server.fail("file/download", Fault::CutAfter(120_000));
        let cut = once(&scene.server)
            .download_file(&scene.id, &scene.path)
            .await;
        cut.unwrap_err();
        assert_eq!(names(scene.folder.path()).len(), 2);
    }
    scene.assert_comes().await;
    assert_eq!(names(scene.folder.path()), ["a.bin"]);
}

#[cfg(unix)]
#[tokio::test]
async fn what_is_no_file_is_not_replaced_by_one() {
    use std::os::unix::fs::FileTypeExt;
    let scene = Scene::new("a.bin").await;
    let made = std::process::Command::new("mkfifo")
        .arg(&scene.path)
        .status();
    assert!(made.unwrap().success());
    let link = scene.folder.path().join("link");
    std::os::unix::fs::symlink(&scene.path, &link).unwrap();
    for path in [&scene.path, &link, &PathBuf::from("/dev/null")] {
        let error = transfer(&scene.server).download_file(&scene.id, path).await;
        assert!(matches!(error, Err(Error::NotAFile(_))), "{error:?}");
    }
    assert!(
        fs::symlink_metadata(&scene.path)
            .unwrap()
            .file_type()
            .is_fifo()
    );
    assert_eq!(names(scene.folder.path()), ["a.bin", "link"]);
    assert_eq!(scene.server.count("file/download"), 0);
}

/// A disk that is full has room for the names of a part and of its note, and for nothing in them.
#[tokio::test]
async fn what_a_full_disk_left_does_not_use_the_names_up() {
    let scene = Scene::new("a.bin").await;
    let part = scene.cut().await;
    for path in [&part, &part.with_extension("part.of")] {
        fs::write(path, "").unwrap();
    }
    scene.assert_comes().await;
    assert_eq!(names(scene.folder.path()), ["a.bin"]);
}

/// Somebody makes a file of that name while the download is under way.
#[tokio::test]
async fn a_name_that_is_taken_meanwhile_is_refused_too() {
    let scene = Scene::new("a.bin").await;
    let path = scene.path.clone();
    let rule = move |asked: &Asked<'_>| {
        if asked.what == "file/download" {
            fs::write(&path, "mine").unwrap();
        }
        Verdict::Pass
    };
    let proxy = Proxy::start(&scene.server.origin(), rule).await;
    let transfer = session(settings(&proxy.origin())).transfer();
    let down = transfer.download_folder("home", scene.folder.path(), Existing::Refuse);
    let report = down.await.unwrap();
    assert!(
        matches!(report.failed[..], [(_, Error::Taken(_))]),
        "{report:?}"
    );
    assert_eq!(fs::read(&scene.path).unwrap(), b"mine");
    assert_eq!(names(scene.folder.path()), ["a.bin"]);
}

/// A folder's name leads elsewhere here.
#[cfg(unix)]
#[tokio::test]
async fn a_link_below_the_folder_is_not_followed() {
    let scene = Scene::new("a.bin").await;
    {
        let mut store = scene.server.store();
        let sub = store.add("home", "sub", "D", Content::Pattern(0));
        store.add(&sub, "b.bin", "F", Content::Pattern(9));
    }
    let elsewhere = tempfile::tempdir().unwrap();
    let link = scene.folder.path().join("sub");
    std::os::unix::fs::symlink(elsewhere.path(), &link).unwrap();
    let transfer = transfer(&scene.server);
    let down = transfer.download_folder("home", scene.folder.path(), Existing::Replace);
    let report = down.await.unwrap();
    assert!(
        matches!(report.failed[..], [(_, Error::Taken(_))]),
        "{report:?}"
    );
    assert_eq!(report.files, 1);
    assert!(names(elsewhere.path()).is_empty());
}
