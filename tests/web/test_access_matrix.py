"""Who reaches which page: every address of the URL map against every role.

A new address fails here until it has a row, so that nobody forgets to decide whose it is.
"""

import pytest
from django.test import Client
from django.urls import reverse

from regulars.rules.access import Right, may
from regulars.rules.kinds import Role
from tests.web.addresses import addresses

SIGN_IN = 0  # sent to the sign-in; a 401 is the word of an address that checks a signature
OPEN = "open"  # without signing in
EVERYBODY = "everybody"  # who works here

ROWS: dict[str, str | Right] = {
    "account:add_sample": Right.CHANGE_SHOP,
    "account:begin": OPEN,
    "account:remove_sample": Right.CHANGE_SHOP,
    "account:sign_in": OPEN,
    "account:sign_out": OPEN,
    "account:passphrase": EVERYBODY,
    "account:ways_on": EVERYBODY,
    "customers:close_complaint": EVERYBODY,
    "customers:complain": EVERYBODY,
    "calendar:appointment": EVERYBODY,
    "calendar:book": EVERYBODY,
    "calendar:done": EVERYBODY,
    "calendar:drop": EVERYBODY,
    "calendar:feed": OPEN,  # by a secret address
    "calendar:move": EVERYBODY,
    "calendar:settle": EVERYBODY,
    "calendar:show": EVERYBODY,
    "calendar:undo": EVERYBODY,
    "charter:answer": Right.CHANGE_SHOP,
    "charter:clause": Right.CHANGE_SHOP,
    "charter:hear": EVERYBODY,
    "charter:heard": Right.CHANGE_SHOP,
    "charter:keep": EVERYBODY,
    "charter:new_clause": Right.CHANGE_SHOP,
    "charter:new_point": Right.CHANGE_SHOP,
    "charter:point": Right.CHANGE_SHOP,
    "charter:put_away_rival": EVERYBODY,
    "charter:remark": EVERYBODY,
    "charter:remove": Right.CHANGE_SHOP,
    "charter:rivals": EVERYBODY,
    "charter:show": EVERYBODY,
    "charter:start": Right.CHANGE_SHOP,
    "charter:step": Right.CHANGE_SHOP,
    "charter:switch_public": Right.CHANGE_SHOP,
    "charter:up": Right.CHANGE_SHOP,
    "charter:version": EVERYBODY,
    "charter:vision": EVERYBODY,
    "charter:progress": EVERYBODY,
    "charter:wall": EVERYBODY,
    "charter:want": EVERYBODY,
    "charter:words": Right.CHANGE_SHOP,
    "customers:bring_back_thing": EVERYBODY,
    "customers:concern": EVERYBODY,
    "customers:connection": EVERYBODY,
    "customers:consent": EVERYBODY,
    "customers:decide_pair": Right.MERGE,
    "customers:edit": EVERYBODY,
    "customers:end_thing": EVERYBODY,
    "customers:erase": Right.ERASE,
    "customers:everything": Right.EXPORT,
    "customers:export": Right.EXPORT,
    "customers:fact": EVERYBODY,
    "customers:field": Right.CHANGE_SHOP,
    "customers:fields": Right.CHANGE_SHOP,
    "customers:follow_up": EVERYBODY,
    "customers:forget": EVERYBODY,
    "customers:hear_wish": EVERYBODY,
    "customers:list": EVERYBODY,
    "customers:look_for_pairs": Right.MERGE,
    "customers:looking": Right.MERGE,
    "customers:merge": Right.MERGE,
    "customers:new": EVERYBODY,
    "customers:new_purchase": EVERYBODY,
    "customers:note_concern": EVERYBODY,
    "customers:note_connection": EVERYBODY,
    "customers:note_fact": EVERYBODY,
    "customers:note_profile": EVERYBODY,
    "customers:note_thing": EVERYBODY,
    "customers:pairs": Right.MERGE,
    "customers:pause": EVERYBODY,
    "customers:purchase": EVERYBODY,
    "customers:put_back": EVERYBODY,
    "customers:put_back_field": Right.CHANGE_SHOP,
    "customers:remove_field": Right.CHANGE_SHOP,
    "customers:remove_profile": EVERYBODY,
    "customers:remove_purchase": EVERYBODY,
    "customers:reopen": EVERYBODY,
    "customers:reopen_pair": Right.MERGE,
    "customers:resume": EVERYBODY,
    "customers:serve_thing": EVERYBODY,
    "customers:settle": EVERYBODY,
    "customers:settle_fact": EVERYBODY,
    "customers:show": EVERYBODY,
    "customers:story": EVERYBODY,
    "customers:talk": EVERYBODY,
    "customers:undo_merge": Right.MERGE,
    "customers:undo_talk": EVERYBODY,
    "customers:what_for": EVERYBODY,
    "customers:wish": EVERYBODY,
    "guarantees:ask": Right.CHANGE_SHOP,
    "guarantees:decide": Right.CHANGE_SHOP,
    "guarantees:edit": Right.CHANGE_SHOP,
    "guarantees:end": Right.CHANGE_SHOP,
    "guarantees:list": EVERYBODY,
    "guarantees:new": Right.CHANGE_SHOP,
    "guarantees:publish": Right.CHANGE_SHOP,
    "guarantees:show": EVERYBODY,
    "guarantees:value": EVERYBODY,
    "health": OPEN,
    "imports:check": Right.IMPORT,
    "imports:forget": Right.IMPORT,
    "imports:go_on": Right.IMPORT,
    "imports:list": Right.IMPORT,
    "imports:new": Right.IMPORT,
    "imports:progress": Right.IMPORT,
    "imports:refused": Right.IMPORT,
    "imports:show": Right.IMPORT,
    "imports:start": Right.IMPORT,
    "imports:undo": Right.IMPORT,
    "playbooks:edit": Right.CHANGE_SHOP,
    "playbooks:list": EVERYBODY,
    "playbooks:new": Right.CHANGE_SHOP,
    "playbooks:off": Right.CHANGE_SHOP,
    "playbooks:on": Right.CHANGE_SHOP,
    "playbooks:put_away": Right.CHANGE_SHOP,
    "playbooks:run": EVERYBODY,
    "playbooks:show": EVERYBODY,
    "playbooks:stop": EVERYBODY,
    "playbooks:try": Right.CHANGE_SHOP,
    "public:charter": OPEN,  # where the owner has switched it on
    "public:ask_for_data": OPEN,  # by a signed link
    "public:own_page": OPEN,  # by a signed link
    "public:preferences": OPEN,  # by a signed link
    "public:survey": OPEN,  # by a signed link
    "public:survey_for_all": OPEN,  # by a signed link
    "public:unsubscribe": OPEN,  # by a signed link
    "messages:answer": EVERYBODY,
    "messages:approve": EVERYBODY,
    "messages:cancel": EVERYBODY,
    "messages:inbound": EVERYBODY,
    "messages:list": EVERYBODY,
    "messages:look": EVERYBODY,
    "messages:no_answer": EVERYBODY,
    "messages:resolve": EVERYBODY,
    "messages:show": EVERYBODY,
    "messages:whose": EVERYBODY,
    "messages:write": EVERYBODY,
    "settings:asking": Right.CHANGE_SHOP,
    "service_levels:answer": EVERYBODY,
    "service_levels:begin": Right.CHANGE_SHOP,
    "service_levels:correct": EVERYBODY,
    "service_levels:cost": EVERYBODY,
    "service_levels:decide": Right.CHANGE_SHOP,
    "service_levels:edit": Right.CHANGE_SHOP,
    "service_levels:list": EVERYBODY,
    "service_levels:new": Right.CHANGE_SHOP,
    "service_levels:offer": EVERYBODY,
    "service_levels:show": EVERYBODY,
    "surveys:answers": EVERYBODY,
    "surveys:ask": Right.CHANGE_SHOP,  # or whoever is responsible for surveys
    "surveys:ask_one": EVERYBODY,
    "surveys:edit": Right.CHANGE_SHOP,  # or whoever is responsible for surveys
    "surveys:finding": EVERYBODY,
    "surveys:findings": EVERYBODY,
    "surveys:list": EVERYBODY,
    "surveys:looked": EVERYBODY,
    "surveys:new": Right.CHANGE_SHOP,  # or whoever is responsible for surveys
    "surveys:none": EVERYBODY,
    "surveys:options": Right.CHANGE_SHOP,  # or whoever is responsible for surveys
    "surveys:poster": Right.CHANGE_SHOP,  # or whoever is responsible for surveys
    "surveys:put_away": Right.CHANGE_SHOP,  # or whoever is responsible for surveys
    "surveys:response": EVERYBODY,
    "surveys:settle": EVERYBODY,
    "surveys:sheet": EVERYBODY,
    "surveys:show": EVERYBODY,
    "settings:absences": EVERYBODY,
    "post:again": EVERYBODY,
    "post:batch": EVERYBODY,
    "post:drop": EVERYBODY,
    "post:envelopes": EVERYBODY,
    "post:list": EVERYBODY,
    "post:make": EVERYBODY,
    "post:posted": EVERYBODY,
    "post:printed": EVERYBODY,
    "post:progress": EVERYBODY,
    "post:put_back": EVERYBODY,
    "post:returned": EVERYBODY,
    "post:sheets": EVERYBODY,
    "post:take_back": EVERYBODY,
    "post:week": EVERYBODY,
    "post:write": EVERYBODY,
    "gestures:list": EVERYBODY,
    "gestures:new": EVERYBODY,
    "gestures:ready": EVERYBODY,
    "gestures:switch": EVERYBODY,
    "notices:again": EVERYBODY,
    "notices:asked": EVERYBODY,
    "notices:list": EVERYBODY,
    "notices:new": EVERYBODY,
    "notices:show": EVERYBODY,
    "notices:spared": EVERYBODY,
    "notices:told": EVERYBODY,
    "promises:keep": EVERYBODY,
    "promises:list": EVERYBODY,
    "promises:make": EVERYBODY,
    "promises:new": EVERYBODY,
    "promises:release": EVERYBODY,
    "promises:said": EVERYBODY,
    "promises:tell": EVERYBODY,
    "promises:undo": EVERYBODY,
    "radar:show": EVERYBODY,
    "settings:business": Right.CHANGE_SHOP,
    "settings:keep_text": Right.CHANGE_SHOP,
    "settings:put_away_wording": Right.CHANGE_SHOP,
    "settings:remove_text": Right.CHANGE_SHOP,
    "settings:sign": EVERYBODY,
    "thanks:one": EVERYBODY,
    "thanks:show": EVERYBODY,
    "thanks:write": EVERYBODY,
    "settings:wording": Right.CHANGE_SHOP,
    "settings:wording_new": Right.CHANGE_SHOP,
    "settings:wordings": Right.CHANGE_SHOP,
    "settings:calendar_account": EVERYBODY,
    "settings:calendar_sync": EVERYBODY,
    "settings:change_role": Right.CHANGE_PEOPLE,
    "settings:close_request": Right.ERASE,
    "settings:colleague": Right.CHANGE_PEOPLE,
    "settings:colleague_new": Right.CHANGE_PEOPLE,
    "settings:colleagues": Right.CHANGE_PEOPLE,
    "settings:come_back": Right.CHANGE_PEOPLE,
    "settings:components": Right.CHANGE_SHOP,
    "settings:end_absence": EVERYBODY,
    "settings:feeds": EVERYBODY,
    "settings:interval": Right.CHANGE_SHOP,
    "settings:intervals": Right.CHANGE_SHOP,
    "settings:design": Right.CHANGE_SHOP,
    "settings:design_new": Right.CHANGE_SHOP,
    "settings:designs": Right.CHANGE_SHOP,
    "settings:drawing": Right.CHANGE_SHOP,
    "settings:leave": Right.CHANGE_PEOPLE,
    "settings:mail": Right.CHANGE_SHOP,
    "settings:mail_begin": Right.CHANGE_SHOP,
    "settings:mail_domain": Right.CHANGE_SHOP,
    "settings:mail_key": Right.CHANGE_SHOP,
    "settings:mail_look": Right.CHANGE_SHOP,
    "settings:mail_replies": Right.CHANGE_SHOP,
    "settings:mail_sender": Right.CHANGE_SHOP,
    "settings:mail_server": Right.CHANGE_SHOP,
    "settings:mail_service": Right.CHANGE_SHOP,
    "settings:mail_state": Right.CHANGE_SHOP,
    "settings:mail_switch": Right.CHANGE_SHOP,
    "settings:mail_try": Right.CHANGE_SHOP,
    "settings:look": Right.CHANGE_SHOP,
    "settings:numbers": EVERYBODY,
    "settings:closures": Right.CHANGE_SHOP,
    "settings:data_requests": Right.ERASE,
    "settings:displaced": EVERYBODY,
    "settings:manners": Right.CHANGE_SHOP,
    "settings:open_again": Right.CHANGE_SHOP,
    "settings:pause": Right.CHANGE_SHOP,
    "settings:own": EVERYBODY,
    "settings:recovery": Right.CHANGE_SHOP,
    "settings:put_back_interval": Right.CHANGE_SHOP,
    "settings:remove_interval": Right.CHANGE_SHOP,
    "settings:probe": Right.CHANGE_SHOP,
    "settings:remove_design": Right.CHANGE_SHOP,
    "settings:running": Right.CHANGE_SHOP,
    "settings:send_probe": Right.CHANGE_SHOP,
    "settings:revoke_feed": EVERYBODY,
    "settings:sending": Right.CHANGE_SHOP,
    "settings:set_passphrase": Right.CHANGE_PEOPLE,
    "settings:show": EVERYBODY,
    "settings:texts": Right.CHANGE_SHOP,
    "settings:texts_test": Right.CHANGE_SHOP,
    "settings:webhook": Right.CHANGE_SHOP,
    "settings:webhook_new": Right.CHANGE_SHOP,
    "settings:webhook_switch": Right.CHANGE_SHOP,
    "settings:webhook_test": Right.CHANGE_SHOP,
    "settings:webhooks": Right.CHANGE_SHOP,
    "texts:inbound": OPEN,
    "texts:length": EVERYBODY,
    "texts:status": OPEN,
    "voices:advertising": Right.CHANGE_SHOP,
    "voices:answer_wish": EVERYBODY,
    "voices:causes": Right.CHANGE_SHOP,
    "voices:close": EVERYBODY,
    "voices:close_friction": EVERYBODY,
    "voices:complaint": EVERYBODY,
    "voices:complaints": EVERYBODY,
    "voices:decide_amends": Right.CHANGE_SHOP,
    "voices:decide_wish": EVERYBODY,
    "voices:edit_idea": EVERYBODY,
    "voices:end_idea": EVERYBODY,
    "voices:group_wish": EVERYBODY,
    "voices:hand_over": EVERYBODY,
    "voices:idea": EVERYBODY,
    "voices:ideas": EVERYBODY,
    "voices:mend": EVERYBODY,
    "voices:merge_wishes": EVERYBODY,
    "voices:new_cause": Right.CHANGE_SHOP,
    "voices:new_friction": EVERYBODY,
    "voices:new_idea": EVERYBODY,
    "voices:new_wish": EVERYBODY,
    "voices:reopen": EVERYBODY,
    "voices:review": EVERYBODY,
    "voices:said": EVERYBODY,
    "voices:split_wishes": EVERYBODY,
    "voices:spoken": EVERYBODY,
    "voices:take_back": EVERYBODY,
    "voices:take_off_cause": Right.CHANGE_SHOP,
    "voices:try_idea": EVERYBODY,
    "voices:vote": EVERYBODY,
    "voices:what_else": EVERYBODY,
    "voices:wish": EVERYBODY,
    "voices:wish_done": EVERYBODY,
    "voices:wish_idea": EVERYBODY,
    "voices:wishes": EVERYBODY,
    "voices:words": EVERYBODY,
    "today:drop": EVERYBODY,
    "today:later": EVERYBODY,
    "today:open": EVERYBODY,
    "today:print": EVERYBODY,
    "today:show": EVERYBODY,
    "today:talk": EVERYBODY,
    "today:undo": EVERYBODY,
    "today:why": EVERYBODY,
    "today:words": EVERYBODY,
}
ADDRESSES = addresses()
DECIDED = [address for address in ADDRESSES if address.name in ROWS]
each_address = pytest.mark.parametrize("address", DECIDED, ids=lambda address: address.name)
METHODS = ("get", "post")
pytestmark = pytest.mark.any_database


