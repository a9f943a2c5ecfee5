"""Runs the shell steps of a composite GitHub Action: action.py action.yml runner-temp [input=value…]

Expressions are replaced as on a runner; conditions and steps with `uses` are not supported and are skipped, so a step with
`if` runs. The exit code is that of the first step that fails.
"""

import os
import re
import subprocess
import sys

import yaml

EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")


def main(path, temp, *given):
    with open(path, encoding="utf-8") as file:
        action = yaml.safe_load(file)
    values = {"runner.temp": temp, "github.action_path": os.path.dirname(os.path.abspath(path))}
    for name, described in action["inputs"].items():
        values[f"inputs.{name}"] = described["default"]
    for pair in given:
        name, _, value = pair.partition("=")
        values[f"inputs.{name}"] = value

    def evaluated(text):
        return EXPRESSION.sub(lambda found: values[found.group(1)], text)

    for step in action["runs"]["steps"]:
        if "run" not in step:
            continue
        variables = {name: evaluated(value) for name, value in step.get("env", {}).items()}
        # GitHub Docs, "Workflow syntax", `jobs.<job_id>.steps[*].shell`: the command line of `bash`.
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", evaluated(step["run"])]
        folder = evaluated(step.get("working-directory", "."))
        code = subprocess.run(shell, cwd=folder, env={**os.environ, **variables}).returncode
        if code != 0:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
