"""What is stored. One module per concept."""

from .articles import Article
from .batches import Batch
from .changes import ClaimChange, QuoteChange
from .claims import CLAIM_STATUSES, Claim
from .fact_checks import FactCheck
from .outlets import Outlet, OutletAlias, OutletGram, OutletMerge
from .quotes import HIDDEN_STATES, QUOTE_STATES, Citation, Quote, chain_link
from .runs import Run
from .similar import QuoteKey
from .speakers import Speaker, SpeakerAlias, SpeakerGram, SpeakerMerge
from .turns import Turn

__all__ = [
    "CLAIM_STATUSES",
    "HIDDEN_STATES",
    "QUOTE_STATES",
    "Article",
    "Batch",
    "Citation",
    "Claim",
    "ClaimChange",
    "FactCheck",
    "Outlet",
    "OutletAlias",
    "OutletGram",
    "OutletMerge",
    "Quote",
    "QuoteChange",
    "QuoteKey",
    "Run",
    "Speaker",
    "SpeakerAlias",
    "SpeakerGram",
    "SpeakerMerge",
    "Turn",
    "chain_link",
]
