"""The network as it is trained: MiniLM over claim and evidence, a judgement of the pair, and one of each word."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from models.parser.network import Encoder

SIZE = 384
_INNER = 256


class Judge(nn.Module):
    """From vectors of pieces to three scores a pair and one score a piece."""

    def __init__(self) -> None:
        super().__init__()
        self.mark = nn.Linear(SIZE, 1)
        self.inner = nn.Linear(3 * SIZE + 1, _INNER)
        self.outer = nn.Linear(_INNER, 3)
        self.drop = nn.Dropout(0.1)

    def forward(self, vectors: torch.Tensor, of_claim: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores `[pair, (supports, refutes, silent)]`, and `[pair, piece]`: that its word is not borne out.

        `of_claim[pair, piece]`: 1 at the pieces of the claim, else 0.
        """
        marks: torch.Tensor = self.mark(vectors).squeeze(-1)
        inside = of_claim.unsqueeze(-1)
        mean = (vectors * inside).sum(1) / inside.sum(1)
        most = (vectors - (1 - inside) * 1e4).max(1).values
        worst = (marks - (1 - of_claim) * 1e4).max(1, keepdim=True).values
        seen = torch.cat([vectors[:, 0], mean, most, worst], -1)
        return self.outer(self.drop(functional.gelu(self.inner(self.drop(seen))))), marks


class Network(nn.Module):
    """Encoder and judge together."""

    def __init__(self, base: dict[str, torch.Tensor]) -> None:
        super().__init__()
        self.encoder = Encoder(base)
        self.judge = Judge()

    def forward(
        self, pieces: torch.Tensor, kinds: torch.Tensor, present: torch.Tensor | None = None
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores of pairs and of pieces; `present` says which pieces are no padding."""
        vectors = self.encoder(pieces, kinds, present).float()
        of_claim = (kinds > 1).float()
        found: tuple[torch.Tensor, torch.Tensor] = self.judge(
            vectors, of_claim if present is None else of_claim * present
        )
        return found


class Answers(nn.Module):
    """The network as it is shipped: one pair at a time, and how alike the two sides' vectors are."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: torch.Tensor, kinds: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Scores of the pair, scores of its pieces, and the cosine of the mean vectors of claim and evidence."""
        vectors = self.network.encoder(pieces, kinds)
        of_claim = (kinds > 1).float()
        scores, marks = self.network.judge(vectors, of_claim)
        means = [
            functional.normalize((vectors * side.unsqueeze(-1)).sum(1), dim=-1) for side in (of_claim, 1 - of_claim)
        ]
        return scores, marks, (means[0] * means[1]).sum(-1)
