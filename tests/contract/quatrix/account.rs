//! The account, its looks and its services.

operations! { quatrix;
    account_metadata_get {
        ways: [];
        answers: [200 ok AccountMetadata, 404 not_found];
    }
    account_roles_list {
        ways: [[session_token], [api_key]];
        answers: [200 ok AccountRoleList, 401 unauthorized ErrorModel];
    }
    account_logo_get {
        ways: [];
        answers: [200 ok bytes];
        streams: yes;
    }
    account_info_get {
        ways: [[session_token], [api_key]];
        answers: [200 ok AccountInfo, 401 unauthorized ErrorModel];
    }
    account_list {
        ways: [[session_token], [api_key]];
        answers: [200 ok AccountList, 401 unauthorized ErrorModel];
    }
    language_list {
        ways: [[session_token], [api_key]];
        answers: [200 ok LanguageList, 401 unauthorized ErrorModel];
    }
    check_ping {
        ways: [];
        answers: [200 ok CheckPing];
    }
    language_default_get {
        ways: [];
        answers: [200 ok LanguageDefault];
    }
    settings_get {
        ways: [[session_token], [api_key]];
        answers: [200 ok Settings, 401 unauthorized ErrorModel];
    }
    settings_set {
        ways: [[session_token], [api_key]];
        body: SettingsSetReq;
        answers: [200 ok Settings, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    settings_upload_logo_link {
        ways: [[session_token], [api_key]];
        answers: [200 ok LogoUploadLink, 401 unauthorized ErrorModel];
    }
    settings_auth_method_list {
        ways: [[session_token], [api_key]];
        answers: [200 ok AuthMethodList, 401 unauthorized ErrorModel];
    }
    service_list {
        ways: [[session_token], [api_key]];
        answers: [200 ok ServiceList, 401 unauthorized ErrorModel];
    }
    service_get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok Service, 401 unauthorized ErrorModel];
    }
    branding_get {
        ways: [[session_token], [api_key]];
        answers: [200 ok Branding, 401 unauthorized ErrorModel];
    }
    branding_set {
        ways: [[session_token], [api_key]];
        body: BrandingSetReq;
        answers: [200 ok Branding, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    branding_preview {
        ways: [[session_token], [api_key]];
        body: BrandingPreviewReq;
        answers: [200 ok BrandingPreview, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
}
