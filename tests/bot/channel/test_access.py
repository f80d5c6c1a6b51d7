"""Who may ask, and what they see."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channel.access import Access, Rule, access_of
from bot.channel.scope import EVERYTHING, Grant, Scope, Sight, scope_now, seeing
from bot.messages import Visitor
from bot.structure_file import structure_of
from tests.bot.alerts.routing.conftest import an_incident

ANA = Visitor(platform="slack", tenant="T1", team="19:pay@thread.tacv2", channel="C1", user="U1")


def access(toml: str) -> Access:
    return access_of(structure_of(tomllib.loads(toml)))


def test_without_rules_all_of_the_own_company_see_everything():
    """Nobody has to write a rule, and people of other companies are kept out all the same."""
    assert (EVERYTHING, None) == (access("").scope(ANA), access("").scope(replace(ANA, external=True)))


@pytest.mark.parametrize(
    ("rule", "may"),
    [
        ('platform = "slack"', True),
        ('platform = "teams"', False),
        ('tenants = "t1"', True),
        ('tenants = ["T2", "T3"]', False),
        ('teams = "19:PAY@thread.tacv2"', True),
        ('teams = "19:other@thread.tacv2"', False),
        ('channels = ["C9", "c1"]', True),
        ('channels = "C9"', False),
        ('users = "U1"', True),
        ('users = "U2"', False),
        ('users = "U1"\nchannels = "C9"', False),
        ('users = "U1"\nchannels = "C1"', True),
        ("external = true", True),
    ],
)
def test_a_rule_is_for_whoever_meets_all_of_it(rule, may):
    """What it leaves out asks nothing; ids count whatever their case."""
    assert may == (access(f"[[access]]\n{rule}").scope(ANA) is not None)


def test_with_rules_nobody_else_may_ask():
    """A rule for one channel shuts every other."""
    rules = access('[[access]]\nchannels = "C1"')
    assert None is rules.scope(replace(ANA, channel="C2"))


def test_people_of_other_companies_need_a_rule_that_says_so():
    """A rule that would fit them is not for them unless it says external."""
    stranger = replace(ANA, external=True)
    assert None is access('[[access]]\nchannels = "C1"').scope(stranger)
    assert access('[[access]]\nchannels = "C1"\nexternal = true').scope(stranger) is not None


def test_the_first_rule_for_an_environment_says_what_is_seen_of_it():
    """Rights in several environments add up; within one the first rule counts."""
    scope = access(
        '[[access]]\nchannels = "C1"\nenvironments = "prod"\njobs = "PAY_*"\n'
        '[[access]]\nenvironments = ["test*", "prod"]\n'
    ).scope(ANA)
    assert (Sight(jobs=("PAY_*",)), Sight(), None) == (scope.of("prod"), scope.of("test2"), scope.of("other"))
    assert ("prod", "test1") == scope.environments(["prod", "other", "test1"])


def test_an_incident_is_seen_by_its_job_and_its_job_stream():
    """What is about no job is seen where its job stream is, and otherwise by those who see everything."""
    pay, stream = Sight(jobs=("PAY_*",)), Sight(job_streams=("PAYROLL",))
    about_job, about_stream = an_incident(), an_incident(job="W#PAYROLL", job_name="")
    about_agent = an_incident(job="FTA_01", job_name="", job_stream="")
    sights = (pay, stream, Sight())
    assert [(True, True, True), (False, True, True), (False, False, True)] == [
        tuple(sight.shows(one) for sight in sights) for one in (about_job, about_stream, about_agent)
    ]
    assert not pay.shows(an_incident(job_name="BI_LOAD"))


def test_a_folder_counts_where_a_pattern_names_one():
    """/PAY/@ is what stands in that folder."""
    sight = Sight(jobs=("/PAY/@",))
    assert (True, False) == (
        sight.shows(an_incident(folder="/PAY")),
        sight.shows(an_incident(folder="/BI")),
    )


def test_a_full_key_is_seen_by_its_parts():
    """WORKSTATION#JOBSTREAM.JOB is held against both patterns."""
    sight = Sight(jobs=("PAY_*",), job_streams=("PAYROLL",))
    assert [True, False, False] == [
        sight.has_key(key) for key in ("W#PAYROLL.PAY_CALC", "W#BI.PAY_CALC", "W#PAYROLL.BI_LOAD")
    ]


def test_what_is_seen_ends_with_the_turn():
    """After it, everything is seen again, also where the turn ended in an error."""
    scope = Scope(grants=(Grant(environments=("x",)),))

    def turn() -> None:
        with seeing(scope):
            assert scope is scope_now()
            raise KeyError

    with pytest.raises(KeyError):
        turn()
    assert EVERYTHING is scope_now()


ids = st.sampled_from(("", "A", "B", "a"))
sets = st.frozensets(st.sampled_from(("a", "b")), max_size=2)
rules = st.lists(
    st.builds(
        Rule,
        grant=st.builds(Grant, environments=st.lists(st.sampled_from(("e1", "e2", "*")), max_size=2).map(tuple)),
        platform=st.sampled_from(("", "slack", "teams")),
        tenants=sets,
        teams=sets,
        channels=sets,
        users=sets,
        external=st.booleans(),
    ),
    min_size=1,
    max_size=4,
)
visitors = st.builds(
    Visitor,
    platform=st.sampled_from(("slack", "teams")),
    tenant=ids,
    team=ids,
    channel=ids,
    user=ids,
    external=st.booleans(),
)


@settings(deadline=None)
@given(rules=rules, visitor=visitors)
def test_whoever_may_ask_meets_a_rule_whole(rules, visitor):
    """Nobody gets in by halves of two rules, nobody of another company by a rule that does not say so."""
    fitting = [
        rule
        for rule in rules
        if rule.platform in ("", visitor.platform)
        and (not rule.tenants or visitor.tenant.lower() in rule.tenants)
        and (not rule.teams or visitor.team.lower() in rule.teams)
        and (not rule.channels or visitor.channel.lower() in rule.channels)
        and (not rule.users or visitor.user.lower() in rule.users)
        and (rule.external or not visitor.external)
    ]
    scope = Access(rules).scope(visitor)
    assert (scope is not None) == bool(fitting)
    assert scope is None or scope.grants == tuple(rule.grant for rule in fitting)


@settings(deadline=None)
@given(rules=rules, visitor=visitors, more=rules)
def test_a_rule_more_takes_nothing_away(rules, visitor, more):
    """Rules behind the others can only open environments, never shut or narrow one."""
    before, after = Access(rules).scope(visitor), Access([*rules, *more]).scope(visitor)
    if before is not None:
        assert [before.of(name) for name in before.environments(["e1", "e2", "e3"])] == [
            after.of(name) for name in before.environments(["e1", "e2", "e3"])
        ]
