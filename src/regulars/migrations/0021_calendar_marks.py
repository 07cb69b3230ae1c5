import secrets

from django.db import migrations, models


def give_a_mark(apps, schema_editor):
    shops = apps.get_model("regulars", "Shop").objects.filter(mark="")
    shops.update(mark=secrets.token_hex(4))


class Migration(migrations.Migration):

    dependencies = [
        ('regulars', '0020_asking'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='calendaraccount',
            name='uses_tasks',
        ),
        migrations.AddField(
            model_name='shop',
            name='mark',
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.RunPython(give_a_mark, migrations.RunPython.noop),
    ]
