"""A part-of-speech tagger: Penn Treebank tags for the tokens of English sentences."""

from models.tagger.model import Tagger

__all__ = ["Tagger"]
