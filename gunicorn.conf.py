"""How the site is served; gunicorn reads this file by itself. Options on its command line win."""

import multiprocessing

# Threads, so that somebody's long download does not keep others waiting.
worker_class = "gthread"
workers = multiprocessing.cpu_count()
threads = 4
timeout = 60
keepalive = 75
control_socket_disable = True  # nobody commands it but the system's own service manager
# Loaded once and then shared by the workers, with what filters hold in memory.
preload_app = True


def when_ready(server):
    """Read what lists need before the first request asks for it."""
    from explorer.startup import warm_up

    warm_up()
