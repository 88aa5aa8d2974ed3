from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.urls import path, register_converter

from .exports import FORMATS
from .views import (
    accounts,
    adding,
    articles,
    claims,
    exports,
    home,
    merging,
    outlets,
    quotes,
    review,
    speakers,
)


class SlugInAnyScript:
    """Slugs keep their letters: 王毅 has one too."""

    regex = r"[\w-]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SlugInAnyScript, "anyslug")

urlpatterns = [
    path("", home.home, name="home"),
    path("quotes/", quotes.quote_list, name="quotes"),
    path("quotes/facets/", quotes.quote_facets, name="quote_facets"),
    path("quotes/<int:pk>/", quotes.quote, name="quote"),
    *(path(f"quotes.{ending}", exports.quotes, {"ending": ending}) for ending in FORMATS),
    path("quotes.atom", exports.quotes_feed, name="quotes_feed"),
    path("articles/", articles.article_list, name="articles"),
    path("articles/<int:pk>/", articles.article, name="article"),
    path("articles/<int:pk>/add/", adding.add, name="article_add"),
    path("speakers/", speakers.speaker_list, name="speakers"),
    path("speakers/names/", merging.speaker_names, name="speaker_names"),
    path("speakers/<anyslug:slug>/merge/", merging.merge_speaker, name="merge_speaker"),
    path("speakers/<anyslug:slug>/split/", merging.split_speaker, name="split_speaker"),
    path("speakers/merges/<int:pk>/undo/", merging.undo_speaker_merge, name="undo_speaker_merge"),
    path("speakers/<anyslug:slug>/", speakers.speaker, name="speaker"),
    path("outlets/", outlets.outlet_list, name="outlets"),
    path("outlets/who-cites-whom/", outlets.network, name="outlet_network"),
    path("outlets/<anyslug:slug>/merge/", merging.merge_outlet, name="merge_outlet"),
    path("outlets/merges/<int:pk>/undo/", merging.undo_outlet_merge, name="undo_outlet_merge"),
    path("outlets/<anyslug:slug>/", outlets.outlet, name="outlet"),
    path("claims/", claims.claim_list, name="claims"),
    path("claims/facets/", claims.claim_facets, name="claim_facets"),
    path("claims/<int:pk>/", claims.claim, name="claim"),
    path("claims/<int:pk>/fact-checks/", claims.add_fact_check, name="add_fact_check"),
    path("claims/<int:pk>/join/", claims.join, name="join_claim"),
    path("claims/<int:pk>/split/", claims.split, name="split_claim"),
    path("claims/<int:pk>/undo/", claims.undo, name="undo_claim"),
    path("claims/<int:pk>.jsonld", exports.claim_review_of, name="claim_review"),
    path("fact-checks/<int:pk>/", claims.fact_check, name="fact_check"),
    path("claims.jsonld", exports.claim_reviews, name="claim_reviews"),
    *(path(f"claims.{ending}", exports.claims, {"ending": ending}) for ending in FORMATS),
    path("claims.atom", exports.claims_feed, name="claims_feed"),
    path("review/", review.queue, name="review"),
    path("review/<int:pk>/", review.quote, name="review_quote"),
    path("review/undo/", review.undo, name="review_undo"),
    path("review/bulk/", review.bulk_change, name="review_bulk"),
    path("review/bulk/<int:pk>/", review.bulk_confirm, name="review_bulk_confirm"),
    path("review/speakers/", review.speakers, name="review_speakers"),
    path("review/outlets/", review.outlets, name="review_outlets"),
    path("favicon.ico", home.favicon),
    path("robots.txt", home.robots, name="robots"),
    path("sign-in/", accounts.SignIn.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("account/", accounts.Account.as_view(), name="account"),
    path("admin/login/", accounts.admin_sign_in),
    path("admin/password_change/", accounts.admin_password),
    path("admin/", admin.site.urls),
]
