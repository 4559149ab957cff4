//! Quatrix: upload widgets, password resets, and second factors that are turned on and off.

use keyfob_sandbox::Sandbox;
use keyfob_sandbox::accounts::CAPTCHA_SOLUTION;
use quatrix::types::{
    ProfileRemoveMfaReq, ProfileSetMfaReq, ResetPasswordRequestReq, ResetPasswordResetReq,
    UserRemoveMfaReq, UserResetMfaReq, UserSetMfaReq, WidgetMakedirReq, WidgetUnblockCaptchaReq,
    WidgetUploadLinkReq,
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

#[tokio::test]
async fn second_factors_are_turned_on_and_off() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = plain(&sandbox).await;
    let other = plain(&sandbox).await;
    let client = session.client();
    let picture = client.profile_2fa_generate().send().await.unwrap();
    assert!(all(picture.into_inner()).await.starts_with(b"iVBOR"));
    let email = account(&sandbox, "plain").email;
    let secret = sandbox.quatrix().authenticator_secret(&email).unwrap();
    let code = sandbox.totp(&secret).unwrap();
    let set = json!({"auth_type": "2FA", "code": code});
    client
        .profile_set_mfa()
        .body(body::<ProfileSetMfaReq>(set))
        .send()
        .await
        .unwrap();
    other.keepalive().await.unwrap_err();
    session.keepalive().await.unwrap();
    let profile = client.profile_get().send().await.unwrap();
    assert_eq!(profile.auth_methods, ["2FA"]);
    let remove = json!({"auth_type": "2FA"});
    let removed = client
        .profile_remove_mfa()
        .body(body::<ProfileRemoveMfaReq>(remove))
        .send()
        .await;
    assert_eq!(removed.unwrap().status.as_deref(), Some("success"));

    let (_, them) = user(&sandbox, "pin").await;
    let set = json!({"ids": [them], "auth_type": "PIN", "code": "54321"});
    client
        .user_set_mfa()
        .body(body::<UserSetMfaReq>(set))
        .send()
        .await
        .unwrap();
    let lift = json!({"ids": [them], "auth_type": "PIN"});
    client
        .user_remove_mfa()
        .body(body::<UserRemoveMfaReq>(lift))
        .send()
        .await
        .unwrap();
    let reset = json!({"ids": [them], "auth_type": "2FA"});
    client
        .user_reset_mfa()
        .body(body::<UserResetMfaReq>(reset))
        .send()
        .await
        .unwrap();
    conforms("quatrix", &sandbox.take_exchanges());
}
