"""More roots are known, names above all: `Maluku` is no form of `malu`."""

from models.migrations.stems_anew import write_anew
from models.words import stems

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give the words their stems anew."""
    write_anew(stems)


def downgrade() -> None:
    """Leave the stems: an older reader asks for each word itself, too."""
