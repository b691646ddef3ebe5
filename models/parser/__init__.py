"""A dependency parser: tags, trees and names for the tokens of English sentences, on one small encoder."""

from models.parser.model import Parser, Tree

__all__ = ["Parser", "Tree"]
