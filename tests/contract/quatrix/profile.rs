//! The profile of the user.

use keyfob_contract_suite::operations;

operations! { quatrix;
    profile_info_get profile.usage {
        ways: [[session_token], [api_key]];
        answers: [200 ok ProfileInfo, 401 unauthorized ErrorAnswer];
    }
    profile_get profile.get {
        ways: [[session_token], [api_key]];
        answers: [200 ok Profile, 401 unauthorized ErrorAnswer];
    }
    profile_set profile.update {
        ways: [[session_token], [api_key]];
        body: ProfileSetRequest;
        answers: [200 ok ProfileSetAnswer, 401 unauthorized ErrorAnswer];
    }
    profile_set_password profile.set_password {
        ways: [[session_token], [api_key]];
        body: ProfileSetPasswordRequest;
        answers: [200 ok ProfileSetPasswordAnswer, 400 bad_request ErrorAnswer,
            401 unauthorized ErrorAnswer];
    }
    profile_2fa_generate profile.generate_qr_code {
        ways: [[session_token], [api_key]];
        answers: [200 ok bytes, 401 unauthorized ErrorAnswer];
        streams: yes;
    }
    profile_set_mfa profile.set_mfa {
        ways: [[session_token], [api_key]];
        body: ProfileSetMfaRequest;
        answers: [200 ok ProfileSetMfaAnswer, 400 bad_request ErrorAnswer,
            401 unauthorized ErrorAnswer];
    }
    profile_remove_mfa profile.remove_mfa {
        ways: [[session_token], [api_key]];
        body: ProfileRemoveMfaRequest;
        answers: [200 ok MfaStatus, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
}
