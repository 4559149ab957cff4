//! What has happened, and what happens by itself.

use keyfob_core::Decimal;

operations! { quatrix;
    tracking_activity_list {
        ways: [[session_token], [api_key]];
        parameters: [id: String, user_id: String, limit: i64, from: Decimal, to: Decimal];
        answers: [200 ok ActivityList, 401 unauthorized ErrorModel];
    }
    tracking_csv_get {
        ways: [[session_token], [api_key]];
        parameters: [user_id: String, from: Decimal, to: Decimal];
        answers: [200 ok bytes, 401 unauthorized ErrorModel];
        streams: yes;
    }
    tracking_file_list {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok TrackedFileList, 401 unauthorized ErrorModel];
    }
    tracking_download_list {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok TrackedDownloadList, 401 unauthorized ErrorModel];
    }
    automation_list {
        ways: [[session_token], [api_key]];
        answers: [200 ok AutomationList, 401 unauthorized ErrorModel];
    }
    automation_get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok Automation, 401 unauthorized ErrorModel];
    }
    automation_create {
        ways: [[session_token], [api_key]];
        body: AutomationCreateReq;
        answers: [201 created Automation, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    automation_edit {
        ways: [[session_token], [api_key]];
        body: AutomationEditReq;
        answers: [200 ok AutomationList, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    automation_delete {
        ways: [[session_token], [api_key]];
        body: IdsReq;
        answers: [200 ok AutomationDeleteAnswer, 400 bad_request ErrorModel,
            401 unauthorized ErrorModel];
    }
    inbox_list {
        ways: [[session_token], [api_key]];
        parameters: [id: String, limit: i64, from: Decimal, to: Decimal];
        answers: [200 ok InboxList, 401 unauthorized ErrorModel];
    }
}
