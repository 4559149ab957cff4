//! Paths and operations.

use super::case::{Case, case};

pub(super) const CASES: &[Case] = &[
    case!("path-slash", "  /files:" => "  «files:"),
    case!("path-query", "  /files:" => "  «/files?all=1:"),
    case!("path-query", "  /files:" => "  «\"/files#all\":"),
    case!("path-pattern", "  /files:" => "  «/files(all):"),
    case!("path-parameter-undeclared", "  /files:\n    post:" => "  /files/{id}:\n    «post:"),
    case!("path-parameter-unused", "- $ref: \"#/components/parameters/Page\"" => "- «name: id\n          in: path\n          required: true\n          schema: {type: string}"),
    case!("path-parameter-optional", "        required: true\n        schema" => "        «required: false\n        schema"),
    case!("path-parameter-optional", "      - name: orderId\n        in: path\n        required: true\n" => "      - «name: orderId\n        in: path\n"),
    case!("operation-id-missing", "    post:\n      operationId: login\n" => "    «post:\n"),
    case!("operation-id-case", "operationId: login" => "operationId: «logIn"),
    case!("operation-id-case", "operationId: login" => "operationId: «2login"),
    case!("operation-id-duplicate", "operationId: list_items" => "operationId: «login"),
    case!("operation-id-duplicate", "operationId: login" => "operationId: LIST_ITEMS", "operationId: list_items" => "operationId: «list_items"),
    case!("operation-id-reserved", "operationId: login" => "operationId: «client"),
    case!("operation-undocumented", "    post:" => "    «post:", "      summary: Log in\n" => ""),
    case!("operation-undocumented", "    post:" => "    «post:", "description: Yields a token." => "description: \"\""),
    case!("operation-untagged", "    post:" => "    «post:", "      tags: [session]\n" => ""),
    case!("tag-undeclared", "tags: [session]" => "tags: [session, «sessions]"),
    case!("retry", "    post:" => "    «post:", "      x-retry: never\n" => ""),
    case!("retry", "x-retry: never" => "x-retry: «maybe"),
    case!("proves", "      x-proves: password" => "      «x-proves: pasword"),
];
