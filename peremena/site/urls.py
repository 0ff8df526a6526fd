"""Every address of the installation. The live road, /ws, is not Django's: see peremena.site.asgi."""

from django.urls import include, path, re_path

from peremena.site import dev_sms, spa
from peremena.site.api import api

urlpatterns = [
    path("id/", include("peremena.people.urls")),
    path("api/dev/sms", dev_sms.listed),
    path("api/", api.urls),
    path("dev/sms", dev_sms.page),
    # A file that is not there is missing; answering with the page would look like a broken script to the browser.
    re_path(r"^(?!api/|id/|dev/|ws$|assets/|icons/|[^/]*\.\w+/?$)", spa.page),
]
handler400 = "peremena.site.errors.bad_request"
handler403 = "peremena.site.errors.forbidden"
handler404 = "peremena.site.errors.not_found"
handler500 = "peremena.site.errors.broken"
