//! The lease in Redis, with holders that stall and a server that loses its data: every order of steps is tried.
//!
//! Machines follow the manager: take the lease, read, log in unless another one did, save, give the lease back. At any point any of them may stall
//! for longer than its lease lives, be late with an extension, or send a script again since the answer was lost.

use std::collections::HashSet;

use crate::server::{Rules, Server};

/// The session that has ended when it begins; others are named by the machine that logged in.
const ENDED: u8 = 0;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Phase {
    Begins,
    /// With this fencing token, as in all that follow.
    HasLease(u8),
    /// And the version that comes next.
    HasRead(u8, u8),
    HasLoggedIn(u8, u8),
    Finishes(u8),
    Done,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Machine {
    number: u8,
    phase: Phase,
    /// Session, version, and whether the store has it.
    in_hand: (u8, u8, bool),
    /// How often it took the lease: it is another owner each time.
    passes: u8,
    /// It was told that it has lost the lease.
    knows_of_loss: bool,
    /// Fencing token and owner of an extension that is on its way when the lease is given back.
    late: Option<(u8, u8)>,
}

impl Machine {
    fn owner(&self) -> u8 {
        self.number * 16 + self.passes
    }

    fn fence(&self) -> Option<u8> {
        match self.phase {
            Phase::Begins | Phase::Done => None,
            Phase::HasLease(fence)
            | Phase::HasRead(fence, _)
            | Phase::HasLoggedIn(fence, _)
            | Phase::Finishes(fence) => Some(fence),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct World {
    server: Server,
    machines: Vec<Machine>,
    /// How many of these may happen yet.
    stalls: u8,
    losses: u8,
    repeats: u8,
    /// What has happened.
    faults: u8,
    is_lossy: bool,
    logins: u8,
    greatest_fence: u8,
    /// The fencing token of what is kept.
    saved_under: u8,
    /// Which session counted for which version since the server lost its data last.
    counted: Vec<(u8, u8)>,
}

pub type Checked<T> = Result<T, &'static str>;

impl World {
    pub fn new(machines: u8, stalls: u8, losses: u8, rules: Rules) -> Self {
        let machine = |number| Machine {
            number,
            phase: Phase::Begins,
            // The last one is a program that was started just now.
            in_hand: (ENDED, u8::from(number < machines), true),
            passes: 0,
            knows_of_loss: false,
            late: None,
        };
        Self {
            server: Server {
                version: Some(1),
                record: Some(ENDED),
                rules,
                ..Server::default()
            },
            machines: (1..=machines).map(machine).collect(),
            stalls,
            losses,
            repeats: 1,
            faults: 0,
            is_lossy: false,
            logins: 0,
            greatest_fence: 0,
            saved_under: 0,
            counted: vec![(1, ENDED)],
        }
    }

    /// All that may happen next.
    fn next(&self) -> Checked<Vec<Self>> {
        let mut worlds = Vec::new();
        for index in 0..self.machines.len() {
            let mut go = |step: fn(&mut Self, usize) -> Checked<bool>| -> Checked<()> {
                let mut world = self.clone();
                if step(&mut world, index)? {
                    worlds.push(world);
                }
                Ok(())
            };
            go(Self::step)?;
            go(Self::extend)?;
            go(Self::extend_late)?;
            go(Self::repeat)?;
        }
        let mut fault = |left: fn(&mut Self) -> &mut u8, happen: fn(&mut Self)| {
            let mut world = self.clone();
            if *left(&mut world) > 0 {
                *left(&mut world) -= 1;
                world.faults += 1;
                happen(&mut world);
                worlds.push(world);
            }
        };
        if self.server.lease.is_some() {
            fault(|world| &mut world.stalls, |world| world.server.run_out());
        }
        fault(
            |world| &mut world.losses,
            |world| world.lose(Server::lose_all),
        );
        fault(
            |world| &mut world.losses,
            |world| world.lose(Server::lose_the_session),
        );
        Ok(worlds)
    }

    fn lose(&mut self, how: fn(&mut Server)) {
        how(&mut self.server);
        (self.saved_under, self.is_lossy) = (0, true);
        self.counted.clear();
    }

    /// The next step of a machine.
    fn step(&mut self, index: usize) -> Checked<bool> {
        let machine = self.machines[index].clone();
        match machine.phase {
            Phase::Begins => return self.acquire(index),
            Phase::HasLease(fence) => {
                if !self.take_over(index) {
                    let known = self.server.version.unwrap_or(machine.in_hand.1);
                    let next = match machine.in_hand {
                        // One that could not be kept yet is kept now.
                        (session, ..) if session != ENDED => Phase::HasLoggedIn(fence, known + 1),
                        _ => Phase::HasRead(fence, known + 1),
                    };
                    self.machines[index].phase = next;
                }
            }
            Phase::HasRead(fence, version) => {
                self.logins += 1;
                if self.logins > 1 + self.faults {
                    return Err("more logins than ends");
                }
                self.machines[index].in_hand = (machine.number, version, false);
                self.machines[index].phase = Phase::HasLoggedIn(fence, version);
            }
            Phase::HasLoggedIn(fence, version) => {
                self.machines[index].phase = Phase::Finishes(fence);
                let session = machine.in_hand.0;
                if self.save(fence, version, session)? {
                    self.machines[index].in_hand = (session, version, true);
                } else {
                    self.take_over(index);
                }
            }
            Phase::Finishes(fence) => {
                self.server.release(machine.owner(), Some(fence));
                let machine = &mut self.machines[index];
                if !machine.knows_of_loss {
                    machine.late = Some((fence, machine.owner()));
                }
                machine.knows_of_loss = false;
                machine.passes += 1;
                machine.phase = match machine.in_hand.2 {
                    true => Phase::Done,
                    // It is kept as soon as it can be.
                    false => Phase::Begins,
                };
                if machine.passes > 2 + self.faults {
                    return Err("what could be kept is not");
                }
            }
            Phase::Done => return Ok(false),
        }
        Ok(true)
    }

    fn acquire(&mut self, index: usize) -> Checked<bool> {
        let owner = self.machines[index].owner();
        let is_again = self.server.lease == Some(owner);
        let Some(fence) = self.server.acquire(owner) else {
            return Ok(false);
        };
        if !is_again && fence <= self.greatest_fence {
            return Err("a fencing token that is not greater than those before");
        }
        self.greatest_fence = self.greatest_fence.max(fence);
        self.machines[index].phase = Phase::HasLease(fence);
        let holders = self.machines.iter().filter_map(Machine::fence).count();
        match holders > 1 + usize::from(self.faults) {
            true => Err("two hold the lease"),
            false => Ok(true),
        }
    }

    /// Uses what is kept, if it is another session than the one in hand.
    fn take_over(&mut self, index: usize) -> bool {
        let (Some(version), Some(session)) = (self.server.version, self.server.record) else {
            return false;
        };
        let machine = &mut self.machines[index];
        let (own, own_version, is_saved) = machine.in_hand;
        let is_older = !is_saved && version < own_version;
        let is_known = (session, version, true) == (own, own_version, is_saved);
        if is_known || session == ENDED || is_older {
            return false;
        }
        machine.in_hand = (session, version, true);
        if let Some(fence) = machine.fence() {
            machine.phase = Phase::Finishes(fence);
        }
        true
    }

    fn save(&mut self, fence: u8, version: u8, session: u8) -> Checked<bool> {
        let before = self.server.record;
        if !self.server.save(fence, version, session) {
            return match before {
                // It was sent again, is there, and nobody took the lease since.
                Some(kept) if kept == session && self.server.fence == Some(fence) => {
                    Err("what was saved is said not to be")
                }
                _ => Ok(false),
            };
        }
        if self.saved_under > fence {
            return Err("a holder that stalled wrote over what came after");
        }
        if !self.is_lossy && fence < self.greatest_fence {
            return Err("what is saved counts though another one took the lease since");
        }
        self.saved_under = fence;
        let mut counted = self.counted.iter();
        match counted.find(|(counted, _)| *counted == version) {
            Some((_, other)) if *other != session => Err("two sessions count for one version"),
            Some(_) => Ok(true),
            None => {
                self.counted.push((version, session));
                Ok(true)
            }
        }
    }

    fn extend(&mut self, index: usize) -> Checked<bool> {
        let machine = &self.machines[index];
        let Some(fence) = machine.fence().filter(|_| !machine.knows_of_loss) else {
            return Ok(false);
        };
        let (owner, holder) = (machine.owner(), self.server.lease);
        let is_held = self.server.extend(owner, fence);
        self.machines[index].knows_of_loss = !is_held;
        match is_held && holder.is_some_and(|holder| holder != owner) {
            true => Err("an extension took the lease of another one"),
            false => Ok(true),
        }
    }

    /// An extension that comes to the server after the lease was given back.
    fn extend_late(&mut self, index: usize) -> Checked<bool> {
        let Some((fence, owner)) = self.machines[index].late.take() else {
            return Ok(false);
        };
        match self.server.extend(owner, fence) && !self.is_lossy {
            true => Err("a lease that was given back was taken again"),
            false => Ok(true),
        }
    }

    /// The answer was lost, and the script is sent again.
    fn repeat(&mut self, index: usize) -> Checked<bool> {
        if self.repeats == 0 {
            return Ok(false);
        }
        self.repeats -= 1;
        match self.machines[index].phase {
            Phase::HasLease(_) => {
                self.machines[index].phase = Phase::Begins;
                Ok(true)
            }
            Phase::HasLoggedIn(fence, version) => {
                let session = self.machines[index].in_hand.0;
                self.save(fence, version, session).map(|_| true)
            }
            _ => Ok(false),
        }
    }

    /// What has to hold when all are done.
    fn check_end(&self) -> Checked<()> {
        let mut hands = self.machines.iter().map(|machine| machine.in_hand);
        if !self.is_lossy && hands.any(|(session, ..)| Some(session) != self.server.record) {
            return Err("somebody has another session than the one that is kept");
        }
        let mut hands = self.machines.iter().map(|machine| machine.in_hand);
        match hands.all(|(session, _, is_saved)| session != ENDED && is_saved) {
            true => Ok(()),
            false => Err("somebody is left without a session, or one is not kept"),
        }
    }
}

/// Tries all that can happen; yields how many worlds there are.
pub fn explore(world: World) -> Checked<usize> {
    let mut seen = HashSet::from([world.clone()]);
    let mut open = vec![world];
    while let Some(world) = open.pop() {
        if world.machines.iter().all(|it| it.phase == Phase::Done) {
            world.check_end()?;
        }
        let next = world.next()?;
        for world in next {
            if seen.insert(world.clone()) {
                open.push(world);
            }
        }
    }
    Ok(seen.len())
}

#[test]
fn machines_that_stall_log_in_once_for_each_stall_at_most_and_lose_nothing() {
    let worlds = explore(World::new(3, 2, 0, Rules::default())).unwrap();
    println!("{worlds} worlds");
    assert!(worlds > 10_000, "{worlds}");
}

#[test]
fn a_server_that_loses_its_data_in_mid_lease_costs_one_login_at_most() {
    let worlds = explore(World::new(2, 1, 2, Rules::default())).unwrap();
    println!("{worlds} worlds");
    assert!(worlds > 10_000, "{worlds}");
}

/// Without a loss the fencing tokens do not need the server's clock.
#[test]
fn a_server_whose_clock_stands_still_counts_on() {
    let rules = Rules {
        time_goes_on: false,
        ..Rules::default()
    };
    explore(World::new(2, 2, 0, rules)).unwrap();
}
