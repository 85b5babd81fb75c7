"""Makes the scripts of ``benchmarks/`` importable, and sets Spark up for small ones."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
os.environ.setdefault("SPARK_CONF_DIR", str(Path(__file__).parent / "spark-conf"))
