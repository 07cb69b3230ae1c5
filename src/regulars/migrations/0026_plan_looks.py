from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('regulars', '0025_voices'),
    ]

    operations = [
        migrations.AddField(
            model_name='playbook',
            name='looked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['happened_at'], name='events_by_moment'),
        ),
    ]
