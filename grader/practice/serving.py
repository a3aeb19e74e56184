"""Serve one page on this machine that follows a student's saves."""

import asyncio
import secrets
import socket
import threading
from collections.abc import AsyncIterator, Callable
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from grader.course import Course
from grader.practice import page

HOST = "127.0.0.1"
POLLING = 0.2  # seconds between two looks at whether the page has changed


class PageServer:
    """Answers GET requests for the page, in a thread; its address has a random token that others do not know."""

    def __init__(self, course: Course) -> None:
        self.course, self.content, self.version = course, "", 0
        self.token = secrets.token_urlsafe(16)
        self.socket = socket.socket()
        self.socket.bind((HOST, 0))
        self.socket.listen()  # who comes before the server is up waits
        self.host = f"{HOST}:{self.socket.getsockname()[1]}"
        routes = [(f"/{self.token}/{name}", answer) for name, answer in self._answers().items()]
        app = Starlette(routes=[Route(path, answer, methods=["GET"]) for path, answer in routes])
        self.server = uvicorn.Server(
            uvicorn.Config(app, log_level="error", lifespan="off", timeout_graceful_shutdown=1)
        )
        self.thread = threading.Thread(target=self.server.run, args=([self.socket],), daemon=True)
        self.thread.start()

    @property
    def address(self) -> str:
        return f"http://{self.host}/{self.token}/"

    def show(self, content: str) -> None:
        """Show this content on all open pages."""
        self.content, self.version = content, self.version + 1

    def close(self) -> None:
        self.server.should_exit = True
        self.thread.join(5)

    def _answers(self) -> dict[str, Callable[..., Any]]:
        return {"": self._page, "now": self._now, "events": self._events}

    async def _page(self, request: Request) -> Response:
        nonce = secrets.token_urlsafe(12)
        policy = (
            f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; img-src data:; "
            "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        return self._answer(request, page.page(self.course, self.content, nonce), policy)

    async def _now(self, request: Request) -> Response:
        return self._answer(request, self.content, "default-src 'none'")

    def _answer(self, request: Request, text: str, policy: str) -> Response:
        if request.headers.get("host") != self.host:  # a page elsewhere whose name leads here
            return Response(status_code=403)
        headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
        return HTMLResponse(text, headers=headers)

    async def _events(self, request: Request) -> Response:
        if request.headers.get("host") != self.host:
            return Response(status_code=403)
        return StreamingResponse(self._versions(request), media_type="text/event-stream")

    async def _versions(self, request: Request) -> AsyncIterator[str]:
        seen = 0
        while not self.server.should_exit and not await request.is_disconnected():
            if self.version != seen:
                seen = self.version
                yield f"data: {seen}\n\n"
            await asyncio.sleep(POLLING)
