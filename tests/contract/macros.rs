//! What writes the registry's entries.

/// `operations! { vendor; operation { ways: [..]; query: [..]; body: [..]; answers: [..]; headers: [..] } .. }`
macro_rules! operations {
    ($vendor:ident; $($id:ident {
        ways: [$([$($way:ident $($pair:ident)?),*]),*];
        $(query: [$($name:ident: $kind:ty),*];)?
        $(body: $body:ident;)?
        answers: [$($status:literal $answer:ident $($schema:ident)?),* $(,)?];
        $(headers: [$($header:ident),*];)?
    })*) => {
        pub fn operations() -> Vec<$crate::contract::registry::Entry> {
            use $crate::contract::macros::{answer, credential};
            use $crate::contract::registry::{Entry, Outcome, camel};
            use $vendor::mock::MockServerExt as _;
            vec![$(Entry {
                id: stringify!($id),
                alternatives: vec![$(vec![$(camel(stringify!($way))),*]),*],
                query: vec![$($(stringify!($name)),*)?],
                body: None $(.or(Some(stringify!($body))))?,
                answers: vec![$(($status, None $(.or(Some(stringify!($schema))))?)),*],
                headers: vec![$($(stringify!($header)),*)?],
                mock: |server, way, sent, reply, meet| server.$id(|when, then| {
                    let (mut when, mut ways) = (when, 0..);
                    $(if ways.next() == Some(way) {
                        $(when = credential!(when, sent, $way $($pair)?);)*
                    })*
                    $($(when = when.$name(&sent.input::<$kind>(stringify!($name)));)*)?
                    $(when = when.body(&sent.input::<$vendor::types::$body>("body"));)?
                    let then = match reply.status {
                        $($status => answer!(then, reply, $answer $(, $vendor::types::$schema)?),)*
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
                    let call = client.$id();
                    $($(let call = call.$name(sent.input::<$kind>(stringify!($name)));)*)?
                    $(let call = call.body(sent.input::<$vendor::types::$body>("body"));)?
                    Outcome::of(call.send().await)
                }),
            }),*]
        }
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

macro_rules! answer {
    ($then:ident, $reply:ident, $answer:ident) => {
        $then.$answer()
    };
    ($then:ident, $reply:ident, $answer:ident, $schema:ty) => {
        $then.$answer(&$reply.body::<$schema>())
    };
}

/// `models! { vendor; Schema, .. }`
macro_rules! models {
    ($vendor:ident; $($name:ident),* $(,)?) => {
        pub fn models() -> Vec<$crate::contract::registry::Model> {
            use $crate::contract::registry::{Model, recode, refused};
            vec![$(Model {
                name: stringify!($name),
                recode: recode::<$vendor::types::$name>,
                refused: refused::<$vendor::types::$name>,
                schema: || schemars::schema_for!($vendor::types::$name).to_value(),
            }),*]
        }
    };
}

/// `credentials! { vendor; access_token ACCESS_TOKEN, basic BASIC pair, .. }`
macro_rules! credentials {
    ($vendor:ident; $($way:ident $scheme:ident $($pair:ident)?),* $(,)?) => {
        pub fn credentials() -> Vec<$crate::contract::registry::Held> {
            use $crate::contract::registry::{Held, camel};
            vec![$(Held {
                name: camel(stringify!($way)),
                scheme: &$vendor::credentials::$scheme,
                is_pair: [$(stringify!($pair))?].contains(&"pair"),
            }),*]
        }
    };
}

pub(crate) use {answer, credential, credentials, models, operations};
