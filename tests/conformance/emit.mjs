// Emits the suite's own specifications as OpenAPI documents of the version that is given, into the folder that is given.
import { glob, mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { NodeHost, compile } from "@typespec/compiler";
import { getOpenAPI3 } from "@typespec/openapi3";

const [version, folder] = process.argv.slice(2);
const root = resolve("node_modules/@typespec/http-specs/specs");

// The emitter looks examples up by the name of a parameter, and finds the inherited function of one called `constructor`.
Object.defineProperty(Object, "length", { value: 0 });

const documents = (record) => (record.versioned ? record.versions : [record]);

for await (const main of glob("**/main.tsp", { cwd: root })) {
  const program = await compile(NodeHost, join(root, main), { noEmit: true });
  const output = join(resolve(folder), dirname(main));
  // A document comes without what OpenAPI can't say, of which the emitter tells in errors.
  for (const record of await getOpenAPI3(program, { "openapi-versions": [version] })) {
    for (const { document, version } of documents(record)) {
      await mkdir(output, { recursive: true });
      const name = version ? `openapi.${version}.json` : "openapi.json";
      await writeFile(join(output, name), JSON.stringify(document, null, 2));
    }
  }
}
