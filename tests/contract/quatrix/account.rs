//! The account, its looks and its services.

use keyfob_contract_suite::operations;

operations! { quatrix;
    account_metadata_get account.metadata {
        ways: [];
        answers: [200 ok AccountMetadata, 404 not_found];
    }
    account_roles_list account.users {
        ways: [[session_token], [api_key]];
        answers: [200 ok AccountRoleList, 401 unauthorized ErrorAnswer];
    }
    account_logo_get account.logo {
        ways: [];
        answers: [200 ok bytes];
        streams: yes;
    }
    account_info_get account.info {
        ways: [[session_token], [api_key]];
        answers: [200 ok AccountInfo, 401 unauthorized ErrorAnswer];
    }
    account_list account.list {
        ways: [[session_token], [api_key]];
        answers: [200 ok AccountList, 401 unauthorized ErrorAnswer];
    }
    language_list languages.list {
        ways: [[session_token], [api_key]];
        answers: [200 ok LanguageList, 401 unauthorized ErrorAnswer];
    }
    check_ping session.ping {
        ways: [];
        answers: [200 ok CheckPing];
    }
    language_default_get languages.default {
        ways: [];
        answers: [200 ok LanguageDefault];
    }
    settings_get site_settings.get {
        ways: [[session_token], [api_key]];
        answers: [200 ok Settings, 401 unauthorized ErrorAnswer];
    }
    settings_set site_settings.update {
        ways: [[session_token], [api_key]];
        body: SettingsSetRequest;
        answers: [200 ok Settings, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    settings_upload_logo_link site_settings.logo_upload_link {
        ways: [[session_token], [api_key]];
        answers: [200 ok LogoUploadLink, 401 unauthorized ErrorAnswer];
    }
    settings_auth_method_list site_settings.authentication_methods {
        ways: [[session_token], [api_key]];
        answers: [200 ok AuthenticationMethodList, 401 unauthorized ErrorAnswer];
    }
    service_list services.list {
        ways: [[session_token], [api_key]];
        answers: [200 ok ServiceList, 401 unauthorized ErrorAnswer];
    }
    service_get services.get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok Service, 401 unauthorized ErrorAnswer];
    }
    branding_get branding.get {
        ways: [[session_token], [api_key]];
        answers: [200 ok Branding, 401 unauthorized ErrorAnswer];
    }
    branding_set branding.update {
        ways: [[session_token], [api_key]];
        body: BrandingSetRequest;
        answers: [200 ok Branding, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    branding_preview branding.preview {
        ways: [[session_token], [api_key]];
        body: BrandingPreviewRequest;
        answers: [200 ok BrandingPreview, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
}
