"""A sales file as a shop's till might write it, dated relative to today."""

from datetime import date, timedelta

HEAD = "Order,Date,Customer,E-mail,Phone,Total,Currency,Item"
OVERDUE = "Tomás Ferreira"  # came every 30 days, and not for 58
FIRST = "Ngozi Adeyemi"  # her first purchase was three days ago
AS_USUAL = ("Mei Chen", "Zoë Novák", "Søren Lund", "Olu Okafor", "Ines Moreau")


def sales_file(today: date) -> str:
    """Seven people: five who come as usual, one overdue, one new. One row has no date."""
    visits = [(OVERDUE, 58 + 30 * back) for back in range(9)]
    visits += [(FIRST, 3)]
    visits += [
        (name, 6 + place + 30 * back) for place, name in enumerate(AS_USUAL) for back in range(6)
    ]
    people = [OVERDUE, FIRST, *AS_USUAL]
    rows = []
    for number, (name, days_ago) in enumerate(sorted(visits, key=lambda visit: -visit[1])):
        who = people.index(name)
        day = (today - timedelta(days=days_ago)).isoformat()
        rows.append(
            f"{1000 + number},{day},{name},person{who}@example.com,+4915123456{who:03},"
            f"{4 + who}.50,EUR,Ethiopia Natural"
        )
    rows.append("1999,some day,Nobody Knows,nobody@example.com,,3.00,EUR,Milk")
    return "\n".join([HEAD, *rows]) + "\n"


PEOPLE = 2 + len(AS_USUAL)
PURCHASES = 9 + 1 + 6 * len(AS_USUAL)
