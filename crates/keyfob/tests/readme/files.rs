//! Files and folders.

use keyfob::Error;
use keyfob::quatrix::Login;
use keyfob::quatrix::transfer::{Event, Existing, Target};

use crate::start;

#[tokio::test]
async fn streams_and_folders() -> Result<(), Error> {
    let (_sandbox, accounts, settings) = start().await;
    let account = &accounts.quatrix[0];
    let login = Login::new("acme").with_settings(settings);
    let password = login.password(&account.email, &*account.password);
    let session = password.await?.session()?;
    let folder_id = session.home_folder().await?;
    let work = tempfile::tempdir().expect("a folder");
    let [here, there, journal] = ["here", "there", "journal"].map(|name| work.path().join(name));
    std::fs::create_dir(&here).expect("made");
    std::fs::write(here.join("report.pdf"), "a report").expect("written");
    let transfer = session.transfer();
    let (reader, size, mut writer) = (&b"a log"[..], 5, Vec::new());
    // readme
    let target = Target::new(&folder_id, "log.txt");
    let uploaded = transfer.upload(reader, size, target).await?;
    transfer.download(&uploaded.file_id, &mut writer).await?;
    // end
    assert_eq!(writer, b"a log");
    // readme
    let (transfer, mut progress) = session.transfer().with_progress();
    let transfer = transfer.with_journal(&journal).await?;
    let work = async move {
        let up = transfer.upload_folder(&here, &folder_id, Existing::ReplaceIfOther);
        println!("up: {:?}", up.await?.complete()?);
        let down = transfer.download_folder(&folder_id, &there, Existing::ReplaceIfOther);
        down.await?.complete()
    };
    let show = async {
        while let Some(event) = progress.next().await {
            match event {
                Event::Started { name, total, .. } => println!("{name}: {total:?} bytes"),
                Event::Failed { why, .. } => println!("{why}"),
                _ => {} // moved, arrived, finished, skipped, ...
            }
        }
    };
    let (down, ()) = tokio::join!(work, show);
    // end
    assert_eq!(down?.files, 2);
    Ok(())
}
