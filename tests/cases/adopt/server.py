"""A server with one book. It prints its address."""

import http.server
import json


class Books(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        is_known = self.headers["Authorization"] == "Bearer secret"
        if self.path == "/books/1" and is_known:
            self.answer(200, {"id": 1, "title": "Emma", "genre": "comedy"})
        else:
            self.answer(404, {"message": "no such book"})

    def answer(self, status, body):
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Books)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
