"""What a result was made with, to be written beside it."""

from __future__ import annotations

from foxp3tool.model.frozen import frozen


@frozen
class Provenance:
    """What a result was made with.

    It holds no command line, no name of a machine and no time, so that results compare; of the
    user's own only the tables given as further catalogs.

    Args:
        program: ``foxp3tool``.
        version: Version of the program.
        data_version: Version of the bundle.
        catalog: Which catalog was used: the bundle's, its renewal, tables of the user's own.
        use: What the result is for.
    """

    program: str
    version: str
    data_version: str
    catalog: str
    use: str

    @property
    def described(self) -> str:
        """One line without the research-use note."""
        return (
            f"{self.program} {self.version}, reference data {self.data_version}, "
            f"catalog {self.catalog}"
        )
