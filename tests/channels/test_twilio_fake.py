"""Our stand-in of Twilio against Twilio's own published description (tools/twilio_spec.sh)."""

import json
import re
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest

from regulars.channels.texts import Line, TextCarrier
from regulars.rules.channels import Channel
from tests.channels.test_texts import ALLOWED, SINCE, parcel
from tests.twilio_fake import ACCOUNT, SECRET, client_for, fake_twilio

SPEC = Path(__file__).parents[2] / ".venv" / "twilio_api_v2010.json"
MESSAGES = "/2010-04-01/Accounts/{AccountSid}/Messages.json"
MESSAGE = "api.v2010.account.message"
pytest.importorskip("twilio", reason="NO TWILIO LIBRARY: the extra sms is not installed")


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    if not SPEC.exists():
        pytest.skip("NO DESCRIPTION OF TWILIO'S INTERFACE: run tools/twilio_spec.sh")
    return json.loads(SPEC.read_text())


@pytest.fixture(scope="module")
def spoken():
    """Everything that our code asks of it, with what it answered."""
    with fake_twilio() as told:
        line = Line(
            channel=Channel.WHATSAPP,
            account=ACCOUNT,
            secret=SECRET,
            sender="+4930123456",
            report_to=lambda row: f"https://regulars.shop.com/texts/status/{row}",
            http=client_for(told),
        )
        carrier = TextCarrier(line)
        carrier.carry(parcel(), ALLOWED, lambda: None)
        carrier.find(to="+4915123456789", body="Hello", since=SINCE, besides=[])
        yield told, line


def fits(value: Any, schema: dict[str, Any], spec: dict[str, Any]) -> list[str]:
    """What is wrong with a value by a schema of the description; [] where it fits."""
    if "$ref" in schema:
        schema = spec["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    if value is None:
        return [] if schema.get("nullable") else ["None"]
    kinds = {"string": str, "integer": int, "object": dict, "array": list, "boolean": bool}
    if not isinstance(value, kinds[schema["type"]]):
        return [f"{value!r} is no {schema['type']}"]
    wrong = []
    if "enum" in schema and value not in schema["enum"]:
        wrong.append(f"{value!r} is none of {schema['enum']}")
    if "pattern" in schema and not re.search(schema["pattern"], value):
        wrong.append(f"{value!r} is not like {schema['pattern']}")
    if schema.get("format") == "date-time-rfc-2822":
        parsedate_to_datetime(value)
    for name, inner in schema.get("properties", {}).items():
        if name in value:
            wrong += [f"{name}: {one}" for one in fits(value[name], inner, spec)]
    if schema["type"] == "array":
        wrong += [one for item in value for one in fits(item, schema["items"], spec)]
    return wrong


def test_what_we_send_is_what_they_describe(spoken, spec):
    told, _line = spoken
    method, path, form = next(one for one in told.requests if one[0] == "POST")
    described = spec["paths"][MESSAGES][method.lower()]
    assert path == MESSAGES.format(AccountSid=ACCOUNT)
    body = described["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
    assert set(form) <= set(body["properties"])
    assert set(body["required"]) <= set(form)
    assert fits(form, body, spec) == []
    assert form["To"].startswith("whatsapp:+")


def test_what_we_ask_is_what_they_describe(spoken, spec):
    told, _line = spoken
    _method, path, query = next(one for one in told.requests if one[0] == "GET")
    assert path == MESSAGES.format(AccountSid=ACCOUNT)
    known = {one["name"] for one in spec["paths"][MESSAGES]["get"]["parameters"]}
    assert set(query) <= known


def test_what_the_stand_in_makes_is_a_message_of_theirs(spoken, spec):
    told, _line = spoken
    described = spec["components"]["schemas"][MESSAGE]
    for made in told.messages:
        assert set(made) == set(described["properties"])
        assert fits(made, described, spec) == []


def test_the_stand_in_answers_with_the_status_they_describe(spoken, spec):
    described = spec["paths"][MESSAGES]
    assert set(described["post"]["responses"]) == {"201"}
    assert set(described["get"]["responses"]) == {"200"}


def test_the_stand_in_lists_as_they_do(spoken, spec):
    import requests

    told, _line = spoken
    answer = requests.get(
        f"http://127.0.0.1:{told.port}{MESSAGES.format(AccountSid=ACCOUNT)}"
    ).json()
    described = spec["paths"][MESSAGES]["get"]["responses"]["200"]["content"]["application/json"]
    schema = described["schema"]
    assert set(answer) == set(schema["properties"])
    told_of = {name: value for name, value in answer.items() if value is not None}
    assert fits(told_of, schema, spec) == []


def test_every_state_we_know_is_one_of_theirs(spec):
    from tests.rules import test_twilio

    states = spec["components"]["schemas"]["message_enum_status"]["enum"]
    ours = {"delivered", "read", "failed", "undelivered", "canceled", "queued", "sending", "sent"}
    assert ours <= set(states)
    assert test_twilio.report_of("received", None) is None


def test_the_check_would_see_a_wrong_stand_in(spoken, spec):
    told, _line = spoken
    described = spec["components"]["schemas"][MESSAGE]
    made = told.messages[0]
    assert fits({**made, "status": "gone"}, described, spec)
    assert fits({**made, "sid": "XX1"}, described, spec)
    assert fits({**made, "error_code": "21610"}, described, spec)
    assert fits({**made, "body": 7}, described, spec)
