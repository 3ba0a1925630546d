"""Take away the groups and the workflow that Wagtail makes for itself: they hold at the root."""

from django.db import migrations


def remove(apps, _schema_editor):
    apps.get_model("auth", "Group").objects.filter(
        name__in=["Editors", "Moderators"], user__isnull=True
    ).delete()
    apps.get_model("wagtailcore", "WorkflowPage").objects.filter(page__depth=1).delete()
    apps.get_model("wagtailcore", "Workflow").objects.filter(
        workflow_pages__isnull=True, workflow_states__isnull=True
    ).delete()
    apps.get_model("wagtailcore", "Task").objects.filter(
        workflow_tasks__isnull=True, task_states__isnull=True
    ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_desk_has_roles_and_notices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("readers", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
