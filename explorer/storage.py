"""Static files under names that carry their content's hash, in development too."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Django leaves names plain while DEBUG is on; ours are hashed always, so that what is tried
    in development is what runs in production. `make run` collects them first."""

    def url(self, name: str | None, force: bool = False) -> str:
        return super().url(name, force=True)
