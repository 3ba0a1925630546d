"""Addresses of the room `pictures`."""

from django.urls import URLPattern

app_name = "pictures"
urlpatterns: list[URLPattern] = []
