//! Orders.

operations! { kotak_trade;
    modify_order {
        ways: [[access_token, consumer_key, session_token]];
        body: ExistingOrder;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    place_new_order {
        ways: [[access_token, consumer_key, session_token]];
        body: NewOrder;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    cancel_order {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [order_id "orderId": String];
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    modify_normal_order {
        ways: [[access_token, consumer_key, session_token]];
        body: ExistingNormalOrder;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    place_new_normal_order {
        ways: [[access_token, consumer_key, session_token]];
        body: NewNormalOrder;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    cancel_normal_order {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [order_id "orderId": String];
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    modify_sm_order {
        ways: [[access_token, consumer_key, session_token]];
        body: ExistingSmOrder;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    place_new_sm_order {
        ways: [[access_token, consumer_key, session_token]];
        body: NewSmOrder;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    cancel_sm_order {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [order_id "orderId": String];
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    modify_sor_order {
        ways: [[access_token, consumer_key, session_token]];
        body: ExistingSorOrder;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    place_new_sor_order {
        ways: [[access_token, consumer_key, session_token]];
        body: NewSorOrder;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    cancel_sor_order {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [order_id "orderId": String];
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    modify_mtf_order {
        ways: [[access_token, consumer_key, session_token]];
        body: ExistingMtfOrder;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    place_new_mtf_order {
        ways: [[access_token, consumer_key, session_token]];
        body: NewMtfOrder;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    cancel_mtf_order {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [order_id "orderId": String];
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    modify_mis_order {
        ways: [[access_token, consumer_key, session_token]];
        body: ExistingMisOrder;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    place_new_mis_order {
        ways: [[access_token, consumer_key, session_token]];
        body: NewMisOrder;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    cancel_mis_order {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [order_id "orderId": String];
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
}
