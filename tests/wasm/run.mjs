// Calls a generated client, compiled for JavaScript, over real HTTP: CLIENT=client.js node --test run.mjs

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { after, test as timeless } from "node:test";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";

const require = createRequire(import.meta.url);
const file = resolve(process.env.CLIENT);

/** What hangs fails. */
const test = (name, run) => timeless(name, { timeout: 60_000 }, run);

/** The client as a program has it that has just been started. */
function start() {
  delete require.cache[file];
  return require(file);
}

const client = start();
const servers = [];
after(() => servers.forEach((server) => server.closeAllConnections()));

/** A server that keeps what it is sent, with what `answer` does with the nth request. */
async function serve(answer) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    requests.push({ ...head(request), body: Buffer.concat(pieces).toString() });
    answer(response, requests.length, request);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  server.unref();
  servers.push(server);
  return { base: `http://127.0.0.1:${server.address().port}`, requests };
}

const head = ({ method, url, headers }) => ({ method, url, headers });
const json = (response, value) => response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(value));
const outcome = (call) => call.then((said) => ({ said }), (error) => ({ error }));

/** Puts something else in the place of a global for a while. */
async function instead(name, value, run) {
  const before = globalThis[name];
  globalThis[name] = value;
  try {
    return await run();
  } finally {
    globalThis[name] = before;
  }
}

test("a request is what the description says, and nothing of the surroundings", async () => {
  const server = await serve((response) => json(response, { name: "tea" }));
  assert.match(await client.get(server.base), /name: "tea"/);
  const [{ method, url, headers, body }] = server.requests;
  assert.deepEqual({ method, url, body }, { method: "GET", url: "/things/a%2Fb?tag=x%20y", body: "" });
  assert.equal(headers["x-key"], "s3cret");
  assert.equal(headers.accept, "application/json");
  assert.doesNotMatch(headers["user-agent"], /client/, "that is the environment's own");
  assert.ok(!("cookie" in headers) && !("referer" in headers), JSON.stringify(headers));
});

test("a body is sent byte for byte, with a key that no other call and no other start sends", async () => {
  const server = await serve((response) => response.writeHead(204).end());
  for (const program of [client, client, start(), start()]) await program.order(server.base);
  const keys = server.requests.map(({ method, headers, body }) => {
    assert.deepEqual({ method, body }, { method: "POST", body: '{"name":"cup","count":2}' });
    assert.equal(headers["content-type"], "application/json");
    assert.match(headers["idempotency-key"], /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    return headers["idempotency-key"];
  });
  assert.equal(new Set(keys).size, 4, keys.join());
});

test("a 503 is followed by the pause it asks for and another attempt, with the same key", async () => {
  const busy = (response, number) =>
    number === 1 ? response.writeHead(503, { "Retry-After": "1" }).end() : json(response, { name: "tea" });
  const server = await serve(busy);
  const pauses = [], waits = [];
  const set = globalThis.setTimeout;
  const noted = (run, millis, ...rest) => (waits.push(millis), set(run, millis, ...rest));
  const call = () => client.get_slowly(server.base, (pause) => pauses.push(pause));
  assert.match(await instead("setTimeout", noted, call), /name: "tea"/);
  assert.deepEqual(pauses, [1000]);
  assert.ok(waits.includes(1000), waits.join());
  assert.equal(server.requests.length, 2);

  const charged = await serve((response, number) => response.writeHead(number === 1 ? 503 : 204).end());
  await client.order(charged.base);
  const [first, second] = charged.requests.map(({ headers }) => headers["idempotency-key"]);
  assert.equal(first, second);
});

test("a body that stalls runs into its timeout, which ends the exchange", async () => {
  const closed = deferred();
  const server = await serve((response) => {
    response.on("close", closed.resolve);
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "15" }).write('{"name"');
  });
  const { error } = await outcome(client.get_impatiently(server.base));
  assert.match(error, /^Timeout\(Stall\) Some\(200\)/);
  await closed.promise;
});

test("a call that is given up ends the exchange", async () => {
  const seen = deferred(), closed = deferred();
  const server = await serve((response) => {
    response.on("close", closed.resolve);
    seen.resolve();
  });
  assert.equal(await client.give_up(server.base, seen.promise), "finished: false");
  await closed.promise;
});

test("an answer comes in pieces, and dropping it ends the exchange", async () => {
  const closed = deferred();
  let open;
  const server = await serve((response) => {
    open = response;
    response.on("close", closed.resolve);
    response.writeHead(200, { "Content-Type": "application/octet-stream" }).write("one");
  });
  const pieces = [];
  // The second is not sent before the first has come.
  const said = await client.download(server.base, 2, (piece) => (pieces.push(piece), open.write("two")));
  assert.deepEqual([said, pieces], ["enough", ["one", "two"]]);
  await closed.promise;
});

test("an answer that ends has an end", async () => {
  const server = await serve((response) => response.writeHead(200, { "Content-Type": "application/octet-stream" }).end("all"));
  assert.equal(await client.download(server.base, 9, () => {}), "the end");
});

test("what is read while it is sent is read first", async () => {
  const server = await serve((response) => response.writeHead(204).end());
  await client.upload(server.base);
  const [{ method, headers, body }] = server.requests;
  assert.deepEqual([method, headers["content-length"], body], ["PUT", "100000", "x".repeat(100_000)]);
});

test("a redirect is not followed", async () => {
  const other = await serve((response) => json(response, { name: "stolen" }));
  const server = await serve((response) => response.writeHead(307, { Location: `${other.base}/things/1` }).end());
  const { error } = await outcome(client.order(server.base));
  assert.match(error, /Some\(307\)/);
  // Browsers show nothing of it.
  const opaque = async () => Object.defineProperties(Response.error(), { type: { value: "opaqueredirect" } });
  const hidden = await instead("fetch", opaque, () => outcome(client.get(server.base)));
  assert.match(hidden.error, /^Exchange None true .*is a redirect/);
  assert.equal(other.requests.length, 0);
});

test("what the environment doesn't let be set is an error before anything is sent", async () => {
  const server = await serve((response) => json(response, { name: "tea" }));
  // As browsers do.
  class Guarded extends Request {
    constructor(url, init) {
      super(url, init);
      this.headers.delete("cookie");
    }
  }
  const { error } = await instead("Request", Guarded, () => outcome(client.get_with_cookie(server.base)));
  assert.match(error, /^Connect None false .*cookie/);
  assert.equal(server.requests.length, 0);
});

test("an answer that unpacks to more than the limit is refused", async () => {
  const packed = gzipSync(JSON.stringify({ name: "x".repeat(1_000_000) }));
  const server = await serve((response) => {
    response.writeHead(200, { "Content-Type": "application/json", "Content-Encoding": "gzip" }).end(packed);
  });
  const { error } = await outcome(client.get_little(server.base));
  assert.match(error, /^TooLarge Some\(200\)/);
  assert.match(await client.get(server.base), /name: "x{1000}/, "and unpacked within it");
});

test("an error says neither address nor key", async () => {
  const server = await serve((response) => response.destroy());
  const { error } = await outcome(client.get(server.base));
  assert.match(error, /^Exchange None true/);
  assert.doesNotMatch(error, /127\.0\.0\.1|x y|s3cret/);
  assert.equal(server.requests.length, 3, "a GET is made again");
});

function deferred() {
  const made = {};
  made.promise = new Promise((resolve) => (made.resolve = resolve));
  return made;
}
