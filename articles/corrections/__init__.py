"""The only place where people's decisions are written: the admin's and the review pages'.

Every function takes `by`, the person, and a `reason`, both kept in the history, and is one
transaction. Those that change an article, quote or claim also take the `version` that the person
saw and raise Conflict, which tells who changed what since. What cannot be is refused with a
ValidationError that says what to do.
"""

from .articles import ArticleValues, correct_article
from .batches import Undone, batch, latest_batch
from .bulk import DOES, MOST, BulkChange, Done, Plan, carry_out, plan_bulk, undo_batch
from .changes import Change, Entry, chain_in_words, history_of, history_of_names, latest_by_people
from .claims import CLAIM_MARKS, ClaimValues, add_claim, correct_claim, join_claims, split_claim
from .fact_checks import (
    FactCheckValues,
    add_fact_check,
    correct_fact_check,
    refuse_second_check,
    remove_fact_check,
)
from .machine import differing
from .merging import merge_speakers
from .moving import counted
from .names import (
    add_outlet,
    add_speaker,
    alias_owner,
    change_aliases,
    correct_outlet,
    correct_speaker,
    in_use,
    outlet_named,
    refuse_second_outlet,
    set_aliases,
    speaker_named,
)
from .outlets import merge_outlets, undo_outlet_merge
from .places import (
    Spans,
    checked_spans,
    find_words,
    kind_at,
    parse_place,
    text_at,
    tidied,
    write_place,
)
from .quotes import (
    ALL_MARKS,
    MARKS,
    STATES_FOR_PEOPLE,
    QuoteValues,
    add_quote,
    checked_chain,
    correct_quote,
    refuse_double,
    release_quote,
)
from .saving import Conflict, lock
from .splitting import join_quotes, neighbour, split_quote
from .telling_apart import split_speaker, undo_merge
from .undo import go_back, undo

__all__ = [
    "ALL_MARKS",
    "CLAIM_MARKS",
    "DOES",
    "MARKS",
    "MOST",
    "STATES_FOR_PEOPLE",
    "ArticleValues",
    "BulkChange",
    "Change",
    "ClaimValues",
    "Conflict",
    "Done",
    "Entry",
    "FactCheckValues",
    "Plan",
    "QuoteValues",
    "Spans",
    "Undone",
    "add_claim",
    "add_fact_check",
    "add_outlet",
    "add_quote",
    "add_speaker",
    "alias_owner",
    "batch",
    "carry_out",
    "chain_in_words",
    "change_aliases",
    "checked_chain",
    "checked_spans",
    "correct_article",
    "correct_claim",
    "correct_fact_check",
    "correct_outlet",
    "correct_quote",
    "correct_speaker",
    "counted",
    "differing",
    "find_words",
    "go_back",
    "history_of",
    "history_of_names",
    "in_use",
    "join_claims",
    "join_quotes",
    "kind_at",
    "latest_batch",
    "latest_by_people",
    "lock",
    "merge_outlets",
    "merge_speakers",
    "neighbour",
    "outlet_named",
    "parse_place",
    "plan_bulk",
    "refuse_double",
    "refuse_second_check",
    "refuse_second_outlet",
    "release_quote",
    "remove_fact_check",
    "set_aliases",
    "speaker_named",
    "split_claim",
    "split_quote",
    "split_speaker",
    "text_at",
    "tidied",
    "undo",
    "undo_batch",
    "undo_merge",
    "undo_outlet_merge",
    "write_place",
]
