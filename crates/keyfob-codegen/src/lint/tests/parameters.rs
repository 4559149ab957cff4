//! Parameters.

use super::case::{Case, case};

pub(super) const CASES: &[Case] = &[
    case!("parameter-clash", "        - name: kinds" => "        - «name: order_id"),
    case!("parameter-reserved", "        - name: kinds" => "        - «name: body"),
    case!("parameter-reserved", "        - name: x-trace" => "        - «name: header-map"),
    case!("parameter-cookie", "          in: header" => "          «in: cookie"),
    case!("parameter-credential", "        - name: x-trace" => "        - «name: authorization"),
    case!("parameter-credential", "        - name: x-trace" => "        - «name: Cookie"),
    case!("parameter-credential", "        - name: x-trace" => "        - «name: x-session"),
    case!("parameter-credential", "        - name: kinds" => "        - «name: finger"),
    case!("parameter-ignored-header", "        - name: x-trace" => "        - «name: Accept"),
    case!("parameter-ignored-header", "        - name: x-trace" => "        - «name: X-Client"),
    case!("parameter-style", "          in: query\n" => "          in: query\n          style: «deepObject\n"),
    case!("parameter-style", "          in: query\n" => "          in: query\n          style: «pipeDelimited\n"),
    case!("parameter-style", "        in: path\n" => "        in: path\n        style: «label\n"),
    case!("parameter-content", "          in: query\n          schema: {type: array, items: {type: string}}" =>
        "          in: query\n          «content: {application/json: {schema: {type: string}}}"),
    case!("parameter-explode", "          in: query\n" => "          in: query\n          «explode: false\n"),
    case!("parameter-allow-reserved", "          in: query\n" => "          in: query\n          «allowReserved: true\n"),
    case!("parameter-shape", "          description: A number for the log.\n          schema: {type: string}" =>
        "          description: A number for the log.\n          «schema: {type: array, items: {type: string}}"),
    case!("parameter-shape", "          schema: {type: array, items: {type: string}}" => "          «schema: {type: object}"),
    case!("parameter-shape", "        required: true\n        schema: {type: string}" =>
        "        required: true\n        «schema: {type: object}"),
    case!("secret-place", "          in: header" => "          «in: header",
        "log.\n          schema: {type: string}" => "log.\n          schema: {type: string, format: password}"),
    case!("secret-place", "        in: path" => "        «in: path",
        "required: true\n        schema: {type: string}" => "required: true\n        schema: {type: string, format: password}"),
    case!("secret-unmarked", "name: x-trace" => "name: x-token",
        "log.\n          schema: {type: string}" => "log.\n          schema: «{type: string}"),
    case!("parameter-nullable", "          description: A number for the log.\n          schema: {type: string}" =>
        "          description: A number for the log.\n          «schema: {type: string, nullable: true}"),
];
