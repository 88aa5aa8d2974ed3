"""What is stored. One module per concept."""

from .articles import Article
from .changes import QuoteChange
from .claims import CLAIM_STATUSES, Claim
from .outlets import Outlet, OutletAlias
from .quotes import HIDDEN_STATES, QUOTE_STATES, Citation, Quote, chain_link
from .runs import Run
from .similar import QuoteKey
from .speakers import Speaker, SpeakerAlias, SpeakerMerge

__all__ = [
    "CLAIM_STATUSES",
    "HIDDEN_STATES",
    "QUOTE_STATES",
    "Article",
    "Citation",
    "Claim",
    "Outlet",
    "OutletAlias",
    "Quote",
    "QuoteChange",
    "QuoteKey",
    "Run",
    "Speaker",
    "SpeakerAlias",
    "SpeakerMerge",
    "chain_link",
]
