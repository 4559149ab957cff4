//! Widgets.

operations! { quatrix;
    widget_get {
        ways: [];
        parameters: [id: String];
        answers: [200 ok Widget];
    }
    widget_upload_link {
        ways: [];
        parameters: [id: String];
        body: WidgetUploadLinkReq;
        answers: [200 ok WidgetUploadLink];
    }
    widget_finalize_upload {
        ways: [];
        parameters: [id: String];
        answers: [200 ok WidgetFinalizeUploadAnswer];
    }
    widget_makedir {
        ways: [];
        parameters: [id: String];
        body: WidgetMakedirReq;
        answers: [200 ok WidgetFolder, 400 bad_request ErrorModel];
    }
    widget_unblock_captcha {
        ways: [[session_token], [api_key]];
        parameters: [id: String];
        body: WidgetUnblockCaptchaReq;
        answers: [200 ok WidgetCaptcha, 400 bad_request CaptchaFault,
            401 unauthorized CaptchaFault];
    }
}
