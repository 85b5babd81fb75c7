"""The cluster engine: PySpark for queries and maps, Parquet on a shared disk between them."""

from reportedly.engine.spark.engine import SparkEngine

__all__ = ["SparkEngine"]
