//! Project folders.

use keyfob_contract_suite::operations;

operations! { quatrix;
    project_folder_list project_folders.list {
        ways: [[session_token], [api_key]];
        answers: [200 ok ProjectFolderList, 401 unauthorized ErrorAnswer];
    }
    project_folder_create project_folders.create {
        ways: [[session_token], [api_key]];
        body: ProjectFolderCreateRequest;
        answers: [200 ok ProjectFolderCreateAnswer, 201 created ProjectFolderCreateAnswer,
            400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    project_folder_list_for_users project_folders.list_for_users {
        ways: [[session_token], [api_key]];
        body: ProjectFolderUsersRequest;
        answers: [200 ok ProjectFolderMembershipList, 400 bad_request ErrorAnswer,
            401 unauthorized ErrorAnswer];
    }
    project_folder_user_list project_folders.users {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok UserPermissionList, 401 unauthorized ErrorAnswer];
    }
    project_folder_set_users project_folders.set_users {
        ways: [[session_token], [api_key]];
        body: ProjectFolderSetUsersRequest;
        answers: [200 ok ProjectFolderMembershipList, 400 bad_request ErrorAnswer,
            401 unauthorized ErrorAnswer, 404 not_found ErrorAnswer];
    }
    project_folder_get project_folders.get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok ProjectFolderMetadata, 401 unauthorized ErrorAnswer];
    }
    project_folder_add_users project_folders.add_users {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: ProjectFolderAddUsersRequest;
        answers: [200 ok UserPermissionList, 400 bad_request ErrorAnswer,
            401 unauthorized ErrorAnswer];
    }
    project_folder_edit_users project_folders.update_users {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: ProjectFolderEditUsersRequest;
        answers: [200 ok UserPermissionList, 400 bad_request ErrorAnswer,
            401 unauthorized ErrorAnswer];
    }
    project_folder_delete_users project_folders.remove_users {
        ways: [[session_token], [api_key]];
        body: ProjectFolderDeleteUsersRequest;
        answers: [200 ok ProjectFolderLeaverList, 400 bad_request ErrorAnswer,
            401 unauthorized ErrorAnswer];
    }
    project_folder_delete project_folders.delete {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok IdAnswer, 401 unauthorized ErrorAnswer];
    }
}
