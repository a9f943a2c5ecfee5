//! Work on several items at once.

use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// The stack of a thread: as large as that of the main thread on most systems.
const STACK: usize = 8 << 20;

/// Calls `work` with each item, on as many threads as the machine has cores: on this one, and on others as far as the system can
/// start them. The results are in the order of the items.
pub fn map<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.min(items.len());
    if threads < 2 {
        return items.into_iter().map(work).collect();
    }
    let waiting = Mutex::new(items.into_iter().enumerate());
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    let run = || -> Vec<(usize, R)> {
        let items = std::iter::from_fn(next);
        items.map(|(position, item)| (position, work(item))).collect()
    };
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let start = |_| {
            let thread = thread::Builder::new().stack_size(STACK);
            thread.spawn_scoped(scope, run).ok()
        };
        let started: Vec<_> = (1..threads).filter_map(start).collect();
        let here = run();
        let ended = started.into_iter().map(|thread| thread.join());
        ended
            .flat_map(|ended| ended.unwrap_or_else(|panic| resume_unwind(panic)))
            .chain(here)
            .collect()
    });
    done.sort_by_key(|(position, _)| *position);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn the_results_are_in_the_order_of_the_items() {
        for count in [0, 1, 2, 100] {
            let items: Vec<u64> = (0..count).collect();
            let squares: Vec<u64> = items.iter().map(|item| item * item).collect();
            // The first items take longest.
            let slow = |item: u64| {
                std::thread::sleep(std::time::Duration::from_micros(500 / (item + 1)));
                item * item
            };
            assert_eq!(map(items, slow), squares, "{count}");
        }
    }
}
