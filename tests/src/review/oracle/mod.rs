//! An oracle for reviews: what a review says about deployed clients is tried with a compiled client of the old description,
//! random responses of the new one, and a validator that others wrote.

pub mod dice;
pub mod driver;
mod judge;
mod mutations;
mod pair;
mod random;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use generator::internals::ir::Api;
use generator::review::Effect;
use serde_json::Value;

pub use dice::Dice;
use driver::{Did, Question, What};
use judge::Questions;
pub use mutations::mutate;
pub use pair::{Pair, Response};
pub use random::Way;

use crate::corpus::Workspace;
use crate::external::Tools;

/// What is tried with a pair.
#[derive(Clone, Debug)]
struct Trial {
    pair: usize,
    method: &'static str,
    path: String,
    /// The response, or else the trial is a request.
    response: Option<Response>,
    /// What was sent, for messages.
    shown: String,
}

/// What came of all trials.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Trials that the review's verdict covers: responses and requests.
    pub checked: [usize; 2],
    /// Responses that the new description doesn't allow, and requests that the old one doesn't.
    pub invalid: [usize; 2],
    /// Arguments that the types of the client don't take.
    pub refused: usize,
    /// Requests at which the validator fails.
    pub unjudged: usize,
    /// Trials about which the review says nothing or that they break.
    pub broken: [usize; 2],
    /// Pairs with a response or a request that fails.
    pub shown: BTreeSet<String>,
    /// Pairs whose verdict promises what isn't so, with the first trial that shows it.
    pub wrong: BTreeMap<String, String>,
}

/// Tries all pairs, with so many random trials each. The clients of the old descriptions are in the workspace, by package.
///
/// # Errors
/// When the program of the clients or the validator fails.
pub fn run(
    workspace: &Workspace,
    clients: &BTreeMap<String, Api>,
    python: &Tools,
    pairs: &[Pair],
    rounds: usize,
) -> io::Result<Tally> {
    let (mut trials, mut questions) = (Vec::new(), Vec::new());
    for (index, pair) in pairs.iter().enumerate() {
        let mut dice = Dice::new(index as u64);
        if let Some(api) = clients.get(&pair.package) {
            plan(index, pair, api, rounds, &mut dice, &mut trials, &mut questions);
        }
    }
    let did = driver::ask(workspace, clients, &questions)?;
    judge(python, pairs, &trials, &did)
}

fn plan(
    index: usize,
    pair: &Pair,
    api: &Api,
    rounds: usize,
    dice: &mut Dice,
    trials: &mut Vec<Trial>,
    questions: &mut Vec<Question>,
) {
    for (method, path) in pair.operations() {
        let mut operations = api.operations();
        let is_it = |of: &Value| of.as_str() == Some(path);
        let found = operations.find(|operation| {
            operation.method.as_str().eq_ignore_ascii_case(method)
                && is_it(&Value::from(operation.path.as_str()))
        });
        let Some(operation) = found else { continue };
        let mut add = |what: What, response: Option<Response>, shown: String| {
            trials.push(Trial {
                pair: index,
                method,
                path: path.to_owned(),
                response,
                shown,
            });
            let operation = (pair.package.clone(), operation.marker.to_string());
            questions.push(Question { operation, what });
        };
        for _ in 0..rounds {
            if let Some(arguments) = pair.arguments(method, path, dice) {
                let shown = arguments.to_string();
                add(What::Request(arguments), None, shown);
            }
            for response in pair.responses(method, path, dice) {
                let body = response.body.as_ref().map(|(_, value)| value.to_string());
                let what = What::Response {
                    status: response.status,
                    media_type: response.media_type.clone(),
                    body: body.clone().unwrap_or_default(),
                };
                add(what, Some(response), body.unwrap_or_default());
            }
        }
    }
}

/// The questions about a trial: whether the response is valid, or whether the request is for the old and for the new side.
enum Asked {
    Nothing,
    Response(Option<usize>),
    Request([usize; 2]),
}

