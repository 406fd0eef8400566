"""A proxy that answers for the real gateway: takes CONNECT, ends TLS with its own certificate, and
hands each request to the emulator, under the emulator's base path.

usage: authority_proxy.py CERTIFICATE KEY PORT BASE NEWBASE     PORT: where the emulator's gate listens

Prints the port it listens on. Ends when its standard input does. Writes each CONNECT's target, and
each request line that came through TLS, to the file `seen`.
"""

import http.client
import socket
import ssl
import sys
import threading

certificate, key, port, base, new_base = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)


def note(text):
    with open("seen", "a", encoding="utf-8") as file:
        file.write(text + "\n")


def head(stream):
    lines = []
    while True:
        line = stream.readline(65536)
        if line in (b"\r\n", b""):
            return lines
        lines.append(line.rstrip(b"\r\n").decode("latin-1"))


def serve(plain):
    with plain:
        lines = head(plain.makefile("rb", buffering=0))
        if not lines or not lines[0].startswith("CONNECT "):
            plain.sendall(b"HTTP/1.1 405 X\r\nContent-Length: 0\r\n\r\n")
            return
        note(lines[0])
        plain.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        try:
            with context.wrap_socket(plain, server_side=True) as peer:
                answer(peer)
        except (ssl.SSLError, OSError) as error:
            note(f"no TLS: {type(error).__name__}")


def answer(peer):
    stream = peer.makefile("rb")
    lines = head(stream)
    if not lines:
        return
    note(lines[0])
    method, path, _ = lines[0].split(" ")
    headers = dict(line.split(": ", 1) for line in lines[1:])
    length = int({name.lower(): value for name, value in headers.items()}.get("content-length", 0))
    body = stream.read(length)
    upstream = http.client.HTTPConnection("127.0.0.1", int(port))
    upstream.request(method, path.replace(base, new_base, 1), body=body, headers=headers)
    reply = upstream.getresponse()
    text = reply.read()
    peer.sendall(f"HTTP/1.1 {reply.status} X\r\nContent-Type: application/json\r\n"
                 f"Content-Length: {len(text)}\r\nConnection: close\r\n\r\n".encode() + text)
    upstream.close()


listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)


def accept():
    while True:
        peer, _ = listener.accept()
        threading.Thread(target=serve, args=(peer,), daemon=True).start()


threading.Thread(target=accept, daemon=True).start()
sys.stdin.read()