def test_every_address_has_a_row():
    names = {address.name for address in ADDRESSES}
    assert names - set(ROWS) == set(), "decide in ROWS whose these are"
    assert set(ROWS) - names == set(), "these are gone"


def ask(client: Client, address: object, method: str) -> int:
    response = getattr(client, method)(address.path)
    if response.status_code == 302 and response["Location"].startswith(
        reverse("account:sign_in") + "?"
    ):
        return SIGN_IN
    return response.status_code


@each_address
def test_whoever_is_not_signed_in_signs_in_first(client, ana, address):
    for method in METHODS:
        status = ask(client, address, method)
        assert (status == SIGN_IN) == (ROWS[address.name] != OPEN), method


@each_address
@pytest.mark.parametrize("role", list(Role))
def test_a_role_reaches_what_is_its_own(owner, staff, role, address):
    client = owner if role is Role.OWNER else staff
    row = ROWS[address.name]
    is_allowed = row in {OPEN, EVERYBODY} or may(role, Right(row))
    for method in METHODS:
        status = ask(client, address, method)
        assert status != SIGN_IN, method
        assert (status == 403) == (not is_allowed), method
        assert status != 500, method


def test_whoever_left_is_signed_out_at_once(staff, ben):
    ben.is_active = False
    ben.save()
    response = staff.get(reverse("settings:show"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account:sign_in"))
