//! What has happened, and what happens by itself.

use keyfob_contract_suite::operations;
use keyfob_contract_suite::registry::Moment;

operations! { quatrix;
    tracking_activity_list activity_log.list {
        ways: [[session_token], [api_key]];
        parameters: [id: String, user_id: String, limit: i64, from: Moment, to: Moment];
        answers: [200 ok ActivityList, 401 unauthorized ErrorAnswer];
    }
    tracking_csv_get activity_log.csv {
        ways: [[session_token], [api_key]];
        parameters: [user_id: String, from: Moment, to: Moment];
        answers: [200 ok bytes, 401 unauthorized ErrorAnswer];
        streams: yes;
    }
    tracking_file_list activity_log.share_files {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok TrackedFileList, 401 unauthorized ErrorAnswer];
    }
    tracking_download_list activity_log.file_downloads {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok TrackedDownloadList, 401 unauthorized ErrorAnswer];
    }
    automation_list automations.list {
        ways: [[session_token], [api_key]];
        answers: [200 ok AutomationList, 401 unauthorized ErrorAnswer];
    }
    automation_get automations.get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok Automation, 401 unauthorized ErrorAnswer];
    }
    automation_create automations.create {
        ways: [[session_token], [api_key]];
        body: AutomationCreateRequest;
        answers: [201 created Automation, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    automation_edit automations.update {
        ways: [[session_token], [api_key]];
        body: AutomationEditRequest;
        answers: [200 ok AutomationList, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    automation_delete automations.delete {
        ways: [[session_token], [api_key]];
        body: IdsRequest;
        answers: [200 ok AutomationDeleteAnswer, 400 bad_request ErrorAnswer,
            401 unauthorized ErrorAnswer];
    }
    inbox_list inbox.list {
        ways: [[session_token], [api_key]];
        parameters: [id: String, limit: i64, from: Moment, to: Moment];
        answers: [200 ok InboxList, 401 unauthorized ErrorAnswer];
    }
}
