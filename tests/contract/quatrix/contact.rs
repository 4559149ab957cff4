//! Contacts and groups.

use keyfob_contract_suite::operations;

operations! { quatrix;
    contact_list contacts.list {
        ways: [[session_token], [api_key]];
        answers: [200 ok ContactList, 401 unauthorized ErrorAnswer];
    }
    contact_get contacts.get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok Contact, 401 unauthorized ErrorAnswer];
    }
    contact_create contacts.create {
        ways: [[session_token], [api_key]];
        body: ContactCreateRequest;
        answers: [201 created Contact, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    contact_edit contacts.update {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: ContactEditRequest;
        answers: [200 ok Contact, 401 unauthorized ErrorAnswer];
    }
    contact_delete contacts.delete {
        ways: [[session_token], [api_key]];
        body: IdsRequest;
        answers: [200 ok ContactDeleteAnswer, 400 bad_request ErrorAnswer,
            401 unauthorized ErrorAnswer];
    }
    contact_upgrade contacts.upgrade {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok User, 401 unauthorized ErrorAnswer];
    }
    contact_pgp_key_get contacts.pgp_key {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok PgpKey, 401 unauthorized ErrorAnswer, 403 forbidden ErrorAnswer,
            404 not_found ErrorAnswer];
    }
    contact_group_list contacts.groups {
        ways: [[session_token], [api_key]];
        answers: [200 ok ContactGroupList, 401 unauthorized ErrorAnswer];
    }
    group_list groups.list {
        ways: [[session_token], [api_key]];
        answers: [200 ok GroupDetailsList, 401 unauthorized ErrorAnswer];
    }
    group_get groups.get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok GroupDetails, 401 unauthorized ErrorAnswer];
    }
}
