"""Bytes of one reply in, figures with meaning and provenance out: no network, clock, database or Prefect."""