fn judge(python: &Tools, pairs: &[Pair], trials: &[Trial], did: &[Did]) -> io::Result<Tally> {
    let mut questions = Questions::default();
    let documents: Vec<[usize; 2]> = pairs
        .iter()
        .map(|pair| [questions.document(&pair.old), questions.document(&pair.new)])
        .collect();
    let mut asked = Vec::new();
    for (trial, did) in trials.iter().zip(did) {
        let Some([old, new]) = documents.get(trial.pair).copied() else {
            continue;
        };
        asked.push(match (&trial.response, did) {
            (Some(response), _) => {
                let body = response.body.as_ref();
                Asked::Response(body.map(|(schema, value)| questions.value(new, schema, value)))
            }
            (None, Did::Sent(sent)) => Asked::Request([old, new].map(|side| questions.request(side, sent))),
            (None, Did::Refused(_) | Did::Read | Did::Failed(..)) => Asked::Nothing,
        });
    }
    let objections = questions.answers(python)?;
    let objection = |question: usize| objections.get(question).cloned().flatten();
    let is_unjudged = |question: usize| objection(question).is_some_and(|of| of.starts_with("not judged"));
    let mut tally = Tally::default();
    for ((trial, did), asked) in trials.iter().zip(did).zip(asked) {
        let Some(pair) = pairs.get(trial.pair) else {
            continue;
        };
        match asked {
            Asked::Nothing => tally.refused += 1,
            Asked::Request(both) if both.into_iter().any(is_unjudged) => tally.unjudged += 1,
            Asked::Response(question) => {
                let is_valid = question.is_none_or(|question| objection(question).is_none());
                tally.response(pair, trial, did, is_valid);
            }
            Asked::Request([old, new]) => {
                tally.request(pair, trial, did, [objection(old), objection(new)]);
            }
        }
    }
    Ok(tally)
}

impl Tally {
    fn response(&mut self, pair: &Pair, trial: &Trial, did: &Did, is_valid: bool) {
        if !is_valid {
            self.invalid[0] += 1;
            return;
        }
        let effect = pair.effect(trial.method, &trial.path, Way::Response);
        let failure = match did {
            Did::Failed(kind, message) => Some((kind, message)),
            Did::Read | Did::Sent(_) | Did::Refused(_) => None,
        };
        // An undocumented error is an error to the client, and a verdict says that it isn't understood.
        let status = trial.response.as_ref().map_or(0, |response| response.status);
        let is_error = failure.is_some_and(|(kind, _)| kind == "Undocumented" && status >= 400);
        if effect >= Effect::Unknown || (is_error && effect == Effect::Caution) {
            self.broken[0] += 1;
        } else {
            self.checked[0] += 1;
            if let Some((_, message)) = failure {
                let what = format!("the old client can't read {status} {}: {message}", trial.shown);
                self.add_wrong(pair, trial, effect, &what);
            }
        }
        if failure.is_some() {
            self.shown.insert(pair.name.clone());
        }
    }

    fn request(&mut self, pair: &Pair, trial: &Trial, did: &Did, [old, new]: [Option<String>; 2]) {
        if old.is_some() {
            self.invalid[1] += 1;
            return;
        }
        let effect = pair.effect(trial.method, &trial.path, Way::Request);
        if effect >= Effect::Unknown {
            self.broken[1] += 1;
        } else {
            self.checked[1] += 1;
            if let Some(reason) = &new {
                let what = format!("the new description refuses {did:?}: {reason}");
                self.add_wrong(pair, trial, effect, &what);
            }
        }
        if new.is_some() {
            self.shown.insert(pair.name.clone());
        }
    }

    fn add_wrong(&mut self, pair: &Pair, trial: &Trial, effect: Effect, what: &str) {
        let (method, path) = (trial.method.to_uppercase(), &trial.path);
        let line = format!("{method} {path}: the verdict is {}, but {what}", effect.as_str());
        self.wrong.entry(pair.name.clone()).or_insert(line);
    }
}
