//! Contacts and groups.

operations! { quatrix;
    contact_list {
        ways: [[session_token], [api_key]];
        answers: [200 ok ContactList, 401 unauthorized ErrorModel];
    }
    contact_get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok Contact, 401 unauthorized ErrorModel];
    }
    contact_create {
        ways: [[session_token], [api_key]];
        body: ContactCreateReq;
        answers: [201 created Contact, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    contact_edit {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: ContactEditReq;
        answers: [200 ok Contact, 401 unauthorized ErrorModel];
    }
    contact_delete {
        ways: [[session_token], [api_key]];
        body: IdsReq;
        answers: [200 ok ContactDeleteAnswer, 400 bad_request ErrorModel,
            401 unauthorized ErrorModel];
    }
    contact_upgrade {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok User, 401 unauthorized ErrorModel];
    }
    contact_pgp_key_get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok PgpKey, 401 unauthorized ErrorModel, 403 forbidden ErrorModel,
            404 not_found ErrorModel];
    }
    contact_group_list {
        ways: [[session_token], [api_key]];
        answers: [200 ok ContactGroupList, 401 unauthorized ErrorModel];
    }
    group_list {
        ways: [[session_token], [api_key]];
        answers: [200 ok GroupDetailsList, 401 unauthorized ErrorModel];
    }
    group_get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok GroupDetails, 401 unauthorized ErrorModel];
    }
}
