//! The profile of the user.

operations! { quatrix;
    profile_info_get {
        ways: [[session_token], [api_key]];
        answers: [200 ok ProfileInfo, 401 unauthorized ErrorModel];
    }
    profile_get {
        ways: [[session_token], [api_key]];
        answers: [200 ok Profile, 401 unauthorized ErrorModel];
    }
    profile_set {
        ways: [[session_token], [api_key]];
        body: ProfileSetReq;
        answers: [200 ok ProfileSetAnswer, 401 unauthorized ErrorModel];
    }
    profile_set_password {
        ways: [[session_token], [api_key]];
        body: ProfileSetPasswordReq;
        answers: [200 ok ProfileSetPasswordAnswer, 400 bad_request ErrorModel,
            401 unauthorized ErrorModel];
    }
    profile_2fa_generate {
        ways: [[session_token], [api_key]];
        answers: [200 ok bytes, 401 unauthorized ErrorModel];
        streams: yes;
    }
    profile_set_mfa {
        ways: [[session_token], [api_key]];
        body: ProfileSetMfaReq;
        answers: [200 ok ProfileSetMfaAnswer, 400 bad_request ErrorModel,
            401 unauthorized ErrorModel];
    }
    profile_remove_mfa {
        ways: [[session_token], [api_key]];
        body: ProfileRemoveMfaReq;
        answers: [200 ok MfaStatus, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
}
