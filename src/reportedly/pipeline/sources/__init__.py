"""From what a user names to pieces of input: folders walked, containers opened."""

from reportedly.pipeline.sources.pile import Pile, discover, load
from reportedly.pipeline.sources.refusals import changed_on_disk

__all__ = ["Pile", "changed_on_disk", "discover", "load"]
