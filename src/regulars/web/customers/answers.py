"""What the views of one customer answer after something was done or refused."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from regulars.models import Customer

UNPROCESSABLE = 422


def back_to(customer: Customer) -> HttpResponse:
    return redirect("customers:show", pk=customer.pk)


def undo_at(name: str, customer: Customer, **where: int) -> str:
    """The address that a press of Undo posts to."""
    return reverse(f"customers:{name}", kwargs={"pk": customer.pk, **where})


def refused(
    request: HttpRequest, customer: Customer, form: Form, template: str = "customers/form.html"
) -> HttpResponse:
    """The same form alone on a page, with what was typed and what is wrong with it."""
    context = {"customer": customer, "form": form}
    return render(request, template, context, status=UNPROCESSABLE)
