from django.urls import path

from socle.foundation import views

app_name = "foundation"
urlpatterns = [path("design/", views.design, name="design")]
