"""What stands in the way of a start is said in one sentence, in Chinese and in English."""

import os
import socket
import sys

import pytest

from local.emulator import Emulator, LocalCloudError, port_from

pytestmark = pytest.mark.enable_socket


def refusal_of(emulator):
    with pytest.raises(LocalCloudError) as refusal:
        emulator.start()
    return str(refusal.value).split("\n")


def left_behind(tmp_path, **files):
    """A state folder as a clean stop of another day left it."""
    state = tmp_path / "state"
    emulator = Emulator(state)
    emulator.folder.claim(1).close()
    emulator.folder.prepare()
    emulator.folder.saved.write_text("2026-05-01 12:00:00\n")
    for name, content in files.items():
        (emulator.folder.services / f"{name}.json").write_text(content)
    return emulator


def test_refuses_a_port_that_another_program_has(tmp_path, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        another = f"LAUREL_PORT={port + 1} make run"
        assert refusal_of(Emulator(tmp_path / "state", port=port)) == [
            f"端口 {port} 已被占用：请停掉占用它的程序，或另选端口：{another}。",
            f"Port {port} is in use: stop the program that has it, or take another: {another}.",
        ]


def test_refuses_a_state_folder_that_another_run_uses(tmp_path, port):
    first = Emulator(tmp_path / "state", port=port)
    with first.folder.claim(port):
        owner = os.getpid()
        address = f"http://127.0.0.1:{port}"
        assert refusal_of(Emulator(tmp_path / "state", port=port + 1)) == [
            f"Laurel 已在运行（进程 {owner}，{address}）：请先在它的终端按 Ctrl-C。",
            f"Laurel is already running (process {owner}, {address}): "
            "press Ctrl-C in its terminal first.",
        ]


def test_refuses_a_state_that_cannot_be_read(tmp_path):
    emulator = left_behind(tmp_path, dynamodb='{"tables": ')
    path = emulator.folder.services / "dynamodb.json"
    assert refusal_of(emulator) == [
        f"状态文件 {path} 已损坏：请运行 make clean，从头开始。",
        f"The state file {path} is broken: run make clean to start afresh.",
    ]


def test_refuses_a_state_of_another_version(tmp_path):
    emulator = left_behind(tmp_path)
    emulator.folder.stamp.write_text('{"layout": "0", "ministack": "1.0.0"}')
    _, english = refusal_of(emulator)
    assert "was left by another version ({'layout': '0', 'ministack': '1.0.0'}" in english
    assert english.endswith("run make clean.")


def test_refuses_a_folder_of_somebody_else_and_leaves_it_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    assert refusal_of(Emulator(tmp_path)) == [
        f"{tmp_path} 里有不属于 Laurel 的内容（thesis.txt）：请移走。",
        f"{tmp_path} holds what is not Laurel's (thesis.txt): move it away.",
    ]
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_refuses_a_file_where_the_folder_should_be(tmp_path):
    state = tmp_path / "state"
    state.write_text("")
    assert refusal_of(Emulator(state)) == [
        f"{state} 应是文件夹，却是一个文件：请移走它。",
        f"{state} should be a folder but is a file: move it away.",
    ]


def test_refuses_a_folder_that_cannot_be_written(tmp_path):
    state = tmp_path / "state"
    (state / "lock").mkdir(parents=True)
    assert refusal_of(Emulator(state)) == [
        f"无法写入状态文件夹 {state}（Is a directory）。",
        f"The state folder {state} cannot be written (Is a directory).",
    ]


def test_points_to_the_log_when_the_emulator_dies_at_its_start(tmp_path, port, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    emulator = Emulator(tmp_path / "state", port=port)
    log = emulator.folder.emulator_log
    assert refusal_of(emulator) == [
        f"本地云未能启动：原因见 {log} 的末尾。",
        f"The local cloud did not start: see the end of {log}.",
    ]


def test_takes_the_port_that_laurel_port_names():
    assert port_from({}) == 4566
    assert port_from({"LAUREL_PORT": "4600"}) == 4600


@pytest.mark.parametrize("asked", ["x", "80", "70000", "-1", "４６００"])
def test_refuses_a_laurel_port_that_is_no_usable_port(asked):
    with pytest.raises(LocalCloudError, match="LAUREL_PORT should be a number from 1024 to 65535"):
        port_from({"LAUREL_PORT": asked})
