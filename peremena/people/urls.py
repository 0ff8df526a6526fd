"""Every address of sign-in, mounted at /id/. What is not listed does not exist, whatever django-allauth also has."""

from allauth.headless.account.views import SessionView
from allauth.headless.base.views import ConfigView
from allauth.headless.constants import Client
from django.urls import path

from peremena.people import views

urlpatterns = [
    path("browser/v1/config", ConfigView.as_api_view(client=Client.BROWSER)),
    path("browser/v1/auth/login", views.SignIn.as_api_view(client=Client.BROWSER)),
    path("browser/v1/auth/code/request", views.AskForCode.as_api_view(client=Client.BROWSER)),
    path("browser/v1/auth/code/confirm", views.ConfirmCode.as_api_view(client=Client.BROWSER)),
    path("browser/v1/auth/code/resend", views.SendCodeAgain.as_api_view(client=Client.BROWSER)),
    path("browser/v1/auth/session", SessionView.as_api_view(client=Client.BROWSER)),
    path("browser/v1/auth/sessions", views.MySessions.as_api_view(client=Client.BROWSER)),
    path("browser/v1/auth/signup", views.sign_up_is_closed),
]
