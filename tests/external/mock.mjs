// A server made from a description by openapi-backend, which is not ours: `node mock.mjs description.yaml [PATH…]`.
// With paths, the description is JSON, and only these paths are served: openapi-backend can't compile all schemas of large ones.
//
// Prints {"port","baseUrl"} as one line when it listens, and ends when its standard input does.
// It judges every request by the description. A valid one gets the first documented example of the lowest 2xx status, or one that
// openapi-backend makes from the schema, or the answer asked for: by `Prefer: code=404, example=name` on the request, or beforehand
// by POST /__answer with {"status", "example"?, "body"?, "times"?} (no example: the first; no times: once). Any other request gets its verdict as body and
// a status that says what is wrong: 400 encoding, 401 credentials, 404 path, 405 method, 415 media type, 422 parameters or
// body, 500 the mock itself.
// GET /__verdicts lists the verdicts so far, DELETE /__verdicts forgets them.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import process from 'node:process';
import { OpenAPIBackend } from 'openapi-backend';

const verdicts = [];
const asked = [];

const [description, ...paths] = process.argv.slice(2);
const api = new OpenAPIBackend({
  definition: paths.length === 0 ? description : only(JSON.parse(readFileSync(description, 'utf8')), paths),
  strict: paths.length === 0,
  // The definition itself is not judged then, since only OpenAPI 3.0 can be.
  quick: paths.length > 0,
  ajvOpts: { allErrors: true, strict: false, validateFormats: false },
});
await api.init();
const root = new URL(api.definition.servers?.[0]?.url ?? '/', 'http://localhost').pathname.replace(/\/$/, '');
api.router.apiRoot = root || '/';
api.register({
  notFound: () => refusal(404, 'no path of the description matches'),
  methodNotAllowed: () => refusal(405, 'the path has no such method'),
  unauthorizedHandler: () => refusal(401, 'no security requirement is satisfied'),
  validationFail: (context) => refusal(422, ...context.validation.errors.map(describe)),
  notImplemented: (context) => mediaTypeProblem(context) ?? documented(context),
});
for (const [name, scheme] of Object.entries(api.definition.components?.securitySchemes ?? {})) {
  api.registerSecurityHandler(name, (context) => carries(context.request, scheme));
}

http.createServer(serve).listen(0, '127.0.0.1', function () {
  const { port } = this.address();
  console.log(JSON.stringify({ port, baseUrl: `http://127.0.0.1:${port}${root}` }));
});
process.stdin.on('end', () => process.exit(0)).resume();

function only(definition, paths) {
  const kept = Object.fromEntries(paths.map((path) => [path, definition.paths[path]]));
  return compilable({ ...definition, paths: kept });
}

// Without `type`, ajv refuses `nullable`, which allows nothing more then. It takes a `$id` in an example for that of a schema.
function compilable(node) {
  if (Array.isArray(node)) return node.map(compilable);
  if (node === null || typeof node !== 'object') return node;
  const isRefused = (key, value) => (key === 'nullable' && !('type' in node)) || (key === '$id' && typeof value === 'string');
  const members = Object.entries(node).filter(([key, value]) => !isRefused(key, value));
  return Object.fromEntries(members.map(([key, value]) => [key, compilable(value)]));
}

