//! A flow: calls of the facade, and the recorded requests that they must send, in this order and no others.

use keyfob::Error;

use crate::recordings::cases::{Case, STEPS};
use crate::recordings::caught::caught;
use crate::recordings::compare::differences;
use crate::recordings::recorder::{Answer, Recorder};

/// What a flow must send.
pub struct Flow {
    /// The file of its cases.
    pub file: &'static str,
    pub name: &'static str,
    pub steps: &'static [Step],
}

/// One request of a flow, and what it is answered.
pub struct Step {
    /// The file of the case, if it is not the flow's.
    file: Option<&'static str>,
    pub case: &'static str,
    /// Whether this is the step that a case is there for. The same case may be needed on the way to others.
    pub own: bool,
    reply: Reply,
}

/// An answer in which `${name}` stands for a value of the file of cases.
#[derive(Clone, Copy)]
pub struct Reply {
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
}

/// The step that covers this case.
pub const fn sent(case: &'static str, reply: Reply) -> Step {
    Step {
        file: None,
        case,
        own: true,
        reply,
    }
}

/// A step that sends what another one covers.
pub const fn again(case: &'static str, reply: Reply) -> Step {
    Step {
        file: None,
        case,
        own: false,
        reply,
    }
}

/// The like, with a case of another file.
pub const fn again_of(file: &'static str, case: &'static str, reply: Reply) -> Step {
    Step {
        file: Some(file),
        case,
        own: false,
        reply,
    }
}

/// 200 with this body.
pub const fn ok(body: &'static str) -> Reply {
    reply(200, &[], body)
}

/// Any answer.
pub const fn reply(
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
) -> Reply {
    Reply {
        status,
        headers,
        body,
    }
}

impl Flow {
    /// The file of a step's case.
    pub fn file_of(&self, step: &Step) -> &'static str {
        step.file.unwrap_or(self.file)
    }

    /// Runs the calls and compares what they sent.
    pub async fn play(&self, calls: impl AsyncFnOnce(&Recorder) -> Result<(), Error>) {
        let hosts = self.steps.iter().map(|step| self.case(step).host.as_str());
        let script = self.steps.iter().map(|step| Answer {
            status: step.reply.status,
            headers: step.reply.headers,
            body: STEPS[self.file].fill(step.reply.body),
        });
        let recorder = Recorder::start(hosts.collect(), script.collect()).await;
        // What arrived before a panic is compared all the same.
        let outcome = caught(calls(&recorder)).await;
        let faults = self.faults(&recorder);
        assert!(faults.is_empty(), "{outcome:?}\n{}", faults.join("\n"));
        outcome.unwrap().unwrap();
    }

    fn case(&self, step: &Step) -> &'static Case {
        STEPS[self.file_of(step)].case(step.case)
    }

    fn faults(&self, recorder: &Recorder) -> Vec<String> {
        let seen = recorder.seen();
        let mut faults = Vec::new();
        for (step, request) in self.steps.iter().zip(&seen) {
            let case = self.case(step);
            let found = differences(case, request);
            faults.extend(found.iter().map(|fault| format!("{}: {fault}", case.name)));
        }
        let unsent = self.steps.iter().skip(seen.len());
        faults.extend(unsent.map(|step| format!("{}: was not sent", step.case)));
        let beyond = seen.iter().skip(self.steps.len());
        faults.extend(beyond.map(|request| format!("no case for {request:?}")));
        faults
    }
}

/// The flows of a module: for each one a test of its name that plays it, and all together as `FLOWS` for the table test.
macro_rules! flows {
    ($file:literal: $($name:ident: [$($step:expr),+ $(,)?],)+) => {
        pub const FLOWS: &[$crate::flow::Flow] = &[$($crate::flow::Flow {
            file: $file,
            name: stringify!($name),
            steps: &[$($step),+],
        }),+];

        mod plays {
            $(#[tokio::test]
            async fn $name() {
                let flow = super::FLOWS.iter().find(|flow| flow.name == stringify!($name));
                flow.unwrap().play(super::$name).await;
            })+
        }
    };
}

pub(crate) use flows;
