"""Installs the wheel into a bare environment and serves from it: what pipx would do.

Prints how long the set-up took and how large it is, for docs/run/install.md.
"""

import subprocess
import sys
import tempfile
import time
import urllib.request
import venv
from pathlib import Path

UV = Path(sys.executable).parent / "uv"
INSIDE = ("templates", "static", "migrations")


def main() -> int:
    (wheel,) = Path("dist").glob("*.whl")
    with tempfile.TemporaryDirectory(prefix="regulars-wheel-") as room:
        bare = Path(room) / "bare"
        began = time.monotonic()
        venv.create(bare)
        python = bare / "bin" / "python"
        install = [UV, "pip", "install", "-q", "--no-cache", "--python", python]
        subprocess.run([*install, "--require-hashes", "-r", "requirements.txt"], check=True)
        subprocess.run([*install, "--no-deps", wheel], check=True)
        took = time.monotonic() - began
        size = sum(path.stat().st_size for path in bare.rglob("*") if path.is_file())
        print(f"installed in {took:.0f} s, {size / 1024**2:.0f} MB")
        (package,) = bare.glob("lib/python*/site-packages/regulars")
        missing = [name for name in INSIDE if not any((package / name).rglob("*.*"))]
        if list(Path("src/regulars").rglob("*.po")) and not list(package.rglob("*.mo")):
            missing.append("the compiled texts")
        if missing:
            print(f"the wheel lacks {', '.join(missing)}")
            return 1
        return serve_from(bare, Path(room))


def serve_from(bare: Path, room: Path) -> int:
    began = time.monotonic()
    command = [bare / "bin" / "regulars", "--data", room / "data", "serve", "--port", "0"]
    served = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=room)
    try:
        for line in served.stdout or ():
            if "Regulars is ready: " in line:
                address = line.split()[3]
                print(f"first answer after {time.monotonic() - began:.0f} s")
                with urllib.request.urlopen(address, timeout=60) as answer:
                    print(f"{answer.url} answers {answer.status}")
                    return 0 if answer.status == 200 else 1
        print("it never answered")
        return 1
    finally:
        served.terminate()
        served.wait(30)


if __name__ == "__main__":
    sys.exit(main())
