"""One road for everybody: an address, the code sent to it, a second step for who wants one."""

from typing import Any

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from socle.accounts.actions.people import describe_self
from socle.accounts.actions.security import tell_recovery_code_used, use_second_step
from socle.accounts.actions.signing_in import demo_code, person_at, write_closed
from socle.accounts.forms import CodeForm, DescribeForm, PasskeyForm, SecondStepForm, SignInForm
from socle.accounts.models import User
from socle.accounts.queries import security_of
from socle.accounts.views.doors import (
    PersonRequest,
    Way,
    in_each_language,
    note_confirmed,
    show,
    signed_in_only,
    way_of,
)
from socle.foundation.limits import too_many, within_limit


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address. Known or new, what follows is the same."""
    way = way_of(request)
    if request.user.is_authenticated:
        return redirect(way.onward)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return send_code(request, form.cleaned_data["email"], way)
    return ask_address(request, way, form)


def ask_address(
    request: HttpRequest, way: Way, form: SignInForm, status: int = 200, **context: Any
) -> HttpResponse:
    return show(
        request,
        "sign_in",
        form,
        status=status,
        way=way,
        passkey_url=way.to("accounts:passkey"),
        alternates=in_each_language(request, way),
        **context,
    )


def send_code(request: HttpRequest, email: str, way: Way) -> HttpResponse:
    if not within_limit(request, "accounts.code", key=email):
        return too_many(request)
    language = get_language() or settings.LANGUAGE_CODE
    person = person_at(email=email, language=language)
    if not person.is_active:
        write_closed(user=person, language=language, now=timezone.now())
    LoginCodeVerificationProcess.initiate(
        request=request, user=person if person.is_active else None, email=email
    )
    request.session.set_expiry(settings.ACCOUNT_LOGIN_TIMEOUT)
    return redirect(way.to("account_confirm_login_code"))


def send_again(request: HttpRequest, email: str, way: Way) -> HttpResponse:
    response = send_code(request, email, way)
    if response.status_code == 302:
        messages.success(request, _("We sent a new code. The one before no longer works."))
    return response


@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code. It is good for this browser, for a while, for a few tries, and once."""
    way = way_of(request)
    if request.user.is_authenticated:
        return redirect(way.onward)
    stage = LoginStageController.enter(request, LoginByCodeStage.key)
    if stage is None:
        return without_code(request, way)
    process = LoginCodeVerificationProcess(stage=stage)
    if "again" in request.POST:
        return send_again(request, process.state["email"], way)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        problem = problem_with(request, process, form.cleaned_data["code"])
        if not problem:
            return process.finish(way.next or None)
        form.add_error("code", problem)
    return show(
        request,
        "code",
        form,
        other_address=way.to("account_login"),
        alternates=in_each_language(request, way),
        email=process.state["email"],
        is_over=is_over(process),
        minutes=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60,
    )


def without_code(request: HttpRequest, way: Way) -> HttpResponse:
    """A code was used before, or its page was left open for too long."""
    if request.method != "POST":
        return redirect(way.to("account_login"))
    return ask_address(request, way, SignInForm(), status=422, has_no_code=True)


def problem_with(request: HttpRequest, process: LoginCodeVerificationProcess, typed: str) -> str:
    """What is wrong with the code, in words; "" when it is right. Counts the try."""
    if not process.is_valid():
        return _("This code is too old. Ask for a new one.")
    # Counted in the cache, since several tries at once would each find the same session.
    key = f"{request.session.session_key}:{process.state['at']}"
    if process.state.get("is_dead") or not within_limit(request, "accounts.guess", key=key):
        process.state["is_dead"] = True
        process.persist()
        return _("Too many wrong tries: this code no longer works. Ask for a new one.")
    if process.user is None or not is_right(typed, process):
        return _("This is not the last code we sent you. Look again.")
    return ""


def is_right(typed: str, process: LoginCodeVerificationProcess) -> bool:
    codes = [process.code, demo_code(process.user)]
    return any(compare_user_code(actual=typed, expected=code) for code in codes)


def is_over(process: LoginCodeVerificationProcess) -> bool:
    return not process.is_valid() or bool(process.state.get("is_dead"))


@never_cache
def passkey(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey: it says who they are, and that it is them."""
    way = way_of(request)
    if request.user.is_authenticated:
        return redirect(way.onward)
    if request.method != "POST":
        return redirect(way.to("account_login"))
    if not within_limit(request, "accounts.passkey"):
        return too_many(request)
    form = PasskeyForm(user=None, data=request.POST)
    if not form.is_valid():
        return ask_address(request, way, SignInForm(), status=422, passkey_form=form)
    found = form.cleaned_data["credential"]
    note_confirmed(request)
    login = Login(user=found.user, redirect_url=way.next or None)
    return perform_passwordless_login(request, found, login)


@never_cache
def second_step(request: HttpRequest) -> HttpResponse:
    """After the code by e-mail: a passkey, a code of the application, or a recovery code."""
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None or request.user.is_authenticated:
        return redirect("account_login")
    user, start = stage.login.user, reverse("account_login")
    form = second_step_form(request, user)
    if pass_second_step(request, form):
        response: HttpResponse = stage.exit()
        return response
    return show(request, "second_step", form, start_url=start, **ways_of_second_step(user, form))


def second_step_form(request: HttpRequest, user: User) -> SecondStepForm | PasskeyForm:
    kind = PasskeyForm if "credential" in request.POST else SecondStepForm
    return kind(user=user, data=request.POST if request.method == "POST" else None)


def pass_second_step(request: HttpRequest, form: SecondStepForm | PasskeyForm) -> bool:
    """Whether it was answered right. A recovery code that was used is told of by mail."""
    if not form.is_valid():
        return False
    use_second_step(form)
    note_confirmed(request)
    if isinstance(form, SecondStepForm) and form.used_recovery_code:
        tell_recovery_code_used(user=form.user, now=timezone.now())
    return True


def ways_of_second_step(user: User, form: SecondStepForm | PasskeyForm) -> dict[str, Any]:
    """What the page offers: to type a code, and a passkey to whoever has one."""
    typed = form if isinstance(form, SecondStepForm) else SecondStepForm(user=user)
    security = security_of(user)
    if security.application is None:
        typed.fields["code"].label = _("Recovery code")
        typed.fields["code"].help_text = _("One of those you kept.")
    return {"code_form": typed, "security": security}


@signed_in_only("")
def welcome(request: PersonRequest) -> HttpResponse:
    """Once, after the first sign-in: what to call them, and in which language to write."""
    way, user = way_of(request), request.user
    form = DescribeForm(request.POST or None, instance=user, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        described = form.cleaned_data
        describe_self(user=user, name=described["name"], language=described["language"])
        return redirect(translate_url(way.onward, described["language"]))
    pages = in_each_language(request, way)
    return show(request, "welcome", form, way=way, alternates=pages)


@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return show(request, "sign_out")
    auth.logout(request)
    messages.success(request, _("You are signed out."))
    return redirect(f"/{get_language()}/")
