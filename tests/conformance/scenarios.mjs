// Prints the suite's scenarios as JSON, as they are for a server at the URL that is given: what is asked for, and what is
// answered.
import { glob } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [baseUrl] = process.argv.slice(2);
const root = "node_modules/@typespec/http-specs/dist/specs";
const config = { baseUrl };

// What stands for a value that is only known when the server's address is.
const plain = (value) => {
  if (value === null || typeof value !== "object") return value;
  if (typeof value.toJSON === "function" && value.isDyn === undefined && !Buffer.isBuffer(value)) return value.toJSON();
  return value;
};

const expanded = (value) => {
  if (typeof value === "function") return value(config);
  if (Array.isArray(value)) return value.map(expanded);
  if (value && typeof value === "object" && !Buffer.isBuffer(value) && !ArrayBuffer.isView(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, expanded(plain(member))]));
  }
  return plain(value);
};

const bytes = (content) => ({ base64: Buffer.from(content).toString("base64") });

// The value of a part: JSON, where it is told as a text.
const told = (part) => {
  if (typeof part?.serialize === "function") return JSON.parse(part.serialize(config));
  return expanded(part);
};

const body = (body) => {
  if (!body) return undefined;
  const { contentType, rawContent: content } = body;
  if (body.kind === "multipart") {
    const parts = Object.fromEntries(Object.entries(body.parts ?? {}).map(([name, part]) => [name, told(part)]));
    const file = ({ fieldname, originalname, mimetype, buffer }) => ({
      field: fieldname,
      name: originalname,
      mediaType: mimetype,
      ...bytes(buffer),
    });
    return { contentType, parts, files: (body.files ?? []).map(file) };
  }
  if (content === undefined) return { contentType };
  if (typeof content === "string") return { contentType, text: content };
  if (typeof content === "function") return { contentType, text: content(config) };
  if (typeof content.serialize === "function") return { contentType, text: content.serialize(config) };
  return { contentType, ...bytes(content) };
};

const exchange = ({ uri, method, request = {}, response = {} }) => ({
  method: method.toUpperCase(),
  // Express wants its colons escaped.
  uri: uri.replaceAll("\\:", ":"),
  query: expanded(request.query ?? {}),
  headers: expanded(request.headers ?? {}),
  body: body(request.body),
  status: response.status ?? 200,
  answer: body(response.body),
});

const scenarios = [];
for await (const path of glob(`${root}/**/mockapi.js`)) {
  const { Scenarios } = await import(pathToFileURL(resolve(path)));
  const folder = path.slice(join(root, "/").length, -"/mockapi.js".length);
  for (const [name, { passCondition, apis }] of Object.entries(Scenarios)) {
    scenarios.push({ folder, name, condition: passCondition, exchanges: apis.map(exchange) });
  }
}
scenarios.sort((one, other) => (one.name < other.name ? -1 : 1));
console.log(JSON.stringify(scenarios));
