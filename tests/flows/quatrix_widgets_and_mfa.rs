//! Quatrix: upload widgets, password resets, and second factors that are turned on and off.

use keyfob_sandbox::Sandbox;
use keyfob_sandbox::accounts::CAPTCHA_SOLUTION;
use quatrix::types::{
    NewPasswordRequest, PasswordResetRequest, ProfileRemoveMfaRequest, ProfileSetMfaRequest,
    UserRemoveMfaRequest, UserResetMfaRequest, UserSetMfaRequest, WidgetMakeFolderRequest,
    WidgetUnblockCaptchaRequest, WidgetUploadLinkRequest,
};
use serde_json::json;

use super::conform::{conforms, walks};
use super::quatrix::{account, login, plain};
use super::quatrix_calls::{all, body, chunk, folder, user};

#[tokio::test]
async fn a_visitor_uploads() {
    let sandbox = Sandbox::start().await.unwrap();
    let (client, _) = user(&sandbox, "plain").await;
    let dir = folder(&client, "Entries").await;
    let widget = sandbox.quatrix().place_widget(&dir, 3).unwrap();
    let token = json!({"token": CAPTCHA_SOLUTION});
    let solved = client.widgets().unblock_captcha().id(&widget);
    let solved = solved
        .body(body::<WidgetUnblockCaptchaRequest>(token))
        .send()
        .await
        .unwrap();
    assert_eq!(solved.files_remaining, Some(3));
    let inner = client.widgets().make_folder().id(&widget);
    let inner = inner
        .body(body::<WidgetMakeFolderRequest>(json!({"name": "Week 1"})))
        .send()
        .await;
    let inner = inner.unwrap().id.clone().unwrap();
    let new = json!({"name": "form.pdf", "file_size": 5, "parent_id": inner});
    let link = client
        .widgets()
        .upload_link()
        .id(&widget)
        .body(body::<WidgetUploadLinkRequest>(new));
    let key = link.send().await.unwrap().upload_key.clone().unwrap();
    chunk(&client, key.expose()).await;
    let done = client.widgets().finalize_upload().id(key.expose());
    assert_eq!(done.send().await.unwrap().parent_id, Some(inner));
    let left = client.widgets().get().id(&widget).send().await.unwrap();
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
        .password_reset()
        .request()
        .body(body::<PasswordResetRequest>(asked));
    assert_eq!(
        asked.send().await.unwrap().emails,
        std::slice::from_ref(&email)
    );
    let reset = sandbox.quatrix().mails().pop().unwrap().id;
    client
        .password_reset()
        .get()
        .id(&reset)
        .send()
        .await
        .unwrap();
    let new = json!({"password": "plum-Kettle-47-orbit"});
    let done = client
        .password_reset()
        .set_password()
        .id(&reset)
        .body(body::<NewPasswordRequest>(new));
    done.send().await.unwrap();
    let session = login(&sandbox).password(&email, "plum-Kettle-47-orbit");
    session.await.unwrap().session().unwrap();
    let used_up = client.password_reset().get().id(&reset).send().await;
    assert_eq!(used_up.unwrap_err().status().unwrap().as_u16(), 401);
    let exchanges = sandbox.take_exchanges();
    walks("quatrix", &["password-reset"], &exchanges);
    conforms("quatrix", &exchanges);
}

#[tokio::test]
async fn second_factors_are_turned_on_and_off() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = plain(&sandbox).await;
    let other = plain(&sandbox).await;
    let client = session.client();
    let picture = client.profile().generate_qr_code().send().await.unwrap();
    assert!(all(picture.into_inner()).await.starts_with(b"iVBOR"));
    let email = account(&sandbox, "plain").email;
    let secret = sandbox.quatrix().authenticator_secret(&email).unwrap();
    let code = sandbox.totp(&secret).unwrap();
    let set = json!({"auth_type": "2FA", "code": code});
    client
        .profile()
        .set_mfa()
        .body(body::<ProfileSetMfaRequest>(set))
        .send()
        .await
        .unwrap();
    other.keepalive().await.unwrap_err();
    session.keepalive().await.unwrap();
    let profile = client.profile().get().send().await.unwrap();
    assert_eq!(profile.auth_methods, ["2FA"]);
    let remove = json!({"auth_type": "2FA"});
    let removed = client
        .profile()
        .remove_mfa()
        .body(body::<ProfileRemoveMfaRequest>(remove))
        .send()
        .await;
    assert_eq!(removed.unwrap().status.as_deref(), Some("success"));

    let (_, them) = user(&sandbox, "pin").await;
    let set = json!({"ids": [them], "auth_type": "PIN", "code": "54321"});
    client
        .users()
        .set_mfa()
        .body(body::<UserSetMfaRequest>(set))
        .send()
        .await
        .unwrap();
    let lift = json!({"ids": [them], "auth_type": "PIN"});
    client
        .users()
        .remove_mfa()
        .body(body::<UserRemoveMfaRequest>(lift))
        .send()
        .await
        .unwrap();
    let reset = json!({"ids": [them], "auth_type": "2FA"});
    client
        .users()
        .reset_mfa()
        .body(body::<UserResetMfaRequest>(reset))
        .send()
        .await
        .unwrap();
    conforms("quatrix", &sandbox.take_exchanges());
}
