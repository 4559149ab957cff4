//! Market data.

use keyfob_contract_suite::operations;

operations! { kotak_neo;
    get_scrip_master_paths market.scrip_master_paths {
        ways: [[access_token], [dashboard_token]];
        answers: [200 ok ScripMasterPathsAnswer, 400 bad_request Fault, 401 unauthorized Fault,
            403 forbidden Fault, 429 too_many_requests Fault, 500 internal_server_error Fault,
            502 bad_gateway Fault, 503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
    download_scrip_master_csv market.download_scrip_master {
        ways: [];
        parameters: [date: String, folder: String, file: String];
        answers: [200 ok bytes];
        streams: yes;
    }
    get_quotes market.quotes {
        ways: [[access_token], [dashboard_token]];
        parameters: [neo_symbols: String, quote_type: kotak_neo::types::QuoteType];
        answers: [200 ok QuotesAnswer, 400 bad_request Fault, 403 forbidden Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault, 502 bad_gateway Fault,
            503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
    get_historical_data market.historical_data {
        ways: [[dashboard_token]];
        parameters: [neo_symbol "neosymbol": String, interval:
            kotak_neo::types::CandleInterval, from_date "fromdate": String, to_date
            "todate": String];
        answers: [200 ok HistoricalDataAnswer, 400 bad_request Fault, 403 forbidden Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault];
        headers: [retry_after];
    }
    get_option_chain market.option_chain {
        ways: [[dashboard_token]];
        parameters: [exchange: String, underlying: String, expiry: String, instrument_type:
            String, count: i64];
        answers: [200 ok OptionChainAnswer, 400 bad_request Fault, 403 forbidden Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault];
        headers: [retry_after];
    }
    get_expiries market.expiries {
        ways: [[dashboard_token]];
        parameters: [exchange: String, underlying: String, instrument_type: String];
        answers: [200 ok ExpiriesAnswer, 400 bad_request Fault, 403 forbidden Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault];
        headers: [retry_after];
    }
}
