//! Market data.

use keyfob_contract_suite::operations;

operations! { kotak_trade;
    margin_required margins.required {
        ways: [[access_token, consumer_key, session_token]];
        body: RequiredMarginRequest;
        answers: [200 ok RequiredMarginAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_margins margins.summary {
        ways: [[access_token, consumer_key, session_token]];
        answers: [200 ok MarginsAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_instruments_details quotes.full {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [tokens "instrumentTokens": String];
        answers: [200 ok FullQuoteAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_ltp_quote quotes.last_price {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [tokens "instrumentTokens": String];
        answers: [200 ok LastPriceAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_market_details_quote quotes.depth {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [tokens "instrumentTokens": String];
        answers: [200 ok MarketDepthAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_ohlc_quote quotes.ohlc {
        ways: [[access_token, consumer_key, session_token]];
        parameters: [tokens "instrumentTokens": String];
        answers: [200 ok OhlcAnswer, 400 bad_request FaultAnswer, 403 forbidden FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            502 bad_gateway FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    get_historical_resource history.prices {
        ways: [[access_token]];
        parameters: [resource: String, input: String];
        answers: [200 ok HistoricalAnswer, 404 not_found];
    }
}
