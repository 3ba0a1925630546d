"""Addresses of the room `pictures`: everything under `/media/`."""

from django.urls import path

from depesche.pictures import views

app_name = "pictures"
urlpatterns = [path("media/<path:name>", views.media, name="media")]
