//! Requests, answers, statuses and examples.

use super::case::{Case, case};

pub(super) const CASES: &[Case] = &[
    case!("request-media-types", "            example: {user: ann, password: pw}" =>
        "            example: {user: ann, password: pw}\n          «text/plain: {schema: {type: string}, example: a}"),
    case!("request-media-type", "          application/x-www-form-urlencoded:" => "          «multipart/form-data:"),
    case!("request-media-type", "          application/octet-stream:" => "          «text/plain:"),
    case!("request-media-type", "          application/json:" => "          «Application/JSON:"),
    case!("encoding", "            example: {items: \"1\"}" => "            example: {items: \"1\"}\n            «encoding: {}"),
    case!("encoding", "              example: {token: abc}" => "              example: {token: abc}\n              «encoding: {}"),
    case!("request-raw-schema", "schema: {type: string, format: binary}" => "«schema: {type: string}"),
    case!("request-optional", "        required: true\n        content" => "        «required: false\n        content"),
    case!("request-optional-body", "      x-proves: password" => "      x-proves: password\n      «x-optional-body: true"),
    case!("request-optional-body", "      operationId: list_items" => "      «x-optional-body: true\n      operationId: list_items"),
    case!("request-inline", "schema: {$ref: \"#/components/schemas/LoginRequest\"}" => "«schema: {type: object}"),
    case!("request-inline", "          application/json:\n            schema: {$ref: \"#/components/schemas/LoginRequest\"}" => "          «application/json:"),
    case!("form-nested", "        items: {type: string," => "        «items: {type: array, items: {type: string},"),
    case!("answer-inline", "              schema: {$ref: \"#/components/schemas/Items\"}" => "              «schema: {type: object}"),
    case!("answer-schema-missing",
        "            application/json:\n              schema: {$ref: \"#/components/schemas/Items\"}" => "            «application/json:"),
    case!("answer-media-type", "            text/plain:" => "            «text/html:"),
    case!("answer-media-type", "            application/json:" => "            «application/json; charset=utf-8:"),
    case!("answer-media-types", "            text/plain:" => "            text/csv: {example: a}\n            «text/plain:"),
    case!("answer-kinds", "        \"207\":\n          description: Half logged in.\n          content:\n            application/json:\n              schema: {$ref: \"#/components/schemas/LoginAnswer\"}" =>
        "        «\"207\":\n          description: Half logged in.\n          content:\n            application/json:\n              schema: {$ref: \"#/components/schemas/Items\"}"),
    case!("answer-default", "        \"500\"" => "        «default"),
    case!("answer-range", "        \"500\"" => "        «5XX"),
    case!("answer-range", "        \"500\"" => "        «4xx"),
    case!("answer-status", "        \"500\"" => "        «\"302\""),
    case!("answer-status", "        \"500\"" => "        «100"),
    case!("answer-status", "        \"500\"" => "        «oops"),
    case!("answer-reason", "        \"500\"" => "        «\"520\""),
    case!("answer-reason", "        \"500\"" => "        «419"),
    case!("answer-success-missing", "      responses:\n        \"204\"" => "      «responses:\n        \"404\""),
    case!("answer-no-content", "        \"204\":\n          description: Done." =>
        "        «\"204\":\n          description: Done.\n          content: {text/plain: {example: a}}"),
    case!("example-request", "          application/json:" => "          «application/json:",
        "            example: {user: ann, password: pw}\n" => ""),
    case!("example-answer", "            text/plain:\n              schema: {type: string}\n              example: abc" =>
        "            «text/plain:\n              schema: {type: string}"),
    case!("example-answer", "        application/json:\n          schema: {$ref: \"#/components/schemas/Fault\"}\n          example: {code: 1, message: no}" =>
        "        «application/json:\n          schema: {$ref: \"#/components/schemas/Fault\"}"),
    case!("example-answer", "            application/json:\n              schema: {$ref: \"#/components/schemas/Items\"}\n              examples:\n                none:\n                  value: {items: []}" =>
        "            «application/json:\n              schema: {$ref: \"#/components/schemas/Items\"}\n              examples:\n                none:\n                  summary: None"),
    case!("example-both", "            example: {user: ann, password: pw}" =>
        "            example: {user: ann, password: pw}\n            «examples: {one: {value: {user: ann, password: pw}}}"),
];
