//! Orders.

use keyfob_contract_suite::operations;

operations! { kotak_trade;
    modify_order orders.modify {
        ways: [[access_token, consumer_key, session_token]];
        body: ModifyOrderRequest;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    place_new_order orders.place {
        ways: [[access_token, consumer_key, session_token]];
        body: PlaceOrderRequest;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    cancel_order orders.cancel {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [order_number "orderId": String];
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    modify_normal_order orders.modify_normal {
        ways: [[access_token, consumer_key, session_token]];
        body: ModifyNormalOrderRequest;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    place_new_normal_order orders.place_normal {
        ways: [[access_token, consumer_key, session_token]];
        body: PlaceNormalOrderRequest;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    cancel_normal_order orders.cancel_normal {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [order_number "orderId": String];
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    modify_sm_order orders.modify_super_multiple {
        ways: [[access_token, consumer_key, session_token]];
        body: ModifySuperMultipleOrderRequest;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    place_new_sm_order orders.place_super_multiple {
        ways: [[access_token, consumer_key, session_token]];
        body: PlaceSuperMultipleOrderRequest;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    cancel_sm_order orders.cancel_super_multiple {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [order_number "orderId": String];
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    modify_sor_order orders.modify_smart_routed {
        ways: [[access_token, consumer_key, session_token]];
        body: ModifySmartRoutedOrderRequest;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    place_new_sor_order orders.place_smart_routed {
        ways: [[access_token, consumer_key, session_token]];
        body: PlaceSmartRoutedOrderRequest;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    cancel_sor_order orders.cancel_smart_routed {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [order_number "orderId": String];
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    modify_mtf_order orders.modify_margin_trading {
        ways: [[access_token, consumer_key, session_token]];
        body: ModifyMarginTradingOrderRequest;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    place_new_mtf_order orders.place_margin_trading {
        ways: [[access_token, consumer_key, session_token]];
        body: PlaceMarginTradingOrderRequest;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    cancel_mtf_order orders.cancel_margin_trading {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [order_number "orderId": String];
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    modify_mis_order orders.modify_intraday {
        ways: [[access_token, consumer_key, session_token]];
        body: ModifyIntradayOrderRequest;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    place_new_mis_order orders.place_intraday {
        ways: [[access_token, consumer_key, session_token]];
        body: PlaceIntradayOrderRequest;
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    cancel_mis_order orders.cancel_intraday {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [order_number "orderId": String];
        answers: [200 ok OrderAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
}
