//! What writes the registry's entries. The words of `operations!` are those of the spec; `table` compares them.
//!
//! A name in Rust may be followed by that of the spec, where one does not follow from the other.

/// The entries of operations, as the constant `OPERATIONS`.
///
/// `operations! { client; operation group.method { ways: [..]; parameters: [..]; body: ..; answers: [..]; headers: [..]; streams: yes; } .. }`
///
/// A way in is a list of credentials, one of a user and a password with `pair` behind it. A parameter is `method: Type`, or
/// `method "its-name": Type`, with `each` before the colon if it is a list; a body or an answer is a schema, or `bytes`.
#[macro_export]
macro_rules! operations {
    ($vendor:ident; $($id:ident $($spec_id:literal)? $group:ident.$method:ident {
        ways: [$([$($way:ident $($scheme:literal)? $($pair:ident)?),*]),*];
        $(parameters: [$($name:ident $($wire:literal)? $($each:ident)? : $kind:ty),* $(,)?];)?
        $(body: $body:ident $($body_schema:literal)?;)?
        answers: [$($status:literal $answer:ident $($schema:ident $($spec_schema:literal)?)?),* $(,)?];
        $(headers: [$($header:ident $($header_name:literal)?),* $(,)?];)?
        $(streams: $streams:ident;)?
    })*) => {
        /// What these operations are called with, and what they answer.
        pub const OPERATIONS: &[$crate::registry::Entry] = {
            #[allow(unused_imports, reason = "there may be no operation of these tags")]
            use $crate::registry::{Entry, Outcome};
            #[allow(unused_imports, reason = "there may be no operation of these tags")]
            use $vendor::mock::MockServerExt as _;
            &[$(Entry {
                id: $crate::name!($id $($spec_id)?),
                alternatives: &[$(&[$($crate::named!($way $($scheme)?)),*]),*],
                parameters: &[$($($crate::name!($name $($wire)?)),*)?],
                body: $crate::maybe!($($body $($body_schema)?)?),
                answers: &[$(($status, $crate::maybe!($($schema $($spec_schema)?)?))),*],
                headers: &[$($($crate::named!($header $($header_name)?)),*)?],
                streams: $crate::is_there!($($streams)?),
                mock: |server, way, sent, reply, meet| server.$id(|when, then| {
                    let (mut when, mut ways) = (when, 0..);
                    $(if ways.next() == Some(way) {
                        $(when = $crate::credential!(when, sent, $crate::named!($way $($scheme)?), $way $($pair)?);)*
                    })*
                    $($($crate::expected_parameter!(when, sent, $name, stringify!($name), $kind $(, $each)?);)*)?
                    $(when = $crate::expected_body!(when, sent, $vendor, $body);)?
                    let then = match reply.status {
                        $($status => $crate::answer!(then, reply, $answer, $vendor $(, $schema)?),)*
                        other => $crate::registry::no_mock(stringify!($id), other),
                    };
                    $($(let then = match reply.headers.get(&$crate::named!($header $($header_name)?).header()) {
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
                    $($(let call = match $crate::given!(sent, stringify!($name), $kind $(, $each)?) {
                        Some(value) => call.$name(value),
                        None => call,
                    };)*)?
                    $(let call = $crate::body!(call, sent, $vendor, $body);)?
                    $crate::outcome!(call.send().await $(, $streams)?)
                }),
            }),*]
        };
    };
}

/// The entries of schemas, as the constant `MODELS`: `models! { client; Schema, .. }`
#[macro_export]
macro_rules! models {
    ($vendor:ident; $($name:ident $($spec:literal)?),* $(,)?) => {
        /// How each schema is read and written.
        pub const MODELS: &[$crate::registry::Model] = &[$($crate::registry::Model {
            name: $crate::name!($name $($spec)?),
            rust: stringify!($name),
            recode: $crate::registry::recode::<$vendor::types::$name>,
            receive: $crate::registry::receive::<$vendor::types::$name>,
            schema: || $crate::schemars::schema_for!($vendor::types::$name).to_value(),
        }),*];
    };
}

/// The schemas of errors, as the constant `REFUSALS`: `refusals! { client; Schema, .. }`
#[macro_export]
macro_rules! refusals {
    ($vendor:ident; $($name:ident $($spec:literal)?),* $(,)?) => {
        /// How each error is read.
        pub const REFUSALS: &[$crate::registry::Refused] = &[
            $(($crate::name!($name $($spec)?), $crate::registry::refused::<$vendor::types::$name>)),*
        ];
    };
}

/// The credentials, as the constant `CREDENTIALS`: `credentials! { client; access_token ACCESS_TOKEN, basic BASIC pair, .. }`
#[macro_export]
macro_rules! credentials {
    ($vendor:ident; $($way:ident $($spec:literal)? $scheme:ident $($pair:ident)?),* $(,)?) => {
        /// Every credential of the client.
        pub const CREDENTIALS: &[$crate::registry::Held] = &[$($crate::registry::Held {
            name: $crate::named!($way $($spec)?),
            scheme: &$vendor::credentials::$scheme,
            is_pair: $crate::is_there!($($pair)?),
        }),*];
    };
}

/// The name in the spec.
#[doc(hidden)]
#[macro_export]
macro_rules! name {
    ($name:ident) => {
        stringify!($name)
    };
    ($name:ident $spec:literal) => {
        $spec
    };
}

/// Both names.
#[doc(hidden)]
#[macro_export]
macro_rules! named {
    ($name:ident) => {
        $crate::registry::Named {
            rust: stringify!($name),
            spec: None,
        }
    };
    ($name:ident $spec:literal) => {
        $crate::registry::Named {
            rust: stringify!($name),
            spec: Some($spec),
        }
    };
}

/// Both names, if there are any.
#[doc(hidden)]
#[macro_export]
macro_rules! maybe {
    () => {
        None
    };
    ($($name:tt)+) => {
        Some($crate::named!($($name)+))
    };
}

/// Whether a mark is there.
#[doc(hidden)]
#[macro_export]
macro_rules! is_there {
    () => {
        false
    };
    ($mark:ident) => {
        true
    };
}

/// A credential that the typed mock is to expect.
#[doc(hidden)]
#[macro_export]
macro_rules! credential {
    ($when:ident, $sent:ident, $name:expr, $way:ident) => {
        $when.$way(&$sent.secret(&$name.credential()))
    };
    ($when:ident, $sent:ident, $name:expr, $way:ident pair) => {
        $when.$way($crate::registry::USER, &$sent.password(&$name.credential()))
    };
}

/// A parameter that the typed mock is to expect; of a list, each of its values.
#[doc(hidden)]
#[macro_export]
macro_rules! expected_parameter {
    ($when:ident, $sent:ident, $name:ident, $wire:expr, $kind:ty) => {
        if let Some(value) = $sent.input::<$kind>($wire) {
            $when = $when.$name(&value);
        }
    };
    ($when:ident, $sent:ident, $name:ident, $wire:expr, $kind:ty, each) => {
        for value in $sent.input::<Vec<$kind>>($wire).into_iter().flatten() {
            $when = $when.$name(&value);
        }
    };
}

/// A parameter as the client takes it.
#[doc(hidden)]
#[macro_export]
macro_rules! given {
    ($sent:ident, $wire:expr, $kind:ty) => {
        $sent.input::<$kind>($wire)
    };
    ($sent:ident, $wire:expr, $kind:ty, each) => {
        $sent.input::<Vec<$kind>>($wire)
    };
}

/// The typed mocks expect bodies of every kind but bytes, which are compared with all of the request.
#[doc(hidden)]
#[macro_export]
macro_rules! expected_body {
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

/// The body as the client takes it.
#[doc(hidden)]
#[macro_export]
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

/// The typed answer of a mock.
#[doc(hidden)]
#[macro_export]
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

/// What a call came to.
#[doc(hidden)]
#[macro_export]
macro_rules! outcome {
    ($result:expr) => {
        Outcome::of($result)
    };
    ($result:expr, yes) => {
        Outcome::read($result).await
    };
}
