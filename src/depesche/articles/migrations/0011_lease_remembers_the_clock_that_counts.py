from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0010_list_keeps_its_former_addresses'),
    ]

    operations = [
        migrations.AddField(
            model_name='lease',
            name='boot',
            field=models.CharField(blank=True, max_length=36, verbose_name='run of the machine'),
        ),
        migrations.AddField(
            model_name='lease',
            name='counted',
            field=models.FloatField(blank=True, null=True, verbose_name='seconds counted'),
        ),
    ]
