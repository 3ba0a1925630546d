from django.db import migrations

from depesche.register.spellings import family_key, fold

BATCH = 2_000
MOST = 1_000


def batches(rows):
    last = 0
    while found := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield found
        last = found[-1].pk


def take_keys(apps, _schema):
    """Write keys, spellings and offices of what is there; may be run again."""
    spelling, office = (apps.get_model("register", name) for name in ("Spelling", "Office"))
    for name in ("Person", "Organisation", "Place"):
        column = name.lower()
        model = apps.get_model("register", name)
        for found in batches(model._base_manager):
            fields = ["name_key"]
            for row in found:
                row.name_key = fold(row.name)[:MOST]
                if name == "Person":
                    row.family_key = family_key(row.name)[:MOST]
                    fields = ["name_key", "family_key"]
            model._base_manager.bulk_update(found, fields)
            spell(spelling, column, found)
            if name == "Person":
                take_offices(office, found)


def spell(spelling, column, found):
    """Make a row of each line of other names that has none yet."""
    keys = [row.pk for row in found]
    known = spelling._base_manager.filter(**{f"{column}__in": keys})
    had = set(known.values_list(f"{column}_id", "text"))
    rows = {}
    for row in found:
        for line in row.also_known_as.splitlines():
            text = " ".join(line.split())
            for part in (text[start : start + 160] for start in range(0, len(text), 160)):
                if part and (row.pk, part) not in had:
                    rows[row.pk, part] = spelling(
                        **{f"{column}_id": row.pk}, text=part, key=fold(part)[:MOST]
                    )
    spelling._base_manager.bulk_create(list(rows.values()))


def take_offices(office, found):
    """Make a row of each office that stood in the two lines."""
    holders = [row for row in found if row.role_de or row.role_en]
    known = office._base_manager.filter(person__in=[row.pk for row in holders])
    had = set(known.values_list("person_id", "title_de", "title_en"))
    office._base_manager.bulk_create(
        office(person_id=row.pk, title_de=row.role_de, title_en=row.role_en)
        for row in holders
        if (row.pk, row.role_de, row.role_en) not in had
    )


def write_lines(apps, _schema):
    """Write spellings and the last office back into their lines."""
    spelling, office = (apps.get_model("register", name) for name in ("Spelling", "Office"))
    for name in ("Person", "Organisation", "Place"):
        column = name.lower()
        model = apps.get_model("register", name)
        for found in batches(model._base_manager):
            for row in found:
                rows = spelling._base_manager.filter(**{column: row.pk}).order_by("pk")
                row.also_known_as = "\n".join(rows.values_list("text", flat=True))
                if name != "Person":
                    continue
                last = office._base_manager.filter(person=row.pk).order_by("-held_from", "pk")
                for one in last[:1]:
                    row.role_de, row.role_en = one.title_de, one.title_en
            fields = ["also_known_as", *(["role_de", "role_en"] if name == "Person" else [])]
            model._base_manager.bulk_update(found, fields)


class Migration(migrations.Migration):
    dependencies = [("register", "0002_names_have_keys_offices_have_rows")]

    operations = [migrations.RunPython(take_keys, write_lines)]
