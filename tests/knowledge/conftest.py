"""What the tests of this folder share."""

import sys
from pathlib import Path

# --import-mode=importlib leaves sys.path alone, and the helper beside this file is not installed.
sys.path.insert(0, str(Path(__file__).parent))
