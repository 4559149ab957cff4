//! PGP, SSH and API keys.

use keyfob_contract_suite::operations;

operations! { quatrix;
    pgp_key_recipients pgp.recipient_keys {
        ways: [[session_token], [api_key]];
        body: IdsRequest;
        answers: [200 ok PgpKeyRecipientList, 400 bad_request ErrorAnswer,
            401 unauthorized ErrorAnswer];
    }
    pgp_key_get pgp.key {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok PgpKey, 401 unauthorized ErrorAnswer];
    }
    pgp_key_create pgp.create_key {
        ways: [[session_token], [api_key]];
        body: PgpKeyCreateRequest;
        answers: [201 created PgpKey, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    pgp_key_edit pgp.update_key {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: PgpKeyEditRequest;
        answers: [200 ok PgpKey, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    pgp_key_delete pgp.delete_key {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok IdAnswer, 401 unauthorized ErrorAnswer];
    }
    pgp_key_request_get pgp.request_key_from {
        ways: [[session_token], [api_key]];
        parameters: [contact_id "ids": String];
        answers: [202 accepted JobAnswer, 401 unauthorized ErrorAnswer];
    }
    pgp_key_request pgp.request_keys {
        ways: [[session_token], [api_key]];
        body: IdsRequest;
        answers: [202 accepted JobAnswer, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    key_request_get pgp.key_request {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok KeyRequest, 401 unauthorized ErrorAnswer];
    }
    key_request_respond pgp.respond_to_key_request {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: KeyResponseRequest;
        answers: [202 accepted JobAnswer, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    ssh_key_list_own ssh_keys.list_own {
        ways: [[session_token], [api_key]];
        answers: [200 ok SshKeyList, 401 unauthorized ErrorAnswer];
    }
    ssh_key_list ssh_keys.list {
        ways: [[session_token], [api_key]];
        answers: [200 ok SshKeyList, 401 unauthorized ErrorAnswer];
    }
    ssh_key_list_for_user ssh_keys.list_for_user {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok SshKeyList, 401 unauthorized ErrorAnswer];
    }
    ssh_key_get ssh_keys.get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok SshKey, 401 unauthorized ErrorAnswer];
    }
    ssh_key_create ssh_keys.create {
        ways: [[session_token], [api_key]];
        body: SshKeyCreateRequest;
        answers: [201 created SshKey, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    ssh_key_edit ssh_keys.update {
        ways: [[session_token], [api_key]];
        body: SshKeyEditRequest;
        answers: [200 ok SshKey, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    ssh_key_delete ssh_keys.delete {
        ways: [[session_token], [api_key]];
        body: SshKeyDeleteRequest;
        answers: [200 ok IdAnswer, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    api_key_list api_keys.list {
        ways: [[session_token], [api_key]];
        answers: [200 ok ApiKeyList, 401 unauthorized ErrorAnswer];
    }
    api_key_list_for_user api_keys.list_for_user {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok ApiKeyList, 401 unauthorized ErrorAnswer];
    }
    api_key_get api_keys.get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok ApiKey, 401 unauthorized ErrorAnswer];
    }
    api_key_create api_keys.create {
        ways: [[session_token], [api_key]];
        body: ApiKeyCreateRequest;
        answers: [200 ok ApiKey, 201 created ApiKey, 400 bad_request ErrorAnswer,
            401 unauthorized ErrorAnswer];
    }
    api_key_update api_keys.update {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: ApiKeyUpdateRequest;
        answers: [200 ok ApiKey, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    api_key_delete api_keys.delete {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok IdAnswer, 401 unauthorized ErrorAnswer];
    }
}
