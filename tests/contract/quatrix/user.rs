//! Users.

operations! { quatrix;
    user_list {
        ways: [[session_token], [api_key]];
        answers: [200 ok UserList, 401 unauthorized ErrorModel];
    }
    user_get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok User, 401 unauthorized ErrorModel];
    }
    user_create {
        ways: [[session_token], [api_key]];
        body: UserCreateReq;
        answers: [201 created User, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    user_edit {
        ways: [[session_token], [api_key]];
        body: UserEditReq;
        answers: [200 ok UserList, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    user_delete {
        ways: [[session_token], [api_key]];
        body: UserDeleteReq;
        answers: [202 accepted JobResp, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    user_pgp_key_get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok PgpKey, 401 unauthorized ErrorModel];
    }
    user_group_list {
        ways: [[session_token], [api_key]];
        answers: [200 ok UserGroupList, 401 unauthorized ErrorModel];
    }
    user_signup {
        ways: [];
        body: UserSignupReq;
        answers: [200 ok, 400 bad_request ErrorModel];
    }
    user_set_mfa {
        ways: [[session_token], [api_key]];
        body: UserSetMfaReq;
        answers: [200 ok MfaStatus, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    user_remove_mfa {
        ways: [[session_token], [api_key]];
        body: UserRemoveMfaReq;
        answers: [200 ok MfaStatus, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    user_reset_mfa {
        ways: [[session_token], [api_key]];
        body: UserResetMfaReq;
        answers: [200 ok MfaStatus, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
}
