//! Market data.

operations! { kotak_trade;
    margin_required {
        ways: [[access_token, consumer_key, session_token]];
        body: ReqMargin;
        answers: [200 ok MarginRequiredAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_margins {
        ways: [[access_token, consumer_key, session_token]];
        answers: [200 ok MarginsAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_instruments_details {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [instrument_tokens "instrumentTokens": String];
        answers: [200 ok QuoteFullAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_ltp_quote {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [instrument_tokens "instrumentTokens": String];
        answers: [200 ok QuoteLtpAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_market_details_quote {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [instrument_tokens "instrumentTokens": String];
        answers: [200 ok QuoteDepthAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_ohlc_quote {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [instrument_tokens "instrumentTokens": String];
        answers: [200 ok QuoteOhlcAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_historical_resource {
        ways: [[access_token]];
        parameters: [resource: String, input: String];
        answers: [200 ok HistoricalAnswer, 404 not_found];
    }
}
