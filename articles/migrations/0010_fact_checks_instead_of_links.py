from django.db import migrations


class Migration(migrations.Migration):

    # On its own: PostgreSQL changes no table in a transaction that has written rows of it.
    dependencies = [
        ("articles", "0009_claim_groups_and_fact_checks"),
    ]

    operations = [
        migrations.RemoveField(
            model_name='claim',
            name='fact_check_url',
        ),
        migrations.RemoveField(
            model_name='historicalclaim',
            name='fact_check_url',
        ),
    ]
