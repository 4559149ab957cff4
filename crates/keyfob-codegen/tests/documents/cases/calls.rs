//! Changes of operations, and of what the document says of all of them.

use keyfob_codegen::diff::Impact::{Behavior, Calls, Compatible, Source};

use super::Case;

const TRACE: &str = "        - name: trace\n          in: header\n          description: A number for the log.\n          schema: {type: string}\n";
const DONE: &str = "        \"204\":\n          description: Done.\n";
const UPLOAD: &str = "  /files:
    post:
      operationId: upload
      tags: [orders]
      summary: Upload a file
      description: Takes any bytes.
      x-source: {confidence: seed, from: \"seed\"}
      x-retry: never
      security: []
      requestBody:
        required: true
        content:
          application/octet-stream:
            schema: {type: string, format: binary}
            example: abc
      responses:
        \"200\":
          description: The file as text.
          content:
            text/plain:
              schema: {type: string}
              example: abc
";

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    Case {
        edits: &[(UPLOAD, "")],
        told: &[(Source, "orders.upload", "is removed")],
    },
    Case {
        edits: &[("operationId: list_items\n", "operationId: list_items\n      x-name: all\n")],
        told: &[(Source, "orders.list_items", "is now called `orders.all`")],
    },
    Case {
        edits: &[("operationId: list_items\n", "operationId: find_items\n      x-name: list_items\n")],
        told: &[(Source, "orders.list_items", "has the id `find_items` now, not `list_items`")],
    },
    Case {
        edits: &[("  - name: orders\n", "  - name: orders\n    x-name: trades\n")],
        told: &[(Source, "orders", "is now called `trades`")],
    },
    Case {
        edits: &[("tags: [orders]\n      summary: Upload", "tags: [session]\n      summary: Upload")],
        told: &[(Source, "orders.upload", "is now called `session.upload`")],
    },
    Case {
        edits: &[("  - name: session\n", "  - name: session\n    x-feature: login\n")],
        told: &[
            (Source, "session.login", "is there with the feature login only"),
            (Source, "LoginRequest", "is there with the feature login only"),
            (Source, "LoginAnswer", "is there with the feature login only"),
            (Compatible, "features", "`login` is new"),
        ],
    },
    Case {
        edits: &[("x-retry: safe", "x-retry: never")],
        told: &[(Behavior, "orders.list_items", "`x-retry` is never now, not safe")],
    },
    Case {
        edits: &[("x-answer: [token, token_type]", "x-answer: [token]")],
        told: &[(Behavior, "session.login", "the members that make it an answer are token now")],
    },
    Case {
        edits: &[("x-proves: password", "x-proves: code")],
        told: &[(Behavior, "session.login", "what it proves is code now, not password")],
    },
    Case {
        edits: &[("  /login:\n", "  /enter:\n")],
        told: &[(Behavior, "session.login", "is `POST /enter` now, not `POST /login`")],
    },
    Case {
        edits: &[("      name: page\n      in: query\n", "      name: page\n      in: query\n      required: true\n")],
        told: &[(Source, "orders.list_items", "`page` is now required")],
    },
    Case {
        edits: &[("        - name: kinds\n          in: query\n", "        - name: kinds\n          in: query\n          required: true\n")],
        told: &[(Calls, "orders.list_items", "`kinds` is now required")],
    },
    Case {
        edits: &[("        - name: trace\n", "        - name: order\n          in: query\n          description: By what.\n          schema: {type: string}\n        - name: trace\n")],
        told: &[(Compatible, "orders.list_items", "`order` is new")],
    },
    Case {
        edits: &[("        - name: trace\n", "        - name: order\n          in: query\n          required: true\n          description: By what.\n          schema: {type: string}\n        - name: trace\n")],
        told: &[(Calls, "orders.list_items", "`order` is new and required")],
    },
    Case {
        edits: &[("      schema: {type: integer, format: int64}\n      description: Which page", "      schema: {type: string}\n      description: Which page")],
        told: &[(Source, "orders.list_items", "`page` is `String` now, not `i64`")],
    },
    Case {
        edits: &[(TRACE, "")],
        told: &[(Source, "orders.list_items", "`trace` is removed")],
    },
    Case {
        edits: &[("        - name: kinds\n", "        - name: kinds\n          x-name: types\n")],
        told: &[(Source, "orders.list_items", "`kinds` is now called `types`")],
    },
    Case {
        edits: &[("        - name: trace\n          in: header\n", "        - name: trace\n          in: query\n")],
        told: &[(Behavior, "orders.list_items", "`trace` is in the query now")],
    },
    Case {
        edits: &[(DONE, "        \"200\":\n          description: Done.\n          content:\n            application/json:\n              schema: {$ref: \"#/components/schemas/Items\"}\n              example: {items: []}\n")],
        told: &[
            (Source, "orders.replace_items", "answers `Items` now, not `()`"),
            (Source, "orders.replace_items", "the status 204 is gone"),
            (Behavior, "orders.replace_items", "the members that make it an answer are items now"),
            (Compatible, "orders.replace_items", "the status 200 is new"),
        ],
    },
    Case {
        edits: &[(DONE, "        \"204\":\n          description: Done.\n        \"401\": {$ref: \"#/components/responses/Refused\"}\n")],
        told: &[(Compatible, "orders.replace_items", "the status 401 is new")],
    },
    Case {
        edits: &[("application/x-www-form-urlencoded", "application/json")],
        told: &[(Behavior, "orders.replace_items", "sends application/json now")],
    },
    Case {
        edits: &[("finger: {type: apiKey, in: query, name: finger}", "finger: {type: apiKey, in: header, name: X-Finger}")],
        told: &[(Behavior, "credentials", "`FINGER` goes elsewhere")],
    },
    Case {
        edits: &[("- session: []", "- ticket: []"), ("    session: {type: apiKey", "    ticket: {type: apiKey")],
        told: &[
            (Source, "credentials", "`SESSION` is removed"),
            (Source, "orders.list_items", "the credential `session` is gone"),
            (Behavior, "orders.list_items", "the credentials are bearer, or ticket and visit, or partner, or account now, not bearer, or session and visit, or partner, or account"),
            (Compatible, "credentials", "`TICKET` is new"),
            (Compatible, "orders.list_items", "the credential `ticket` is new"),
        ],
    },
    Case {
        edits: &[("x-hosts: [api.acme.example, ", "x-hosts: [api.acme.example, www.acme.example, ")],
        told: &[(Behavior, "hosts", "credentials may go to www.acme.example")],
    },
    Case {
        edits: &[("  - url: https://{region}.acme.test\n", "  - url: https://beta.acme.test\n    x-variant: beta\n  - url: https://{region}.acme.test\n")],
        told: &[(Compatible, "environments", "the environment `beta` is new")],
    },
    Case {
        edits: &[("    x-variant: test\n", "    x-variant: trial\n"), ("        x-variant: test\n", "        x-variant: trial\n")],
        told: &[
            (Calls, "environments", "the environment `test` is removed"),
            (Calls, "orders.list_items", "the environment `test` is removed"),
            (Calls, "orders.replace_items", "the environment `test` is removed"),
            (Compatible, "environments", "the environment `trial` is new"),
            (Compatible, "orders.list_items", "the environment `trial` is new"),
            (Compatible, "orders.replace_items", "the environment `trial` is new"),
        ],
    },
    Case {
        edits: &[("https://api.acme.example/test", "https://api.acme.example/trial")],
        told: &[
            (Behavior, "orders.list_items", "in `test` it is at https://api.acme.example/trial now"),
            (Behavior, "orders.replace_items", "in `test` it is at https://api.acme.example/trial now"),
        ],
    },
    Case {
        edits: &[("calls: 3", "calls: 4")],
        told: &[(Behavior, "rate limits", "`logins` is 4 in 60 s now, not 3 in 60 s")],
    },
    Case {
        edits: &[("codes: [\"13\"]", "codes: [\"14\"]")],
        told: &[(Behavior, "faults", "what codes and words mean is other")],
    },
    Case {
        edits: &[("x-client: acme", "x-client: acme-2")],
        told: &[(Behavior, "session.login", "the fixed headers are x-client: acme-2 now")],
    },
];
