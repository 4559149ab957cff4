//! Widgets.

use keyfob_contract_suite::operations;

operations! { quatrix;
    widget_get widgets.get {
        ways: [];
        parameters: [id: String];
        answers: [200 ok Widget];
    }
    widget_upload_link widgets.upload_link {
        ways: [];
        parameters: [id: String];
        body: WidgetUploadLinkRequest;
        answers: [200 ok WidgetUploadLink];
    }
    widget_finalize_upload widgets.finalize_upload {
        ways: [];
        parameters: [id: String];
        answers: [200 ok WidgetFinalizeUploadAnswer];
    }
    widget_makedir widgets.make_folder {
        ways: [];
        parameters: [id: String];
        body: WidgetMakeFolderRequest;
        answers: [200 ok WidgetFolder, 400 bad_request ErrorAnswer];
    }
    widget_unblock_captcha widgets.unblock_captcha {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: WidgetUnblockCaptchaRequest;
        answers: [200 ok WidgetCaptcha, 400 bad_request CaptchaFault,
            401 unauthorized CaptchaFault];
    }
}
