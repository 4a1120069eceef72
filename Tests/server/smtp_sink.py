"""A mail server that keeps what it is given, for tests. Standard library only."""

import asyncio
import base64
import email
import email.policy
import ssl
import threading


class Sink:
    """Listens on a port of its own, in a thread of its own.

    Recipients that begin with `refused` are refused for good, those that begin with `later` once.
    """

    def __init__(self, certificate=None, user=None, password=None):
        self.mails = []
        self.commands = []
        self.was_secure = []
        self.port = None
        self.context = None
        self.credentials = user and base64.b64encode(f"\0{user}\0{password}".encode()).decode()
        self.postponed = set()
        if certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(certificate)

    def __enter__(self):
        started = threading.Event()
        self.loop = asyncio.new_event_loop()

        async def start():
            self.server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
            self.port = self.server.sockets[0].getsockname()[1]
            started.set()

        def run():
            asyncio.set_event_loop(self.loop)
            self.loop.run_until_complete(start())
            self.loop.run_forever()

        self.thread = threading.Thread(target=run, daemon=True)
        self.thread.start()
        started.wait()
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    async def serve(self, reader, writer):
        try:
            await self.talk(reader, writer)
        except (ConnectionError, ssl.SSLError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def talk(self, reader, writer):
        secure, allowed, sender, recipients = False, self.credentials is None, None, []

        def say(line):
            writer.write(line.encode() + b"\r\n")

        say("220 sink ready")
        while line := await reader.readline():
            command = line.decode().strip()
            self.commands.append(command)
            verb = command.split(" ")[0].upper()
            if verb == "EHLO":
                say("250-sink")
                if self.context and not secure:
                    say("250-STARTTLS")
                if self.credentials and (secure or not self.context):
                    say("250-AUTH PLAIN")
                say("250 8BITMIME")
            elif verb == "STARTTLS":
                say("220 go ahead")
                await writer.drain()
                await writer.start_tls(self.context)
                secure = True
            elif verb == "AUTH":
                given = command.split(" ")[2] if command.count(" ") == 2 else None
                if given is None:
                    say("334 ")
                    given = (await reader.readline()).decode().strip()
                allowed = given == self.credentials
                say("235 welcome" if allowed else "535 5.7.8 wrong user or password")
            elif verb == "MAIL":
                sender, recipients = command, []
                say("250 ok" if allowed else "530 5.7.0 who are you")
            elif verb == "RCPT":
                address = command.partition("<")[2].rstrip(">")
                if address.startswith("refused"):
                    say("550 5.1.1 no such mailbox")
                elif address.startswith("later") and address not in self.postponed:
                    self.postponed.add(address)
                    say("451 4.3.0 try again later")
                else:
                    recipients.append(address)
                    say("250 ok")
            elif verb == "DATA":
                say("354 go on")
                lines = []
                while (part := await reader.readline()) != b".\r\n":
                    lines.append(part[1:] if part.startswith(b".") else part)
                message = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
                self.mails.append((recipients, message, b"".join(lines)))
                self.was_secure.append(secure)
                say("250 taken")
            elif verb == "QUIT":
                say("221 bye")
                break
            else:
                say("250 ok")
            await writer.drain()
