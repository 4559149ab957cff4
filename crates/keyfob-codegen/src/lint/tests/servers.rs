//! Hosts, servers, URLs and security.

use super::case::{Case, case};

pub(super) const CASES: &[Case] = &[
    case!("hosts", "x-hosts: [api.acme.example, \"*.acme.test\"]" => "«x-hosts: []"),
    case!("hosts", "[api.acme.example," => "[api.acme.example, «\"https://acme.test\","),
    case!("hosts", "[api.acme.example," => "[api.acme.example, «\"*.test\","),
    case!("hosts", "[api.acme.example," => "[api.acme.example, «\"acme.test:443\","),
    case!("hosts", "[api.acme.example," => "[api.acme.example, «Acme.test,"),
    case!("servers-missing", "openapi: 3" => "«openapi: 3", "\nservers:\n" => "\nx-servers:\n"),
    case!("server-variant", "  - url: https://api.acme.example/v1\n    x-variant: production" => "  - «url: https://api.acme.example/v1"),
    case!("server-variant", "    x-variant: production" => "    «x-variant: Production"),
    case!("server-variant", "    x-variant: test" => "    «x-variant: production"),
    case!("server-variant-unknown", "        x-variant: test" => "        «x-variant: tset"),
    case!("server-variable", "- url: https://{region}" => "- «url: https://{zone}{region}"),
    case!("server-variable", "      region: {default: eu}" => "      «region: {description: eu}"),
    case!("server-variable", "      region: {default: eu}" => "      region: {default: eu}\n      «zone: {default: eu}"),
    case!("server-slash", "- url: https://api.acme.example/v1" => "- «url: https://api.acme.example/v1/"),
    case!("server-https", "- url: https://api.acme.example/v1" => "- «url: http://api.acme.example/v1"),
    case!("server-host", "- url: https://api.acme.example/v1" => "- «url: https://api.acme.exampl/v1"),
    case!("server-host", "- url: https://api.acme.example/v1" => "- «url: https://acme.test"),
    case!("server-host", "- url: https://api.acme.example/v1" => "- «url: https://a@b.acme.test"),
    case!("server-host", "- url: https://{region}.acme.test" => "- «url: https://{region}",
        "region: {default: eu}" => "region: {default: evil.example}"),
    // The same full URL, cut into server and path at another place.
    case!("same-url",
        "  /files:\n    post:" => "  /v1/files:\n    servers: [{url: https://api.acme.example, x-variant: production}]\n    post:",
        "components:\n" => "  /files:
    «post:
      operationId: upload_again
      tags: [orders]
      summary: Again
      description: Again.
      x-source: {confidence: docs, from: here}
      x-retry: never
      security: []
      responses: {\"204\": {description: Done.}}
components:
"),
    case!("security-missing", "      security: []\n" => "", "  /files:\n    post:" => "  /files:\n    «post:"),
    case!("security-missing", "tags:\n  - name: session" => "«security: []\ntags:\n  - name: session"),
    case!("security-unknown", "- basic: []" => "- «basics: []"),
    case!("security-type", "    basic: {type: http, scheme: basic}" => "    «basic: {type: http, scheme: digest}"),
    case!("security-type", "    finger: {type: apiKey, in: query" => "    «finger: {type: apiKey, in: body"),
    case!("security-type", "    session: {type: apiKey, in: header, name: X-Session}" => "    «session: {type: mutualTLS}"),
    case!("oauth-flow", "        clientCredentials:" => "        «clientCredential:"),
    case!("oauth-flow", "        clientCredentials:\n          tokenUrl: https://login.acme.test/token" =>
        "        «clientCredentials:\n          refreshUrl: https://login.acme.test/token"),
    case!("oauth-url", "tokenUrl: https://login.acme.test" => "«tokenUrl: https://login.acme.tests"),
    case!("oauth-url", "tokenUrl: https://login.acme.test" => "«tokenUrl: http://login.acme.test"),
    case!("oauth-url", "          tokenUrl: https://login.acme.test/token" =>
        "          tokenUrl: https://login.acme.test/token\n          «refreshUrl: /token"),
    case!("generate-value", "x-generate: [tests]" => "x-generate: «tests"),
    case!("generate-value", "x-generate: [tests]" => "x-generate: [tests, «docs]"),
    case!("guessed-value", "      x-guessed: [retry]" => "      x-guessed: [«summary]"),
    case!("security-clash", "          finger: []" => "          finger: []\n          «bearer: []"),
    case!("security-clash", "name: X-Session}" => "name: authorization}", "          finger: []" => "          «session: []"),
    case!("security-name", "          finger: []" => "          into-inner: []", "    finger: {" => "    «into-inner: {"),
    case!("security-name", "          finger: []" => "          Basic: []", "    finger: {" => "    «Basic: {"),
    case!("security-name", "        - session: []" => "        - page: []", "    session: {" => "    «page: {"),
    case!("security-name", "          finger: []" => "          1st: []", "    finger: {" => "    «1st: {"),
];
