"""Signed notes and checkpoints, against the published example of the format."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.audit.checkpoint import Checkpoint, read_checkpoint, sign_checkpoint
from comity.audit.merkle import EMPTY_ROOT
from comity.audit.note import (
    PublicKey,
    new_key,
    read_note,
    read_public,
    read_secret,
    sign,
    signed_by,
    write_secret,
)

# The example of the format's first implementation (golang.org/x/mod/sumdb/note).
PUBLISHED_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PUBLISHED_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"  # noqa: S105 known to all
PUBLISHED_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PUBLISHED_NOTE = (
    PUBLISHED_TEXT
    + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)

KEY = new_key("example.org/log", bytes(range(32)))
OTHER = new_key("example.org/log", bytes(32))
ROOT = bytes(range(100, 132))


def test_the_published_note_is_signed_by_the_published_key() -> None:
    key = read_public(PUBLISHED_KEY)
    assert str(key) == PUBLISHED_KEY
    assert signed_by(read_note(PUBLISHED_NOTE), key)
    assert read_note(PUBLISHED_NOTE).text == PUBLISHED_TEXT


def test_signing_with_the_published_secret_gives_the_published_note() -> None:
    secret = read_secret(PUBLISHED_SECRET)
    assert str(secret.public) == PUBLISHED_KEY
    assert write_secret(secret) == PUBLISHED_SECRET
    assert sign(PUBLISHED_TEXT, [secret]) == PUBLISHED_NOTE


def test_a_secret_key_never_shows_in_its_own_description() -> None:
    assert "seed" not in repr(KEY)
    assert KEY.seed.hex() not in repr(KEY)


@given(st.integers(min_value=0, max_value=len(PUBLISHED_NOTE.encode()) * 8 - 1))
def test_no_note_with_a_changed_bit_passes(bit: int) -> None:
    content = bytearray(PUBLISHED_NOTE.encode())
    content[bit // 8] ^= 1 << bit % 8
    try:
        note = read_note(content.decode())
    except ValueError:  # no longer a note, or no longer text
        return
    assert not signed_by(note, read_public(PUBLISHED_KEY))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "PeterNeumann",
        PUBLISHED_KEY.replace("c74f20a3", "c74f20a4"),
        PUBLISHED_KEY.replace("ARpc", "AhpC"),
        PUBLISHED_KEY[:-4],
        "Peter Neumann" + PUBLISHED_KEY[12:],
        PUBLISHED_KEY + "!",
    ],
)
def test_a_damaged_public_key_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="key"):
        read_public(line)


def test_a_damaged_secret_key_is_refused_without_being_told() -> None:
    for line in ("", PUBLISHED_KEY, PUBLISHED_SECRET.replace("c74f20a3", "00000000"), PUBLISHED_SECRET[:-8]):
        with pytest.raises(ValueError, match=r"key|Ed25519") as refused:
            read_secret(line)
        assert "KDFz" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        PUBLISHED_TEXT,
        PUBLISHED_NOTE[:-1],
        PUBLISHED_NOTE.replace("— ", "- "),
        PUBLISHED_NOTE + "\n",
        PUBLISHED_NOTE.replace("x08g", "????"),
        PUBLISHED_NOTE.replace("think", "thi\tnk"),
        PUBLISHED_NOTE + PUBLISHED_NOTE.split("\n\n")[1] * 64,
    ],
)
def test_what_is_no_note_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="note"):
        read_note(text)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "a\nb"])
def test_a_key_whose_name_a_note_cannot_carry_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        new_key(name, bytes(32))


def test_a_checkpoint_comes_back_as_it_was_signed() -> None:
    checkpoint = Checkpoint("example.org/log", 20_852_163, ROOT)
    text = sign_checkpoint(checkpoint, [KEY])
    assert text.startswith(
        "example.org/log\n20852163\nZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM=\n\n— example.org/log "
    )
    signed = read_checkpoint(text)
    assert signed.checkpoint == checkpoint
    assert signed_by(signed.note, KEY.public)
    assert not signed_by(signed.note, OTHER.public)


def test_two_keys_of_one_name_sign_beside_each_other() -> None:
    signed = read_checkpoint(sign_checkpoint(Checkpoint("example.org/log", 1, ROOT), [OTHER, KEY]))
    assert signed_by(signed.note, KEY.public)
    assert signed_by(signed.note, OTHER.public)


def test_a_signature_under_another_name_counts_for_nobody() -> None:
    signed = read_checkpoint(sign_checkpoint(Checkpoint("example.org/log", 1, ROOT), [KEY]))
    assert not signed_by(signed.note, PublicKey("example.com/log", KEY.public.public))


@pytest.mark.parametrize(
    "text",
    [
        "example.org/log\n1\n",
        "example.org/log\n01\nAAAA\n",
        "example.org/log\n-1\nAAAA\n",
        "example.org/log\n1\nAAAA\n",
        "example.org/log\n1\n!!\n",
        "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "example.org/log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\nmore\n",
    ],
)
def test_a_note_that_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="checkpoint"):
        read_checkpoint(sign(text, [KEY]))


def test_lines_that_others_add_are_signed_and_not_read() -> None:
    text = "example.org/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nmore\n"
    assert read_checkpoint(sign(text, [KEY])).checkpoint == Checkpoint("example.org/log", 0, EMPTY_ROOT)


def test_a_checkpoint_is_signed_under_the_logs_own_name() -> None:
    with pytest.raises(ValueError, match="keys of that name"):
        sign_checkpoint(Checkpoint("example.com/log", 1, ROOT), [KEY])
