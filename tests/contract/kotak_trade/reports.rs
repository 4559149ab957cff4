//! Positions and reports.

use keyfob_contract_suite::operations;

operations! { kotak_trade;
    positions positions.all {
        ways: [[access_token, consumer_key, session_token]];
        answers: [200 ok PositionsAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    positions_today positions.today {
        ways: [[access_token, consumer_key, session_token]];
        answers: [200 ok PositionsTodayAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    positions_open positions.open {
        ways: [[access_token, consumer_key, session_token]];
        answers: [200 ok PositionsOpenAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    positions_stocks positions.stocks {
        ways: [[access_token, consumer_key, session_token]];
        answers: [200 ok PositionsStocksAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_order_reports reports.order_book {
        ways: [[access_token, consumer_key, session_token]];
        answers: [200 ok OrderBookAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_order_report_by_order_id reports.order_history {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [order_number "orderId": String];
        answers: [200 ok OrderHistoryAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_fno_order_detail_by_order_id reports.derivative_order_history {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [order_number "orderId": String, is_derivative "isFNO":
            kotak_trade::types::YesNo];
        answers: [200 ok OrderHistoryAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_trade_report reports.trade_book {
        ways: [[access_token, consumer_key, session_token]];
        answers: [200 ok TradeBookAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_trade_report_by_order_id reports.order_trades {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [order_number "orderId": String];
        answers: [200 ok OrderHistoryAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_fno_trade_report_by_order_id reports.derivative_order_trades {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [order_number "orderId": String, is_derivative "isFNO":
            kotak_trade::types::YesNo];
        answers: [200 ok OrderHistoryAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
}
