// Judges a description with Redocly's linter: `node lint.mjs description.yaml`, exit 1 and one line a problem.
import process from 'node:process';
import { createConfig, lint } from '@redocly/openapi-core';

const config = await createConfig({
  extends: ['recommended-strict'],
  rules: {
    'info-license': 'off', // The API is the vendor's, who publishes no licence of it.
    'no-invalid-schema-examples': 'error',
    'no-invalid-media-type-examples': 'error',
    'no-invalid-parameter-examples': 'error',
    'no-enum-type-mismatch': 'error',
    'operation-operationId': 'error',
    'operation-description': 'error',
    'tag-description': 'error',
    'path-params-defined': 'error',
    'no-unused-components': 'error',
  },
});

const problems = await lint({ ref: process.argv[2], config });
for (const problem of problems) {
  const where = problem.location?.[0]?.pointer ?? '';
  console.error(`${problem.severity} ${problem.ruleId} ${where}: ${problem.message}`);
}
process.exitCode = problems.length === 0 ? 0 : 1;
