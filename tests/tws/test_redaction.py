"""What is masked and what is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tws.redaction import redact

SECRETS = [
    ("password=S3cret!", "S3cret!"),
    ("PASSWORD : S3cret", "S3cret"),
    ("db_password=S3cret;user=x", "S3cret"),
    ("dbPassword=S3cret", "S3cret"),
    ("pwd='my long one'", "my long one"),
    ("senha=abc123", "abc123"),
    ("contraseña: abc123", "abc123"),
    ('{"token": "abc.def"}', "abc.def"),
    ("client_secret=>q1w2e3", "q1w2e3"),
    ("api-key: 12345", "12345"),
    ("X-Api-Key: 12345", "12345"),
    ("Authorization: Bearer abcdef123456", "abcdef123456"),
    ("Authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"),
    ("curl -H 'authorization: ApiKey zzz999'", "zzz999"),
    ("Set-Cookie: LtpaToken2=aaaa; Path=/", "aaaa"),
    ("jdbc:oracle:thin:app/S3cret@//db:1521/PRD", "S3cret"),
    ("jdbc:db2://h:50000/DB:user=a;password=S3cret;", "S3cret"),
    ("jdbc:sqlserver://h;user=a;password={S3;cret}", "S3;cret"),
    ("connecting to postgres://app:S3cr@t@db/prd", "S3cr@t"),
    ("sftp://u:S3cret@host/in", "S3cret"),
    ("sqlplus -s app/S3cret@PRD @run.sql", "S3cret"),
    ("sqlplus app/S3cret", "S3cret"),
    ("AWS key AKIAABCDEFGHIJKLMNOP used", "AKIAABCDEFGHIJKLMNOP"),
    ("aws_secret_access_key = wJalrXUtnFEMIK7MDENGbPxRfiCY", "wJalrXUtnFEMIK7MDENGbPxRfiCY"),
    ("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-DEF_1", "eyJzdWIiOiIxIn0"),
    ("ghp_abcdefghijklmnopqrstuvwxyz0123", "ghp_abcdefghijklmnopqrstuvwxyz0123"),
    ("-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----", "MIIabc"),
    ("-----BEGIN PRIVATE KEY-----\nMIIabc", "MIIabc"),
    ("<password>S3cret</password>", "S3cret"),
    ("tool --password S3cret --verbose", "S3cret"),
    ("ALTER USER app IDENTIFIED BY S3cret;", "S3cret"),
]


@pytest.mark.parametrize(("text", "secret"), SECRETS)
def test_a_secret_is_masked(text: str, secret: str) -> None:
    """The secret is gone, the line still says that one stood there."""
    assert secret not in redact(text)
    assert "********" in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "password file loaded",
        "ORA-01017: invalid username/password; logon denied",
        "Loaded 12 tokens",
        "compass: north",
        "rows read: 42, key columns 3",
        "https://host:8443/path?x=1",
        "mail to ops@bank.example sent",
        "sort -k 2 -t, in.csv",
        "java.lang.NullPointerException at Foo.bar(Foo.java:12)",
        "primary key violated: PK_FOLHA",
        "2026-11-22 03:12:09 read /data/in/pix.csv",
    ],
)
def test_what_is_no_secret_is_left(text: str) -> None:
    """Lines that an operator needs are not touched."""
    assert text == redact(text)


@given(st.text(max_size=300))
def test_masking_never_fails_and_is_stable(text: str) -> None:
    """Any text is survived, and a masked text stays as it is."""
    once = redact(text)
    assert once == redact(once)
