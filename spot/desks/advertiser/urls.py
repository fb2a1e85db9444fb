from django.urls import URLPattern

app_name = "advertiser"
urlpatterns: list[URLPattern] = []
