//! Project folders.

operations! { quatrix;
    project_folder_list {
        ways: [[session_token], [api_key]];
        answers: [200 ok ProjectFolderList, 401 unauthorized ErrorModel];
    }
    project_folder_create {
        ways: [[session_token], [api_key]];
        body: ProjectFolderCreateReq;
        answers: [200 ok ProjectFolderCreateAnswer, 201 created ProjectFolderCreateAnswer,
            400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    project_folder_list_for_users {
        ways: [[session_token], [api_key]];
        body: ProjectFolderUsersReq;
        answers: [200 ok ProjectFolderMembershipList, 400 bad_request ErrorModel,
            401 unauthorized ErrorModel];
    }
    project_folder_user_list {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok UserPermissionList, 401 unauthorized ErrorModel];
    }
    project_folder_set_users {
        ways: [[session_token], [api_key]];
        body: ProjectFolderSetUsersReq;
        answers: [200 ok ProjectFolderMembershipList, 400 bad_request ErrorModel,
            401 unauthorized ErrorModel, 404 not_found ErrorModel];
    }
    project_folder_get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok ProjectFolderMetadata, 401 unauthorized ErrorModel];
    }
    project_folder_add_users {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: ProjectFolderAddUsersReq;
        answers: [200 ok UserPermissionList, 400 bad_request ErrorModel,
            401 unauthorized ErrorModel];
    }
    project_folder_edit_users {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: ProjectFolderEditUsersReq;
        answers: [200 ok UserPermissionList, 400 bad_request ErrorModel,
            401 unauthorized ErrorModel];
    }
    project_folder_delete_users {
        ways: [[session_token], [api_key]];
        body: ProjectFolderDeleteUsersReq;
        answers: [200 ok ProjectFolderLeaverList, 400 bad_request ErrorModel,
            401 unauthorized ErrorModel];
    }
    project_folder_delete {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok IdResp, 401 unauthorized ErrorModel];
    }
}
