//! What writes the registry's entries. The words of `operations!` are those of the spec; `table` compares them.

/// `operations! { vendor; operation group.method { ways: [..]; parameters: [..]; body: ..; answers: [..]; headers: [..]; streams: yes; } .. }`
///
/// A parameter is `method: Type`, or `method "its-name": Type`; a body or an answer is a schema, or `bytes`.
macro_rules! operations {
    ($vendor:ident; $($id:ident $group:ident.$method:ident {
        ways: [$([$($way:ident $($pair:ident)?),*]),*];
        $(parameters: [$($name:ident $($wire:literal)?: $kind:ty),*];)?
        $(body: $body:ident;)?
        answers: [$($status:literal $answer:ident $($schema:ident)?),* $(,)?];
        $(headers: [$($header:ident),*];)?
        $(streams: $streams:ident;)?
    })*) => {
        pub fn operations() -> Vec<$crate::contract::registry::Entry> {
            use $crate::contract::registry::{Entry, Outcome, camel};
            use $vendor::mock::MockServerExt as _;
            vec![$(Entry {
                id: stringify!($id),
                alternatives: vec![$(vec![$(camel(stringify!($way))),*]),*],
                parameters: vec![$($(wire!($name $($wire)?)),*)?],
                body: None $(.or(Some(stringify!($body))))?,
                answers: vec![$(($status, None $(.or(Some(stringify!($schema))))?)),*],
                headers: vec![$($(stringify!($header)),*)?],
                streams: [$(stringify!($streams))?].contains(&"yes"),
                mock: |server, way, sent, reply, meet| server.$id(|when, then| {
                    let (mut when, mut ways) = (when, 0..);
                    $(if ways.next() == Some(way) {
                        $(when = credential!(when, sent, $way $($pair)?);)*
                    })*
                    $($(if let Some(value) = sent.input::<$kind>(wire!($name $($wire)?)) {
                        when = when.$name(&value);
                    })*)?
                    $(when = expected!(when, sent, $vendor, $body);)?
                    let then = match reply.status {
                        $($status => answer!(then, reply, $answer, $vendor $(, $schema)?),)*
                        other => panic!("{} has no mock for {other}", stringify!($id)),
                    };
                    $($(let then = match reply.headers.get(stringify!($header)) {
                        Some(value) => then.$header(value),
                        None => then,
                    };)*)?
                    let _ = (&mut ways, &mut when, way, sent);
                    meet(when.into_inner(), then.into_inner());
                }),
                bare: |server| server.$id(|_, _| {}),
                call: |handle, sent| Box::pin(async move {
                    let _ = &sent;
                    let client = $vendor::Client::new(handle);
                    let call = client.$group().$method();
                    $($(let call = match sent.input::<$kind>(wire!($name $($wire)?)) {
                        Some(value) => call.$name(value),
                        None => call,
                    };)*)?
                    $(let call = body!(call, sent, $vendor, $body);)?
                    outcome!(call.send().await $(, $streams)?)
                }),
            }),*]
        }
    };
}

/// The name of a parameter on the wire.
macro_rules! wire {
    ($name:ident) => {
        stringify!($name)
    };
    ($name:ident $wire:literal) => {
        $wire
    };
}

macro_rules! credential {
    ($when:ident, $sent:ident, $way:ident) => {
        $when.$way(&$sent.secret(&camel(stringify!($way))))
    };
    ($when:ident, $sent:ident, $way:ident pair) => {
        $when.$way(
            $crate::contract::registry::USER,
            &$sent.password(&camel(stringify!($way))),
        )
    };
}

/// The typed mocks expect bodies of every kind but bytes.
macro_rules! expected {
    ($when:ident, $sent:ident, $vendor:ident, bytes) => {
        $when
    };
    ($when:ident, $sent:ident, $vendor:ident, $schema:ident) => {
        match $sent.input::<$vendor::types::$schema>("body") {
            Some(body) => $when.body(&body),
            None => $when,
        }
    };
}

macro_rules! body {
    ($call:ident, $sent:ident, $vendor:ident, bytes) => {
        match $sent.input::<String>("body") {
            Some(bytes) => $call.body(bytes),
            None => $call,
        }
    };
    ($call:ident, $sent:ident, $vendor:ident, $schema:ident) => {
        match $sent.input::<$vendor::types::$schema>("body") {
            Some(body) => $call.body(body),
            None => $call,
        }
    };
}

macro_rules! answer {
    ($then:ident, $reply:ident, $answer:ident, $vendor:ident) => {
        $then.$answer()
    };
    ($then:ident, $reply:ident, $answer:ident, $vendor:ident, bytes) => {
        $then.$answer($reply.text())
    };
    ($then:ident, $reply:ident, $answer:ident, $vendor:ident, $schema:ident) => {
        $then.$answer(&$reply.body::<$vendor::types::$schema>())
    };
}

macro_rules! outcome {
    ($result:expr) => {
        Outcome::of($result)
    };
    ($result:expr, yes) => {
        Outcome::read($result).await
    };
}

/// `models! { vendor; Schema, .. }`
macro_rules! models {
    ($vendor:ident; $($name:ident),* $(,)?) => {
        pub fn models() -> Vec<$crate::contract::registry::Model> {
            use $crate::contract::registry::{Model, receive, recode};
            vec![$(Model {
                name: stringify!($name),
                recode: recode::<$vendor::types::$name>,
                receive: receive::<$vendor::types::$name>,
                schema: || schemars::schema_for!($vendor::types::$name).to_value(),
            }),*]
        }
    };
}

/// `refusals! { vendor; Schema, .. }`: the schemas of errors.
macro_rules! refusals {
    ($vendor:ident; $($name:ident),* $(,)?) => {
        fn refusals() -> Vec<$crate::contract::registry::Refused> {
            vec![$((stringify!($name), $crate::contract::registry::refused::<$vendor::types::$name>)),*]
        }
    };
}

/// `credentials! { vendor; access_token ACCESS_TOKEN, basic BASIC pair, .. }`
macro_rules! credentials {
    ($vendor:ident; $($way:ident $scheme:ident $($pair:ident)?),* $(,)?) => {
        fn credentials() -> Vec<$crate::contract::registry::Held> {
            use $crate::contract::registry::{Held, camel};
            vec![$(Held {
                name: camel(stringify!($way)),
                scheme: &$vendor::credentials::$scheme,
                is_pair: [$(stringify!($pair))?].contains(&"pair"),
            }),*]
        }
    };
}
