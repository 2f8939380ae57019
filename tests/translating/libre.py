"""A server on loopback that speaks LibreTranslate's protocol, well or badly."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Libre:
    """What the server was asked, and how it answers: ``answer(request)`` gives status and body."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.answer: Callable[[dict[str, Any]], tuple[int, bytes]] = translated
        #: Announce more than is sent, so that the connection breaks off.
        self.breaks_off = False
        #: Seconds between one byte and the next.
        self.drips = 0.0
        self.hold = threading.Event()
        self.hold.set()
        self.url = ""

    @property
    def texts(self) -> list[str]:
        return [text for request in self.asked for text in request["q"]]


def translated(request: dict[str, Any]) -> tuple[int, bytes]:
    return 200, body([f"«{text}»" for text in request["q"]])


def body(words: Any) -> bytes:
    return json.dumps({"translatedText": words}, ensure_ascii=False).encode()


@contextmanager
def serving() -> Iterator[Libre]:
    """Run the server on a free port of loopback."""
    libre = Libre()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers["Content-Length"])
            request = json.loads(self.rfile.read(length)) | {"path": self.path}
            libre.asked.append(request)
            libre.hold.wait(20)
            status, content = libre.answer(request)
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                self.send_header("Content-Length", str(len(content) + 100 * libre.breaks_off))
                self.end_headers()
                for part in [content] if not libre.drips else [bytes([b]) for b in content]:
                    self.wfile.write(part)
                    time.sleep(libre.drips)
            except OSError:
                pass  # whoever asked has given up

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    libre.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield libre
    finally:
        libre.hold.set()
        server.shutdown()
        server.server_close()
