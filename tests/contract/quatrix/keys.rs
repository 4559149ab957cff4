//! PGP, SSH and API keys.

operations! { quatrix;
    pgp_key_recipients {
        ways: [[session_token], [api_key]];
        body: IdsReq;
        answers: [200 ok PgpKeyRecipientList, 400 bad_request ErrorModel,
            401 unauthorized ErrorModel];
    }
    pgp_key_get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok PgpKey, 401 unauthorized ErrorModel];
    }
    pgp_key_create {
        ways: [[session_token], [api_key]];
        body: PgpKeyCreateReq;
        answers: [201 created PgpKey, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    pgp_key_edit {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: PgpKeyEditReq;
        answers: [200 ok PgpKey, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    pgp_key_delete {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok IdResp, 401 unauthorized ErrorModel];
    }
    pgp_key_request_get {
        ways: [[session_token], [api_key]];
        parameters: [ids: String];
        answers: [202 accepted JobResp, 401 unauthorized ErrorModel];
    }
    pgp_key_request {
        ways: [[session_token], [api_key]];
        body: IdsReq;
        answers: [202 accepted JobResp, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    key_request_get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok KeyRequest, 401 unauthorized ErrorModel];
    }
    key_request_respond {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: KeyRequestRespondReq;
        answers: [202 accepted JobResp, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    ssh_key_list_own {
        ways: [[session_token], [api_key]];
        answers: [200 ok SshKeyList, 401 unauthorized ErrorModel];
    }
    ssh_key_list {
        ways: [[session_token], [api_key]];
        answers: [200 ok SshKeyList, 401 unauthorized ErrorModel];
    }
    ssh_key_list_for_user {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok SshKeyList, 401 unauthorized ErrorModel];
    }
    ssh_key_get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok SshKey, 401 unauthorized ErrorModel];
    }
    ssh_key_create {
        ways: [[session_token], [api_key]];
        body: SshKeyCreateReq;
        answers: [201 created SshKey, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    ssh_key_edit {
        ways: [[session_token], [api_key]];
        body: SshKeyEditReq;
        answers: [200 ok SshKey, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    ssh_key_delete {
        ways: [[session_token], [api_key]];
        body: SshKeyDeleteReq;
        answers: [200 ok IdResp, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    api_key_list {
        ways: [[session_token], [api_key]];
        answers: [200 ok ApiKeyList, 401 unauthorized ErrorModel];
    }
    api_key_list_for_user {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok ApiKeyList, 401 unauthorized ErrorModel];
    }
    api_key_get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok ApiKey, 401 unauthorized ErrorModel];
    }
    api_key_create {
        ways: [[session_token], [api_key]];
        body: ApiKeyCreateReq;
        answers: [200 ok ApiKey, 201 created ApiKey, 400 bad_request ErrorModel,
            401 unauthorized ErrorModel];
    }
    api_key_update {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: ApiKeyUpdateReq;
        answers: [200 ok ApiKey, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    api_key_delete {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok IdResp, 401 unauthorized ErrorModel];
    }
}
