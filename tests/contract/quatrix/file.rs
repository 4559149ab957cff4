//! Files, previews and uploads.

use keyfob_contract_suite::operations;
use keyfob_contract_suite::registry::Moment;

operations! { quatrix;
    file_metadata_home_get files.home {
        ways: [[session_token], [api_key]];
        parameters: [content: i64];
        answers: [200 ok FileMetadata, 401 unauthorized ErrorAnswer];
    }
    file_metadata_set files.set_metadata {
        ways: [[session_token], [api_key]];
        body: FileMetadataSetRequest;
        answers: [200 ok FileMetadataSetAnswer];
    }
    file_metadata_get files.metadata {
        ways: [[session_token], [api_key]];
        parameters: [id: String, content: i64];
        answers: [200 ok FileMetadata, 401 unauthorized ErrorAnswer, 404 not_found ErrorAnswer];
    }
    file_info_get files.info {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok FileInfo, 401 unauthorized ErrorAnswer];
    }
    file_size_get files.size {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok FileSize, 401 unauthorized ErrorAnswer];
    }
    file_wopi_token_get files.wopi_token {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok WopiToken, 401 unauthorized ErrorAnswer];
    }
    file_copy files.copy {
        ways: [[session_token], [api_key]];
        body: FileCopyMoveRequest;
        answers: [202 accepted JobAnswer, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    file_delete files.delete {
        ways: [[session_token], [api_key]];
        body: FileDeleteRequest;
        answers: [200 ok FilesOrJob, 202 accepted FilesOrJob, 400 bad_request ErrorAnswer,
            401 unauthorized ErrorAnswer];
    }
    file_move files.move_to {
        ways: [[session_token], [api_key]];
        body: FileCopyMoveRequest;
        answers: [200 ok FilesOrJob, 202 accepted FilesOrJob, 400 bad_request ErrorAnswer,
            401 unauthorized ErrorAnswer];
    }
    file_makedir files.make_folder {
        ways: [[session_token], [api_key]];
        body: MakeFolderRequest;
        answers: [201 created File, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    file_csv_get files.csv {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok bytes, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
        streams: yes;
    }
    file_rename files.rename {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: FileRenameRequest;
        answers: [200 ok FileRenameAnswer, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    file_tag_list files.tags {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok FileTagList, 401 unauthorized ErrorAnswer];
    }
    file_tag_add files.add_tag {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: AddTagRequest;
        answers: [200 ok FileTag, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    file_download_link files.download_link {
        ways: [[session_token], [api_key]];
        body: IdsRequest;
        answers: [200 ok IdAnswer, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    file_download files.download {
        ways: [[session_token], [api_key]];
        parameters: [id: String, range "Range": String];
        answers: [200 ok bytes, 206 partial_content bytes, 401 unauthorized ErrorAnswer];
        streams: yes;
    }
    file_search files.search {
        ways: [[session_token], [api_key]];
        body: FileSearchRequest;
        answers: [200 ok FileList, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    file_preview_get files.preview {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok FilePreview, 401 unauthorized ErrorAnswer];
    }
    file_diff_get files.changes {
        ways: [[session_token], [api_key]];
        parameters: [id: String, from: Moment, to: Moment];
        answers: [200 ok FileDiff, 401 unauthorized ErrorAnswer];
    }
    file_modify_link files.modify_link {
        ways: [[session_token], [api_key]];
        body: FileModifyRequest;
        answers: [200 ok UploadLink, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    file_empty_trash files.empty_trash {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok FileEmptyTrashAnswer, 400 bad_request ErrorAnswer,
            401 unauthorized ErrorAnswer];
    }
    file_id_lookup files.lookup {
        ways: [[api_key], [session_token]];
        body: FileIdRequest;
        answers: [200 ok FileIdAnswer, 401 unauthorized ErrorAnswer, 404 not_found ErrorAnswer];
    }
    file_copy_one files.copy_one {
        ways: [[api_key], [session_token]];
        body: FileCopyMoveOneRequest;
        answers: [200 ok File, 401 unauthorized ErrorAnswer, 404 not_found ErrorAnswer];
    }
    file_move_one files.move_one {
        ways: [[api_key], [session_token]];
        body: FileCopyMoveOneRequest;
        answers: [200 ok File, 401 unauthorized ErrorAnswer, 404 not_found ErrorAnswer];
    }
    upload_link uploads.link {
        ways: [[session_token], [api_key]];
        body: UploadLinkRequest;
        answers: [200 ok UploadLink, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
    upload_chunk uploads.chunk {
        ways: [[session_token], [api_key]];
        parameters: [upload_key: String, content_range "Content-Range": String];
        body: bytes;
        answers: [200 ok, 401 unauthorized ErrorAnswer];
    }
    upload_finalize uploads.finalize {
        ways: [[session_token], [api_key]];
        parameters: [id: String, modified "mtime": Moment];
        answers: [200 ok UploadFinalizeAnswer, 401 unauthorized ErrorAnswer];
    }
    preview_get previews.get {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        answers: [200 ok bytes, 401 unauthorized ErrorAnswer];
        streams: yes;
    }
}
