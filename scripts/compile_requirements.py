"""Compile requirements.txt and requirements-test.txt from pyproject.toml, with hashes.

Uses pip-tools in a folder of its own, so that neither it nor what it needs gets
into WIRkt's environment. `make requirements` keeps pins that still fit;
`PIP_COMPILE_ARGS=--upgrade make requirements` renews them.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "var" / "tools"
OPTIONS = [
    "--quiet",
    "--generate-hashes",
    "--strip-extras",
    "--allow-unsafe",
    "--no-emit-find-links",
    "--no-emit-index-url",
    "--no-emit-trusted-host",
    "--no-emit-options",
]


def main() -> None:
    pip_compile = TOOLS / "bin" / "pip-compile"
    if not pip_compile.exists():
        subprocess.run([sys.executable, "-m", "venv", str(TOOLS)], check=True)
        pip = [str(TOOLS / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, "pip-tools==7.6.2"], check=True)
    environment = {**os.environ, "CUSTOM_COMPILE_COMMAND": "make requirements"}
    more = os.environ.get("PIP_COMPILE_ARGS", "").split()
    for_tests = ["--extra=test", "--constraint=requirements.txt"]
    for output, extra in (("requirements.txt", []), ("requirements-test.txt", for_tests)):
        command = [str(pip_compile), *OPTIONS, *more, *extra, f"--output-file={output}"]
        subprocess.run([*command, "pyproject.toml"], check=True, cwd=ROOT, env=environment)
        print(f"{output} compiled")


if __name__ == "__main__":
    main()
