"""The document of the API: right, kept in docs/, and true of what the API answers."""

import json

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from ninja import Schema
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from socle.config.wsgi import application
from socle.web.management.commands.write_api_document import PLACE, document

CHECKS = (
    not_a_server_error,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)


def shapes_of(kind):
    for each in kind.__subclasses__():
        yield each
        yield from shapes_of(each)


def test_two_shapes_of_one_name_are_the_same():
    """The document names each once: the second would be told of in the words of the first."""
    found = {}
    for shape in shapes_of(Schema):
        if shape.__module__.startswith("socle."):
            said = shape.model_json_schema()
            assert found.setdefault(shape.__name__, said) == said, shape.__name__


def test_the_document_is_the_one_in_the_docs():
    assert PLACE.read_text("utf-8") == document(), (
        "The API has changed. It may only grow: look at the difference, then run "
        "`socle write_api_document` and commit docs/api/openapi.json."
    )


def test_the_command_writes_it(tmp_path, capsys, monkeypatch):
    place = tmp_path / "api" / "openapi.json"
    monkeypatch.setattr("socle.web.management.commands.write_api_document.PLACE", place)
    call_command("write_api_document")
    assert place.read_text("utf-8") == document()
    assert capsys.readouterr().out == f"{place} is written.\n"


def test_the_document_is_openapi_3_1():
    schema = json.loads(document())
    assert schema["openapi"] == "3.1.0"
    assert list(OpenAPIV31SpecValidator(schema).iter_errors()) == []


def test_it_is_served(client, belgium):
    response = client.get("/api/v1/openapi.json")
    assert response.json()["info"]["title"] == "Socle"
    assert response.headers["ETag"]


@pytest.fixture
def one_connection(belgium):
    """A request at its end closes what it takes for an old connection: that of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def operations():
    schema = schemathesis.openapi.from_dict(json.loads(document()))
    schema.app = application
    found = [each.ok() for each in schema.get_all_operations()]
    return [
        pytest.param(each, mode, id=f"{mode.value}-{each.label}")
        for each in found
        for mode in GenerationMode
        # Where nothing may be asked, nothing can be asked wrongly.
        if mode is GenerationMode.POSITIVE or each.query or each.path_parameters
    ]


@pytest.mark.parametrize(("operation", "mode"), operations())
def test_every_answer_is_as_the_document_says(one_connection, operation, mode):
    @given(case=operation.as_strategy(generation_mode=mode))
    @examples(
        max_examples=25,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case):
        # Its client reads no gzip, though it says so.
        case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

    ask()
