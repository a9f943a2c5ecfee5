//! A server on loopback that responds at once and keeps nothing, so that the client is measured.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;

/// The size of a download, in bytes.
pub const CONTENT: u64 = 1 << 30;

/// The number of pets on a page.
pub const PAGE: usize = 20;

pub const PET: &str = r#"{"id":4711,"name":"Mr. Whiskers \"the\" third","kind":"cat","weight":4.25,"tags":["indoor","vegetarian","sleeps at day"],"owner":{"id":90210,"email":"jane.doe@example.com","city":"Madrid"},"vaccinated":true}"#;

/// Prints the address and serves until the input ends.
pub fn serve() -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    println!("http://localhost:{}", listener.local_addr()?.port());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || drop(connection(&stream)));
        }
    });
    io::stdin().read_to_end(&mut Vec::new()).map(drop)
}

struct Head {
    line: String,
    length: Option<u64>,
    chunked: bool,
}

fn connection(stream: &TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let page = format!("[{}]", [PET; PAGE].join(","));
    let mut reader = BufReader::with_capacity(64 * 1024, stream);
    while let Some(head) = head(&mut reader)? {
        if head.chunked {
            while chunk(&mut reader)? {}
        } else {
            discard(&mut reader, head.length.unwrap_or(0))?;
        }
        answer(stream, &head.line, &page)?;
    }
    Ok(())
}

fn head(reader: &mut impl BufRead) -> io::Result<Option<Head>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut head = Head {
        line,
        length: None,
        chunked: false,
    };
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim_end().to_ascii_lowercase();
        match line.split_once(": ") {
            Some(("content-length", length)) => head.length = length.parse().ok(),
            Some(("transfer-encoding", _)) => head.chunked = true,
            Some(_) => {}
            None => return Ok(Some(head)),
        }
    }
}

fn chunk(reader: &mut impl BufRead) -> io::Result<bool> {
    let mut size = String::new();
    reader.read_line(&mut size)?;
    let size = u64::from_str_radix(size.trim_end(), 16).map_err(io::Error::other)?;
    discard(reader, size + 2)?;
    Ok(size > 0)
}

fn discard(reader: &mut impl BufRead, length: u64) -> io::Result<()> {
    io::copy(&mut reader.take(length), &mut io::sink()).map(drop)
}

fn answer(mut stream: &TcpStream, line: &str, page: &str) -> io::Result<()> {
    let status = if line.starts_with("POST") { "201 Created" } else { "200 OK" };
    if line.starts_with("PUT") {
        return stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n");
    }
    if line.contains("/content") {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncontent-length: {CONTENT}\r\n\r\n");
        stream.write_all(head.as_bytes())?;
        return io::copy(&mut io::repeat(7).take(CONTENT), &mut stream).map(drop);
    }
    let body = if line.starts_with("GET") && line.contains("/pets ") { page } else { PET };
    let length = body.len();
    let all =
        format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}");
    stream.write_all(all.as_bytes())
}
