"""Reads all audit chains of a deployment, verifies them against the last digest, and seals their
heads in the next one. Reads only; nothing is mended here."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Protocol

from contest import chains
from contest.audit import START
from contest.chains import Chain, Digest, Head, Verification
from contest_aws.clients import pause
from contest_aws.media.digests import StoredDigest
from contest_aws.store.protocol import Store

AT_ONCE = 8
TRIES = 5
"""How often a chain is read that seems broken: a decision may be written while it is read."""


class DigestStore(Protocol):
    """`contest_aws.media.digests.Digests`, or a fake in its place."""

    def last(self) -> StoredDigest | None: ...

    def keep(self, digest: Digest) -> str: ...


def all_chains(store: Store, digest: Digest | None) -> Iterator[Chain]:
    """Every chain of the deployment, those included that only the digest knows. One that is written
    while it is read comes as it is afterwards."""
    sealed = digest.heads if digest else {}
    yield from read(store, sorted(store.chain_heads().keys() | sealed.keys()), sealed)


def read(store: Store, subjects: Iterable[str], sealed: Mapping[str, Head]) -> Iterator[Chain]:
    """The chains of these subjects. Those that seem broken are read again, and come last."""
    broken: list[str] = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for chain in pool.map(store.stored_chain, subjects):
            if chains.tampering(chain, sealed.get(chain.subject)):
                broken.append(chain.subject)
            else:
                yield chain
    for trial in range(TRIES):
        if broken:
            pause(trial + 2)
        again, broken = broken, []
        for chain in map(store.stored_chain, again):
            if trial < TRIES - 1 and chains.tampering(chain, sealed.get(chain.subject)):
                broken.append(chain.subject)
            else:
                yield chain


def verify(store: Store, digest: Digest | None) -> Verification:
    return chains.verify(all_chains(store, digest), digest)


def seal(store: Store, digests: DigestStore, *, now: datetime) -> Verification:
    """Verify all chains, and keep a digest of their heads. A chain that is broken keeps its former
    seal."""
    stored = digests.last()
    last, previous = (stored.digest, stored.sha256) if stored else (None, START)
    report = verify(store, last)
    digests.keep(chains.next_digest(report, last, previous=previous, at=now))
    return report
