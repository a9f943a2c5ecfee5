// Copied from runtime/http/response/typed.rs of generator 0.1.0; independent of the description.

//! Decodes a response as the types of its operation. Pure.
//!
//! Programs compile the functions with type parameters again for each operation that they call, so these are short: what doesn't
//! depend on the types is in [`Reading`], which is compiled with the runtime.

use crate::runtime::http::failure::{Documented, Failure};
use crate::runtime::http::response::decode::{
    classify, of_other_type, readable, similar, tolerated, undecodable,
};
use crate::runtime::http::{
    BodyError, DecodeOptions, DeviationKind, Error, ErrorKind, Lenient, Operation, Outcome, Response,
    ResponseSpec, Spec,
};
use bytes::Bytes;

/// Decodes a response as the operation documents it. No I/O.
///
/// # Errors
/// When the response is a documented error, or isn't documented.
pub fn decode_response<O: Operation>(
    response: Response<Bytes>,
) -> Result<Response<O::Output>, Error<O::Error>> {
    decode_with::<O>(response, None)
}

/// Does the same for a client that may be lenient.
pub(crate) fn decode_with<O: Operation>(
    response: Response<Bytes>,
    lenient: Option<&Lenient>,
) -> Result<Response<O::Output>, Error<O::Error>> {
    let mut reading = Reading::new(O::SPEC, response, lenient)?;
    let Reading {
        part,
        case,
        body,
        options,
        ..
    } = &mut reading;
    match *part {
        Part::Output => match O::Output::decode(case, body, options) {
            Ok(output) => Ok(reading.finished().with(output)),
            Err(error) => Err(reading.undecodable(&error).into()),
        },
        Part::Error => match O::Error::decode(case, body, options) {
            Ok(api) => Err(Error::new(reading.reported(), Some(api))),
            Err(error) => Err(reading.without_api(&error).into()),
        },
        Part::Similar => match O::Output::decode_similar(case, body) {
            Some(output) => Ok(reading.finished().with(output)),
            None => Err(reading.dissimilar().into()),
        },
    }
}

/// A response whose body is about to be decoded.
struct Reading<'l> {
    spec: &'static Spec,
    response: Response<Bytes>,
    case: ResponseSpec,
    /// The body in the encoding that the case expects.
    body: Bytes,
    part: Part,
    options: DecodeOptions,
    lenient: Option<&'l Lenient>,
    /// Why a strict client refuses the response.
    refusal: Option<Box<Failure>>,
    /// How the response deviates from its case.
    deviations: Vec<(DeviationKind, &'static str)>,
}

/// What the body is decoded as.
#[derive(Clone, Copy)]
enum Part {
    /// The documented success.
    Output,
    /// The documented error.
    Error,
    /// The documented success, if the body shows that it is one.
    Similar,
}

impl<'l> Reading<'l> {
    fn new(
        spec: &'static Spec,
        response: Response<Bytes>,
        lenient: Option<&'l Lenient>,
    ) -> Result<Self, Box<Failure>> {
        let mut deviations = Vec::new();
        let mut is_similar = false;
        let (case, refusal) = match classify(spec, &response) {
            Ok(case) => (case, None),
            Err(refusal) if lenient.is_some() => match tolerated(spec, &response) {
                Some((case, found)) => {
                    deviations = found;
                    (case, Some(refusal))
                }
                None => return Err(refusal),
            },
            Err(refusal) => match similar(spec, &refusal, &response) {
                Some(case) => {
                    is_similar = true;
                    (*case, Some(refusal))
                }
                None => return Err(refusal),
            },
        };
        let part = match (is_similar, case.error) {
            (true, _) => Part::Similar,
            (false, true) => Part::Error,
            (false, false) => Part::Output,
        };
        let mut reading = Self {
            spec,
            case,
            body: Bytes::new(),
            part,
            options: DecodeOptions {
                is_lenient: lenient.is_some(),
                absences: Vec::new(),
            },
            response,
            lenient,
            refusal,
            deviations,
        };
        if case.other {
            let failure = of_other_type(reading.documented(), &reading.response);
            return Err(reading.refused_as(failure));
        }
        match readable(spec, &case, &reading.response) {
            Ok(body) => reading.body = body,
            Err(failure) => return Err(reading.refused_as(failure)),
        }
        Ok(reading)
    }

    fn documented(&self) -> Documented {
        Documented {
            spec: self.spec,
            case: self.case,
            is_lenient: self.options.is_lenient,
        }
    }

    /// If a deviating response can't be decoded either, the reason of a strict client is reported.
    fn refused_as(self, failure: Box<Failure>) -> Box<Failure> {
        self.refusal.unwrap_or(failure)
    }

    /// Reports the deviations, once the body has been decoded.
    fn report(&self) {
        let Some(lenient) = self.lenient else { return };
        for (kind, place) in &self.deviations {
            lenient.report(self.spec, self.response.status, *kind, place);
        }
        self.options.report(lenient, self.spec, self.response.status);
    }

    /// The response, after its body has been decoded.
    fn finished(self) -> Response<()> {
        self.report();
        self.response.with(())
    }

    /// The failure that a documented error is, after its body has been decoded.
    fn reported(self) -> Box<Failure> {
        self.report();
        self.documented().failure(ErrorKind::Api, &self.response, "")
    }

    fn undecodable(self, error: &BodyError) -> Box<Failure> {
        let failure = undecodable(self.spec, &self.response, error);
        self.refused_as(failure)
    }

    /// The failure that a documented error is if its body can't be decoded. The status is sufficient, even without a body.
    fn without_api(self, error: &BodyError) -> Box<Failure> {
        let failure = match error {
            BodyError::Empty => self
                .documented()
                .failure(ErrorKind::Api, &self.response, error.to_string()),
            BodyError::Json(_) | BodyError::Xml(_) | BodyError::NotUtf8 | BodyError::Undocumented => {
                undecodable(self.spec, &self.response, error)
            }
        };
        self.refused_as(failure)
    }

    /// The failure of an undocumented success that is not evidently the documented one.
    fn dissimilar(self) -> Box<Failure> {
        match self.refusal {
            Some(refusal) => refusal,
            None => undecodable(self.spec, &self.response, &BodyError::Undocumented),
        }
    }
}
