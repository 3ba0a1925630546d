import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from depesche.register.models import Office, Person, Spelling
from depesche.register.spellings import fold

BEFORE, AFTER = "0001_initial", "0004_names_and_offices_leave_their_lines"


@pytest.mark.django_db(transaction=True)
def test_lines_of_names_and_offices_become_rows_and_nothing_is_lost():
    def migrate(name):
        executor = MigrationExecutor(connection)
        state = executor.migrate([("register", name)])
        return state.apps

    try:
        former = migrate(BEFORE).get_model("register", "Person")
        former.objects.create(
            name="Sergej Lawrow",
            slug="lawrow",
            also_known_as="Sergei Lavrov\n\n Сергей Лавров \nSergei Lavrov",
            role_de="Außenminister",
        )
        former.objects.create(name="Ada Ahlers", slug="ada")
    finally:
        migrate(AFTER)
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    person = Person.objects.get(slug="lawrow")
    assert person.name_key == fold("Сергей Лавров")
    assert person.family_key == fold("Lavrov")
    assert person.also_known_as == ["Sergei Lavrov", "Сергей Лавров"]
    assert [(o.title_de, o.title_en, o.held_from) for o in Office.objects.all()] == [
        ("Außenminister", "", "")
    ]
    assert Spelling.objects.count() == 2
    assert apps.get_model("register", "Person").objects.count() == 2
