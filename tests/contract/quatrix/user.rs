//! Users.

use keyfob_contract_suite::operations;

operations! { quatrix;
    user_list users.list {
        ways: [[session_token], [api_key]];
        answers: [200 ok UserList, 401 unauthorized ErrorAnswer];
    }
    user_get users.get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok User, 401 unauthorized ErrorAnswer];
    }
    user_create users.create {
        ways: [[session_token], [api_key]];
        body: UserCreateRequest;
        answers: [201 created User, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    user_edit users.update {
        ways: [[session_token], [api_key]];
        body: UserEditRequest;
        answers: [200 ok UserList, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    user_delete users.delete {
        ways: [[session_token], [api_key]];
        body: UserDeleteRequest;
        answers: [202 accepted JobAnswer, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    user_pgp_key_get users.pgp_key {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok PgpKey, 401 unauthorized ErrorAnswer, 403 forbidden ErrorAnswer,
            404 not_found ErrorAnswer];
    }
    user_group_list users.groups {
        ways: [[session_token], [api_key]];
        answers: [200 ok UserGroupList, 401 unauthorized ErrorAnswer];
    }
    user_signup users.sign_up {
        ways: [];
        body: UserSignupRequest;
        answers: [200 ok, 400 bad_request ErrorAnswer];
    }
    user_set_mfa users.set_mfa {
        ways: [[session_token], [api_key]];
        body: UserSetMfaRequest;
        answers: [200 ok MfaStatus, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    user_remove_mfa users.remove_mfa {
        ways: [[session_token], [api_key]];
        body: UserRemoveMfaRequest;
        answers: [200 ok MfaStatus, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    user_reset_mfa users.reset_mfa {
        ways: [[session_token], [api_key]];
        body: UserResetMfaRequest;
        answers: [200 ok MfaStatus, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
}
