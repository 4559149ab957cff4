//! Orders and reports.

use keyfob_contract_suite::operations;

operations! { kotak_neo;
    place_order orders.place {
        ways: [[access_token, trade_sid, trade_token, fin_key, server_id],
            [dashboard_token, trade_sid, trade_token]];
        body: PlaceOrderForm;
        answers: [200 ok OrderAnswer, 400 bad_request Fault, 403 forbidden Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault, 502 bad_gateway Fault,
            503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
    modify_order orders.modify {
        ways: [[access_token, trade_sid, trade_token, fin_key, server_id],
            [dashboard_token, trade_sid, trade_token]];
        body: ModifyOrderForm;
        answers: [200 ok OrderAnswer, 400 bad_request Fault, 403 forbidden Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault, 502 bad_gateway Fault,
            503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
    cancel_order orders.cancel {
        ways: [[access_token, trade_sid, trade_token, fin_key, server_id],
            [dashboard_token, trade_sid, trade_token]];
        body: CancelOrderForm;
        answers: [200 ok OrderAnswer, 400 bad_request Fault, 403 forbidden Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault, 502 bad_gateway Fault,
            503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
    cancel_cover_order orders.cancel_cover {
        ways: [[access_token, trade_sid, trade_token, fin_key, server_id],
            [trade_sid, trade_token, fin_key]];
        body: CancelOrderForm;
        answers: [200 ok OrderAnswer, 400 bad_request Fault, 403 forbidden Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault, 502 bad_gateway Fault,
            503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
    cancel_bracket_order orders.cancel_bracket {
        ways: [[access_token, trade_sid, trade_token, fin_key, server_id],
            [trade_sid, trade_token, fin_key]];
        body: CancelOrderForm;
        answers: [200 ok OrderAnswer, 400 bad_request Fault, 403 forbidden Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault, 502 bad_gateway Fault,
            503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
    get_order_book reports.order_book {
        ways: [[access_token, trade_sid, trade_token, fin_key, server_id],
            [trade_sid, trade_token]];
        answers: [200 ok OrderBookAnswer, 400 bad_request Fault, 403 forbidden Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault, 502 bad_gateway Fault,
            503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
    get_order_by_id reports.order {
        ways: [[trade_sid, trade_token]];
        parameters: [order_number "order_id": String];
        answers: [200 ok OrderBookAnswer, 400 bad_request Fault, 403 forbidden Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault, 502 bad_gateway Fault,
            503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
    get_order_history reports.order_history {
        ways: [[access_token, trade_sid, trade_token, fin_key, server_id],
            [trade_sid, trade_token]];
        body: OrderHistoryForm;
        answers: [200 ok OrderHistoryAnswer, 400 bad_request Fault, 403 forbidden Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault, 502 bad_gateway Fault,
            503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
    get_trade_book reports.trade_book {
        ways: [[access_token, trade_sid, trade_token, fin_key, server_id],
            [trade_sid, trade_token]];
        answers: [200 ok TradeBookAnswer, 400 bad_request Fault, 403 forbidden Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault, 502 bad_gateway Fault,
            503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
    get_positions reports.positions {
        ways: [[access_token, trade_sid, trade_token, fin_key, server_id],
            [trade_sid, trade_token]];
        answers: [200 ok PositionsAnswer, 400 bad_request Fault, 403 forbidden Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault, 502 bad_gateway Fault,
            503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
    get_holdings reports.holdings {
        ways: [[access_token, trade_sid, trade_token, server_id], [trade_sid, trade_token]];
        answers: [200 ok HoldingsAnswer, 400 bad_request Fault, 403 forbidden Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault, 502 bad_gateway Fault,
            503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
    get_limits reports.limits {
        ways: [[access_token, trade_sid, trade_token, fin_key, server_id],
            [trade_sid, trade_token]];
        body: LimitsForm;
        answers: [200 ok LimitsAnswer, 400 bad_request Fault, 403 forbidden Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault, 502 bad_gateway Fault,
            503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
    get_margin_required reports.margin_required {
        ways: [[access_token, trade_sid, trade_token, fin_key, server_id],
            [trade_sid, trade_token]];
        body: MarginForm;
        answers: [200 ok MarginAnswer, 400 bad_request Fault, 403 forbidden Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault, 502 bad_gateway Fault,
            503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
}
