//! Shares.

use keyfob_core::Decimal;

operations! { quatrix;
    share_recipient_list {
        ways: [[session_token], [api_key]];
        parameters: [email: String];
        answers: [200 ok ShareRecipientList, 401 unauthorized ErrorModel];
    }
    share_create {
        ways: [[session_token], [api_key]];
        body: ShareCreateReq;
        answers: [201 created ShareCreateAnswer, 400 bad_request ErrorModel,
            401 unauthorized ErrorModel];
    }
    share_login_pin {
        ways: [[session_token], [api_key]];
        body: ShareLoginPinReq;
        answers: [200 ok, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    quicklink_create {
        ways: [[session_token], [api_key]];
        body: QuicklinkCreateReq;
        answers: [200 ok QuicklinkCreateAnswer, 201 created QuicklinkCreateAnswer,
            400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    quicklink_revoke {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok IdResp, 401 unauthorized ErrorModel];
    }
    quicklink_login_pin {
        ways: [[session_token], [api_key]];
        body: QuicklinkLoginPinReq;
        answers: [200 ok, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    files_return_send {
        ways: [[session_token], [api_key]];
        body: FilesReturnSendReq;
        answers: [201 created FilesReturnSendAnswer, 202 accepted FilesReturnSendAnswer,
            400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    files_return_get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok FilesReturn, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    files_return_upload_link {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: FilesReturnUploadLinkReq;
        answers: [200 ok FilesReturnUploadLink, 400 bad_request ErrorModel,
            401 unauthorized ErrorModel];
    }
    files_return_makedir {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: FilesReturnMakedirReq;
        answers: [201 created FilesReturnFolder, 400 bad_request ErrorModel,
            401 unauthorized ErrorModel];
    }
    share_download_info_get {
        ways: [[session_token], [api_key], []];
        parameters: [id: String];
        answers: [200 ok ShareDownloadInfo, 401 unauthorized ErrorModel];
    }
    share_file_list {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok ShareFileList, 401 unauthorized ErrorModel];
    }
    share_download_link_all {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok IdResp, 401 unauthorized ErrorModel];
    }
    share_download_link {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: ShareDownloadLinkReq;
        answers: [200 ok IdResp, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    share_download {
        ways: [];
        parameters: [id: String];
        answers: [200 ok bytes];
        streams: yes;
    }
    share_revoke {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok IdResp, 401 unauthorized ErrorModel];
    }
    share_preview_get {
        ways: [[session_token], [api_key]];
        parameters: [id: String, size: quatrix::types::SharePreviewGetSize];
        answers: [200 ok bytes, 401 unauthorized ErrorModel];
        streams: yes;
    }
    share_request {
        ways: [[session_token], [api_key]];
        body: ShareRequestReq;
        answers: [200 ok ShareRequestAnswer, 400 bad_request ErrorModel,
            401 unauthorized ErrorModel];
    }
    share_send_request {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: ShareSendRequestReq;
        answers: [202 accepted JobResp, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    tracking_list {
        ways: [[session_token], [api_key]];
        parameters: [date: Decimal];
        answers: [200 ok TrackedShareList, 401 unauthorized ErrorModel];
    }
    tracking_user_list {
        ways: [[session_token], [api_key]];
        parameters: [id: String, date: Decimal];
        answers: [200 ok TrackedShareList, 401 unauthorized ErrorModel];
    }
}
