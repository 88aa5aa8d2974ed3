"""Signing in and out, and one's own account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, login_required, permission_required
from django.contrib.auth.views import LoginView, PasswordChangeView, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

ROLES = {
    "administrator": "You are an administrator: you may change everything, accounts too.",
    "editor": "You are an editor: you may review, correct and add. Every change has your name, "
    "and can be taken back.",
    "reader": "You may read everything. An administrator can make you an editor.",
}


def for_editors(*permissions: str) -> Callable:
    """A page that asks for these permissions: others sign in first, and are refused if they are
    signed in and may not."""

    def decorate(view: Callable) -> Callable:
        return login_required(permission_required(permissions, raise_exception=True)(view))

    return decorate


class SignIn(LoginView):
    """The form; what signing in leads to is only ever an address of this site."""

    template_name = "accounts/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(required=settings.SIGN_IN_REQUIRED, **kwargs)


@method_decorator(login_required, name="dispatch")
class Account(PasswordChangeView):
    """Who one is, what one may do, and the way to a new password."""

    template_name = "accounts/account.html"
    success_url = reverse_lazy("account")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may=ROLES[_role(self.request)], **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, "Your password is changed.")
        return super().form_valid(form)


def _role(request: HttpRequest) -> str:
    if request.user.is_superuser:
        return "administrator"
    return "editor" if request.user.has_perm("articles.change_quote") else "reader"


@login_not_required
@require_safe
def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """Where the admin sends whom it does not let in: there is one form for the whole site, and
    whoever is signed in already may not enter."""
    if request.user.is_authenticated:
        raise PermissionDenied("The admin is for editors and administrators.")
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"))


@login_required
@require_safe
def admin_password(request: HttpRequest) -> HttpResponse:
    return redirect("account")
