import shutil
import subprocess

import pytest

from socle.foundation.tests.site import free_port, is_answering, wait_until


@pytest.fixture
def redis():
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("no redis-server on this machine")
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    wait_until(lambda: is_answering(port), "Redis answers")
    yield f"redis://127.0.0.1:{port}/0"
    process.terminate()
    process.wait()
