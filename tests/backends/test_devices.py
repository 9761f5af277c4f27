from __future__ import annotations

import pytest

from commsense.backends import devices
from commsense.errors import MissingExtra, ModelError


def test_the_processor_is_always_there() -> None:
    assert devices.chosen("cpu") == "cpu"


def test_auto_takes_the_processor_where_there_is_no_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_DRIVERS", ())
    monkeypatch.setattr(devices, "require", lambda _: pytest.fail("torch was loaded for nothing"))
    assert devices.chosen("auto") == "cpu"


@pytest.mark.parametrize("name", ["torch", "transformers", "onnx"])
def test_auto_takes_the_processor_where_something_is_missing(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr(devices, "_DRIVERS", (tmp_path,))
    monkeypatch.setattr(devices, "find_spec", lambda wanted: None if wanted == name else wanted)
    monkeypatch.setattr(devices, "require", lambda _: pytest.fail("torch was loaded for nothing"))
    assert devices.chosen("auto") == "cpu"


def test_a_gpu_that_is_asked_for_without_torch_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(module: str) -> object:
        raise MissingExtra(f"{module} is not installed.")

    monkeypatch.setattr(devices, "require", missing)
    with pytest.raises(MissingExtra):
        devices.chosen("cuda")


def test_an_unknown_device_is_named_with_what_is_accepted() -> None:
    with pytest.raises(ModelError, match=r"'tpu'.*auto, cpu, cuda"):
        devices.chosen("tpu")


def test_a_gpu_that_is_asked_for_and_missing_is_an_error() -> None:
    torch = pytest.importorskip("torch")
    if torch.cuda.is_available():
        pytest.skip("there is a GPU")
    with pytest.raises(ModelError, match="no GPU"):
        devices.chosen("cuda")
