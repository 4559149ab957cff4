//! The side doors of Quatrix: upload widgets and password resets.

use keyfob_sandbox::Sandbox;
use keyfob_sandbox::accounts::CAPTCHA_SOLUTION;
use quatrix::types::{
    ResetPasswordRequestReq, ResetPasswordResetReq, WidgetMakedirReq, WidgetUnblockCaptchaReq,
    WidgetUploadLinkReq,
};
use serde_json::json;

use super::conform::{conforms, walks};
use super::quatrix::{account, login, plain};
use super::quatrix_calls::{body, chunk, folder, user};

#[tokio::test]
async fn a_visitor_uploads() {
    let sandbox = Sandbox::start().await.unwrap();
    let (client, _) = user(&sandbox, "plain").await;
    let dir = folder(&client, "Entries").await;
    let widget = sandbox.quatrix().place_widget(&dir, 3).unwrap();
    let token = json!({"token": CAPTCHA_SOLUTION});
    let solved = client.widget_unblock_captcha().id(&widget);
    let solved = solved
        .body(body::<WidgetUnblockCaptchaReq>(token))
        .send()
        .await
        .unwrap();
    assert_eq!(solved.files_remaining, Some(3));
    let inner = client.widget_makedir().id(&widget);
    let inner = inner
        .body(body::<WidgetMakedirReq>(json!({"name": "Week 1"})))
        .send()
        .await;
    let inner = inner.unwrap().id.clone().unwrap();
    let new = json!({"name": "form.pdf", "file_size": 5, "parent_id": inner});
    let link = client
        .widget_upload_link()
        .id(&widget)
        .body(body::<WidgetUploadLinkReq>(new));
    let key = link.send().await.unwrap().upload_key.clone().unwrap();
    chunk(&client, key.expose()).await;
    let done = client.widget_finalize_upload().id(key.expose());
    assert_eq!(done.send().await.unwrap().parent_id, Some(inner));
    let left = client.widget_get().id(&widget).send().await.unwrap();
    assert_eq!(left.files_remaining, Some(2));
    let exchanges = sandbox.take_exchanges();
    walks("quatrix", &["widget"], &exchanges);
    conforms("quatrix", &exchanges);
}

#[tokio::test]
async fn a_forgotten_password_is_reset() {
    let sandbox = Sandbox::start().await.unwrap();
    let (client, _) = user(&sandbox, "plain").await;
    let email = account(&sandbox, "plain").email;
    let asked = json!({"email": [email]});
    let asked = client
        .reset_password_request()
        .body(body::<ResetPasswordRequestReq>(asked));
    assert_eq!(
        asked.send().await.unwrap().email,
        std::slice::from_ref(&email)
    );
    let reset = sandbox.quatrix().mails().pop().unwrap().id;
    client.reset_password_get().id(&reset).send().await.unwrap();
    let new = json!({"password": "plum-Kettle-47-orbit"});
    let done = client
        .reset_password_reset()
        .id(&reset)
        .body(body::<ResetPasswordResetReq>(new));
    done.send().await.unwrap();
    let session = login(&sandbox).password(&email, "plum-Kettle-47-orbit");
    session.await.unwrap().session().unwrap();
    let used_up = client.reset_password_get().id(&reset).send().await;
    assert_eq!(used_up.unwrap_err().status().unwrap().as_u16(), 401);
    let exchanges = sandbox.take_exchanges();
    walks("quatrix", &["password-reset"], &exchanges);
    conforms("quatrix", &exchanges);
}
