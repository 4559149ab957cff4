//! Positions and reports.

operations! { kotak_trade;
    positions {
        ways: [[access_token, consumer_key, session_token]];
        answers: [200 ok PositionsAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    positions_today {
        ways: [[access_token, consumer_key, session_token]];
        answers: [200 ok PositionsTodayAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    positions_open {
        ways: [[access_token, consumer_key, session_token]];
        answers: [200 ok PositionsOpenAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    positions_stocks {
        ways: [[access_token, consumer_key, session_token]];
        answers: [200 ok PositionsStocksAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_order_reports {
        ways: [[access_token, consumer_key, session_token]];
        answers: [200 ok OrderReportsAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_order_report_by_order_id {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [order_id "orderId": String];
        answers: [200 ok OrderHistoryAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_fno_order_detail_by_order_id {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [order_id "orderId": String,
            is_fno "isFNO": kotak_trade::types::GetFnoOrderDetailByOrderIdIsFno];
        answers: [200 ok OrderHistoryAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_trade_report {
        ways: [[access_token, consumer_key, session_token]];
        answers: [200 ok TradeReportAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_trade_report_by_order_id {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [order_id "orderId": String];
        answers: [200 ok OrderHistoryAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_fno_trade_report_by_order_id {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [order_id "orderId": String,
            is_fno "isFNO": kotak_trade::types::GetFnoTradeReportByOrderIdIsFno];
        answers: [200 ok OrderHistoryAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
}
