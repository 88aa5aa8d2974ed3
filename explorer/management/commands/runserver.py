"""`runserver` that refuses production settings which lack something."""

from whitenoise.runserver_nostatic.management.commands.runserver import Command as RunServer

from explorer.startup import refuse_unless_configured


class Command(RunServer):
    def handle(self, *args, **options):
        refuse_unless_configured()
        return super().handle(*args, **options)