async function serve(incoming, outgoing) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString('utf8');
  const answer = control(incoming, body) ?? (await judge(incoming, body));
  const isJson = /json/.test(answer.mediaType ?? 'json');
  const text = answer.body === undefined ? '' : isJson ? JSON.stringify(answer.body) : String(answer.body);
  outgoing.writeHead(answer.status, {
    'content-type': answer.mediaType ?? 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  outgoing.end(text);
}

function control({ method, url }, body) {
  if (url === '/__verdicts' && method === 'GET') return { status: 200, body: verdicts };
  if (url === '/__verdicts' && method === 'DELETE') return verdicts.splice(0), { status: 200, body: [] };
  if (url !== '/__answer' || method !== 'POST') return undefined;
  const { times = 1, ...answer } = JSON.parse(body);
  asked.push(...Array(times).fill(answer));
  return { status: 200, body: asked };
}

async function judge({ method, url, headers }, body) {
  const answer = await handle({ method, url, headers, body }).catch((error) => refusal(500, String(error.stack)));
  const errors = answer.errors ?? [];
  const { errors: _, ...sent } = answer;
  const verdict = { valid: errors.length === 0, errors, method, url, headers, body, status: answer.status };
  verdicts.push(verdict);
  return verdict.valid ? sent : { ...sent, body: { verdict } };
}

async function handle({ method, url, headers, body }) {
  const [path, query] = url.split(/\?(.*)/s);
  let decoded;
  try {
    decoded = decodeSegments(path);
  } catch {
    return refusal(400, 'the path is not percent-encoded UTF-8');
  }
  return api.handleRequest({ method, path: decoded, query, headers, body: body === '' ? undefined : body });
}

// openapi-backend takes path values as they stand in the URL. Decoded, all but what would change the path's shape.
function decodeSegments(path) {
  const decode = (segment) => decodeURIComponent(segment).replace(/[/?]/g, encodeURIComponent);
  return path.split('/').map(decode).join('/');
}

function refusal(status, ...errors) {
  return { status, errors };
}

function describe({ instancePath, message, params }) {
  return `${instancePath} ${message} ${JSON.stringify(params)}`;
}

function carries({ headers, query, cookies }, scheme) {
  if (scheme.type === 'apiKey') {
    const place = { header: headers, query, cookie: cookies }[scheme.in] ?? {};
    const name = scheme.in === 'header' ? scheme.name.toLowerCase() : scheme.name;
    return Boolean(place[name]);
  }
  const credentials = scheme.type === 'http' ? scheme.scheme : 'bearer';
  return new RegExp(`^${credentials} \\S+$`, 'i').test(headers.authorization ?? '');
}

function mediaTypeProblem({ operation, request }) {
  const documented = Object.keys(operation.requestBody?.content ?? {});
  const sent = (request.headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
  if (request.body === undefined || documented.includes(sent)) return undefined;
  return refusal(415, `the body is ${sent || 'of no media type'}, not ${documented.join(' or ')}`);
}

// The answer to a valid request. That a documented example disagrees with its own schema is the mock's failure: a 500.
function documented({ operation, request }) {
  const { status = defaultStatus(operation), example, body } = asked.shift() ?? preferred(request.headers.prefer);
  const response = operation.responses[status];
  if (!response) throw new Error(`status ${status} is not documented`);
  const [mediaType, media] = Object.entries(response.content ?? {})[0] ?? [];
  if (media === undefined) return { status: Number(status) };
  const made = () => api.mockResponseForOperation(operation.operationId, { code: Number(status), mediaType }).mock;
  const examples = media.examples ?? { example: { value: media.example ?? made() } };
  const given = example === undefined ? Object.values(examples)[0] : examples[example];
  const chosen = body === undefined ? given : { value: body };
  if (chosen === undefined) throw new Error(`status ${status} has no example ${example}`);
  // Only JSON has a schema that it can be judged by.
  const { errors } = /json/.test(mediaType) ? api.validateResponse(chosen.value, operation, Number(status)) : {};
  if (errors) throw new Error(`the example of ${status} is wrong: ${errors.map(describe).join(', ')}`);
  return { status: Number(status), mediaType, body: chosen.value };
}

function defaultStatus(operation) {
  const success = Object.keys(operation.responses).find((status) => /^2\d\d$/.test(status));
  if (!success) throw new Error(`${operation.operationId} documents no 2xx status`);
  return success;
}

function preferred(header = '') {
  const wishes = Object.fromEntries(header.split(',').map((wish) => wish.trim().split('=')));
  return { status: wishes.code, example: wishes.example };
}
