from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("register", "0003_names_take_their_keys_offices_their_rows")]

    operations = [
        migrations.RemoveField(model_name="organisation", name="also_known_as"),
        migrations.RemoveField(model_name="person", name="also_known_as"),
        migrations.RemoveField(model_name="place", name="also_known_as"),
        migrations.RemoveField(model_name="person", name="role_de"),
        migrations.RemoveField(model_name="person", name="role_en"),
    ]
