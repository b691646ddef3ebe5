"""The parser as it is trained: MiniLM's encoder with shapes for token types, and four heads on its words (PyTorch)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import torch
from torch import nn
from torch.nn import functional

from models.parser.corpus import ENTITIES
from models.parser.shape import SHAPES

_ARC: Final = 256
_LABEL: Final = 64
_LAYERS, _HEADS, _SIZE, _INNER = 6, 12, 384, 1536  # of MiniLM-L6


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences of like length; gold numbers are -1 where nothing is annotated (and for roots and padding)."""

    pieces: torch.Tensor
    shapes: torch.Tensor
    firsts: torch.Tensor
    tags: torch.Tensor
    heads: torch.Tensor
    labels: torch.Tensor
    entities: torch.Tensor


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.merge = (nn.Linear(_SIZE, _SIZE) for _ in range(4))
        self.inner, self.outer = nn.Linear(_SIZE, _INNER), nn.Linear(_INNER, _SIZE)
        self.norm, self.last = nn.LayerNorm(_SIZE, eps=1e-12), nn.LayerNorm(_SIZE, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The next layer's input; `mask` is added to the attention before its softmax."""
        q, k, v = (f(x).view(*x.shape[:2], _HEADS, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        weights = (q @ k.transpose(2, 3) / (_SIZE // _HEADS) ** 0.5 + mask).softmax(-1)
        mixed = (self.drop(weights) @ v).transpose(1, 2).reshape(x.shape)
        x = self.norm(x + self.drop(self.merge(mixed)))
        y: torch.Tensor = self.last(x + self.drop(self.outer(functional.gelu(self.inner(x)))))
        return y


class Encoder(nn.Module):
    """MiniLM with shapes for token types: piece numbers and shapes `[sentence, piece]` to vectors."""

    def __init__(self, weights: dict[str, torch.Tensor]) -> None:
        super().__init__()
        get = {name.removeprefix("bert."): value for name, value in weights.items()}
        self.words = nn.Embedding.from_pretrained(get["embeddings.word_embeddings.weight"].clone(), freeze=True)
        self.places = nn.Embedding.from_pretrained(get["embeddings.position_embeddings.weight"].clone(), freeze=False)
        types = get["embeddings.token_type_embeddings.weight"][:1].repeat(SHAPES, 1)
        self.shapes = nn.Embedding.from_pretrained(types + torch.randn(types.shape) * 0.01, freeze=False)
        self.norm = nn.LayerNorm(_SIZE, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(_LAYERS))
        self.drop = nn.Dropout(0.1)
        self._load(self.norm, get, "embeddings.LayerNorm")
        parts = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
            "merge": "attention.output.dense", "norm": "attention.output.LayerNorm", "inner": "intermediate.dense",
            "outer": "output.dense", "last": "output.LayerNorm",
        }  # fmt: skip
        for at, layer in enumerate(self.layers):
            for part, name in parts.items():
                self._load(getattr(layer, part), get, f"encoder.layer.{at}.{name}")

    @staticmethod
    def _load(module: nn.Module, weights: dict[str, torch.Tensor], name: str) -> None:
        module.load_state_dict({part: weights[f"{name}.{part}"] for part in ("weight", "bias")})

    def forward(self, pieces: torch.Tensor, shapes: torch.Tensor, present: torch.Tensor | None = None) -> torch.Tensor:
        """Vectors `[sentence, piece, 384]`; `present` says which pieces are no padding."""
        places = torch.arange(pieces.shape[1], device=pieces.device)[None]
        x: torch.Tensor = self.drop(self.norm(self.words(pieces) + self.places(places) + self.shapes(shapes)))
        mask = torch.zeros(1, 1, 1, 1) if present is None else (~present)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Heads(nn.Module):
    """Tags, arcs, relations and entities from the vectors of words; place 0 of a sentence stands for its root."""

    def __init__(self, tags: int, labels: int) -> None:
        super().__init__()
        self.tag, self.entity = nn.Linear(_SIZE, tags), nn.Linear(_SIZE, len(ENTITIES))
        self.arc_dep, self.arc_head = nn.Linear(_SIZE, _ARC), nn.Linear(_SIZE, _ARC)
        self.label_dep, self.label_head = nn.Linear(_SIZE, _LABEL), nn.Linear(_SIZE, _LABEL)
        self.arc = nn.Parameter(torch.zeros(_ARC + 1, _ARC))
        self.label = nn.Parameter(torch.randn(labels, _LABEL + 1, _LABEL + 1) * 0.01)
        nn.init.orthogonal_(self.arc)
        self.drop = nn.Dropout(0.33)

    def arcs(self, words: torch.Tensor) -> torch.Tensor:
        """Scores `[sentence, dependent, head]`."""
        dep = self.drop(functional.gelu(self.arc_dep(words)))
        head = self.drop(functional.gelu(self.arc_head(words)))
        return _with_one(dep) @ self.arc @ head.transpose(1, 2)

    def labels(self, words: torch.Tensor, heads: torch.Tensor) -> torch.Tensor:
        """Scores `[sentence, dependent, relation]` of the relation to the given heads."""
        dep = _with_one(self.drop(functional.gelu(self.label_dep(words))))
        all_heads = self.drop(functional.gelu(self.label_head(words)))
        head = _with_one(all_heads.gather(1, heads[..., None].expand(-1, -1, _LABEL)))
        return torch.einsum("bwi,rij,bwj->bwr", dep, self.label, head)


class Answers(nn.Module):
    """The heads as they are shipped: from the vectors of a sentence, its root first, to what they say of its words."""

    def __init__(self, heads: Heads) -> None:
        super().__init__()
        self.heads = heads

    def forward(self, vectors: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Tag and entity `[word]`, score of each head `[word, head]`, best relation to each head `[word, head]`."""
        heads, words = self.heads, vectors[1:]
        dep = _with_one(functional.gelu(heads.arc_dep(words)))
        arcs = dep @ heads.arc @ functional.gelu(heads.arc_head(vectors)).T
        label_dep = _with_one(functional.gelu(heads.label_dep(words)))
        label_head = _with_one(functional.gelu(heads.label_head(vectors)))
        relations = (label_dep @ heads.label @ label_head.T).argmax(0)
        return heads.tag(words).argmax(-1), heads.entity(words).argmax(-1), arcs, relations


def _with_one(x: torch.Tensor) -> torch.Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


class Model(nn.Module):
    """The encoder with its heads."""

    def __init__(self, base: dict[str, torch.Tensor], tags: int, labels: int) -> None:
        super().__init__()
        self.encoder = Encoder(base)
        self.heads = Heads(tags, labels)

    def words(self, batch: Batch) -> torch.Tensor:
        """The vectors of the words: those of their first pieces; the root has that of [CLS]."""
        vectors: torch.Tensor = self.encoder(batch.pieces, batch.shapes, batch.pieces > 0).float()
        return vectors.gather(1, batch.firsts[..., None].expand(-1, -1, _SIZE))
