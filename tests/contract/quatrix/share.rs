//! Shares.

use keyfob_contract_suite::operations;
use keyfob_contract_suite::registry::Moment;

operations! { quatrix;
    share_recipient_list shares.recipients {
        ways: [[session_token], [api_key]];
        parameters: [email: String];
        answers: [200 ok ShareRecipientList, 401 unauthorized ErrorAnswer];
    }
    share_create shares.create {
        ways: [[session_token], [api_key]];
        body: ShareCreateRequest;
        answers: [201 created ShareCreateAnswer, 400 bad_request ErrorAnswer,
            401 unauthorized ErrorAnswer];
    }
    share_login_pin shares.login_with_pin {
        ways: [[session_token], [api_key]];
        body: ShareLoginPinRequest;
        answers: [200 ok, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    quicklink_create shares.create_quicklink {
        ways: [[session_token], [api_key]];
        body: QuicklinkCreateRequest;
        answers: [200 ok QuicklinkCreateAnswer, 201 created QuicklinkCreateAnswer,
            400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    quicklink_revoke shares.revoke_quicklink {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok IdAnswer, 401 unauthorized ErrorAnswer];
    }
    quicklink_login_pin shares.login_quicklink_with_pin {
        ways: [[session_token], [api_key]];
        body: QuicklinkLoginPinRequest;
        answers: [200 ok, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    files_return_send shares.return_files {
        ways: [[session_token], [api_key]];
        body: FilesReturnSendRequest;
        answers: [201 created FilesReturnSendAnswer, 202 accepted FilesReturnSendAnswer,
            400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    files_return_get shares.files_return {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok FilesReturn, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    files_return_upload_link shares.return_upload_link {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: FilesReturnUploadLinkRequest;
        answers: [200 ok FilesReturnUploadLink, 400 bad_request ErrorAnswer,
            401 unauthorized ErrorAnswer];
    }
    files_return_makedir shares.make_return_folder {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: FilesReturnMakeFolderRequest;
        answers: [201 created FilesReturnFolder, 400 bad_request ErrorAnswer,
            401 unauthorized ErrorAnswer];
    }
    share_download_info_get shares.download_info {
        ways: [[session_token], [api_key], []];
        parameters: [id: String];
        answers: [200 ok ShareDownloadInfo, 401 unauthorized ErrorAnswer];
    }
    share_file_list shares.files {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok ShareFileList, 401 unauthorized ErrorAnswer];
    }
    share_download_link_all shares.download_link_all {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok IdAnswer, 401 unauthorized ErrorAnswer];
    }
    share_download_link shares.download_link {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: ShareDownloadLinkRequest;
        answers: [200 ok IdAnswer, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    share_download shares.download {
        ways: [];
        parameters: [id: String];
        answers: [200 ok bytes];
        streams: yes;
    }
    share_revoke shares.revoke {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok IdAnswer, 401 unauthorized ErrorAnswer];
    }
    share_preview_get shares.preview {
        ways: [[session_token], [api_key]];
        parameters: [id: String, size: quatrix::types::PreviewSize];
        answers: [200 ok bytes, 401 unauthorized ErrorAnswer];
        streams: yes;
    }
    share_request shares.request_files {
        ways: [[session_token], [api_key]];
        body: RequestFilesRequest;
        answers: [200 ok RequestFilesAnswer, 400 bad_request ErrorAnswer,
            401 unauthorized ErrorAnswer];
    }
    share_send_request shares.request_files_from {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: RequestFilesFromPersonRequest;
        answers: [202 accepted JobAnswer, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    tracking_list shares.list {
        ways: [[session_token], [api_key]];
        parameters: [date: Moment];
        answers: [200 ok TrackedShareList, 401 unauthorized ErrorAnswer];
    }
    tracking_user_list shares.list_for_user {
        ways: [[session_token], [api_key]];
        parameters: [id: String, date: Moment];
        answers: [200 ok TrackedShareList, 401 unauthorized ErrorAnswer];
    }
}
