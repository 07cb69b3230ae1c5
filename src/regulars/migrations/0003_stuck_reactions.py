import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('regulars', '0002_rhythms_and_fits'),
    ]

    operations = [
        migrations.CreateModel(
            name='StuckReaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reaction', models.CharField(max_length=60)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('retry_at', models.DateTimeField()),
                ('said', models.TextField()),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stuck', to='regulars.event')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('event', 'reaction'), name='one_stuck_row_a_reaction')],
            },
        ),
    ]
