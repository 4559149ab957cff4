//! Files, previews and uploads.

use keyfob_core::Decimal;

operations! { quatrix;
    file_metadata_home_get {
        ways: [[session_token], [api_key]];
        parameters: [content: i64];
        answers: [200 ok FileMetadata, 401 unauthorized ErrorModel];
    }
    file_metadata_set {
        ways: [[session_token], [api_key]];
        body: FileMetadataSetReq;
        answers: [200 ok FileMetadataSetAnswer];
    }
    file_metadata_get {
        ways: [[session_token], [api_key]];
        parameters: [id: String, content: i64];
        answers: [200 ok FileMetadata, 401 unauthorized ErrorModel, 404 not_found ErrorModel];
    }
    file_info_get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok FileInfo, 401 unauthorized ErrorModel];
    }
    file_size_get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok FileSize, 401 unauthorized ErrorModel];
    }
    file_wopi_token_get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok WopiToken, 401 unauthorized ErrorModel];
    }
    file_copy {
        ways: [[session_token], [api_key]];
        body: FileCopyMoveReq;
        answers: [202 accepted JobResp, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    file_delete {
        ways: [[session_token], [api_key]];
        body: FileDeleteReq;
        answers: [200 ok FilesOrJob, 202 accepted FilesOrJob, 400 bad_request ErrorModel,
            401 unauthorized ErrorModel];
    }
    file_move {
        ways: [[session_token], [api_key]];
        body: FileCopyMoveReq;
        answers: [200 ok FilesOrJob, 202 accepted FilesOrJob, 400 bad_request ErrorModel,
            401 unauthorized ErrorModel];
    }
    file_makedir {
        ways: [[session_token], [api_key]];
        body: MakeDirReq;
        answers: [201 created File, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    file_csv_get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok bytes, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
        streams: yes;
    }
    file_rename {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: FileRenameReq;
        answers: [200 ok FileRenameAnswer, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    file_tag_list {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok FileTagList, 401 unauthorized ErrorModel];
    }
    file_tag_add {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: FileAddTagReq;
        answers: [200 ok FileTag, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    file_download_link {
        ways: [[session_token], [api_key]];
        body: IdsReq;
        answers: [200 ok IdResp, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    file_download {
        ways: [[session_token], [api_key]];
        parameters: [id: String, range "Range": String];
        answers: [200 ok bytes, 206 partial_content bytes, 401 unauthorized ErrorModel];
        streams: yes;
    }
    file_search {
        ways: [[session_token], [api_key]];
        body: FileSearchReq;
        answers: [200 ok FileList, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    file_preview_get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok FilePreview, 401 unauthorized ErrorModel];
    }
    file_diff_get {
        ways: [[session_token], [api_key]];
        parameters: [id: String, from: Decimal, to: Decimal];
        answers: [200 ok FileDiff, 401 unauthorized ErrorModel];
    }
    file_modify_link {
        ways: [[session_token], [api_key]];
        body: FileModifyReq;
        answers: [200 ok UploadLink, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    file_empty_trash {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok FileEmptyTrashAnswer, 400 bad_request ErrorModel,
            401 unauthorized ErrorModel];
    }
    file_id_lookup {
        ways: [[api_key], [session_token]];
        body: FileIdReq;
        answers: [200 ok FileIdAnswer, 401 unauthorized ErrorModel, 404 not_found ErrorModel];
    }
    file_copy_one {
        ways: [[api_key], [session_token]];
        body: FileCopyMoveOneReq;
        answers: [200 ok File, 401 unauthorized ErrorModel, 404 not_found ErrorModel];
    }
    file_move_one {
        ways: [[api_key], [session_token]];
        body: FileCopyMoveOneReq;
        answers: [200 ok File, 401 unauthorized ErrorModel, 404 not_found ErrorModel];
    }
    upload_link {
        ways: [[session_token], [api_key]];
        body: UploadLinkReq;
        answers: [200 ok UploadLink, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
    upload_chunk {
        ways: [[session_token], [api_key]];
        parameters: [upload_key: String, content_range "Content-Range": String];
        body: bytes;
        answers: [200 ok, 401 unauthorized ErrorModel];
    }
    upload_finalize {
        ways: [[session_token], [api_key]];
        parameters: [id: String, mtime: Decimal];
        answers: [200 ok UploadFinalizeAnswer, 401 unauthorized ErrorModel];
    }
    preview_get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok bytes, 401 unauthorized ErrorModel];
        streams: yes;
    }
}
