//! The resources that this process has used, from Linux.

use std::fs;
use std::io;

/// The user and system time of the living threads, in nanoseconds. `/proc/self/stat` counts only hundredths of a second.
pub fn processor() -> io::Result<u64> {
    let mut sum = 0;
    for task in fs::read_dir("/proc/self/task")? {
        let told = fs::read_to_string(task?.path().join("schedstat"))?;
        let running = told.split(' ').next().and_then(|first| first.parse::<u64>().ok());
        sum += running.unwrap_or_default();
    }
    Ok(sum)
}

/// Resets the peak of resident memory.
pub fn forget_peak() -> io::Result<()> {
    fs::write("/proc/self/clear_refs", "5")
}

/// The peak of resident memory, in bytes.
pub fn peak() -> io::Result<u64> {
    let told = fs::read_to_string("/proc/self/status")?;
    let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
    kib.map(|kib| kib * 1024)
        .ok_or_else(|| io::Error::other("no VmHWM"))
}
