//! Parameters.

use super::case::{Case, case};

pub(super) const CASES: &[Case] = &[
    case!("parameter-clash", "        - name: kinds" => "        - «name: order_id"),
    case!("parameter-reserved", "        - name: kinds" => "        - «name: body"),
    case!("parameter-clash", "        - name: kinds" => "        - name: kinds\n          x-name: item_kinds", "        - name: trace" => "        - «name: item-kinds"),
    case!("parameter-clash", "        - name: trace" => "        - «name: trace\n          x-name: order_id"),
    case!("parameter-clash", "        - name: trace" => "        - «name: set-kinds"),
    case!("parameter-reserved", "        - name: trace" => "        - name: trace\n          x-name: «problems"),
    case!("parameter-reserved", "        - name: trace" => "        - «name: client"),
    case!("parameter-reserved", "        - name: trace" => "        - «name: \"-\""),
    case!("security-name", "        - name: trace" => "        - name: trace\n          x-name: bearer", "    bearer: {" => "    «bearer: {"),
    case!("name-cryptic", "x-generate: [tests]\n" => "", "        - name: kinds" => "        - «name: trd_sym"),
    case!("name-cryptic", "x-generate: [tests]\n" => "", "        - name: kinds" => "        - name: kinds\n          x-name: «item_kndz"),
    case!("name-invalid", "        - name: kinds" => "        - name: kinds\n          x-name: «Kinds"),
    case!("name-invalid", "      name: page" => "      name: page\n      x-name: «page-number"),
    case!("setter-undocumented", "      name: page\n" => "      «name: page\n", "      description: Which page, from 1.\n" => ""),
    case!("setter-undocumented", "        - name: kinds" => "        - «name: kinds", "description: Which kinds of them." => "description: \"\""),
    case!("enum-inline", "items: {type: string}}\n          description: Which kinds" => "items: {type: string, «enum: [new]}}\n          description: Which kinds"),
    case!("composition", "      schema: {type: integer, format: int64}\n      description: Which page" =>
        "      schema: {«allOf: [{$ref: \"#/components/schemas/Way\"}]}\n      description: Which page"),
    case!("parameter-cookie", "          in: header" => "          «in: cookie"),
    case!("parameter-credential", "        - name: trace" => "        - «name: authorization"),
    case!("parameter-credential", "        - name: trace" => "        - «name: Cookie"),
    case!("parameter-credential", "        - name: trace" => "        - «name: x-session"),
    case!("parameter-credential", "        - name: kinds" => "        - «name: finger"),
    case!("parameter-ignored-header", "        - name: trace" => "        - «name: Accept"),
    case!("parameter-ignored-header", "        - name: trace" => "        - «name: X-Client"),
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
    case!("secret-unmarked", "name: trace" => "name: x-token",
        "log.\n          schema: {type: string}" => "log.\n          schema: «{type: string}"),
    case!("parameter-nullable", "          description: A number for the log.\n          schema: {type: string}" =>
        "          description: A number for the log.\n          «schema: {type: string, nullable: true}"),
];
